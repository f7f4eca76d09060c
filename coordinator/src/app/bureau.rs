//! Commands in, answers out, over the bureau's store.

use super::machine::BureauMachine;
use super::regions::Regions;
use std::sync::Arc;
use tokio::sync::Notify;
use wijkfonds_domain::bureau::{BureauRefusal, Command, Event};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_edge::desk::{Clock, Desk, RecordsUnreadable};
use wijkfonds_store::{Committed, Store};

/// A command with who gives it.
pub(crate) type Order = wijkfonds_edge::desk::Order<Command>;

/// Why a command was not carried out.
pub(crate) type CommandError = wijkfonds_edge::desk::CommandError<BureauRefusal>;

/// The national bureau.
#[derive(Clone)]
pub(crate) struct Bureau {
    desk: Desk<BureauMachine>,
    regions: Arc<Regions>,
    news: Arc<Notify>,
}

impl Bureau {
    pub(crate) fn new(store: Store<BureauMachine>, clock: Clock, regions: Regions) -> Self {
        Self { desk: Desk::new(store, clock), regions: Arc::new(regions), news: Arc::new(Notify::new()) }
    }

    /// The regions as they can be reached.
    pub(crate) fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Carries out a command: answered when it is on disk. What it publishes goes out from then on.
    pub(crate) async fn order(&self, order: Order) -> Result<Committed<Event>, CommandError> {
        let committed = self.desk.order(order).await?;
        let goes_out =
            |event: &Event| !matches!(event, Event::Acknowledged { .. } | Event::FiguresKept { .. });
        if committed.events.iter().any(goes_out) {
            self.news.notify_one();
        }
        Ok(committed)
    }

    /// Carries out a command of the bureau's own work.
    pub(super) async fn own_order(&self, command: Command) -> Result<Committed<Event>, CommandError> {
        let request_id = uuid::Uuid::now_v7().to_string();
        self.order(Order { actor: "coordinator".to_owned(), request_id, command }).await
    }

    /// Ends with an error when the records cannot be read any more.
    pub(crate) fn watch(
        &self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = Result<(), RecordsUnreadable>> + Send + 'static {
        self.desk.watch(stop)
    }

    /// Reads at one moment. Keep it short: commits wait for it.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError> {
        self.desk.read(read)
    }

    /// Waits until there is something new to send out.
    pub(super) async fn news(&self) {
        self.news.notified().await;
    }
}
