//! Faults put into a suppressor: the auditor and the attacker each find them.

use crate::attacker::breaks;
use crate::random::Case;
use wijkfonds_domain::disclosure::audit::{AuditRefusal, Depth, audit};
use wijkfonds_domain::disclosure::primary::TablePolicy;
use wijkfonds_domain::disclosure::table::{Pattern, Status};

/// Random tables of at most 60 cells without protection against respondents: an attack on them is quick.
fn small_cases() -> impl Iterator<Item = (u64, Case)> {
    let cases = (0..400).map(|seed| (seed, Case::random(seed)));
    cases.filter(|(_, case)| case.table.cells().len() <= 60).map(|(seed, mut case)| {
        case.policy.respondents_subtract = false;
        (seed, case)
    })
}

/// Whether the auditor, and whether the attacker, finds something.
fn found(case: &Case, pattern: &Pattern) -> (bool, bool) {
    let audited = audit(&case.table, &case.policy, &case.primary, pattern, Depth::Witnesses);
    let refused = audited.and_then(|audit| audit.passed()).is_err();
    (refused, breaks(case, &pattern.statuses))
}

#[test]
fn a_secondary_cell_left_out_is_found() {
    let mut left_out = 0;
    for (seed, case) in small_cases() {
        let Ok(pattern) = case.protect() else { continue };
        for cell in (0..pattern.statuses.len()).filter(|cell| pattern.statuses[*cell] == Status::Secondary) {
            let mut faulty = pattern.clone();
            faulty.statuses[cell] = Status::Safe;
            assert_eq!(found(&case, &faulty), (true, true), "seed {seed}, cell {cell}");
            left_out += 1;
        }
        if left_out > 50 {
            return;
        }
    }
    panic!("only {left_out} cells were left out");
}

#[test]
fn protection_without_the_rule_on_subtraction_is_found() {
    let (mut audited, mut attacked) = (0, 0);
    for (seed, mut case) in small_cases() {
        let Ok(pattern) = case.protect() else { continue };
        case.policy = TablePolicy { respondents_subtract: true, ..case.policy };
        let (refused, broken) = found(&case, &pattern);
        assert!(refused || !broken, "seed {seed}: the attacker found what the auditor did not");
        audited += u32::from(refused);
        attacked += u32::from(broken);
        if attacked > 20 {
            return;
        }
    }
    panic!("only {audited} were refused, and {attacked} broken");
}

#[test]
fn an_unsafe_margin_that_was_forgotten_is_found() {
    let mut forgotten = 0;
    for (seed, mut case) in small_cases() {
        let is_margin = |cell: &usize| !case.table.is_leaf(*cell) && case.primary[*cell].is_some();
        let Some(margin) = (0..case.primary.len()).find(is_margin) else { continue };
        let truth = case.primary.clone();
        case.primary[margin] = None;
        let Ok(pattern) = case.protect() else { continue };
        if pattern.statuses[margin].is_hidden() {
            continue;
        }
        case.primary = truth;
        let audited = audit(&case.table, &case.policy, &case.primary, &pattern, Depth::Witnesses);
        assert!(
            matches!(audited, Err(AuditRefusal::Published { ref cells }) if *cells == [margin]),
            "seed {seed}"
        );
        assert!(crate::attacker::published(&case, &pattern.statuses), "seed {seed}");
        forgotten += 1;
    }
    assert!(forgotten >= 5, "{forgotten}");
}
