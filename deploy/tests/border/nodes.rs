//! Nodes within the test's own process, so that what they send can be seen.

use crate::support::World;
use std::net::SocketAddr;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wijkfonds_node::config::Config;
use wijkfonds_node::{Hooks, start};
use wijkfonds_proto::tls::Tap;

/// A node that runs until it is stopped.
pub(crate) struct Node {
    pub(crate) border: SocketAddr,
    pub(crate) office: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Node {
    pub(crate) async fn start(world: &World, region: &str, tap: Option<Tap>) -> Self {
        Self::start_from(Config::read(&world.node_config(region)).unwrap(), tap).await
    }

    pub(crate) async fn start_from(config: Config, tap: Option<Tap>) -> Self {
        let running = start(config, Hooks { dangerous_tap: tap, ..Hooks::default() }).await.unwrap();
        let (border, office) = (running.border, running.office);
        let (stop, stopping) = oneshot::channel::<()>();
        let running =
            tokio::spawn(async move { running.until(async { drop(stopping.await) }).await.unwrap() });
        Self { border, office, stop, running }
    }

    pub(crate) async fn stop(self) {
        drop(self.stop);
        self.running.await.unwrap();
    }
}
