//! The practices: how large, where, whose, and whose patients live in designated areas.

use super::dice::{Dice, apportion};
use super::regions::RegionShape;
use serde::Serialize;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::count::enrolled::{OverviewRow, Practice};
use wijkfonds_domain::terms::{Agb, AreaCode, Year};

/// Of the insured in an area, so many in a hundred are enrolled with a practice there: the address files of
/// practices and insurers differ, and some people are enrolled nowhere.
const ENROLLED_PERCENT: u64 = 92;

/// One practice in so many has few patients from designated areas.
const ONE_IN_SO_MANY_IS_SMALL: usize = 9;

/// Makes a region's practices, by code. Every area has at least one, as far as there are enough.
pub(super) fn generate(
    shape: &RegionShape,
    areas: &[Area],
    insured_per_area: &[u64],
    year: Year,
    dice: &mut Dice,
) -> Vec<Practice> {
    let small = shape.practices / ONE_IN_SO_MANY_IS_SMALL;
    let homes = homes(shape.practices - small, insured_per_area);
    let mut practices = Vec::with_capacity(shape.practices);
    for (area, (count, insured)) in homes.into_iter().zip(insured_per_area).enumerate() {
        let weights: Vec<u64> = (0..count).map(|_| dice.between(60, 140)).collect();
        for enrolled in apportion(insured * ENROLLED_PERCENT / 100, &weights) {
            practices.push(full_practice(areas, area, enrolled, dice));
        }
    }
    for _ in 0..small {
        practices.push(small_practice(areas, dice.index(areas.len()), dice));
    }
    let first = number_of_first(areas);
    let owners = owners(shape, first, dice);
    for ((number, practice), owner) in (first..).zip(&mut practices).zip(owners) {
        let is_centre = dice.percent(12);
        let (prefix, kind) = if is_centre { ("37", "Gezondheidscentrum") } else { ("01", "Huisartsenpraktijk") };
        // 01 or 37, then six digits: what an AGB code is
        practice.agb = Agb::new(format!("{prefix}99{number:04}")).expect("eight digits");
        practice.name = format!("{kind} Synthetisch {number:04}");
        practice.owner = owner;
        practice.reference_date = year.first_day();
    }
    practices.sort_by(|a, b| a.agb.cmp(&b.agb));
    practices
}
