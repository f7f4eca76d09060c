//! What a practice is entitled to in a year for practice-bound projects: a rule of its own, apart from who may
//! apply. The maximum is a sum of parts, and parts may hold for some kinds of project alone.

use super::{ProjectKind, Scope, Stage, applications_of};
use crate::count::enrolled::Practice;
use crate::count::gp::{self, GpCounts};
use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::records::{Fault, Records};
use crate::rules::{CapPart, YearRules};
use crate::terms::{Agb, Cents, Overflow, Year};
use std::collections::BTreeMap;

/// What a practice has asked or got in the year, per kind, and how often.
#[derive(Clone, Default)]
pub struct Earlier {
    /// How many practice-bound applications that were not refused or withdrawn.
    pub number: u32,
    /// Granted, or asked where nothing is decided yet.
    pub claimed: BTreeMap<ProjectKind, Cents>,
}

opaque_debug!(Earlier);

impl Earlier {
    /// Of a practice's applications for a year.
    ///
    /// # Errors
    /// [`Fault`] from the store, or when an amount does not fit.
    pub fn of(records: &dyn Records, year: Year, applicant: &Agb) -> Result<Self, Fault> {
        let mut earlier = Self::default();
        for application in applications_of(records, year, applicant)? {
            let form = &application.form;
            if form.scope != Scope::PracticeBound {
                continue;
            }
            let claim = match application.stage {
                Stage::Excluded { .. } | Stage::Refused | Stage::Withdrawn { .. } => continue,
                Stage::Submitted | Stage::Deferred => form.requested(),
                _ => application.granted(),
            };
            earlier.add(form.kind, claim).map_err(Fault::new)?;
        }
        Ok(earlier)
    }

    /// What a practice has got, an application that is being decided left out: what others still ask does not
    /// stand in its way.
    ///
    /// # Errors
    /// [`Fault`] from the store, or when an amount does not fit.
    pub fn granted(
        records: &dyn Records,
        year: Year,
        applicant: &Agb,
        without: ApplicationId,
    ) -> Result<Self, Fault> {
        let mut earlier = Self::default();
        for application in applications_of(records, year, applicant)? {
            let form = &application.form;
            let bound = form.scope == Scope::PracticeBound;
            if bound && application.stage.is_grant() && application.id != without {
                earlier.add(form.kind, application.granted()).map_err(Fault::new)?;
            }
        }
        Ok(earlier)
    }

    fn add(&mut self, kind: ProjectKind, claim: Result<Cents, Overflow>) -> Result<(), Overflow> {
        self.number += 1;
        let claimed = self.claimed.entry(kind).or_default();
        *claimed = claimed.plus(claim?)?;
        Ok(())
    }
}

/// What the practice's maximum leaves for one more project of a kind; `None` where no part holds for the kind,
/// so that there is no maximum. Not below nothing.
///
/// A part serves every kind that it holds for. Claims fit when, for every group of kinds, the parts that hold for
/// any of them are worth what the group claims; so the smallest such room is what is left.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn left(
    records: &dyn Records,
    rules: &YearRules,
    practice: &Practice,
    year: Year,
    kind: ProjectKind,
    earlier: &Earlier,
) -> Result<Option<Cents>, Fault> {
    let gps = gp::of_practice(records, year, &practice.agb)?;
    left_of(rules, practice, gps.as_ref(), kind, earlier).map_err(Fault::new)
}

/// As [`left`], with the lists of the practice's GPs at hand.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn left_of(
    rules: &YearRules,
    practice: &Practice,
    gps: Option<&GpCounts>,
    kind: ProjectKind,
    earlier: &Earlier,
) -> Result<Option<Cents>, Overflow> {
    let capped = rules.cap.iter().any(|part| part.holds_for(kind));
    capped.then(|| room(rules, practice, gps, kind, earlier)).transpose()
}

fn room(
    rules: &YearRules,
    practice: &Practice,
    gps: Option<&GpCounts>,
    kind: ProjectKind,
    earlier: &Earlier,
) -> Result<Cents, Overflow> {
    let capped = |other: &ProjectKind| rules.cap.iter().any(|part| part.holds_for(*other));
    let others: Vec<_> =
        earlier.claimed.iter().filter(|(other, _)| **other != kind && capped(other)).collect();
    let own = earlier.claimed.get(&kind).copied().unwrap_or_default();
    let mut smallest: Option<Cents> = None;
    // one bit per other kind; there are as many kinds as the code list has, so this stays small
    for group in 0u32..1 << others.len() {
        let members: Vec<_> = others
            .iter()
            .enumerate()
            .filter(|(bit, _)| group >> bit & 1 == 1)
            .map(|(_, other)| other)
            .collect();
        let claimed = Cents::sum(members.iter().map(|(_, cents)| **cents))?.plus(own)?;
        let holds = |part: &&CapPart| {
            part.holds_for(kind) || members.iter().any(|(other, _)| part.holds_for(**other))
        };
        let parts = rules.cap.iter().filter(holds);
        let mut worths = parts.map(|part| worth(rules, part, practice, gps));
        let worth = worths.try_fold(Cents::ZERO, |sum, part| sum.plus(part?))?;
        let room = worth.minus(claimed)?;
        smallest = Some(smallest.map_or(room, |least| least.min(room)));
    }
    Ok(smallest.unwrap_or_default().max(Cents::ZERO))
}

/// What all parts are worth together for a practice, as far as the practice's own overview says it.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn whole(rules: &YearRules, practice: &Practice) -> Result<Cents, Overflow> {
    let mut worths = rules.cap.iter().map(|part| worth(rules, part, practice, None));
    worths.try_fold(Cents::ZERO, |sum, part| sum.plus(part?))
}

/// What a part is worth for a practice, whatever the kind.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn worth(
    rules: &YearRules,
    part: &CapPart,
    practice: &Practice,
    gps: Option<&GpCounts>,
) -> Result<Cents, Overflow> {
    let norm_practices = || practice.norm_practices(rules.norm_practice);
    match part {
        CapPart::Fixed { cents } => Ok(*cents),
        CapPart::PerPatient { cents, entitled }
            if entitled.admits(practice.patients_exactly(), practice.population_exactly()) =>
        {
            let patients = practice.patients_exactly();
            // a maximum is no money: the part of a cent that it has above whole cents is dropped
            Ok(cents.share(patients.numerator(), patients.denominator())?.0)
        }
        CapPart::PerPatient { .. } => Ok(Cents::ZERO),
        CapPart::PerGp { cents, entitled } => {
            let gps = gps.map(|counts| counts.gps.as_slice()).unwrap_or_default();
            let entitled = gps.iter().filter(|gp| entitled.admits(gp.patients, gp.population));
            entitled.map(|gp| cents.times(gp.patients)).try_fold(Cents::ZERO, |sum, gp| sum.plus(gp?))
        }
        CapPart::PerNormPractice { cents, at_least, at_most } => {
            cents.times(norm_practices().clamp(u64::from(*at_least), u64::from(*at_most)))
        }
        CapPart::HoursPerNormPractice { cents_per_hour, hours } => {
            cents_per_hour.times(u64::from(*hours))?.times(norm_practices())
        }
        CapPart::ForKinds { part, .. } => worth(rules, part, practice, gps),
    }
}
