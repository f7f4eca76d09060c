//! Starts a node's parts in order, and stops them in the other.

use crate::app::{Fund, FundMachine, SealFault, Sealer};
use crate::border::Border;
use crate::config::Config;
use crate::office::Office;
use crate::web;
use jiff::Timestamp;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use tonic::service::Routes;
use wijkfonds_edge::desk::Clock;
use wijkfonds_edge::page::{PageError, PageServer};
use wijkfonds_edge::parts::{Parts, RunError, StoreError, open_store};
use wijkfonds_proto::access::{
    AccessLayer, COMMON_AT_REGION_BORDER, COMMON_IN_OFFICE, REGION_BORDER, REGION_OFFICE, border_role,
};
use wijkfonds_proto::federation::region_routes;
use wijkfonds_proto::identity::{Identity, Office as OfficeName};
use wijkfonds_proto::office::{BORDER_DESCRIPTORS, OpenError, REGION_DESCRIPTORS, Staff};
use wijkfonds_proto::settlement::add_settlement_routes;
use wijkfonds_proto::tls::Tap;

/// What tests hand a node instead of what production has.
#[derive(Clone)]
pub struct Hooks {
    /// What time it is.
    pub clock: Clock,
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
    Listener(#[from] OpenError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The pages.
    #[error(transparent)]
    Pages(#[from] PageError),
    /// The keys of persons.
    #[error(transparent)]
    Keys(#[from] SealFault),
}

/// A node that runs.
pub struct Running {
    /// Where the border listener is.
    pub border: SocketAddr,
    /// Where the in-region listener is.
    pub office: SocketAddr,
    /// The address of the pages, with the token that opens them.
    pub pages: String,
    parts: Parts<FundMachine>,
}

/// Binds the listeners, opens the store and serves.
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
    let store = open_store(config.data.clone(), FundMachine { region: config.region.clone() }).await?;

    let fund = Fund::new(store.clone(), config.region, hooks.clock, Sealer::open(&config.data)?)?;
    let mut running = Running {
        border: border.address,
        office: office.address,
        pages: pages.dangerous_address_with_token(),
        parts: Parts::new(store),
    };
    let parts = &mut running.parts;
    parts.start(fund.watch(parts.stop()));
    let border = border.into_listener(border_access(), BORDER_DESCRIPTORS, hooks.dangerous_tap);
    parts.start(border.serve(border_routes(&fund), parts.stop()));
    let office = office.into_listener(office_access(config.staff), REGION_DESCRIPTORS, None);
    parts.start(office.serve(Office::new(fund.clone(), config.language).routes(), parts.stop()));
    let (routes, stop) = (web::routes(fund, config.language, &config.notices), parts.stop());
    parts.start(async move {
        pages.serve(routes, stop).await;
        Ok::<_, Infallible>(())
    });
    Ok(running)
}

impl Running {
    /// Serves until `asked` ends, or a part of the node does; then stops the rest.
    ///
    /// # Errors
    /// [`RunError`] when a part ended by itself.
    pub async fn until(self, asked: impl Future<Output = ()>) -> Result<(), RunError> {
        self.parts.until(asked).await
    }
}

fn border_access() -> AccessLayer {
    AccessLayer::new(&[REGION_BORDER, COMMON_AT_REGION_BORDER], |caller| {
        border_role(caller.peer.identity()).into_iter().collect()
    })
}

fn office_access(staff: Staff) -> AccessLayer {
    AccessLayer::new(&[REGION_OFFICE, COMMON_IN_OFFICE], move |caller| staff.roles_of(caller))
}

fn border_routes(fund: &Fund) -> Routes {
    let port = Arc::new(Border(fund.clone()));
    add_settlement_routes(region_routes(Arc::clone(&port)), port)
}
