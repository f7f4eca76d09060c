//! Commands about what projects have shown.

use super::{Decided, Stop, project};
use crate::fund::Event;
use crate::outcome::{self, Command, Comparison, Direction, Hundredths, OutcomeRecord, Refusal, Unit};
use crate::person::length;
use crate::records::Records;

/// No value is further from nothing: a thousand million, in hundredths.
const LARGEST: i64 = 100_000_000_000;
/// Characters.
const LONGEST_REASON: usize = 8_000;

pub(super) fn decide(records: &dyn Records, command: &Command) -> Decided {
    match command {
        Command::Record(record) => {
            let record = accepted(records, record)?;
            Ok(vec![Event::Outcomes(outcome::Event::Recorded { record })])
        }
        Command::Correct { corrects, record, reason } => {
            if outcome::record(records, *corrects)?.is_none() {
                return Err(Refusal::UnknownOutcome { number: *corrects }.into());
            }
            if let Some(number) = outcome::corrected_by(records, *corrects)? {
                return Err(Refusal::CorrectedBefore { number }.into());
            }
            if reason.trim().is_empty() || length(reason) > LONGEST_REASON {
                return Err(Refusal::NoReason {}.into());
            }
            let record = accepted(records, record)?;
            let (corrects, reason) = (*corrects, reason.clone());
            Ok(vec![Event::Outcomes(outcome::Event::Corrected { corrects, record, reason })])
        }
    }
}

/// A result that is taken, with its number.
fn accepted(records: &dyn Records, record: &OutcomeRecord) -> Result<OutcomeRecord, Stop> {
    if let Some(id) = record.application {
        let found = project::application(records, id)?;
        let found = found.ok_or(Refusal::UnknownApplication { application: id })?;
        if !found.stage.is_grant() {
            return Err(Refusal::NotGranted { application: id }.into());
        }
    }
    check(record)?;
    let number = u32::try_from(outcome::count(records)?).unwrap_or(u32::MAX).saturating_add(1);
    Ok(OutcomeRecord { number, ..record.clone() })
}

/// Climbs the ladder: the texts, how many were measured, each value, then what the values say together.
fn check(record: &OutcomeRecord) -> Result<(), Refusal> {
    let OutcomeRecord { indicator, instrument, population, source, .. } = record;
    let texts = [indicator, instrument, population, source];
    for (text, field) in texts.into_iter().zip(["indicator", "instrument", "population", "source"]) {
        if text.trim().is_empty() || text.chars().count() > 500 {
            return Err(Refusal::BadText { field });
        }
    }
    if record.n == 0 {
        return Err(Refusal::NobodyMeasured {});
    }
    let (least, most) = match record.unit {
        Unit::Percentage => (0, 10_000),
        Unit::Count => (0, LARGEST),
        Unit::Euros | Unit::Score => (-LARGEST, LARGEST),
    };
    check_value("baseline", record.baseline, least, most)?;
    check_value("follow_up", record.follow_up, least, most)?;
    check_value("effect", record.effect, least - most, most - least)?;
    if let (Some(before), Some(after)) = (record.baseline, record.follow_up) {
        if record.comparison == Comparison::None {
            return Err(Refusal::NotCompared {});
        }
        // no overflow: both were found within the range above
        let difference = Hundredths(after.0 - before.0);
        let effect = record.effect.filter(|_| record.comparison == Comparison::BeforeAfter);
        if let Some(effect) = effect.filter(|effect| *effect != difference) {
            return Err(Refusal::EffectDiffers { effect, difference });
        }
    }
    let nothing = record.effect == Some(Hundredths(0));
    if nothing && record.direction != Direction::Unchanged {
        return Err(Refusal::DirectionWithoutEffect {});
    }
    Ok(())
}

fn check_value(field: &'static str, value: Option<Hundredths>, least: i64, most: i64) -> Result<(), Refusal> {
    let outside = value.filter(|Hundredths(value)| !(least..=most).contains(value));
    outside.map_or(Ok(()), |value| {
        Err(Refusal::OutOfRange { field, value, least: Hundredths(least), most: Hundredths(most) })
    })
}
