//! A regional fund as a whole: commands go in, events come out, and events change the records.
//!
//! [`decide`] is pure: it reads records and says what happens, or refuses. [`apply`] is the only writer. What
//! a command means in detail is in the modules it calls.

mod apply;
mod command;
mod decide;
mod event;
mod filling;
mod refusal;
mod submission;

pub use apply::apply;
pub(crate) use apply::change;
pub use command::Command;
pub use decide::{Stop, decide};
pub(crate) use decide::{receive, record_zn_payment, year_rules};
pub use event::Event;
pub use refusal::{CODES, ImportRefusal, Refusal, RulesRefusal, SubmissionRefusal, WithdrawalRefusal};
pub(crate) use submission::{check_form, submit};

use crate::records::{Fault, Records, Table};
use crate::rules::FundRules;

pub(crate) const RULES: Table<FundRules> = Table::new("rules");
pub(crate) const APPLICATION_COUNT: Table<u32> = Table::new("application-count");

/// The rules in use.
///
/// # Errors
/// [`Fault`] from the store.
pub fn rules(records: &dyn Records) -> Result<Option<FundRules>, Fault> {
    RULES.get(records, "in-use")
}

#[cfg(test)]
pub(crate) mod tests;
