//! The parts of a server process: started one by one, ended together, the store last.

use crate::desk::RecordsUnreadable;
use crate::shutdown::Shutdown;
use std::error::Error;
use std::future::Future;
use std::path::PathBuf;
use tokio::task::{JoinError, JoinSet};
use wijkfonds_store::{Machine, OpenError, Options, Store};

/// Why a process ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The store stopped: its reason.
    #[error("the store stopped: {0}")]
    Store(String),
    /// A part failed.
    #[error(transparent)]
    Part(Box<dyn Error + Send + Sync>),
    /// A part was done before it was told to end.
    #[error("a part ended by itself")]
    EndedByItself,
    /// A part panicked.
    #[error("a part was interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// Why a store does not open.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store says why.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The thread that opened it was lost.
    #[error("opening the store was interrupted")]
    Interrupted,
}

/// Opens a store on a thread of its own, and logs how far it is.
///
/// # Errors
/// [`StoreError`].
pub async fn open_store<M: Machine>(data: PathBuf, machine: M) -> Result<Store<M>, StoreError> {
    let opened = tokio::task::spawn_blocking(move || {
        let mut reported = 0;
        Store::open(&data, machine, Options::default(), |progress| {
            let tenth = progress.done.saturating_mul(10) / progress.total.max(1);
            if tenth > reported {
                reported = tenth;
                tracing::info!(step = ?progress.step, done = progress.done, total = progress.total, "opening");
            }
        })
    });
    Ok(opened.await.map_err(|_| StoreError::Interrupted)??)
}

/// Tasks that run as long as the process does, over one store.
pub struct Parts<M: Machine> {
    store: Store<M>,
    shutdown: Shutdown,
    tasks: JoinSet<Result<(), RunError>>,
}

impl<M: Machine> Parts<M> {
    /// No parts yet.
    pub fn new(store: Store<M>) -> Self {
        Self { store, shutdown: Shutdown::new(), tasks: JoinSet::new() }
    }

    /// What tells a part to end.
    pub fn stop(&self) -> impl Future<Output = ()> + Send + 'static + use<M> {
        self.shutdown.triggered()
    }

    /// Starts a part.
    pub fn start<E>(&mut self, part: impl Future<Output = Result<(), E>> + Send + 'static)
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.tasks.spawn(async move { part.await.map_err(|error| RunError::Part(error.into())) });
    }

    /// Runs until `asked` ends, or a part or the store does by itself; then ends the rest and closes the store.
    ///
    /// # Errors
    /// [`RunError`] when something ended by itself, or the store does not close. After [`RecordsUnreadable`] the
    /// store is left as a killed process would leave it, so that the next one builds its records anew.
    pub async fn until(mut self, asked: impl Future<Output = ()>) -> Result<(), RunError> {
        let mut ended = tokio::select! {
            () = asked => Ok(()),
            stop = self.store.stopped() => Err(RunError::Store(stop.to_string())),
            Some(ended) = self.tasks.join_next() => match flat(ended) {
                Ok(()) => Err(RunError::EndedByItself),
                failed => failed,
            },
        };
        self.shutdown.trigger();
        while let Some(stopped) = self.tasks.join_next().await {
            ended = ended.and(flat(stopped));
        }
        let store = self.store;
        if matches!(&ended, Err(RunError::Part(error)) if error.is::<RecordsUnreadable>()) {
            // closed cleanly, the records would be trusted at the next start; left open, they are built anew
            std::mem::forget(store);
            return ended;
        }
        let closed = tokio::task::spawn_blocking(move || store.close()).await?;
        ended.and(closed.map_err(|fault| RunError::Store(fault.to_string())))
    }
}

/// How a part ended; a panic is an end too.
fn flat(joined: Result<Result<(), RunError>, JoinError>) -> Result<(), RunError> {
    joined.unwrap_or_else(|panic| Err(RunError::Interrupted(panic)))
}
