//! How the page writes what it is given, in its language.

use wijkfonds_domain::bureau::Member;
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::measure::{Code, Measure, TOTAL};
use wijkfonds_domain::project::{ProjectKind, Theme};
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

    /// The name of a measure.
    pub(super) fn measure(&self, measure: &Measure) -> String {
        messages::measure(self.0, *measure)
    }

    /// A figure of a measure, or the sign in its place.
    pub(super) fn figure(&self, measure: &Measure, figure: &Figure) -> String {
        messages::figure(self.0, *measure, *figure)
    }

    /// What a code stands for: the margin and categories by word, anything else by its label.
    pub(super) fn code(&self, code: &Code) -> String {
        if code.code == TOTAL {
            return self.of("column-total");
        }
        let theme = Theme::from_code(&code.code).map(|theme| messages::theme(self.0, theme));
        let kind = || ProjectKind::from_code(&code.code).map(|kind| messages::kind(self.0, kind));
        let label = code.label.as_ref().map(|label| format!("{} {label}", code.code));
        theme.or_else(kind).or(label).unwrap_or_else(|| code.code.clone())
    }

    /// A region's name, with the remark that it is invented where no public source confirms it.
    pub(super) fn name(&self, member: &Member) -> String {
        if member.name_confirmed {
            member.name.clone()
        } else {
            self.with("name-invented", "name", &member.name)
        }
    }

    /// So many of all regions.
    pub(super) fn of_all(&self, answered: usize, total: usize) -> String {
        let facts = [("answered", answered), ("total", total)];
        let facts = facts.map(|(name, number)| (name, format::whole(self.0, number as u64)));
        self.sentence("regions-answered", &facts)
    }
}
