//! Results between messages and domain words.

use crate::office::errors::Refused;
use crate::office::forms;
use wijkfonds_domain::outcome::{
    Aim, Comparison, Direction, Hundredths, Listed, OutcomeRecord, Significance, Unit,
};
use wijkfonds_proto::region::{ListedOutcome, Outcome};

/// Characters in a text of a result, as the domain has it.
const RESULT: usize = 500;

pub(super) fn record(asked: Outcome) -> Result<OutcomeRecord, Refused> {
    let application = if asked.id.is_empty() { None } else { Some(forms::id(&asked.id)?) };
    Ok(OutcomeRecord {
        number: 0,
        recorded_on: forms::day(&asked.recorded_on, "outcome.recorded_on")?,
        application,
        indicator: forms::text(asked.indicator, RESULT, "outcome.indicator")?,
        aim: Aim::from_code(&asked.aim).ok_or(Refused::Field("outcome.aim"))?,
        unit: Unit::from_code(&asked.unit).ok_or(Refused::Field("outcome.unit"))?,
        instrument: forms::text(asked.instrument, RESULT, "outcome.instrument")?,
        population: forms::text(asked.population, RESULT, "outcome.population")?,
        n: asked.n,
        baseline: asked.baseline_hundredths.map(Hundredths),
        follow_up: asked.follow_up_hundredths.map(Hundredths),
        comparison: Comparison::from_code(&asked.comparison).ok_or(Refused::Field("outcome.comparison"))?,
        direction: Direction::from_code(&asked.direction).ok_or(Refused::Field("outcome.direction"))?,
        effect: asked.effect_hundredths.map(Hundredths),
        significance: Significance::from_code(&asked.significance)
            .ok_or(Refused::Field("outcome.significance"))?,
        source: forms::text(asked.source, RESULT, "outcome.source")?,
    })
}

pub(super) fn listed(listed: Listed) -> ListedOutcome {
    let Listed { record, withheld, contradicted, corrected_by, corrects } = listed;
    let (corrects, correction_reason) =
        corrects.map_or((0, String::new()), |correction| (correction.of, correction.reason));
    let outcome = Outcome {
        number: record.number,
        recorded_on: record.recorded_on.to_string(),
        id: record.application.map(|id| id.to_string()).unwrap_or_default(),
        indicator: record.indicator,
        aim: record.aim.code().to_owned(),
        unit: record.unit.code().to_owned(),
        instrument: record.instrument,
        population: record.population,
        n: record.n,
        baseline_hundredths: record.baseline.map(|value| value.0),
        follow_up_hundredths: record.follow_up.map(|value| value.0),
        comparison: record.comparison.code().to_owned(),
        direction: record.direction.code().to_owned(),
        effect_hundredths: record.effect.map(|value| value.0),
        significance: record.significance.code().to_owned(),
        source: record.source,
    };
    ListedOutcome {
        outcome: Some(outcome),
        withheld,
        contradicted,
        corrected_by: corrected_by.unwrap_or_default(),
        corrects,
        correction_reason,
    }
}
