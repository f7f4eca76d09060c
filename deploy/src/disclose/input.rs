//! The microdata file: a header line, one row per contribution.

use super::spec::Spec;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::path::Path;
use wijkfonds_domain::disclosure::table::{Content, Contribution, Hierarchy, TOTAL, Table};

/// The largest single value that is taken.
const LARGEST: i64 = 1_000_000_000_000;

/// Columns by their place in the file.
struct Columns {
    dimensions: Vec<usize>,
    value: Option<usize>,
    respondent: Option<usize>,
    holding: Option<usize>,
}

/// Reads the file into a table. Errors name file, line, field and rule.
pub(super) fn table(path: &Path, spec: &Spec) -> Result<Table, String> {
    let fault = |line: u64, text: &str| format!("{}, line {line}: {text}", path.display());
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let header = reader.headers().map_err(|error| fault(1, &error.to_string()))?.clone();
    let columns = Columns::of(&header, spec).map_err(|text| fault(1, &text))?;
    let mut contributions = Vec::new();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{}: {error}", path.display()))?;
        let line = record.position().map_or(0, csv::Position::line);
        contributions.push(contribution(&record, &columns, spec, line).map_err(|text| fault(line, &text))?);
        lines.push(line);
    }
    let hierarchies =
        hierarchies(spec, &contributions).map_err(|text| format!("{}: {text}", path.display()))?;
    check_codes(&hierarchies, &contributions, &lines).map_err(|(line, text)| fault(line, &text))?;
    let content = if spec.value.is_some() { Content::Amount } else { Content::Count };
    Table::new(content, hierarchies, &contributions)
        .map_err(|refusal| format!("{}: {refusal}", path.display()))
}

impl Columns {
    fn of(header: &StringRecord, spec: &Spec) -> Result<Self, String> {
        let find = |name: &String| {
            let found = header.iter().position(|column| column.trim() == name);
            found.ok_or_else(|| format!("there is no column {name}, which the specification names"))
        };
        let optional = |name: &Option<String>| name.as_ref().map(find).transpose();
        Ok(Self {
            dimensions: spec.dimensions.iter().map(find).collect::<Result<_, _>>()?,
            value: optional(&spec.value)?,
            respondent: optional(&spec.respondent)?,
            holding: optional(&spec.holding)?,
        })
    }
}

fn contribution(
    record: &StringRecord,
    columns: &Columns,
    spec: &Spec,
    line: u64,
) -> Result<Contribution, String> {
    let field = |column: usize| record.get(column).unwrap_or("").trim().to_owned();
    let mut keys = Vec::new();
    for (column, name) in columns.dimensions.iter().zip(&spec.dimensions) {
        let key = field(*column);
        if key.is_empty() {
            return Err(format!("{name}: a code is needed"));
        }
        if key == TOTAL {
            return Err(format!("{name}: {TOTAL} is the code of the margin"));
        }
        keys.push(key);
    }
    let value = match (columns.value, &spec.value) {
        (Some(column), Some(name)) => amount(&field(column)).map_err(|rule| format!("{name}: {rule}"))?,
        _ => 1,
    };
    let respondent = match (columns.respondent, &spec.respondent) {
        (Some(column), Some(name)) => Some(field(column))
            .filter(|text| !text.is_empty())
            .ok_or(format!("{name}: a respondent is needed"))?,
        _ => format!("line {line}"),
    };
    // a practice in a holding and one with the holding's name are told apart
    let holding =
        columns.holding.map(field).filter(|text| !text.is_empty()).map(|text| format!("holding {text}"));
    Ok(Contribution { keys, value, respondent: format!("respondent {respondent}"), holding })
}

fn amount(text: &str) -> Result<i64, String> {
    match text.parse::<i64>() {
        Ok(value) if (0..=LARGEST).contains(&value) => Ok(value),
        _ => Err(format!("a whole number from 0 to {LARGEST} is needed, not '{text}'")),
    }
}

fn hierarchies(spec: &Spec, contributions: &[Contribution]) -> Result<Vec<Hierarchy>, String> {
    let of = |(at, name): (usize, &String)| {
        let hierarchy = match spec.hierarchies.get(name) {
            Some(parents) => Hierarchy::new(name, parents),
            None => {
                let codes = contributions.iter().map(|one| (one.keys[at].clone(), TOTAL.to_owned()));
                Hierarchy::new(name, &codes.collect::<BTreeMap<_, _>>())
            }
        };
        hierarchy.map_err(|refusal| refusal.to_string())
    };
    spec.dimensions.iter().enumerate().map(of).collect()
}

fn check_codes(
    hierarchies: &[Hierarchy],
    contributions: &[Contribution],
    lines: &[u64],
) -> Result<(), (u64, String)> {
    for (contribution, line) in contributions.iter().zip(lines) {
        for (hierarchy, key) in hierarchies.iter().zip(&contribution.keys) {
            let rule = match hierarchy.find(key) {
                None => "is not in the hierarchy",
                Some(code) if !hierarchy.is_leaf(code) => "is a sum of other codes",
                Some(_) => continue,
            };
            return Err((*line, format!("{}: code {key} {rule}", hierarchy.name())));
        }
    }
    Ok(())
}
