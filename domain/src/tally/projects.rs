//! Projects: each counts once, at its lead area.

use super::{Draft, Parts};
use crate::measure::{Measure, TOTAL, category_of};
use crate::project::Application;

/// What was handed in was granted or not.
pub(super) const PARTS: Parts = Parts {
    codes: &[("granted", TOTAL), ("not_granted", TOTAL)],
    tables: &[
        (Measure::ProjectsSubmitted, TOTAL),
        (Measure::ProjectsGranted, "granted"),
        (Measure::ProjectsNotGranted, "not_granted"),
    ],
};

/// A project with partners counts as its lead applicant's: no form states partners' shares.
pub(super) fn add(draft: &mut Draft, application: &Application, respondent: &str) {
    let part = if application.stage.is_grant() { "granted" } else { "not_granted" };
    let area = draft.lead_area(application);
    draft.add(&[category_of(application.form.kind), &area, part], 1, respondent);
}
