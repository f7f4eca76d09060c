//! The dialling side: an address to dial, and the one identity that may answer.

use super::{Address, Credentials, HTTP2, VERSIONS, provider, verified_peer};
use crate::identity::{CertificateRefusal, Identity};
use http::Uri;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::sign::SingleCertAndKey;
use rustls_pki_types::ServerName;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::{Channel, Endpoint};
use tower::service_fn;

/// How a client proves itself and whose word it takes about servers.
#[derive(Clone)]
pub struct ClientTls {
    connector: TlsConnector,
    identity: Identity,
}

impl ClientTls {
    /// Dials with these credentials.
    #[must_use]
    pub fn new(credentials: &Credentials) -> Self {
        // The ring provider has cipher suites for every version that rustls knows.
        let mut config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(VERSIONS)
            .expect("ring speaks TLS 1.3")
            .with_root_certificates(Arc::clone(&credentials.roots))
            .with_client_cert_resolver(Arc::new(SingleCertAndKey::from(Arc::clone(&credentials.certified))));
        config.alpn_protocols = vec![HTTP2.to_vec()];
        config.resumption = Resumption::disabled();
        Self { connector: TlsConnector::from(Arc::new(config)), identity: credentials.identity().clone() }
    }

    /// Shakes hands over any stream of bytes, and returns only if `expected` answers. Nothing but the
    /// handshake has been sent then.
    ///
    /// # Errors
    /// When the server does not prove to be `expected`. A server that does not admit us often shows
    /// only at the first read: TLS 1.3 has the client finish first.
    pub async fn connect<IO>(&self, io: IO, expected: &Identity) -> Result<TlsStream<IO>, ConnectRefusal>
    where
        IO: AsyncRead + AsyncWrite + Unpin,
    {
        let tls = self.connector.connect(server_name(expected), io).await.map_err(ConnectRefusal::Tls)?;
        let session = tls.get_ref().1;
        let peer = verified_peer(session)?;
        if peer.identity() != expected {
            return Err(ConnectRefusal::OtherServer {
                expected: expected.clone(),
                found: peer.identity().clone(),
            });
        }
        if session.alpn_protocol() != Some(HTTP2) {
            return Err(ConnectRefusal::NotHttp2);
        }
        Ok(tls)
    }
}

impl fmt::Debug for ClientTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientTls({})", self.identity)
    }
}

/// Why no connection was made.
#[derive(Debug, Error)]
pub enum ConnectRefusal {
    /// Nobody listens there, or the way there is broken.
    #[error("{address} cannot be reached: {source}")]
    Unreachable {
        /// Where we dialled.
        address: Address,
        /// What the system said.
        source: io::Error,
    },
    /// The handshake failed.
    #[error("the handshake failed: {0} (are both certificates valid, and from the same authority?)")]
    Tls(#[source] io::Error),
    /// The server's certificate is genuine but names nobody.
    #[error("the server's certificate names nobody: {0}")]
    Certificate(#[from] CertificateRefusal),
    /// Somebody else answered.
    #[error("the server is {found}, not {expected}")]
    OtherServer {
        /// Who should have answered.
        expected: Identity,
        /// Who did.
        found: Identity,
    },
    /// The server speaks no HTTP/2.
    #[error("the server does not speak HTTP/2")]
    NotHttp2,
}

/// How long a client waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, handshake included.
    pub connect: Duration,
    /// For the beginning of an answer.
    pub request: Duration,
    /// How often a connection, idle or not, is asked for a sign of life.
    pub keepalive_interval: Duration,
    /// How long that sign may take.
    pub keepalive: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            request: Duration::from_secs(30),
            keepalive_interval: Duration::from_secs(30),
            keepalive: Duration::from_secs(10),
        }
    }
}

/// A channel to `expected` at `address`. It connects when first used and again after a break, so
/// peers may start in any order; the first call after a break can fail.
///
/// # Panics
/// Outside a tokio runtime.
#[must_use]
pub fn channel(address: &Address, tls: &ClientTls, expected: &Identity, timeouts: &Timeouts) -> Channel {
    let endpoint = Endpoint::from(uri("http", address.authority().as_str()))
        .origin(uri("https", &expected.dns_name()))
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.request)
        .http2_keep_alive_interval(timeouts.keepalive_interval)
        .keep_alive_timeout(timeouts.keepalive)
        .keep_alive_while_idle(true);
    let target = Arc::new((address.clone(), tls.clone(), expected.clone()));
    endpoint.connect_with_connector_lazy(service_fn(move |_: Uri| {
        let target = Arc::clone(&target);
        async move { dial(&target.0, &target.1, &target.2).await.map(TokioIo::new) }
    }))
}

async fn dial(
    address: &Address,
    tls: &ClientTls,
    expected: &Identity,
) -> Result<TlsStream<TcpStream>, ConnectRefusal> {
    let unreachable = |source| ConnectRefusal::Unreachable { address: address.clone(), source };
    let tcp = TcpStream::connect((address.host(), address.port())).await.map_err(unreachable)?;
    tcp.set_nodelay(true).map_err(unreachable)?;
    tls.connect(tcp, expected).await
}

/// `http` is what the channel must be told, or it would want a TLS of its own; requests say `https`.
fn uri(scheme: &str, authority: &str) -> Uri {
    // An `Address` holds a checked authority, and a DNS name made here has only letters, digits,
    // hyphens and dots.
    Uri::builder()
        .scheme(scheme)
        .authority(authority)
        .path_and_query("/")
        .build()
        .expect("checked parts make a URI")
}

fn server_name(expected: &Identity) -> ServerName<'static> {
    // Letters, digits, single hyphens inside labels of at most 40, and dots: a DNS name.
    ServerName::try_from(expected.dns_name()).expect("an identity's DNS name is one")
}
