//! One handshake at a time, over a pipe: our server against all kinds of clients, our client against
//! all kinds of servers. The other side is plain rustls, as a stranger's would be.

use crate::certificates::{Authority, Leaf, dns_name, expired, params, uri_name};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose};
use rustls::crypto::ring::default_provider;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, HandshakeKind, RootCertStore, ServerConfig, SupportedProtocolVersion};
use rustls_pki_types::ServerName;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{ClientTls, ServerTls};

const BUREAU: &str = "spiffe://wijkfonds/bureau";
const NOORD: &str = "spiffe://wijkfonds/region/noord";
const PIPE_BYTES: usize = 64 * 1024;

/// A client that is not ours.
struct Stranger {
    leaf: Option<Leaf>,
    version: &'static SupportedProtocolVersion,
    speaks: &'static [u8],
}

impl Stranger {
    fn with(leaf: Leaf) -> Self {
        Self { leaf: Some(leaf), version: &TLS13, speaks: b"h2" }
    }

    fn config(&self, authority: &Authority) -> ClientConfig {
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[self.version])
            .unwrap()
            .with_root_certificates(roots(authority));
        let mut config = match &self.leaf {
            Some(leaf) => {
                builder.with_client_auth_cert(vec![leaf.certificate.clone()], leaf.private_key()).unwrap()
            }
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = vec![self.speaks.to_vec()];
        config
    }
}

/// Our server, as region Noord, admits or refuses the stranger: whom, or why.
async fn admitted(authority: &Authority, stranger: &Stranger) -> Result<Identity, String> {
    let server = ServerTls::new(&authority.credentials(NOORD));
    let (near, far) = duplex(PIPE_BYTES);
    let client = TlsConnector::from(Arc::new(stranger.config(authority)));
    let dialling = async {
        // Whether the client thinks that it got in is no matter: TLS 1.3 lets it finish first.
        let name = ServerName::try_from("noord.region.wijkfonds.internal").unwrap();
        client.connect(name, far).await.ok()
    };
    let (accepted, _client) = tokio::join!(server.accept(near), dialling);
    accepted.map(|(_, peer)| peer.identity().clone()).map_err(|refusal| refusal.to_string())
}

#[tokio::test]
async fn a_server_admits_only_valid_certificates_of_its_authority_with_one_name_of_its_domain() {
    let authority = Authority::new();
    let other = Authority::named("another authority");
    let namesake = Authority::new();
    let bureau = || params(BUREAU);
    let named = |names| {
        let mut params = bureau();
        params.subject_alt_names = names;
        Stranger::with(authority.issue_from(params))
    };
    let server_only = || {
        let mut params = bureau();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params
    };
    let cases = [
        ("a right one", Stranger::with(authority.issue(BUREAU)), ""),
        (
            "none",
            Stranger { leaf: None, ..Stranger::with(authority.issue(BUREAU)) },
            "peer sent no certificates",
        ),
        ("expired", Stranger::with(authority.issue_from(expired(bureau()))), "certificate expired"),
        ("another authority's", Stranger::with(other.issue(BUREAU)), "UnknownIssuer"),
        ("an authority's of the same name", Stranger::with(namesake.issue(BUREAU)), "BadSignature"),
        ("self-signed", Stranger::with(Leaf::self_signed(BUREAU)), "UnknownIssuer"),
        ("the authority's own", Stranger::with(authority.as_leaf()), "CaUsedAsEndEntity"),
        ("a server's only", Stranger::with(authority.issue_from(server_only())), "extended key usage"),
        (
            "common name only",
            Stranger::with(authority.issue_from(CertificateParams::default())),
            "no URI name",
        ),
        ("a DNS name only", named(vec![dns_name("bureau.wijkfonds.internal")]), "no URI name"),
        ("two URIs", named(vec![uri_name(BUREAU), uri_name(NOORD)]), "2 URI names"),
        ("an unknown URI", named(vec![uri_name("spiffe://example/bureau")]), "not of the federation"),
        (
            "an office's name",
            Stranger::with(authority.issue("spiffe://noord.wijkfonds/staff/ann")),
            "trust domain",
        ),
        (
            "TLS 1.2",
            Stranger { version: &TLS12, ..Stranger::with(authority.issue(BUREAU)) },
            "Tls12NotOfferedOrEnabled",
        ),
        (
            "HTTP/1.1",
            Stranger { speaks: b"http/1.1", ..Stranger::with(authority.issue(BUREAU)) },
            "any known protocol",
        ),
    ];
    for (name, stranger, expected) in cases {
        match admitted(&authority, &stranger).await {
            Ok(identity) => assert_eq!((identity, expected), (Identity::Bureau, ""), "{name}"),
            Err(refusal) => assert!(!expected.is_empty() && refusal.contains(expected), "{name}: {refusal}"),
        }
    }
}

