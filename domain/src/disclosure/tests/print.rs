//! A publication as a fund manager reads it, and the fund's own account of it.

use crate::disclosure::{Figure, FigureTable, Proposal, TableAccount};
use crate::measure::{Code, Dimension, TOTAL};
use std::fmt::Write;

/// All tables of a proposal, and what is refused.
pub(crate) fn proposal(proposal: &Proposal) -> String {
    let mut text = String::new();
    for (released, account) in proposal.tables().iter().zip(proposal.accounts()) {
        text += &table(released.content());
        text += &explained(released.content(), account);
        text += "\n";
    }
    for refused in proposal.refused() {
        let tables: Vec<_> = refused.tables.iter().map(|table| table.measure.code()).collect();
        let cells: Vec<_> = refused.cells.iter().map(|codes| codes.join(" / ")).collect();
        writeln!(text, "not released, {}: {}", refused.because.code(), tables.join(", ")).unwrap();
        cells.iter().for_each(|cell| writeln!(text, "    {cell}").unwrap());
    }
    text
}

/// What the world sees.
pub(crate) fn table(table: &FigureTable) -> String {
    let id = &table.table;
    let mut text = format!("region {}, {} {}: {}\n\n", id.region, id.year, id.period, id.measure.code());
    match table.dimensions.as_slice() {
        [] => writeln!(text, "{:>12}", sign(table.grand_total())).unwrap(),
        [rows] => {
            for row in margin_last(rows) {
                writeln!(text, "{:<16}{:>8}", name(row), sign(table.figure(&[&row.code]))).unwrap();
            }
        }
        [rows, columns, ..] => {
            write!(text, "{:<16}", "").unwrap();
            margin_last(columns).for_each(|column| write!(text, "{:>10}", name(column)).unwrap());
            text += "\n";
            for row in margin_last(rows) {
                write!(text, "{:<16}", name(row)).unwrap();
                for column in margin_last(columns) {
                    write!(text, "{:>10}", sign(table.figure(&[&row.code, &column.code]))).unwrap();
                }
                text += "\n";
            }
        }
    }
    text
}

/// Why cells are hidden, for the fund alone.
fn explained(table: &FigureTable, account: &TableAccount) -> String {
    let mut text = String::new();
    for hidden in &account.hidden {
        let codes: Vec<_> = table.codes(hidden.cell).into_iter().map(name).collect();
        writeln!(text, "    {}: {}", codes.join(" / "), hidden.reason.code()).unwrap();
    }
    text
}

fn margin_last(dimension: &Dimension) -> impl Iterator<Item = &Code> {
    dimension.codes.iter().skip(1).chain(dimension.codes.first())
}

fn name(code: &Code) -> &str {
    match code.code.as_str() {
        TOTAL => "total",
        code => code.strip_prefix("gemeente:").unwrap_or(code),
    }
}

fn sign(figure: Figure) -> String {
    match figure {
        Figure::Value(value) => value.to_string(),
        Figure::Secret => "x".to_owned(),
        Figure::Nil => "-".to_owned(),
        Figure::Missing => ".".to_owned(),
    }
}
