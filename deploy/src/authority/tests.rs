//! What authorities issue, to whom they refuse, and that the project's TLS takes it.

use super::AuthorityCommand;
use super::issue::{Authority, Existing, IssueError, OpenError, certificate_fingerprint, read_facts};
use super::profile::Validity;
use super::set::{SetPlan, make_set};
use clap::{Args, FromArgMatches};
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;
use wijkfonds_domain::terms::{RegionId, StaffName, Uzovi};
use wijkfonds_proto::identity::{Identity, Office, TrustDomain};
use wijkfonds_proto::tls::{ClientTls, ServerTls, TlsFiles};
use x509_parser::prelude::{FromDer, X509Certificate};

const NOON: &str = "2026-06-01T12:00:00Z";

fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

fn year() -> Validity {
    Validity::days(noon(), 365).unwrap()
}

fn identity(uri: &str) -> Identity {
    Identity::parse_uri(uri).unwrap()
}

fn office(id: &str) -> TrustDomain {
    TrustDomain::Office(Office::parse(id).unwrap())
}

/// Every kind of identity with the authority that vouches for it.
fn everybody() -> [(TrustDomain, &'static str); 7] {
    [
        (TrustDomain::Federation, "spiffe://wijkfonds/bureau"),
        (TrustDomain::Federation, "spiffe://wijkfonds/region/noord"),
        (TrustDomain::Federation, "spiffe://wijkfonds/insurer/3311"),
        (office("noord"), "spiffe://noord.wijkfonds/node"),
        (office("noord"), "spiffe://noord.wijkfonds/staff/ann"),
        (office("bureau"), "spiffe://bureau.wijkfonds/node"),
        (office("bureau"), "spiffe://bureau.wijkfonds/staff/ann"),
    ]
}

#[test]
fn what_an_authority_issues_loads_as_whom_it_names() {
    for (domain, uri) in everybody() {
        let directory = TempDir::new().unwrap();
        Authority::create(directory.path(), domain, noon()).unwrap();
        // Issued by the authority as it comes from the disk.
        let authority = Authority::load(directory.path()).unwrap();
        let issued = authority.issue(&identity(uri), year(), Existing::Keep).unwrap();
        let loaded = issued.files.load(noon()).unwrap();
        assert_eq!(loaded.identity().uri(), uri);
        assert_eq!(loaded.as_peer().not_before().to_string(), "2026-06-01T11:00:00Z");
        assert_eq!(loaded.as_peer().not_after().to_string(), "2027-06-01T12:00:00Z");
    }
}

#[test]
fn a_leaf_has_one_uri_may_not_sign_and_serves_only_if_it_is_a_server() {
    let server = "TLSWebServerAuth+TLSWebClientAuth";
    let cases = [
        ("spiffe://wijkfonds/bureau", server, "bureau.wijkfonds.internal localhost 127.0.0.1"),
        ("spiffe://wijkfonds/region/noord", server, "noord.region.wijkfonds.internal localhost 127.0.0.1"),
        ("spiffe://wijkfonds/insurer/3311", "TLSWebClientAuth", ""),
        ("spiffe://noord.wijkfonds/node", server, "node.noord.office.wijkfonds.internal localhost 127.0.0.1"),
        ("spiffe://noord.wijkfonds/staff/ann", "TLSWebClientAuth", ""),
    ];
    for (uri, uses, other_names) in cases {
        let directory = TempDir::new().unwrap();
        let identity = identity(uri);
        let authority = Authority::create(directory.path(), identity.trust_domain(), noon()).unwrap();
        let issued = authority.issue(&identity, year(), Existing::Keep).unwrap();
        let der = CertificateDer::from_pem_file(&issued.files.certificate).unwrap();
        let (_, leaf) = X509Certificate::from_der(&der).unwrap();
        assert!(!leaf.is_ca(), "{uri}");
        let usage = leaf.key_usage().unwrap().unwrap().value;
        assert_eq!(usage.to_string(), "Digital Signature", "{uri}");
        assert_eq!(extended_uses(&leaf), uses, "{uri}");
        assert_eq!(names(&leaf), format!("{uri} {other_names}").trim_end(), "{uri}");
    }
}

#[test]
fn an_authority_signs_leaves_only_and_is_named_by_its_domain() {
    let directory = TempDir::new().unwrap();
    let authority = Authority::create(directory.path(), office("noord"), noon()).unwrap();
    let der = CertificateDer::from_pem_file(authority.certificate()).unwrap();
    let (_, certificate) = X509Certificate::from_der(&der).unwrap();
    assert!(certificate.is_ca());
    assert_eq!(certificate.basic_constraints().unwrap().unwrap().value.path_len_constraint, Some(0));
    assert!(certificate.name_constraints().unwrap().is_none());
    assert_eq!(names(&certificate), "spiffe://noord.wijkfonds");
}

#[test]
fn an_authority_refuses_names_that_are_not_its_own_to_give() {
    let bureau_as_region = Identity::Region(RegionId::new("bureau").unwrap());
    let bureaus_namesake = Office::Region(RegionId::new("bureau").unwrap());
    let cases = [
        (
            TrustDomain::Federation,
            identity("spiffe://noord.wijkfonds/staff/ann"),
            "is not for the authority of",
        ),
        (office("noord"), identity("spiffe://wijkfonds/bureau"), "is not for the authority of"),
        (office("noord"), identity("spiffe://zuid.wijkfonds/node"), "is not for the authority of"),
        (office("noord"), identity("spiffe://bureau.wijkfonds/node"), "is not for the authority of"),
        (TrustDomain::Federation, bureau_as_region, "would be taken for the bureau"),
        (office("bureau"), Identity::Server { office: bureaus_namesake }, "is not for the authority of"),
    ];
    for (domain, identity, expected) in cases {
        let directory = TempDir::new().unwrap();
        let authority = Authority::create(directory.path(), domain, noon()).unwrap();
        let refusal = authority.issue(&identity, year(), Existing::Keep).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{identity}: {refusal}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "{identity}: nothing is written");
    }
}

