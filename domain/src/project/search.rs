//! Which applications somebody looks for.

use super::{Application, ApplicationId, ProjectKind, Stage, applications_after};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::terms::{Agb, AreaCode, Year};

/// Applications that are read at once.
const BATCH: usize = 500;

/// What an application must be to be found; what is absent does not matter.
#[derive(Clone, Default)]
pub struct Search {
    /// The code of its stage, one of [`Stage::CODES`].
    pub stage: Option<&'static str>,
    /// An area that it serves.
    pub area: Option<AreaCode>,
    /// The practice that applies or takes part.
    pub practice: Option<Agb>,
    /// Its kind.
    pub kind: Option<ProjectKind>,
}

opaque_debug!(Search);

impl Stage {
    /// The codes of all stages, in the order in which an application can come to them.
    pub const CODES: [&'static str; 9] = [
        "submitted",
        "excluded",
        "refused",
        "deferred",
        "withdrawn",
        "granted",
        "evaluation_in",
        "completed",
        "evaluation_rejected",
    ];

    /// The code of a stage as [`Self::code`] gives it; `None` when no stage has it.
    #[must_use]
    pub fn known_code(code: &str) -> Option<&'static str> {
        Self::CODES.into_iter().find(|known| *known == code)
    }
}

impl Search {
    /// Whether an application is looked for.
    #[must_use]
    pub fn finds(&self, application: &Application) -> bool {
        let form = &application.form;
        let takes_part = |practice: &Agb| form.applicant == *practice || form.partners.contains(practice);
        self.stage.is_none_or(|stage| application.stage.code() == stage)
            && self.area.as_ref().is_none_or(|area| form.areas.contains(area))
            && self.practice.as_ref().is_none_or(takes_part)
            && self.kind.is_none_or(|kind| form.kind == kind)
    }

    /// Up to `limit` applications for a fund year that are looked for, after a given one, in the order of their
    /// numbers.
    ///
    /// # Errors
    /// [`Fault`] from the store.
    pub fn applications_after(
        &self,
        records: &dyn Records,
        year: Year,
        mut after: Option<ApplicationId>,
        limit: usize,
    ) -> Result<Vec<Application>, Fault> {
        let mut found = Vec::new();
        while found.len() < limit {
            let batch = applications_after(records, year, after, BATCH)?;
            let is_last = batch.len() < BATCH;
            after = batch.last().map(|last| last.id);
            found.extend(batch.into_iter().filter(|application| self.finds(application)));
            if is_last {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }
}
