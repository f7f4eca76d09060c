//! Small tables whose pattern can be checked by hand.

use super::*;
use crate::disclosure::primary::primary;
use crate::disclosure::table::{Content, Contribution, Hierarchy};

const OUTSIDER: TablePolicy =
    TablePolicy { insider_coalition: false, respondents_subtract: false, ..TablePolicy::in_force() };

/// Three rows and columns; a cell is `euros/respondents`, all equal.
fn table(cells: [[(i64, i64); 3]; 3]) -> Table {
    let mut rows = Vec::new();
    for (row, line) in cells.iter().enumerate() {
        for (column, (value, respondents)) in line.iter().enumerate() {
            rows.extend((0..*respondents).map(|number| Contribution {
                keys: vec![format!("r{row}"), format!("c{column}")],
                value: value / respondents,
                respondent: format!("{row}{column}{number}"),
                holding: None,
            }));
        }
    }
    let flat = |name: &str, letter: char| {
        let codes: Vec<String> = (0..3).map(|code| format!("{letter}{code}")).collect();
        Hierarchy::flat(name, codes.iter().map(String::as_str)).unwrap()
    };
    Table::new(Content::Amount, vec![flat("row", 'r'), flat("column", 'c')], &rows).unwrap()
}

/// The table as it is published, margins first.
fn published(table: &Table, policy: &TablePolicy) -> Vec<String> {
    let pattern = suppress(table, policy, &primary(table, policy), Effort::usual()).unwrap();
    let cells: Vec<String> = pattern
        .statuses
        .iter()
        .zip(table.cells())
        .map(|(status, cell)| match status {
            Status::Safe => cell.value().to_string(),
            Status::Primary => "x".to_owned(),
            Status::Secondary => "(x)".to_owned(),
            Status::Empty => ".".to_owned(),
        })
        .collect();
    cells.chunks(4).map(|line| line.join(" ")).collect()
}

#[test]
fn one_unsafe_cell_takes_the_cheapest_rectangle_with_it() {
    // 100 of one respondent; the cheapest rectangle has 200, 200 and 300 beside it
    let table = table([
        [(100, 1), (400, 4), (200, 4)],
        [(900, 4), (900, 4), (900, 4)],
        [(200, 4), (800, 4), (300, 4)],
    ]);
    let expected = ["4700 1200 2100 1400", "700 x 400 (x)", "2700 900 900 900", "1300 (x) 800 (x)"];
    assert_eq!(published(&table, &OUTSIDER), expected);
}

#[test]
fn a_safe_table_is_published_whole_and_empty_cells_stay_empty() {
    let table =
        table([[(400, 4), (400, 4), (0, 0)], [(400, 4), (400, 4), (400, 4)], [(400, 4), (400, 4), (400, 4)]]);
    let expected = ["3200 1200 1200 800", "800 400 400 .", "1200 400 400 400", "1200 400 400 400"];
    assert_eq!(published(&table, &OUTSIDER), expected);
}

#[test]
fn two_lone_respondents_in_a_row_do_not_protect_each_other_where_they_subtract() {
    let cells =
        [[(100, 1), (100, 1), (900, 4)], [(100, 1), (100, 1), (900, 4)], [(900, 4), (900, 4), (900, 4)]];
    let table = table(cells);
    let outsider = ["4900 1100 1100 2700", "1100 x x 900", "1100 x x 900", "2700 900 900 900"];
    assert_eq!(published(&table, &OUTSIDER), outsider);
    // each of the four would work out the other three
    let policy = TablePolicy { respondents_subtract: true, ..OUTSIDER };
    assert_ne!(published(&table, &policy), outsider);
}

#[test]
fn too_large_or_too_much_work_is_refused_by_name() {
    let table = table([
        [(100, 1), (400, 4), (200, 4)],
        [(900, 4), (900, 4), (900, 4)],
        [(200, 4), (800, 4), (300, 4)],
    ]);
    let refused = |effort| suppress(&table, &OUTSIDER, &primary(&table, &OUTSIDER), effort).err();
    let small = Effort { largest: 62, ..Effort::usual() };
    assert_eq!(refused(small), Some(SuppressionRefusal::TooLarge { entries: 63, largest: 62 }));
    let little = Effort { budget: 100, ..Effort::usual() };
    assert_eq!(refused(little), Some(SuppressionRefusal::TooMuchWork { budget: 100 }));
}
