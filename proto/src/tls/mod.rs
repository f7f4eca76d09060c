//! The project's only TLS: both sides show a certificate, nothing older than TLS 1.3, HTTP/2 alone.
//!
//! A server admits who its own authority vouches for, with exactly one URI name of its own trust
//! domain, and hands each connection's [`Peer`] to the handlers. A client
//! dials an address but insists on an identity. Sessions are never resumed: a resumed one would
//! skip the certificate. What a peer may do is not known here.

mod accept;
mod address;
mod connect;
mod credentials;
mod limits;
mod slots;
mod stream;

pub use accept::{HandshakeRefusal, ServerTls, incoming};
pub use address::{Address, BadAddress};
pub use connect::{ClientTls, ConnectRefusal, Timeouts, channel};
pub use credentials::{Credentials, LoadError, TlsFiles};
pub use limits::{AcceptLimits, RequestLimits, server_builder};
pub use stream::{Caller, Direction, PeerStream, Tap};

use crate::identity::{CertificateRefusal, Peer};
use rustls::CommonState;
use rustls::crypto::CryptoProvider;
use std::sync::Arc;

/// HTTP/2, as TLS calls it.
const HTTP2: &[u8] = b"h2";

/// TLS 1.3 and nothing else.
const VERSIONS: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];

/// Always named, never the process's default: another crate may have installed another one.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Reads the other side's identity from a handshake that has verified its certificate.
fn verified_peer(session: &CommonState) -> Result<Peer, CertificateRefusal> {
    let leaf = session.peer_certificates().and_then(|chain| chain.first());
    Peer::from_certificate(leaf.ok_or(CertificateRefusal::NotX509)?)
}
