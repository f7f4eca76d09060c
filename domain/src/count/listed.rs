//! The areas that rows of a year can name.

use super::row::RowRule;
use crate::area;
use crate::fund;
use crate::records::{Fault, Records};
use crate::rules::AreaForms;
use crate::terms::{AreaCode, Year};
use std::collections::BTreeSet;

/// The areas on a year's list, and what their codes look like.
pub struct ListedAreas {
    /// Those on the list.
    pub areas: BTreeSet<AreaCode>,
    /// The forms that the fund's rules ask; absent: any.
    pub forms: Option<AreaForms>,
}

impl ListedAreas {
    /// Those of a year; `None` while the year has no list.
    ///
    /// # Errors
    /// [`Fault`] from the store.
    pub fn read(records: &dyn Records, year: Year) -> Result<Option<Self>, Fault> {
        if area::list_in_use(records, year)?.is_none() {
            return Ok(None);
        }
        let areas = area::areas(records, year)?.into_iter().map(|area| area.code).collect();
        let forms = fund::year_rules(records, year)?.and_then(|rules| rules.area_form);
        Ok(Some(Self { areas, forms }))
    }

    /// The rule that a code breaks: first its form, then whether it is on the list.
    #[must_use]
    pub fn broken_by(&self, code: &AreaCode) -> Option<RowRule> {
        match self.forms {
            Some(forms) if !forms.fit(code) => Some(RowRule::AreaForm(forms)),
            _ if !self.areas.contains(code) => Some(RowRule::UnknownArea),
            _ => None,
        }
    }
}
