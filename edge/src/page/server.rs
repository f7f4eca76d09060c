//! Listening on loopback, with limits to what is open at once and for how long.

use super::AccessToken;
use super::guard::{self, Guard};
use axum::Router;
use axum::middleware::from_fn_with_state;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

/// Why pages are not served.
#[derive(Debug, Error)]
pub enum PageError {
    /// The address can be reached from other computers.
    #[error("pages are served on loopback only, and {0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The operating system does not give the address.
    #[error("cannot listen on {address}")]
    NotBound {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no randomness for a token.
    #[error("the operating system has no randomness for an access token")]
    NoRandomness(#[source] rand::rand_core::OsError),
}

/// What a server allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once; more wait to be accepted.
    pub connections: usize,
    /// Pages made at once; more are refused with 503.
    pub requests: usize,
    /// For making a page; refused with 503 after that.
    pub request_time: Duration,
    /// For the head of a request to come in, and for a connection to be idle.
    pub header_time: Duration,
    /// For what is under way when the end is asked for.
    pub end_time: Duration,
}

impl Default for Limits {
    /// For a few people on one computer.
    fn default() -> Self {
        Self {
            connections: 64,
            requests: 16,
            request_time: Duration::from_secs(10),
            header_time: Duration::from_secs(10),
            end_time: Duration::from_secs(3),
        }
    }
}

/// A server of pages that is bound and has its token, and does not serve yet.
#[derive(Debug)]
pub struct PageServer {
    listener: TcpListener,
    address: SocketAddr,
    token: AccessToken,
    limits: Limits,
}

impl PageServer {
    /// Takes a loopback address, port 0 for a free one, and makes a token.
    ///
    /// # Errors
    /// See [`PageError`].
    pub async fn bind(address: SocketAddr) -> Result<Self, PageError> {
        if !address.ip().is_loopback() {
            return Err(PageError::NotLoopback(address));
        }
        let token = AccessToken::random().map_err(PageError::NoRandomness)?;
        let not_bound = |source| PageError::NotBound { address, source };
        let listener = TcpListener::bind(address).await.map_err(not_bound)?;
        let address = listener.local_addr().map_err(not_bound)?;
        Ok(Self { listener, address, token, limits: Limits::default() })
    }

    /// The same server with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address that opens the pages, `http://127.0.0.1:7000/?token=…`: to show to who started the process.
    #[must_use]
    pub fn dangerous_address_with_token(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token.dangerous_text())
    }

    /// Serves routes behind the guard, and the stylesheet at `/style.css`, until `shutdown` is there. Then
    /// nothing new is accepted, and what is under way gets [`Limits::end_time`].
    pub async fn serve(self, routes: Router, shutdown: impl Future<Output = ()>) {
        let Self { listener, address, token, limits } = self;
        let guard = Arc::new(Guard::new(address, token, &limits));
        let routes = routes.layer(from_fn_with_state(guard, guard::guard));
        let mut connections = Connections::new(&limits);
        let slots = Arc::new(Semaphore::new(limits.connections));
        let mut shutdown = pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                Some((stream, slot)) = accept(&listener, &slots) => connections.start(stream, slot, routes.clone()),
            }
        }
        drop(listener);
        connections.end(limits.end_time).await;
    }
}

/// The next connection, when there is a slot for it. `None` only if the slots were closed, which nobody does.
async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Some((stream, slot)),
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                // when the process is out of descriptors, asking again at once would only spin
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// The connections that are open.
struct Connections {
    protocol: Builder<TokioExecutor>,
    graceful: GracefulShutdown,
    open: JoinSet<()>,
}

impl Connections {
    fn new(limits: &Limits) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new()).http1_only();
        protocol.http1().timer(TokioTimer::new()).header_read_timeout(limits.header_time);
        Self { protocol, graceful: GracefulShutdown::new(), open: JoinSet::new() }
    }

    fn start(&mut self, stream: TcpStream, slot: OwnedSemaphorePermit, routes: Router) {
        while self.open.try_join_next().is_some() {}
        let service = TowerToHyperService::new(routes);
        let connection = self.protocol.serve_connection(TokioIo::new(stream), service).into_owned();
        let connection = self.graceful.watch(connection);
        self.open.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(slot);
        });
    }

    /// Dropping the set cuts off what is still open.
    async fn end(self, time: Duration) {
        if tokio::time::timeout(time, self.graceful.shutdown()).await.is_err() {
            tracing::warn!(connections = self.open.len(), "connections were cut off");
        }
    }
}
