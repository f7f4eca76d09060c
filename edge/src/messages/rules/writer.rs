//! How the values of rules are written.

use crate::messages::Messages;
use crate::{Language, format};
use wijkfonds_domain::rules::{BasisPoints, MonthDay};
use wijkfonds_domain::terms::Cents;

/// A language with its words.
#[derive(Clone, Copy)]
pub(super) struct Writer(pub(super) Language);

impl Writer {
    pub(super) fn of(&self, key: &str) -> String {
        self.0.word(key)
    }

    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        Messages::text(self.0, key, &[(name, value)])
    }

    pub(super) fn sentence(&self, key: &str, facts: &[(&str, String)]) -> String {
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Messages::text(self.0, key, &facts)
    }

    pub(super) fn euros(&self, amount: &Cents) -> String {
        format::euros(self.0, *amount)
    }

    pub(super) fn whole(&self, number: &u64) -> String {
        format::whole(self.0, *number)
    }

    pub(super) fn small(&self, number: &u32) -> String {
        format::whole(self.0, u64::from(*number))
    }

    pub(super) fn share(&self, share: &BasisPoints) -> String {
        format::share(self.0, *share)
    }

    /// A day of any year. The year is the last word of a day in both languages.
    pub(super) fn day_of_year(&self, day: &MonthDay) -> String {
        let (month, day) = (day.month.unsigned_abs(), day.day.unsigned_abs());
        let written = format::date(self.0, 2001, month, day);
        written.rsplit_once(' ').map_or(written.clone(), |(day, _)| day.to_owned())
    }
}
