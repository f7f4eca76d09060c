//! Faults put into a suppressor: the auditor and the attacker each find them.

use crate::attacker::breaks;
use crate::linked::{Year, bind, in_second};
use crate::random::Case;
use std::collections::BTreeMap;
use wijkfonds_domain::disclosure::audit::{AuditRefusal, Depth, audit};
use wijkfonds_domain::disclosure::primary::{Requirements, Standing, TablePolicy};
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
    let audited = audit(&case.table, &case.policy, &case.required, pattern, Depth::Witnesses);
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
        let is_margin = |cell: &usize| !case.table.is_leaf(*cell) && case.required.need(*cell).is_some();
        let Some(margin) = (0..case.required.len()).find(is_margin) else { continue };
        let truth = case.required.clone();
        case.required.stand(margin, Standing::Closed);
        case.required.stand(margin, Standing::Open);
        let Ok(pattern) = case.protect() else { continue };
        if pattern.statuses[margin].is_hidden() {
            continue;
        }
        case.required = truth;
        let audited = audit(&case.table, &case.policy, &case.required, &pattern, Depth::Witnesses);
        assert!(
            matches!(audited, Err(AuditRefusal::Published { ref cells }) if *cells == [margin]),
            "seed {seed}"
        );
        assert!(crate::attacker::published(&case, &pattern.statuses), "seed {seed}");
        forgotten += 1;
    }
    assert!(forgotten >= 5, "{forgotten}");
}

#[test]
fn history_that_was_ignored_is_found() {
    let (mut audited, mut attacked) = (0, 0);
    for seed in 0..100 {
        let year = Year::random(seed, false);
        let mut before = BTreeMap::new();
        for quarters in 1..=4 {
            let case = year.release(quarters, &before);
            let Ok(pattern) = case.protect() else { continue };
            bind(&mut before, &case.table, quarters, &pattern.statuses);
        }
        let case = year.release(5, &before);
        let mut ignorant = case.clone();
        ignorant.required = Requirements::by_rules(&case.table, &case.policy);
        let Ok(mut pattern) = ignorant.protect() else { continue };
        let (refused, _) = found(&case, &pattern);
        // the world still knows what it was told
        for (cell, status) in pattern.statuses.iter_mut().enumerate() {
            if status.is_hidden() && case.required.standing(cell) == Standing::Published {
                *status = Status::Safe;
            }
        }
        let (narrow, broken) = found(&case, &pattern);
        assert!(refused && narrow || !broken, "seed {seed}: the attacker found what the auditor did not");
        audited += u32::from(refused);
        attacked += u32::from(broken);
    }
    assert!(audited > 20 && attacked > 20, "{audited} were refused, and {attacked} broken");
}

#[test]
fn a_linked_table_that_was_forgotten_is_found() {
    let (mut audited, mut attacked) = (0, 0);
    for seed in 0..150 {
        let mut case = Case::linked(seed);
        case.policy.respondents_subtract = false;
        let mut forgetful = case.clone();
        for cell in (0..case.required.len()).filter(|cell| in_second(&case.table, *cell)) {
            forgetful.required.stand(cell, Standing::Closed);
        }
        let Ok(mut pattern) = forgetful.protect() else { continue };
        // the second table is published with its unsafe cells hidden, and nothing else
        for (cell, status) in pattern.statuses.iter_mut().enumerate() {
            if *status == Status::Closed && case.required.standing(cell) == Standing::Open {
                *status = match case.required.need(cell) {
                    Some(_) => Status::Primary,
                    None if case.table.cells()[cell].is_empty() => Status::Empty,
                    None => Status::Safe,
                };
            }
        }
        let (refused, broken) = found(&case, &pattern);
        assert!(refused || !broken, "seed {seed}: the attacker found what the auditor did not");
        audited += u32::from(refused);
        attacked += u32::from(broken);
    }
    assert!(audited > 20 && attacked > 20, "{audited} were refused, and {attacked} broken");
}
