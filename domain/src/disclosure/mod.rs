//! The only door out of a region: [`Draft`]s go in, and [`Released`] tables come out or nothing does.
//!
//! All tables of a draft are one: what one of them publishes bears on what another hides. The engine decides which
//! cells are unsafe by themselves ([`primary`]), hides what would give them away ([`secondary`]) and has the last word
//! ([`audit`]); a draft that fails comes out as refused, with the reason for the region alone.

pub mod audit;
pub mod first;
pub mod primary;
pub mod secondary;
pub mod table;

mod policy;
mod proposal;
mod released;
mod rounding;
mod system;

pub use policy::{BadSalt, Policy, PolicyDigest, Salt};
pub use proposal::{Because, HiddenCell, Proposal, Reason, RefusedTables, TableAccount};
pub(crate) use released::apply;
pub use released::{Figure, FigureTable, Released, StoredRelease, reissue};
pub use rounding::{CannotRound, round};

use crate::measure::{CATALOGUE_VERSION, Measure, Period, TableId};
use crate::tally::Draft;
use sha2::{Digest, Sha256};
use system::System;

/// What a release rests on besides the draft tables themselves.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The region's salt.
    pub salt: &'a Salt,
    /// What was released of the year before, in order.
    pub past: &'a [Released<FigureTable>],
    /// The tables that the board holds back.
    pub held: &'a [Measure],
}

/// Proposes what of a year's drafts may be known outside the region, all together. It computes for as long as it takes
/// and touches nothing: whoever records the proposal compares [`basis_digest`] first.
#[must_use]
pub fn release(drafts: &[Draft], basis: Basis<'_>) -> Proposal {
    let mut proposal = Proposal::new(basis_digest(drafts, basis));
    for draft in drafts {
        let fates = fates(draft, basis);
        let held: Vec<_> = fates.iter().filter(|(_, _, fate)| matches!(fate, Fate::Held)).collect();
        if !held.is_empty() {
            let tables = held.into_iter().map(|(measure, ..)| id(draft, *measure)).collect();
            proposal.refuse(RefusedTables { tables, because: Because::HeldBack, cells: Vec::new() });
        }
        let new = || fates.iter().filter(|(_, _, fate)| matches!(fate, Fate::New));
        if new().next().is_none() {
            continue;
        }
        let system = System::of(draft, basis.policy).and_then(|system| system.beside(&fates));
        match system.and_then(|system| system.protect(basis.policy)) {
            Ok(protected) => {
                for (measure, part, _) in new() {
                    let (cells, hidden) = protected.shown(part);
                    let table = FigureTable {
                        table: id(draft, *measure),
                        version: 1,
                        policy: basis.policy.digest(basis.salt),
                        dimensions: draft.dimensions().to_vec(),
                        cells,
                    };
                    proposal.add(Released::new(table), hidden);
                }
            }
            Err((because, cells)) => {
                let tables = new().map(|(measure, ..)| id(draft, *measure)).collect();
                proposal.refuse(RefusedTables { tables, because, cells });
            }
        }
    }
    proposal
}

/// What becomes of a table of the catalogue.
enum Fate<'a> {
    /// It is to be released.
    New,
    /// It was released: what it says is known, and what it hides stays hidden.
    Released(&'a FigureTable),
    /// The board holds it back.
    Held,
}

/// Per table of a draft the code of its part, and what becomes of it.
fn fates<'a>(draft: &Draft, basis: Basis<'a>) -> Vec<(Measure, &'static str, Fate<'a>)> {
    let fate = |measure: Measure| {
        let id = id(draft, measure);
        match basis.past.iter().rfind(|past| past.content().table == id) {
            Some(past) => Fate::Released(past.content()),
            None if basis.held.contains(&measure) => Fate::Held,
            None => Fate::New,
        }
    };
    draft.parts().tables.iter().map(|(measure, part)| (*measure, *part, fate(*measure))).collect()
}

fn id(draft: &Draft, measure: Measure) -> TableId {
    TableId {
        region: draft.region().clone(),
        year: draft.year(),
        period: Period::Year,
        measure,
        catalogue_version: CATALOGUE_VERSION,
    }
}

/// Names the state of records that a proposal is made of: another state has another digest. Cheap, unlike the proposal.
#[must_use]
pub fn basis_digest(drafts: &[Draft], basis: Basis<'_>) -> String {
    let mut digest = Sha256::new();
    digest.update(basis.policy.text());
    digest.update(basis.policy.digest(basis.salt).as_str());
    for draft in drafts {
        draft.put_into(&mut digest);
    }
    for measure in basis.held {
        digest.update(measure.code());
        digest.update([0]);
    }
    for released in basis.past {
        // a released table is plain data, which always has a JSON form
        digest.update(serde_json::to_vec(released.content()).unwrap_or_default());
    }
    policy::hex(&digest.finalize())
}

#[cfg(test)]
pub(crate) mod tests;
