//! What a practice asks for, and where its application stands.

use super::{Criterion, Decision, Details, Evaluation, Exclusion, Instalment, ProjectKind};
use crate::opaque::opaque_debug;
use crate::pot::PotId;
use crate::rules::StaffRole;
use crate::terms::{Agb, AreaCode, Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// An application's number within its fund year: `2018-00042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ApplicationId {
    /// The fund year.
    pub year: Year,
    /// From 1, without gaps.
    pub number: u32,
}

/// A text that is no application number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an application number looks like 2018-00042")]
pub struct BadApplicationId;

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:05}", self.year, self.number)
    }
}

impl std::str::FromStr for ApplicationId {
    type Err = BadApplicationId;
    fn from_str(text: &str) -> Result<Self, BadApplicationId> {
        let (year, number) = text.split_once('-').ok_or(BadApplicationId)?;
        let year = year
            .parse()
            .map_err(|_| BadApplicationId)
            .and_then(|y| Year::new(y).map_err(|_| BadApplicationId))?;
        let id = Self { year, number: number.parse().map_err(|_| BadApplicationId)? };
        // one text per number
        if id.to_string() == text { Ok(id) } else { Err(BadApplicationId) }
    }
}

/// Whom a project is for (source 004: "praktijkgebonden", "praktijkoverstijgend").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One practice: its eligibility and its maximum count.
    PracticeBound,
    /// Several: granted per project, without a practice's threshold or maximum.
    PracticeTranscending,
}

/// A line of a budget.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BudgetLine {
    /// Hours at a price.
    Hours {
        /// Whose.
        role: StaffRole,
        /// How many.
        hours: u32,
        /// What one costs.
        cents_per_hour: Cents,
    },
    /// Something with a price.
    Price {
        /// What.
        what: String,
        /// What it costs.
        cents: Cents,
    },
    /// So many of something at a price each, as consults.
    Units {
        /// What.
        what: String,
        /// How many.
        units: u32,
        /// What one costs.
        cents_per_unit: Cents,
    },
}

impl BudgetLine {
    /// What the line costs.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn cost(&self) -> Result<Cents, Overflow> {
        match self {
            Self::Hours { hours, cents_per_hour, .. } => cents_per_hour.times(u64::from(*hours)),
            Self::Price { cents, .. } => Ok(*cents),
            Self::Units { units, cents_per_unit, .. } => cents_per_unit.times(u64::from(*units)),
        }
    }
}

/// An amount from one pot. A project that serves several areas draws on several pots.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// The pot.
    pub pot: PotId,
    /// How much of it.
    pub cents: Cents,
}

/// An application as a practice hands it in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationForm {
    /// For which fund year.
    pub year: Year,
    /// The day on which it was complete.
    pub received_on: Date,
    /// The practice that applies.
    pub applicant: Agb,
    /// Other practices that take part.
    pub partners: Vec<Agb>,
    /// For one practice or several.
    pub scope: Scope,
    /// What it does.
    pub kind: ProjectKind,
    /// Which criteria it serves.
    pub criteria: Vec<Criterion>,
    /// Its name.
    pub title: String,
    /// The problem, the goal and the approach, in the applicant's words.
    pub description: String,
    /// The designated areas whose patients it is for; the first is its lead area.
    pub areas: Vec<AreaCode>,
    /// What it costs.
    pub budget: Vec<BudgetLine>,
    /// What others pay of it.
    pub other_funding: Cents,
    /// What is asked, and from which pots.
    pub requested: Vec<Draw>,
    /// What else the fund's form asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Box<Details>>,
}

opaque_debug!(BudgetLine, Draw, ApplicationForm);

impl ApplicationForm {
    /// What it costs in all.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn cost(&self) -> Result<Cents, Overflow> {
        self.budget.iter().try_fold(Cents::ZERO, |sum, line| sum.plus(line.cost()?))
    }

    /// What is asked in all.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn requested(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.requested.iter().map(|draw| draw.cents))
    }
}

/// Where an application stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
    /// Handed in, waits for the committee.
    Submitted,
    /// A rule of the fund keeps it out.
    Excluded {
        /// Which.
        exclusion: Exclusion,
    },
    /// The committee refused it.
    Refused,
    /// The committee put it off to a later meeting, or to the next year.
    Deferred,
    /// The applicant withdrew it.
    Withdrawn {
        /// When.
        on: Date,
    },
    /// Granted; its instalments run.
    Granted,
    /// Granted, its evaluation is in and waits to be judged.
    EvaluationIn,
    /// Granted, evaluated and through.
    Completed,
    /// Granted, and its evaluation was rejected.
    EvaluationRejected,
}

opaque_debug!(Stage);

impl Stage {
    /// The code by which messages and pages know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Excluded { .. } => "excluded",
            Self::Refused => "refused",
            Self::Deferred => "deferred",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Granted => "granted",
            Self::EvaluationIn => "evaluation_in",
            Self::Completed => "completed",
            Self::EvaluationRejected => "evaluation_rejected",
        }
    }

    /// Whether money was granted.
    #[must_use]
    pub const fn is_grant(&self) -> bool {
        matches!(self, Self::Granted | Self::EvaluationIn | Self::Completed | Self::EvaluationRejected)
    }

    /// Whether it was refused, by a rule or by the committee.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Excluded { .. } | Self::Refused)
    }

    /// Whether the committee can still decide.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Submitted | Self::Deferred)
    }
}

/// An application and all that became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its number.
    pub id: ApplicationId,
    /// What was asked.
    pub form: ApplicationForm,
    /// Where it stands.
    pub stage: Stage,
    /// The decisions on it, the last one last.
    pub decisions: Vec<Decision>,
    /// What was granted, per pot; empty until then.
    pub granted: Vec<Draw>,
    /// The instalments of the grant.
    pub instalments: Vec<Instalment>,
    /// The evaluations, the last one last.
    pub evaluations: Vec<Evaluation>,
    /// What is claimed back of what was paid.
    pub reclaimed: Cents,
}

opaque_debug!(Application);

impl Application {
    /// What was granted in all.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn granted(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.granted.iter().map(|draw| draw.cents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_number_has_one_text() {
        let id = ApplicationId { year: Year::new(2018).unwrap(), number: 42 };
        assert_eq!(id.to_string(), "2018-00042");
        assert_eq!("2018-00042".parse(), Ok(id));
        for text in ["2018-42", "2018_00042", "2018-", "1918-00042", "2018-00042 ", "2018-+0042"] {
            assert_eq!(text.parse::<ApplicationId>(), Err(BadApplicationId), "{text}");
        }
    }
}
