//! Everything that can be worked out of a published table, by linear programs over its values.

use crate::random::Case;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::disclosure::primary::{Standing, ZeroCells};
use wijkfonds_domain::disclosure::table::{Content, Status, Table};

/// What was broken, in words. Hidden cells, the values of published ones, and the code lists are all it is told,
/// beside the truth to compare with; and, where respondents subtract, one respondent's own contributions.
pub(crate) fn attack(case: &Case, statuses: &[Status]) -> Vec<String> {
    let mut broken = attack_as(case, statuses, None);
    if case.policy.respondents_subtract {
        let all = case.table.cells().iter().flat_map(|cell| cell.contributors());
        let all: BTreeSet<u32> = all.map(|(respondent, _)| *respondent).collect();
        // three of them, others from table to table
        let skip = usize::try_from(case.table.cells()[0].value()).unwrap() % all.len().max(1);
        for respondent in all.iter().cycle().skip(skip).take(3.min(all.len())) {
            broken.extend(attack_as(case, statuses, Some(*respondent)));
        }
    }
    broken
}

/// Whether anything is broken; it stops at the first.
pub(crate) fn breaks(case: &Case, statuses: &[Status]) -> bool {
    let cells = || (0..statuses.len()).filter(|cell| statuses[*cell].is_hidden());
    let sums = sums(&case.table);
    attackers(case)
        .into_iter()
        .any(|who| cells().any(|cell| broken(case, &sums, statuses, who, cell).is_some()))
}

/// Whether some cell that must be hidden is given away with everything hidden that can be: no pattern hides more.
/// A cell that nobody must hide, and that somebody knows exactly all the same, is published.
pub(crate) fn cannot_be_protected(case: &Case) -> bool {
    let nil = |cell: usize| {
        case.policy.zero_cells == ZeroCells::Safe && case.table.cells()[cell].contributors().is_empty()
    };
    let must =
        |cell: usize| case.required.need(cell).is_some() || case.required.standing(cell) == Standing::Hidden;
    let status = |cell| match case.required.standing(cell) {
        Standing::Published => Status::Safe,
        Standing::Closed if !must(cell) => Status::Closed,
        Standing::Open if nil(cell) && !must(cell) => Status::Empty,
        _ => Status::Secondary,
    };
    let mut statuses: Vec<Status> = (0..case.table.cells().len()).map(status).collect();
    let sums = sums(&case.table);
    let attackers = attackers(case);
    loop {
        let before = statuses.clone();
        for cell in (0..statuses.len()).filter(|cell| before[*cell].is_hidden()) {
            if attackers.iter().any(|who| broken(case, &sums, &statuses, *who, cell).is_some()) {
                if must(cell) {
                    return true;
                }
                statuses[cell] = Status::Safe;
            }
        }
        if statuses == before {
            return false;
        }
    }
}

/// The world, and every respondent where they subtract.
fn attackers(case: &Case) -> Vec<Option<u32>> {
    let respondents = case.table.cells().iter().flat_map(|cell| cell.contributors());
    let respondents: BTreeSet<u32> = respondents.map(|(respondent, _)| *respondent).collect();
    let subtract = case.policy.respondents_subtract;
    std::iter::once(None).chain(respondents.into_iter().filter(|_| subtract).map(Some)).collect()
}

fn attack_as(case: &Case, statuses: &[Status], respondent: Option<u32>) -> Vec<String> {
    let sums = sums(&case.table);
    let hidden: Vec<usize> = (0..statuses.len()).filter(|cell| statuses[*cell].is_hidden()).collect();
    let every = if crate::is_by_hand() { 1 } else { hidden.len().div_ceil(MOST_CELLS).max(1) };
    let first = usize::try_from(case.table.cells()[0].value()).unwrap() % every;
    let attacked = hidden.into_iter().skip(first).step_by(every);
    attacked.filter_map(|cell| broken(case, &sums, statuses, respondent, cell)).collect()
}

/// So many hidden cells of a table are attacked by one attacker, others from table to table; by hand, all.
const MOST_CELLS: usize = 8;

