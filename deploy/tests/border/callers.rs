//! Everybody who might call: those who may, those who may not, and those who pretend.

use crate::support::{World, insurer, region, staff};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use rcgen::{
    CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType,
    date_time_ymd,
};
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tonic::transport::{Channel, Endpoint};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::identity::{Identity, Office};
use wijkfonds_proto::tls::{Address, ClientTls, Credentials, Timeouts, TlsFiles, channel};

/// Somebody who calls, as the golden file names them.
pub(crate) struct Caller {
    pub(crate) name: String,
    credentials: Option<Credentials>,
}

impl Caller {
    fn new(name: impl Into<String>, credentials: Credentials) -> Self {
        Self { name: name.into(), credentials: Some(credentials) }
    }

    /// A channel to a server. It connects at the first call, and again at each call after a refusal.
    pub(crate) fn channel(&self, world: &World, to: &Identity, address: SocketAddr) -> Channel {
        let Some(credentials) = &self.credentials else { return without_certificate(world, to, address) };
        channel(&Address::from(address), &ClientTls::new(credentials), to, &Timeouts::default())
    }
}

/// Makes certificates that the executable would not, and trusts every authority there is, so that only the
/// server's own checks can keep a connection from being made.
pub(crate) struct Forger<'a> {
    world: &'a World,
}

