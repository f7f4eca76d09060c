//! Commands in, answers out, over the region's store.

use super::machine::FundMachine;
use super::release::Proposals;
use super::seal::{FILE_NAME, Opened, SealFault, Sealer, Sealing, Unsealed, file_of};
use jiff::tz::TimeZone;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use wijkfonds_domain::committee;
use wijkfonds_domain::egress::{Content, Receiver};
use wijkfonds_domain::fund::{Command, Event, Refusal};
use wijkfonds_domain::orders;
use wijkfonds_domain::person::{self, Name, PersonField};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::settlement::{self, Statement};
use wijkfonds_domain::terms::{Date, InsurerKey, RegionId, Uzovi, Year};
use wijkfonds_edge::desk::{Clock, Desk, RecordsUnreadable};
use wijkfonds_store::{Committed, Store};

/// A command with who gives it.
pub(crate) type Order<C = Command> = wijkfonds_edge::desk::Order<C>;

/// Why a command was not carried out.
pub(crate) type CommandError = wijkfonds_edge::desk::CommandError<Refusal>;

/// A region's fund.
#[derive(Clone)]
pub(crate) struct Fund {
    desk: Desk<FundMachine>,
    region: RegionId,
    sealer: Sealer,
    /// Held by the one order about persons that is sealed and carried out.
    persons: Arc<Mutex<()>>,
    proposals: Proposals,
}

impl Fund {
    /// A fund on its store. Erasures that the last process did not finish are finished.
    pub(crate) fn new(
        store: Store<FundMachine>,
        region: RegionId,
        clock: Clock,
        sealer: Sealer,
    ) -> Result<Self, SealFault> {
        let desk: Desk<FundMachine> = Desk::new(store, clock);
        let begun = desk.read(|records| Ok(sealer.begin(records)));
        begun.map_err(|_| SealFault::Records(Fault::new("the records cannot be read")))??;
        Ok(Self { desk, region, sealer, persons: Arc::default(), proposals: Proposals::default() })
    }

    pub(super) const fn proposals(&self) -> &Proposals {
        &self.proposals
    }

    pub(crate) fn region(&self) -> &RegionId {
        &self.region
    }

