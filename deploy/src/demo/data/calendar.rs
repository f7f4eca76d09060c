//! Days of a fund year: when applications come in, when the committee meets.

use super::dice::Dice;
use jiff::Span;
use wijkfonds_domain::project::ProjectKind;
use wijkfonds_domain::rules::{AnswerTerm, YearRules};
use wijkfonds_domain::terms::workday::FreeDays;
use wijkfonds_domain::terms::{Cents, Date, Year};

/// Days between the end of a round and the meeting that decides on it.
const DAYS_TO_MEETING: u64 = 17;
/// In the funds that decide all year, the day of the month on which the committee meets.
const MONTHLY_MEETING: i8 = 25;
/// An application comes in at least so long before the monthly meeting that decides on it.
const DAYS_TO_READ: u64 = 7;

/// A round of a year, in days.
#[derive(Clone)]
pub(super) struct Calendar {
    /// The first day.
    pub(super) opens: Date,
    /// The last day of the round itself.
    pub(super) last_day: Date,
    /// The last day that leaves time for a decision in the year.
    last_useful_day: Date,
    /// Requests up to this amount come in until the end of the year.
    pub(super) rolling_up_to: Option<Cents>,
    answer: AnswerTerm,
    free_days: FreeDays,
    year: Year,
}

impl Calendar {
    /// The days of a round. A day that the year does not have, which checked rules exclude, is taken as the
    /// year's first or last.
    pub(super) fn of(rules: &YearRules, year: Year) -> Self {
        let round = &rules.round;
        let opening_year =
            if round.opens_the_year_before { Year::new(u32::from(year) - 1).unwrap_or(year) } else { year };
        let last_useful_day = days_before(year.last_day(), 30);
        Self {
            opens: round.opens.in_year(opening_year).unwrap_or(year.first_day()),
            last_day: round.last_day.in_year(year).unwrap_or(year.last_day()),
            last_useful_day,
            rolling_up_to: round.rolling_up_to,
            answer: rules.application.answer.clone(),
            free_days: rules.application.free_days,
            year,
        }
    }

    /// A day on which a request comes in in time, most often towards the end of the round.
    pub(super) fn day_in_time(&self, asked: Cents, dice: &mut Dice) -> Date {
        let is_small = self.rolling_up_to.is_some_and(|most| asked <= most);
        let last = if is_small { self.last_useful_day } else { self.last_day.min(self.last_useful_day) };
        if !is_small && self.has_one_meeting() && dice.percent(3) {
            return last;
        }
        let span = days_between(self.opens, last);
        days_after(self.opens, dice.below(span + 1).max(dice.below(span + 1)))
    }

    /// The day on which the committee decides on what came in on a day: within the time that the fund sets itself for
    /// a standard request, and else once after the round, or every month.
    pub(super) fn meeting(&self, received_on: Date, kind: ProjectKind) -> Date {
        if self.answer.answered_within > 0 && self.answer.standard.contains(&kind) {
            let last = self.free_days.after(received_on, self.answer.answered_within);
            return last.unwrap_or(received_on).min(self.year.last_day());
        }
        if self.has_one_meeting() && received_on <= self.last_day {
            return days_after(self.last_day, DAYS_TO_MEETING);
        }
        let earliest = days_after(received_on, DAYS_TO_READ);
        let same_month = days_after(earliest.first_of_month(), u64::from(MONTHLY_MEETING.unsigned_abs()) - 1);
        if earliest <= same_month {
            return same_month;
        }
        let next_month = days_after(earliest.last_of_month(), u64::from(MONTHLY_MEETING.unsigned_abs()));
        next_month.min(self.year.last_day())
    }

    /// A round that ends in the first half of the year is decided on in one meeting.
    fn has_one_meeting(&self) -> bool {
        self.last_day.month() <= 6
    }
}

/// A day so many days later.
pub(super) fn days_after(day: Date, days: u64) -> Date {
    day.saturating_add(Span::new().days(i64::try_from(days).unwrap_or(0)))
}

/// A day so many days earlier.
pub(super) fn days_before(day: Date, days: u64) -> Date {
    day.saturating_sub(Span::new().days(i64::try_from(days).unwrap_or(0)))
}

/// The days from one day to a later one; 0 when it is not later.
pub(super) fn days_between(from: Date, to: Date) -> u64 {
    u64::try_from((to - from).get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wijkfonds_domain::rules::{MonthDay, Round};

    fn calendar(opens_the_year_before: bool, opens: (i8, i8), last_day: (i8, i8)) -> Calendar {
        let day = |(month, day)| MonthDay { month, day };
        let (opens, last_day) = (day(opens), day(last_day));
        let year = Year::new(2018).unwrap();
        let twente = super::super::rules::read(super::super::regions::SHAPES[10].rules_toml).unwrap();
        let mut rules = twente.for_year(year).unwrap();
        rules.round =
            Round { opens, opens_the_year_before, last_day, rolling_up_to: Some(Cents::from_euros(1_000)) };
        rules.application.answer =
            AnswerTerm { standard: vec![ProjectKind::Locum], answered_within: 10, receipt_within: 10 };
        Calendar::of(&rules, year)
    }

    #[test]
    fn a_round_in_spring_is_decided_on_at_once_and_other_requests_every_month() {
        let spring = calendar(true, (10, 1), (5, 14));
        let all_year = calendar(false, (1, 1), (12, 31));
        let cases = [
            (&spring, date(2017, 11, 2), date(2018, 5, 31)),
            (&spring, date(2018, 5, 14), date(2018, 5, 31)),
            (&spring, date(2018, 8, 1), date(2018, 8, 25)),
            (&all_year, date(2018, 1, 18), date(2018, 1, 25)),
            (&all_year, date(2018, 1, 19), date(2018, 2, 25)),
            (&all_year, date(2018, 12, 1), date(2018, 12, 25)),
        ];
        for (calendar, received_on, expected) in cases {
            assert_eq!(calendar.meeting(received_on, ProjectKind::Training), expected, "{received_on}");
        }
        // ten working days after Thursday 26 April: King's Day and Liberation Day, a Saturday, are none, nor is
        // Ascension Day, 10 May
        assert_eq!(all_year.meeting(date(2018, 4, 26), ProjectKind::Locum), date(2018, 5, 14));
    }

    #[test]
    fn requests_come_in_between_the_first_and_the_last_day() {
        let mut dice = Dice::new(1, 1);
        let spring = calendar(true, (10, 1), (5, 14));
        for _ in 0..500 {
            let large = spring.day_in_time(Cents::from_euros(1_001), &mut dice);
            assert!((date(2017, 10, 1)..=date(2018, 5, 14)).contains(&large), "{large}");
            let small = spring.day_in_time(Cents::from_euros(1_000), &mut dice);
            assert!((date(2017, 10, 1)..=date(2018, 12, 1)).contains(&small), "{small}");
        }
    }
}
