//! Which cells are unsafe, from their contributions.

use super::*;
use crate::disclosure::table::{Contribution, Hierarchy};

const OUTSIDER: TablePolicy =
    TablePolicy { insider_coalition: false, respondents_subtract: false, ..TablePolicy::in_force() };

/// The levels of a cell with these contributions.
type Levels = Option<(i64, i64)>;

fn levels(shares: &[i64], content: Content, policy: &TablePolicy) -> Levels {
    let row = |(at, share): (usize, &i64)| Contribution {
        keys: vec!["a".to_owned()],
        value: *share,
        respondent: at.to_string(),
        holding: None,
    };
    let rows: Vec<Contribution> = shares.iter().enumerate().map(row).collect();
    let table = Table::new(content, vec![Hierarchy::flat("d", ["a"]).unwrap()], &rows).unwrap();
    let found = primary(&table, policy);
    assert_eq!(found[0], found[1], "a margin of one cell is the same figure");
    found[1].map(|level| (level.down, level.up))
}

#[test]
fn a_cell_is_unsafe_by_frequency_or_by_its_largest_contribution() {
    let coalition = TablePolicy { insider_coalition: true, ..OUTSIDER };
    let five = TablePolicy { minimum_frequency: 5, ..OUTSIDER };
    let cases: [(&[i64], &TablePolicy, Levels); 9] = [
        (&[1_000], &OUTSIDER, Some((150, 150))),
        (&[1_000, 1_000], &OUTSIDER, Some((150, 150))),
        // the rest is 150, which is 15 % of 1,000
        (&[1_000, 500, 150], &OUTSIDER, None),
        (&[1_000, 500, 149], &OUTSIDER, Some((1, 1))),
        (&[1_001, 500, 150], &OUTSIDER, Some((1, 1))),
        // three insiders leave nothing, or the fourth
        (&[1_000, 500, 150], &coalition, Some((150, 150))),
        (&[1_000, 500, 150, 100], &coalition, Some((50, 50))),
        // by frequency alone: 10 % of 1,800
        (&[600, 600, 600], &five, Some((180, 180))),
        (&[0, 0], &OUTSIDER, None),
    ];
    for (shares, policy, expected) in cases {
        assert_eq!(levels(shares, Content::Amount, policy), expected, "{shares:?}");
    }
}

#[test]
fn a_count_reaches_from_nothing_to_the_minimum_frequency() {
    assert_eq!(levels(&[1], Content::Count, &OUTSIDER), Some((1, 2)));
    assert_eq!(levels(&[1, 1], Content::Count, &OUTSIDER), Some((2, 1)));
    assert_eq!(levels(&[1, 1, 1], Content::Count, &OUTSIDER), None);
    assert_eq!(levels(&[40], Content::Count, &OUTSIDER), Some((40, 4)));
}

#[test]
fn zeros_are_a_value_of_the_policy_and_a_policy_is_checked() {
    let policy = TablePolicy { zero_cells: ZeroCells::Unsafe, ..OUTSIDER };
    assert_eq!(levels(&[0, 0], Content::Amount, &policy), Some((0, 1)));
    let refusal = TablePolicy { p_percent: 101, ..OUTSIDER }.checked().unwrap_err();
    assert_eq!(refusal.to_string(), "p_percent is 101, and must be from 0 to 100");
}
