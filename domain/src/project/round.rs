//! The rounds of a year: when they open and end, and by when they are decided.

use super::ApplicationForm;
use crate::rules::{CountsFrom, MonthDay, Round, RoundEnd, YearRules};
use crate::terms::{Cents, Date, Year};

/// The first day on which applications for a year are taken; `None` when the calendar has no such day.
#[must_use]
pub fn opening_day(round: &Round, year: Year) -> Option<Date> {
    in_year(round.opens, year, round.opens_the_year_before)
}

/// The last day for a request of this amount: that of the last round, or of the year for an amount that is taken
/// all year.
#[must_use]
pub fn last_day(rules: &YearRules, year: Year, asked: Cents) -> Option<Date> {
    if rules.round.rolling_up_to.is_some_and(|most| asked <= most) {
        return Some(year.last_day());
    }
    ends(rules).last().and_then(|end| last_day_of(end, year))
}

/// The day of an application that is held against the last day.
#[must_use]
pub fn counted_day(rules: &YearRules, form: &ApplicationForm) -> Date {
    let first = form.details.as_ref().and_then(|details| details.first_received_on);
    match rules.application.completion.deadline {
        CountsFrom::Complete => form.received_on,
        CountsFrom::FirstReceipt => first.unwrap_or(form.received_on),
    }
}

/// The day by which an application is decided: that of the first round it is in time for. `None` where the rules
/// state no such day, and for an amount that is taken all year.
#[must_use]
pub fn decision_day(rules: &YearRules, form: &ApplicationForm) -> Option<Date> {
    let asked = form.requested().ok()?;
    if rules.round.rolling_up_to.is_some_and(|most| asked <= most) {
        return None;
    }
    let counted = counted_day(rules, form);
    let ends = ends(rules);
    let round = ends.iter().find(|end| last_day_of(end, form.year).is_some_and(|last| counted <= last))?;
    round.decision_day?.in_year(form.year)
}

fn ends(rules: &YearRules) -> Vec<RoundEnd> {
    let own = &rules.application.rounds;
    if own.is_empty() {
        let last_day = rules.round.last_day;
        return vec![RoundEnd { last_day, the_year_before: false, decision_day: None }];
    }
    own.clone()
}

fn last_day_of(end: &RoundEnd, year: Year) -> Option<Date> {
    in_year(end.last_day, year, end.the_year_before)
}

fn in_year(day: MonthDay, year: Year, the_year_before: bool) -> Option<Date> {
    // not by way of `Year`: a round of the first year there is may lie in the year before it
    let number = year.first_day().year() - i16::from(the_year_before);
    Date::new(number, day.month, day.day).ok()
}
