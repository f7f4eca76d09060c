//! The fund year, step by step, in the order in which it really goes.

use super::bureau::BureauDesk;
use super::data::Demonstration;
use super::folder::{Folder, FolderError};
use super::processes::Federation;
use super::region::RegionDesk;
use super::summary::{Figures, RegionFigures, Summary};
use crate::insurer::{Pulled, pull};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tonic::Status;
use wijkfonds_domain::terms::RegionId;
use wijkfonds_proto::border::CallError;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::ClientTls;

/// Why a step of the year fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("refused: {}", .0.message())]
    Refused(Box<Status>),
    #[error("region {region}, {step}: {cause}")]
    Region { region: RegionId, step: String, cause: Box<StepError> },
    #[error("{file}, line {line}, {field}: {sentence}")]
    File { file: String, line: u64, field: String, sentence: String },
    #[error("not acknowledged by {0}")]
    NotAcknowledged(String),
    #[error("an application was kept out by {found}, where {expected} was meant")]
    OtherRule { expected: String, found: String },
    #[error("figures were not received from {0}")]
    NotReceived(String),
    #[error("insurer {uzovi}: {cause}")]
    Insurer { uzovi: String, cause: CallError },
    #[error("insurer {uzovi}: no statements from {regions}")]
    StatementsMissing { uzovi: String, regions: String },
    #[error("{0}")]
    Rules(String),
    #[error("an amount does not fit in 64 bits of cents")]
    DoesNotFit,
    #[error("a region's work was interrupted")]
    Interrupted,
}

impl From<Status> for StepError {
    fn from(status: Status) -> Self {
        Self::Refused(Box::new(status))
    }
}

/// Runs the year, or what is left of it, and gives its figures.
///
/// # Errors
/// [`StepError`]: the first step that failed.
pub(super) async fn run(
    federation: &Federation,
    folder: &Folder,
    data: &Arc<Demonstration>,
    say: fn(&str),
) -> Result<Summary, StepError> {
    let mut bureau = BureauDesk::open(folder, federation, data.year)?;
    let mut desks = desks(federation, folder, data)?;
    if !folder.year_is_through_file().exists() {
        prepare(&mut desks, data, say).await?;
        bureau.publish(federation, data).await?;
        say("the bureau has published the area list and the rate of EUR 5.92 for 2018 (source: ZN)");
        let regions = bureau.acknowledged().await?;
        say(&format!("{} of {} regions have acknowledged them", regions.len(), data.regions.len()));
        desks = work(desks, data, say).await?;
        mark_through(folder)?;
    } else {
        // addresses may have changed, and regions that were away get what they missed
        bureau.publish(federation, data).await?;
        say("the year is through already: going on from what is there");
    }
    let acknowledged = bureau.acknowledged().await?;
    let collected = bureau.collect().await?;
    if !collected.unreachable.is_empty() || !collected.not_released.is_empty() {
        let missing: Vec<_> = [collected.unreachable, collected.not_released].concat();
        return Err(StepError::NotReceived(missing.join(", ")));
    }
    say(&format!("the bureau has the released figures of {} regions", collected.received.len()));
    let pulled = pull_statements(federation, folder, data).await?;
    say(&format!("{} insurers have pulled their statements", data.insurers.len()));

    let mut regions = BTreeMap::new();
    for (region, desk) in &mut desks {
        regions.insert(region.clone(), desk.figures().await?);
    }
    let (national, published) = bureau.national().await?;
    let figures = Figures::add_up(data, &regions, &acknowledged, &collected.received, &national, &pulled)?;
    Ok(Summary { figures, regions, published, national })
}

fn desks(
    federation: &Federation,
    folder: &Folder,
    data: &Demonstration,
) -> Result<BTreeMap<RegionId, RegionDesk>, StepError> {
    let mut desks = BTreeMap::new();
    for region in &data.regions {
        if let Some(node) = federation.nodes.get(&region.id) {
            desks.insert(region.id.clone(), RegionDesk::open(folder, node, &region.id, data.year)?);
        }
    }
    Ok(desks)
}

/// Each board adopts its rules and lists the insurers.
async fn prepare(
    desks: &mut BTreeMap<RegionId, RegionDesk>,
    data: &Demonstration,
    say: fn(&str),
) -> Result<(), StepError> {
    for plan in &data.regions {
        let Some(desk) = desks.get_mut(&plan.id) else { continue };
        desk.prepare(plan, &data.insurers).await?;
    }
    say("every board has adopted its rules and listed the insurers");
    Ok(())
}

/// All regions go through their year at the same time.
async fn work(
    mut desks: BTreeMap<RegionId, RegionDesk>,
    data: &Arc<Demonstration>,
    say: fn(&str),
) -> Result<BTreeMap<RegionId, RegionDesk>, StepError> {
    let steps = Arc::new(AtomicU64::new(0));
    let mut regions = JoinSet::new();
    for (place, plan) in data.regions.iter().enumerate() {
        let Some(mut desk) = desks.remove(&plan.id) else { continue };
        let (data, steps) = (Arc::clone(data), Arc::clone(&steps));
        regions.spawn(async move {
            let plan = &data.regions[place];
            desk.year(plan, &steps).await?;
            Ok::<_, StepError>((plan.id.clone(), desk))
        });
    }
    let total = regions.len();
    let mut done = BTreeMap::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(2));
    while done.len() < total {
        tokio::select! {
            Some(region) = regions.join_next() => {
                let (region, desk) = region.map_err(|_| StepError::Interrupted)??;
                say(&format!("region {region} has closed its year and released its figures ({} of {total})", done.len() + 1));
                done.insert(region, desk);
            }
            _ = ticks.tick() => say(&format!("{} steps done", steps.load(Ordering::Relaxed))),
        }
    }
    Ok(done)
}

async fn pull_statements(
    federation: &Federation,
    folder: &Folder,
    data: &Demonstration,
) -> Result<Vec<Pulled>, StepError> {
    let mut all = Vec::new();
    for insurer in &data.insurers {
        let credentials = folder.credentials(&Identity::Insurer(insurer.uzovi.clone()))?;
        let pulled =
            pull(&federation.coordinator.border, &ClientTls::new(&credentials), &insurer.uzovi, data.year)
                .await;
        let uzovi = insurer.uzovi.to_string();
        let pulled = pulled.map_err(|cause| StepError::Insurer { uzovi: uzovi.clone(), cause })?;
        if pulled.is_partial() {
            let regions: Vec<_> =
                pulled.missing.iter().map(|(region, why)| format!("{region} ({why})")).collect();
            return Err(StepError::StatementsMissing { uzovi, regions: regions.join(", ") });
        }
        all.push(pulled);
    }
    Ok(all)
}

fn mark_through(folder: &Folder) -> Result<(), StepError> {
    let file = folder.year_is_through_file();
    let fault = |cause| StepError::Folder(FolderError::File { file: file.clone(), cause });
    std::fs::write(&file, "All regions have closed 2018 and released its figures.\n").map_err(fault)
}

/// What a region's own staff see of their year.
pub(super) type Regions = BTreeMap<RegionId, RegionFigures>;
