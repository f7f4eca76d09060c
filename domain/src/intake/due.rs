//! What is due when, and what is late.

use super::{DraftState, drafts_after, receipt};
use crate::fund;
use crate::opaque::opaque_debug;
use crate::project::{self, Application, Stage, round};
use crate::records::{Fault, Records};
use crate::rules::YearRules;
use crate::terms::{Date, Year};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// The applicant completes the application.
    Completion,
    /// The fund answers a standard request.
    Answer,
    /// The fund sends the receipt and the day of the meeting.
    Receipt,
    /// The round is decided.
    Decision,
}

impl Duty {
    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Answer => "answer",
            Self::Receipt => "receipt",
            Self::Decision => "decision",
        }
    }
}

/// Something that is due.
#[derive(Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day for it.
    pub on: Date,
    /// What.
    pub duty: Duty,
    /// The number of the application or draft.
    pub of: String,
    /// The day on which it was done, if it was.
    pub done_on: Option<Date>,
    /// Whether it was done after that day, or is not done and the day has passed.
    pub late: bool,
}

opaque_debug!(Due);

/// All that is due for a fund year, seen from `today`, the earliest first.
///
/// # Errors
/// [`Fault`] from the store.
pub fn list(records: &dyn Records, year: Year, today: Date) -> Result<Vec<Due>, Fault> {
    let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
    let Some(rules) = rules else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for application in project::applications(records, year)? {
        found.extend(of_application(records, &rules, &application)?);
    }
    for draft in drafts_after(records, year, None, usize::MAX)? {
        if let DraftState::Incomplete { until: Some(until), .. } = draft.state {
            found.push((until, Duty::Completion, draft.id.to_string(), None));
        }
    }
    let seen = |(on, duty, of, done_on): (Date, Duty, String, Option<Date>)| {
        let late = done_on.unwrap_or(today) > on;
        Due { on, duty, of, done_on, late }
    };
    let mut due: Vec<_> = found.into_iter().map(seen).collect();
    due.sort_by(|one, other| (one.on, one.duty, &one.of).cmp(&(other.on, other.duty, &other.of)));
    Ok(due)
}

type Found = (Date, Duty, String, Option<Date>);

fn of_application(
    records: &dyn Records,
    rules: &YearRules,
    application: &Application,
) -> Result<Vec<Found>, Fault> {
    let form = &application.form;
    let own = &rules.application;
    let answered = match &application.stage {
        Stage::Excluded { .. } => Some(form.received_on),
        Stage::Withdrawn { on } => Some(*on),
        _ => application.decisions.first().map(|decision| decision.on),
    };
    let decided = if application.stage.is_open() { None } else { answered };
    let of = application.id.to_string();
    let mut found = Vec::new();
    let standard = own.answer.standard.contains(&form.kind);
    let days = if standard { own.answer.answered_within } else { own.answer.receipt_within };
    if let Some(on) = own.free_days.after(form.received_on, days).filter(|_| days > 0) {
        let received = receipt(records, application.id)?.map(|receipt| receipt.on);
        let done_on = if standard { decided } else { received.or(answered) };
        let duty = if standard { Duty::Answer } else { Duty::Receipt };
        found.push((on, duty, of.clone(), done_on));
    }
    if let Some(on) = round::decision_day(rules, form) {
        found.push((on, Duty::Decision, of, decided));
    }
    Ok(found)
}
