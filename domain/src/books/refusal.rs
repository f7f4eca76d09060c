//! Why nothing happens in the books.

use crate::pot::PotId;
use crate::terms::{Cents, Date, Quarter, Year};
use thiserror::Error;

/// Why a command on the books changes nothing. Amounts are cents.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The fund has no rules for the year.
    #[error("the fund has no rules for {0}")]
    NoRules(Year),
    /// The year is closed.
    #[error("{0} is closed")]
    YearClosed(Year),
    /// It does not say why, or what for.
    #[error("it does not say why, or what for")]
    NoReason,
    /// A payment has a reference.
    #[error("the payment has no reference")]
    NoReference,
    /// The balances have no source.
    #[error("the balances have no source")]
    NoSource,
    /// It is about nothing.
    #[error("an amount or number is more than nothing")]
    NoAmount,
    /// There is no such pot.
    #[error("the year has no pot {0}")]
    UnknownPot(PotId),
    /// The reserve has less.
    #[error("the reserve has {free}, less than {asked}")]
    ReserveTooLow {
        /// What is there.
        free: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// The pot has less.
    #[error("pot {pot} has {free} free, less than {asked}")]
    PotTooLow {
        /// The pot.
        pot: PotId,
        /// What is there.
        free: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// The bank account has less.
    #[error("the bank account has {free}, less than {asked}")]
    BankTooLow {
        /// What is there.
        free: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// The fund is short of money, so nothing new is awarded.
    #[error("the fund has a shortfall of {0}")]
    Shortfall(Cents),
    /// The year, or one before it, has bookings, applications or a closing already.
    #[error("the books of {0} have begun")]
    BooksBegun(Year),
    /// An amount is below nothing.
    #[error("{0} is below nothing")]
    OpeningNegative(Cents),
    /// A pot stands there twice.
    #[error("a pot stands there twice")]
    OpeningPotTwice,
    /// A running project is not of a year before.
    #[error("running project {count} is not of a year before {year}")]
    ProjectNotBefore {
        /// Its place, from 1.
        count: u64,
        /// The year.
        year: Year,
    },
    /// What was paid and what is open do not make a grant that was asked, or a payment is later than the balances.
    #[error("what was paid and what is open of running project {count} do not make its grant")]
    ProjectAmounts {
        /// Its place, from 1.
        count: u64,
    },
    /// The balances and the running projects differ.
    #[error("pot {pot} has {stated} committed, and running projects have {running} to come")]
    CommitmentsDiffer {
        /// The pot.
        pot: PotId,
        /// What the balances say.
        stated: Cents,
        /// What the projects have to come.
        running: Cents,
    },
    /// The balances do not balance.
    #[error("the opening balances are off by {0}")]
    OpeningOff(Cents),
    /// The fund has no such product.
    #[error("the year has no product {0}")]
    UnknownProduct(String),
    /// The product is for practices with patients from designated areas.
    #[error("the product is for practices with patients from designated areas")]
    NotOpenToPractice,
    /// The practice has declared the product for the quarter.
    #[error("the practice has declared this product for quarter {0}")]
    AlreadyDeclared(Quarter),
    /// More than once per patient.
    #[error("{number} in the year is more than the {patients} patients")]
    AbovePatients {
        /// Patients from designated areas.
        patients: u64,
        /// How many in the year.
        number: u64,
    },
    /// More than a practice can declare in a year.
    #[error("{number} in the year is more than {most}")]
    AboveMost {
        /// How many can be declared.
        most: u64,
        /// How many in the year.
        number: u64,
    },
    /// More than the fund pays for the product in a year.
    #[error("{free} is left of the product's maximum, less than {asked}")]
    AboveYear {
        /// What is there.
        free: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// There is no such declaration.
    #[error("there is no declaration {0}")]
    UnknownDeclaration(u32),
    /// The declaration was paid.
    #[error("the declaration was paid on {0}")]
    DeclarationPaid(Date),
    /// The payment is dated before the declaration.
    #[error("the declaration came in on {0}")]
    PaidBeforeDeclared(Date),
    /// More than administration may cost.
    #[error("{booked} of at most {maximum} is booked; {asked} is too much")]
    AboveAdministration {
        /// The most of the year.
        maximum: Cents,
        /// What is booked already.
        booked: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// The year is closed, and its unused budget is lost.
    #[error("{0} is closed and its unused budget is lost")]
    YearBudgetLost(Year),
    /// A second grant of the year comes later.
    #[error("a second grant can be given from {0} on")]
    SecondGrantTooEarly(Date),
    /// The rules allow no second grant.
    #[error("the rules allow one grant per practice and year")]
    NoSecondGrant,
    /// The year is not closed.
    #[error("{0} is not closed")]
    NotClosed(Year),
    /// The adoption is dated before the closing.
    #[error("the year was closed on {0}")]
    BeforeClosing(Date),
    /// The report was adopted.
    #[error("the report was adopted on {0}")]
    AlreadyAdopted(Date),
}

/// All codes of these refusals.
pub const CODES: &[&str] = &[
    "books_no_rules",
    "books_year_closed",
    "books_no_reason",
    "books_no_reference",
    "books_no_source",
    "books_no_amount",
    "books_unknown_pot",
    "books_reserve_too_low",
    "books_pot_too_low",
    "books_bank_too_low",
    "books_shortfall",
    "books_begun",
    "books_opening_negative",
    "books_opening_pot_twice",
    "books_project_not_before",
    "books_project_amounts",
    "books_commitments_differ",
    "books_opening_off",
    "books_unknown_product",
    "books_not_open_to_practice",
    "books_already_declared",
    "books_above_patients",
    "books_above_most",
    "books_above_year",
    "books_unknown_declaration",
    "books_declaration_paid",
    "books_paid_before_declared",
    "books_above_administration",
    "books_year_budget_lost",
    "books_second_grant_too_early",
    "books_no_second_grant",
    "books_not_closed",
    "books_before_closing",
    "books_already_adopted",
];

impl Refusal {
    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRules(_) => "books_no_rules",
            Self::YearClosed(_) => "books_year_closed",
            Self::NoReason => "books_no_reason",
            Self::NoReference => "books_no_reference",
            Self::NoSource => "books_no_source",
            Self::NoAmount => "books_no_amount",
            Self::UnknownPot(_) => "books_unknown_pot",
            Self::ReserveTooLow { .. } => "books_reserve_too_low",
            Self::PotTooLow { .. } => "books_pot_too_low",
            Self::BankTooLow { .. } => "books_bank_too_low",
            Self::Shortfall(_) => "books_shortfall",
            Self::BooksBegun(_) => "books_begun",
            Self::OpeningNegative(_) => "books_opening_negative",
            Self::OpeningPotTwice => "books_opening_pot_twice",
            Self::ProjectNotBefore { .. } => "books_project_not_before",
            Self::ProjectAmounts { .. } => "books_project_amounts",
            Self::CommitmentsDiffer { .. } => "books_commitments_differ",
            Self::OpeningOff(_) => "books_opening_off",
            Self::UnknownProduct(_) => "books_unknown_product",
            Self::NotOpenToPractice => "books_not_open_to_practice",
            Self::AlreadyDeclared(_) => "books_already_declared",
            Self::AbovePatients { .. } => "books_above_patients",
            Self::AboveMost { .. } => "books_above_most",
            Self::AboveYear { .. } => "books_above_year",
            Self::UnknownDeclaration(_) => "books_unknown_declaration",
            Self::DeclarationPaid(_) => "books_declaration_paid",
            Self::PaidBeforeDeclared(_) => "books_paid_before_declared",
            Self::AboveAdministration { .. } => "books_above_administration",
            Self::YearBudgetLost(_) => "books_year_budget_lost",
            Self::SecondGrantTooEarly(_) => "books_second_grant_too_early",
            Self::NoSecondGrant => "books_no_second_grant",
            Self::NotClosed(_) => "books_not_closed",
            Self::BeforeClosing(_) => "books_before_closing",
            Self::AlreadyAdopted(_) => "books_already_adopted",
        }
    }

    /// What was needed and what was there, by name, for messages inside the region.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoRules(fact) => vec![("year", fact.to_string())],
            Self::YearClosed(fact) => vec![("year", fact.to_string())],
            Self::UnknownPot(fact) => vec![("pot", fact.to_string())],
            Self::ReserveTooLow { free, asked } => {
                vec![("free", free.to_string()), ("asked", asked.to_string())]
            }
            Self::PotTooLow { pot, free, asked } => {
                vec![("pot", pot.to_string()), ("free", free.to_string()), ("asked", asked.to_string())]
            }
            Self::BankTooLow { free, asked } => {
                vec![("free", free.to_string()), ("asked", asked.to_string())]
            }
            Self::Shortfall(fact) => vec![("euros", fact.to_string())],
            Self::BooksBegun(fact) => vec![("year", fact.to_string())],
            Self::OpeningNegative(fact) => vec![("euros", fact.to_string())],
            Self::ProjectNotBefore { count, year } => {
                vec![("count", count.to_string()), ("year", year.to_string())]
            }
            Self::ProjectAmounts { count } => vec![("count", count.to_string())],
            Self::CommitmentsDiffer { pot, stated, running } => vec![
                ("pot", pot.to_string()),
                ("stated", stated.to_string()),
                ("running", running.to_string()),
            ],
            Self::OpeningOff(fact) => vec![("euros", fact.to_string())],
            Self::UnknownProduct(fact) => vec![("product", fact.to_string())],
            Self::AlreadyDeclared(fact) => vec![("quarter", fact.to_string())],
            Self::AbovePatients { patients, number } => {
                vec![("patients", patients.to_string()), ("number", number.to_string())]
            }
            Self::AboveMost { most, number } => {
                vec![("most", most.to_string()), ("number", number.to_string())]
            }
            Self::AboveYear { free, asked } => vec![("free", free.to_string()), ("asked", asked.to_string())],
            Self::UnknownDeclaration(fact) => vec![("count", fact.to_string())],
            Self::DeclarationPaid(fact) => vec![("day", fact.to_string())],
            Self::PaidBeforeDeclared(fact) => vec![("day", fact.to_string())],
            Self::AboveAdministration { maximum, booked, asked } => vec![
                ("maximum", maximum.to_string()),
                ("booked", booked.to_string()),
                ("asked", asked.to_string()),
            ],
            Self::YearBudgetLost(fact) => vec![("year", fact.to_string())],
            Self::SecondGrantTooEarly(fact) => vec![("day", fact.to_string())],
            Self::NotClosed(fact) => vec![("year", fact.to_string())],
            Self::BeforeClosing(fact) => vec![("day", fact.to_string())],
            Self::AlreadyAdopted(fact) => vec![("day", fact.to_string())],
            _ => Vec::new(),
        }
    }
}
