//! The rounds along the regions: what a region has not acknowledged is handed over, what it has not given is
//! asked. A region that is away gets its turn in the next round, and so catches up by itself.

use super::bureau::{Bureau, CommandError};
use super::regions::Confirmed;
use std::future::Future;
use std::time::Duration;
use tokio::task::JoinSet;
use wijkfonds_domain::bureau::{self, Acknowledgement, BureauRefusal, Command, Member, Rechecked};
use wijkfonds_domain::disclosure::FigureTable;
use wijkfonds_domain::rate;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{RegionId, Year};
use wijkfonds_domain::{area::AreaList, rate::Rate};
use wijkfonds_proto::border::{BorderRefusal, CallError};
use wijkfonds_proto::federation::RegionClient;

/// Goes round along the regions, at once when there is news and otherwise after every `pause`, until `stop` ends.
pub(crate) async fn keep_up(bureau: Bureau, pause: Duration, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        let round = async {
            if bureau.round().await.is_err() {
                tracing::error!("a round along the regions was broken off");
            }
            tokio::select! {
                () = bureau.news() => {}
                () = tokio::time::sleep(pause) => {}
            }
        };
        tokio::select! {
            () = round => {}
            () = &mut stop => return,
        }
    }
}

/// How long a whole visit to a region may take.
const PATIENCE: Duration = Duration::from_secs(60);

const OTHER_VERSION: &str = "it uses another version than was published";

/// What a region still has to be told or asked.
#[derive(Default)]
struct Pending {
    rates: Vec<Rate>,
    lists: Vec<AreaList>,
    figures: Vec<Year>,
}

/// Which regions have answered a year's question, and which not.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// The bureau has their figures.
    pub(crate) received: Vec<RegionId>,
    /// They have released nothing.
    pub(crate) not_released: Vec<RegionId>,
    /// They did not answer.
    pub(crate) unreachable: Vec<RegionId>,
}