    /// The day, in UTC: what is late is seen from it.
    pub(crate) fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.desk.now()).date()
    }

    /// The number of the last event line on disk.
    pub(crate) fn sequence(&self) -> u64 {
        self.desk.sequence()
    }

    /// Carries out a command: answered when it is on disk. Names and texts in it are sealed before.
    pub(crate) async fn order(&self, order: Order) -> Result<Committed<Event>, CommandError> {
        let Order { actor, request_id, command } = order;
        let command = match command {
            Command::ImportOverviews(overviews) => Unsealed::Overviews(overviews),
            Command::People(person::Command::Erase { person, on }) => Unsealed::Erase { person, on },
            Command::Committee(command @ committee::Command::Appoint { .. }) => Unsealed::Appoint(command),
            Command::Orders(command) => match *command {
                orders::Command::RegisterPayee { practice, payee, by, on } => {
                    Unsealed::Payee { practice, payee, by, on }
                }
                command => return self.put_in_file(actor, request_id, command.into()).await,
            },
            command => return self.put_in_file(actor, request_id, command).await,
        };
        self.order_unsealed(Order { actor, request_id, command }).await
    }

    /// Seals the texts of a command with the key of a file, and carries it out.
    async fn put_in_file(
        &self,
        actor: String,
        request_id: String,
        command: Command,
    ) -> Result<Committed<Event>, CommandError> {
        let fund = self.clone();
        let sealed = spawn_blocking(move || match command {
            Command::Orders(command) => match *command {
                orders::Command::ReadStatements { statements, by } => {
                    let statements = statements.into_iter().map(|statement| fund.sealer.statement(statement));
                    let statements = statements.collect::<Result<_, _>>().map_err(SealFault::from)?;
                    Ok(orders::Command::ReadStatements { statements, by }.into())
                }
                command => fund.in_file(command.into()),
            },
            command => fund.in_file(command),
        });
        let command = sealed.await.unwrap_or(Err(CommandError::Stopped))?;
        self.desk.order(Order { actor, request_id, command }).await
    }

    fn in_file(&self, command: Command) -> Result<Command, CommandError> {
        self.sealer.in_file(|about| self.read_sealed(|records| file_of(records, about)), command)
    }

    /// Seals an order and carries it out, one after another. Whoever stops waiting for the answer does not stop
    /// the order: the next one must see what became of it.
    pub(crate) async fn order_unsealed(
        &self,
        order: Order<Unsealed>,
    ) -> Result<Committed<Event>, CommandError> {
        let fund = self.clone();
        let carried_out = tokio::spawn(async move {
            let _turn = fund.persons.lock().await;
            fund.carry_out(order).await
        });
        carried_out.await.unwrap_or(Err(CommandError::Stopped))
    }

    async fn carry_out(&self, order: Order<Unsealed>) -> Result<Committed<Event>, CommandError> {
        let Order { actor, request_id, command: unsealed } = order;
        let erased = match &unsealed {
            Unsealed::Erase { person, .. } => Some(person.clone()),
            _ => None,
        };
        let (fund, whose) = (self.clone(), Order { actor, request_id, command: () });
        let sealed = spawn_blocking(move || fund.seal(whose, unsealed)).await;
        let (order, made) = sealed.unwrap_or(Err(CommandError::Stopped))?;
        let done = self.desk.order(order).await;
        let fund = self.clone();
        match (&done, erased) {
            // what was on its way when the store stopped may be on disk, and its keys are needed then
            (Err(CommandError::Stopped), _) | (Ok(_), None) => {}
            (Err(_), _) => drop(spawn_blocking(move || fund.sealer.take_back(&made)).await),
            (Ok(_), Some(person)) => {
                let destroyed = spawn_blocking(move || {
                    let documents = fund.read_sealed(|records| person::attachment::all(records))?;
                    fund.sealer.destroy(&person, &documents).map_err(CommandError::from)
                });
                destroyed.await.unwrap_or(Err(CommandError::Stopped))?;
            }
        }
        done
    }

    /// The order with its texts sealed, and the persons whose keys were made for it.
    fn seal(
        &self,
        whose: Order<()>,
        unsealed: Unsealed,
    ) -> Result<(Order, Vec<person::PersonId>), CommandError> {
        let (persons, payees) = self.read_sealed(|records| {
            let payees = match &unsealed {
                Unsealed::Payee { practice, .. } => orders::versions(records, practice)?,
                _ => Vec::new(),
            };
            Ok((person::persons(records, None, usize::MAX)?, payees))
        })?;
        let mut sealing = Sealing::new(&self.sealer, &whose, persons, payees);
        let command = sealing.command(unsealed);
        let made = sealing.made();
        match command {
            Ok(command) => {
                let Order { actor, request_id, .. } = whose;
                Ok((Order { actor, request_id, command }, made))
            }
            Err(error) => {
                self.sealer.take_back(&made);
                Err(error)
            }
        }
    }

    /// A practice's name as the fund's own staff may read it.
    pub(crate) fn practice_name(&self, name: Name) -> Name {
        self.sealer.practice(name)
    }

    /// A field of a person as the fund's own staff may read it; `None` when its key is gone.
    pub(crate) fn field(&self, field: PersonField, sealed: person::Sealed) -> Option<String> {
        self.sealer.opened(Name::Sealed(sealed), field.code()).plain().map(str::to_owned)
    }

    /// The name of a document's file as the fund's own staff may read it; `None` when its key is gone.
    pub(crate) fn file_name(&self, sealed: person::Sealed) -> Option<String> {
        self.sealer.opened(Name::Sealed(sealed), FILE_NAME).plain().map(str::to_owned)
    }

    pub(super) fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    /// Carries out an order in which nothing is left to be sealed.
    pub(super) async fn carry_out_sealed(&self, order: Order) -> Result<Committed<Event>, CommandError> {
        self.desk.order(order).await
    }

    /// Ends with an error when the records cannot be read any more.
    pub(crate) fn watch(
        &self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = Result<(), RecordsUnreadable>> + Send + 'static {
        self.desk.watch(stop)
    }

    /// Reads at one moment, for the fund's own staff: sealed texts are opened. Keep it short: commits wait for it.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError> {
        self.desk.read(|records| read(&Opened { records, sealer: &self.sealer }))
    }

    /// Reads at one moment, for all others: sealed texts stay sealed.
    pub(crate) fn read_sealed<T>(
        &self,
        read: impl FnOnce(&dyn Records) -> Result<T, Fault>,
    ) -> Result<T, CommandError> {
        self.desk.read(read)
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
                .read_sealed(|records| settlement::statements(records, &self.region, year, &uzovi))?
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
