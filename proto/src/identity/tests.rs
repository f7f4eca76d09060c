//! Tables of URI names and of certificates that carry them.

use super::*;
use rcgen::{CertificateParams, CustomExtension, DnType, KeyPair, SanType, date_time_ymd};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

#[test]
fn every_form_of_name_reads_back_as_written() {
    let cases = [
        "spiffe://wijkfonds/bureau",
        "spiffe://wijkfonds/region/noord-holland",
        "spiffe://wijkfonds/insurer/3311",
        "spiffe://noord-holland.wijkfonds/staff/a-de-vries",
        "spiffe://noord-holland.wijkfonds/node",
        "spiffe://bureau.wijkfonds/staff/ann",
        "spiffe://bureau.wijkfonds/node",
    ];
    for uri in cases {
        assert_eq!(Identity::parse_uri(uri).map(|identity| identity.uri()), Ok(uri.to_owned()));
    }
}

#[test]
fn a_name_that_is_not_exactly_one_of_the_forms_is_refused_by_reason() {
    let cases = [
        ("", UriRefusal::NotSpiffe),
        ("https://wijkfonds/bureau", UriRefusal::NotSpiffe),
        ("SPIFFE://wijkfonds/bureau", UriRefusal::NotSpiffe),
        ("spiffe://", UriRefusal::UnknownDomain),
        ("spiffe://example/bureau", UriRefusal::UnknownDomain),
        ("spiffe://wijkfonds.example/bureau", UriRefusal::UnknownDomain),
        ("spiffe://wijkfonds:443/bureau", UriRefusal::UnknownDomain),
        ("spiffe://me@wijkfonds/bureau", UriRefusal::UnknownDomain),
        ("spiffe://WIJKFONDS/bureau", UriRefusal::UnknownDomain),
        ("spiffe://.wijkfonds/node", UriRefusal::Region(BadRegionId)),
        ("spiffe://a.b.wijkfonds/node", UriRefusal::Region(BadRegionId)),
        ("spiffe://wijkfonds", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/bureau/", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds//bureau", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/bureau?as=region", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/region", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/region/noord/x", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/region/Noord", UriRefusal::Region(BadRegionId)),
        ("spiffe://wijkfonds/region/noord%2d", UriRefusal::Region(BadRegionId)),
        ("spiffe://wijkfonds/region/bureau", UriRefusal::ReservedRegion),
        ("spiffe://wijkfonds/insurer/331", UriRefusal::Uzovi(BadUzovi)),
        ("spiffe://wijkfonds/staff/ann", UriRefusal::UnknownPath),
        ("spiffe://wijkfonds/node", UriRefusal::UnknownPath),
        ("spiffe://noord.wijkfonds/bureau", UriRefusal::UnknownPath),
        ("spiffe://noord.wijkfonds/insurer/3311", UriRefusal::UnknownPath),
        ("spiffe://noord.wijkfonds/staff/Ann", UriRefusal::Staff(BadName)),
        ("spiffe://noord.wijkfonds/staff/", UriRefusal::Staff(BadName)),
    ];
    for (uri, expected) in cases {
        assert_eq!(Identity::parse_uri(uri), Err(expected), "{uri}");
    }
}

#[test]
fn a_trust_domain_is_named_without_a_path() {
    let noord = TrustDomain::Office(Office::parse("noord").unwrap());
    let cases = [
        ("spiffe://wijkfonds", Ok(TrustDomain::Federation)),
        ("spiffe://bureau.wijkfonds", Ok(TrustDomain::Office(Office::Bureau))),
        ("spiffe://noord.wijkfonds", Ok(noord)),
        ("spiffe://wijkfonds/", Err(UriRefusal::UnknownPath)),
        ("spiffe://wijkfonds/bureau", Err(UriRefusal::UnknownPath)),
        ("spiffe://example", Err(UriRefusal::UnknownDomain)),
    ];
    for (uri, expected) in cases {
        assert_eq!(TrustDomain::parse_uri(uri), expected, "{uri}");
    }
}

#[test]
fn no_two_identities_share_a_dns_name() {
    let uris = [
        "spiffe://wijkfonds/bureau",
        "spiffe://wijkfonds/region/node",
        "spiffe://wijkfonds/region/region",
        "spiffe://wijkfonds/insurer/3311",
        "spiffe://region.wijkfonds/node",
        "spiffe://bureau.wijkfonds/node",
        "spiffe://bureau.wijkfonds/staff/node",
        "spiffe://node.wijkfonds/staff/node",
    ];
    let names: std::collections::BTreeSet<_> =
        uris.iter().map(|uri| Identity::parse_uri(uri).unwrap().dns_name()).collect();
    assert_eq!(names.len(), uris.len(), "{names:?}");
}

