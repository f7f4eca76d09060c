//! Releasing figures: a deliberate act of the board on what disclosure control proposes, and their sending.

mod decide;
mod refusal;

pub(crate) use decide::decide;
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::disclosure::{self, Basis, FigureTable, Policy, Proposal, Released, Salt, StoredRelease};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::tally::{self, Draft};
use crate::terms::{RegionId, Year};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What can be asked about releases.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Lays down the salt of the region's digests; nothing happens when there is one.
    LayDownSalt {
        /// Chosen by chance.
        salt: Salt,
    },
    /// The board releases a year's figures as they were proposed.
    Release {
        /// Which year's.
        year: Year,
        /// What is released; its basis must still be what the records say. It is no part of the request: who asks the
        /// same twice gets the first answer, also when another proposal would be made by now.
        #[serde(skip)]
        proposal: Arc<Proposal>,
    },
    /// The bureau asks for a page of a year's released figures, which is about to be sent.
    Send {
        /// Which year's.
        year: Year,
        /// Which page, from 0.
        page: u32,
    },
}

/// What happened about releases. A stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// The region has a salt.
    SaltLaidDown {
        /// The salt.
        salt: Salt,
    },
    /// Tables were released.
    Released {
        /// Of which year.
        year: Year,
        /// The state of records that they are made of.
        basis: String,
        /// The tables, as they will be sent whenever they are asked for.
        tables: Vec<StoredRelease>,
    },
}

opaque_debug!(Command, Event);

const SALT: Table<Salt> = Table::new("release-salt");

/// The region's salt; nothing until it has laid one down.
///
/// # Errors
/// [`Fault`] from the store.
pub fn salt(records: &dyn Records) -> Result<Option<Salt>, Fault> {
    SALT.get(records, "in-use")
}

/// All that a proposal is made of: read at one moment, and computed with for as long as it takes.
pub struct Material {
    drafts: Vec<Draft>,
    policy: Policy,
    salt: Salt,
    past: Vec<Released<FigureTable>>,
}

opaque_debug!(Material);

impl Material {
    /// What the records say of a year now.
    ///
    /// # Errors
    /// [`Fault`] from the store, or when an amount does not fit.
    pub fn read(records: &dyn Records, region: &RegionId, year: Year, salt: Salt) -> Result<Self, Fault> {
        let drafts = tally::drafts(records, region, year)?;
        let past = disclosure::reissue(records, year)?;
        Ok(Self { drafts, policy: Policy::in_force(), salt, past })
    }

    /// What may be released of it. Takes its time.
    #[must_use]
    pub fn proposal(&self) -> Proposal {
        disclosure::release(&self.drafts, self.basis())
    }

    /// The state of the records, as a proposal names it. Cheap.
    #[must_use]
    pub fn digest(&self) -> String {
        disclosure::basis_digest(&self.drafts, self.basis())
    }

    fn basis(&self) -> Basis<'_> {
        Basis { policy: &self.policy, salt: &self.salt, past: &self.past }
    }
}

/// Cells that go into one page at most, unless a single table has more.
const PAGE_CELLS: usize = 20_000;

/// A page of what was released of a year, in the order in which it was; an empty one after the last.
///
/// # Errors
/// [`Fault`] from the store.
pub fn page(records: &dyn Records, year: Year, page: u32) -> Result<Vec<Released<FigureTable>>, Fault> {
    let mut pages: Vec<Vec<Released<FigureTable>>> = Vec::new();
    let mut cells = PAGE_CELLS;
    for released in disclosure::reissue(records, year)? {
        let size = released.content().cells.len();
        if cells + size > PAGE_CELLS {
            pages.push(Vec::new());
            cells = 0;
        }
        cells += size;
        pages.last_mut().into_iter().for_each(|page| page.push(released.clone()));
    }
    let page = usize::try_from(page).map_err(Fault::new)?;
    Ok(pages.into_iter().nth(page).unwrap_or_default())
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::SaltLaidDown { salt } => SALT.put(records, "in-use", salt),
        Event::Released { tables, .. } => {
            tables.iter().try_for_each(|table| disclosure::apply(records, table))
        }
    }
}
