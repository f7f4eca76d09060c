//! The six insurers of the demonstration.

use super::InsurerPlan;
use wijkfonds_domain::terms::Uzovi;

/// How many there are; regions give each a share.
pub(super) const COUNT: usize = 6;

/// Code, name, and how well the pair is verified in public sources.
const TABLE: [(&str, &str, &str); COUNT] = [
    ("3311", "Zilveren Kruis Zorgverzekeringen N.V.", "confirmed in public code"),
    ("7119", "CZ Zorgverzekeringen N.V.", "confirmed in public code (2 repositories)"),
    ("7095", "VGZ Zorgverzekeraar N.V.", "confirmed in public code (2 repositories)"),
    ("3332", "Menzis Zorgverzekeraar N.V.", "confirmed in public code (2 repositories)"),
    ("7029", "OWM DSW Zorgverzekeraar U.A.", "one public source (7037 is Stad Holland, not DSW)"),
    ("3358", "De Friesland Zorgverzekeraar N.V.", "confirmed in public code"),
];

/// All of them, in the order of the regions' shares.
pub(super) fn all() -> Vec<InsurerPlan> {
    let plans = TABLE.iter().map(|(uzovi, name, verification)| InsurerPlan {
        uzovi: code(uzovi),
        name,
        verification,
    });
    plans.collect()
}

/// Their codes, in the same order.
pub(super) fn codes() -> [Uzovi; COUNT] {
    TABLE.map(|(uzovi, _, _)| code(uzovi))
}

fn code(uzovi: &str) -> Uzovi {
    // every code of the table is four digits, which is all that is asked of one
    Uzovi::new(uzovi).expect("four digits")
}
