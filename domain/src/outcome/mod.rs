//! What projects have shown: one record per indicator and source, as the source has it.
//!
//! Records are listed, never added up or averaged. Results that show no effect, or one for the worse, stand among the
//! rest, and results that contradict each other stand side by side and say that they do.

mod command;
mod record;
mod refusal;

pub use command::{Command, Event};
pub use record::{Aim, Comparison, Direction, Hundredths, OutcomeRecord, Significance, Unit};
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::records::{Fault, Records, RecordsMut, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Percentages of fewer people than this are withheld in every listing.
pub const LEAST_SHOWN: u64 = 10;

/// A record as it is listed.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record, without what is withheld.
    pub record: OutcomeRecord,
    /// Whether its percentages are withheld because too few people were measured.
    pub withheld: bool,
    /// Whether another record on the same indicator points in another direction, corrected ones apart.
    pub contradicted: bool,
    /// The record that took its place, if it was wrong.
    pub corrected_by: Option<u32>,
    /// The wrong record in whose place it is, and what was wrong.
    pub corrects: Option<Correction>,
}

/// In whose place a record is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The number of the wrong record.
    pub of: u32,
    /// What was wrong.
    pub reason: String,
}

opaque_debug!(Listed, Correction);

const OUTCOMES: Table<OutcomeRecord> = Table::new("outcome");
/// By the number of the record that corrects.
const CORRECTIONS: Table<Correction> = Table::new("outcome-correction");
/// By the number of the record that was wrong.
const CORRECTED: Table<u32> = Table::new("outcome-corrected");

/// Numbers as keys sort as numbers.
fn key(number: u32) -> String {
    format!("{number:010}")
}

/// A record by number.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn record(records: &dyn Records, number: u32) -> Result<Option<OutcomeRecord>, Fault> {
    OUTCOMES.get(records, key(number))
}

/// The number of the record that took the place of another.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn corrected_by(records: &dyn Records, number: u32) -> Result<Option<u32>, Fault> {
    CORRECTED.get(records, key(number))
}

/// How many records there are.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn count(records: &dyn Records) -> Result<usize, Fault> {
    Ok(OUTCOMES.under(records, "")?.len())
}

/// The records by aim, then indicator, then number, so that all results on one indicator stand together; those of one
/// project when it is given, still with what contradicts them elsewhere.
///
/// # Errors
/// [`Fault`] from the store.
pub fn listing(records: &dyn Records, of: Option<ApplicationId>) -> Result<Vec<Listed>, Fault> {
    let all: Vec<_> = OUTCOMES.under(records, "")?.into_iter().map(|(_, record)| record).collect();
    let corrected: BTreeMap<_, _> = CORRECTED.under(records, "")?.into_iter().collect();
    let mut corrections: BTreeMap<_, _> = CORRECTIONS.under(records, "")?.into_iter().collect();
    let stands = |record: &OutcomeRecord| !corrected.contains_key(&key(record.number));
    let mut directions: BTreeMap<_, BTreeSet<Direction>> = BTreeMap::new();
    for record in all.iter().filter(|record| stands(record)) {
        directions.entry(record.indicator_key()).or_default().insert(record.direction);
    }
    let wanted = all.into_iter().filter(|record| of.is_none_or(|id| record.application == Some(id)));
    let listed = wanted.map(|record| {
        let directions = directions.get(&record.indicator_key());
        let contradicted = stands(&record) && directions.is_some_and(|found| found.len() > 1);
        let corrected_by = corrected.get(&key(record.number)).copied();
        let corrects = corrections.remove(&key(record.number));
        let (record, withheld) = shown(record);
        Listed { record, withheld, contradicted, corrected_by, corrects }
    });
    let mut listed: Vec<_> = listed.collect();
    listed.sort_by_cached_key(|one| (one.record.aim, one.record.indicator_key(), one.record.number));
    Ok(listed)
}

/// A record without the percentages of too few people, and whether any were taken out.
fn shown(mut record: OutcomeRecord) -> (OutcomeRecord, bool) {
    if record.unit != Unit::Percentage || record.n >= LEAST_SHOWN {
        return (record, false);
    }
    let values = [record.baseline.take(), record.follow_up.take(), record.effect.take()];
    (record, values.iter().any(Option::is_some))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::Recorded { record } => OUTCOMES.put(records, key(record.number), record),
        Event::Corrected { corrects, record, reason } => {
            let correction = Correction { of: *corrects, reason: reason.clone() };
            CORRECTIONS.put(records, key(record.number), &correction)?;
            CORRECTED.put(records, key(*corrects), &record.number)?;
            OUTCOMES.put(records, key(record.number), record)
        }
    }
}
