//! Patterns that are good, and broken in one place each.

use super::*;
use crate::disclosure::secondary::{Effort, suppress};
use crate::disclosure::table::{Content, Contribution, Hierarchy, Witness};

const OUTSIDER: TablePolicy =
    TablePolicy { insider_coalition: false, respondents_subtract: false, ..TablePolicy::in_force() };

/// Two rows and columns: 1,000 of one respondent, and 400, 400, 140 of four each.
fn table() -> Table {
    let mut rows = Vec::new();
    for (keys, value, respondents) in [("ac", 1_000, 1), ("ad", 400, 4), ("bc", 400, 4), ("bd", 140, 4)] {
        rows.extend((0..respondents).map(|number| Contribution {
            keys: vec![keys[..1].to_owned(), keys[1..].to_owned()],
            value: value / respondents,
            respondent: format!("{keys}{number}"),
            holding: None,
        }));
    }
    let hierarchies =
        vec![Hierarchy::flat("row", ["a", "b"]).unwrap(), Hierarchy::flat("column", ["c", "d"]).unwrap()];
    Table::new(Content::Amount, hierarchies, &rows).unwrap()
}

/// A pattern that hides the four inner cells.
fn inner(table: &Table, witnesses: Vec<Witness>) -> Pattern {
    let status = |cell| match table.is_leaf(cell) {
        true if cell == 4 => Status::Primary,
        true => Status::Secondary,
        false => Status::Safe,
    };
    Pattern { statuses: (0..9).map(status).collect(), witnesses }
}

fn required(down: i64, up: i64) -> Requirements {
    Requirements::given((0..9).map(|cell| (cell == 4).then_some(Protection { down, up })).collect())
}

#[test]
fn the_interval_of_a_rectangle_is_known_by_hand_and_one_more_is_too_narrow() {
    let table = table();
    // up until both neighbours are 0: 1,000 + 400; down until the opposite corner is: 1,000 − 140
    for (down, up, wide) in [(140, 400, true), (141, 400, true), (140, 401, false), (1_000, 400, false)] {
        let pattern = inner(&table, Vec::new());
        let audit = audit(&table, &OUTSIDER, &required(down, up), &pattern, Depth::Intervals).unwrap();
        let first = &audit.findings[0];
        assert_eq!((first.cell, first.low, first.high), (4, 860, Some(1_400)));
        assert_eq!(first.wide_enough, wide && down <= 140, "{down} {up}");
        assert_eq!(audit.passed().is_err(), !first.wide_enough);
    }
}

#[test]
fn a_forged_witness_proves_nothing() {
    let table = table();
    let mut pattern = inner(&table, vec![Witness { differences: vec![(4, 1), (5, 1), (7, 1), (8, 1)] }]);
    pattern.statuses[8] = Status::Safe;
    for differences in [vec![(4, 500)], vec![(4, 1), (5, -1), (7, -1), (8, 1)], vec![(4, 1), (4, -1)]] {
        pattern.witnesses = vec![Witness { differences }];
        let audit = audit(&table, &OUTSIDER, &required(1, 1), &pattern, Depth::Witnesses).unwrap();
        assert_eq!(audit.passed(), Err(AuditRefusal::TooNarrow { cells: vec![4, 5, 7] }));
    }
}

#[test]
fn what_the_suppressor_hands_over_passes_and_a_published_unsafe_cell_does_not() {
    let table = table();
    let required = Requirements::by_rules(&table, &OUTSIDER);
    let mut pattern = suppress(&table, &OUTSIDER, &required, Effort::usual()).unwrap();
    audit(&table, &OUTSIDER, &required, &pattern, Depth::Witnesses).unwrap().passed().unwrap();
    let cell = (0..9).find(|cell| required.need(*cell).is_some()).unwrap();
    pattern.statuses[cell] = Status::Safe;
    let refused = audit(&table, &OUTSIDER, &required, &pattern, Depth::Witnesses).err();
    assert_eq!(refused, Some(AuditRefusal::Published { cells: vec![cell] }));
}

#[test]
fn a_pattern_that_does_not_keep_what_was_laid_down_is_refused_by_cell() {
    let table = table();
    let required = |standing| {
        let mut required = required(140, 400);
        required.stand(7, standing);
        required
    };
    let audited = |standing, status: Status| {
        let mut pattern = inner(&table, Vec::new());
        pattern.statuses[7] = status;
        audit(&table, &OUTSIDER, &required(standing), &pattern, Depth::Witnesses).err()
    };
    let misplaced = Some(AuditRefusal::Misplaced { cells: vec![7] });
    assert_eq!(audited(Standing::Published, Status::Secondary), misplaced);
    assert_eq!(audited(Standing::Hidden, Status::Safe), misplaced);
    assert_eq!(audited(Standing::Open, Status::Closed), misplaced);
    assert_eq!(audited(Standing::Closed, Status::Safe), misplaced);
    assert_eq!(audited(Standing::Hidden, Status::Secondary), None);
    assert_eq!(audited(Standing::Closed, Status::Closed), None);
}
