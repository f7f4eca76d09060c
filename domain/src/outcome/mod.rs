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
    /// Whether another record on the same indicator points in another direction.
    pub contradicted: bool,
}

opaque_debug!(Listed);

const OUTCOMES: Table<OutcomeRecord> = Table::new("outcome");

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
    let mut directions: BTreeMap<_, BTreeSet<Direction>> = BTreeMap::new();
    for record in &all {
        directions.entry(record.indicator_key()).or_default().insert(record.direction);
    }
    let wanted = all.into_iter().filter(|record| of.is_none_or(|id| record.application == Some(id)));
    let listed = wanted.map(|record| {
        let contradicted = directions.get(&record.indicator_key()).is_some_and(|found| found.len() > 1);
        let (record, withheld) = shown(record);
        Listed { record, withheld, contradicted }
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
    let Event::Recorded { record } = event;
    OUTCOMES.put(records, format_args!("{:010}", record.number), record)
}
