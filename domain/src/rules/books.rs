//! The kinds of value that say where a fund's money goes besides grants, and when.

use super::{BasisPoints, MonthDay};
use crate::pot::PotId;
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};

const AMOUNT: &str = "an amount is more than nothing and at most a thousand million euros";

/// A pot above the others, which gets a share of the money of each (Groningen: a pot above the hagros).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PotAbove {
    /// The pot's name. Where another pot has it too, the share adds to that pot.
    pub name: String,
    /// The share of every pot's money that goes to it.
    pub share: BasisPoints,
}

impl PotAbove {
    pub(super) fn problem(&self) -> Option<&'static str> {
        if self.name.trim().is_empty() {
            return Some("a pot above the others has a name");
        }
        self.share.problem()
    }
}

/// What of a year's money the fund itself keeps in reserve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SetAside {
    /// A share of the year's money, rounded down to the cent.
    Share(BasisPoints),
    /// A fixed amount in cents, as far as the year's money goes.
    Amount(Cents),
}

impl SetAside {
    pub(super) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Share(share) => share.problem(),
            Self::Amount(cents) => amount_problem(*cents),
        }
    }
}

/// When a practice that has a practice-bound grant in a year may get a second one in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SecondGrant {
    /// Whenever there is money. The neutral value.
    #[default]
    Always,
    /// From a day of the fund year on, from what is left then (FAZOB: only if money is left at year end).
    From(MonthDay),
    /// Not at all.
    Never,
}

impl SecondGrant {
    pub(super) fn problem(&self) -> Option<&'static str> {
        let Self::From(day) = self else { return None };
        (!day.exists()).then_some("the day is no day of every year")
    }

    /// The first day on which a second grant can be given in a fund year; `None`: never.
    #[must_use]
    pub fn first_day(self, year: Year) -> Option<Date> {
        match self {
            // a call may be in the year before, and so may the award
            Self::Always => Some(Date::MIN),
            Self::From(day) => day.in_year(year),
            Self::Never => None,
        }
    }
}

/// Which practices may use a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenTo {
    /// Practices whose overview of the year has patients from designated areas.
    PracticesWithPatients,
    /// All GPs of the region (the interpreter lines of Groningen, Drenthe and Noord-Holland).
    AllPractices,
}

/// A product of the fund itself: a fixed price for each time that a practice uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The code by which declarations name it, as `hour_consult`.
    pub code: String,
    /// The price of one, in cents (ASF NH: EUR 80 for an hour consult).
    pub price: Cents,
    /// Who may use it.
    pub open_to: OpenTo,
    /// Whether a practice can declare no more in a year than it has patients from designated areas (ASF NH: an hour
    /// consult once per patient).
    #[serde(default)]
    pub once_per_patient: bool,
    /// The most that a practice can declare of it in a year; absent: no maximum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_per_practice: Option<u32>,
    /// The most that the fund pays for it in a year, in cents; absent: what the pot has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_per_year: Option<Cents>,
    /// The pot it is paid from.
    pub pot: PotId,
}

impl Product {
    /// What is wrong with a list of products.
    pub(super) fn problem(products: &[Self]) -> Option<&'static str> {
        let mut codes: Vec<&str> = products.iter().map(|product| product.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.len() < products.len() {
            return Some("two products have one code");
        }
        products.iter().find_map(Self::problem_of_one)
    }

    fn problem_of_one(&self) -> Option<&'static str> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=40).contains(&self.code.len()) || !self.code.bytes().all(plain) {
            return Some("a product's code has 1 to 40 small letters, digits and underscores");
        }
        if self.pot.as_str().trim().is_empty() {
            return Some("a product has a pot");
        }
        [Some(self.price), self.most_per_year].into_iter().flatten().find_map(amount_problem)
    }
}

fn amount_problem(cents: Cents) -> Option<&'static str> {
    (!cents.is_positive() || cents > Cents::LARGEST).then_some(AMOUNT)
}