#[test]
fn a_certificate_may_not_outlive_its_authority() {
    let directory = TempDir::new().unwrap();
    let authority = Authority::create(directory.path(), TrustDomain::Federation, noon()).unwrap();
    for (days, allowed) in [(3653, true), (3654, false)] {
        let validity = Validity::days(noon(), days).unwrap();
        let issued = authority.issue(&Identity::Bureau, validity, Existing::ReplaceKey);
        assert_eq!(issued.is_ok(), allowed, "{days} days");
    }
}

#[test]
fn a_certificate_is_kept_renewed_or_replaced_as_asked() {
    let directory = TempDir::new().unwrap();
    let authority = Authority::create(directory.path(), TrustDomain::Federation, noon()).unwrap();
    let first = authority.issue(&Identity::Bureau, year(), Existing::Keep).unwrap();
    let before = read_facts(&first.files.certificate).unwrap();
    // (what is asked, same serial number, same key)
    let cases =
        [(Existing::Keep, true, true), (Existing::Renew, false, true), (Existing::ReplaceKey, false, false)];
    for (existing, same_serial, same_key) in cases {
        let issued = authority.issue(&Identity::Bureau, year(), existing).unwrap();
        let after = read_facts(&issued.files.certificate).unwrap();
        assert_eq!(issued.kept, existing == Existing::Keep);
        assert_eq!(after.key == before.key, same_key, "{existing:?}: key");
        assert_eq!(after.serial == before.serial, same_serial, "{existing:?}: serial number");
        assert!(issued.files.load(noon()).is_ok(), "{existing:?}");
    }
}

