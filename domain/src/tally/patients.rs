//! Patients of practices, by the area where they live. A patient is enrolled with one practice, so areas add up.

use super::{Draft, Parts, whole};
use crate::count::enrolled::Practice;
use crate::measure::{Measure, TOTAL};
use crate::records::Fault;

/// The whole alone is published.
pub(super) const PARTS: Parts = Parts { codes: &[], tables: &[(Measure::PatientsEnrolled, TOTAL)] };

pub(super) fn add(draft: &mut Draft, practice: &Practice, respondent: &str) -> Result<(), Fault> {
    for (area, enrolled) in &practice.enrolled {
        // those who live in no designated area are not counted here
        if draft.area_code(Some(area)) == area.as_str() {
            draft.add(&[area.as_str()], whole(*enrolled)?, respondent);
        }
    }
    Ok(())
}
