//! Commands about releases.

use super::{Command, Event, Material, Refusal};
use crate::disclosure::{self, Proposal, Released};
use crate::egress::{Content, Receiver};
use crate::fund::{Event as FundEvent, Stop};
use crate::measure::{CATALOGUE_VERSION, Measure};
use crate::records::Records;
use crate::terms::{RegionId, Year};
use crate::year;

type Decided = Result<Vec<FundEvent>, Stop>;

pub(crate) fn decide(records: &dyn Records, region: &RegionId, command: &Command) -> Decided {
    match command {
        Command::LayDownSalt { salt } => Ok(match super::salt(records)? {
            Some(_) => Vec::new(),
            None => vec![FundEvent::Release(Event::SaltLaidDown { salt: salt.clone() })],
        }),
        Command::Release { year, proposal } => release(records, region, *year, proposal),
        Command::HoldBack { year, measure, held } => hold_back(records, (*year, *measure), *held),
        Command::OrderRelease { in_force } => Ok(match super::is_ordered(records)? == *in_force {
            true => Vec::new(),
            false => vec![FundEvent::Release(Event::ReleaseOrdered { in_force: *in_force })],
        }),
        Command::Send { year, page } => send(records, *year, *page),
    }
}

fn release(records: &dyn Records, region: &RegionId, fund_year: Year, proposal: &Proposal) -> Decided {
    if year::closed_on(records, fund_year)?.is_none() {
        return Err(Refusal::YearNotClosed { year: fund_year }.into());
    }
    let past = disclosure::reissue(records, fund_year)?;
    // what stands beside a release of the first version was never looked into
    if past.iter().any(|released| released.content().table.catalogue_version < CATALOGUE_VERSION) {
        return Err(Refusal::AlreadyReleased { year: fund_year }.into());
    }
    let moved_on = Refusal::MovedOn { year: fund_year };
    let salt = super::salt(records)?.ok_or(moved_on.clone())?;
    if Material::read(records, region, fund_year, salt)?.digest() != proposal.basis() {
        return Err(moved_on.into());
    }
    if proposal.tables().is_empty() {
        let all = !past.is_empty() && proposal.refused().is_empty();
        let refusal = if all {
            Refusal::AlreadyReleased { year: fund_year }
        } else {
            Refusal::NothingToRelease { year: fund_year }
        };
        return Err(refusal.into());
    }
    let tables = proposal.tables().iter().map(Released::to_stored).collect();
    let basis = proposal.basis().to_owned();
    Ok(vec![FundEvent::Release(Event::Released { year: fund_year, basis, tables })])
}

/// What has left cannot be held back any more.
fn hold_back(records: &dyn Records, (fund_year, measure): (Year, Measure), held: bool) -> Decided {
    let released = disclosure::reissue(records, fund_year)?;
    if released.iter().any(|released| released.content().table.measure == measure) {
        return Err(Refusal::AlreadyReleased { year: fund_year }.into());
    }
    if super::held_back(records, fund_year)?.contains(&measure) == held {
        return Ok(Vec::new());
    }
    Ok(vec![FundEvent::Release(Event::HeldBack { year: fund_year, measure, held })])
}

fn send(records: &dyn Records, fund_year: Year, page: u32) -> Decided {
    let released = super::page(records, fund_year, page)?;
    if released.is_empty() {
        // after the last page nothing is sent
        return if page > 0 { Ok(Vec::new()) } else { Err(Refusal::NotReleased { year: fund_year }.into()) };
    }
    let contents = released.iter().map(|table| Content::of_table(table.content())).collect();
    Ok(vec![FundEvent::Sent { to: Receiver::Bureau, contents }])
}
