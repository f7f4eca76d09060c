//! `/due`: what is due for a year and what is late, and the drafts that are not applications yet.

use super::sections::{self, Cell, Section, Table};
use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use wijkfonds_domain::intake::due::{self, Due};
use wijkfonds_domain::intake::{Draft, DraftSearch, DraftState};
use wijkfonds_domain::terms::Date;
use wijkfonds_edge::page::Asked;

/// Drafts on the page.
const MOST_DRAFTS: usize = 500;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let (words, today, asked_year) = (Words(asked.language), fund.today(), asked.year()?);
    let (years, due, drafts) = fund.read(|records| {
        let years = Years::read(records, asked_year)?;
        let Some(year) = years.shown else { return Ok((years, Vec::new(), Vec::new())) };
        let mut due = due::list(records, year, today)?;
        // what is done in time needs nobody
        due.retain(|due| due.done_on.is_none() || due.late);
        let drafts = DraftSearch::default().drafts_after(records, year, None, MOST_DRAFTS)?;
        Ok((years, due, drafts))
    })?;
    let open = drafts.iter().filter(|draft| draft.state.is_open());
    let drafts = open.map(|draft| draft_row(words, draft, today)).collect();
    let due = due.into_iter().map(|due| due_row(words, due)).collect();
    let day = words.day(&today);
    let sections = vec![
        Section {
            heading: words.of("heading-due"),
            paragraphs: vec![words.with("explain-due", "day", &day)],
            table: Some(Table::new(
                words,
                "due",
                "due-caption",
                &["column-due-of", "column-duty", "column-due-on", "column-done-on", "column-late"],
                due,
            )),
        },
        Section {
            heading: words.of("heading-drafts"),
            paragraphs: vec![words.of("explain-drafts")],
            table: Some(Table::new(
                words,
                "drafts",
                "drafts-caption",
                &[
                    "column-draft",
                    "column-title",
                    "column-state",
                    "column-complete-by",
                    "column-missing",
                    "column-late",
                ],
                drafts,
            )),
        },
    ];
    sections::page(words, words.of("title-due"), "/due", years, sections)
}

fn due_row(words: Words, due: Due) -> Vec<Cell> {
    let of = match due.of.parse() {
        Ok(id) => Cell::application(id),
        Err(_) => due.of.into(),
    };
    let duty = words.of(&format!("duty-{}", due.duty.code()));
    let done_on = due.done_on.map(|day| words.day(&day)).unwrap_or_default();
    vec![of, duty.into(), words.day(&due.on).into(), done_on.into(), late(words, due.late)]
}

fn draft_row(words: Words, draft: &Draft, today: Date) -> Vec<Cell> {
    let complete_by = draft.complete_by().map(|day| words.day(&day)).unwrap_or_default();
    let missing = match &draft.state {
        DraftState::Incomplete { missing, .. } => {
            missing.iter().map(|missing| words.missing(missing)).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    vec![
        draft.id.to_string().into(),
        draft.form.title.clone().into(),
        words.of(&format!("draft-state-{}", draft.state.code())).into(),
        complete_by.into(),
        missing.into(),
        late(words, draft.is_late(today)),
    ]
}

fn late(words: Words, late: bool) -> Cell {
    if late { words.of("late").into() } else { Cell::default() }
}