impl<'a> Forger<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world }
    }

    /// Those with certificates of the authority that vouches for them, and those with stranger ones.
    /// `wanted` is a name that is welcome at the listener that they call.
    pub(crate) fn everybody(&self, wanted: &Identity) -> Vec<Caller> {
        let name_and_identity = |(name, identity): (&str, Identity)| (name.to_owned(), identity);
        let federation = [
            ("bureau", Identity::Bureau),
            ("twente", Identity::Region(region("twente"))),
            ("nijmegen", Identity::Region(region("nijmegen"))),
            ("3311", insurer("3311")),
            ("7119", insurer("7119")),
            ("3332 unlisted", insurer("3332")),
        ];
        let mut holders: Vec<(String, Identity)> = federation.into_iter().map(name_and_identity).collect();
        for (office, at) in self.offices() {
            let of = |role: Role| (format!("{office} {}", role.code()), staff(at.clone(), role));
            holders.extend(Role::STAFF.map(of));
            holders.push((format!("{office} server"), Identity::Server { office: at }));
        }
        let genuine = |(name, identity): (String, Identity)| {
            Caller::new(name, self.trusting_all(&identity, &self.existing(&identity)))
        };
        let mut callers: Vec<Caller> = holders.into_iter().map(genuine).collect();
        callers.extend(self.strangers(wanted));
        callers
    }

    /// Certificates with which something is wrong or odd.
    fn strangers(&self, wanted: &Identity) -> Vec<Caller> {
        let own = authority_folder(wanted);
        let other = if own == "federation" { "office-twente" } else { "federation" };
        let no_role = Identity::Staff {
            office: Office::Region(region("twente")),
            name: wijkfonds_domain::terms::StaffName::new("visitor").unwrap(),
        };
        let rekeyed = insurer("3311");
        let good = params(wanted);
        let (mut expired, mut server_only) = (params(wanted), params(wanted));
        expired.not_after = date_time_ymd(2021, 1, 1);
        server_only.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate().unwrap();
        let self_signed = good.self_signed(&key).unwrap().pem();
        let foreign = self.foreign(wanted);
        let made = |name: &str, folder: &str, params: CertificateParams| {
            let made = self.signed(folder, &params);
            Caller::new(name, self.trusting_all(wanted, &made))
        };
        vec![
            Caller { name: "no certificate".into(), credentials: None },
            made("expired certificate", &own, expired),
            made("certificate for servers only", &own, server_only),
            made("certificate of the other kind of authority", other, good.clone()),
            Caller::new("certificate of a stranger's authority", self.trusting_all(wanted, &foreign)),
            Caller::new(
                "self-signed certificate",
                self.trusting_all(wanted, &[self_signed, key.serialize_pem()]),
            ),
            made("twente board by the federation", "federation", params(&staff_board())),
            made("bureau by twente's office", "office-twente", params(&Identity::Bureau)),
            made("twente visitor", "office-twente", params(&no_role)),
            made("3311 other key", "federation", params(&rekeyed)),
        ]
    }

    fn offices(&self) -> [(&'static str, Office); 3] {
        let region = |id| Office::Region(region(id));
        [("twente", region("twente")), ("nijmegen", region("nijmegen")), ("bureau's", Office::Bureau)]
    }

    /// The certificate and key that the executable made.
    fn existing(&self, identity: &Identity) -> [String; 2] {
        let stem = match identity {
            Identity::Bureau => "bureau".to_owned(),
            Identity::Region(id) => format!("region-{id}"),
            Identity::Insurer(uzovi) => format!("insurer-{uzovi}"),
            Identity::Staff { name, .. } => format!("staff-{name}"),
            Identity::Server { .. } => "node".to_owned(),
        };
        let folder = self.world.certificates().join(authority_folder(identity));
        ["pem", "key"].map(|kind| std::fs::read_to_string(folder.join(format!("{stem}.{kind}"))).unwrap())
    }

    /// A certificate with its key, of an authority that the executable made.
    fn signed(&self, folder: &str, params: &CertificateParams) -> [String; 2] {
        let read = |kind: &str| {
            std::fs::read_to_string(self.world.certificates().join(folder).join(format!("authority.{kind}")))
                .unwrap()
        };
        let issuer =
            Issuer::from_ca_cert_pem(&read("pem"), KeyPair::from_pem(&read("key")).unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        [params.signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem()]
    }

    /// A certificate with its key, of an authority that nobody knows.
    fn foreign(&self, wanted: &Identity) -> [String; 2] {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(rcgen::BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let authority_key = KeyPair::generate().unwrap();
        let pem = authority.self_signed(&authority_key).unwrap().pem();
        std::fs::write(self.world.path().join("foreign.pem"), pem).unwrap();
        let key = KeyPair::generate().unwrap();
        let issuer = Issuer::new(authority, authority_key);
        [params(wanted).signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem()]
    }

    fn trusting_all(&self, identity: &Identity, [certificate, key]: &[String; 2]) -> Credentials {
        let folder = self.world.path().join("forged");
        std::fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name);
        let authorities = certificate.clone() + &self.authorities();
        for (name, text) in [("own.pem", certificate), ("own.key", key), ("all.pem", &authorities)] {
            std::fs::write(at(name), text).unwrap();
        }
        let files = TlsFiles { certificate: at("own.pem"), key: at("own.key"), authority: at("all.pem") };
        // who has an expired certificate loaded it while it was valid
        let now = Timestamp::now();
        let loaded = files.load(now).or_else(|_| files.load("2020-06-01T00:00:00Z".parse().unwrap()));
        loaded.unwrap_or_else(|error| panic!("{identity}: {error}"))
    }

    fn authorities(&self) -> String {
        let known = ["federation", "office-twente", "office-nijmegen", "office-bureau"];
        let known = known.map(|folder| self.world.certificates().join(folder).join("authority.pem"));
        let foreign = std::fs::read_to_string(self.world.path().join("foreign.pem")).unwrap_or_default();
        known.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<String>() + &foreign
    }
}

fn staff_board() -> Identity {
    staff(Office::Region(region("twente")), Role::Board)
}

fn authority_folder(identity: &Identity) -> String {
    match identity {
        Identity::Staff { office, .. } | Identity::Server { office } => format!("office-{}", office.id()),
        _ => "federation".to_owned(),
    }
}

/// What a good certificate says.
fn params(identity: &Identity) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![SanType::URI(identity.uri().try_into().unwrap())];
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2090, 1, 1);
    params
}

fn without_certificate(world: &World, to: &Identity, address: SocketAddr) -> Channel {
    let authority = world.certificates().join(authority_folder(to)).join("authority.pem");
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots(&authority))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let connector = TlsConnector::from(Arc::new(config));
    let name = ServerName::try_from(to.dns_name()).unwrap();
    let origin = format!("https://{}", to.dns_name()).parse().unwrap();
    Endpoint::from_static("http://localhost").origin(origin).connect_with_connector_lazy(tower::service_fn(
        move |_: http::Uri| {
            let (connector, name) = (connector.clone(), name.clone());
            async move {
                let tcp = TcpStream::connect(address).await?;
                connector.connect(name, tcp).await.map(TokioIo::new)
            }
        },
    ))
}

fn roots(file: &Path) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
    roots
}
