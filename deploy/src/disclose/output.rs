//! What the command prints, and how it reads a pattern back.

use comfy_table::{CellAlignment, Table as Printed, presets};
use serde::{Deserialize, Serialize};
use std::path::Path;
use wijkfonds_domain::disclosure::audit::Audit;
use wijkfonds_domain::disclosure::table::{Pattern, Status, Table};

/// How long it took, in seconds.
pub(super) struct Times {
    pub(super) total: f64,
    pub(super) audit: f64,
}

#[derive(Serialize)]
struct Output {
    cells: Vec<CellOutput>,
    cell_count: usize,
    primary: usize,
    secondary: usize,
    secondary_value_percent: f64,
    seconds: f64,
    seconds_audit: f64,
}

#[derive(Serialize, Deserialize)]
struct CellOutput {
    keys: Vec<String>,
    status: StatusOutput,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatusOutput {
    Safe,
    Primary,
    Secondary,
    Empty,
    Closed,
}

#[derive(Deserialize)]
struct ProtectedInput {
    cells: Vec<CellOutput>,
}

impl From<Status> for StatusOutput {
    fn from(status: Status) -> Self {
        match status {
            Status::Safe => Self::Safe,
            Status::Primary => Self::Primary,
            Status::Secondary => Self::Secondary,
            Status::Empty => Self::Empty,
            Status::Closed => Self::Closed,
        }
    }
}

impl StatusOutput {
    const fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Empty => "empty",
            Self::Closed => "closed",
        }
    }
}

fn cells(table: &Table, pattern: &Pattern) -> Vec<CellOutput> {
    let cells = pattern.statuses.iter().zip(table.cells()).enumerate();
    cells
        .map(|(at, (status, cell))| CellOutput {
            keys: table.keys(at).into_iter().map(str::to_owned).collect(),
            status: StatusOutput::from(*status),
            value: (*status == Status::Safe).then(|| cell.value()),
        })
        .collect()
}

/// The share of the secondary cells in the sum of all cells, margins included, in percent.
#[expect(clippy::cast_precision_loss, reason = "it is printed")]
fn secondary_value_percent(table: &Table, pattern: &Pattern) -> f64 {
    let all: i64 = table.cells().iter().map(|cell| cell.value()).sum();
    if all == 0 { 0.0 } else { pattern.secondary_value(table) as f64 * 100.0 / all as f64 }
}

pub(super) fn json(table: &Table, pattern: &Pattern, times: &Times) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Output {
        cells: cells(table, pattern),
        cell_count: pattern.statuses.len(),
        primary: pattern.count(Status::Primary),
        secondary: pattern.count(Status::Secondary),
        secondary_value_percent: secondary_value_percent(table, pattern),
        seconds: times.total,
        seconds_audit: times.audit,
    })
}

pub(super) fn csv(table: &Table, pattern: &Pattern) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = table.hierarchies().iter().map(|hierarchy| hierarchy.name());
    writer.write_record(names.chain(["status", "value"]))?;
    for cell in cells(table, pattern) {
        let value = cell.value.map(|value| value.to_string()).unwrap_or_default();
        let end = [cell.status.code().to_owned(), value];
        writer.write_record(cell.keys.into_iter().chain(end))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A table for people: `x` is hidden for itself, `(x)` to protect another, `.` empty.
pub(super) fn text(table: &Table, pattern: &Pattern, times: &Times) -> String {
    let mut printed = Printed::new();
    printed.load_style(presets::NOTHING);
    let names = table.hierarchies().iter().map(|hierarchy| hierarchy.name().to_owned());
    printed.set_header(names.chain(["value".to_owned()]));
    for cell in cells(table, pattern) {
        let value = match (cell.status, cell.value) {
            (StatusOutput::Primary, _) => "x".to_owned(),
            (StatusOutput::Secondary, _) => "(x)".to_owned(),
            (_, Some(value)) => value.to_string(),
            _ => ".".to_owned(),
        };
        printed.add_row(cell.keys.into_iter().chain([value]));
    }
    if let Some(column) = printed.column_mut(table.hierarchies().len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!(
        "{printed}\n\n{} cells; x: {} hidden for themselves; (x): {} to protect others, {:.2} % of value\n\
         audited; {:.3} s, of which the audit {:.3} s\n",
        pattern.statuses.len(),
        pattern.count(Status::Primary),
        pattern.count(Status::Secondary),
        secondary_value_percent(table, pattern),
        times.total,
        times.audit,
    )
}

/// One line per hidden cell: its keys, status, value, interval, what is asked, and whether it is wide enough.
pub(super) fn audited(table: &Table, pattern: &Pattern, audit: &Audit) -> String {
    let mut printed = Printed::new();
    printed.load_style(presets::NOTHING);
    let names = table.hierarchies().iter().map(|hierarchy| hierarchy.name());
    printed.set_header(names.chain(["status", "value", "low", "high", "asked", "wide enough"]));
    for finding in &audit.findings {
        let value = table.cells()[finding.cell].value();
        let asked = finding
            .required
            .map_or_else(String::new, |level| format!("{}..{}", value - level.down, value + level.up));
        let mut row: Vec<String> = table.keys(finding.cell).into_iter().map(str::to_owned).collect();
        row.push(StatusOutput::from(pattern.statuses[finding.cell]).code().to_owned());
        row.push(value.to_string());
        row.push(finding.low.to_string());
        row.push(finding.high.map_or_else(|| "-".to_owned(), |high| high.to_string()));
        row.push(asked);
        row.push(if finding.wide_enough { "yes" } else { "NO" }.to_owned());
        printed.add_row(row);
    }
    format!("{printed}\n")
}

/// Reads a pattern, in the form that `--json` prints; cells that are not named are empty.
pub(super) fn read(path: &Path, table: &Table) -> Result<Pattern, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let input: ProtectedInput = serde_json::from_str(&text)
        .map_err(|error| format!("{}, line {}: {error}", path.display(), error.line()))?;
    let mut statuses = vec![Status::Empty; table.cells().len()];
    for (number, cell) in input.cells.iter().enumerate() {
        let keys: Vec<&str> = cell.keys.iter().map(String::as_str).collect();
        let fault = |text: &str| format!("{}: cells[{number}] {keys:?}: {text}", path.display());
        let at = table.find(&keys).ok_or_else(|| fault("keys: the table has no such cell"))?;
        statuses[at] = match cell.status {
            StatusOutput::Safe => Status::Safe,
            StatusOutput::Primary => Status::Primary,
            StatusOutput::Secondary => Status::Secondary,
            StatusOutput::Empty => Status::Empty,
            StatusOutput::Closed => Status::Closed,
        };
        if cell.value.is_some_and(|value| value != table.cells()[at].value()) {
            return Err(fault("value: it is not the sum of the contributions"));
        }
    }
    Ok(Pattern { statuses, witnesses: Vec::new() })
}
