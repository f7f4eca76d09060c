//! Who someone is, as the one URI name in a certificate says.
//!
//! A certificate carries exactly one URI name; with none, two, or one that is not known here it
//! names nobody. Common names and DNS names are never read. Whether the certificate is genuine is
//! for [`crate::tls`] to decide; what somebody may do is for the services.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;
use wijkfonds_domain::terms::{BadName, BadRegionId, BadUzovi, InsurerKey, RegionId, StaffName, Uzovi};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;

const SCHEME: &str = "spiffe://";
const FEDERATION_HOST: &str = "wijkfonds";
const OFFICE_SUFFIX: &str = ".wijkfonds";
const BUREAU: &str = "bureau";
/// The tag of a URI among a certificate's alternative names (RFC 5280, `GeneralName`).
const URI_TAG: u32 = 6;

/// Somebody who holds a certificate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// The national bureau, towards the federation: `spiffe://wijkfonds/bureau`.
    Bureau,
    /// A regional fund, towards the federation: `spiffe://wijkfonds/region/<id>`.
    Region(RegionId),
    /// A health insurer: `spiffe://wijkfonds/insurer/<uzovi>`.
    Insurer(Uzovi),
    /// A member of an office's own staff: `spiffe://<office>.wijkfonds/staff/<name>`.
    Staff {
        /// The office whose authority vouches for the person.
        office: Office,
        /// The person's name within that office.
        name: StaffName,
    },
    /// An office's server towards its own staff: `spiffe://<office>.wijkfonds/node`.
    Server {
        /// The office that the server belongs to.
        office: Office,
    },
}

impl Identity {
    /// Reads a URI name.
    ///
    /// # Errors
    /// When it is not exactly one of the forms that [`Identity`] lists.
    pub fn parse_uri(uri: &str) -> Result<Self, UriRefusal> {
        let (domain, path) = split(uri)?;
        let steps: Vec<&str> = path.unwrap_or_default().split('/').collect();
        match (domain, steps.as_slice()) {
            (TrustDomain::Federation, ["bureau"]) => Ok(Self::Bureau),
            (TrustDomain::Federation, ["region", id]) => Ok(Self::Region(region_id(id)?)),
            (TrustDomain::Federation, ["insurer", code]) => Ok(Self::Insurer(Uzovi::new(*code)?)),
            (TrustDomain::Office(office), ["staff", name]) => {
                Ok(Self::Staff { office, name: StaffName::new(*name)? })
            }
            (TrustDomain::Office(office), ["node"]) => Ok(Self::Server { office }),
            _ => Err(UriRefusal::UnknownPath),
        }
    }

    /// Reads the single URI name of a certificate in DER form. Says nothing about its signature.
    ///
    /// # Errors
    /// When the certificate names nobody, or not exactly one.
    pub fn from_certificate(der: &[u8]) -> Result<Self, CertificateRefusal> {
        Ok(Self::parse_uri(&CertificateFacts::read(der)?.uri)?)
    }

    /// The URI name, which [`Identity::parse_uri`] reads back.
    #[must_use]
    pub fn uri(&self) -> String {
        let domain = self.trust_domain().uri();
        match self {
            Self::Bureau => format!("{domain}/bureau"),
            Self::Region(id) => format!("{domain}/region/{id}"),
            Self::Insurer(uzovi) => format!("{domain}/insurer/{uzovi}"),
            Self::Staff { name, .. } => format!("{domain}/staff/{name}"),
            Self::Server { .. } => format!("{domain}/node"),
        }
    }

    /// The authority that may vouch for this identity.
    #[must_use]
    pub fn trust_domain(&self) -> TrustDomain {
        match self {
            Self::Bureau | Self::Region(_) | Self::Insurer(_) => TrustDomain::Federation,
            Self::Staff { office, .. } | Self::Server { office } => TrustDomain::Office(office.clone()),
        }
    }

    /// The DNS name for those TLS stacks that insist on one. It is a name in certificates only and
    /// need not resolve: clients ask for it whatever address they dial, and then look at the URI name.
    ///
    /// `bureau.wijkfonds.internal`, `<id>.region.wijkfonds.internal`,
    /// `<uzovi>.insurer.wijkfonds.internal`, `node.<office>.office.wijkfonds.internal`,
    /// `<name>.staff.<office>.office.wijkfonds.internal`.
    #[must_use]
    pub fn dns_name(&self) -> String {
        match self {
            Self::Bureau => "bureau.wijkfonds.internal".to_owned(),
            Self::Region(id) => format!("{id}.region.wijkfonds.internal"),
            Self::Insurer(uzovi) => format!("{uzovi}.insurer.wijkfonds.internal"),
            Self::Staff { office, name } => format!("{name}.staff.{office}.office.wijkfonds.internal"),
            Self::Server { office } => format!("node.{office}.office.wijkfonds.internal"),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.uri())
    }
}

