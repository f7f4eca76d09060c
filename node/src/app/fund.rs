//! Commands in, answers out, over the region's store.

use super::machine::FundMachine;
use wijkfonds_domain::disclosure::{self, FigureTable, Released};
use wijkfonds_domain::egress::{Content, Receiver};
use wijkfonds_domain::fund::{Command, Event, Refusal};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::settlement::{self, Statement};
use wijkfonds_domain::terms::{InsurerKey, RegionId, Uzovi, Year};
use wijkfonds_edge::desk::{Clock, Desk, RecordsUnreadable};
use wijkfonds_store::{Committed, Store};

/// A command with who gives it.
pub(crate) type Order = wijkfonds_edge::desk::Order<Command>;

/// Why a command was not carried out.
pub(crate) type CommandError = wijkfonds_edge::desk::CommandError<Refusal>;

/// A region's fund.
#[derive(Clone)]
pub(crate) struct Fund {
    desk: Desk<FundMachine>,
    region: RegionId,
}

impl Fund {
    pub(crate) fn new(store: Store<FundMachine>, region: RegionId, clock: Clock) -> Self {
        Self { desk: Desk::new(store, clock), region }
    }

    pub(crate) fn region(&self) -> &RegionId {
        &self.region
    }

    /// The number of the last event line on disk.
    pub(crate) fn sequence(&self) -> u64 {
        self.desk.sequence()
    }

    /// Carries out a command: answered when it is on disk.
    pub(crate) async fn order(&self, order: Order) -> Result<Committed<Event>, CommandError> {
        self.desk.order(order).await
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