/// What an attacker learns of one hidden cell that they may not.
fn broken(
    case: &Case,
    sums: &[(usize, Vec<usize>)],
    statuses: &[Status],
    respondent: Option<u32>,
    cell: usize,
) -> Option<String> {
    let contributors = case.table.cells()[cell].contributors();
    let own = contributors.iter().find(|(other, _)| Some(*other) == respondent).map(|(_, value)| *value);
    if own.is_some() && contributors.len() == 1 {
        return None;
    }
    let value = case.table.cells()[cell].value();
    let (low, high) = interval(&case.table, sums, statuses, respondent, cell);
    if high - low < 1e-6 * (1.0 + value as f64) && !(own.is_some() && own == Some(value)) {
        return Some(format!("{respondent:?} knows cell {cell}: {value} from {low} to {high}"));
    }
    let required = case.required.need(cell)?;
    let down = required.down.min(value - own.unwrap_or(0));
    let slip = 1e-6 * (1.0 + value as f64);
    let narrow = low > (value - down) as f64 + slip || high < (value + required.up) as f64 - slip;
    narrow.then(|| format!("{respondent:?} narrows cell {cell}: {value} {required:?} to {low}..{high}"))
}

/// The lowest and highest value of a cell. For counts, whole numbers within.
fn interval(
    table: &Table,
    sums: &[(usize, Vec<usize>)],
    statuses: &[Status],
    respondent: Option<u32>,
    target: usize,
) -> (f64, f64) {
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
        for cell in (0..statuses.len()).filter(|cell| is_unknown(statuses[*cell])) {
            let contributors = table.cells()[cell].contributors();
            let own =
                contributors.iter().find(|(other, _)| Some(*other) == respondent).map(|(_, value)| *value);
            let low = own.unwrap_or(0) as f64;
            let high = if own.is_some() && contributors.len() == 1 { low } else { 1e7 };
            variables.insert(cell, problem.add_var(f64::from(u8::from(cell == target)), (low, high)));
        }
        for (sum, parts) in sums {
            let mut terms = Vec::new();
            let mut known = 0.0;
            for (cell, sign) in parts.iter().map(|part| (*part, 1.0)).chain([(*sum, -1.0)]) {
                match variables.get(&cell) {
                    Some(variable) => terms.push((*variable, sign)),
                    None => known += sign * table.cells()[cell].value() as f64,
                }
            }
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, -known);
            }
        }
        match problem.solve().unwrap() {
            SolveOutcome::Solution(solution) => solution.objective(),
            SolveOutcome::Interrupted(_) => panic!("no limit was set"),
        }
    };
    let (low, high) = (solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize));
    if table.content() == Content::Count { ((low - 1e-6).ceil(), (high + 1e-6).floor()) } else { (low, high) }
}

/// Nobody was told: hidden, or in no published table.
fn is_unknown(status: Status) -> bool {
    status.is_hidden() || status == Status::Closed
}

/// Each sum with its parts, by the names of the codes.
fn sums(table: &Table) -> Vec<(usize, Vec<usize>)> {
    let mut sums = Vec::new();
    for (dimension, hierarchy) in table.hierarchies().iter().enumerate() {
        for cell in 0..table.cells().len() {
            let keys = table.keys(cell);
            let above = hierarchy.find(keys[dimension]);
            let children = (0..hierarchy.len()).filter(|code| hierarchy.parent(*code) == above && *code != 0);
            let parts: Vec<usize> = children
                .map(|code| {
                    let mut keys = keys.clone();
                    keys[dimension] = hierarchy.name_of(code);
                    table.find(&keys).unwrap()
                })
                .collect();
            if !parts.is_empty() {
                sums.push((cell, parts));
            }
        }
    }
    sums
}

/// Whether a published cell has fewer contributors than the policy asks, or one whose share the others know.
pub(crate) fn published(case: &Case, statuses: &[Status]) -> bool {
    statuses.iter().zip(case.table.cells()).filter(|(status, _)| **status == Status::Safe).any(|(_, cell)| {
        let shares: Vec<i64> = cell.contributors().iter().map(|(_, share)| *share).collect();
        let insiders = if case.policy.insider_coalition { 3 } else { 2 };
        let rest: i64 = shares.iter().skip(insiders).sum();
        let few = shares.len() < case.policy.minimum_frequency as usize;
        let close = case.table.content() == Content::Amount
            && rest * 100 < i64::from(case.policy.p_percent) * shares.first().copied().unwrap_or(0);
        (few || close) && (cell.value() > 0 || case.policy.zero_cells == ZeroCells::Unsafe)
    })
}
