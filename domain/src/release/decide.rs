//! Commands about releases.

use super::{Command, Event, Material, Refusal};
use crate::disclosure::{self, Proposal, Released};
use crate::egress::{Content, Receiver};
use crate::fund::{Event as FundEvent, Stop};
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
        Command::Send { year, page } => send(records, *year, *page),
    }
}

fn release(records: &dyn Records, region: &RegionId, fund_year: Year, proposal: &Proposal) -> Decided {
    if year::closed_on(records, fund_year)?.is_none() {
        return Err(Refusal::YearNotClosed { year: fund_year }.into());
    }
    if !disclosure::reissue(records, fund_year)?.is_empty() {
        return Err(Refusal::AlreadyReleased { year: fund_year }.into());
    }
    let moved_on = Refusal::MovedOn { year: fund_year };
    let salt = super::salt(records)?.ok_or(moved_on.clone())?;
    if Material::read(records, region, fund_year, salt)?.digest() != proposal.basis() {
        return Err(moved_on.into());
    }
    if proposal.tables().is_empty() {
        return Err(Refusal::NothingToRelease { year: fund_year }.into());
    }
    let tables = proposal.tables().iter().map(Released::to_stored).collect();
    let basis = proposal.basis().to_owned();
    Ok(vec![FundEvent::Release(Event::Released { year: fund_year, basis, tables })])
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