#[test]
fn a_missing_half_is_made_again_only_if_no_fingerprint_is_lost() {
    let directory = TempDir::new().unwrap();
    let authority = Authority::create(directory.path(), TrustDomain::Federation, noon()).unwrap();
    let issued = authority.issue(&Identity::Bureau, year(), Existing::Keep).unwrap();
    let key = certificate_fingerprint(&issued.files.certificate).unwrap();

    fs::remove_file(&issued.files.certificate).unwrap();
    let again = authority.issue(&Identity::Bureau, year(), Existing::Keep).unwrap();
    assert!(!again.kept);
    assert_eq!(certificate_fingerprint(&again.files.certificate).unwrap(), key);

    fs::remove_file(&issued.files.key).unwrap();
    for existing in [Existing::Keep, Existing::Renew] {
        let refusal = authority.issue(&Identity::Bureau, year(), existing).unwrap_err();
        assert!(matches!(refusal, IssueError::CertificateWithoutKey { .. }), "{existing:?}: {refusal}");
    }
    assert!(authority.issue(&Identity::Bureau, year(), Existing::ReplaceKey).is_ok());
}

#[test]
fn an_authority_is_not_overwritten_nor_taken_for_another() {
    let directory = TempDir::new().unwrap();
    Authority::create(directory.path(), office("noord"), noon()).unwrap();
    let key = fs::read(directory.path().join("authority.key")).unwrap();
    let again = Authority::create(directory.path(), office("noord"), noon());
    assert!(matches!(again.err(), Some(OpenError::AlreadyThere { .. })));
    let other = Authority::ensure(directory.path(), office("zuid"), noon());
    assert!(matches!(other.err(), Some(OpenError::OtherDomain { .. })));
    assert!(Authority::ensure(directory.path(), office("noord"), noon()).is_ok());
    assert_eq!(fs::read(directory.path().join("authority.key")).unwrap(), key);
}

#[test]
fn a_damaged_authority_is_named_with_what_is_wrong() {
    let other = TempDir::new().unwrap();
    let authority = Authority::create(other.path(), TrustDomain::Federation, noon()).unwrap();
    let leaf = authority.issue(&Identity::Bureau, year(), Existing::Keep).unwrap().files;
    let other_key = fs::read_to_string(other.path().join("authority.key")).unwrap();
    let leaf = fs::read_to_string(leaf.certificate).unwrap();
    let cases = [
        ("authority.pem", "", "holds no certificate in PEM form"),
        ("authority.pem", &leaf, "not an authority's certificate"),
        ("authority.key", "", "not a private key in PEM form"),
        ("authority.key", &other_key, "the key does not belong to the authority's certificate"),
    ];
    for (file, text, expected) in cases {
        let directory = TempDir::new().unwrap();
        Authority::create(directory.path(), office("noord"), noon()).unwrap();
        let file = directory.path().join(file);
        fs::write(&file, text).unwrap();
        let message = Authority::load(directory.path()).err().unwrap().to_string();
        assert!(message.starts_with(&format!("{}: {expected}", file.display())), "{message}");
    }
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_only_and_nothing_half_written_stays() {
    use std::os::unix::fs::PermissionsExt;
    let directory = TempDir::new().unwrap();
    let authority = Authority::create(directory.path(), TrustDomain::Federation, noon()).unwrap();
    authority.issue(&Identity::Bureau, year(), Existing::Keep).unwrap();
    authority.issue(&Identity::Bureau, year(), Existing::ReplaceKey).unwrap();
    let mut modes: Vec<_> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().permissions().mode() & 0o777)
        })
        .collect();
    modes.sort();
    let names: Vec<_> = modes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["authority.key", "authority.pem", "bureau.key", "bureau.pem"]);
    for (name, mode) in &modes {
        let readable_by_others = mode & 0o077 != 0;
        assert!(!(name.ends_with(".key") && readable_by_others), "{name} {mode:o}");
    }
}

fn plan() -> SetPlan {
    SetPlan {
        regions: vec![RegionId::new("noord").unwrap(), RegionId::new("zuid").unwrap()],
        insurers: vec![Uzovi::new("3311").unwrap()],
        staff: vec![StaffName::new("ann").unwrap()],
    }
}

