//! The kinds of value that a fund's rules hold.

use crate::count::Fraction;
use crate::pot::PotId;
use crate::project::ProjectKind;
use crate::terms::{AreaCode, Cents, Date, Quarter, Year};
use serde::{Deserialize, Serialize};

/// A share in ten-thousandths: 1275 is 12.75 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);

    pub(super) fn problem(self) -> Option<&'static str> {
        (self.0 == 0 || self > Self::WHOLE).then_some("a share lies between 1 and 10000 basis points")
    }
}

/// Whether a practice must stand in a designated area (source 004: "gevestigd in"), or need only have
/// patients who live in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// The practice itself stands in a designated area.
    InArea,
    /// The practice has patients from a designated area.
    PatientsFromArea,
    /// The board judges each practice.
    BoardDiscretion,
}

/// Which practices may apply for a practice-bound project: any one of the given thresholds suffices.
/// With none given, every practice may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// At least so many enrolled patients who live in a designated area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_patients: Option<u64>,
    /// At least such a share of all enrolled patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_share: Option<BasisPoints>,
    /// More than such a share of all enrolled patients, so not the share itself (Amsterdam: over 10 %).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_above: Option<BasisPoints>,
}

impl Eligibility {
    /// Whether a practice with `patients` from designated areas, out of `population` enrolled, meets a threshold.
    #[must_use]
    pub fn admits(&self, patients: impl Into<Fraction>, population: impl Into<Fraction>) -> bool {
        let (patients, population) = (patients.into(), population.into());
        let enough = self.minimum_patients.map(|minimum| patients >= Fraction::whole(minimum));
        let share = self.minimum_share.map(|BasisPoints(minimum)| {
            patients.is_at_least_share(minimum, population) && population > Fraction::whole(0)
        });
        let above = self.share_above.map(|BasisPoints(limit)| patients.is_above_share(limit, population));
        let thresholds = [enough, share, above];
        thresholds.iter().all(Option::is_none) || thresholds.contains(&Some(true))
    }

    pub(super) fn problem(&self) -> Option<&'static str> {
        let shares = [self.minimum_share, self.share_above];
        shares.into_iter().flatten().find_map(BasisPoints::problem)
    }
}

/// A part of the yearly maximum of a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CapPart {
    /// So much per enrolled patient who lives in a designated area, for practices that meet a threshold of its own
    /// (source 004: EUR 5, with 300 patients or 15 %).
    PerPatient {
        /// The amount per patient.
        cents: Cents,
        /// The threshold; the part is nothing for practices below it.
        entitled: Eligibility,
    },
    /// So much per norm practice that the practice is large, by whole enrolled population (FHA 2018).
    PerNormPractice {
        /// The amount per norm practice.
        cents: Cents,
        /// Counted as at least so many norm practices.
        at_least: u32,
        /// Counted as at most so many.
        at_most: u32,
    },
    /// A fixed amount.
    Fixed {
        /// The amount.
        cents: Cents,
    },
    /// So much per patient from a designated area of each *GP* who meets the threshold with the GP's own list
    /// (source 004: the personal maximum of GPs). Nothing as long as the practice has not given the lists.
    PerGp {
        /// The amount per patient.
        cents: Cents,
        /// The threshold; the part is nothing for GPs below it.
        entitled: Eligibility,
    },
    /// So many hours at a price per norm practice (FHA: EUR 60 an hour, 20 hours).
    HoursPerNormPractice {
        /// The amount per hour.
        cents_per_hour: Cents,
        /// The hours per norm practice.
        hours: u32,
    },
    /// A part that holds for some kinds of project alone. Kinds for which no part holds have no maximum.
    ForKinds {
        /// The kinds.
        kinds: Vec<ProjectKind>,
        /// The part.
        part: Box<CapPart>,
    },
}

