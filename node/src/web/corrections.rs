//! `/corrections`: what corrections of counts did, of both kinds and each by itself.

use super::sections::{self, Cell, Section, Table};
use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use wijkfonds_domain::count::effect::{self, CorrectionEffect, PotEffect};
use wijkfonds_domain::count::enrolled_effect::{self, Affected, EnrolledEffect, Standing};
use wijkfonds_domain::project::ApplicationId;
use wijkfonds_edge::page::Asked;

/// Practices on the page.
const MOST_PRACTICES: usize = 500;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let (words, asked_year) = (Words(asked.language), asked.year()?);
    let (years, insured, enrolled) = fund.read(|records| {
        let years = Years::read(records, asked_year)?;
        let Some(year) = years.shown else { return Ok((years, None, Vec::new())) };
        let mut enrolled = Vec::new();
        for effects in enrolled_effect::corrections_after(records, year, None, MOST_PRACTICES)? {
            let Some(last) = effects.last() else { continue };
            let affected = enrolled_effect::affected(records, year, &last.practice)?;
            enrolled.push((effects, affected));
        }
        Ok((years, effect::of_last_correction(records, year)?, enrolled))
    })?;
    let pots = ["column-pot", "#column-difference", "#column-free", "#column-reserve", "#column-shortfall"];
    let practices = [
        "column-practice",
        "column-reference-date",
        "#column-version",
        "#column-patients-before",
        "#column-patients-after",
        "column-eligible-before",
        "column-eligible-after",
        "#column-maximum-before",
        "#column-maximum-after",
        "column-reason",
        "column-affected",
    ];
    let said = insured.as_ref().map(|effect| corrected(words, effect));
    let insured = insured.map(|effect| effect.pots).unwrap_or_default();
    let insured = insured.into_iter().map(|pot| pot_row(words, pot)).collect();
    let enrolled =
        enrolled.into_iter().flat_map(|(effects, affected)| practice_rows(words, effects, affected));
    let sections = vec![
        Section {
            heading: words.of("heading-corrections-insured"),
            paragraphs: said.into_iter().collect(),
            table: Some(Table::new(words, "insured", "corrections-insured-caption", &pots, insured)),
        },
        Section {
            heading: words.of("heading-corrections-enrolled"),
            paragraphs: vec![words.of("explain-corrections-enrolled")],
            table: Some(Table::new(
                words,
                "enrolled",
                "corrections-enrolled-caption",
                &practices,
                enrolled.collect(),
            )),
        },
    ];
    sections::page(words, words.of("title-corrections"), "/corrections", years, sections)
}

fn corrected(words: Words, effect: &CorrectionEffect) -> String {
    let facts = [
        ("quarter", effect.quarter.get().to_string()),
        ("version", effect.version.to_string()),
        ("reason", effect.reason.clone()),
    ];
    words.sentence("explain-corrections-insured", &facts)
}

fn pot_row(words: Words, pot: PotEffect) -> Vec<Cell> {
    let name = pot.pot.map_or_else(|| words.of("column-reserve"), |pot| words.pot(&pot));
    let amounts = [pot.difference, pot.free, pot.reserve, pot.shortfall];
    std::iter::once(name.into()).chain(amounts.map(|cents| words.euros(&cents).into())).collect()
}

fn practice_rows(words: Words, effects: Vec<EnrolledEffect>, affected: Option<Affected>) -> Vec<Vec<Cell>> {
    let last = effects.len().saturating_sub(1);
    let row = |(index, effect): (usize, EnrolledEffect)| {
        let patients = |standing: &Standing| words.whole(&standing.patients.fraction().rounded_down()).into();
        let eligible = |standing: &Standing| match standing.eligible {
            Some(true) => words.of("yes").into(),
            Some(false) => words.of("no").into(),
            None => Cell::default(),
        };
        let cap = |standing: &Standing| standing.cap.map(|cap| words.euros(&cap)).unwrap_or_default().into();
        let affected = affected.as_ref().filter(|_| index == last).map(|found| said(words, found));
        let EnrolledEffect { practice, reference_date, version, reason, before, after, .. } = effect;
        vec![
            practice.as_str().to_owned().into(),
            words.day(&reference_date).into(),
            words.small(&version).into(),
            patients(&before),
            patients(&after),
            eligible(&before),
            eligible(&after),
            cap(&before),
            cap(&after),
            reason.into(),
            affected.unwrap_or_default().into(),
        ]
    };
    effects.into_iter().enumerate().map(row).collect()
}

/// What stands of the applications, in sentences; nothing where all stands as it did.
fn said(words: Words, affected: &Affected) -> String {
    let ids = |key: &str, ids: &[ApplicationId]| {
        let listed = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        (!ids.is_empty()).then(|| words.with(key, "applications", &listed))
    };
    let above = affected.above_cap.is_positive().then(|| {
        let facts =
            [("granted", words.euros(&affected.granted)), ("above", words.euros(&affected.above_cap))];
        words.sentence("affected-above-maximum", &facts)
    });
    let sentences = [
        ids("affected-let-in", &affected.let_in_now),
        ids("affected-not-eligible", &affected.not_eligible_now),
        above,
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
