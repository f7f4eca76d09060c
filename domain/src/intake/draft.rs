//! An application that is not one yet.

use crate::opaque::opaque_debug;
use crate::project::{ApplicationForm, ApplicationId, Missing};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Date, Year};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A draft's number within its fund year: `draft-2018-00042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DraftId {
    /// The fund year.
    pub year: Year,
    /// From 1, without gaps.
    pub number: u32,
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "draft-{}-{:05}", self.year, self.number)
    }
}

impl std::str::FromStr for DraftId {
    type Err = crate::project::application::BadApplicationId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_prefix("draft-").ok_or(crate::project::application::BadApplicationId)?;
        let ApplicationId { year, number } = number.parse()?;
        Ok(Self { year, number })
    }
}

/// Where a draft stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum DraftState {
    /// Being written; the fund does not count it.
    Writing,
    /// Handed in, and not complete.
    Incomplete {
        /// All that was missing.
        missing: Vec<Missing>,
        /// The last day for completing it, if there is one.
        until: Option<Date>,
    },
    /// It has become an application.
    Submitted {
        /// Which.
        application: ApplicationId,
    },
    /// Withdrawn.
    Withdrawn {
        /// When.
        on: Date,
    },
}

impl DraftState {
    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Incomplete { .. } => "incomplete",
            Self::Submitted { .. } => "submitted",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether it can still be written in.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Writing | Self::Incomplete { .. })
    }
}

/// A draft.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number.
    pub id: DraftId,
    /// What it says so far; fields may be empty.
    pub form: ApplicationForm,
    /// Where it stands.
    pub state: DraftState,
    /// The day on which it was first handed in.
    pub first_received_on: Option<Date>,
    /// How often completion was asked.
    pub asked: u32,
}

opaque_debug!(DraftState, Draft);

impl Draft {
    pub(super) fn ask(&mut self, on: Date, missing: &[Missing], until: Option<Date>) {
        self.first_received_on.get_or_insert(on);
        self.asked += 1;
        self.state = DraftState::Incomplete { missing: missing.to_vec(), until };
    }
}

pub(super) const DRAFTS: Table<Draft> = Table::new("draft");
const COUNT: Table<u32> = Table::new("draft-count");

pub(super) fn next(records: &dyn Records, year: Year) -> Result<DraftId, Fault> {
    let number = COUNT.get(records, year)?.unwrap_or(0) + 1;
    Ok(DraftId { year, number })
}

pub(super) fn save(records: &mut dyn RecordsMut, id: DraftId, form: &ApplicationForm) -> Result<(), Fault> {
    let draft = match DRAFTS.get(records, id)? {
        Some(draft) => Draft { form: form.clone(), ..draft },
        None => {
            COUNT.put(records, id.year, &id.number)?;
            Draft { id, form: form.clone(), state: DraftState::Writing, first_received_on: None, asked: 0 }
        }
    };
    DRAFTS.put(records, id, &draft)
}

pub(super) fn change(
    records: &mut dyn RecordsMut,
    id: DraftId,
    change: impl FnOnce(&mut Draft),
) -> Result<(), Fault> {
    let found = DRAFTS.get(records, id)?;
    let mut draft = found.ok_or_else(|| Fault::new(format!("an event names {id}, which is not there")))?;
    change(&mut draft);
    DRAFTS.put(records, id, &draft)
}
