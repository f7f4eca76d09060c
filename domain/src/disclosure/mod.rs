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
}

/// Proposes what of a year's drafts may be known outside the region, all together. It computes for as long as it takes
/// and touches nothing: whoever records the proposal compares [`basis_digest`] first.
#[must_use]
pub fn release(drafts: &[Draft], basis: Basis<'_>) -> Proposal {
    let mut proposal = Proposal::new(basis_digest(drafts, basis));
    for draft in drafts {
        match System::of(draft, basis.policy).and_then(|system| system.protect(basis.policy)) {
            Ok(protected) => {
                for (measure, part) in draft.parts().tables {
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
                let tables = draft.parts().tables.iter().map(|(measure, _)| id(draft, *measure)).collect();
                proposal.refuse(RefusedTables { tables, because, cells });
            }
        }
    }
    proposal
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
    for released in basis.past {
        // a released table is plain data, which always has a JSON form
        digest.update(serde_json::to_vec(released.content()).unwrap_or_default());
    }
    policy::hex(&digest.finalize())
}

#[cfg(test)]
pub(crate) mod tests;
