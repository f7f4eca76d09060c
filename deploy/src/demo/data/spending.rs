//! What money goes to besides grants: the fund's own products, and what it costs to run it.

use super::calendar::{days_after, days_before};
use super::dice::Dice;
use wijkfonds_domain::books::administration::Cost;
use wijkfonds_domain::books::product::Declaration;
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::pot::Entitlements;
use wijkfonds_domain::rules::YearRules;
use wijkfonds_domain::terms::{Overflow, Quarter, Year};

/// So many practices in a hundred declare a product in a quarter, each for at most so many.
const DECLARING: u64 = 30;
const MOST_DECLARED: u64 = 14;

/// What practices declare in a year, in the order of the days.
pub(super) fn declarations(
    rules: &YearRules,
    practices: &[Practice],
    year: Year,
    dice: &mut Dice,
) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    for quarter in Quarter::ALL {
        for product in &rules.products {
            for practice in practices {
                if !dice.percent(DECLARING) {
                    continue;
                }
                let number = u32::try_from(dice.between(2, MOST_DECLARED)).unwrap_or(2);
                let (practice, product) = (practice.agb.clone(), product.code.clone());
                // two months into the quarter: the year's last declarations can be paid before its end
                let on = days_after(quarter.first_day(year), 60);
                declarations.push(Declaration { year, quarter, practice, product, number, on });
            }
        }
    }
    declarations
}

/// The accountant's bill, a hundredth of the year's money: from the reserve where the fund keeps one, else from its
/// largest pot. Only a fund with a maximum for its administration has one here.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn administration(
    rules: &YearRules,
    entitlements: &Entitlements,
    year: Year,
) -> Result<Option<Cost>, Overflow> {
    if rules.administration_maximum.is_none() {
        return Ok(None);
    }
    let (cents, _) = entitlements.total()?.share(1, 100)?;
    let largest = entitlements.pots.iter().max_by_key(|(_, cents)| **cents).map(|(pot, _)| pot.clone());
    Ok(Some(Cost {
        year,
        on: days_before(year.last_day(), 40),
        what: "Accountant en secretariaat (synthetisch)".to_owned(),
        cents,
        pot: if rules.set_aside.is_some() { None } else { largest },
        reference: format!("DEMO administratie {year}"),
    }))
}
