//! Authorities and certificates for the tests, good and bad ones.

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, SanType, date_time_ymd,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{Credentials, TlsFiles};

/// A certificate authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key.
pub(crate) struct Leaf {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) pem: String,
    pub(crate) key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        Self::named("an authority")
    }

    pub(crate) fn named(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn certificate(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    /// A good certificate for the name.
    pub(crate) fn issue(&self, uri: &str) -> Leaf {
        self.issue_from(params(uri))
    }

    pub(crate) fn issue_from(&self, params: CertificateParams) -> Leaf {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Leaf { pem: certificate.pem(), certificate: certificate.into(), key }
    }

    /// This authority's own certificate and key, as if it were anybody's.
    pub(crate) fn as_leaf(&self) -> Leaf {
        let key = KeyPair::from_pem(&self.0.key().serialize_pem()).unwrap();
        Leaf { certificate: self.certificate(), pem: self.pem(), key }
    }

    /// Issues for the name and loads it as the program does.
    pub(crate) fn credentials(&self, uri: &str) -> Credentials {
        Files::new(&self.issue(uri), &self.pem()).load().unwrap()
    }
}

impl Leaf {
    pub(crate) fn self_signed(uri: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = params(uri).self_signed(&key).unwrap();
        Self { pem: certificate.pem(), certificate: certificate.into(), key }
    }

    pub(crate) fn private_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::try_from(self.key.serialize_der()).unwrap()
    }
}

/// What a good certificate for the name is made from; spoil it to taste.
pub(crate) fn params(uri: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![uri_name(uri)];
    if let Ok(identity) = Identity::parse_uri(uri) {
        params.subject_alt_names.push(dns_name(&identity.dns_name()));
    }
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2090, 1, 1);
    params
}

pub(crate) fn expired(mut params: CertificateParams) -> CertificateParams {
    params.not_after = date_time_ymd(2021, 1, 1);
    params
}

pub(crate) fn uri_name(uri: &str) -> SanType {
    SanType::URI(uri.try_into().unwrap())
}

pub(crate) fn dns_name(name: &str) -> SanType {
    SanType::DnsName(name.try_into().unwrap())
}

/// The three files of a party, in a directory of their own.
pub(crate) struct Files {
    directory: TempDir,
}

impl Files {
    pub(crate) fn new(leaf: &Leaf, authority: &str) -> Self {
        let files = Self { directory: TempDir::new().unwrap() };
        files.write("party.pem", &leaf.pem);
        files.write("party.key", &leaf.key.serialize_pem());
        files.write("authority.pem", authority);
        files
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn load(&self) -> Result<Credentials, wijkfonds_proto::tls::LoadError> {
        self.load_at("2026-06-01T00:00:00Z")
    }

    pub(crate) fn load_at(&self, now: &str) -> Result<Credentials, wijkfonds_proto::tls::LoadError> {
        let files = TlsFiles {
            certificate: self.path("party.pem"),
            key: self.path("party.key"),
            authority: self.path("authority.pem"),
        };
        files.load(now.parse::<Timestamp>().unwrap())
    }
}
