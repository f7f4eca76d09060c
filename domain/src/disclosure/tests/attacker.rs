//! What somebody can work out who has every table that was ever released of a year, and nothing else: a linear program
//! over the sums that the code lists tell, written for these tests alone.

use crate::disclosure::{Figure, FigureTable};
use crate::measure::{Dimension, Measure, TOTAL};
use crate::tally::Draft;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};
use std::collections::BTreeMap;

/// Codes of the dimensions, then the part.
type Key = Vec<String>;

/// What is broken, in words: hidden cells that can be worked out more closely than they may, every `step`th of them.
pub(super) fn broken(drafts: &[Draft], released: &[FigureTable], step: usize) -> Vec<String> {
    drafts.iter().flat_map(|draft| broken_in(draft, released, step)).collect()
}

fn broken_in(draft: &Draft, released: &[FigureTable], step: usize) -> Vec<String> {
    let known = known(draft, released);
    let secret = known.iter().filter(|(_, figure)| **figure == Figure::Secret).map(|(key, _)| key);
    let looked_at: Vec<&Key> = secret.step_by(step).collect();
    looked_at.into_iter().filter_map(|key| given_away(draft, &known, key)).collect()
}

/// What each released table says of each cell of the whole.
fn known(draft: &Draft, released: &[FigureTable]) -> BTreeMap<Key, Figure> {
    let mut known = BTreeMap::new();
    for table in released {
        let parts = draft.parts();
        let of_it = |(measure, _): &&(Measure, &str)| *measure == table.table.measure;
        let Some((_, part)) = parts.tables.iter().find(of_it) else { continue };
        for (place, figure) in table.cells.iter().enumerate() {
            let mut key: Key = table.codes(place).into_iter().map(|code| code.code.clone()).collect();
            if !parts.codes.is_empty() {
                key.push((*part).to_owned());
            }
            known.insert(key, *figure);
        }
    }
    known
}

fn given_away(draft: &Draft, known: &BTreeMap<Key, Figure>, key: &Key) -> Option<String> {
    let shares = shares(draft, key);
    let value: i64 = shares.iter().sum();
    let (low, high) = (solve(draft, known, key, false), solve(draft, known, key, true));
    let slip = 1e-6 * (1.0 + value as f64);
    if high - low < slip {
        return Some(format!("{key:?} is {value}"));
    }
    if draft.unit() != crate::measure::Unit::Euros {
        return None;
    }
    let rest: i64 = shares.iter().skip(3).sum();
    let level = (shares.first().copied().unwrap_or(0) * 15) as f64 / 100.0 - rest as f64;
    let narrow = low > value as f64 - level + slip || high < value as f64 + level - slip;
    (level > 0.0 && narrow).then(|| format!("{key:?} is {value}, between {low} and {high}"))
}

/// What each respondent has in a cell, the largest first.
fn shares(draft: &Draft, key: &Key) -> Vec<i64> {
    let mut shares: BTreeMap<&str, i64> = BTreeMap::new();
    for one in draft.contributions() {
        let under = |(at, (code, of)): (usize, (&String, &String))| {
            parts_of(draft, at, of).contains(code) || code == of
        };
        if one.keys.iter().zip(key).enumerate().all(under) {
            *shares.entry(&one.respondent).or_default() += one.value;
        }
    }
    let mut shares: Vec<i64> = shares.into_values().collect();
    shares.sort_unstable_by(|a, b| b.cmp(a));
    shares
}

/// All codes beneath a code of a dimension; the part comes after the dimensions.
fn parts_of(draft: &Draft, dimension: usize, code: &str) -> Vec<String> {
    let children = children(draft, dimension, code);
    children
        .iter()
        .flat_map(|child| [vec![child.clone()], parts_of(draft, dimension, child)].concat())
        .collect()
}

fn children(draft: &Draft, dimension: usize, code: &str) -> Vec<String> {
    let Some(Dimension { codes, .. }) = draft.dimensions().get(dimension) else {
        let parts = draft.parts().codes.iter().filter(|(_, parent)| *parent == code);
        return parts.map(|(part, _)| (*part).to_owned()).collect();
    };
    let parent = |place: u32| codes[place as usize].code.as_str();
    let children = codes.iter().skip(1).filter(|other| parent(other.parent) == code);
    children.map(|child| child.code.clone()).collect()
}

/// The codes of a dimension, or of the part.
fn codes(draft: &Draft, dimension: usize) -> Vec<String> {
    [vec![TOTAL.to_owned()], parts_of(draft, dimension, TOTAL)].concat()
}

fn solve(draft: &Draft, known: &BTreeMap<Key, Figure>, target: &Key, up: bool) -> f64 {
    let direction = if up { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
    let mut problem = Problem::new(direction);
    let mut variables: BTreeMap<Key, Variable> = BTreeMap::new();
    let mut value = |problem: &mut Problem, key: &Key| match known.get(key) {
        Some(Figure::Value(value)) => Err(*value as f64),
        Some(Figure::Nil) => Err(0.0),
        _ => Ok(*variables
            .entry(key.clone())
            .or_insert_with(|| problem.add_var(f64::from(u8::from(key == target)), (0.0, 1e7)))),
    };
    let places = target.len();
    let mut keys: Vec<Key> = vec![Vec::new()];
    for dimension in 0..places {
        let all = codes(draft, dimension);
        keys = keys
            .iter()
            .flat_map(|key| all.iter().map(|code| [key.as_slice(), std::slice::from_ref(code)].concat()))
            .collect();
    }
    for key in &keys {
        for dimension in 0..places {
            let parts = children(draft, dimension, &key[dimension]);
            if parts.is_empty() {
                continue;
            }
            let (mut terms, mut sum) = (Vec::new(), 0.0);
            let with = |code: &String| {
                let mut other = key.clone();
                other[dimension].clone_from(code);
                other
            };
            for (other, sign) in parts.iter().map(|part| (with(part), 1.0)).chain([(key.clone(), -1.0)]) {
                match value(&mut problem, &other) {
                    Ok(variable) => terms.push((variable, sign)),
                    Err(figure) => sum += sign * figure,
                }
            }
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, -sum);
            }
        }
    }
    match problem.solve().unwrap() {
        SolveOutcome::Solution(solution) => solution.objective(),
        SolveOutcome::Interrupted(_) => panic!("no limit was set"),
    }
}
