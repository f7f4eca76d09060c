//! Which drafts somebody looks for, and which of them are late.

use super::{Draft, DraftId, DraftState, drafts_after};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::terms::{Date, Year};

/// Drafts that are read at once.
const BATCH: usize = 500;

/// What a draft must be to be found; what is absent does not matter.
#[derive(Clone, Default)]
pub struct DraftSearch {
    /// The code of its state, one of [`DraftState::CODES`].
    pub state: Option<&'static str>,
    /// The day on which its completion is late.
    pub late_on: Option<Date>,
}

opaque_debug!(DraftSearch);

impl DraftState {
    /// The codes of all states.
    pub const CODES: [&'static str; 4] = ["writing", "incomplete", "submitted", "withdrawn"];

    /// The code of a state as [`Self::code`] gives it; `None` when no state has it.
    #[must_use]
    pub fn known_code(code: &str) -> Option<&'static str> {
        Self::CODES.into_iter().find(|known| *known == code)
    }
}

impl Draft {
    /// The last day for completing it, while it is not complete and there is one.
    #[must_use]
    pub const fn complete_by(&self) -> Option<Date> {
        match self.state {
            DraftState::Incomplete { until, .. } => until,
            _ => None,
        }
    }

    /// Whether, seen from `today`, it should have been complete.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.complete_by().is_some_and(|until| until < today)
    }
}

impl DraftSearch {
    /// Whether a draft is looked for.
    #[must_use]
    pub fn finds(&self, draft: &Draft) -> bool {
        self.state.is_none_or(|state| draft.state.code() == state)
            && self.late_on.is_none_or(|today| draft.is_late(today))
    }

    /// Up to `limit` drafts for a fund year that are looked for, after a given one, in the order of their numbers.
    ///
    /// # Errors
    /// [`Fault`] from the store.
    pub fn drafts_after(
        &self,
        records: &dyn Records,
        year: Year,
        mut after: Option<DraftId>,
        limit: usize,
    ) -> Result<Vec<Draft>, Fault> {
        let mut found = Vec::new();
        while found.len() < limit {
            let batch = drafts_after(records, year, after, BATCH)?;
            let is_last = batch.len() < BATCH;
            after = batch.last().map(|last| last.id);
            found.extend(batch.into_iter().filter(|draft| self.finds(draft)));
            if is_last {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }
}
