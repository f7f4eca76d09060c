//! What the bank says was paid, held against the orders.

use super::credit::Credit;
use super::payee::Iban;
use crate::opaque::opaque_debug;
use crate::records::{Fault, Table};
use crate::terms::{Cents, Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A statement of the fund's account.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct BankStatement {
    /// Of which account.
    pub account: Iban,
    /// The bank's number of the statement.
    pub id: String,
    /// What the account holds after it, when it says so.
    pub closing: Option<Cents>,
    /// Its entries in order.
    pub entries: Vec<StatementEntry>,
}

/// A line of a statement.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct StatementEntry {
    /// The bank's reference, one per entry of an account.
    pub reference: String,
    /// The value date.
    pub on: Date,
    /// What came in; below nothing: what went out.
    pub cents: Cents,
    /// The id that the order gave the payment.
    pub end_to_end: Option<String>,
    /// The other account.
    pub account: Option<Iban>,
    /// The keyed digest of the other account, by which a sealed number is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_digest: Option<String>,
    /// What the payer wrote, when money came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Why an entry pays nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryProblem {
    /// It has no reference.
    NoReference,
    /// It was read before.
    AlreadyRead,
    /// Money came in; a person says what for.
    UnmatchedCredit,
    /// No approved order has a payment of this id.
    UnknownId,
    /// The payment was marked paid before, or the instalment was paid otherwise.
    AlreadyPaid,
    /// Another amount than ordered.
    WrongAmount,
    /// To another account than ordered.
    WrongAccount,
    /// The instalment cannot be paid as it stands: not due on the value date, or the ledger's bank has too little.
    NotPayable,
}

impl EntryProblem {
    /// Every problem.
    pub const ALL: [Self; 8] = [
        Self::NoReference,
        Self::AlreadyRead,
        Self::UnmatchedCredit,
        Self::UnknownId,
        Self::AlreadyPaid,
        Self::WrongAmount,
        Self::WrongAccount,
        Self::NotPayable,
    ];

    /// Its name in answers and files, the same as in the stored form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoReference => "no_reference",
            Self::AlreadyRead => "already_read",
            Self::UnmatchedCredit => "unmatched_credit",
            Self::UnknownId => "unknown_id",
            Self::AlreadyPaid => "already_paid",
            Self::WrongAmount => "wrong_amount",
            Self::WrongAccount => "wrong_account",
            Self::NotPayable => "not_payable",
        }
    }
}

/// What came of a statement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementOutcome {
    /// The statement's number.
    pub id: String,
    /// Of which account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Iban>,
    /// The digest of what stood in it; the same number with another digest is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The references of entries that are dealt with.
    pub read: Vec<String>,
    /// The payments made, by application and instalment, with their end-to-end ids.
    pub paid: Vec<String>,
    /// The payments that came back, by their end-to-end ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<String>,
    /// What practices paid back, by the bank's references.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repaid: Vec<String>,
    /// The credits that wait for a person to say what they are for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<Credit>,
    /// Entries that paid nothing, by their place from 1.
    pub problems: Vec<(u32, EntryProblem)>,
    /// The statement's balance less the ledger's bank after it, when the statement gives one.
    pub difference: Option<Cents>,
}

opaque_debug!(BankStatement, StatementEntry, StatementOutcome);

/// Entries that were dealt with, by reference.
pub(super) const READ: Table<String> = Table::new("statement-entry");

/// Statements that were read, by account and number, with the digest of what stood in them.
pub(super) const STATEMENTS: Table<String> = Table::new("statement");

impl BankStatement {
    /// The key under which it is known.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.account.as_str(), self.id)
    }

    /// The digest of what stands in it.
    pub(super) fn digest(&self) -> Result<String, Fault> {
        let text = serde_json::to_vec(self).map_err(Fault::new)?;
        Ok(Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl StatementOutcome {
    /// Of a statement of which nothing has been read yet.
    pub(super) fn of(statement: &BankStatement) -> Self {
        Self {
            id: statement.id.clone(),
            account: Some(statement.account.clone()),
            digest: None,
            read: Vec::new(),
            paid: Vec::new(),
            returned: Vec::new(),
            repaid: Vec::new(),
            unmatched: Vec::new(),
            problems: Vec::new(),
            difference: None,
        }
    }
}
