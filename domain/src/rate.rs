//! The yearly rate per insured person: ZN makes it available, the bureau publishes it.

use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A version of a year's rate, as the bureau publishes it. Public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The fund year.
    pub year: Year,
    /// 1 for the first rate of a year; each correction is one more.
    pub version: u32,
    /// Per insured person per year.
    pub cents_per_patient: Cents,
    /// Who sets it.
    pub source: String,
    /// The day of publication.
    pub published_on: Date,
    /// Why it replaces the version before; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// Why a rate is not taken, at the bureau or in a region.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RateRefusal {
    /// A rate is more than nothing and at most EUR 1,000.
    #[error("a rate lies between 0.01 and 1000.00 euro per patient")]
    OutOfRange,
    /// A rate says where it comes from.
    #[error("the rate has no source")]
    NoSource,
    /// A version at or below the one in use, with other content.
    #[error("version {offered} of the rate is not newer than version {in_use}")]
    NotNewer {
        /// The version offered.
        offered: u32,
        /// The version in use.
        in_use: u32,
    },
    /// A second, different rate for a year needs a reason.
    #[error("the year has a rate; another is taken only as a correction with a reason")]
    CorrectionWithoutReason,
}

const RATES: Table<Rate> = Table::new("rate");
const HIGHEST: Cents = Cents::from_euros(1_000);

/// The rate in use for a year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn rate(records: &dyn Records, year: Year) -> Result<Option<Rate>, Fault> {
    RATES.get(records, year)
}

/// All rates in use, by year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn rates(records: &dyn Records) -> Result<Vec<Rate>, Fault> {
    Ok(RATES.under(records, "")?.into_iter().map(|(_, rate)| rate).collect())
}

/// Whether a rate may come into use: `Ok(false)` when it already is. The ladder is the same at the bureau
/// and in a region, so a region does not depend on the bureau's having checked.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn check(records: &dyn Records, offered: &Rate) -> Result<Result<bool, RateRefusal>, Fault> {
    let in_use = rate(records, offered.year)?;
    Ok(check_against(in_use.as_ref(), offered))
}

fn check_against(in_use: Option<&Rate>, offered: &Rate) -> Result<bool, RateRefusal> {
    if !offered.cents_per_patient.is_positive() || offered.cents_per_patient > HIGHEST {
        return Err(RateRefusal::OutOfRange);
    }
    if offered.source.trim().is_empty() {
        return Err(RateRefusal::NoSource);
    }
    let Some(in_use) = in_use else { return Ok(true) };
    if in_use == offered {
        return Ok(false);
    }
    if offered.correction.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(RateRefusal::CorrectionWithoutReason);
    }
    if offered.version <= in_use.version {
        return Err(RateRefusal::NotNewer { offered: offered.version, in_use: in_use.version });
    }
    Ok(true)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, rate: &Rate) -> Result<(), Fault> {
    RATES.put(records, rate.year, rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(version: u32, cents: i64, correction: Option<&str>) -> Rate {
        let year = Year::new(2018).unwrap();
        Rate {
            year,
            version,
            cents_per_patient: Cents::new(cents),
            source: "ZN".into(),
            published_on: year.first_day(),
            correction: correction.map(str::to_owned),
        }
    }

    #[test]
    fn a_second_rate_for_a_year_needs_a_reason_and_a_newer_version() {
        let first = rate(1, 592, None);
        let cases = [
            (None, rate(1, 592, None), Ok(true)),
            (None, rate(1, 0, None), Err(RateRefusal::OutOfRange)),
            (None, rate(1, 100_001, None), Err(RateRefusal::OutOfRange)),
            (Some(&first), rate(1, 592, None), Ok(false)),
            (Some(&first), rate(2, 600, None), Err(RateRefusal::CorrectionWithoutReason)),
            (Some(&first), rate(2, 600, Some(" ")), Err(RateRefusal::CorrectionWithoutReason)),
            (Some(&first), rate(1, 600, Some("typo")), Err(RateRefusal::NotNewer { offered: 1, in_use: 1 })),
            (Some(&first), rate(2, 600, Some("typo")), Ok(true)),
        ];
        for (row, (in_use, offered, expected)) in cases.into_iter().enumerate() {
            assert_eq!(check_against(in_use, &offered), expected, "row {row}");
        }
    }
}
