//! Loading the three files, and what each kind of broken file is told.

use crate::certificates::{Authority, Files, Leaf, params};
use std::fs;

const BUREAU: &str = "spiffe://wijkfonds/bureau";

#[test]
fn three_good_files_load_and_print_no_key() {
    let credentials = Authority::new().credentials(BUREAU);
    assert_eq!(credentials.identity().uri(), BUREAU);
    assert_eq!(format!("{credentials:?}"), "Credentials(spiffe://wijkfonds/bureau)");
}

#[test]
fn a_broken_file_is_named_with_what_is_wrong() {
    let authority = Authority::new();
    let another = Authority::new();
    let leaf = authority.issue(BUREAU);
    let nameless = authority.issue_from(rcgen::CertificateParams::default()).pem;
    let other_key = another.issue(BUREAU).key.serialize_pem();
    let damaged = leaf.pem.replace("-----END", "-----EMD");
    let cases: [(&str, &str, &str); 11] = [
        ("party.pem", "", "party.pem: holds no certificate in PEM form"),
        ("party.pem", "hello", "party.pem: holds no certificate in PEM form"),
        ("party.pem", &damaged, "party.pem: not a PEM file: "),
        ("party.pem", &other_key, "party.pem: holds no certificate in PEM form"),
        ("party.pem", &nameless, "party.pem: the certificate cannot be used: it has no URI name"),
        (
            "party.pem",
            &Leaf::self_signed(BUREAU).pem,
            "party.pem: the certificate was not issued by the authority in ",
        ),
        ("party.key", "", "party.key: holds no private key in PEM form"),
        ("party.key", &leaf.pem, "party.key: holds no private key in PEM form"),
        ("party.key", &other_key, "party.key: the private key does not belong to the certificate in "),
        ("authority.pem", "", "authority.pem: holds no certificate in PEM form"),
        ("authority.pem", &another.pem(), "party.pem: the certificate was not issued by the authority in "),
    ];
    for (file, text, expected) in cases {
        let files = Files::new(&leaf, &authority.pem());
        files.write(file, text);
        let message = files.load().unwrap_err().to_string();
        let directory = files.path("");
        let message = message.replace(&*directory.to_string_lossy(), "");
        assert!(message.starts_with(expected), "{file} with {text:.40?}: {message}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let authority = Authority::new();
    for file in ["party.pem", "party.key", "authority.pem"] {
        let files = Files::new(&authority.issue(BUREAU), &authority.pem());
        fs::remove_file(files.path(file)).unwrap();
        let message = files.load().unwrap_err().to_string();
        assert!(
            message.starts_with(&format!("{}: cannot be read: ", files.path(file).display())),
            "{message}"
        );
    }
}

#[test]
fn a_certificate_loads_from_its_first_to_its_last_moment() {
    let authority = Authority::new();
    let files = Files::new(&authority.issue_from(params(BUREAU)), &authority.pem());
    let cases = [
        ("2019-12-31T23:59:59Z", Some("the certificate is valid only from 2020-01-01T00:00:00Z")),
        ("2020-01-01T00:00:00Z", None),
        ("2090-01-01T00:00:00Z", None),
        ("2090-01-01T00:00:01Z", Some("the certificate expired on 2090-01-01T00:00:00Z")),
    ];
    for (now, expected) in cases {
        let refusal = files.load_at(now).err().map(|error| error.to_string());
        match (refusal, expected) {
            (None, None) => {}
            (Some(message), Some(expected)) => assert!(message.ends_with(expected), "{now}: {message}"),
            (refusal, expected) => panic!("{now}: {refusal:?}, not {expected:?}"),
        }
    }
}

#[test]
fn both_authorities_are_trusted_while_one_replaces_the_other() {
    let (old, new) = (Authority::new(), Authority::new());
    for issuer in [&old, &new] {
        let files = Files::new(&issuer.issue(BUREAU), &format!("{}{}", old.pem(), new.pem()));
        assert!(files.load().is_ok());
    }
}