impl Bureau {
    /// One round: all regions at the same time.
    async fn round(&self) -> Result<(), CommandError> {
        let members = self.read(bureau::members)?;
        let mut visits = JoinSet::new();
        for member in members {
            let bureau = self.clone();
            visits.spawn(async move { bureau.visit(&member).await });
        }
        // one region's trouble is no other region's: a visit that fails or panics is tried again next time
        while let Some(visited) = visits.join_next().await {
            match visited {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "a visit to a region failed"),
                Err(panic) => tracing::error!(%panic, "a visit to a region was interrupted"),
            }
        }
        Ok(())
    }

    async fn visit(&self, member: &Member) -> Result<(), CommandError> {
        let Some(mut client) = self.regions().client(member) else { return Ok(()) };
        let known_here = self.regions().confirmed(&member.id);
        let pending = self.read(|records| pending(records, &member.id, &known_here))?;
        let visiting = async {
            match client.ping().await {
                Ok(()) => self.hand_over(member, &mut client, pending).await,
                unreachable => Ok(unreachable),
            }
        };
        // a request's own deadline ends with the first byte of the answer, and a region may stall after it
        let visited = tokio::time::timeout(PATIENCE, visiting).await;
        let outcome = visited.unwrap_or_else(|_| Ok(Err(CallError::Unreachable("it stalled".to_owned()))))?;
        self.regions().note(&member.id, &outcome);
        Ok(())
    }

    async fn hand_over(
        &self,
        member: &Member,
        client: &mut RegionClient,
        pending: Pending,
    ) -> Result<Result<(), CallError>, CommandError> {
        let mut outcome = Ok(());
        for list in pending.lists {
            match client.accept_area_list(request_id(), &list).await {
                Ok(version) if version == list.version => {
                    let acknowledgement =
                        Acknowledgement { area_list_version: version, ..Default::default() };
                    self.acknowledge(member, list.year, acknowledgement).await?;
                }
                Ok(_) => outcome = Err(CallError::BadAnswer(OTHER_VERSION)),
                Err(error) => outcome = Err(error),
            }
        }
        for rate in pending.rates {
            match client.accept_rate(request_id(), &rate).await {
                Ok(version) if version == rate.version => {
                    let acknowledgement = Acknowledgement { rate_version: version, ..Default::default() };
                    self.acknowledge(member, rate.year, acknowledgement).await?;
                }
                Ok(_) => outcome = Err(CallError::BadAnswer(OTHER_VERSION)),
                Err(error) => outcome = Err(error),
            }
        }
        for year in pending.figures {
            let asked = self.ask(member, client, year).await?;
            outcome = outcome.and(asked.map(|_| ()));
        }
        Ok(outcome)
    }

    async fn acknowledge(
        &self,
        member: &Member,
        year: Year,
        acknowledgement: Acknowledgement,
    ) -> Result<(), CommandError> {
        self.regions().confirm(&member.id, year, &acknowledgement);
        let command = Command::Acknowledge { region: member.id.clone(), year, acknowledgement };
        self.own_order(command).await.map(|_| ())
    }

    /// Asks a region for a year's figures and keeps them: `false` when it has released none.
    async fn ask(
        &self,
        member: &Member,
        client: &mut RegionClient,
        year: Year,
    ) -> Result<Result<bool, CallError>, CommandError> {
        let tables = match client.figures(year).await {
            Ok(tables) => tables,
            Err(CallError::Refused { reason, .. }) if reason == BorderRefusal::NotReleased.reason() => {
                return Ok(Ok(false));
            }
            Err(error) => return Ok(Err(error)),
        };
        if tables.is_empty() {
            return Ok(Err(CallError::BadAnswer("it sent no table that is known here")));
        }
        let checked = match self.recheck(member, year, tables).await? {
            Ok(checked) => checked,
            Err(bad_answer) => return Ok(Err(bad_answer)),
        };
        let command = Command::KeepFigures { region: member.id.clone(), year, checked };
        match self.own_order(command).await {
            Ok(_) => Ok(Ok(true)),
            // somebody else asked at the same time, and kept more
            Err(CommandError::Refused(BureauRefusal::FiguresOvertaken)) => Ok(Ok(true)),
            Err(CommandError::Refused(refusal)) => {
                tracing::warn!(region = %member.id, code = refusal.code(), "figures are not kept");
                Ok(Err(CallError::BadAnswer("its figures contradict those received before")))
            }
            Err(error) => Err(error),
        }
    }

    /// Checks tables beside the writer: they may be large.
    async fn recheck(
        &self,
        member: &Member,
        year: Year,
        tables: Vec<FigureTable>,
    ) -> Result<Result<Rechecked, CallError>, CommandError> {
        let known = self.read(|records| bureau::received(records, &member.id, year))?;
        let checked = tokio::task::spawn_blocking(move || bureau::recheck(&known, tables)).await;
        let doubts = match checked.map_err(|_| CommandError::Stopped)? {
            Ok(checked) => return Ok(Ok(checked)),
            Err(doubts) => doubts,
        };
        for doubt in &doubts {
            let (flaw, measure) = (doubt.flaw.code(), doubt.table.measure.code());
            tracing::warn!(region = %member.id, %year, flaw, measure, codes = ?doubt.codes, "a table is not kept");
        }
        Ok(Err(CallError::BadAnswer("its figures do not add up, or give a secret cell away")))
    }

    /// Asks every region at the same time for a year's figures, also those whose figures are here: they may have
    /// released more since.
    pub(crate) async fn collect(&self, year: Year) -> Result<Collected, CommandError> {
        let mut visits = JoinSet::new();
        for member in self.read(bureau::members)? {
            let bureau = self.clone();
            visits.spawn(async move {
                let answer = bureau.collect_from(&member, year).await?;
                Ok::<_, CommandError>((member.id, answer))
            });
        }
        let mut collected = Collected::default();
        while let Some(visited) = visits.join_next().await {
            let (region, answer) = visited.map_err(|_| CommandError::Stopped)??;
            match answer {
                Ok(true) => collected.received.push(region),
                Ok(false) => collected.not_released.push(region),
                Err(_) => collected.unreachable.push(region),
            }
        }
        collected.received.sort();
        collected.not_released.sort();
        collected.unreachable.sort();
        Ok(collected)
    }

    async fn collect_from(
        &self,
        member: &Member,
        year: Year,
    ) -> Result<Result<bool, CallError>, CommandError> {
        let Some(mut client) = self.regions().client(member) else {
            return Ok(Err(CallError::BadAnswer("its address is none")));
        };
        let answer = self.ask(member, &mut client, year).await?;
        self.regions().note(&member.id, &answer.clone().map(|_| ()));
        let are_here = self.read(|records| bureau::has_figures(records, &member.id, year))?;
        Ok(if are_here { Ok(true) } else { answer })
    }
}

/// A hand-over of its own each time: a region knows by the content whether it has it already.
fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// What a region still has to be told or asked. What it acknowledged before this process, or its last absence,
/// is handed over once more: it may have come back from a copy of last week.
fn pending(records: &dyn Records, region: &RegionId, confirmed: &Confirmed) -> Result<Pending, Fault> {
    let mut pending = Pending::default();
    for published in bureau::area_lists(records)? {
        if confirmed.of(published.year).area_list_version < published.version {
            pending.lists.extend(bureau::area_list(records, published.year, region)?);
        }
    }
    for rate in rate::rates(records)? {
        if confirmed.of(rate.year).rate_version < rate.version {
            pending.rates.push(rate);
        }
    }
    for year in bureau::asked_years(records)? {
        if !bureau::has_figures(records, region, year)? {
            pending.figures.push(year);
        }
    }
    Ok(pending)
}
