//! Starts the coordinator's parts in order, and stops them in the other.

use crate::app::{Bureau, BureauMachine, Regions, keep_up};
use crate::border::Border;
use crate::config::Config;
use crate::office::Office;
use crate::web;
use jiff::Timestamp;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use wijkfonds_edge::desk::Clock;
use wijkfonds_edge::page::{PageError, PageServer};
use wijkfonds_edge::parts::{Parts, RunError, StoreError, open_store};
use wijkfonds_proto::access::{
    AccessLayer, BUREAU_BORDER, BUREAU_OFFICE, COMMON_AT_BUREAU_BORDER, COMMON_IN_OFFICE, border_role,
};
use wijkfonds_proto::federation::directory_routes;
use wijkfonds_proto::identity::{Identity, Office as OfficeName};
use wijkfonds_proto::office::{BORDER_DESCRIPTORS, BUREAU_DESCRIPTORS, OpenError, Staff};
use wijkfonds_proto::tls::ClientTls;

/// What tests hand the coordinator instead of what production has.
#[derive(Clone)]
pub struct Hooks {
    /// What time it is.
    pub clock: Clock,
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
    Store(#[from] StoreError),
    /// The pages.
    #[error(transparent)]
    Pages(#[from] PageError),
}

/// A coordinator that runs.
pub struct Running {
    /// Where the border listener is.
    pub border: SocketAddr,
    /// Where the office listener is.
    pub office: SocketAddr,
    /// The address of the pages, with the token that opens them.
    pub pages: String,
    parts: Parts<BureauMachine>,
}

/// Binds the listeners, opens the store, serves, and starts the rounds along the regions.
///
/// # Errors
/// [`StartError`]; nothing is left bound or open.
pub async fn start(config: Config, hooks: Hooks) -> Result<Running, StartError> {
    let now = (hooks.clock)();
    let office_identity = Identity::Server { office: OfficeName::Bureau };
    let border = config.border.open("border", Identity::Bureau, now).await?;
    let office = config.office.open("office", office_identity, now).await?;
    let pages = PageServer::bind(config.pages.listen).await?;
    let store = open_store(config.data.clone(), BureauMachine).await?;

    let regions = Regions::new(ClientTls::new(&border.credentials));
    let bureau = Bureau::new(store.clone(), hooks.clock, regions);
    let mut running = Running {
        border: border.address,
        office: office.address,
        pages: pages.dangerous_address_with_token(),
        parts: Parts::new(store),
    };
    let parts = &mut running.parts;
    parts.start(bureau.watch(parts.stop()));
    let border = border.into_listener(border_access(), BORDER_DESCRIPTORS, None);
    let routes = directory_routes(Arc::new(Border(bureau.clone())));
    parts.start(border.serve(routes, parts.stop()));
    let office = office.into_listener(office_access(config.staff.clone()), BUREAU_DESCRIPTORS, None);
    parts.start(office.serve(Office::new(bureau.clone(), config.language).routes(), parts.stop()));
    let (routes, stop) = (web::routes(bureau.clone(), config.language, &config.notices), parts.stop());
    parts.start(async move {
        pages.serve(routes, stop).await;
        Ok::<_, Infallible>(())
    });
    let (pause, stop) = (config.round_pause(), parts.stop());
    parts.start(async move {
        keep_up(bureau, pause, stop).await;
        Ok::<_, Infallible>(())
    });
    Ok(running)
}

impl Running {
    /// Serves until `asked` ends, or a part of the coordinator does; then stops the rest.
    ///
    /// # Errors
    /// [`RunError`] when a part ended by itself.
    pub async fn until(self, asked: impl Future<Output = ()>) -> Result<(), RunError> {
        self.parts.until(asked).await
    }
}

fn border_access() -> AccessLayer {
    AccessLayer::new(&[BUREAU_BORDER, COMMON_AT_BUREAU_BORDER], |caller| {
        border_role(caller.peer.identity()).into_iter().collect()
    })
}

fn office_access(staff: Staff) -> AccessLayer {
    AccessLayer::new(&[BUREAU_OFFICE, COMMON_IN_OFFICE], move |caller| staff.roles_of(caller))
}
