//! What follows from the sums by solving them: Gauss, in whole numbers modulo a large prime. A cell that the equations
//! fix is fixed modulo every prime; one that they leave open could be fixed modulo this one only by a coincidence of
//! one in 2^61.

use std::collections::BTreeMap;

const PRIME: u64 = (1 << 61) - 1;

/// A line of the equations: coefficients of unknown cells, none of them zero.
type Line = BTreeMap<usize, u64>;

/// Which cells are known, or follow.
pub(super) fn solvable(known: &[Option<i128>], sums: &[(usize, Vec<usize>)]) -> Vec<bool> {
    let mut solved: BTreeMap<usize, Line> = BTreeMap::new();
    for (sum, parts) in sums {
        let mut line = Line::new();
        let terms = parts.iter().map(|part| (*part, 1)).chain([(*sum, PRIME - 1)]);
        for (cell, coefficient) in terms.filter(|(cell, _)| known[*cell].is_none()) {
            add(&mut line, cell, coefficient);
        }
        eliminate(&mut solved, line);
    }
    // a cell follows when its line, cleared of all that is solved for, has nothing else left
    let follows = |cell: usize| solved.get(&cell).is_some_and(BTreeMap::is_empty);
    (0..known.len()).map(|cell| known[cell].is_some() || follows(cell)).collect()
}

/// Solves a line for one of its cells and puts that into the others: `solved` holds, per cell, what it is of the cells
/// that are not solved for.
fn eliminate(solved: &mut BTreeMap<usize, Line>, line: Line) {
    let mut rest = Line::new();
    for (cell, coefficient) in line {
        match solved.get(&cell) {
            Some(other) => {
                let other = other.clone();
                other.into_iter().for_each(|(cell, by)| add(&mut rest, cell, times(coefficient, by)));
            }
            None => add(&mut rest, cell, coefficient),
        }
    }
    // the cell that the fewest lines know keeps them short
    let uses = |cell: &usize| solved.values().filter(|line| line.contains_key(cell)).count();
    let Some(pivot) = rest.keys().copied().min_by_key(uses) else { return };
    let Some(coefficient) = rest.remove(&pivot) else { return };
    let factor = PRIME - inverse(coefficient);
    let line: Line = rest.into_iter().map(|(cell, by)| (cell, times(by, factor))).collect();
    for other in solved.values_mut() {
        if let Some(by) = other.remove(&pivot) {
            line.iter().for_each(|(cell, own)| add(other, *cell, times(by, *own)));
        }
    }
    solved.insert(pivot, line);
}

fn add(line: &mut Line, cell: usize, by: u64) {
    let there = line.entry(cell).or_insert(0);
    *there = (*there + by) % PRIME;
    if *there == 0 {
        line.remove(&cell);
    }
}

fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

/// By Fermat: `n^(p − 2)`.
fn inverse(number: u64) -> u64 {
    let (mut base, mut exponent, mut result) = (number, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}