#[test]
fn a_set_is_whole_and_making_it_again_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let made = make_set(directory.path(), &plan(), noon(), year(), Existing::Keep).unwrap();
    let uris: Vec<String> = made.iter().map(|issued| issued.identity.uri()).collect();
    assert_eq!(
        uris,
        [
            "spiffe://wijkfonds/bureau",
            "spiffe://wijkfonds/region/noord",
            "spiffe://wijkfonds/region/zuid",
            "spiffe://wijkfonds/insurer/3311",
            "spiffe://bureau.wijkfonds/node",
            "spiffe://bureau.wijkfonds/staff/ann",
            "spiffe://noord.wijkfonds/node",
            "spiffe://noord.wijkfonds/staff/ann",
            "spiffe://zuid.wijkfonds/node",
            "spiffe://zuid.wijkfonds/staff/ann",
        ]
    );
    let keys =
        |files: &[TlsFiles]| -> Vec<_> { files.iter().map(|f| fs::read(&f.certificate).unwrap()).collect() };
    let files: Vec<TlsFiles> = made.into_iter().map(|issued| issued.files).collect();
    let before = keys(&files);
    let again = make_set(directory.path(), &plan(), noon(), year(), Existing::Keep).unwrap();
    assert!(again.iter().all(|issued| issued.kept));
    assert_eq!(keys(&files), before);
}

/// The clock is the real one here: TLS looks at nothing else.
#[tokio::test]
async fn the_parties_of_a_set_shake_hands_with_their_own_authority_only() {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Timestamp::from_second(i64::try_from(since.as_secs()).unwrap()).unwrap();
    let directory = TempDir::new().unwrap();
    let made =
        make_set(directory.path(), &plan(), now, Validity::days(now, 1).unwrap(), Existing::Keep).unwrap();
    let credentials = |uri: &str| {
        let wanted = identity(uri);
        made.iter().find(|issued| issued.identity == wanted).unwrap().files.load(now).unwrap()
    };
    let cases = [
        ("spiffe://wijkfonds/bureau", "spiffe://wijkfonds/region/noord", true),
        ("spiffe://wijkfonds/region/noord", "spiffe://wijkfonds/bureau", true),
        ("spiffe://wijkfonds/insurer/3311", "spiffe://wijkfonds/region/zuid", true),
        ("spiffe://noord.wijkfonds/staff/ann", "spiffe://noord.wijkfonds/node", true),
        ("spiffe://bureau.wijkfonds/staff/ann", "spiffe://bureau.wijkfonds/node", true),
        ("spiffe://wijkfonds/bureau", "spiffe://noord.wijkfonds/node", false),
        ("spiffe://zuid.wijkfonds/staff/ann", "spiffe://noord.wijkfonds/node", false),
        ("spiffe://noord.wijkfonds/staff/ann", "spiffe://wijkfonds/region/noord", false),
        ("spiffe://wijkfonds/bureau", "spiffe://wijkfonds/insurer/3311", false),
    ];
    for (client, server, welcome) in cases {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let (dialling, serving) =
            (ClientTls::new(&credentials(client)), ServerTls::new(&credentials(server)));
        let server_identity = identity(server);
        let (accepted, connected) =
            tokio::join!(serving.accept(near), dialling.connect(far, &server_identity));
        let admitted = accepted.ok().map(|(_, peer)| peer.identity().uri());
        assert_eq!(admitted.as_deref(), welcome.then_some(client), "{client} at {server}");
        assert_eq!(connected.is_ok(), welcome, "{client} at {server}");
    }
}

/// Runs `authority` with these arguments, `DIR` standing for the directory.
fn command(directory: &Path, arguments: &str) -> Result<String, String> {
    let there = directory.to_str().unwrap();
    let arguments = arguments.split(' ').map(|argument| argument.replace("DIR", there));
    let parser = AuthorityCommand::augment_args(clap::Command::new("authority").no_binary_name(true));
    let matches = parser.try_get_matches_from(arguments).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    AuthorityCommand::from_arg_matches(&matches)
        .unwrap()
        .run(noon(), &mut out)
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap().replace(there, "DIR"))
}

