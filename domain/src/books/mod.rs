//! What happens in a fund's books besides grants: the beginning in mid-life, releases of the reserve, the fund's own
//! products, administration, and the report that the board adopts.

pub mod administration;
pub mod grants;
pub mod opening;
pub mod product;
mod refusal;
pub mod report;
pub mod reserve;

pub use refusal::{CODES, Refusal};

use crate::fund::Stop;
use crate::ledger::{self, Booking};
use crate::opaque::opaque_debug;
use crate::pot::{self, Division, PotId};
use crate::project::ApplicationId;
use crate::records::{Fault, Records, RecordsMut};
use crate::rules::YearRules;
use crate::shortfall::{self, About};
use crate::terms::{Date, Year};
use crate::{fund, year};
use serde::{Deserialize, Serialize};

/// What can be asked of the books.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A fund begins with the system in mid-life.
    TakeOpening(Box<opening::Opening>),
    /// The board gives money of the reserve to a pot.
    ReleaseReserve(reserve::Release),
    /// A practice declares for a product.
    Declare(product::Declaration),
    /// A declaration has been paid.
    PayDeclaration(product::DeclarationPayment),
    /// Administration has been paid.
    PayAdministration(administration::Cost),
    /// The board adopts a year's report.
    AdoptReport {
        /// Of which year.
        year: Year,
        /// When.
        on: Date,
    },
}

/// What happened in the books. The stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// A fund began with the system in mid-life.
    OpeningTaken {
        /// What it brought along.
        opening: Box<opening::Opening>,
        /// The numbers of its running projects, in their order.
        applications: Vec<ApplicationId>,
        /// The years before, which take no bookings here.
        closed: Vec<Year>,
        /// The booking.
        booking: Booking,
    },
    /// Money of the reserve went to a pot.
    ReserveReleased {
        /// What, and why.
        release: reserve::Release,
        /// The booking.
        booking: Booking,
    },
    /// A practice declared for a product.
    #[serde(rename = "product_claimed")]
    ProductDeclared {
        /// The declaration with its amount.
        #[serde(rename = "claim")]
        declaration: product::PricedDeclaration,
        /// The booking.
        booking: Booking,
    },
    /// A declaration was paid.
    #[serde(rename = "claim_paid")]
    DeclarationPaid {
        /// Which, when, by which order.
        payment: product::DeclarationPayment,
        /// The booking.
        booking: Booking,
    },
    /// Administration was paid.
    AdministrationPaid {
        /// What.
        cost: administration::Cost,
        /// The booking.
        booking: Booking,
    },
    /// The board adopted a year's report.
    ReportAdopted {
        /// When.
        on: Date,
        /// The report, as it was adopted.
        report: Box<report::YearReport>,
    },
}

opaque_debug!(Command, Event);

/// Decides a command on the books.
///
/// # Errors
/// [`Stop`]: a refusal by name, or a fault of the records.
pub fn decide(records: &dyn Records, command: &Command) -> Result<Event, Stop> {
    match command {
        Command::TakeOpening(opening) => opening::decide(records, opening),
        Command::ReleaseReserve(release) => reserve::decide(records, release),
        Command::Declare(declaration) => product::decide_declaration(records, declaration),
        Command::PayDeclaration(payment) => product::decide_payment(records, payment),
        Command::PayAdministration(cost) => administration::decide(records, cost),
        Command::AdoptReport { year, on } => report::decide(records, *year, *on),
    }
}

/// Applies what happened in the books.
///
/// # Errors
/// [`Fault`] from the store, or when the event does not fit the records.
pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    let booking = match event {
        Event::OpeningTaken { opening, applications, closed, booking } => {
            opening::apply(records, opening, applications, closed)?;
            booking
        }
        Event::ReserveReleased { release, booking } => {
            reserve::apply(records, release)?;
            booking
        }
        Event::ProductDeclared { declaration, booking } => {
            product::apply_declaration(records, declaration)?;
            booking
        }
        Event::DeclarationPaid { payment, booking } => {
            product::apply_payment(records, payment)?;
            booking
        }
        Event::AdministrationPaid { cost, booking } => {
            administration::apply(records, cost)?;
            booking
        }
        Event::ReportAdopted { on, report } => return report::apply(records, *on, report),
    };
    shortfall::note(records, booking, &About::Named)?;
    ledger::post(records, booking)
}

/// The rules of a year, or the refusal that there are none.
fn rules_of(records: &dyn Records, year: Year) -> Result<YearRules, Stop> {
    let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
    Ok(rules.ok_or(Refusal::NoRules(year))?)
}

/// Whether a year has a pot, or the refusal that it has not.
fn check_pot(records: &dyn Records, year: Year, rules: &YearRules, pot: &PotId) -> Result<(), Stop> {
    if pot::exists(records, year, Division::of(rules), pot)? {
        Ok(())
    } else {
        Err(Refusal::UnknownPot(pot.clone()).into())
    }
}

/// The ledger year of a fund year, and a day in it.
fn when(records: &dyn Records, fund_year: Year, on: Date) -> Result<(Year, Date), Fault> {
    let ledger_year = year::ledger_year(records, fund_year)?;
    Ok((ledger_year, year::value_date(ledger_year, on)))
}
