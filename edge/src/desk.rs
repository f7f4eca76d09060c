//! Commands in, answers out: a store as whoever runs one uses it.

use crate::records::Reading;
use jiff::Timestamp;
use std::future::Future;
use std::sync::Arc;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Notify;
use tokio::task::block_in_place;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_store::{Committed, Machine, Request, Store, SubmitError};

/// What time it is: the system's clock in production, any other in tests.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A command with who gives it.
pub struct Order<C> {
    /// Who, in which role.
    pub actor: String,
    /// Chosen by the caller; repeating it returns the first answer.
    pub request_id: String,
    /// What.
    pub command: C,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError<R> {
    /// It is refused.
    #[error("{0}")]
    Refused(R),
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
    #[error("the store has stopped")]
    Stopped,
}

/// The records hold something that cannot be, or do not answer: the process must end, and the next one builds
/// them anew from the journal.
#[derive(Debug, thiserror::Error)]
#[error("the records cannot be read; the log says which")]
pub struct RecordsUnreadable;

/// A store with the clock by which its events are timed.
pub struct Desk<M: Machine> {
    store: Store<M>,
    clock: Clock,
    fault: Arc<Notify>,
}

impl<M: Machine> Clone for Desk<M> {
    fn clone(&self) -> Self {
        Self { store: self.store.clone(), clock: Clock::clone(&self.clock), fault: Arc::clone(&self.fault) }
    }
}

impl<M: Machine> Desk<M> {
    /// A desk over a store.
    pub fn new(store: Store<M>, clock: Clock) -> Self {
        Self { store, clock, fault: Arc::default() }
    }

    /// Ends with an error as soon as the records cannot be read, or well when `stop` ends: a part of the process.
    ///
    /// # Errors
    /// [`RecordsUnreadable`].
    pub fn watch<S>(
        &self,
        stop: S,
    ) -> impl Future<Output = Result<(), RecordsUnreadable>> + Send + 'static + use<M, S>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let fault = Arc::clone(&self.fault);
        async move {
            tokio::select! {
                () = fault.notified() => Err(RecordsUnreadable),
                () = stop => Ok(()),
            }
        }
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The number of the last event line on disk.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.store.head().seq
    }

    /// Carries out a command: answered when it is on disk.
    ///
    /// # Errors
    /// [`CommandError`]; nothing has changed.
    pub async fn order(
        &self,
        order: Order<M::Command>,
    ) -> Result<Committed<M::Event>, CommandError<M::Refusal>> {
        let Order { actor, request_id, command } = order;
        let at = (self.clock)().to_string();
        let submitted = self.store.submit(Request { request_id, actor, at, command }).await;
        submitted.map_err(|error| match error {
            SubmitError::Refused(refusal) => CommandError::Refused(refusal),
            SubmitError::RequestIdReused => CommandError::RequestIdReused,
            SubmitError::Busy => CommandError::Busy,
            SubmitError::TooLarge { .. } => CommandError::TooLarge,
            SubmitError::Unserialisable | SubmitError::Stopped => CommandError::Stopped,
        })
    }

    /// Reads at one moment. Keep it short: commits wait for it.
    ///
    /// # Errors
    /// [`CommandError::Stopped`] when the records cannot be read; why is in the log.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError<M::Refusal>> {
        let read = || {
            let view = self.store.read();
            read(&Reading(&view.overlay()))
        };
        without_holding_a_worker(read).map_err(|fault| {
            tracing::error!(%fault, "the records cannot be read");
            self.fault.notify_one();
            CommandError::Stopped
        })
    }
}

/// Does what may wait for a commit or a disk. On a runtime with several threads the tasks of this one move to
/// another first, so that a long read holds up its own caller alone; elsewhere there is nobody to give them to.
fn without_holding_a_worker<T>(read: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(read),
        _ => read(),
    }
}
