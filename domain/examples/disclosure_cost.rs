//! What protection and audit of a table cost as tables grow.
//!
//! `cargo run --release -p wijkfonds-domain --example disclosure_cost [largest number of cells]` prints one line per
//! table: codes per dimension, cells, hidden cells, seconds of protection and of the audit with a bar for both, or why
//! it was refused. `docs/disclosure-cost.md` holds what it printed once.
#![allow(clippy::unwrap_used, reason = "a measuring program, over tables that it makes itself")]

use std::collections::BTreeMap;
use std::time::Instant;
use wijkfonds_domain::disclosure::audit::{Depth, audit};
use wijkfonds_domain::disclosure::primary::{Requirements, TablePolicy};
use wijkfonds_domain::disclosure::secondary::{Effort, suppress};
use wijkfonds_domain::disclosure::table::{Content, Contribution, Hierarchy, Status, TOTAL, Table};

/// Codes per dimension, beside the total.
const SIZES: [&[usize]; 10] = [
    &[100],
    &[10, 8],
    &[40, 8],
    &[8, 5, 4],
    &[100, 8],
    &[12, 8, 6],
    &[40, 8, 4],
    &[40, 8, 5],
    &[6, 5, 4, 4],
    &[40, 8, 5, 4],
];

fn main() {
    let largest: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let outsider =
        TablePolicy { insider_coalition: false, respondents_subtract: false, ..TablePolicy::in_force() };
    println!("policy    codes            cells hidden  protect s    audit s");
    for sizes in SIZES {
        let cells: usize = sizes.iter().map(|size| size + 1).product();
        if cells <= largest {
            measure("outsider", &outsider, sizes);
            measure("in force", &TablePolicy::in_force(), sizes);
        }
    }
}

fn measure(name: &str, policy: &TablePolicy, sizes: &[usize]) {
    let table = random(sizes);
    let required = Requirements::by_rules(&table, policy);
    let cells = table.cells().len();
    let start = Instant::now();
    let pattern = match suppress(&table, policy, &required, Effort::usual()) {
        Ok(pattern) => pattern,
        Err(refusal) => {
            let seconds = start.elapsed().as_secs_f64();
            println!("{name}  {:<14} {cells:>7}        {seconds:>10.3}  {refusal}", format!("{sizes:?}"));
            return;
        }
    };
    let protect = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let passed =
        audit(&table, policy, &required, &pattern, Depth::Witnesses).and_then(|audit| audit.passed());
    let seconds = start.elapsed().as_secs_f64();
    let hidden = pattern.count(Status::Primary) + pattern.count(Status::Secondary);
    let verdict = passed.map_or_else(|refusal| refusal.to_string(), |()| bar(protect + seconds));
    let codes = format!("{sizes:?}");
    println!("{name}  {codes:<14} {cells:>7} {hidden:>6} {protect:>10.3} {seconds:>10.3} {verdict}");
}

/// One mark for a millisecond, and one more each time it doubles.
fn bar(seconds: f64) -> String {
    let mut milliseconds = seconds * 1_000.0;
    let mut bar = String::new();
    while milliseconds >= 1.0 {
        bar.push('#');
        milliseconds /= 2.0;
    }
    bar
}

/// One contribution or more for most cells: low codes are fuller than high ones, few amounts are large.
fn random(sizes: &[usize]) -> Table {
    let mut state = 20_261_122_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let hierarchies: Vec<Hierarchy> = sizes
        .iter()
        .enumerate()
        .map(|(at, size)| {
            let codes = (0..*size).map(|code| (format!("{code:03}"), TOTAL.to_owned()));
            Hierarchy::new(&format!("dimension {at}"), &codes.collect::<BTreeMap<_, _>>()).unwrap()
        })
        .collect();
    let rows = sizes.iter().product::<usize>().max(200);
    let contributions: Vec<Contribution> = (0..rows)
        .map(|row| {
            let keys = sizes.iter().map(|size| format!("{:03}", below(*size).min(below(*size)))).collect();
            let value = i64::try_from((1 + below(100)) * (1 + below(100)) * (1 + below(10))).unwrap();
            Contribution { keys, value, respondent: format!("respondent {row}"), holding: None }
        })
        .collect();
    Table::new(Content::Amount, hierarchies, &contributions).unwrap()
}
