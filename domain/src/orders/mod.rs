//! Orders to pay: to which account, proposed by one person and approved by another, and what the bank says of
//! them afterwards.
//!
//! Money leaves the ledger's bank account only when the bank's statement says that it was paid, never when an
//! order is approved: the ledger's bank then always equals the bank's own balance, and no transit account can
//! hide a difference between the two. What is under way stands in the open orders.

mod credit;
mod decide;
mod due;
mod export;
mod order;
mod payee;
mod reading;
mod refusal;
mod statement;

pub use credit::{Credit, CreditUse, OpenCredit, unmatched};
pub(crate) use decide::{apply, decide, not_in_open_order};
pub use due::{DueDay, DueInstalment, due};
pub use export::{Export, export};
pub use order::{Line, Order, OrderState, open_order, order, orders_after, shown_by_bank};
pub use payee::{
    AccountNumber, Iban, NoIban, Payee, PayeeVersion, SealedAccount, any_sealed, confirmed, latest, version,
    versions,
};
pub use refusal::Refusal;
pub use statement::{BankStatement, EntryProblem, StatementEntry, StatementOutcome};

use crate::ledger::Booking;
use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::terms::{Agb, Cents, Date};
use serde::{Deserialize, Serialize};

/// A command about orders. `by` is who gives it, as the listener that admitted the caller says it; a request
/// never says it itself.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A practice's account is registered, or another one.
    RegisterPayee {
        /// Whose account, or whose new one.
        practice: Agb,
        /// The account.
        payee: Payee,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// Somebody else confirms the account registered last.
    ConfirmPayee {
        /// Whose account, or whose new one.
        practice: Agb,
        /// Which version of the account.
        version: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// Instalments that are due, by application and number from 1, are put in an order.
    Propose {
        /// Which, by application and number from 1.
        instalments: Vec<(ApplicationId, u32)>,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// Somebody else approves the order.
    Approve {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// The order is dropped before it is approved.
    Cancel {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
    /// An approved order goes to the bank, or goes there again as it was.
    Export {
        /// The order's number.
        order: u32,
        /// The fund's own account.
        account: Payee,
        /// The day on which the bank is to pay.
        execute_on: Date,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// The bank refused an approved order, or lost it: what it did not pay can be ordered again.
    Release {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
    /// The bank's statements are read, in their order: all of them, or none.
    ReadStatements {
        /// The statements.
        statements: Vec<BankStatement>,
        /// Who.
        by: String,
    },
    /// Somebody says what money came in for that no statement explained.
    ExplainCredit {
        /// The bank's reference of the credit.
        reference: String,
        /// What it came in for.
        what: CreditUse,
        /// When that was said.
        on: Date,
        /// Who.
        by: String,
    },
    /// The bank returned a payment: the instalment is due again.
    ReturnPayment {
        /// Of which application.
        application: ApplicationId,
        /// Which instalment, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Why.
        reason: String,
        /// Who.
        by: String,
    },
}

/// What happened to orders.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An account was registered. The one before stays under its own version.
    PayeeRegistered {
        /// Whose account, or whose new one.
        practice: Agb,
        /// Which version of the account.
        version: u32,
        /// The account.
        payee: Payee,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// An account was confirmed.
    PayeeConfirmed {
        /// Whose account, or whose new one.
        practice: Agb,
        /// Which version of the account.
        version: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// An order was made.
    OrderProposed {
        /// The order's number.
        order: u32,
        /// The payments.
        lines: Vec<Line>,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// An order was approved.
    OrderApproved {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// An order was dropped.
    OrderCancelled {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
    /// An order was made into a file for the bank. The first one sets what the file says.
    OrderExported {
        /// The order's number.
        order: u32,
        /// The fund's own account.
        account: Payee,
        /// The day on which the bank is to pay.
        execute_on: Date,
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// What the bank did not pay of an approved order was let go.
    OrderReleased {
        /// The order's number.
        order: u32,
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
    /// A statement was read; what it paid, and what came back, is in events of its own before this one.
    StatementRead {
        /// What came of it.
        outcome: StatementOutcome,
        /// Who.
        by: String,
    },
    /// It was said what a credit is for; what follows is in an event of its own before this one.
    CreditExplained {
        /// The bank's reference of the credit.
        reference: String,
        /// What it came in for.
        what: CreditUse,
        /// When that was said.
        on: Date,
        /// Who.
        by: String,
    },
    /// A payment came back.
    PaymentReturned {
        /// Of which application.
        application: ApplicationId,
        /// Which instalment, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Why.
        reason: String,
        /// Who.
        by: String,
        /// How much.
        cents: Cents,
        /// The booking that takes the payment back.
        booking: Booking,
    },
}

opaque_debug!(Command, Event);

impl From<Command> for crate::fund::Command {
    fn from(command: Command) -> Self {
        Self::Orders(Box::new(command))
    }
}

/// The person in an actor such as `… as treasurer`: the same person in another role is no second person.
fn person(actor: &str) -> &str {
    actor.split_once(" as ").map_or(actor, |(person, _)| person)
}
