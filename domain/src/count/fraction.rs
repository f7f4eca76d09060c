//! An exact number of patients or norm practices that need not be whole.

use std::cmp::Ordering;
use std::num::NonZeroU64;

/// Largest denominator: four quarters of the largest norm practice that a rule can name.
const LARGEST_DENOMINATOR: u64 = 4 * (u32::MAX as u64);

/// Shares above this are compared as this: more than 50,000 times the whole.
const LARGEST_SHARE: u32 = (1 << 30) - 1;

/// A number as a fraction, never negative. It is rounded only where somebody asks for a whole number, and each
/// way of rounding has a name.
#[derive(Clone, Copy)]
pub struct Fraction {
    numerator: u64,
    denominator: NonZeroU64,
}

crate::opaque::opaque_debug!(Fraction);

impl Fraction {
    /// A whole number.
    #[must_use]
    pub const fn whole(number: u64) -> Self {
        Self { numerator: number, denominator: NonZeroU64::MIN }
    }

    /// `numerator / denominator`; `None` when the denominator is zero or above four times 2³².
    #[must_use]
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let denominator = NonZeroU64::new(denominator).filter(|it| it.get() <= LARGEST_DENOMINATOR)?;
        Some(Self { numerator, denominator })
    }

    /// The same divided by a number; `None` as with [`Fraction::new`].
    #[must_use]
    pub fn per(self, number: u32) -> Option<Self> {
        Self::new(self.numerator, self.denominator.get().checked_mul(u64::from(number))?)
    }

    /// Both together, exactly; `None` when no fraction holds that.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let ((one, below), (another, below_other)) = (self.lowest(), other.lowest());
        let numerator = one.checked_mul(below_other)?.checked_add(another.checked_mul(below)?)?;
        let (numerator, denominator) = Self::new(numerator, below.checked_mul(below_other)?)?.lowest();
        Self::new(numerator, denominator)
    }

    /// The numbers as whole weights in the same proportion, exactly; `None` when they do not fit.
    #[must_use]
    pub fn as_weights(numbers: &[Self]) -> Option<Vec<u64>> {
        let common = numbers.iter().try_fold(1u64, |common, number| {
            let denominator = number.denominator();
            let (_, rest) = Self::new(common, denominator)?.lowest();
            common.checked_mul(rest)
        })?;
        let weight = |number: &Self| number.numerator().checked_mul(common / number.denominator());
        numbers.iter().map(weight).collect()
    }

    /// What stands above the line, in lowest terms.
    #[must_use]
    pub fn numerator(self) -> u64 {
        self.lowest().0
    }

    /// What stands below the line, in lowest terms.
    #[must_use]
    pub fn denominator(self) -> u64 {
        self.lowest().1
    }

    /// The nearest whole number; a half goes up.
    #[must_use]
    pub fn rounded_half_up(self) -> u64 {
        let (below, rest) = (self.rounded_down(), self.numerator % self.denominator.get());
        below + u64::from(2 * u128::from(rest) >= u128::from(self.denominator.get()))
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn rounded_down(self) -> u64 {
        self.numerator / self.denominator.get()
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn rounded_up(self) -> u64 {
        self.numerator.div_ceil(self.denominator.get())
    }

    /// Whether it is at least `share` ten-thousandths of `whole`.
    #[must_use]
    pub fn is_at_least_share(self, share: u32, whole: Self) -> bool {
        // numerators below 2⁶⁴, denominators at most 2³⁴ and shares below 2³⁰ make products below 2¹²⁸
        let share = share.min(LARGEST_SHARE);
        let scaled = |number: u64, other: NonZeroU64| u128::from(number) * u128::from(other.get());
        scaled(self.numerator, whole.denominator) * 10_000
            >= scaled(whole.numerator, self.denominator) * u128::from(share)
    }

    /// Whether it is above `share` ten-thousandths of `whole`.
    #[must_use]
    pub fn is_above_share(self, share: u32, whole: Self) -> bool {
        let share = share.min(LARGEST_SHARE);
        let scaled = |number: u64, other: NonZeroU64| u128::from(number) * u128::from(other.get());
        scaled(self.numerator, whole.denominator) * 10_000
            > scaled(whole.numerator, self.denominator) * u128::from(share)
    }

    /// So many times it, and of that the smallest whole number that is not below it.
    #[must_use]
    pub fn times_rounded_up(self, number: u32) -> u64 {
        let product = u128::from(self.numerator) * u128::from(number);
        u64::try_from(product.div_ceil(u128::from(self.denominator.get()))).unwrap_or(u64::MAX)
    }

    /// Its share of `whole` in ten-thousandths, rounded down; 0 of nothing.
    #[must_use]
    pub fn basis_points_of(self, whole: Self) -> u32 {
        let scaled = |number: u64, other: NonZeroU64| u128::from(number) * u128::from(other.get());
        let share = (scaled(self.numerator, whole.denominator) * 10_000)
            .checked_div(scaled(whole.numerator, self.denominator));
        share.map_or(0, |share| u32::try_from(share).unwrap_or(u32::MAX))
    }

    fn lowest(self) -> (u64, u64) {
        let (mut divisor, mut rest) = (self.denominator.get(), self.numerator % self.denominator.get());
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        (self.numerator / divisor, self.denominator.get() / divisor)
    }
}

impl From<u64> for Fraction {
    fn from(number: u64) -> Self {
        Self::whole(number)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |number: u64, other: NonZeroU64| u128::from(number) * u128::from(other.get());
        scaled(self.numerator, other.denominator).cmp(&scaled(other.numerator, self.denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: u64, denominator: u64) -> Fraction {
        Fraction::new(numerator, denominator).unwrap()
    }

    #[test]
    fn each_rounding_does_what_its_name_says() {
        let cases = [(8, 4, 2, 2, 2), (9, 4, 2, 2, 3), (10, 4, 2, 3, 3), (11, 4, 2, 3, 3), (0, 3, 0, 0, 0)];
        for (numerator, denominator, down, half_up, up) in cases {
            let number = fraction(numerator, denominator);
            let rounded = (number.rounded_down(), number.rounded_half_up(), number.rounded_up());
            assert_eq!(rounded, (down, half_up, up), "{numerator}/{denominator}");
        }
        assert_eq!(fraction(u64::MAX, 1).rounded_half_up(), u64::MAX);
    }

    #[test]
    fn fractions_compare_by_what_they_are_worth_and_show_in_lowest_terms() {
        assert!(fraction(1_199, 4) < Fraction::whole(300) && fraction(1_200, 4) == Fraction::whole(300));
        let half = fraction(2_095, 4).per(2_095).unwrap();
        assert_eq!((half.numerator(), half.denominator()), (1, 4));
        assert!(Fraction::new(1, 0).is_none() && Fraction::whole(1).per(0).is_none());
        assert!(fraction(1, LARGEST_DENOMINATOR).per(2).is_none());
    }

    #[test]
    fn sums_and_proportions_are_exact() {
        let sum = fraction(1, 4).plus(fraction(1, 3)).unwrap();
        assert_eq!((sum.numerator(), sum.denominator()), (7, 12));
        assert_eq!((fraction(1, 4).plus(fraction(3, 4)).unwrap()), Fraction::whole(1));
        assert!(Fraction::whole(u64::MAX).plus(Fraction::whole(1)).is_none());
        let weights = Fraction::as_weights(&[fraction(1_199, 4), Fraction::whole(300), fraction(1, 3)]);
        assert_eq!(weights.unwrap(), [3_597, 3_600, 4]);
        assert_eq!(Fraction::as_weights(&[fraction(2, 4), fraction(3, 4)]).unwrap(), [2, 3]);
        assert!(Fraction::as_weights(&[Fraction::whole(u64::MAX), fraction(1, 2)]).is_none());
    }

    #[test]
    fn a_share_is_compared_exactly() {
        // 20 % of 1,499.75 is 299.95
        assert!(fraction(1_200, 4).is_at_least_share(2_000, fraction(5_999, 4)));
        assert!(!fraction(1_199, 4).is_at_least_share(2_000, fraction(5_999, 4)));
        assert!(fraction(5_999, 20).is_at_least_share(2_000, fraction(5_999, 4)));
        assert!(!fraction(5_999, 20).is_above_share(2_000, fraction(5_999, 4)));
        assert!(fraction(6_000, 20).is_above_share(2_000, fraction(5_999, 4)));
        assert_eq!((fraction(9, 4).times_rounded_up(4), fraction(9, 4).times_rounded_up(3)), (9, 7));
        assert_eq!(fraction(1_199, 4).basis_points_of(fraction(5_999, 4)), 1_998);
        assert_eq!(Fraction::whole(1).basis_points_of(Fraction::whole(0)), 0);
        assert!(!Fraction::whole(1).is_at_least_share(u32::MAX, Fraction::whole(u64::MAX)));
    }
}