impl CapPart {
    pub(super) fn problem(&self) -> Option<&'static str> {
        let cents = match self {
            Self::ForKinds { kinds, part } => return Self::problem_for_kinds(kinds, part),
            Self::HoursPerNormPractice { hours, .. } if !(1..=10_000).contains(hours) => {
                return Some("hours per norm practice lie between 1 and 10000");
            }
            Self::PerPatient { cents, .. }
            | Self::PerGp { cents, .. }
            | Self::PerNormPractice { cents, .. }
            | Self::HoursPerNormPractice { cents_per_hour: cents, .. }
            | Self::Fixed { cents } => cents,
        };
        if !cents.is_positive() || *cents > Cents::LARGEST {
            return Some("an amount is more than nothing and at most a thousand million euros");
        }
        match self {
            Self::PerPatient { entitled, .. } | Self::PerGp { entitled, .. } => entitled.problem(),
            Self::PerNormPractice { at_least, at_most, .. } if at_least > at_most || *at_most > 1_000 => {
                Some("`at_least` is not above `at_most`, and that is at most 1000")
            }
            _ => None,
        }
    }

    fn problem_for_kinds(kinds: &[ProjectKind], part: &Self) -> Option<&'static str> {
        match part {
            Self::ForKinds { .. } => Some("a part for kinds does not hold another part for kinds"),
            _ if kinds.is_empty() => Some("a part for kinds names at least one kind"),
            _ => part.problem(),
        }
    }

    /// Whether it holds for a kind of project.
    #[must_use]
    pub fn holds_for(&self, kind: ProjectKind) -> bool {
        match self {
            Self::ForKinds { kinds, .. } => kinds.contains(&kind),
            _ => true,
        }
    }

    /// Whether it holds for a kind and needs the lists of the practice's GPs.
    #[must_use]
    pub fn counts_per_gp(&self, kind: ProjectKind) -> bool {
        match self {
            Self::PerGp { .. } => true,
            Self::ForKinds { kinds, part } => kinds.contains(&kind) && part.counts_per_gp(kind),
            _ => false,
        }
    }
}

/// Who works the hours of a budget line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// A GP.
    Gp,
    /// A practice nurse.
    PracticeNurse,
    /// Assistants and other staff.
    Staff,
}

impl StaffRole {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Gp, Self::PracticeNurse, Self::Staff];

    /// The code by which messages and records know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gp => "gp",
            Self::PracticeNurse => "practice_nurse",
            Self::Staff => "staff",
        }
    }

    /// The role with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The most that an hour may cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HourlyMaximum {
    /// Whose hour.
    pub role: StaffRole,
    /// Cents per hour.
    pub cents: Cents,
}

impl HourlyMaximum {
    pub(super) fn problem(&self) -> Option<&'static str> {
        (!self.cents.is_positive()).then_some("an hourly maximum is more than nothing")
    }
}

/// Areas that share a pot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PotGroup {
    /// The group's name, for a hagro (GP group) or another grouping of areas.
    pub name: String,
    /// Its areas.
    pub areas: Vec<AreaCode>,
}

/// How the year's money is divided over pots: each area's rate × insured goes to the pot of that area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PotSplit {
    /// One pot for the region.
    Region,
    /// A pot per designated area (source 004: "Iedere wijk heeft zijn eigen budget").
    PerArea,
    /// A pot per municipality.
    PerMunicipality,
    /// A pot per named group of areas (Groningen: per hagro); areas in no group share the region's pot.
    PerGroup(Vec<PotGroup>),
}

impl PotSplit {
    pub(super) fn problem(&self) -> Option<&'static str> {
        let Self::PerGroup(groups) = self else { return None };
        let mut areas: Vec<_> = groups.iter().flat_map(|group| &group.areas).collect();
        let mut names: Vec<_> = groups.iter().map(|group| &group.name).collect();
        let (all_areas, all_names) = (areas.len(), names.len());
        areas.sort();
        areas.dedup();
        names.sort();
        names.dedup();
        if groups.iter().any(|group| group.name.trim().is_empty() || group.name == PotId::region().as_str()) {
            return Some("a group's name is not empty and not `region`");
        }
        if areas.len() < all_areas {
            return Some("an area is in two groups");
        }
        (names.len() < all_names).then_some("two groups have one name")
    }
}

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to the length of the month (29 February is refused).
    pub day: i8,
}

