//! What a practice's maximum is made of.

use super::filling::rule_line;
use super::{Because, Line};
use crate::count::enrolled::Practice;
use crate::count::gp::{self, GpCounts};
use crate::project::ProjectKind;
use crate::project::cap::{self, Earlier};
use crate::records::{Fault, Records};
use crate::rules::{CapPart, FundRules, YearRules};
use crate::terms::{Cents, Overflow, Year};

/// Whose maximum is explained, and by which rules.
pub(super) struct Whose<'a> {
    pub(super) document: &'a FundRules,
    pub(super) rules: &'a YearRules,
    pub(super) practice: &'a Practice,
    pub(super) year: Year,
    pub(super) kind: ProjectKind,
}

/// The maximum for one more project of a kind, part by part, with what the practice has of it already.
pub(super) fn lines(records: &dyn Records, whose: &Whose<'_>, earlier: &Earlier) -> Result<Vec<Line>, Fault> {
    let Whose { document, rules, practice, year, kind } = whose;
    let rule = rule_line(document, "cap", *year);
    let left = cap::left(records, rules, practice, *year, *kind, earlier)?;
    let Some(left) = left else {
        return Ok(vec![Line::of(Because::CapNone).with("project_kind", kind.code()), rule]);
    };
    let gps = gp::of_practice(records, *year, &practice.agb)?;
    let overview = Line::of(Because::Overview)
        .with("count_day", practice.reference_date)
        .with("source", &practice.source);
    let mut lines = vec![rule, overview];
    for part in rules.cap.iter().filter(|part| part.holds_for(*kind)) {
        lines.push(self::part(rules, part, practice, gps.as_ref()).map_err(Fault::new)?);
    }
    let claimed = Cents::sum(earlier.claimed.values().copied()).map_err(Fault::new)?;
    if claimed.is_positive() {
        lines.push(Line::of(Because::CapClaimed).with("part_euros", claimed));
    }
    lines.push(Line::of(Because::CapLeft).with("left_euros", left));
    Ok(lines)
}

fn part(
    rules: &YearRules,
    part: &CapPart,
    practice: &Practice,
    gps: Option<&GpCounts>,
) -> Result<Line, Overflow> {
    let worth = cap::worth(rules, part, practice, gps)?;
    let norm = |because, rate: &Cents| {
        let counted = practice.norm_practices(rules.norm_practice);
        Line::of(because)
            .with("rate_euros", rate)
            .with("norm_number", rules.norm_practice)
            .with("population_number", practice.population)
            .with("counted_number", counted)
    };
    let line = match part {
        CapPart::ForKinds { part, .. } => return self::part(rules, part, practice, gps),
        CapPart::Fixed { .. } => Line::of(Because::CapFixed),
        CapPart::PerPatient { cents, entitled } => {
            let (patients, population) = (practice.patients_exactly(), practice.population_exactly());
            let because = if entitled.admits(patients, population) {
                Because::CapPerPatient
            } else {
                Because::CapNotEntitled
            };
            Line::of(because)
                .with("rate_euros", cents)
                .with("patients_number", practice.patients())
                .with("population_number", practice.population)
        }
        CapPart::PerGp { cents, entitled } => {
            let gps = gps.map(|counts| counts.gps.as_slice()).unwrap_or_default();
            let entitled = || gps.iter().filter(|gp| entitled.admits(gp.patients, gp.population));
            Line::of(Because::CapPerGp)
                .with("gps_number", entitled().count())
                .with("rate_euros", cents)
                .with("patients_number", entitled().map(|gp| gp.patients).sum::<u64>())
        }
        CapPart::PerNormPractice { cents, at_least, at_most } => norm(Because::CapPerNormPractice, cents)
            .with("least_number", at_least)
            .with("most_number", at_most),
        CapPart::HoursPerNormPractice { cents_per_hour, hours } => {
            norm(Because::CapHours, cents_per_hour).with("hours_number", hours)
        }
    };
    Ok(line.with("result_euros", worth))
}
