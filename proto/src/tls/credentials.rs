//! Who we are towards others and whom we trust: three PEM files, read and checked whole.

use super::provider;
use crate::identity::{CertificateRefusal, Identity, Peer};
use jiff::Timestamp;
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::crypto::CryptoProvider;
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, RootCertStore};
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, fs, io};
use thiserror::Error;

/// Where a party's certificate, its key and its authority are kept, all in PEM form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// Our certificate, with any intermediate ones after it.
    pub certificate: PathBuf,
    /// The certificate's private key.
    pub key: PathBuf,
    /// The authority that vouches for us and for everybody we talk to. During a change of
    /// authorities it holds both.
    pub authority: PathBuf,
}

impl TlsFiles {
    /// Reads and checks the three files.
    ///
    /// # Errors
    /// When a file cannot be read or is not what it should be, when the three do not belong
    /// together, or when the certificate is not valid at `now`.
    pub fn load(&self, now: Timestamp) -> Result<Credentials, LoadError> {
        let provider = provider();
        let chain = certificates(&self.certificate)?;
        let peer = Peer::from_certificate(&chain[0])
            .map_err(|reason| LoadError::Certificate { file: self.certificate.clone(), reason })?;
        self.check_validity(&peer, now)?;

        let roots = self.roots()?;
        self.check_issuer(&chain, &roots, now, &provider)?;

        let certified = self.certified(chain, &provider)?;
        Ok(Credentials { certified: Arc::new(certified), roots: Arc::new(roots), peer })
    }

    fn check_validity(&self, peer: &Peer, now: Timestamp) -> Result<(), LoadError> {
        let file = || self.certificate.clone();
        if now < peer.not_before() {
            return Err(LoadError::NotYetValid { file: file(), not_before: peer.not_before() });
        }
        if now > peer.not_after() {
            return Err(LoadError::Expired { file: file(), not_after: peer.not_after() });
        }
        Ok(())
    }

    fn roots(&self) -> Result<RootCertStore, LoadError> {
        let mut roots = RootCertStore::empty();
        for root in certificates(&self.authority)? {
            roots
                .add(root)
                .map_err(|source| LoadError::Authority { file: self.authority.clone(), source })?;
        }
        Ok(roots)
    }

    /// Says early what would otherwise show as every handshake failing. Only the signature is looked
    /// at: each handshake checks the rest, by rules that differ between servers and clients.
    fn check_issuer(
        &self,
        chain: &[CertificateDer<'static>],
        roots: &RootCertStore,
        now: Timestamp,
        provider: &CryptoProvider,
    ) -> Result<(), LoadError> {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let algorithms = provider.signature_verification_algorithms.all;
        let verdict = ParsedCertificate::try_from(&chain[0]).and_then(|leaf| {
            verify_server_cert_signed_by_trust_anchor(&leaf, roots, &chain[1..], now, algorithms)
        });
        match verdict {
            Err(rustls::Error::InvalidCertificate(
                CertificateError::UnknownIssuer | CertificateError::BadSignature,
            )) => Err(LoadError::OtherAuthority {
                file: self.certificate.clone(),
                authority: self.authority.clone(),
            }),
            _ => Ok(()),
        }
    }

    fn certified(
        &self,
        chain: Vec<CertificateDer<'static>>,
        provider: &CryptoProvider,
    ) -> Result<CertifiedKey, LoadError> {
        let key = private_key(&self.key)?;
        CertifiedKey::from_der(chain, key, provider).map_err(|source| match source {
            rustls::Error::InconsistentKeys(_) => {
                LoadError::KeyMismatch { file: self.key.clone(), certificate: self.certificate.clone() }
            }
            source => LoadError::Key { file: self.key.clone(), source },
        })
    }
}

/// A certificate with its key, and the authority: checked to belong together. Prints without the key.
#[derive(Clone)]
pub struct Credentials {
    pub(super) certified: Arc<CertifiedKey>,
    pub(super) roots: Arc<RootCertStore>,
    peer: Peer,
}

impl Credentials {
    /// Who we are.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        self.peer.identity()
    }

    /// What others see of us: identity, fingerprint, serial number and validity.
    #[must_use]
    pub fn as_peer(&self) -> &Peer {
        &self.peer
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({})", self.identity())
    }
}

/// Why certificate files cannot be used. Each names the file.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file is missing or cannot be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not PEM text, or is damaged.
    #[error("{}: not a PEM file: {source}", file.display())]
    NotPem {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// No certificate in the file.
    #[error("{}: holds no certificate in PEM form", file.display())]
    NoCertificate {
        /// The file.
        file: PathBuf,
    },
    /// No private key in the file.
    #[error("{}: holds no private key in PEM form", file.display())]
    NoKey {
        /// The file.
        file: PathBuf,
    },
    /// Our certificate names nobody.
    #[error("{}: the certificate cannot be used: {reason}", file.display())]
    Certificate {
        /// The file.
        file: PathBuf,
        /// Why not.
        reason: CertificateRefusal,
    },
    /// Our certificate is from the future, or the clock is wrong.
    #[error("{}: the certificate is valid only from {not_before}", file.display())]
    NotYetValid {
        /// The file.
        file: PathBuf,
        /// The first moment of validity.
        not_before: Timestamp,
    },
    /// Our certificate has expired.
    #[error("{}: the certificate expired on {not_after}", file.display())]
    Expired {
        /// The file.
        file: PathBuf,
        /// The last moment of validity.
        not_after: Timestamp,
    },
    /// The authority's certificate cannot serve as one.
    #[error("{}: not an authority's certificate: {source}", file.display())]
    Authority {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: rustls::Error,
    },
    /// Our certificate is not from this authority.
    #[error("{}: the certificate was not issued by the authority in {}", file.display(), authority.display())]
    OtherAuthority {
        /// The certificate's file.
        file: PathBuf,
        /// The authority's file.
        authority: PathBuf,
    },
    /// The key is of a kind that TLS does not use.
    #[error("{}: the private key cannot be used: {source}", file.display())]
    Key {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: rustls::Error,
    },
    /// The key belongs to another certificate.
    #[error("{}: the private key does not belong to the certificate in {}", file.display(), certificate.display())]
    KeyMismatch {
        /// The key's file.
        file: PathBuf,
        /// The certificate's file.
        certificate: PathBuf,
    },
}

/// At least one certificate, in the order of the file.
fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, LoadError> {
    let text = read(file)?;
    let found = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(|source| LoadError::NotPem { file: file.to_owned(), source })?;
    if found.is_empty() {
        return Err(LoadError::NoCertificate { file: file.to_owned() });
    }
    Ok(found)
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, LoadError> {
    PrivateKeyDer::from_pem_slice(&read(file)?).map_err(|source| match source {
        pem::Error::NoItemsFound => LoadError::NoKey { file: file.to_owned() },
        source => LoadError::NotPem { file: file.to_owned(), source },
    })
}

fn read(file: &Path) -> Result<Vec<u8>, LoadError> {
    fs::read(file).map_err(|source| LoadError::Unreadable { file: file.to_owned(), source })
}
