//! What listeners need beside their own services: descriptors for reflection, health, and the server itself.

mod answer;
mod config;
pub mod dynamic;

pub use answer::{Answer, actor, is_request_id};
pub use config::{ListenerConfig, OpenError, Opened, Staff};

use crate::access::AccessLayer;
use crate::tls::{AcceptLimits, RequestLimits, ServerTls, Tap, incoming, server_builder};
use std::future::Future;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_health::server::health_reporter;

/// The border packages, for reflection.
pub const BORDER_DESCRIPTORS: &[u8] = include_bytes!("../generated/border.bin");
/// The in-region package, for reflection.
pub const REGION_DESCRIPTORS: &[u8] = include_bytes!("../generated/region.bin");
/// The bureau's office package, for reflection.
pub const BUREAU_DESCRIPTORS: &[u8] = include_bytes!("../generated/bureau.bin");

/// How long calls in progress get when a server stops.
const LAST_CALLS: Duration = Duration::from_secs(5);

/// Why a server ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The transport failed.
    #[error("the server failed: {0}")]
    Transport(#[from] tonic::transport::Error),
    /// The descriptors for reflection cannot be read, which a test rules out for those checked in.
    #[error("the descriptors for reflection cannot be read: {0}")]
    Descriptors(#[from] tonic_reflection::server::Error),
}

/// A listener with everything around its services.
pub struct Listener {
    /// The socket.
    pub listener: TcpListener,
    /// The certificate it shows and the authority it trusts.
    pub tls: ServerTls,
    /// Who may call what.
    pub access: AccessLayer,
    /// The descriptors of its packages.
    pub descriptors: &'static [u8],
    /// Sees plaintext; only tests give one.
    pub dangerous_tap: Option<Tap>,
}

impl Listener {
    /// Serves until `shutdown` ends, then lets calls in progress finish for five seconds, and no longer:
    /// a client that stays silent must not keep a server from stopping.
    ///
    /// # Errors
    /// [`ServeError`] when the transport fails.
    pub async fn serve(
        self,
        routes: Routes,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), ServeError> {
        let (health, health_service) = health_reporter();
        let reflection = tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(self.descriptors)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            .build_v1()?;
        let routes = routes.add_service(health_service).add_service(reflection);
        let incoming = incoming(self.listener, self.tls, AcceptLimits::default(), self.dangerous_tap);
        let (stop, stopping) = oneshot::channel::<()>();
        let server = server_builder(&RequestLimits::default()).layer(self.access).add_routes(routes);
        let serving = server.serve_with_incoming_shutdown(incoming, async move {
            // an error means that nobody can say so any more, which is as good as being told
            drop(stopping.await);
        });
        let ending = async move {
            shutdown.await;
            health.set_service_status("", ServingStatus::NotServing).await;
            // nobody listens any more when the server has ended by itself
            let _ = stop.send(());
            tokio::time::sleep(LAST_CALLS).await;
        };
        tokio::select! {
            ended = serving => Ok(ended?),
            () = ending => Ok(()),
        }
    }
}
