//! The listening side: many handshakes at once, none of which can hold up another or end the loop.

use super::slots::{Reservation, Slots};
use super::{AcceptLimits, Caller, Credentials, HTTP2, PeerStream, Tap, VERSIONS, provider, verified_peer};
use crate::identity::{CertificateRefusal, Peer, TrustDomain};
use rustls::ServerConfig;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::sign::SingleCertAndKey;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

/// Admitted connections that wait to be served. Few: they are served as soon as the server runs.
const BACKLOG: usize = 16;
/// A pause after the system could not accept, such as with no file descriptors left.
const PAUSE: Duration = Duration::from_millis(100);

/// How a server proves itself and whom it admits: those with a certificate of its own authority
/// and a name of its own trust domain.
#[derive(Clone)]
pub struct ServerTls {
    acceptor: TlsAcceptor,
    domain: TrustDomain,
}

impl ServerTls {
    /// Serves with these credentials.
    #[must_use]
    pub fn new(credentials: &Credentials) -> Self {
        // Credentials hold at least one root, and no revocation list is given that could be bad.
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::clone(&credentials.roots), provider())
                .build()
                .expect("a verifier with a root can be built");
        // The ring provider has cipher suites for every version that rustls knows.
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(VERSIONS)
            .expect("ring speaks TLS 1.3")
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(Arc::clone(&credentials.certified))));
        config.alpn_protocols = vec![HTTP2.to_vec()];
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Self { acceptor: TlsAcceptor::from(Arc::new(config)), domain: credentials.identity().trust_domain() }
    }

    /// Shakes hands over any stream of bytes. Takes as long as the other side does.
    ///
    /// # Errors
    /// When the other side does not prove to be somebody whom this server admits.
    pub async fn accept<IO>(&self, io: IO) -> Result<(TlsStream<IO>, Peer), HandshakeRefusal>
    where
        IO: AsyncRead + AsyncWrite + Unpin,
    {
        let tls = self.acceptor.accept(io).await.map_err(HandshakeRefusal::Tls)?;
        let peer = verified_peer(tls.get_ref().1)?;
        if peer.identity().trust_domain() != self.domain {
            return Err(HandshakeRefusal::OtherTrustDomain);
        }
        Ok((tls, peer))
    }
}

impl fmt::Debug for ServerTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerTls({})", self.domain)
    }
}

/// Why a connection was not admitted.
#[derive(Debug, Error)]
pub enum HandshakeRefusal {
    /// The handshake was not finished in time.
    #[error("the handshake took longer than {} ms", .0.as_millis())]
    TooSlow(Duration),
    /// The handshake failed: no certificate, one that is not valid, no TLS at all.
    #[error("the handshake failed: {0}")]
    Tls(#[source] io::Error),
    /// The certificate is genuine but names nobody.
    #[error("the certificate names nobody: {0}")]
    Certificate(#[from] CertificateRefusal),
    /// The certificate is genuine, but its authority has no say over the name in it.
    #[error("the certificate's name is of another trust domain than the listener")]
    OtherTrustDomain,
    /// The peer has as many connections as one peer may have.
    #[error("the peer has too many connections already")]
    TooManyConnections,
}

/// Accepts connections until the stream is dropped, which closes the listener. The items are never
/// errors: who is not admitted is logged, with the reason, and dropped.
///
/// `dangerous_tap` sees the plaintext of every connection; only tests give one.
///
/// # Panics
/// Outside a tokio runtime.
pub fn incoming(
    listener: TcpListener,
    tls: ServerTls,
    limits: AcceptLimits,
    dangerous_tap: Option<Tap>,
) -> impl Stream<Item = io::Result<PeerStream>> + Send + Unpin + 'static {
    let (admitted, stream) = mpsc::channel(BACKLOG);
    let door = Door { tls, timeout: limits.handshake_timeout, tap: dangerous_tap };
    tokio::spawn(accept_all(listener, Arc::new(door), Slots::new(&limits), admitted));
    ReceiverStream::new(stream)
}

async fn accept_all(
    listener: TcpListener,
    door: Arc<Door>,
    slots: Arc<Slots>,
    admitted: mpsc::Sender<io::Result<PeerStream>>,
) {
    let mut handshakes = JoinSet::new();
    loop {
        tokio::select! {
            () = admitted.closed() => return,
            Some(_) = handshakes.join_next() => {}
            (place, accepted) = next_connection(&listener, &slots) => match accepted {
                Ok((tcp, remote)) => {
                    handshakes.spawn(admit(Arc::clone(&door), tcp, remote, place, admitted.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    sleep(PAUSE).await;
                }
            },
        }
    }
}

/// Takes a place first, so that without one nothing is accepted. Cancelling loses no connection.
async fn next_connection(
    listener: &TcpListener,
    slots: &Arc<Slots>,
) -> (Reservation, io::Result<(TcpStream, SocketAddr)>) {
    let place = slots.reserve().await;
    (place, listener.accept().await)
}

async fn admit(
    door: Arc<Door>,
    tcp: TcpStream,
    remote: SocketAddr,
    place: Reservation,
    admitted: mpsc::Sender<io::Result<PeerStream>>,
) {
    match door.open(tcp, remote, place).await {
        // An error means that the server is gone, and the connection goes with it.
        Ok(stream) => drop(admitted.send(Ok(stream)).await),
        Err(reason) => tracing::warn!(%remote, %reason, "connection refused"),
    }
}

/// What one connection has to pass.
struct Door {
    tls: ServerTls,
    timeout: Duration,
    tap: Option<Tap>,
}

impl Door {
    async fn open(
        &self,
        tcp: TcpStream,
        remote: SocketAddr,
        place: Reservation,
    ) -> Result<PeerStream, HandshakeRefusal> {
        tcp.set_nodelay(true).map_err(HandshakeRefusal::Tls)?;
        let shaken = timeout(self.timeout, self.tls.accept(tcp)).await;
        let (tls, peer) = shaken.map_err(|_| HandshakeRefusal::TooSlow(self.timeout))??;
        let slot = place.assign(peer.identity()).ok_or(HandshakeRefusal::TooManyConnections)?;
        Ok(PeerStream::new(tls, Caller { peer, remote }, self.tap.clone(), slot))
    }
}