/// An organisation with staff of its own: the bureau or a region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// The national bureau.
    Bureau,
    /// A regional fund. Its id is never `bureau`, which would be the bureau's name.
    Region(RegionId),
}

impl Office {
    /// Reads `bureau` or a region's id.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(id: &str) -> Result<Self, BadRegionId> {
        if id == BUREAU {
            return Ok(Self::Bureau);
        }
        RegionId::new(id).map(Self::Region)
    }

    /// The name in URIs: `bureau`, or the region's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Bureau => BUREAU,
            Self::Region(id) => id.as_str(),
        }
    }
}

impl fmt::Display for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What one certificate authority vouches for, and no other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrustDomain {
    /// The bureau, regions and insurers among each other: `spiffe://wijkfonds`.
    Federation,
    /// One office's own staff and server: `spiffe://<office>.wijkfonds`.
    Office(Office),
}

impl TrustDomain {
    /// Reads a trust domain's own name, which an authority's certificate carries.
    ///
    /// # Errors
    /// When it is no such name, or has a path.
    pub fn parse_uri(uri: &str) -> Result<Self, UriRefusal> {
        match split(uri)? {
            (domain, None) => Ok(domain),
            (_, Some(_)) => Err(UriRefusal::UnknownPath),
        }
    }

    /// The name, which [`TrustDomain::parse_uri`] reads back.
    #[must_use]
    pub fn uri(&self) -> String {
        match self {
            Self::Federation => format!("{SCHEME}{FEDERATION_HOST}"),
            Self::Office(office) => format!("{SCHEME}{office}{OFFICE_SUFFIX}"),
        }
    }
}

impl fmt::Display for TrustDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.uri())
    }
}

/// Why a URI names nobody here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UriRefusal {
    /// Another scheme, or a scheme in capitals.
    #[error("the name does not start with {SCHEME}")]
    NotSpiffe,
    /// A host that is neither the federation's nor an office's.
    #[error("the name is not of the federation nor of one of its offices")]
    UnknownDomain,
    /// A path that this trust domain does not have.
    #[error("the name's path is not one that this trust domain has")]
    UnknownPath,
    /// `region/bureau`: a region cannot have the bureau's name.
    #[error("a region cannot be called {BUREAU}")]
    ReservedRegion,
    /// A region id that breaks its rule.
    #[error(transparent)]
    Region(#[from] BadRegionId),
    /// An insurer's code that breaks its rule.
    #[error(transparent)]
    Uzovi(#[from] BadUzovi),
    /// A staff name that breaks its rule.
    #[error(transparent)]
    Staff(#[from] BadName),
}

/// The holder of a certificate: who, by which key, until when.
///
/// Made from a certificate alone. Whether that certificate is genuine is decided by whoever gives
/// it; the streams of [`crate::tls`] carry only peers whose certificates were verified. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Peer(Arc<PeerParts>);

#[derive(PartialEq, Eq)]
struct PeerParts {
    identity: Identity,
    facts: CertificateFacts,
}

impl Peer {
    /// Reads a certificate in DER form.
    ///
    /// # Errors
    /// When the certificate names nobody, or not exactly one.
    pub fn from_certificate(der: &[u8]) -> Result<Self, CertificateRefusal> {
        let facts = CertificateFacts::read(der)?;
        let identity = Identity::parse_uri(&facts.uri)?;
        Ok(Self(Arc::new(PeerParts { identity, facts })))
    }

    /// Who the peer is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// The fingerprint of the peer's public key: what a region's list of insurers is compared with.
    #[must_use]
    pub fn key(&self) -> &InsurerKey {
        &self.0.facts.key
    }

    /// The certificate's serial number in small hexadecimal digits.
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.0.facts.serial
    }

    /// The first moment at which the certificate is valid.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        self.0.facts.not_before
    }

    /// The last moment at which the certificate is valid. A connection may outlive it.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.0.facts.not_after
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Peer({}, serial {})", self.identity(), self.serial())
    }
}

