//! Years, quarters and days. Nothing here asks what day it is.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// A day in the calendar. Serialised as `2018-05-15`.
pub use jiff::civil::Date;

/// A year or quarter that cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadPeriod {
    /// Funds exist since 1996; years are accepted up to 2100.
    #[error("a year lies between 1996 and 2100")]
    Year,
    /// A year has four quarters.
    #[error("a quarter is 1, 2, 3 or 4")]
    Quarter,
}

/// A calendar year, which is also a fund's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Year(u16);

impl Year {
    /// Checks a number.
    ///
    /// # Errors
    /// [`BadPeriod::Year`] outside 1996–2100.
    pub fn new(number: u32) -> Result<Self, BadPeriod> {
        match u16::try_from(number) {
            Ok(year @ 1996..=2100) => Ok(Self(year)),
            _ => Err(BadPeriod::Year),
        }
    }

    /// All accepted years, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1996..=2100).map(Self)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// The year after this one. The last accepted year is its own successor.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(2100))
    }

    /// Whether a day lies in this year.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        i32::from(day.year()) == i32::from(self.0)
    }

    /// 1 January.
    #[must_use]
    pub fn first_day(self) -> Date {
        jiff::civil::date(i16::try_from(self.0).unwrap_or(i16::MAX), 1, 1)
    }

    /// 31 December.
    #[must_use]
    pub fn last_day(self) -> Date {
        jiff::civil::date(i16::try_from(self.0).unwrap_or(i16::MAX), 12, 31)
    }
}

impl TryFrom<u32> for Year {
    type Error = BadPeriod;
    fn try_from(number: u32) -> Result<Self, BadPeriod> {
        Self::new(number)
    }
}

impl From<Year> for u32 {
    fn from(year: Year) -> Self {
        Self::from(year.0)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A quarter of a year, 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quarter(u8);

impl Quarter {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// Checks a number.
    ///
    /// # Errors
    /// [`BadPeriod::Quarter`] outside 1–4.
    pub fn new(number: u32) -> Result<Self, BadPeriod> {
        match u8::try_from(number) {
            Ok(quarter @ 1..=4) => Ok(Self(quarter)),
            _ => Err(BadPeriod::Quarter),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The first day of this quarter of a year.
    #[must_use]
    pub fn first_day(self, year: Year) -> Date {
        let month = i8::try_from(self.0).unwrap_or(1) * 3 - 2;
        jiff::civil::date(year.first_day().year(), month, 1)
    }

    /// The last day of this quarter of a year.
    #[must_use]
    pub fn last_day(self, year: Year) -> Date {
        let month = i8::try_from(self.0).unwrap_or(1) * 3;
        jiff::civil::date(year.first_day().year(), month, 1).last_of_month()
    }
}

impl TryFrom<u32> for Quarter {
    type Error = BadPeriod;
    fn try_from(number: u32) -> Result<Self, BadPeriod> {
        Self::new(number)
    }
}

impl From<Quarter> for u32 {
    fn from(quarter: Quarter) -> Self {
        Self::from(quarter.0)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_real_years_and_quarters_are_made() {
        for (number, accepted) in
            [(1995, false), (1996, true), (2018, true), (2100, true), (2101, false), (67_554, false)]
        {
            assert_eq!(Year::new(number).is_ok(), accepted, "{number}");
        }
        for (number, accepted) in [(0, false), (1, true), (4, true), (5, false), (257, false)] {
            assert_eq!(Quarter::new(number).is_ok(), accepted, "{number}");
        }
    }

    #[test]
    fn a_quarter_knows_its_days() {
        let year = Year::new(2018).unwrap();
        let days: Vec<_> = Quarter::ALL.iter().map(|q| (q.first_day(year), q.last_day(year))).collect();
        assert_eq!(days[0], (date(2018, 1, 1), date(2018, 3, 31)));
        assert_eq!(days[1], (date(2018, 4, 1), date(2018, 6, 30)));
        assert_eq!(days[3], (date(2018, 10, 1), date(2018, 12, 31)));
    }
}
