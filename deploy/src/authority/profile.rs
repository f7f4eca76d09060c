//! What the certificates look like: the only place that decides what is in one.

use jiff::{SignedDuration, Timestamp};
use rcgen::string::Ia5String;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyUsagePurpose, SanType,
};
use std::net::{IpAddr, Ipv4Addr};
use time::OffsetDateTime;
use wijkfonds_proto::identity::{Identity, TrustDomain};

/// Certificates are valid from a little before they were made, for clocks that are behind.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(1);

/// From when until when a certificate is valid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validity {
    pub(crate) not_before: Timestamp,
    pub(crate) not_after: Timestamp,
}

impl Validity {
    /// So many days from now, and the hour before now. `None` if that is beyond the calendar.
    pub(crate) fn days(now: Timestamp, days: u16) -> Option<Self> {
        let life = SignedDuration::from_hours(24 * i64::from(days));
        Some(Self { not_before: now.checked_sub(CLOCK_SKEW).ok()?, not_after: now.checked_add(life).ok()? })
    }
}

/// An authority: it signs leaves and nothing between, and is named by its trust domain alone.
///
/// Without name constraints on purpose: verifiers disagree about those on URI names, and who is of
/// which trust domain is checked at every handshake.
pub(super) fn authority(domain: &TrustDomain, validity: Validity) -> Result<CertificateParams, rcgen::Error> {
    let mut params = params(&format!("{} authority", host(domain)), validity)?;
    params.subject_alt_names = vec![uri(&domain.uri())?];
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

/// A leaf: one URI name, and for those who serve also the names that other TLS stacks look for.
pub(super) fn leaf(identity: &Identity, validity: Validity) -> Result<CertificateParams, rcgen::Error> {
    let mut params = params(&stem(identity), validity)?;
    params.subject_alt_names = vec![uri(&identity.uri())?];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    if serves(identity) {
        params.extended_key_usages.push(ExtendedKeyUsagePurpose::ServerAuth);
        params.subject_alt_names.extend([
            SanType::DnsName(identity.dns_name().try_into()?),
            SanType::DnsName(Ia5String::try_from("localhost")?),
            SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        ]);
    }
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// What an identity's files are called, without their ending: `region-noord`, `staff-ann`, `node`.
pub(crate) fn stem(identity: &Identity) -> String {
    match identity {
        Identity::Bureau => "bureau".to_owned(),
        Identity::Region(id) => format!("region-{id}"),
        Identity::Insurer(uzovi) => format!("insurer-{uzovi}"),
        Identity::Staff { name, .. } => format!("staff-{name}"),
        Identity::Server { .. } => "node".to_owned(),
    }
}

/// Insurers and people only ever call.
fn serves(identity: &Identity) -> bool {
    match identity {
        Identity::Bureau | Identity::Region(_) | Identity::Server { .. } => true,
        Identity::Insurer(_) | Identity::Staff { .. } => false,
    }
}

/// The common name is for people who look at the file; no program here reads it.
fn params(common_name: &str, validity: Validity) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "Wijkfonds");
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.serial_number = Some(serial().to_vec().into());
    params.not_before = date(validity.not_before)?;
    params.not_after = date(validity.not_after)?;
    Ok(params)
}

/// 126 random bits, positive and always 16 bytes. The default would repeat when a key is kept.
fn serial() -> [u8; 16] {
    let mut serial: [u8; 16] = rand::random();
    serial[0] = serial[0] & 0x7f | 0x40;
    serial
}

fn date(moment: Timestamp) -> Result<OffsetDateTime, rcgen::Error> {
    OffsetDateTime::from_unix_timestamp(moment.as_second()).map_err(|_| rcgen::Error::Time)
}

fn uri(name: &str) -> Result<SanType, rcgen::Error> {
    Ok(SanType::URI(name.try_into()?))
}

fn host(domain: &TrustDomain) -> String {
    domain.uri().trim_start_matches("spiffe://").to_owned()
}