/// What this project reads from a certificate, an authority's included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The single URI name, unchecked beyond being the only one.
    pub uri: String,
    /// SHA-256 over the `SubjectPublicKeyInfo` in DER form.
    pub key: InsurerKey,
    /// The serial number in small hexadecimal digits.
    pub serial: String,
    /// The first moment of validity.
    pub not_before: Timestamp,
    /// The last moment of validity.
    pub not_after: Timestamp,
}

impl CertificateFacts {
    /// Reads a certificate in DER form. Says nothing about its signature.
    ///
    /// # Errors
    /// When it is no certificate, has not exactly one URI name, or has a date no calendar holds.
    pub fn read(der: &[u8]) -> Result<Self, CertificateRefusal> {
        let (rest, certificate) = X509Certificate::from_der(der).map_err(|_| CertificateRefusal::NotX509)?;
        if !rest.is_empty() {
            return Err(CertificateRefusal::NotX509);
        }
        let validity = certificate.validity();
        Ok(Self {
            uri: single_uri(&certificate)?.to_owned(),
            key: fingerprint(certificate.public_key().raw),
            serial: hexadecimal(certificate.raw_serial()),
            not_before: moment(validity.not_before.timestamp())?,
            not_after: moment(validity.not_after.timestamp())?,
        })
    }
}

/// The fingerprint of a public key, given as a `SubjectPublicKeyInfo` in DER form.
#[must_use]
pub fn fingerprint(public_key: &[u8]) -> InsurerKey {
    let digits = hexadecimal(&Sha256::digest(public_key));
    // A SHA-256 is 32 bytes, which `hexadecimal` writes as 64 small digits: the type's whole rule.
    InsurerKey::new(digits).expect("a SHA-256 in hexadecimal is a fingerprint")
}

/// Why a certificate names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CertificateRefusal {
    /// The bytes are not one X.509 certificate with readable extensions.
    #[error("it is not a readable X.509 certificate")]
    NotX509,
    /// No URI name. A common name or DNS name is no identity here.
    #[error("it has no URI name")]
    NoUri,
    /// More than one URI name.
    #[error("it has {0} URI names, not one")]
    SeveralUris(usize),
    /// One URI name, which names nobody here.
    #[error(transparent)]
    UnknownUri(#[from] UriRefusal),
    /// A validity date outside years -9999 to 9999.
    #[error("its validity has a date out of range")]
    BadValidity,
}

fn split(uri: &str) -> Result<(TrustDomain, Option<&str>), UriRefusal> {
    let rest = uri.strip_prefix(SCHEME).ok_or(UriRefusal::NotSpiffe)?;
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    if host == FEDERATION_HOST {
        return Ok((TrustDomain::Federation, path));
    }
    let id = host.strip_suffix(OFFICE_SUFFIX).ok_or(UriRefusal::UnknownDomain)?;
    Ok((TrustDomain::Office(Office::parse(id)?), path))
}

fn region_id(id: &str) -> Result<RegionId, UriRefusal> {
    match Office::parse(id)? {
        Office::Region(id) => Ok(id),
        Office::Bureau => Err(UriRefusal::ReservedRegion),
    }
}

/// A URI name that cannot be read counts too: otherwise a second one could hide behind bad bytes.
fn single_uri<'a>(certificate: &'a X509Certificate<'_>) -> Result<&'a str, CertificateRefusal> {
    let names = certificate.subject_alternative_name().map_err(|_| CertificateRefusal::NotX509)?;
    let uris: Vec<Option<&str>> = names
        .iter()
        .flat_map(|names| &names.value.general_names)
        .filter_map(|name| match name {
            GeneralName::URI(uri) => Some(Some(*uri)),
            GeneralName::Invalid(tag, _) if tag.0 == URI_TAG => Some(None),
            _ => None,
        })
        .collect();
    match uris.as_slice() {
        [] => Err(CertificateRefusal::NoUri),
        [Some(uri)] => Ok(uri),
        [None] => Err(CertificateRefusal::NotX509),
        several => Err(CertificateRefusal::SeveralUris(several.len())),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn moment(seconds: i64) -> Result<Timestamp, CertificateRefusal> {
    Timestamp::from_second(seconds).map_err(|_| CertificateRefusal::BadValidity)
}

#[cfg(test)]
mod tests;
