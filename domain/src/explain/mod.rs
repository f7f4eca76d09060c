//! Every amount explains itself: from which count, at which rate, by which rule, with the arithmetic.
//!
//! What a booking is made of is kept with it when it is made (`note`), because the rate, the counts and the rules may
//! change afterwards. It is made of the journal alone and can be made again. What is not booked, a maximum or a
//! statement, is explained from the records as they are.

mod amounts;
mod cap;
mod events;
mod filling;
#[cfg(test)]
mod tests;

pub use amounts::{cap, pot, statement};

use crate::fund::Event;
use crate::ledger;
use crate::opaque::opaque_debug;
use crate::project::{ApplicationId, code_list};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Year;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

code_list!(
    /// The sentences that explanations are made of, each with the names of its facts. The end of a name says how its
    /// value is written: `_euros` an amount with its cents, `_share` basis points, `_number` a whole number, `_day` a
    /// day.
    Because {
        /// The rate: `year`, `rate_euros`, `version`, `source`.
        Rate = "rate",
        /// A quarter's count: `quarter`, `count_day`, `source`, `version`.
        Count = "count",
        /// An area's money: `area`, `insured_number`, `quarters_number`, `rate_euros`, `result_euros`.
        Area = "area",
        /// Many areas' money: `areas_number`, and as for one.
        Areas = "areas",
        /// What goes to the pot above: `pot`, `above_share`, `part_euros`.
        GivesAbove = "gives_above",
        /// What the pot above gets of the others: `above_share`, `part_euros`.
        GetsAbove = "gets_above",
        /// What a pot gives for the reserve: `part_euros`.
        SetAside = "set_aside",
        /// The reserve gets a share: `aside_share`, `money_euros`, `result_euros`.
        ReserveShare = "reserve_share",
        /// The reserve gets an amount: `rule_euros`, `result_euros`.
        ReserveAmount = "reserve_amount",
        /// What it should hold, held and so changes: `after_euros`, `before_euros`, `change_euros`.
        Filled = "filled",
        /// A rule of the fund: `rule_key`, `source`.
        Rule = "rule",
        /// ZN paid: `year`, `quarter`, `result_euros`, `paid_day`.
        ZnPaid = "zn_paid",
        /// A part of a grant: `application`, `pot`, `result_euros`.
        GrantedFrom = "granted_from",
        /// The decision: `decided_day`, `asked_euros`, `granted_euros`.
        Decided = "decided",
        /// There is no maximum: `project_kind`.
        CapNone = "cap_none",
        /// Per patient: `rate_euros`, `patients_number`, `result_euros`, and the threshold is met.
        CapPerPatient = "cap_per_patient",
        /// Per patient of the GPs who meet the threshold: `gps_number`, `rate_euros`, `patients_number`, `result_euros`.
        CapPerGp = "cap_per_gp",
        /// The threshold is not met, so the part is nothing: `patients_number`, `population_number`.
        CapNotEntitled = "cap_not_entitled",
        /// Per norm practice: `rate_euros`, `norm_number`, `population_number`, `counted_number`, `least_number`,
        /// `most_number`, `result_euros`.
        CapPerNormPractice = "cap_per_norm_practice",
        /// Hours per norm practice: `hours_number`, and as per norm practice.
        CapHours = "cap_hours",
        /// Fixed: `result_euros`.
        CapFixed = "cap_fixed",
        /// The overview: `count_day`, `source`.
        Overview = "overview",
        /// What the practice has of it already: `part_euros`.
        CapClaimed = "cap_claimed",
        /// What is left: `left_euros`.
        CapLeft = "cap_left",
        /// An instalment as planned: `application`, `instalment_number`, `part_share`, `granted_euros`, `result_euros`.
        Instalment = "instalment",
        /// An instalment that the fund had before it began: `application`, `instalment_number`.
        InstalmentBefore = "instalment_before",
        /// Less is paid of it, after an evaluation: `result_euros`.
        InstalmentLess = "instalment_less",
        /// It was paid: `result_euros`, `paid_day`, `reference`.
        Paid = "paid",
        /// The bank returned it: `result_euros`, `reason`.
        Returned = "returned",
        /// A payment that was recorded was undone: `result_euros`, `found_day`, `reason`.
        Undone = "undone",
        /// What the cost bears: `cost_euros`, `others_euros`, `paid_share`, `borne_euros`.
        Borne = "borne",
        /// What lapses: `granted_euros`, `borne_euros`, `result_euros` of an instalment `instalment_number`.
        Lapsed = "lapsed",
        /// The evaluation was rejected, so what is not paid lapses: `instalment_number`, `result_euros`.
        LapsedWhole = "lapsed_whole",
        /// No more invoices come, and what they did not release lapses: `application`, `reason`.
        InvoicesEnded = "invoices_ended",
        /// Claimed back: `application`, `result_euros`, `claimed_day`.
        Reclaimed = "reclaimed",
        /// Paid back: `application`, `result_euros`, `reference`.
        PaidBack = "paid_back",
        /// Given up: `application`, `result_euros`, `reason`.
        WrittenOff = "written_off",
        /// A year was closed: `year`, `closed_day`.
        YearClosed = "year_closed",
        /// The fund began with the system: `year`, `source`.
        Began = "began",
        /// Money of the reserve for a pot: `pot`, `result_euros`, `reason`.
        ReserveReleased = "reserve_released",
        /// A declaration: `practice`, `product`, `times_number`, `price_euros`, `result_euros`.
        Declared = "declared",
        /// A declaration was paid: `declaration_number`, `year`, `reference`.
        DeclarationPaid = "declaration_paid",
        /// Administration: `what`, `result_euros`, `reference`.
        Administration = "administration",
        /// The most for administration: `most_share`, `money_euros`, `most_euros`.
        AdministrationMost = "administration_most",
        /// Due up to a quarter: `rate_euros`, `insured_number` of quarters added up, `result_euros`.
        DueByQuarters = "due_by_quarters",
        /// Due for the whole year: `rate_euros`, `insured_number` settled, `result_euros`.
        DueSettled = "due_settled",
        /// Due before this quarter, and so for it: `before_euros`, `result_euros`.
        DueForQuarter = "due_for_quarter",
        /// The share of what ZN paid: `paid_euros`, `result_euros`. An assumption.
        Attributed = "attributed",
    }
);

