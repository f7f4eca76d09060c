//! An authority: made once, opened from its directory, and asked for certificates.

use super::files::{self, FileFault, Pair};
use super::profile::{self, Validity, stem};
use jiff::Timestamp;
use rcgen::{Issuer, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::path::{Path, PathBuf};
use thiserror::Error;
use wijkfonds_domain::terms::InsurerKey;
use wijkfonds_proto::identity::{
    CertificateFacts, CertificateRefusal, Identity, TrustDomain, UriRefusal, fingerprint,
};
use wijkfonds_proto::tls::TlsFiles;

/// How long an authority lives, in days: about ten years.
const AUTHORITY_DAYS: u16 = 3653;
const AUTHORITY: &str = "authority";

/// A certificate authority of one trust domain, with its key in memory.
pub(crate) struct Authority {
    directory: PathBuf,
    domain: TrustDomain,
    not_after: Timestamp,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// Makes a new authority and writes it to the directory.
    ///
    /// # Errors
    /// When the directory holds an authority's files already, or cannot be written.
    pub(crate) fn create(directory: &Path, domain: TrustDomain, now: Timestamp) -> Result<Self, OpenError> {
        let pair = Pair::new(directory, AUTHORITY);
        if let Some(file) = [&pair.certificate, &pair.key].into_iter().find(|file| file.exists()) {
            return Err(OpenError::AlreadyThere { file: file.clone() });
        }
        files::make_directory(directory)?;
        let validity = Validity::days(now, AUTHORITY_DAYS).ok_or(rcgen::Error::Time)?;
        let params = profile::authority(&domain, validity)?;
        let key = new_key()?;
        let certificate = params.self_signed(&key)?;
        pair.write_key(&key.serialize_pem())?;
        pair.write_certificate(&certificate.pem())?;
        let issuer = Issuer::new(params, key);
        Ok(Self { directory: directory.to_owned(), domain, not_after: validity.not_after, issuer })
    }

    /// Opens the authority in the directory.
    ///
    /// # Errors
    /// When its files are missing, damaged or do not belong together.
    pub(crate) fn load(directory: &Path) -> Result<Self, OpenError> {
        let pair = Pair::new(directory, AUTHORITY);
        let certificate = read_certificate(&pair.certificate)?;
        let facts = facts(&pair.certificate, &certificate)?;
        let domain = TrustDomain::parse_uri(&facts.uri)
            .map_err(|reason| OpenError::NoAuthority { file: pair.certificate.clone(), reason })?;
        let key = read_key(&pair.key)?;
        if fingerprint(&key.subject_public_key_info()) != facts.key {
            return Err(OpenError::OtherKey { file: pair.key });
        }
        let issuer = Issuer::from_ca_cert_der(&certificate, key)?;
        Ok(Self { directory: directory.to_owned(), domain, not_after: facts.not_after, issuer })
    }

    /// Opens the authority in the directory, or makes it if there is none.
    ///
    /// # Errors
    /// As for [`Authority::load`] and [`Authority::create`], and when it is another domain's.
    pub(crate) fn ensure(directory: &Path, domain: TrustDomain, now: Timestamp) -> Result<Self, OpenError> {
        let pair = Pair::new(directory, AUTHORITY);
        if !pair.certificate.exists() && !pair.key.exists() {
            return Self::create(directory, domain, now);
        }
        let found = Self::load(directory)?;
        if found.domain != domain {
            let directory = directory.to_owned();
            return Err(OpenError::OtherDomain { directory, found: found.domain, wanted: domain });
        }
        Ok(found)
    }

    /// What this authority vouches for.
    pub(crate) fn domain(&self) -> &TrustDomain {
        &self.domain
    }

    /// The authority's own certificate file.
    pub(crate) fn certificate(&self) -> PathBuf {
        Pair::new(&self.directory, AUTHORITY).certificate
    }

    /// Issues a certificate into the authority's directory, unless that has one to keep.
    ///
    /// # Errors
    /// When the name is not this authority's to give, when the certificate would outlive the
    /// authority, or when files are missing or cannot be written.
    pub(crate) fn issue(
        &self,
        identity: &Identity,
        validity: Validity,
        existing: Existing,
    ) -> Result<Issued, IssueError> {
        self.check(identity, validity)?;
        let pair = Pair::new(&self.directory, &stem(identity));
        let has_certificate = pair.certificate.exists();
        if has_certificate && !pair.key.exists() && existing != Existing::ReplaceKey {
            return Err(IssueError::CertificateWithoutKey { certificate: pair.certificate, key: pair.key });
        }
        if has_certificate && existing == Existing::Keep {
            return Ok(self.issued(identity, pair, true));
        }
        let key = self.leaf_key(&pair, existing)?;
        let certificate = profile::leaf(identity, validity)?.signed_by(&key, &self.issuer)?;
        pair.write_certificate(&certificate.pem())?;
        Ok(self.issued(identity, pair, false))
    }

    fn issued(&self, identity: &Identity, pair: Pair, kept: bool) -> Issued {
        let files = TlsFiles { certificate: pair.certificate, key: pair.key, authority: self.certificate() };
        Issued { identity: identity.clone(), files, kept }
    }

    fn check(&self, identity: &Identity, validity: Validity) -> Result<(), IssueError> {
        if identity.trust_domain() != self.domain {
            return Err(IssueError::OtherDomain { identity: identity.clone(), domain: self.domain.clone() });
        }
        // A region called `bureau` has a name that reads back as nobody, or as the bureau.
        if Identity::parse_uri(&identity.uri()).as_ref() != Ok(identity) {
            return Err(IssueError::ReservedName { identity: identity.clone() });
        }
        if validity.not_after > self.not_after {
            return Err(IssueError::OutlivesAuthority { not_after: self.not_after });
        }
        Ok(())
    }

    fn leaf_key(&self, pair: &Pair, existing: Existing) -> Result<KeyPair, IssueError> {
        if existing != Existing::ReplaceKey
            && let Some(pem) = files::read_if_there(&pair.key)?
        {
            return KeyPair::from_pem(&pem)
                .map_err(|source| IssueError::BadKey { file: pair.key.clone(), source });
        }
        let key = new_key()?;
        pair.write_key(&key.serialize_pem())?;
        Ok(key)
    }
}

/// What to do with a certificate that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// Leave it.
    Keep,
    /// A new certificate for the same key: its fingerprint, which regions list, stays.
    Renew,
    /// A new key and certificate: regions have to list the new fingerprint.
    ReplaceKey,
}

