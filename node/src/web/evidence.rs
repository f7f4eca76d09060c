//! `/evidence`: evaluations that are awaited or wait to be judged, and what projects have shown.

use super::sections::{self, Cell, Section, Table};
use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use wijkfonds_domain::outcome::{self, Hundredths, Listed, OutcomeRecord, Unit};
use wijkfonds_domain::project::duty::{self, Overdue};
use wijkfonds_domain::project::{self, Application, Stage};
use wijkfonds_domain::terms::Cents;
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let (words, today, asked_year) = (Words(asked.language), fund.today(), asked.year()?);
    let (years, waiting, overdue, outcomes) = fund.read(|records| {
        let years = Years::read(records, asked_year)?;
        let of_year = years.shown.map(|year| project::applications(records, year)).transpose()?;
        let mut waiting = of_year.unwrap_or_default();
        waiting.retain(|application| matches!(application.stage, Stage::EvaluationIn));
        let mut overdue = duty::overdue(records, today)?;
        overdue.retain(|one| years.shown == Some(one.application.year));
        Ok((years, waiting, overdue, outcome::listing(records, None)?))
    })?;
    let judged = ["column-application", "column-title", "column-received-on"];
    let awaited = ["column-application", "column-due-on", "column-sent-back"];
    let results = [
        "#column-number",
        "column-aim",
        "column-indicator",
        "column-direction",
        "#column-before",
        "#column-after",
        "#column-effect",
        "#column-n",
        "column-comparison",
        "column-significance",
        "column-source",
        "column-remarks",
    ];
    let waiting = waiting.iter().map(|application| waiting_row(words, application)).collect();
    let overdue = overdue.into_iter().map(|overdue| overdue_row(words, overdue)).collect();
    let outcomes = outcomes.into_iter().map(|listed| outcome_row(words, listed)).collect();
    let table = |id, caption, columns, rows| Some(Table::new(words, id, caption, columns, rows));
    let sections = vec![
        Section {
            heading: words.of("heading-evaluations-waiting"),
            paragraphs: Vec::new(),
            table: table("waiting", "evaluations-waiting-caption", &judged, waiting),
        },
        Section {
            heading: words.of("heading-evaluations-overdue"),
            paragraphs: vec![words.with("explain-evaluations-overdue", "day", &words.day(&today))],
            table: table("overdue", "evaluations-overdue-caption", &awaited, overdue),
        },
        Section {
            heading: words.of("heading-outcomes"),
            paragraphs: vec![words.of("explain-outcomes")],
            table: table("outcomes", "outcomes-caption", &results, outcomes),
        },
    ];
    sections::page(words, words.of("title-evidence"), "/evidence", years, sections)
}

fn waiting_row(words: Words, application: &Application) -> Vec<Cell> {
    let received = application.evaluations.last().map(|evaluation| words.day(&evaluation.form.received_on));
    let title = application.form.title.clone();
    vec![Cell::application(application.id), title.into(), received.unwrap_or_default().into()]
}

fn overdue_row(words: Words, overdue: Overdue) -> Vec<Cell> {
    let sent_back = words.of(if overdue.sent_back { "yes" } else { "no" });
    vec![Cell::application(overdue.application), words.day(&overdue.last_day).into(), sent_back.into()]
}

fn outcome_row(words: Words, listed: Listed) -> Vec<Cell> {
    let remarks = remarks(words, &listed);
    let Listed { record, withheld, .. } = listed;
    let value = |value: Option<Hundredths>| match value {
        // what is withheld is a word, and so is not taken for nothing
        None if withheld => Cell::withheld(words),
        None => Cell::default(),
        Some(value) => written(words, &record, value).into(),
    };
    let word = |list: &str, code: &str| Cell::from(words.of(&format!("{list}-{}", code.replace('_', "-"))));
    let [before, after, effect] = [record.baseline, record.follow_up, record.effect].map(value);
    vec![
        record.number.to_string().into(),
        word("aim", record.aim.code()),
        record.indicator.clone().into(),
        word("direction", record.direction.code()),
        before,
        after,
        effect,
        words.whole(&record.n).into(),
        word("comparison", record.comparison.code()),
        word("significance", record.significance.code()),
        record.source.clone().into(),
        remarks.into(),
    ]
}

fn remarks(words: Words, listed: &Listed) -> String {
    let contradicted = listed.contradicted.then(|| words.of("outcome-contradicted"));
    let withheld = listed.withheld.then(|| words.of("outcome-withheld"));
    let corrected =
        listed.corrected_by.map(|number| words.with("outcome-corrected-by", "number", &number.to_string()));
    let corrects = listed.corrects.as_ref().map(|correction| {
        let facts = [("number", correction.of.to_string()), ("reason", correction.reason.clone())];
        words.sentence("outcome-corrects", &facts)
    });
    let all = [contradicted, withheld, corrected, corrects];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A value with its unit.
fn written(words: Words, record: &OutcomeRecord, Hundredths(value): Hundredths) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let number = format!("{sign}{}", words.many_hundredths(value.unsigned_abs()));
    match record.unit {
        Unit::Percentage => words.with("value-percentage", "value", &number),
        Unit::Euros => words.euros(&Cents::new(value)),
        Unit::Count | Unit::Score => number,
    }
}
