//! Starts a node's parts in order, and stops them in the other.

use crate::app::{Clock, Fund, FundMachine};
use crate::border::Border;
use crate::config::Config;
use crate::office::Office;
use crate::web;
use jiff::Timestamp;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::task::JoinSet;
use wijkfonds_edge::page::{PageError, PageServer};
use wijkfonds_edge::shutdown::Shutdown;
use wijkfonds_proto::access::{
    AccessLayer, COMMON_AT_REGION_BORDER, COMMON_IN_OFFICE, REGION_BORDER, REGION_OFFICE, border_role,
};
use wijkfonds_proto::federation::region_routes;
use wijkfonds_proto::identity::{Identity, Office as OfficeName};
use wijkfonds_proto::office::{BORDER_DESCRIPTORS, Listener, REGION_DESCRIPTORS, ServeError};
use wijkfonds_proto::settlement::add_settlement_routes;
use wijkfonds_proto::tls::{ServerTls, Tap};
use wijkfonds_store::{OpenError, Options, Progress, Store};

/// What tests hand a node instead of what production has.
#[derive(Clone)]
pub struct Hooks {
    /// What time it is.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Sees the plaintext of the border listener.
    pub dangerous_tap: Option<Tap>,
}

impl Default for Hooks {
    fn default() -> Self {
        Self { clock: Arc::new(Timestamp::now), dangerous_tap: None }
    }
}

/// Why a node does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A listener.
    #[error(transparent)]
    Listener(#[from] wijkfonds_proto::office::OpenError),
    /// The store.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The pages.
    #[error(transparent)]
    Pages(#[from] PageError),
    /// The thread that opens the store was lost.
    #[error("opening the store was interrupted")]
    Interrupted,
}

/// Why a node ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The store stopped: its reason.
    #[error("the store stopped: {0}")]
    Store(String),
    /// A server stopped.
    #[error(transparent)]
    Server(#[from] ServeError),
    /// A task panicked.
    #[error("a server was interrupted: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// A node that runs.
pub struct Running {
    /// Where the border listener is.
    pub border: SocketAddr,
    /// Where the in-region listener is.
    pub office: SocketAddr,
    /// The address of the pages, with the token that opens them.
    pub pages: String,
    store: Store<FundMachine>,
    shutdown: Shutdown,
    servers: JoinSet<Result<(), RunError>>,
}

/// Opens the store, binds the listeners and serves.
///
/// # Errors
/// [`StartError`]; nothing is left bound or open.
pub async fn start(config: Config, hooks: Hooks) -> Result<Running, StartError> {
    let now = (hooks.clock)();
    let border_identity = Identity::Region(config.region.clone());
    let office_identity = Identity::Server { office: OfficeName::Region(config.region.clone()) };
    let border = config.border.open("border", border_identity, now).await?;
    let office = config.office.open("office", office_identity, now).await?;
    let pages = PageServer::bind(config.pages.listen).await?;
    let store = open(&config).await?;

    let fund = Fund::new(store.clone(), config.region.clone(), Clock::clone(&hooks.clock));
    let shutdown = Shutdown::new();
    let mut running = Running {
        border: border.address,
        office: office.address,
        pages: pages.dangerous_address_with_token(),
        store,
        shutdown: shutdown.clone(),
        servers: JoinSet::new(),
    };
    let border = Listener {
        listener: border.listener,
        tls: ServerTls::new(&border.credentials),
        access: AccessLayer::new(&[REGION_BORDER, COMMON_AT_REGION_BORDER], |caller| {
            border_role(caller.peer.identity()).into_iter().collect()
        }),
        descriptors: BORDER_DESCRIPTORS,
        dangerous_tap: hooks.dangerous_tap,
    };
    let port = Arc::new(Border(fund.clone()));
    let routes = add_settlement_routes(region_routes(Arc::clone(&port)), port);
    let stop = shutdown.triggered();
    running.servers.spawn(async move { Ok(border.serve(routes, stop).await?) });

    let staff = config.staff.clone();
    let office = Listener {
        listener: office.listener,
        tls: ServerTls::new(&office.credentials),
        access: AccessLayer::new(&[REGION_OFFICE, COMMON_IN_OFFICE], move |caller| staff.roles_of(caller)),
        descriptors: REGION_DESCRIPTORS,
        dangerous_tap: None,
    };
    let routes = Office::new(fund.clone(), config.language).routes();
    let stop = shutdown.triggered();
    running.servers.spawn(async move { Ok(office.serve(routes, stop).await?) });

    let routes = web::routes(fund, config.language, &config.notices);
    let stop = shutdown.triggered();
    running.servers.spawn(async move {
        pages.serve(routes, stop).await;
        Ok(())
    });
    Ok(running)
}

impl Running {
    /// Serves until `asked` ends, or a part of the node does; then stops the rest.
    ///
    /// # Errors
    /// [`RunError`] when a part ended by itself.
    pub async fn until(mut self, asked: impl Future<Output = ()>) -> Result<(), RunError> {
        let ended = tokio::select! {
            () = asked => Ok(()),
            stop = self.store.stopped() => Err(RunError::Store(stop.to_string())),
            Some(ended) = self.servers.join_next() => ended?,
        };
        self.shutdown.trigger();
        while let Some(stopped) = self.servers.join_next().await {
            stopped??;
        }
        let store = self.store;
        let closed = tokio::task::spawn_blocking(move || store.close()).await?;
        ended.and(closed.map_err(|fault| RunError::Store(fault.to_string())))
    }
}

async fn open(config: &Config) -> Result<Store<FundMachine>, StartError> {
    let (data, region) = (config.data.clone(), config.region.clone());
    let opened = tokio::task::spawn_blocking(move || {
        let mut reported = 0;
        Store::open(&data, FundMachine { region }, Options::default(), |progress: Progress| {
            let tenth = progress.done.saturating_mul(10) / progress.total.max(1);
            if tenth > reported {
                reported = tenth;
                tracing::info!(step = ?progress.step, done = progress.done, total = progress.total, "opening");
            }
        })
    });
    Ok(opened.await.map_err(|_| StartError::Interrupted)??)
}
