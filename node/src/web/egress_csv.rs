//! `/egress.csv`: what has left the region, a line per figure, for who wants to keep or check it elsewhere.

use super::NoPage;
use crate::app::Fund;
use wijkfonds_domain::disclosure::{self, Figure, FigureTable};
use wijkfonds_domain::egress::{self, Content, EgressEntry, Receiver};
use wijkfonds_domain::measure::TableId;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_edge::page::Asked;

/// Entries of the log in one file; `?after=` with the last number asks for the next.
const MOST: usize = 200;

const HEADER: [&str; 8] = ["number", "at", "receiver", "policy", "what", "cell", "figure", "sign"];

pub(super) fn file(fund: &Fund, asked: &Asked) -> Result<Vec<u8>, NoPage> {
    let after: Option<u64> = asked.parameter("after")?;
    let key = after.map(|number| format!("{number:010}"));
    Ok(fund.read(|records| written(records, key.as_deref()))?)
}

fn written(records: &dyn Records, after: Option<&str>) -> Result<Vec<u8>, Fault> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(HEADER).map_err(Fault::new)?;
    for (number, entry) in egress::log(records, after, MOST)? {
        let number = number.trim_start_matches('0');
        let EgressEntry { at, to, content } = entry;
        let to = match to {
            Receiver::Bureau => "bureau".to_owned(),
            Receiver::Insurer(uzovi) => format!("insurer {uzovi}"),
        };
        let (policy, what, cells) = told(records, content)?;
        for (cell, figure, sign) in cells {
            let line = [number, &at, &to, &policy, &what, &cell, &figure, sign];
            csv.write_record(line).map_err(Fault::new)?;
        }
    }
    csv.into_inner().map_err(|error| Fault::new(error.into_error()))
}

/// A cell's codes or a figure's name, what it says, and what an empty figure means.
type Told = (String, String, &'static str);

/// The policy, what it is, and every figure in it.
fn told(records: &dyn Records, content: Content) -> Result<(String, String, Vec<Told>), Fault> {
    Ok(match content {
        Content::Table { year, measure, grand_total, policy, .. } => {
            let figure = Figure::from(grand_total);
            let cell = ("Total".to_owned(), figure.digits(), figure.sign());
            (policy, format!("{} {year}", measure.code()), vec![cell])
        }
        Content::Figures { table, version, policy, figures } => {
            let codes = codes(records, &table, version)?;
            let cell = |(place, figure): (usize, &Figure)| {
                (codes.get(place).cloned().unwrap_or_default(), figure.digits(), figure.sign())
            };
            let cells = figures.iter().enumerate().map(cell).collect();
            let TableId { year, period, measure, .. } = table;
            (policy, format!("{} {year} {period} version {version}", measure.code()), cells)
        }
        Content::Statement {
            year,
            quarter,
            insured,
            settled_insured,
            rate,
            due,
            cumulative_due,
            zn_attributed,
            difference,
            ..
        } => {
            let amount = |name: &str, cents: i64| (name.to_owned(), cents.to_string(), "figure");
            let mut cells = vec![("insured".to_owned(), insured.to_string(), "figure")];
            cells.extend(settled_insured.map(|n| ("settled_insured".to_owned(), n.to_string(), "figure")));
            cells.extend([
                amount("rate_cents", rate.get()),
                amount("due_cents", due.get()),
                amount("cumulative_due_cents", cumulative_due.get()),
                amount("zn_attributed_cents", zn_attributed.get()),
                amount("difference_cents", difference.get()),
            ]);
            (String::new(), format!("statement {year} quarter {quarter}"), cells)
        }
    })
}

/// The codes of a released table's cells, in their order.
fn codes(records: &dyn Records, table: &TableId, version: u32) -> Result<Vec<String>, Fault> {
    let released = disclosure::reissue(records, table.year)?;
    let one = released.iter().map(|released| released.content());
    let one = one.into_iter().find(|other| other.table == *table && other.version == version);
    let names = |table: &FigureTable, cell: usize| {
        let names: Vec<&str> = table.codes(cell).iter().map(|code| code.code.as_str()).collect();
        if names.is_empty() { "Total".to_owned() } else { names.join("/") }
    };
    Ok(one.map_or_else(Vec::new, |table| (0..table.cells.len()).map(|cell| names(table, cell)).collect()))
}
