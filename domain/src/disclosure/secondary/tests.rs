//! Small tables whose pattern can be checked by hand.

use super::*;
use crate::disclosure::audit::{Depth, audit};
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
    published_under(table, policy, &Requirements::by_rules(table, policy))
}

/// Likewise, and audited.
fn published_under(table: &Table, policy: &TablePolicy, required: &Requirements) -> Vec<String> {
    let pattern = suppress(table, policy, required, Effort::usual()).unwrap();
    audit(table, policy, required, &pattern, Depth::Witnesses).unwrap().passed().unwrap();
    let cells: Vec<String> = pattern
        .statuses
        .iter()
        .zip(table.cells())
        .map(|(status, cell)| match status {
            Status::Safe => cell.value().to_string(),
            Status::Primary => "x".to_owned(),
            Status::Secondary => "(x)".to_owned(),
            Status::Empty => ".".to_owned(),
            Status::Closed => "-".to_owned(),
        })
        .collect();
    cells.chunks(4).map(|line| line.join(" ")).collect()
}

#[test]
fn one_unsafe_cell_takes_the_cheapest_rectangle_with_it() {
    let table = one_unsafe();
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

/// 100 of one respondent at the left above; 200, 200 and 300 are the cheapest corners.
fn one_unsafe() -> Table {
    table([[(100, 1), (400, 4), (200, 4)], [(900, 4), (900, 4), (900, 4)], [(200, 4), (800, 4), (300, 4)]])
}

fn standing(table: &Table, cells: &[([&str; 2], Standing)]) -> Requirements {
    let mut required = Requirements::by_rules(table, &OUTSIDER);
    cells.iter().for_each(|(keys, standing)| required.stand(table.find(keys).unwrap(), *standing));
    required
}

#[test]
fn what_was_published_before_stays_and_the_next_cheapest_rectangle_is_taken() {
    let table = one_unsafe();
    let required = standing(&table, &[(["r0", "c2"], Standing::Published)]);
    let expected = ["4700 1200 2100 1400", "700 x (x) 200", "2700 900 900 900", "1300 (x) (x) 300"];
    assert_eq!(published_under(&table, &OUTSIDER, &required), expected);
}

#[test]
fn what_was_hidden_before_or_is_held_back_stays_hidden_and_is_not_known_exactly() {
    let table = one_unsafe();
    let required = standing(&table, &[(["r1", "c1"], Standing::Hidden)]);
    let expected = ["4700 1200 2100 1400", "700 x (x) 200", "2700 (x) (x) 900", "1300 200 800 300"];
    assert_eq!(published_under(&table, &OUTSIDER, &required), expected);
}

#[test]
fn a_cell_that_history_gives_away_is_refused_with_the_cells_that_do() {
    let table = one_unsafe();
    let row = [["Total", "c0"], ["r1", "c0"], ["r2", "c0"]];
    let required = standing(&table, &row.map(|keys| (keys, Standing::Published)));
    let place = |keys: &[&str]| table.find(keys).unwrap();
    let refused = suppress(&table, &OUTSIDER, &required, Effort::usual()).err();
    let published = vec![place(&["r2", "c0"])];
    assert_eq!(refused, Some(SuppressionRefusal::PublishedBefore { cell: place(&["r0", "c0"]), published }));

    let mut required = standing(&table, &[(["r0", "c0"], Standing::Published)]);
    assert!(suppress(&table, &OUTSIDER, &required, Effort::usual()).is_ok());
    let cell = place(&["r0", "c0"]);
    required.mark_unsafe(&table, &OUTSIDER, cell);
    let refused = suppress(&table, &OUTSIDER, &required, Effort::usual()).err();
    assert_eq!(refused, Some(SuppressionRefusal::PublishedBefore { cell, published: vec![cell] }));
}

#[test]
fn linked_tables_are_margins_of_one_table_whose_inner_cells_are_closed() {
    // of the rows, the first is unsafe; the columns are published beside it, the inner cells nowhere
    let table =
        table([[(100, 1), (0, 0), (0, 0)], [(900, 4), (900, 4), (900, 4)], [(200, 4), (800, 4), (300, 4)]]);
    let mut required = Requirements::by_rules(&table, &OUTSIDER);
    (0..16).filter(|cell| table.is_leaf(*cell)).for_each(|cell| required.stand(cell, Standing::Closed));
    let expected = ["4100 1200 1700 1200", "x - - -", "2700 - - -", "(x) - - -"];
    assert_eq!(published_under(&table, &OUTSIDER, &required), expected);
    // asked for by name, a closed cell is protected: here it is as wide as its row
    required.mark_unsafe(&table, &OUTSIDER, 5);
    let expected = ["4100 1200 1700 1200", "x x - -", "2700 - - -", "(x) - - -"];
    assert_eq!(published_under(&table, &OUTSIDER, &required), expected);
}

#[test]
fn an_empty_cell_that_is_held_back_is_a_secret_like_any_other() {
    let cells =
        [[(0, 0), (400, 4), (400, 4)], [(400, 4), (900, 4), (900, 4)], [(900, 4), (900, 4), (900, 4)]];
    let table = table(cells);
    let required = standing(&table, &[(["r0", "c0"], Standing::Hidden)]);
    let expected = ["5700 1300 2200 2200", "800 (x) (x) 400", "2200 (x) (x) 900", "2700 900 900 900"];
    assert_eq!(published_under(&table, &OUTSIDER, &required), expected);
}

#[test]
fn too_large_or_too_much_work_is_refused_by_name() {
    let table = one_unsafe();
    let required = Requirements::by_rules(&table, &OUTSIDER);
    let refused = |effort| suppress(&table, &OUTSIDER, &required, effort).err();
    let small = Effort { largest: 35, ..Effort::usual() };
    assert_eq!(refused(small), Some(SuppressionRefusal::TooLarge { entries: 36, largest: 35 }));
    let little = Effort { budget: 100, ..Effort::usual() };
    assert_eq!(refused(little), Some(SuppressionRefusal::TooMuchWork { budget: 100 }));
}
