//! An admitted connection: its bytes, and who is at the other end.

use super::slots::Slot;
use crate::identity::Peer;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::Connected;

/// Who makes a request, found in the extensions of every request that comes over a [`PeerStream`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The holder of the verified certificate.
    pub peer: Peer,
    /// The other end of the TCP connection: for logs, never for decisions.
    pub remote: SocketAddr,
}

impl Caller {
    /// Finds the caller of a request. `None` means that it came over something else than a
    /// [`PeerStream`], and nobody vouches for it.
    #[must_use]
    pub fn of(extensions: &http::Extensions) -> Option<&Self> {
        extensions.get::<Self>()
    }
}

/// Which way bytes go, seen from the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the peer to us.
    In,
    /// From us to the peer.
    Out,
}

/// Sees every plaintext byte of a connection, outgoing ones before they are encrypted. For tests
/// that look for what must not cross a border; production never sets one.
pub type Tap = Arc<dyn Fn(&Peer, Direction, &[u8]) + Send + Sync>;

/// A connection whose peer is verified. Gives its place back when dropped.
pub struct PeerStream {
    tls: TlsStream<TcpStream>,
    caller: Caller,
    tap: Option<TapState>,
    _slot: Slot,
}

impl PeerStream {
    pub(super) fn new(tls: TlsStream<TcpStream>, caller: Caller, tap: Option<Tap>, slot: Slot) -> Self {
        let tap = tap.map(|tap| TapState { tap, shown: 0 });
        Self { tls, caller, tap, _slot: slot }
    }

    /// Who is at the other end.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl Connected for PeerStream {
    type ConnectInfo = Caller;

    fn connect_info(&self) -> Caller {
        self.caller.clone()
    }
}

/// A tap, and how many bytes it has seen of those that the connection has yet to take. The bytes are
/// shown before they are written, so that no peer can have what a test has not seen; a writer that
/// was put off offers the same bytes again, and they must not be shown twice.
struct TapState {
    tap: Tap,
    shown: usize,
}

impl TapState {
    fn show(&mut self, peer: &Peer, offered: &[u8]) {
        let Some(fresh) = offered.get(self.shown..).filter(|fresh| !fresh.is_empty()) else { return };
        (self.tap)(peer, Direction::Out, fresh);
        self.shown = offered.len();
    }
}

impl AsyncRead for PeerStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        let polled = Pin::new(&mut this.tls).poll_read(cx, buf);
        let fresh = &buf.filled()[before..];
        if let Some(state) = this.tap.as_ref().filter(|_| !fresh.is_empty()) {
            (state.tap)(&this.caller.peer, Direction::In, fresh);
        }
        polled
    }
}

impl AsyncWrite for PeerStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Some(state) = &mut this.tap {
            state.show(&this.caller.peer, buf);
        }
        let polled = Pin::new(&mut this.tls).poll_write(cx, buf);
        if let (Some(state), Poll::Ready(Ok(taken))) = (&mut this.tap, &polled) {
            state.shown = state.shown.saturating_sub(*taken);
        }
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.tap.is_none() {
            return Pin::new(&mut self.tls).poll_write_vectored(cx, bufs);
        }
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| buf);
        self.poll_write(cx, first)
    }

    fn is_write_vectored(&self) -> bool {
        self.tap.is_none() && self.tls.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_shutdown(cx)
    }
}
