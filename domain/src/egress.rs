//! What has left the region: every table and statement, to whom, when, under which policy. Written down
//! before the first byte leaves.

use crate::disclosure::first::GrandTotal;
use crate::disclosure::{Figure, FigureTable};
use crate::measure::{Measure, TableId};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::settlement::Statement;
use crate::terms::{Cents, Date, Quarter, Uzovi, Year};
use serde::{Deserialize, Serialize};

/// Who received something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The national bureau.
    Bureau,
    /// A health insurer.
    Insurer(Uzovi),
}

/// What left.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A table of the first version of the catalogue.
    Table {
        /// Of which year.
        year: Year,
        /// Which measure.
        measure: Measure,
        /// The grand total as it left.
        grand_total: GrandTotal,
        /// How many cells stayed.
        cells_withheld: u64,
        /// Under which policy.
        policy: String,
    },
    /// A released table, with every figure of it; their codes are in the release, which never changes.
    Figures {
        /// Which table.
        table: TableId,
        /// Which version of it.
        version: u32,
        /// Under which policy.
        policy: String,
        /// The figures as they left, in the order of the table.
        figures: Vec<Figure>,
    },
    /// A settlement statement.
    Statement {
        /// Of which year.
        year: Year,
        /// Of which quarter.
        quarter: Quarter,
        /// The insured in it.
        insured: u64,
        /// The year's settled count, with the fourth quarter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        settled_insured: Option<u64>,
        /// Who counted.
        source: String,
        /// Of which day.
        reference_date: Date,
        /// The rate in it.
        rate: Cents,
        /// The version of the rate.
        rate_version: u32,
        /// The amount due in it.
        due: Cents,
        /// The amount due up to it.
        cumulative_due: Cents,
        /// What is attributed of ZN's payments up to it.
        zn_attributed: Cents,
        /// What is attributed less what is due.
        difference: Cents,
    },
}

/// A line of the egress log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EgressEntry {
    /// When, in UTC.
    pub at: String,
    /// To whom.
    pub to: Receiver,
    /// What.
    pub content: Content,
}

opaque_debug!(Content, EgressEntry);

impl Content {
    pub(crate) fn of_table(table: &FigureTable) -> Self {
        Self::Figures {
            table: table.table.clone(),
            version: table.version,
            policy: table.policy.as_str().to_owned(),
            figures: table.cells.clone(),
        }
    }

    /// What the log says of a statement: a sender holds what it sends against what was logged.
    #[must_use]
    pub fn of_statement(statement: &Statement) -> Self {
        Self::Statement {
            year: statement.year(),
            quarter: statement.quarter(),
            insured: statement.insured(),
            settled_insured: statement.settled_insured(),
            source: statement.source().to_owned(),
            reference_date: statement.reference_date(),
            rate: statement.rate(),
            rate_version: statement.rate_version(),
            due: statement.due(),
            cumulative_due: statement.cumulative_due(),
            zn_attributed: statement.zn_attributed(),
            difference: statement.difference(),
        }
    }
}

const LOG: Table<EgressEntry> = Table::new("egress");
const LENGTH: Table<u64> = Table::new("egress-length");

/// The log, a page at a time, in the order in which things left; the key is the line's number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn log(
    records: &dyn Records,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, EgressEntry)>, Fault> {
    LOG.page(records, "", after, limit)
}

pub(crate) fn apply(
    records: &mut dyn RecordsMut,
    at: &str,
    to: &Receiver,
    contents: &[Content],
) -> Result<(), Fault> {
    let mut length = LENGTH.get(records, "all")?.unwrap_or(0);
    for content in contents {
        length += 1;
        let entry = EgressEntry { at: at.to_owned(), to: to.clone(), content: content.clone() };
        LOG.put(records, format_args!("{length:010}"), &entry)?;
    }
    LENGTH.put(records, "all", &length)
}
