//! What the bank says was paid, held against the orders.

use super::order::{self, BY_END_TO_END, Line, OrderState};
use super::payee::{self, Iban};
use crate::ledger::{self, Account};
use crate::opaque::opaque_debug;
use crate::project;
use crate::project::instalment::{self, Paid};
use crate::records::{Fault, Records, Table};
use crate::terms::{Cents, Date, Year};
use crate::year;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A statement of the fund's account.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct BankStatement {
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
    /// The references of entries that are dealt with.
    pub read: Vec<String>,
    /// The payments made, by application and instalment, with their end-to-end ids.
    pub paid: Vec<String>,
    /// Entries that paid nothing, by their place from 1.
    pub problems: Vec<(u32, EntryProblem)>,
    /// The statement's balance less the ledger's bank after it, when the statement gives one.
    pub difference: Option<Cents>,
}

opaque_debug!(BankStatement, StatementEntry, StatementOutcome);

/// Entries that were dealt with, by reference.
pub(super) const READ: Table<String> = Table::new("statement-entry");

/// Reads a statement: the payments that it makes, and what came of each entry.
pub(super) fn read(
    records: &dyn Records,
    statement: &BankStatement,
) -> Result<(Vec<Paid>, StatementOutcome), Fault> {
    let mut reading =
        Reading { records, seen: BTreeSet::new(), paid: BTreeSet::new(), banks: BTreeMap::new() };
    let mut outcome = StatementOutcome {
        id: statement.id.clone(),
        read: Vec::new(),
        paid: Vec::new(),
        problems: Vec::new(),
        difference: None,
    };
    let (mut payments, mut bank) = (Vec::new(), ledger::bank(records)?);
    for (place, entry) in (1u32..).zip(&statement.entries) {
        match reading.entry(entry)? {
            Ok((line, paid)) => {
                bank = bank.minus(line.cents).map_err(Fault::new)?;
                outcome.paid.push(line.end_to_end);
                outcome.read.push(entry.reference.clone());
                payments.push(paid);
            }
            Err(problem) => outcome.problems.push((place, problem)),
        }
    }
    let difference = statement.closing.map(|closing| closing.minus(bank));
    outcome.difference = difference.transpose().map_err(Fault::new)?;
    Ok((payments, outcome))
}

struct Reading<'a> {
    records: &'a dyn Records,
    seen: BTreeSet<String>,
    paid: BTreeSet<String>,
    banks: BTreeMap<Year, Cents>,
}

impl Reading<'_> {
    fn entry(&mut self, entry: &StatementEntry) -> Result<Result<(Line, Paid), EntryProblem>, Fault> {
        let records = self.records;
        if entry.reference.trim().is_empty() {
            return Ok(Err(EntryProblem::NoReference));
        }
        if READ.get(records, &entry.reference)?.is_some() || !self.seen.insert(entry.reference.clone()) {
            return Ok(Err(EntryProblem::AlreadyRead));
        }
        if !entry.cents.is_negative() {
            return Ok(Err(EntryProblem::UnmatchedCredit));
        }
        let Some(line) = self.line(entry)? else { return Ok(Err(EntryProblem::UnknownId)) };
        let open = order::open_order(records, line.application, line.number)?;
        if open != BY_END_TO_END.get(records, &line.end_to_end)? || self.paid.contains(&line.end_to_end) {
            return Ok(Err(EntryProblem::AlreadyPaid));
        }
        if entry.cents.negated().map_err(Fault::new)? != line.cents {
            return Ok(Err(EntryProblem::WrongAmount));
        }
        let account = payee::version(records, &line.practice, line.account_version)?;
        let (number, digest) = (entry.account.as_ref(), entry.account_digest.as_deref());
        if !account.is_some_and(|account| account.payee.iban.is(number, digest)) {
            return Ok(Err(EntryProblem::WrongAccount));
        }
        let paid = Paid {
            application: line.application,
            number: line.number,
            on: entry.on,
            reference: entry.reference.clone(),
        };
        if !self.payable(&line, &paid)? {
            return Ok(Err(EntryProblem::NotPayable));
        }
        self.paid.insert(line.end_to_end.clone());
        Ok(Ok((line, paid)))
    }

    fn line(&self, entry: &StatementEntry) -> Result<Option<Line>, Fault> {
        let Some(id) = &entry.end_to_end else { return Ok(None) };
        let Some(number) = BY_END_TO_END.get(self.records, id)? else { return Ok(None) };
        let order = order::order(self.records, number)?;
        let order = order.filter(|order| matches!(order.state, OrderState::Approved { .. }));
        Ok(order.and_then(|order| order.lines.into_iter().find(|line| line.end_to_end == *id)))
    }

    /// Whether the instalment can be paid, after what this statement paid before.
    fn payable(&mut self, line: &Line, paid: &Paid) -> Result<bool, Fault> {
        let ledger_year = year::ledger_year(self.records, line.application.year)?;
        let Some(application) = project::application(self.records, line.application)? else {
            return Ok(false);
        };
        if instalment::check(self.records, &application, paid, ledger_year)?.is_err() {
            return Ok(false);
        }
        let bank = match self.banks.get(&ledger_year) {
            Some(bank) => *bank,
            None => ledger::balance(self.records, ledger_year, &Account::Bank)?,
        };
        let left = bank.minus(line.cents).map_err(Fault::new)?;
        if !left.is_negative() {
            self.banks.insert(ledger_year, left);
        }
        Ok(!left.is_negative())
    }
}
