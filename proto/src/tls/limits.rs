//! What a server lets one stranger take of it: connections, time, requests. Every default is a number.

use std::time::Duration;
use tonic::transport::Server;

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptLimits {
    /// Connections at once, unfinished handshakes included. More wait in the system's queue.
    pub connections: usize,
    /// Connections at once of one identity. More are closed after their handshake, so that one
    /// peer cannot keep the others out.
    pub connections_per_peer: usize,
    /// How long a handshake may take.
    pub handshake_timeout: Duration,
}

impl Default for AcceptLimits {
    fn default() -> Self {
        Self { connections: 1024, connections_per_peer: 128, handshake_timeout: Duration::from_secs(10) }
    }
}

/// Limits on what happens inside a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLimits {
    /// Requests at once in one connection. More are refused with `RESOURCE_EXHAUSTED`.
    pub requests_per_connection: usize,
    /// HTTP/2 streams at once in one connection. A client waits before opening more.
    pub streams_per_connection: u32,
    /// How long a handler may take to begin its answer.
    pub request_timeout: Duration,
    /// How often a connection is asked for a sign of life.
    pub keepalive_interval: Duration,
    /// How long that sign may take before the connection is closed.
    pub keepalive_timeout: Duration,
    /// All headers of one request together, in bytes.
    pub header_bytes: u32,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            requests_per_connection: 128,
            streams_per_connection: 256,
            request_timeout: Duration::from_secs(30),
            keepalive_interval: Duration::from_secs(30),
            keepalive_timeout: Duration::from_secs(10),
            header_bytes: 16 * 1024,
        }
    }
}

/// A server with these limits set: tonic's own defaults have most of them off.
///
/// Message sizes are set per service (4 MiB received at most unless changed there). A graceful
/// shutdown waits for as long as one client stays silent, so bound it in time and then drop it.
#[must_use]
pub fn server_builder(limits: &RequestLimits) -> Server {
    Server::builder()
        .concurrency_limit_per_connection(limits.requests_per_connection)
        .load_shed(true)
        .max_concurrent_streams(limits.streams_per_connection)
        .timeout(limits.request_timeout)
        .http2_keepalive_interval(Some(limits.keepalive_interval))
        .http2_keepalive_timeout(Some(limits.keepalive_timeout))
        .http2_max_header_list_size(limits.header_bytes)
}