/// A certificate that is now in the directory.
#[derive(Debug)]
pub(crate) struct Issued {
    /// Whose it is.
    pub(crate) identity: Identity,
    /// Where it, its key and its authority are.
    pub(crate) files: TlsFiles,
    /// Whether it was there before.
    pub(crate) kept: bool,
}

/// Why an authority cannot be opened or made.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    #[error("{}: there is an authority here already", file.display())]
    AlreadyThere { file: PathBuf },
    #[error("{}: the authority is that of {found}, not of {wanted}", directory.display())]
    OtherDomain { directory: PathBuf, found: TrustDomain, wanted: TrustDomain },
    #[error("{}: not an authority's certificate: {reason}", file.display())]
    NoAuthority { file: PathBuf, reason: UriRefusal },
    #[error("{}: the key does not belong to the authority's certificate", file.display())]
    OtherKey { file: PathBuf },
    #[error("{}: not a private key in PEM form: {source}", file.display())]
    BadKey { file: PathBuf, source: rcgen::Error },
    #[error(transparent)]
    Certificate(#[from] ReadError),
    #[error(transparent)]
    File(#[from] FileFault),
    #[error("the authority's certificate cannot be made or used: {0}")]
    Signing(#[from] rcgen::Error),
}

/// Why a certificate is not issued.
#[derive(Debug, Error)]
pub(crate) enum IssueError {
    #[error("{identity} is not for the authority of {domain} to vouch for")]
    OtherDomain { identity: Identity, domain: TrustDomain },
    #[error("{identity} is a name that would be taken for the bureau")]
    ReservedName { identity: Identity },
    #[error("the certificate would outlive its authority, which ends on {not_after}")]
    OutlivesAuthority { not_after: Timestamp },
    #[error("{}: the key {} is missing; replace both with --rekey", certificate.display(), key.display())]
    CertificateWithoutKey { certificate: PathBuf, key: PathBuf },
    #[error("{}: not a private key in PEM form: {source}", file.display())]
    BadKey { file: PathBuf, source: rcgen::Error },
    #[error(transparent)]
    File(#[from] FileFault),
    #[error("the certificate cannot be made: {0}")]
    Signing(#[from] rcgen::Error),
}

/// Why a certificate file cannot be read.
#[derive(Debug, Error)]
pub(crate) enum ReadError {
    #[error(transparent)]
    File(#[from] FileFault),
    #[error("{}: holds no certificate in PEM form", file.display())]
    NotPem { file: PathBuf },
    #[error("{}: the certificate cannot be used: {reason}", file.display())]
    Certificate { file: PathBuf, reason: CertificateRefusal },
}

/// What the first certificate in a PEM file says.
///
/// # Errors
/// When there is none, or not exactly one URI name in it.
pub(crate) fn read_facts(file: &Path) -> Result<CertificateFacts, ReadError> {
    facts(file, &read_certificate(file)?)
}

/// The fingerprint that a region's list of insurers holds, of the certificate in a PEM file.
///
/// # Errors
/// As for [`read_facts`].
pub(crate) fn certificate_fingerprint(file: &Path) -> Result<InsurerKey, ReadError> {
    read_facts(file).map(|facts| facts.key)
}

fn facts(file: &Path, certificate: &CertificateDer<'_>) -> Result<CertificateFacts, ReadError> {
    CertificateFacts::read(certificate)
        .map_err(|reason| ReadError::Certificate { file: file.to_owned(), reason })
}

fn read_certificate(file: &Path) -> Result<CertificateDer<'static>, ReadError> {
    let text = files::read(file)?;
    CertificateDer::from_pem_slice(text.as_bytes()).map_err(|_| ReadError::NotPem { file: file.to_owned() })
}

fn read_key(file: &Path) -> Result<KeyPair, OpenError> {
    let text = files::read(file)?;
    KeyPair::from_pem(&text).map_err(|source| OpenError::BadKey { file: file.to_owned(), source })
}

fn new_key() -> Result<KeyPair, rcgen::Error> {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)
}
