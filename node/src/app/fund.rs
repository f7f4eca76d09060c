//! Commands in, answers out, over the region's store.

use super::machine::FundMachine;
use jiff::Timestamp;
use std::sync::Arc;
use wijkfonds_domain::disclosure::{self, FigureTable, Released};
use wijkfonds_domain::egress::{Content, Receiver};
use wijkfonds_domain::fund::{Command, Event, Refusal};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::settlement::{self, Statement};
use wijkfonds_domain::terms::{InsurerKey, RegionId, Uzovi, Year};
use wijkfonds_edge::records::Reading;
use wijkfonds_store::{Committed, Request, Store, SubmitError};

/// What time it is: the system's clock in production, any other in tests.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A region's fund.
#[derive(Clone)]
pub(crate) struct Fund {
    store: Store<FundMachine>,
    region: RegionId,
    clock: Clock,
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
    /// The fund refuses it.
    #[error(transparent)]
    Refused(Refusal),
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
    #[error("the node is stopping")]
    Stopped,
}

impl Fund {
    pub(crate) fn new(store: Store<FundMachine>, region: RegionId, clock: Clock) -> Self {
        Self { store, region, clock }
    }

    pub(crate) fn region(&self) -> &RegionId {
        &self.region
    }

    /// The number of the last event line on disk.
    pub(crate) fn sequence(&self) -> u64 {
        self.store.head().seq
    }

    /// Carries out a command: answered when it is on disk.
    pub(crate) async fn order(&self, order: Order) -> Result<Committed<Event>, CommandError> {
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
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError> {
        let view = self.store.read();
        let read = read(&Reading(&view.overlay()));
        read.map_err(|fault| {
            tracing::error!(%fault, "the records cannot be read");
            CommandError::Stopped
        })
    }

    /// The released figures of a year, logged as sent to the bureau.
    pub(crate) async fn send_figures(
        &self,
        actor: String,
        year: Year,
    ) -> Result<Vec<Released<FigureTable>>, CommandError> {
        self.send(actor, Command::SendFigures { year }).await?;
        // what is released of a year never changes, so what is read now is what was logged
        self.read(|records| disclosure::reissue(records, year))
    }

    /// An insurer's statements of a year, logged as sent to it. What is sent is what was logged: when a count
    /// or a rate comes in between, it is logged anew.
    pub(crate) async fn send_statements(
        &self,
        actor: String,
        (uzovi, key): (Uzovi, InsurerKey),
        year: Year,
    ) -> Result<Vec<Statement>, CommandError> {
        for _ in 0..3 {
            let command = Command::SendStatements { uzovi: uzovi.clone(), key: key.clone(), year };
            let logged = self.send(actor.clone(), command).await?;
            let statements = self
                .read(|records| settlement::statements(records, &self.region, year, &uzovi))?
                .map_err(|refusal| CommandError::Refused(refusal.into()))?;
            let to = Receiver::Insurer(uzovi.clone());
            let contents = statements.iter().map(Content::of_statement).collect();
            if logged == [(Event::Sent { to, contents })] {
                return Ok(statements);
            }
        }
        Err(CommandError::Busy)
    }

    async fn send(&self, actor: String, command: Command) -> Result<Vec<Event>, CommandError> {
        let request_id = uuid::Uuid::now_v7().to_string();
        Ok(self.order(Order { actor, request_id, command }).await?.events)
    }
}
