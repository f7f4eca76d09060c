//! Commands in, answers out, over the bureau's store.

use super::machine::BureauMachine;
use super::regions::Regions;
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::Notify;
use wijkfonds_domain::bureau::{BureauRefusal, Command, Event};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_edge::records::Reading;
use wijkfonds_store::{Committed, Request, Store, SubmitError};

/// What time it is: the system's clock in production, any other in tests.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The national bureau.
#[derive(Clone)]
pub(crate) struct Bureau {
    store: Store<BureauMachine>,
    clock: Clock,
    regions: Arc<Regions>,
    news: Arc<Notify>,
}

/// A command with who gives it.
pub(crate) struct Order {
    /// Who, in which role.
    pub(crate) actor: String,
    /// Chosen by the caller; repeating it returns the first answer.
    pub(crate) request_id: String,
    /// What.
    pub(crate) command: Command,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The bureau refuses it.
    #[error(transparent)]
    Refused(BureauRefusal),
    /// The request id was used for another request, or by another actor.
    #[error("the request id was used for another request")]
    RequestIdReused,
    /// Too many commands wait.
    #[error("too many commands wait; try again later")]
    Busy,
    /// The command is larger than a line of the journal may be.
    #[error("the command is too large")]
    TooLarge,
    /// The store has stopped, and the process with it.
    #[error("the coordinator is stopping")]
    Stopped,
}

impl Bureau {
    pub(crate) fn new(store: Store<BureauMachine>, clock: Clock, regions: Regions) -> Self {
        Self { store, clock, regions: Arc::new(regions), news: Arc::new(Notify::new()) }
    }

    /// The regions as they can be reached.
    pub(crate) fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Carries out a command: answered when it is on disk. What it publishes goes out from then on.
    pub(crate) async fn order(&self, order: Order) -> Result<Committed<Event>, CommandError> {
        let Order { actor, request_id, command } = order;
        let at = (self.clock)().to_string();
        let submitted = self.store.submit(Request { request_id, actor, at, command }).await;
        let committed = submitted.map_err(|error| match error {
            SubmitError::Refused(refusal) => CommandError::Refused(refusal),
            SubmitError::RequestIdReused => CommandError::RequestIdReused,
            SubmitError::Busy => CommandError::Busy,
            SubmitError::TooLarge { .. } => CommandError::TooLarge,
            SubmitError::Unserialisable | SubmitError::Stopped => CommandError::Stopped,
        })?;
        let goes_out = |event: &Event| {
            !matches!(event, Event::Acknowledged { .. } | Event::FiguresKept { .. })
        };
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

    /// Reads at one moment. Keep it short: commits wait for it.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError> {
        let view = self.store.read();
        read(&Reading(&view.overlay())).map_err(|fault| {
            tracing::error!(%fault, "the records cannot be read");
            CommandError::Stopped
        })
    }

    /// Waits until there is something new to send out.
    pub(super) async fn news(&self) {
        self.news.notified().await;
    }
}
