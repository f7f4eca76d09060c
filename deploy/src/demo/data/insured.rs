//! The insured per quarter, and what ZN pays for them.

use super::dice::{Dice, apportion};
use super::insurers;
use super::regions::{RegionShape, ZnSchedule};
use wijkfonds_domain::area::Area;
use wijkfonds_domain::count::SettledCounts;
use wijkfonds_domain::count::insured::{InsuredCounts, InsuredRow};
use wijkfonds_domain::settlement::ZnPayment;
use wijkfonds_domain::terms::{Cents, Overflow, Quarter, Year};

/// A region's insured.
pub(super) struct Insured {
    quarters: Vec<InsuredCounts>,
    /// The settled counts.
    pub(super) settled: SettledCounts,
    /// The settled count of each area, in the order of the areas.
    pub(super) settled_per_area: Vec<u64>,
}

/// Makes a year's counts. Areas differ in size unless weights say how large they are.
pub(super) fn generate(
    shape: &RegionShape,
    areas: &[Area],
    weights: Option<&[u64]>,
    year: Year,
    dice: &mut Dice,
) -> Insured {
    let drawn: Vec<u64> = areas.iter().map(|_| dice.between(50, 150)).collect();
    let per_area = apportion(shape.insured, weights.unwrap_or(&drawn));
    let mut quarters: Vec<InsuredCounts> = Quarter::ALL.iter().map(|quarter| empty(year, *quarter)).collect();
    for (area, insured) in areas.iter().zip(per_area) {
        let shares = shape.shares.map(|share| share * dice.between(70, 130));
        for (uzovi, mean) in insurers::codes().into_iter().zip(apportion(insured, &shares)) {
            for (quarter, insured) in quarters.iter_mut().zip(around(mean, dice)) {
                quarter.rows.push(InsuredRow { area: area.code.clone(), uzovi: uzovi.clone(), insured });
            }
        }
    }
    let settled =
        quarters.iter().fold(SettledCounts::default(), |settled, counts| settled.with(counts, true));
    let settled_per_area = areas.iter().map(|area| settled.in_area(&area.code)).collect();
    Insured { quarters, settled, settled_per_area }
}

fn empty(year: Year, quarter: Quarter) -> InsuredCounts {
    InsuredCounts {
        year,
        quarter,
        source: super::INSURED_SOURCE.to_owned(),
        reference_date: quarter.first_day(year),
        correction: None,
        rows: Vec::new(),
    }
}

/// Four counts around a mean, at most 2 % off; the settled count is the mean, or one more.
fn around(mean: u64, dice: &mut Dice) -> [u64; 4] {
    let (first, second) = (dice.below(mean / 50 + 1), dice.below(mean / 50 + 1));
    let mut counts = [mean + first, mean - first, mean + second, mean - second];
    dice.shuffle(&mut counts);
    // a person more in some of the quarters: 1 of 4 is rounded down, 2 of 4 up
    counts[0] += u64::from(mean > 0) * dice.below(3);
    counts
}

impl Insured {
    /// The four files.
    ///
    /// # Errors
    /// [`csv::Error`], which writing to memory does not give.
    pub(super) fn files(&self) -> Result<[String; 4], csv::Error> {
        let mut files = [const { String::new() }; 4];
        for (file, counts) in files.iter_mut().zip(&self.quarters) {
            *file = super::practices::written(counts.rows.iter())?;
        }
        Ok(files)
    }

    fn all_settled(&self) -> u64 {
        self.settled_per_area.iter().sum()
    }
}

/// What ZN pays, in order of day.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn zn_payments(
    schedule: ZnSchedule,
    insured: &Insured,
    year: Year,
    rate: Cents,
) -> Result<Vec<ZnPayment>, Overflow> {
    let [first, .., fourth] = Quarter::ALL;
    let due = rate.times(insured.all_settled())?;
    let payment = |quarter: Quarter, cents, on| ZnPayment { year, quarter, cents, on };
    if schedule == ZnSchedule::Ahead {
        let (estimate, _) = due.share(99, 100)?;
        let estimate_day = super::calendar::days_after(year.first_day(), 11);
        let december = super::calendar::days_before(year.last_day(), 16);
        return Ok(vec![
            payment(first, estimate, estimate_day),
            payment(fourth, due.minus(estimate)?, december),
        ]);
    }
    let mut payments = Vec::with_capacity(Quarter::ALL.len());
    let mut paid = Cents::ZERO;
    for counts in &insured.quarters {
        let persons = counts.rows.iter().map(|row| row.insured).sum();
        let is_settled = schedule == ZnSchedule::Quarterly && counts.quarter == fourth;
        let cents = if is_settled { due.minus(paid)? } else { rate.share(persons, 4)?.0 };
        paid = paid.plus(cents)?;
        payments.push(payment(counts.quarter, cents, counts.quarter.first_day(year)));
    }
    Ok(payments)
}