#[tokio::test]
async fn a_second_connection_shows_its_certificate_again() {
    let authority = Authority::new();
    let server = ServerTls::new(&authority.credentials(NOORD));
    let config = Arc::new(Stranger::with(authority.issue(BUREAU)).config(&authority));
    for round in 1..=2 {
        let (near, far) = duplex(PIPE_BYTES);
        let client = TlsConnector::from(Arc::clone(&config));
        let name = ServerName::try_from("noord.region.wijkfonds.internal").unwrap();
        let (accepted, connected) = tokio::join!(server.accept(near), client.connect(name, far));
        let ((mut served, _), mut client) = (accepted.unwrap(), connected.unwrap());
        served.write_all(b"x").await.unwrap();
        served.flush().await.unwrap();
        // A ticket would come before this byte.
        assert_eq!(client.read_u8().await.unwrap(), b'x');
        assert_eq!(client.get_ref().1.handshake_kind(), Some(HandshakeKind::Full), "round {round}");
        assert_eq!(client.get_ref().1.tls13_tickets_received(), 0, "round {round}");
    }
}

/// Our client, as the bureau, looks for region Noord at a server with this certificate. Returns why
/// it refused, or nothing; and what the server read after the handshake.
async fn sought(authority: &Authority, server: Leaf, speaks: &[u8]) -> (String, Vec<u8>) {
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![server.certificate.clone()], server.private_key())
        .unwrap();
    config.alpn_protocols = if speaks.is_empty() { vec![] } else { vec![speaks.to_vec()] };
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let client = ClientTls::new(&authority.credentials(BUREAU));
    let noord = Identity::parse_uri(NOORD).unwrap();
    let (near, far) = duplex(PIPE_BYTES);
    let serving = async {
        let mut read = Vec::new();
        if let Ok(mut tls) = acceptor.accept(near).await {
            // A client that turns away just hangs up, which is an error here.
            let _ = tls.read_to_end(&mut read).await;
        }
        read
    };
    let seeking = async {
        let mut tls = client.connect(far, &noord).await.map_err(|refusal| refusal.to_string())?;
        tls.write_all(b"hello").await.unwrap();
        tls.shutdown().await.unwrap();
        // Kept open: the server may have more to say.
        Ok(tls)
    };
    let (read, refusal) = tokio::join!(serving, seeking);
    (refusal.err().unwrap_or_default(), read)
}

#[tokio::test]
async fn a_client_talks_only_to_the_identity_that_it_looks_for() {
    let authority = Authority::new();
    let other = Authority::named("another authority");
    let namesake = Authority::new();
    let named = |names| {
        let mut params = params(NOORD);
        params.subject_alt_names = names;
        authority.issue_from(params)
    };
    let dns = || dns_name("noord.region.wijkfonds.internal");
    let zuid = "spiffe://wijkfonds/region/zuid";
    let cases: [(&str, Leaf, &[u8], &str); 10] = [
        ("the right one", authority.issue(NOORD), b"h2", ""),
        ("another region", authority.issue(zuid), b"h2", "not valid for name"),
        (
            "another region under this DNS name",
            named(vec![uri_name(zuid), dns()]),
            b"h2",
            "the server is spiffe://wijkfonds/region/zuid, not",
        ),
        ("this DNS name and no URI", named(vec![dns()]), b"h2", "no URI name"),
        ("both regions", named(vec![uri_name(NOORD), uri_name(zuid), dns()]), b"h2", "2 URI names"),
        ("another authority's", other.issue(NOORD), b"h2", "UnknownIssuer"),
        ("an authority's of the same name", namesake.issue(NOORD), b"h2", "BadSignature"),
        ("expired", authority.issue_from(expired(params(NOORD))), b"h2", "certificate expired"),
        ("no application protocol", authority.issue(NOORD), b"", "HTTP/2"),
        ("HTTP/1.1", authority.issue(NOORD), b"http/1.1", "NoApplicationProtocol"),
    ];
    for (name, leaf, speaks, expected) in cases {
        let (refusal, read) = sought(&authority, leaf, speaks).await;
        assert_eq!(refusal.is_empty(), expected.is_empty(), "{name}: {refusal}");
        assert!(refusal.contains(expected), "{name}: {refusal}");
        let heard: &[u8] = if expected.is_empty() { b"hello" } else { b"" };
        assert_eq!(read, heard, "{name}: what the server heard");
    }
}

fn roots(authority: &Authority) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(authority.certificate()).unwrap();
    roots
}
