//! How templates write what they are given, in the language of the page.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::measure::{Measure, Period, TableId, Unit};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{Criterion, Missing, ProjectKind, Scope, Stage};
use wijkfonds_domain::rules::StaffRole;
use wijkfonds_domain::terms::{Cents, Date};
use wijkfonds_edge::messages::{self, Messages};
use wijkfonds_edge::{Language, format};

/// A language with its words. Methods take references, because templates hand them out.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Language);

impl Words {
    /// A word or sentence without variables.
    pub(super) fn of(&self, key: &str) -> String {
        self.0.word(key)
    }

    /// A sentence with one variable.
    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        Messages::text(self.0, key, &[(name, value)])
    }

    /// A sentence with its variables.
    pub(super) fn sentence(&self, key: &str, facts: &[(&str, String)]) -> String {
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Messages::text(self.0, key, &facts)
    }

    /// An amount with its cents.
    pub(super) fn euros(&self, amount: &Cents) -> String {
        format::euros(self.0, *amount)
    }

    /// A whole number.
    pub(super) fn whole(&self, number: &u64) -> String {
        format::whole(self.0, *number)
    }

    /// A small whole number.
    pub(super) fn small(&self, number: &u32) -> String {
        format::whole(self.0, u64::from(*number))
    }

    /// A day.
    pub(super) fn day(&self, day: &Date) -> String {
        format::day(self.0, *day)
    }

    /// A time as records hold it, in UTC, to the second. What is no time stays as it is.
    pub(super) fn time(&self, at: &str) -> String {
        let Ok(at) = at.parse::<Timestamp>() else { return at.to_owned() };
        let at = TimeZone::UTC.to_datetime(at);
        let (day, time) = (format::day(self.0, at.date()), at.time());
        format!("{day} {:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    }

    /// A number given in hundredths: `1,85` or `1.85`.
    pub(super) fn hundredths(&self, number: &u32) -> String {
        format::hundredths(self.0, u64::from(*number))
    }

    /// A number given in hundredths, of any size.
    pub(super) fn many_hundredths(&self, number: u64) -> String {
        format::hundredths(self.0, number)
    }

    /// A thing that an application lacks.
    pub(super) fn missing(&self, missing: &Missing) -> String {
        messages::missing(self.0, missing)
    }

    /// A published figure with its unit, or what it is instead.
    pub(super) fn figure(&self, measure: &Measure, figure: Figure) -> String {
        let text = messages::figure(self.0, *measure, figure);
        match (figure, measure.unit()) {
            (Figure::Value(_), unit @ (Unit::Projects | Unit::Persons)) => {
                format!("{text} {}", messages::unit(self.0, unit))
            }
            _ => text,
        }
    }

    /// Which table of the catalogue, in a few words.
    pub(super) fn table(&self, table: &TableId) -> String {
        let TableId { measure, year, period, .. } = table;
        match period {
            Period::Year => format!("{} {year}", self.measure(measure)),
            Period::Quarter(quarter) => format!("{} {year} Q{quarter}", self.measure(measure)),
        }
    }

    pub(super) fn measure(&self, measure: &Measure) -> String {
        messages::measure(self.0, *measure)
    }

    pub(super) fn kind(&self, kind: &ProjectKind) -> String {
        messages::kind(self.0, *kind)
    }

    pub(super) fn criterion(&self, criterion: &Criterion) -> String {
        messages::criterion(self.0, *criterion)
    }

    pub(super) fn scope(&self, scope: &Scope) -> String {
        messages::scope(self.0, *scope)
    }

    pub(super) fn stage(&self, stage: &Stage) -> String {
        messages::stage(self.0, stage)
    }

    pub(super) fn role(&self, role: &StaffRole) -> String {
        messages::role(self.0, *role)
    }

    pub(super) fn pot(&self, pot: &PotId) -> String {
        messages::pot(self.0, pot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUTCH: Words = Words(Language::Dutch);

    #[test]
    fn times_are_written_the_way_of_the_language() {
        assert_eq!(DUTCH.time("2019-01-10T09:05:07.123Z"), "10 januari 2019 09:05:07");
        assert_eq!(DUTCH.time("soon"), "soon");
    }

    #[test]
    fn a_withheld_figure_is_a_word_and_nothing_is_a_number() {
        let table = [
            (Measure::ProjectsGranted, Figure::Value(0), "0 projecten"),
            (Measure::ProjectsGranted, Figure::Secret, "afgeschermd"),
            (Measure::ProjectsGranted, Figure::Nil, "nihil"),
            (Measure::ProjectsGranted, Figure::Missing, "ontbreekt"),
            (Measure::EurosPaid, Figure::Value(12_000), "€ 12.000"),
            (Measure::PatientsEnrolled, Figure::Value(1_205), "1.205 personen"),
        ];
        for (measure, figure, expected) in table {
            assert_eq!(DUTCH.figure(&measure, figure), expected);
        }
    }
}
