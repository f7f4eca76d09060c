//! The ledger as text for plain-text accounting: what `hledger` and `ledger` read.

use crate::ledger::{Account, Booking, Purpose};
use std::fmt::Write;

/// The name of an account as those programs know it: levels are parted by colons. A pot's name keeps its letters,
/// digits, points and dashes; what else it has is written as its number between underscores, so that no two pots
/// share a name.
#[must_use]
pub fn account(account: &Account) -> String {
    match account {
        Account::Bank => "assets:bank".to_owned(),
        Account::ReceivableZn => "assets:receivable:zn".to_owned(),
        Account::ReceivableReclaim => "assets:receivable:reclaim".to_owned(),
        Account::Shortfall => "assets:shortfall".to_owned(),
        Account::PotFree(pot) => format!("liabilities:pots:{}:free", plain(pot.as_str())),
        Account::PotCommitted(pot) => format!("liabilities:pots:{}:committed", plain(pot.as_str())),
        Account::PayableDeclarations => "liabilities:declarations".to_owned(),
        Account::Reserve => "equity:reserve".to_owned(),
    }
}

fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        if letter.is_alphanumeric() || "-.".contains(letter) {
            plain.push(letter);
        } else {
            // writing to a text does not fail
            let _ = write!(plain, "_{:x}_", u32::from(letter));
        }
    }
    plain
}

/// A booking as a transaction, with an empty line after it. `number` is the booking's, as `2018/00000001`.
#[must_use]
pub fn transaction(number: &str, booking: &Booking) -> String {
    let code = number.rsplit('/').next().unwrap_or(number);
    let mut text = format!("{} ({code}) {}\n", booking.on(), booking.purpose().words());
    for posting in booking.postings() {
        // writing to a text does not fail
        let _ = writeln!(text, "    {}  EUR {}", account(&posting.account), posting.cents);
    }
    text.push('\n');
    text
}

impl Purpose {
    /// Why money moved, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::PotFilled => "rate and count for a pot",
            Self::ZnPaid => "paid by ZN",
            Self::Granted => "grant",
            Self::InstalmentPaid => "instalment paid",
            Self::Lapsed => "grant lapsed",
            Self::Reclaimed => "claimed back",
            Self::Leftover => "left over",
            Self::Closing => "closing balances",
            Self::Opening => "opening balances",
            Self::Beginning => "balances from before the system",
            Self::ReserveReleased => "reserve released",
            Self::ProductDeclared => "declaration for a product",
            Self::DeclarationPaid => "declaration paid",
            Self::AdministrationPaid => "administration paid",
            Self::Reversed => "payment undone",
            Self::PaymentReturned => "payment returned by the bank",
            Self::ReclaimPaid => "claim paid back",
            Self::ReclaimWrittenOff => "claim written off",
        }
    }

    /// The code by which messages know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PotFilled => "pot_filled",
            Self::ZnPaid => "zn_paid",
            Self::Granted => "granted",
            Self::InstalmentPaid => "instalment_paid",
            Self::Lapsed => "lapsed",
            Self::Reclaimed => "reclaimed",
            Self::Leftover => "leftover",
            Self::Closing => "closing",
            Self::Opening => "opening",
            Self::Beginning => "beginning",
            Self::ReserveReleased => "reserve_released",
            Self::ProductDeclared => "product_declared",
            Self::DeclarationPaid => "declaration_paid",
            Self::AdministrationPaid => "administration_paid",
            Self::Reversed => "reversed",
            Self::PaymentReturned => "payment_returned",
            Self::ReclaimPaid => "reclaim_paid",
            Self::ReclaimWrittenOff => "reclaim_written_off",
        }
    }
}