#[test]
fn the_command_makes_an_authority_issues_and_shows() {
    let directory = TempDir::new().unwrap();
    let cases = [
        ("init --dir DIR/f", "spiffe://wijkfonds DIR/f/authority.pem\n"),
        ("issue --dir DIR/f insurer 3311", "spiffe://wijkfonds/insurer/3311 DIR/f/insurer-3311.pem\n"),
        ("issue --dir DIR/f insurer 3311", "spiffe://wijkfonds/insurer/3311 DIR/f/insurer-3311.pem (kept)\n"),
        (
            "issue --dir DIR/f --renew insurer 3311",
            "spiffe://wijkfonds/insurer/3311 DIR/f/insurer-3311.pem\n",
        ),
        ("issue --dir DIR/f bureau", "spiffe://wijkfonds/bureau DIR/f/bureau.pem\n"),
        ("issue --dir DIR/f region noord", "spiffe://wijkfonds/region/noord DIR/f/region-noord.pem\n"),
        ("init --dir DIR/n --office noord", "spiffe://noord.wijkfonds DIR/n/authority.pem\n"),
        ("issue --dir DIR/n node", "spiffe://noord.wijkfonds/node DIR/n/node.pem\n"),
        ("issue --dir DIR/n staff ann", "spiffe://noord.wijkfonds/staff/ann DIR/n/staff-ann.pem\n"),
    ];
    for (arguments, expected) in cases {
        assert_eq!(command(directory.path(), arguments).as_deref(), Ok(expected), "{arguments}");
    }

    let fingerprint = command(directory.path(), "fingerprint DIR/f/insurer-3311.pem").unwrap();
    let shown = command(directory.path(), "show DIR/f/insurer-3311.pem").unwrap();
    let serial = read_facts(&directory.path().join("f/insurer-3311.pem")).unwrap().serial;
    let expected = format!(
        "name         spiffe://wijkfonds/insurer/3311\n\
         serial       {serial}\n\
         valid from   2026-06-01T11:00:00Z\n\
         valid until  2027-06-01T12:00:00Z\n\
         fingerprint  {fingerprint}"
    );
    assert_eq!(shown, expected);
}

#[test]
fn the_command_refuses_with_a_reason() {
    let directory = TempDir::new().unwrap();
    command(directory.path(), "init --dir DIR/f").unwrap();
    let cases = [
        ("init --dir DIR/f", "there is an authority here already"),
        ("init --dir DIR/x --office A", "a region id is 2 to 40 small letters"),
        ("issue --dir DIR/none bureau", "No such file"),
        ("issue --dir DIR/f insurer 331", "a UZOVI code is four digits"),
        ("issue --dir DIR/f region bureau", "would be taken for the bureau"),
        ("issue --dir DIR/f staff ann", "vouches for no node or staff"),
        ("issue --dir DIR/f --days 0 bureau", "0 is not in 1.."),
        ("issue --dir DIR/f --days 4000 bureau", "would outlive its authority"),
        ("issue --dir DIR/f --renew --rekey bureau", "cannot be used with"),
        ("show DIR/f/authority.key", "holds no certificate in PEM form"),
    ];
    for (arguments, expected) in cases {
        let refusal = command(directory.path(), arguments).unwrap_err();
        assert!(refusal.contains(expected), "{arguments}: {refusal}");
    }
}

fn extended_uses(certificate: &X509Certificate<'_>) -> String {
    let uses = certificate.extended_key_usage().unwrap().unwrap().value;
    let named =
        [(uses.server_auth, "TLSWebServerAuth"), (uses.client_auth, "TLSWebClientAuth"), (uses.any, "any")];
    named.into_iter().filter_map(|(has, name)| has.then_some(name)).collect::<Vec<_>>().join("+")
}

fn names(certificate: &X509Certificate<'_>) -> String {
    use x509_parser::extensions::GeneralName;
    let names = &certificate.subject_alternative_name().unwrap().unwrap().value.general_names;
    let text = |name: &GeneralName<'_>| match name {
        GeneralName::URI(uri) => (*uri).to_owned(),
        GeneralName::DNSName(name) => (*name).to_owned(),
        GeneralName::IPAddress(bytes) => bytes.iter().map(u8::to_string).collect::<Vec<_>>().join("."),
        other => format!("{other:?}"),
    };
    names.iter().map(text).collect::<Vec<_>>().join(" ")
}
