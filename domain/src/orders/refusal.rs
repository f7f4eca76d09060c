//! Why a command about orders is refused.

use crate::project::ApplicationId;
use crate::terms::{Cents, Date};
use thiserror::Error;

/// Why a command about orders is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// An account has a holder with a name of 1 to 70 characters.
    #[error("an account holder's name has 1 to 70 characters")]
    BadHolder,
    /// There is no such account to confirm, or a newer one.
    #[error("version {0} is not the account registered last")]
    NotTheLatestAccount(u32),
    /// It has been confirmed.
    #[error("the account has been confirmed")]
    AlreadyConfirmed,
    /// A second person confirms or approves.
    #[error("a second person is needed")]
    SamePerson,
    /// An order names 1 to 500 instalments, each once.
    #[error("an order has 1 to 500 instalments, each once")]
    BadOrder,
    /// An instalment is in an order already.
    #[error("the instalment is in order {0}")]
    InOpenOrder(u32),
    /// The practice has no confirmed account.
    #[error("the practice of application {0} has no confirmed account")]
    NoConfirmedAccount(ApplicationId),
    /// The account changed after the order was made.
    #[error("the account of application {0} changed after the order was made")]
    AccountChanged(ApplicationId),
    /// There is no such order.
    #[error("there is no order {0}")]
    UnknownOrder(u32),
    /// The order is approved or dropped.
    #[error("order {0} does not wait for approval")]
    NotProposed(u32),
    /// Only an approved order goes to the bank, or comes back from it.
    #[error("order {0} is not approved")]
    NotApproved(u32),
    /// What was paid of an order would be paid again.
    #[error("part of order {0} has been paid")]
    PartlyPaid(u32),
    /// The bank is given the same file again, never another one for the same order.
    #[error("order {0} was exported for another account or day")]
    ExportedOtherwise(u32),
    /// The bank cannot pay before the day of the export.
    #[error("the day to pay is before {0}")]
    ExecutionTooEarly(Date),
    /// Everything that an order has was paid.
    #[error("nothing of order {0} is unpaid")]
    NothingToRelease(u32),
    /// A reason is given.
    #[error("a reason is needed")]
    NoReason,
    /// Only what was paid comes back.
    #[error("that instalment of application {0} has not been paid")]
    NotPaid(ApplicationId),
    /// After a rejected evaluation what comes back is no longer owed to the practice.
    #[error("the evaluation of application {0} was rejected")]
    EvaluationRejected(ApplicationId),
    /// A statement of the account had this number and other entries.
    #[error("another statement of the account had this number")]
    OtherStatement,
    /// No such credit waits to be explained.
    #[error("no such credit waits to be explained")]
    NoSuchCredit,
    /// A payment comes back whole.
    #[error("{paid} was paid, and {came} came in")]
    OtherAmount {
        /// What was paid.
        paid: Cents,
        /// What came in.
        came: Cents,
    },
    /// A statement has a number.
    #[error("the statement has no number")]
    NoStatementId,
}
