//! The surcharge on the registration fee, for information.
//!
//! The insurer pays it to the practice, beside the fund: it is no money of the fund, so it has a type of its own
//! that gives no [`crate::terms::Cents`] and fits in no booking.

use super::Fraction;
use crate::terms::Year;
use std::fmt;

/// What is known of the surcharge of a year. Public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SurchargeRate {
    /// The year.
    year: u16,
    /// Per patient from a designated area and year.
    euro_cents: u64,
    /// Whether the source says "about".
    is_approximate: bool,
    /// The document that states it.
    source: &'static str,
}

/// The rates that a public source states. Other years are not known here.
const RATES: [SurchargeRate; 3] = [
    SurchargeRate {
        year: 2017,
        euro_cents: 668,
        is_approximate: false,
        source: "achterstandsfondsen.nl, LHV",
    },
    SurchargeRate { year: 2018, euro_cents: 1_964, is_approximate: false, source: "LHV" },
    SurchargeRate { year: 2019, euro_cents: 2_150, is_approximate: true, source: "achterstandsfondsen.nl" },
];

impl SurchargeRate {
    /// The rate of a year; `None` where no source is known.
    #[must_use]
    pub fn of(year: Year) -> Option<Self> {
        RATES.into_iter().find(|rate| rate.year == year.get())
    }

    /// Whether the source says "about".
    #[must_use]
    pub const fn is_approximate(self) -> bool {
        self.is_approximate
    }

    /// The document that states it.
    #[must_use]
    pub const fn source(self) -> &'static str {
        self.source
    }

    /// What it comes to in a year for so many patients, rounded half up to whole cents.
    #[must_use]
    pub fn for_patients(self, patients: Fraction) -> Surcharge {
        let (above, below) = (u128::from(patients.numerator()), u128::from(patients.denominator()));
        Surcharge { euro_cents: (2 * above * u128::from(self.euro_cents) + below) / (2 * below) }
    }
}

impl fmt::Display for SurchargeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.euro_cents / 100, self.euro_cents % 100)
    }
}

/// A practice's surcharge of a year: to be read, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Surcharge {
    euro_cents: u128,
}

crate::opaque::opaque_debug!(Surcharge);

impl Surcharge {
    /// As people read it, in euros: `1234.50`.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}.{:02}", self.euro_cents / 100, self.euro_cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surcharge_is_the_rate_for_each_patient_and_unknown_where_no_source_states_it() {
        let year = |number| SurchargeRate::of(Year::new(number).unwrap());
        let cases = [(2_017, "6.68", false), (2_018, "19.64", false), (2_019, "21.50", true)];
        for (number, text, is_approximate) in cases {
            let rate = year(number).unwrap();
            assert_eq!((rate.to_string().as_str(), rate.is_approximate()), (text, is_approximate));
        }
        assert!(year(2_016).is_none() && year(2_020).is_none());
        // 299.75 × 19.64 = 5,887.09; a quarter of 6.68 is 1.67; 1.5 × 19.64 = 29.46
        let of = |number, above, below| {
            year(number).unwrap().for_patients(Fraction::new(above, below).unwrap()).text()
        };
        assert_eq!(of(2_018, 1_199, 4), "5887.09");
        assert_eq!((of(2_017, 1, 4), of(2_018, 3, 2)), ("1.67".to_owned(), "29.46".to_owned()));
        assert_eq!(of(2_018, 0, 1), "0.00");
    }
}
