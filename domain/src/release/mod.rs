//! Releasing figures: a deliberate act of the board on what disclosure control proposes, and their sending.

mod decide;
mod refusal;

pub(crate) use decide::decide;
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::disclosure::{self, Basis, FigureTable, Policy, Proposal, Released, Salt, StoredRelease};
use crate::measure::Measure;
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
    /// The board holds a table of a year back, or holds it back no longer.
    HoldBack {
        /// Which year's.
        year: Year,
        /// Which table.
        measure: Measure,
        /// Whether it is held back from now on.
        held: bool,
    },
    /// The board orders, or orders no longer, that the figures of a year are released when it is closed.
    OrderRelease {
        /// Whether the order is in force from now on.
        in_force: bool,
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
    /// A table is held back, or no longer.
    HeldBack {
        /// Of which year.
        year: Year,
        /// Which table.
        measure: Measure,
        /// Whether it is held back.
        held: bool,
    },
    /// The standing order to release was given or taken back.
    ReleaseOrdered {
        /// Whether it is in force.
        in_force: bool,
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

const HELD: Table<bool> = Table::new("release-held");

/// The tables of a year that the board holds back.
///
/// # Errors
/// [`Fault`] from the store.
pub fn held_back(records: &dyn Records, year: Year) -> Result<Vec<Measure>, Fault> {
    let mut held = Vec::new();
    for measure in Measure::ALL {
        if HELD.get(records, format_args!("{year}/{}", measure.code()))?.unwrap_or(false) {
            held.push(*measure);
        }
    }
    Ok(held)
}

const ORDERED: Table<bool> = Table::new("release-ordered");

/// Whether the board has ordered that figures are released when a year is closed.
///
/// # Errors
/// [`Fault`] from the store.
pub fn is_ordered(records: &dyn Records) -> Result<bool, Fault> {
    Ok(ORDERED.get(records, "in-force")?.unwrap_or(false))
}

/// All that a proposal is made of: read at one moment, and computed with for as long as it takes.
pub struct Material {
    drafts: Vec<Draft>,
    policy: Policy,
    salt: Salt,
    past: Vec<Released<FigureTable>>,
    held: Vec<Measure>,
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
        let held = held_back(records, year)?;
        Ok(Self { drafts, policy: Policy::in_force(), salt, past, held })
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
        Basis { policy: &self.policy, salt: &self.salt, past: &self.past, held: &self.held }
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
        Event::HeldBack { year, measure, held } => {
            HELD.put(records, format_args!("{year}/{}", measure.code()), held)
        }
        Event::ReleaseOrdered { in_force } => ORDERED.put(records, "in-force", in_force),
        Event::Released { tables, .. } => {
            tables.iter().try_for_each(|table| disclosure::apply(records, table))
        }
    }
}
