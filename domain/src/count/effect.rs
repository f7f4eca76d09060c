//! What the last correction of a count did to the pots of its year, as the bookings say.

use super::insured::InsuredCounts;
use crate::ledger::{Account, Booking};
use crate::pot::{self, Entitlements, PotId};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Quarter, Year};
use serde::{Deserialize, Serialize};

/// The count that a filling of pots corrects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectedQuarter {
    /// The quarter that was counted again.
    pub quarter: Quarter,
    /// The version that the correction replaced.
    pub version: u32,
}

/// What a correction did to one pot, or to what is set aside. The difference is the sum of the other three, a shortfall counted negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotEffect {
    /// The pot; absent for what is set aside for the reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pot: Option<PotId>,
    /// How much more ZN owes for it, negative for less.
    pub difference: Cents,
    /// How much more the pot can grant.
    pub free: Cents,
    /// How much more the reserve holds.
    pub reserve: Cents,
    /// How much more the fund is short.
    pub shortfall: Cents,
}

/// A correction of the insured, and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionEffect {
    /// The quarter that was counted again.
    pub quarter: Quarter,
    /// The version that came of it.
    pub version: u32,
    /// Why.
    pub reason: String,
    /// Per pot that changed: first what fell, then what rose, with the reserve before the pots. Empty when no pot changed.
    pub pots: Vec<PotEffect>,
}

const EFFECTS: Table<CorrectionEffect> = Table::new("correction-effect");

/// What the last correction of the year's insured did; `None` when there was none.
///
/// # Errors
/// [`Fault`] from the store.
pub fn of_last_correction(records: &dyn Records, year: Year) -> Result<Option<CorrectionEffect>, Fault> {
    EFFECTS.get(records, year)
}

/// A correction came; that it changes pots is in the event after it, if it does.
pub(super) fn apply_correction(
    records: &mut dyn RecordsMut,
    counts: &InsuredCounts,
    version: u32,
) -> Result<(), Fault> {
    let Some(reason) = counts.correction.clone().filter(|_| version > 1) else { return Ok(()) };
    let effect = CorrectionEffect { quarter: counts.quarter, version, reason, pots: Vec::new() };
    EFFECTS.put(records, counts.year, &effect)
}

/// Pots are filled because of a correction. Comes before they are, for the difference with what they held.
pub(crate) fn apply_filling(
    records: &mut dyn RecordsMut,
    year: Year,
    after: &Entitlements,
    bookings: &[Booking],
) -> Result<(), Fault> {
    let Some(mut effect) = of_last_correction(records, year)? else { return Ok(()) };
    let before = pot::divided(records, year)?;
    // one booking per change, in the same order
    let changes = pot::changes(&before, after).map_err(Fault::new)?.into_iter().zip(bookings);
    effect.pots = changes.map(|((pot, _), booking)| pot_effect(pot, booking)).collect::<Result<_, _>>()?;
    EFFECTS.put(records, year, &effect)
}

fn pot_effect(pot: Option<PotId>, booking: &Booking) -> Result<PotEffect, Fault> {
    let moved = |account: &Account| {
        let postings = booking.postings().iter().filter(|posting| posting.account == *account);
        Cents::sum(postings.map(|posting| posting.cents)).map_err(Fault::new)
    };
    let credit = |account: &Account| moved(account)?.negated().map_err(Fault::new);
    Ok(PotEffect {
        difference: moved(&Account::ReceivableZn)?,
        free: pot.as_ref().map_or(Ok(Cents::ZERO), |pot| credit(&Account::PotFree(pot.clone())))?,
        reserve: credit(&Account::Reserve)?,
        shortfall: moved(&Account::Shortfall)?,
        pot,
    })
}
