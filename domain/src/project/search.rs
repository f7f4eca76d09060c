//! Which applications somebody looks for, found by the index of one respect and looked at in all.

use super::{
    Application, ApplicationId, Payment, ProjectKind, Stage, application, applications_after, index,
};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::terms::{Agb, AreaCode, Date, Year};

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
    /// The last day by which an instalment of it falls due that is not paid.
    pub due_by: Option<Date>,
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
            && self.due_by.is_none_or(|day| is_due_by(application, day))
    }

    /// The one respect in which few applications are what is looked for; `None` when all are.
    fn respect(&self) -> Option<String> {
        let practice = self.practice.as_ref().map(|practice| format!("practice/{}", practice.as_str()));
        let area = || self.area.as_ref().map(|area| format!("area/{area}"));
        let kind = || self.kind.map(|kind| format!("kind/{}", kind.code()));
        let stage = || self.stage.map(|stage| format!("stage/{stage}"));
        practice.or_else(area).or_else(kind).or_else(stage)
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
        if let Some(day) = self.due_by {
            let due = index::due_by(records, year, day)?.into_iter().filter(|id| Some(*id) > after);
            self.add(records, due, limit, &mut found)?;
            return Ok(found);
        }
        let Some(respect) = self.respect() else { return applications_after(records, year, after, limit) };
        while found.len() < limit {
            let (ids, more) = index::page(records, year, &respect, after)?;
            self.add(records, ids, limit, &mut found)?;
            if more.is_none() {
                break;
            }
            after = more;
        }
        Ok(found)
    }

    /// Adds those that are looked for in every respect, up to `limit`.
    fn add(
        &self,
        records: &dyn Records,
        ids: impl IntoIterator<Item = ApplicationId>,
        limit: usize,
        found: &mut Vec<Application>,
    ) -> Result<(), Fault> {
        for id in ids {
            if found.len() == limit {
                break;
            }
            found.extend(application(records, id)?.filter(|one| self.finds(one)));
        }
        Ok(())
    }
}

fn is_due_by(application: &Application, day: Date) -> bool {
    application.instalments.iter().any(|instalment| match instalment.payment {
        Payment::Planned { due } => due <= day,
        _ => false,
    })
}
