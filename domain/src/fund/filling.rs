//! The event that follows when what fills the pots has changed: the rules, the rate, the areas or the counts.

use super::{Event, rules};
use crate::area::{self, Area, AreaList};
use crate::count::SettledCounts;
use crate::count::effect::CorrectedQuarter;
use crate::count::insured::{self, InsuredCounts};
use crate::pot::Division;
use crate::rate::{self, Rate};
use crate::records::{Fault, Records};
use crate::rules::{FundRules, YearRules};
use crate::terms::{Date, Year};
use crate::{pot, year};

/// What decides what the pots of a year hold, and the day on which the last of it came.
struct Basis<'a> {
    rate: &'a Rate,
    rules: &'a YearRules,
    areas: &'a [Area],
    counts: &'a SettledCounts,
    on: Date,
}

impl Basis<'_> {
    /// The event that brings the pots to what they should hold; none when that is what they hold.
    fn fill(&self, records: &dyn Records) -> Result<Option<Event>, Fault> {
        let year = self.rate.year;
        let rate = self.rate.cents_per_patient;
        let entitlements =
            pot::entitlements(self.areas, Division::of(self.rules), rate, self.counts).map_err(Fault::new)?;
        let ledger_year = year::ledger_year(records, year)?;
        let on = year::value_date(ledger_year, self.on);
        let before = pot::divided(records, year)?;
        let bookings = pot::refill(records, ledger_year, on, &before, &entitlements)?;
        let changes = !bookings.is_empty();
        let pot::Entitlements { pots: entitlements, reserve: set_aside } = entitlements;
        let event = Event::PotsFilled { year, entitlements, set_aside, bookings, corrected: None };
        Ok(changes.then_some(event))
    }
}

/// Rules came: every year that has had its rate waits for them no longer.
pub(super) fn after_rules(records: &dyn Records, rules: &FundRules) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    for rate in rate::rates(records)? {
        let Ok(values) = rules.for_year(rate.year) else { continue };
        let areas = area::areas(records, rate.year)?;
        let counts = SettledCounts::read(records, rate.year)?;
        let on = rate.published_on;
        let basis = Basis { rate: &rate, rules: &values, areas: &areas, counts: &counts, on };
        events.extend(basis.fill(records)?);
    }
    Ok(events)
}

/// A rate came.
pub(super) fn after_rate(records: &dyn Records, rate: &Rate) -> Result<Option<Event>, Fault> {
    let Some(rules) = year_rules(records, rate.year)? else { return Ok(None) };
    let areas = area::areas(records, rate.year)?;
    let counts = SettledCounts::read(records, rate.year)?;
    Basis { rate, rules: &rules, areas: &areas, counts: &counts, on: rate.published_on }.fill(records)
}

/// An area list came: no area leaves a year's list, so the new one is the whole.
pub(super) fn after_area_list(records: &dyn Records, list: &AreaList) -> Result<Option<Event>, Fault> {
    let (Some(rules), Some(rate)) = (year_rules(records, list.year)?, rate::rate(records, list.year)?) else {
        return Ok(None);
    };
    let counts = SettledCounts::read(records, list.year)?;
    Basis { rate: &rate, rules: &rules, areas: &list.areas, counts: &counts, on: list.published_on }
        .fill(records)
}

/// A quarter was counted.
pub(super) fn after_counts(
    records: &dyn Records,
    counts: &InsuredCounts,
    is_new: bool,
) -> Result<Option<Event>, Fault> {
    let (Some(rules), Some(rate)) = (year_rules(records, counts.year)?, rate::rate(records, counts.year)?)
    else {
        return Ok(None);
    };
    let areas = area::areas(records, counts.year)?;
    let on = counts.reference_date;
    let before = insured::origin(records, counts.year, counts.quarter)?;
    let of = before.map(|origin| CorrectedQuarter { quarter: counts.quarter, version: origin.version });
    let counts = SettledCounts::read(records, counts.year)?.with(counts, is_new);
    let mut filled =
        Basis { rate: &rate, rules: &rules, areas: &areas, counts: &counts, on }.fill(records)?;
    if let Some(Event::PotsFilled { corrected, .. }) = &mut filled {
        *corrected = of;
    }
    Ok(filled)
}

/// The rules in use for a year; `None` when the fund has none for it.
fn year_rules(records: &dyn Records, year: Year) -> Result<Option<YearRules>, Fault> {
    Ok(rules(records)?.and_then(|rules| rules.for_year(year).ok()))
}
