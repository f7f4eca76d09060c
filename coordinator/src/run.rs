//! Starts the coordinator's parts in order, and stops them in the other.

use crate::app::{Bureau, BureauMachine, Clock, Regions, keep_up};
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
    AccessLayer, BUREAU_BORDER, BUREAU_OFFICE, COMMON_AT_BUREAU_BORDER, COMMON_IN_OFFICE, border_role,
};
use wijkfonds_proto::federation::directory_routes;
use wijkfonds_proto::identity::{Identity, Office as OfficeName};
use wijkfonds_proto::office::{BORDER_DESCRIPTORS, BUREAU_DESCRIPTORS, Listener, OpenError, ServeError};
use wijkfonds_proto::tls::{ClientTls, ServerTls};
use wijkfonds_store::{Options, Store};

/// What tests hand the coordinator instead of what production has.
#[derive(Clone)]
pub struct Hooks {
    /// What time it is.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Default for Hooks {
    fn default() -> Self {
        Self { clock: Arc::new(Timestamp::now) }
    }
}

/// Why the coordinator does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A listener.
    #[error(transparent)]
    Listener(#[from] OpenError),
    /// The store.
    #[error(transparent)]
    Store(#[from] wijkfonds_store::OpenError),
    /// The pages.
    #[error(transparent)]
    Pages(#[from] PageError),
    /// The thread that opens the store was lost.
    #[error("opening the store was interrupted")]
    Interrupted,
}

/// Why the coordinator ended by itself.
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

/// A coordinator that runs.
pub struct Running {
    /// Where the border listener is.
    pub border: SocketAddr,
    /// Where the office listener is.
    pub office: SocketAddr,
    /// The address of the pages, with the token that opens them.
    pub pages: String,
    store: Store<BureauMachine>,
    shutdown: Shutdown,
    parts: JoinSet<Result<(), RunError>>,
}

/// Opens the store, binds the listeners, serves, and starts the rounds along the regions.
///
/// # Errors
/// [`StartError`]; nothing is left bound or open.
pub async fn start(config: Config, hooks: Hooks) -> Result<Running, StartError> {
    let now = (hooks.clock)();
    let border = config.border.open("border", Identity::Bureau, now).await?;
    let office_identity = Identity::Server { office: OfficeName::Bureau };
    let office = config.office.open("office", office_identity, now).await?;
    let pages = PageServer::bind(config.pages.listen).await?;
    let data = config.data.clone();
    let opened =
        tokio::task::spawn_blocking(move || Store::open(&data, BureauMachine, Options::default(), |_| {})).await;
    let store = opened.map_err(|_| StartError::Interrupted)??;

    let regions = Regions::new(ClientTls::new(&border.credentials));
    let bureau = Bureau::new(store.clone(), Clock::clone(&hooks.clock), regions);
    let shutdown = Shutdown::new();
    let mut running = Running {
        border: border.address,
        office: office.address,
        pages: pages.dangerous_address_with_token(),
        store,
        shutdown: shutdown.clone(),
        parts: JoinSet::new(),
    };
    let listener = Listener {
        listener: border.listener,
        tls: ServerTls::new(&border.credentials),
        access: AccessLayer::new(&[BUREAU_BORDER, COMMON_AT_BUREAU_BORDER], |caller| {
            border_role(caller.peer.identity()).into_iter().collect()
        }),
        descriptors: BORDER_DESCRIPTORS,
        dangerous_tap: None,
    };
    let routes = directory_routes(Arc::new(Border(bureau.clone())));
    let stop = shutdown.triggered();
    running.parts.spawn(async move { Ok(listener.serve(routes, stop).await?) });

    let staff = config.staff.clone();
    let listener = Listener {
        listener: office.listener,
        tls: ServerTls::new(&office.credentials),
        access: AccessLayer::new(&[BUREAU_OFFICE, COMMON_IN_OFFICE], move |caller| staff.roles_of(caller)),
        descriptors: BUREAU_DESCRIPTORS,
        dangerous_tap: None,
    };
    let routes = Office::new(bureau.clone(), config.language).routes();
    let stop = shutdown.triggered();
    running.parts.spawn(async move { Ok(listener.serve(routes, stop).await?) });

    let routes = web::routes(bureau.clone(), config.language, &config.notices);
    let stop = shutdown.triggered();
    running.parts.spawn(async move {
        pages.serve(routes, stop).await;
        Ok(())
    });
    let (pause, stop) = (config.round_pause(), shutdown.triggered());
    running.parts.spawn(async move {
        keep_up(bureau, pause, stop).await;
        Ok(())
    });
    Ok(running)
}

impl Running {
    /// Serves until `asked` ends, or a part of the coordinator does; then stops the rest.
    ///
    /// # Errors
    /// [`RunError`] when a part ended by itself.
    pub async fn until(mut self, asked: impl Future<Output = ()>) -> Result<(), RunError> {
        let ended = tokio::select! {
            () = asked => Ok(()),
            stop = self.store.stopped() => Err(RunError::Store(stop.to_string())),
            Some(ended) = self.parts.join_next() => ended?,
        };
        self.shutdown.trigger();
        while let Some(stopped) = self.parts.join_next().await {
            stopped??;
        }
        let store = self.store;
        let closed = tokio::task::spawn_blocking(move || store.close()).await?;
        ended.and(closed.map_err(|fault| RunError::Store(fault.to_string())))
    }
}
