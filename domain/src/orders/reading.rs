//! What the entries of statements pay, bring back, or leave to a person, one after the other.

use super::credit::{self, Credit};
use super::order::{self, BY_END_TO_END, Line, OrderState, PAID_BY};
use super::payee;
use super::statement::{BankStatement, EntryProblem, READ, StatementEntry, StatementOutcome};
use crate::fund::{self, Stop};
use crate::ledger::{self, Account};
use crate::project::instalment::{self, Paid};
use crate::project::{self, ApplicationId, Stage};
use crate::reclaim::{self, Received};
use crate::records::{Fault, Records};
use crate::terms::{Cents, Date, Year};
use crate::year;
use std::collections::{BTreeMap, BTreeSet};

/// What an entry is.
pub(super) enum Found {
    /// It pays an instalment, as ordered.
    Pays(Line, Paid),
    /// A payment that an order made comes back.
    Returns(Line, Date),
    /// A practice pays back what is claimed.
    Repays(Received),
}

/// What entries did before in the same file, which the records do not know yet.
pub(super) struct Reading<'a> {
    records: &'a dyn Records,
    seen: BTreeSet<String>,
    paid: BTreeSet<String>,
    returned: BTreeSet<String>,
    repaid: BTreeMap<ApplicationId, Cents>,
    banks: BTreeMap<Year, Cents>,
    /// What the ledger's bank has by then.
    bank: Cents,
}

impl<'a> Reading<'a> {
    pub(super) fn new(records: &'a dyn Records) -> Result<Self, Fault> {
        Ok(Self {
            records,
            seen: BTreeSet::new(),
            paid: BTreeSet::new(),
            returned: BTreeSet::new(),
            repaid: BTreeMap::new(),
            banks: BTreeMap::new(),
            bank: ledger::bank(records)?,
        })
    }

    /// Reads a statement: what its entries do, and what came of each.
    pub(super) fn statement(
        &mut self,
        statement: &BankStatement,
    ) -> Result<(Vec<Found>, StatementOutcome), Fault> {
        let mut outcome = StatementOutcome::of(statement);
        let mut all = Vec::new();
        for (place, entry) in (1u32..).zip(&statement.entries) {
            let found = match self.entry(entry)? {
                Ok(found) => found,
                Err(problem) => {
                    outcome.problems.push((place, problem));
                    if problem == EntryProblem::UnmatchedCredit {
                        outcome.unmatched.push(credit_of(entry));
                    }
                    continue;
                }
            };
            self.bank = self.bank.plus(entry.cents).map_err(Fault::new)?;
            outcome.read.push(entry.reference.clone());
            match &found {
                Found::Pays(line, _) => outcome.paid.push(line.end_to_end.clone()),
                Found::Returns(line, _) => outcome.returned.push(line.end_to_end.clone()),
                Found::Repays(received) => outcome.repaid.push(received.reference.clone()),
            }
            all.push(found);
        }
        let difference = statement.closing.map(|closing| closing.minus(self.bank));
        outcome.difference = difference.transpose().map_err(Fault::new)?;
        Ok((all, outcome))
    }

    fn entry(&mut self, entry: &StatementEntry) -> Result<Result<Found, EntryProblem>, Fault> {
        if entry.reference.trim().is_empty() {
            return Ok(Err(EntryProblem::NoReference));
        }
        let explained = credit::waits(self.records, &entry.reference)? == Some(false);
        let read = explained || READ.get(self.records, &entry.reference)?.is_some();
        if read || !self.seen.insert(entry.reference.clone()) {
            return Ok(Err(EntryProblem::AlreadyRead));
        }
        if entry.cents.is_negative() { self.debit(entry) } else { self.credit(entry) }
    }

    fn debit(&mut self, entry: &StatementEntry) -> Result<Result<Found, EntryProblem>, Fault> {
        let records = self.records;
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
        Ok(Ok(Found::Pays(line, paid)))
    }

    /// Money that came in is taken for what its ids say, to the cent, or left to a person.
    fn credit(&mut self, entry: &StatementEntry) -> Result<Result<Found, EntryProblem>, Fault> {
        if let Some(line) = self.returns(entry)? {
            self.returned.insert(line.end_to_end.clone());
            return Ok(Ok(Found::Returns(line, entry.on)));
        }
        if let Some(received) = self.repays(entry)? {
            let before = self.repaid.entry(received.application).or_default();
            *before = before.plus(received.cents).map_err(Fault::new)?;
            return Ok(Ok(Found::Repays(received)));
        }
        Ok(Err(EntryProblem::UnmatchedCredit))
    }

    /// The payment that comes back whole under its own id, while the instalment is paid by it.
    fn returns(&self, entry: &StatementEntry) -> Result<Option<Line>, Fault> {
        let Some(id) = &entry.end_to_end else { return Ok(None) };
        let Some(number) = BY_END_TO_END.get(self.records, id)? else { return Ok(None) };
        let lines = order::order(self.records, number)?.into_iter().flat_map(|order| order.lines);
        let Some(line) = lines.into_iter().find(|line| line.end_to_end == *id) else { return Ok(None) };
        let by = PAID_BY.get(self.records, format_args!("{}/{}", line.application, line.number))?.flatten();
        if by.as_ref() != Some(id) || entry.cents != line.cents || self.returned.contains(id) {
            return Ok(None);
        }
        let application = project::application(self.records, line.application)?;
        let owed = application.is_some_and(|application| application.stage != Stage::EvaluationRejected);
        Ok(Some(line).filter(|_| owed))
    }

    /// What a practice pays back under the reference of the claim, and owes.
    fn repays(&self, entry: &StatementEntry) -> Result<Option<Received>, Fault> {
        let texts = [&entry.end_to_end, &entry.text];
        let mut named = texts.into_iter().flatten().filter_map(|text| reclaim::named_in(text));
        let Some(application) = named.next().filter(|id| named.all(|other| other == *id)) else {
            return Ok(None);
        };
        let (on, reference) = (entry.on, entry.reference.clone());
        let received = Received { application, on, cents: entry.cents, reference };
        let before = self.repaid.get(&application).copied().unwrap_or_default();
        let together = Received { cents: entry.cents.plus(before).map_err(Fault::new)?, ..received.clone() };
        match fund::receive(self.records, &together) {
            Ok(_) => Ok(Some(received)),
            Err(Stop::Refused(_)) => Ok(None),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    fn line(&self, entry: &StatementEntry) -> Result<Option<Line>, Fault> {
        let Some(id) = &entry.end_to_end else { return Ok(None) };
        let Some(number) = BY_END_TO_END.get(self.records, id)? else { return Ok(None) };
        let order = order::order(self.records, number)?;
        let order = order.filter(|order| matches!(order.state, OrderState::Approved { .. }));
        Ok(order.and_then(|order| order.lines.into_iter().find(|line| line.end_to_end == *id)))
    }

    /// Whether the instalment can be paid, after what was paid before.
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

fn credit_of(entry: &StatementEntry) -> Credit {
    Credit {
        reference: entry.reference.clone(),
        on: entry.on,
        cents: entry.cents,
        account_ends: entry.account.as_ref().map(|iban| iban.last_four().to_owned()).unwrap_or_default(),
    }
}
