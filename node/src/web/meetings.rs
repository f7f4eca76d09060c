//! `/meetings`: the meetings of the committee and the conditions of grants that are not met. `/meeting/<number>`: one
//! meeting with its agenda, its votes and its minutes.

use super::sections::{self, Cell, Section, Table};
use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use wijkfonds_domain::committee::{self, Choice, Item, Minutes, OpenCondition};
use wijkfonds_domain::project::{ApplicationId, Outcome};
use wijkfonds_domain::terms::Date;
use wijkfonds_edge::messages;
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let (words, today, asked_year) = (Words(asked.language), fund.today(), asked.year()?);
    let (years, meetings, open) = fund.read(|records| {
        let years = Years::read(records, asked_year)?;
        let open = years.shown.map(|year| committee::open_conditions(records, year)).transpose()?;
        let mut minutes = Vec::new();
        for meeting in committee::meetings(records)?.iter().rev() {
            minutes.extend(committee::minutes(records, meeting.number)?);
        }
        Ok((years, minutes, open.unwrap_or_default()))
    })?;
    let columns = [
        "#column-number",
        "column-day",
        "#column-on-agenda",
        "#column-voted-on",
        "#column-waiting-for-board",
    ];
    let conditions =
        ["column-application", "column-condition", "column-due-on", "column-holds-back", "column-late"];
    let rows = meetings.iter().map(|minutes| meeting_row(words, minutes)).collect();
    let open = open.into_iter().map(|open| condition_row(words, open, today)).collect();
    let sections = vec![
        Section {
            heading: words.of("heading-open-conditions"),
            paragraphs: vec![words.with("explain-open-conditions", "day", &words.day(&today))],
            table: Some(Table::new(words, "conditions", "conditions-caption", &conditions, open)),
        },
        Section {
            heading: words.of("title-meetings"),
            paragraphs: Vec::new(),
            table: Some(Table::new(words, "meetings", "meetings-caption", &columns, rows)),
        },
    ];
    sections::page(words, words.of("title-meetings"), "/meetings", years, sections)
}

fn meeting_row(words: Words, minutes: &Minutes) -> Vec<Cell> {
    let number = minutes.meeting.number;
    let voted = minutes.items.iter().filter(|(_, item)| item.is_some()).count();
    let waiting = minutes.board.values().filter(|ruling| ruling.is_none()).count();
    let count = |count: usize| Cell::from(words.whole(&(count as u64)));
    vec![
        Cell::link(number.to_string(), format!("/meeting/{number}")),
        words.day(&minutes.meeting.on).into(),
        count(minutes.items.len()),
        count(voted),
        count(waiting),
    ]
}

fn condition_row(words: Words, open: OpenCondition, today: Date) -> Vec<Cell> {
    let late = if open.is_overdue(today) { words.of("late") } else { String::new() };
    let holds_back = words.of(if open.condition.holds_back { "yes" } else { "no" });
    vec![
        Cell::application(open.application),
        open.condition.text.into(),
        words.day(&open.condition.due).into(),
        holds_back.into(),
        late.into(),
    ]
}

pub(super) fn meeting(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let number: u32 = asked.path_after("/meeting/").parse().map_err(|_| NoPage::NotFound)?;
    let words = Words(asked.language);
    let minutes = fund.read(|records| committee::minutes(records, number))?.ok_or(NoPage::NotFound)?;
    let written = messages::minutes(words.0, &minutes).map_err(|_| NoPage::Fault)?;
    let agenda = minutes.items.iter().map(|(id, item)| agenda_row(words, &minutes, *id, item.as_ref()));
    let columns = [
        "column-application",
        "#column-votes-for",
        "#column-votes-against",
        "#column-abstained",
        "#column-with-stake",
        "column-outcome",
        "column-of-board",
    ];
    let sections = vec![
        Section {
            heading: words.of("heading-agenda"),
            paragraphs: Vec::new(),
            table: Some(Table::new(words, "agenda", "agenda-caption", &columns, agenda.collect())),
        },
        Section {
            heading: words.of("heading-minutes"),
            paragraphs: written.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            table: None,
        },
    ];
    let title = words.with("title-meeting", "number", &number.to_string());
    sections::page(words, title, "/meetings", Years::none(), sections)
}

fn agenda_row(words: Words, minutes: &Minutes, id: ApplicationId, item: Option<&Item>) -> Vec<Cell> {
    let Some(item) = item else {
        let empty = || Cell::default();
        return vec![
            Cell::application(id),
            empty(),
            empty(),
            empty(),
            empty(),
            words.of("not-voted-on").into(),
        ];
    };
    let count = |count: usize| Cell::from(words.whole(&(count as u64)));
    let outcome = |outcome: &Outcome| {
        words.of(match outcome {
            Outcome::Grant(_) => "outcome-grant",
            Outcome::Refuse => "outcome-refuse",
            Outcome::Defer => "outcome-defer",
        })
    };
    let board = match minutes.board.get(&id) {
        None => String::new(),
        Some(None) => words.of("board-waits"),
        Some(Some(ruling)) => {
            let facts = [("day", words.day(&ruling.on)), ("outcome", outcome(&ruling.resolution.outcome))];
            words.sentence("board-ruled", &facts)
        }
    };
    vec![
        Cell::application(id),
        count(item.count(Choice::For)),
        count(item.count(Choice::Against)),
        count(item.count(Choice::Abstain)),
        count(item.interests.len()),
        outcome(&item.resolution.outcome).into(),
        board.into(),
    ]
}
