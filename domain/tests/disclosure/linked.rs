//! Linked tables, and releases one after the other: each is one table, of which some cells are closed, published or
//! hidden before.

use crate::random::{Case, Generator, contribution, hierarchy, policy};
use crate::{Fate, tables, withstands};
use std::collections::BTreeMap;
use wijkfonds_domain::disclosure::primary::{Requirements, Standing, TablePolicy};
use wijkfonds_domain::disclosure::table::{Content, Contribution, Hierarchy, Status, TOTAL, Table};

impl Case {
    /// Two tables of some dimensions each, published from contributions in all of them.
    pub(crate) fn linked(seed: u64) -> Self {
        let mut generator = Generator::new(seed ^ 0x11_0000);
        let dimensions = 2 + generator.below(2);
        let hierarchies: Vec<Hierarchy> =
            (0..dimensions).map(|at| hierarchy(&mut generator, at, 3)).collect();
        let content = if generator.below(4) == 0 { Content::Count } else { Content::Amount };
        let rows = 6 + generator.below(24);
        let contributions: Vec<_> =
            (0..rows).map(|_| contribution(&mut generator, &hierarchies, content)).collect();
        let policy = policy(&mut generator);
        let table = Table::new(content, hierarchies, &contributions).unwrap();
        let mut required = Requirements::by_rules(&table, &policy);
        for cell in (0..table.cells().len()).filter(|cell| !is_published(&table, *cell)) {
            required.stand(cell, Standing::Closed);
        }
        Self { table, policy, required }
    }
}

/// In the first table the last dimension is summed up, in the second the first.
fn is_published(table: &Table, cell: usize) -> bool {
    table.codes(cell).last() == Some(0) || table.codes(cell).next() == Some(0)
}

/// Whether a cell is in the second table and not in the first.
pub(crate) fn in_second(table: &Table, cell: usize) -> bool {
    table.codes(cell).last() != Some(0) && table.codes(cell).next() == Some(0)
}

#[test]
fn no_attacker_narrows_a_protected_cell_of_linked_tables() {
    let (mut protected, mut hidden) = (0, 0);
    for seed in 0..tables() / 2 {
        let case = Case::linked(seed);
        if let Fate::Protected(pattern) = withstands(&case, &format!("linked, seed {seed}")) {
            protected += 1;
            hidden += pattern.statuses.iter().filter(|status| status.is_hidden()).count();
        }
    }
    println!("{protected} pairs of linked tables, {hidden} hidden cells");
    assert!(u64::from(protected * 3_u32) > tables(), "{protected}");
    assert!(hidden > 2 * usize::try_from(protected).unwrap(), "{hidden}");
}

/// A year in five releases: each quarter when it ends, then the year.
pub(crate) struct Year {
    contributions: Vec<Contribution>,
    hierarchies: Vec<Hierarchy>,
    content: Content,
    case: Case,
}

const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];

impl Year {
    pub(crate) fn random(seed: u64, subtract: bool) -> Self {
        let mut generator = Generator::new(seed ^ 0x9_0000);
        let quarters: BTreeMap<String, String> =
            QUARTERS.iter().map(|quarter| ((*quarter).to_owned(), TOTAL.to_owned())).collect();
        let mut hierarchies = vec![Hierarchy::new("quarter", &quarters).unwrap()];
        hierarchies.extend((0..=generator.below(2)).map(|at| hierarchy(&mut generator, at + 1, 3)));
        let content = if generator.below(4) == 0 { Content::Count } else { Content::Amount };
        let rows = 12 + generator.below(30);
        let contributions = (0..rows).map(|_| contribution(&mut generator, &hierarchies, content)).collect();
        let policy = policy(&mut generator);
        let policy = TablePolicy { respondents_subtract: subtract && policy.respondents_subtract, ..policy };
        let table = Table::new(content, hierarchies.clone(), &[]).unwrap();
        let required = Requirements::by_rules(&table, &policy);
        Self { contributions, hierarchies, content, case: Case { table, policy, required } }
    }

    /// The release after so many quarters (5: the year), given what became of the cells before.
    pub(crate) fn release(&self, quarters: usize, before: &BTreeMap<usize, Standing>) -> Case {
        let known =
            |row: &&Contribution| QUARTERS.iter().take(quarters).any(|quarter| *quarter == row.keys[0]);
        let rows: Vec<Contribution> = self.contributions.iter().filter(known).cloned().collect();
        let table = Table::new(self.content, self.hierarchies.clone(), &rows).unwrap();
        let mut required = Requirements::by_rules(&table, &self.case.policy);
        for cell in 0..table.cells().len() {
            let quarter = table.codes(cell).next().unwrap();
            if let Some(standing) = before.get(&cell) {
                required.stand(cell, *standing);
            } else if quarter == 0 && quarters < 5 {
                required.stand(cell, Standing::Closed);
            } else if quarter > quarters {
                // it has not begun, as everybody knows
                required.stand(cell, Standing::Published);
            }
        }
        Case { table, policy: self.case.policy.clone(), required }
    }
}

/// What a release binds its successors to.
pub(crate) fn bind(
    before: &mut BTreeMap<usize, Standing>,
    table: &Table,
    quarters: usize,
    statuses: &[Status],
) {
    for (cell, status) in statuses.iter().enumerate() {
        let quarter = table.codes(cell).next().unwrap();
        if *status != Status::Closed && quarter <= quarters {
            let standing = if status.is_hidden() { Standing::Hidden } else { Standing::Published };
            before.insert(cell, standing);
        }
    }
}

#[test]
fn no_attacker_narrows_a_cell_with_all_quarters_and_the_year() {
    let (mut years, mut held) = (0, 0);
    for seed in 0..tables() / 5 {
        let year = Year::random(seed, true);
        let mut before = BTreeMap::new();
        let mut through = true;
        for quarters in 1..=5 {
            let case = year.release(quarters, &before);
            match withstands(&case, &format!("year {seed}, release {quarters}")) {
                Fate::Protected(pattern) => bind(&mut before, &case.table, quarters, &pattern.statuses),
                Fate::Refused => through = false,
            }
        }
        years += 1;
        held += u32::from(!through);
    }
    println!("{years} years, of which {held} with a release that had to wait");
    assert!(held * 2 < years, "{held} of {years}");
}