impl MonthDay {
    /// That day in a year; `None` when there is no such day.
    #[must_use]
    pub fn in_year(self, year: Year) -> Option<Date> {
        Date::new(year.first_day().year(), self.month, self.day).ok()
    }

    pub(super) fn exists(self) -> bool {
        // 2001 is no leap year, so a day that exists in it exists in every year
        Date::new(2001, self.month, self.day).is_ok()
    }
}

/// When applications for a fund year are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The first day, in the fund year or the year before it.
    pub opens: MonthDay,
    /// Whether the first day lies in the year before the fund year (a call in autumn).
    #[serde(default)]
    pub opens_the_year_before: bool,
    /// The last day on which an application is in time ("before 15 May" is 14 May).
    pub last_day: MonthDay,
    /// Requests of at most this amount are taken until the end of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolling_up_to: Option<Cents>,
}

impl Round {
    pub(super) fn problem(&self) -> Option<&'static str> {
        if !self.opens.exists() || !self.last_day.exists() {
            return Some("a day of the round is no day of every year");
        }
        let backwards = !self.opens_the_year_before && self.last_day < self.opens;
        backwards.then_some("the round closes before it opens")
    }
}

/// When an instalment falls due. One that was due before the award falls due on the day of the award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// On the day of the award.
    Award,
    /// On the first day of a quarter of the fund year.
    Quarter(Quarter),
    /// When the evaluation has been approved; held until then.
    Evaluation,
    /// As paid invoices come in; waits for them until then.
    Invoices,
    /// On the first day of a quarter of a year after the fund year, for grants that span years.
    Later {
        /// So many years after the fund year, 1 to 10.
        years: u32,
        /// The quarter.
        quarter: Quarter,
    },
}

/// One instalment of a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentRule {
    /// Its share of the grant.
    pub share: BasisPoints,
    /// When it falls due.
    pub due: Due,
}

/// The instalments of a grant, in order; their shares make the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentPlan(pub Vec<InstalmentRule>);

impl PaymentPlan {
    pub(super) fn problem(&self) -> Option<&'static str> {
        let later = |rule: &InstalmentRule| match rule.due {
            Due::Later { years, .. } => !(1..=10).contains(&years),
            _ => false,
        };
        if self.0.iter().any(later) {
            return Some("an instalment of a later year falls due 1 to 10 years after the fund year");
        }
        let sum: u64 = self.0.iter().map(|instalment| u64::from(instalment.share.0)).sum();
        (sum != u64::from(BasisPoints::WHOLE.0))
            .then_some("the shares of the instalments make 10000 basis points")
    }
}

/// Who must be there for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// GPs who must be present.
    pub quorum_gps: u32,
    /// Insurers who must be present.
    pub quorum_insurers: u32,
    /// All members who must be present.
    pub quorum: u32,
}

impl Committee {
    pub(super) fn problem(&self) -> Option<&'static str> {
        (self.quorum == 0).then_some("a quorum is at least one member")
    }
}

/// What happens to what a pot has left when its year is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarryOver {
    /// It stays in the pot.
    KeptInPot,
    /// It goes to the fund's reserve.
    ToReserve,
    /// It goes to the reserve, and nothing more is granted for the year once it is closed: a practice cannot use
    /// an earlier year's unused budget (FHA).
    LostToPractice,
    /// It goes to the reserve, and the reserve is divided over the pots of the next year by what the rules gave
    /// each of them (Limburg: the yearly budget is reset from income and reserves).
    ResetFromReserve,
}
