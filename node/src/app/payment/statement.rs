//! A bank's statement, camt.053, as the value that the domain reads. The size is limited before anything is
//! parsed; what cannot be read is named by its place, and then nothing is read.

use sepa::camt::{CashEntry, EntryDetail, EntryStatus};
use sepa::camt053::Camt053Statement;
use sepa::{ParseLimits, parse_camt053_with_limits};
use wijkfonds_domain::orders::{BankStatement, Iban, StatementEntry};
use wijkfonds_domain::terms::{Cents, Date};

/// Bytes of a document.
pub(super) const LARGEST: usize = 2_000_000;
/// Payments in a document.
const MOST: usize = 5_000;

/// What is wrong with a statement's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileProblem {
    /// It is too large, or no statement of a version that is known.
    Unreadable,
    /// It has no statement.
    NoStatement,
    /// It is of another account.
    OtherAccount,
    /// The statement has no number.
    NoNumber,
    /// It has more payments than are taken.
    TooMany,
    /// An entry is not booked.
    NotBooked,
    /// An amount or its direction is missing or unreadable.
    NoAmount,
    /// An amount is not in euros.
    NotEuros,
    /// There is no value date, nor a booking date.
    NoDay,
    /// An entry's payments do not add up to it.
    PartsDiffer,
}

impl FileProblem {
    /// Its name in answers.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable_file",
            Self::NoStatement => "no_statement",
            Self::OtherAccount => "other_account",
            Self::NoNumber => "no_number",
            Self::TooMany => "too_many",
            Self::NotBooked => "not_booked",
            Self::NoAmount => "no_amount",
            Self::NotEuros => "not_euros",
            Self::NoDay => "no_day",
            Self::PartsDiffer => "parts_differ",
        }
    }
}

/// Where something is: the statement in the file from 1, the entry in that from 1, and the payment within an entry of
/// several from 1; 0 for the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) statement: u32,
    pub(crate) entry: u32,
    pub(crate) payment: u32,
}

/// A statement and the place of each of its entries in the file.
pub(crate) struct StatementFile {
    pub(crate) statement: BankStatement,
    pub(crate) places: Vec<Place>,
}

type Problems = Vec<(Place, FileProblem)>;

/// Reads the statements of a document, which must be of an account.
pub(crate) fn read_statements(document: &[u8], account: &Iban) -> Result<Vec<StatementFile>, Problems> {
    let whole = |problem| vec![(Place::default(), problem)];
    if document.len() > LARGEST {
        return Err(whole(FileProblem::Unreadable));
    }
    let text = std::str::from_utf8(document).map_err(|_| whole(FileProblem::Unreadable))?;
    let limits = ParseLimits { input_bytes: LARGEST, depth: 64, ..ParseLimits::default() };
    let parsed = parse_camt053_with_limits(text, limits).map_err(|_| whole(FileProblem::Unreadable))?;
    if parsed.statements.is_empty() {
        return Err(whole(FileProblem::NoStatement));
    }
    let entries = parsed.statements.iter().flat_map(|statement| &statement.entries);
    if entries.map(|entry| entry.details.len().max(1)).sum::<usize>() > MOST {
        return Err(whole(FileProblem::TooMany));
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for (number, statement) in (1u32..).zip(&parsed.statements) {
        match one_statement(number, statement, account) {
            Ok(file) => files.push(file),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

fn one_statement(
    number: u32,
    statement: &Camt053Statement,
    account: &Iban,
) -> Result<StatementFile, Problems> {
    let whole = |problem| vec![(Place { statement: number, ..Place::default() }, problem)];
    let theirs = statement.account.iban.as_deref().and_then(|iban| Iban::new(iban).ok());
    if theirs.as_ref() != Some(account) {
        return Err(whole(FileProblem::OtherAccount));
    }
    if !(1..=200).contains(&statement.stmt_id.trim().chars().count()) {
        return Err(whole(FileProblem::NoNumber));
    }
    all_entries(number, statement, account)
}

fn all_entries(place: u32, statement: &Camt053Statement, account: &Iban) -> Result<StatementFile, Problems> {
    let (mut entries, mut places, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for (number, found) in (1u32..).zip(&statement.entries) {
        match entry(found) {
            Ok(parts) => {
                let several = parts.len() > 1;
                for (part, entry) in (1u32..).zip(parts) {
                    let payment = if several { part } else { 0 };
                    places.push(Place { statement: place, entry: number, payment });
                    entries.push(entry);
                }
            }
            Err(problem) => problems.push((Place { statement: place, entry: number, payment: 0 }, problem)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let closing = statement.closing_balance();
    let closing = closing.filter(|balance| balance.amount.is_currency(Some("EUR")));
    let closing = closing.and_then(sepa::camt::StatementBalance::signed_ct).map(Cents::new);
    Ok(StatementFile {
        statement: BankStatement {
            account: account.clone(),
            id: statement.stmt_id.trim().to_owned(),
            closing,
            entries,
        },
        places,
    })
}

/// The payments of an entry: several when the bank booked a batch as one.
fn entry(found: &CashEntry) -> Result<Vec<StatementEntry>, FileProblem> {
    if found.status != EntryStatus::Booked {
        return Err(FileProblem::NotBooked);
    }
    let total = found.signed_ct().ok_or(FileProblem::NoAmount)?;
    if !found.amount.is_currency(Some("EUR")) {
        return Err(FileProblem::NotEuros);
    }
    let day = found.value_date().or_else(|| found.booking_date()).ok_or(FileProblem::NoDay)?;
    let on: Date = day.to_string().parse().map_err(|_| FileProblem::NoDay)?;
    // without a reference it pays nothing, which the domain says
    let reference = found.account_servicer_ref.as_deref().unwrap_or_default().trim().to_owned();
    let part = |reference: String, cents: i64, detail: Option<&EntryDetail>| StatementEntry {
        reference,
        on,
        cents: Cents::new(cents),
        end_to_end: detail.and_then(|detail| detail.end_to_end_id.clone()),
        account: detail
            .and_then(|detail| detail.counterparty_iban.as_deref())
            .and_then(|iban| Iban::new(iban).ok()),
        account_digest: None,
        text: detail.and_then(|detail| detail.reference.clone()).filter(|_| cents > 0),
    };
    if found.details.len() < 2 {
        return Ok(vec![part(reference, total, found.details.first())]);
    }
    if !found.details_reconcile() {
        return Err(FileProblem::PartsDiffer);
    }
    let parts = (1u32..).zip(&found.details).map(|(number, detail)| {
        let cents = detail.signed_ct().ok_or(FileProblem::NoAmount)?;
        let reference = if reference.is_empty() { String::new() } else { format!("{reference}/{number}") };
        Ok(part(reference, cents, Some(detail)))
    });
    parts.collect()
}
