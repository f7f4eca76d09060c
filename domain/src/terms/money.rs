//! Money in whole cents. There is no other money type and no float.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// An amount in euro cents, negative for what is owed or taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

/// An amount left the range of a 64-bit number of cents, or is so large that sums of it might.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the amount does not fit in 64 bits of cents")]
pub struct Overflow;

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The largest amount that a command may carry, a thousand million euros: far above any fund's, and so far
    /// below 64 bits that a fund cannot have as many of them as it takes to leave them.
    pub const LARGEST: Self = Self(100_000_000_000);

    /// An amount of this many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// An amount of this many whole euros, as the rules of a fund state them.
    #[must_use]
    pub const fn from_euros(euros: i32) -> Self {
        Self(euros as i64 * 100)
    }

    /// The number of cents.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The amount a whole number of times: a rate for so many patients.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn times(self, count: u64) -> Result<Self, Overflow> {
        let count = i64::try_from(count).map_err(|_| Overflow)?;
        self.0.checked_mul(count).map(Self).ok_or(Overflow)
    }

    /// `self × numerator / denominator`, rounded towards zero, with what the rounding left over
    /// as a numerator over the same denominator. The caller decides who gets the remainder.
    ///
    /// # Errors
    /// [`Overflow`] when the result does not fit or the denominator is zero.
    pub fn share(self, numerator: u64, denominator: u64) -> Result<(Self, u64), Overflow> {
        if denominator == 0 {
            return Err(Overflow);
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let (quotient, remainder) = (product / i128::from(denominator), product % i128::from(denominator));
        let quotient = i64::try_from(quotient).map_err(|_| Overflow)?;
        let remainder = u64::try_from(remainder.unsigned_abs()).map_err(|_| Overflow)?;
        Ok((Self(quotient), remainder))
    }

    /// The sum of many amounts.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// The amount with its sign turned.
    ///
    /// # Errors
    /// [`Overflow`] for the one amount that has no opposite.
    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// The amount itself, when a command may carry it.
    ///
    /// # Errors
    /// [`Overflow`] above [`Cents::LARGEST`].
    pub fn acceptable(self) -> Result<Self, Overflow> {
        if self > Self::LARGEST { Err(Overflow) } else { Ok(self) }
    }

    /// Whether this is nothing. By reference, as serialisation asks.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// Whether this is less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether this is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

/// Plain digits with a decimal point, `-12.05`; pages format for people themselves.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// Divides a non-negative total over weights by the largest remainder: every cent is handed out, and
/// of equal remainders the earlier weight is served first. All-zero weights give everything to nobody,
/// which is refused.
///
/// # Errors
/// [`Overflow`] for a negative total, no weight above zero, or weights whose sum does not fit.
pub fn split_by_weights(total: Cents, weights: &[u64]) -> Result<Vec<Cents>, Overflow> {
    let sum = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight)).ok_or(Overflow)?;
    if total.is_negative() || sum == 0 {
        return Err(Overflow);
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let (part, remainder) = total.share(*weight, sum)?;
        parts.push(part);
        remainders.push((std::cmp::Reverse(remainder), index));
    }
    let handed_out = Cents::sum(parts.iter().copied())?;
    let left = usize::try_from(total.minus(handed_out)?.get()).map_err(|_| Overflow)?;
    remainders.sort_unstable();
    for (_, index) in remainders.into_iter().take(left) {
        parts[index] = parts[index].plus(Cents(1))?;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_split_hands_out_every_cent() {
        let cases: [(i64, &[u64], &[i64]); 5] = [
            (100, &[1, 1, 1], &[34, 33, 33]),
            (100, &[25, 25, 25, 25], &[25, 25, 25, 25]),
            (101, &[25, 25, 25, 25], &[26, 25, 25, 25]),
            (7, &[0, 2, 1], &[0, 5, 2]),
            (0, &[3, 4], &[0, 0]),
        ];
        for (total, weights, expected) in cases {
            let parts = split_by_weights(Cents(total), weights).unwrap();
            let parts: Vec<i64> = parts.into_iter().map(Cents::get).collect();
            assert_eq!(parts, expected, "{total} over {weights:?}");
        }
    }

    #[test]
    fn a_split_over_nothing_is_refused() {
        assert_eq!(split_by_weights(Cents(1), &[]), Err(Overflow));
        assert_eq!(split_by_weights(Cents(1), &[0, 0]), Err(Overflow));
        assert_eq!(split_by_weights(Cents(-1), &[1]), Err(Overflow));
    }

    #[test]
    fn amounts_print_with_their_cents() {
        for (cents, text) in [(0, "0.00"), (592, "5.92"), (-5, "-0.05"), (-1234, "-12.34")] {
            assert_eq!(Cents(cents).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn no_part_of_a_split_is_a_whole_cent_off(
            total in 0i64..1_000_000_000_000,
            weights in prop::collection::vec(0u64..1_000_000, 1..40),
        ) {
            prop_assume!(weights.iter().sum::<u64>() > 0);
            let parts = split_by_weights(Cents(total), &weights).unwrap();
            prop_assert_eq!(Cents::sum(parts.iter().copied()).unwrap(), Cents(total));
            let sum: u64 = weights.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                let off = (i128::from(part.get()) * i128::from(sum) - exact).abs();
                prop_assert!(off < i128::from(sum));
            }
        }
    }
}