#[test]
fn a_certificate_names_somebody_only_by_a_single_known_uri() {
    let uri = |text: &str| SanType::URI(text.try_into().unwrap());
    let dns = |text: &str| SanType::DnsName(text.try_into().unwrap());
    let bureau = "spiffe://wijkfonds/bureau";
    let cases = [
        ("no names but a common name", vec![], Err(CertificateRefusal::NoUri)),
        ("a DNS name only", vec![dns("bureau.wijkfonds.internal")], Err(CertificateRefusal::NoUri)),
        (
            "two URIs",
            vec![uri(bureau), uri("spiffe://wijkfonds/region/noord")],
            Err(CertificateRefusal::SeveralUris(2)),
        ),
        ("the same URI twice", vec![uri(bureau), uri(bureau)], Err(CertificateRefusal::SeveralUris(2))),
        (
            "one known, one foreign",
            vec![uri("https://example.nl"), uri(bureau)],
            Err(CertificateRefusal::SeveralUris(2)),
        ),
        (
            "a foreign URI",
            vec![uri("https://example.nl")],
            Err(CertificateRefusal::UnknownUri(UriRefusal::NotSpiffe)),
        ),
        ("a URI beside DNS", vec![dns("localhost"), uri(bureau)], Ok(Identity::Bureau)),
    ];
    for (name, names, expected) in cases {
        let der = certificate(names);
        assert_eq!(Identity::from_certificate(&der), expected, "{name}");
        assert_eq!(Peer::from_certificate(&der).map(|peer| peer.identity().clone()), expected, "{name}");
    }
}

#[test]
fn a_name_does_not_hide_a_second_one_that_cannot_be_read() {
    let (uri, latin1): (&[u8], &[u8]) = (b"spiffe://wijkfonds/bureau", b"caf\xe9");
    let cases: [(&str, &[&[u8]], _); 3] = [
        ("readable", &[uri], Ok(Identity::Bureau)),
        ("unreadable", &[latin1], Err(CertificateRefusal::NotX509)),
        ("both", &[uri, latin1], Err(CertificateRefusal::SeveralUris(2))),
    ];
    for (name, uris, expected) in cases {
        let names: Vec<u8> = uris.iter().flat_map(|uri| der(0x86, uri)).collect();
        let extension = CustomExtension::from_oid_content(&[2, 5, 29, 17], der(0x30, &names));
        let mut params = CertificateParams::default();
        params.custom_extensions = vec![extension];
        let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        assert_eq!(Identity::from_certificate(certificate.der()), expected, "{name}");
    }
}

#[test]
fn bytes_that_are_not_one_whole_certificate_are_refused() {
    let good = certificate(vec![SanType::URI("spiffe://wijkfonds/bureau".try_into().unwrap())]);
    let longer = [good.as_slice(), b"\0"].concat();
    let cases: [(&str, &[u8]); 4] = [
        ("nothing", b""),
        ("text", b"hello"),
        ("cut short", &good[..good.len() - 1]),
        ("a byte too many", &longer),
    ];
    for (name, der) in cases {
        assert_eq!(CertificateFacts::read(der), Err(CertificateRefusal::NotX509), "{name}");
    }
}

#[test]
fn facts_are_those_of_the_certificate() {
    let der = certificate(vec![SanType::URI("spiffe://wijkfonds/bureau".try_into().unwrap())]);
    let facts = CertificateFacts::read(&der).unwrap();
    assert_eq!(facts.serial, "0102ff");
    assert_eq!(facts.not_before.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(facts.not_after.to_string(), "2027-01-01T00:00:00Z");
}

/// The expected text comes from common tools:
/// `openssl x509 -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum`.
#[test]
fn a_fingerprint_is_what_common_tools_compute() {
    const FOREIGN: &str = "\
-----BEGIN CERTIFICATE-----
MIIBnzCCAUWgAwIBAgICGiswCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQZmluZ2Vy
cHJpbnQgdGVzdDAeFw0yNjExMjIwNDAyMzNaFw0zNjExMTkwNDAyMzNaMBsxGTAX
BgNVBAMMEGZpbmdlcnByaW50IHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARG4UU6aTftN2ILH0DNS7ek2fAgsMsJh6uUp0T6Lfy+LZDC9FnQz6twZy/kQqtV
SPYFe+VwIPQm81ZkXBIl9obAo3kwdzAdBgNVHQ4EFgQUjowllBmOnhASXwsJDqw6
OiCQdEIwHwYDVR0jBBgwFoAUjowllBmOnhASXwsJDqw6OiCQdEIwKgYDVR0RBCMw
IYYfc3BpZmZlOi8vd2lqa2ZvbmRzL2luc3VyZXIvMzMxMTAJBgNVHRMEAjAAMAoG
CCqGSM49BAMCA0gAMEUCIQCczvVj8s2S9DXOimtpnDxz/Jid4aaQjjBIVDEix5M8
TQIgQcrgFXCzdjmgEqvIrx1CLqXXLrDa0F3sxS5Bc4bm8ic=
-----END CERTIFICATE-----
";
    let peer = Peer::from_certificate(&CertificateDer::from_pem_slice(FOREIGN.as_bytes()).unwrap()).unwrap();
    assert_eq!(peer.key().as_str(), "d269a7fe79dff7b181e8f86a8c71df5a96ebe6500b7d4e93824be26d900e3828");
    assert_eq!(peer.serial(), "1a2b");
}

/// Self-signed, with the common name of somebody important.
fn certificate(names: Vec<SanType>) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "spiffe://wijkfonds/bureau");
    params.subject_alt_names = names;
    params.serial_number = Some(vec![1, 2, 255].into());
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

/// A DER element of less than 128 bytes.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
}
