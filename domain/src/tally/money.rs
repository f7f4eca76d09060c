//! Money: what was asked, and what became of it, at the areas whose pots pay.

use super::{Draft, Parts};
use crate::measure::{Measure, TOTAL, category_of};
use crate::project::{Application, Draw, Payment};
use crate::records::Fault;
use crate::terms::{AreaCode, Cents};
use std::collections::BTreeMap;

/// What was asked was granted or not, and what was granted was paid or not.
pub(super) const PARTS: Parts = Parts {
    codes: &[("granted", TOTAL), ("not_granted", TOTAL), ("paid", "granted"), ("not_paid", "granted")],
    tables: &[
        (Measure::EurosRequested, TOTAL),
        (Measure::EurosGranted, "granted"),
        (Measure::EurosNotGranted, "not_granted"),
        (Measure::EurosPaid, "paid"),
        (Measure::EurosNotPaid, "not_paid"),
    ],
};

/// Cents of one area, asked, granted and paid.
#[derive(Clone, Copy, Default)]
struct Fate {
    asked: i64,
    granted: i64,
    paid: i64,
}

pub(super) fn add(draft: &mut Draft, application: &Application, respondent: &str) -> Result<(), Fault> {
    let category = category_of(application.form.kind);
    for (area, fate) in by_area(draft, application)? {
        // rounded cumulatively, so that the parts add up to the whole in whole euros
        let (paid, granted, asked) = (euros(fate.paid), euros(fate.granted), euros(fate.asked));
        draft.add(&[category, &area, "paid"], paid, respondent);
        draft.add(&[category, &area, "not_paid"], granted - paid, respondent);
        draft.add(&[category, &area, "not_granted"], asked - granted, respondent);
    }
    Ok(())
}

/// Half a euro counts as one.
const fn euros(cents: i64) -> i64 {
    (cents + 50) / 100
}

/// At the areas whose pots are drawn on. Where a pot is no area, or more is granted from one than was asked of it, all
/// of it counts at the lead area.
fn by_area(draft: &Draft, application: &Application) -> Result<BTreeMap<String, Fate>, Fault> {
    let mut fates: BTreeMap<String, Fate> = BTreeMap::new();
    let paid = application.instalments.iter().filter(|one| matches!(one.payment, Payment::Paid { .. }));
    let paid: Vec<&Draw> = paid.flat_map(|instalment| &instalment.parts).collect();
    let mut whole = Fate::default();
    let all = [
        (application.form.requested.iter().collect(), 0),
        (application.granted.iter().collect::<Vec<_>>(), 1),
        (paid, 2),
    ];
    for (draws, state) in all {
        for Draw { pot, cents } in draws {
            let area = AreaCode::new(pot.to_string()).ok();
            let fate = fates.entry(draft.area_code(area.as_ref())).or_default();
            for fate in [fate, &mut whole] {
                let sum = match state {
                    0 => &mut fate.asked,
                    1 => &mut fate.granted,
                    _ => &mut fate.paid,
                };
                *sum = Cents::new(*sum).plus(*cents).map_err(Fault::new)?.get();
            }
        }
    }
    let ordered = |fate: &Fate| fate.paid <= fate.granted && fate.granted <= fate.asked;
    if fates.contains_key(super::ELSEWHERE) || !fates.values().all(ordered) {
        return Ok(BTreeMap::from([(draft.lead_area(application), whole)]));
    }
    Ok(fates)
}
