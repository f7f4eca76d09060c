//! Tables that are protected, and an attacker who tries to undo it. The attacker has equations and a solver of
//! its own.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, clippy::cast_possible_truncation)]

mod attacker;
mod faults;
mod linked;
mod random;

use random::Case;
use wijkfonds_domain::disclosure::audit::{Depth, audit};
use wijkfonds_domain::disclosure::table::Pattern;

/// How many random tables. The environment variable `DISCLOSURE_TABLES` gives another number, and has every hidden
/// cell of each attacked: 20,000 are for an optimised build.
fn tables() -> u64 {
    by_hand().unwrap_or(2_000)
}

fn by_hand() -> Option<u64> {
    std::env::var("DISCLOSURE_TABLES").ok()?.parse().ok()
}

fn is_by_hand() -> bool {
    by_hand().is_some()
}

/// What became of a case.
enum Fate {
    /// Nobody breaks it.
    Protected(Pattern),
    /// It cannot be protected, and the attacker agrees.
    Refused,
}

/// Protects, audits and attacks.
fn withstands(case: &Case, name: &str) -> Fate {
    let pattern = match case.protect() {
        Ok(pattern) => pattern,
        Err(refusal) => {
            let explained = attacker::cannot_be_protected(case);
            assert!(explained, "{name}: {refusal}, but could be: {:?}", case.policy);
            return Fate::Refused;
        }
    };
    let audit = audit(&case.table, &case.policy, &case.required, &pattern, Depth::Witnesses).unwrap();
    let narrow: Vec<_> = audit.findings.iter().filter(|one| !one.wide_enough).map(|one| one.cell).collect();
    assert!(narrow.is_empty(), "{name}: the auditor refuses {narrow:?}");
    let broken = attacker::attack(case, &pattern.statuses);
    assert!(broken.is_empty(), "{name}: {broken:?}");
    Fate::Protected(pattern)
}

#[test]
fn no_attacker_narrows_a_protected_cell_of_a_random_table() {
    let (mut hidden, mut attacked, mut refused) = (0, 0, 0);
    for seed in 0..tables() {
        match withstands(&Case::random(seed), &format!("seed {seed}")) {
            Fate::Refused => refused += 1,
            Fate::Protected(pattern) => {
                hidden += pattern.statuses.iter().filter(|status| status.is_hidden()).count();
                attacked += 1;
            }
        }
    }
    println!("{attacked} tables attacked, {hidden} hidden cells, {refused} cannot be protected");
    assert!(attacked > 9 * refused, "too few attacked");
    assert!(hidden > 4 * attacked, "there was little to attack");
}

#[test]
fn the_same_table_gives_the_same_pattern() {
    for seed in 0..50 {
        let first = Case::random(seed).protect();
        assert!(first == Case::random(seed).protect(), "seed {seed}");
    }
}