/// A sentence of an explanation, as its code and facts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which sentence.
    pub because: Because,
    /// Its facts by name.
    pub facts: Vec<(String, String)>,
}

opaque_debug!(Line);

impl Line {
    fn of(because: Because) -> Self {
        Self { because, facts: Vec::new() }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.facts.push((name.to_owned(), value.to_string()));
        self
    }

    /// A fact by name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// By booking.
const BOOKED: Table<Vec<Line>> = Table::new("explained");
/// By application: the booking of its grant.
const GRANTS: Table<String> = Table::new("explained-grant");

/// What a booking is made of; `None` when there is no such booking.
///
/// # Errors
/// [`Fault`] from the store.
pub fn booking(records: &dyn Records, year: Year, number: u64) -> Result<Option<Vec<Line>>, Fault> {
    BOOKED.get(records, ledger::booking_key(year, number))
}

/// What a grant is made of; `None` when nothing was granted.
///
/// # Errors
/// [`Fault`] from the store.
pub fn grant(records: &dyn Records, id: ApplicationId) -> Result<Option<Vec<Line>>, Fault> {
    match GRANTS.get(records, id)? {
        Some(key) => BOOKED.get(records, key),
        None => Ok(None),
    }
}

/// Keeps what the bookings of an event are made of; to be called before it is applied, which posts them in their order.
pub(crate) fn note(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    let explained = events::explained(records, event)?;
    let mut numbers: BTreeMap<Year, u64> = BTreeMap::new();
    for (booking, lines) in explained.into_iter().filter(|(booking, _)| !booking.is_empty()) {
        let before = match numbers.get(&booking.year()) {
            Some(number) => *number,
            None => ledger::booking_count(records, booking.year())?,
        };
        numbers.insert(booking.year(), before + 1);
        let key = ledger::booking_key(booking.year(), before + 1);
        if let Event::Granted { application, .. } = event {
            GRANTS.put(records, application, &key)?;
        }
        BOOKED.put(records, key, &lines)?;
    }
    Ok(())
}
