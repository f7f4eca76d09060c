//! On which ground an application is kept out: the rule, the document that states it, what it needs and what is
//! there. Recorded when it happens, so that a later change of the rules does not change it.

use super::Exclusion;
use crate::opaque::opaque_debug;
use crate::rules::{Eligibility, FundRules, YearRules};
use crate::terms::Year;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values by name; amounts with their cents, days as `2018-05-14`, shares in basis points.
pub type Values = BTreeMap<String, String>;

/// A ground. It stays in the region.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grounds {
    /// The key of the rule in the rules document.
    pub rule: String,
    /// The document that states its value; empty for what holds in every fund.
    pub source: String,
    /// What the rule needs.
    pub needed: Values,
    /// What was there.
    pub there: Values,
}

opaque_debug!(Grounds);

/// The ground of an exclusion by the rules of a year.
#[must_use]
pub fn grounds(rules: &FundRules, values: &YearRules, year: Year, exclusion: &Exclusion) -> Grounds {
    let rule = rule(values, exclusion);
    let (needed, there) = sides(values, exclusion);
    Grounds {
        rule: rule.to_owned(),
        source: rules.source_of(rule, year).unwrap_or_default().to_owned(),
        needed: named(needed),
        there: named(there),
    }
}

fn rule(values: &YearRules, exclusion: &Exclusion) -> &'static str {
    match exclusion {
        Exclusion::DeadlinePassed { .. } if !values.application.rounds.is_empty() => "application.rounds",
        Exclusion::RoundNotOpen { .. } | Exclusion::DeadlinePassed { .. } => "round",
        Exclusion::NoCriterion => "criteria",
        Exclusion::AreaNotDesignated { .. } => "area_list",
        Exclusion::PracticeNotInArea => "location",
        Exclusion::PracticeNotAdmitted => "application.admission",
        Exclusion::PracticeNotEligible { .. } => "eligibility",
        Exclusion::EvaluationMissing { .. } => "evaluation_duty",
        Exclusion::ApplicationsUsedUp { .. } => "applications_per_practice",
        Exclusion::SpentBeforeAsked { .. } | Exclusion::TooFewStaff { .. } => "application.conditions",
        Exclusion::HourlyMaximumExceeded { .. } => "hourly_maximum",
        Exclusion::PriceNotFixed { .. } => "application.fixed_prices",
        Exclusion::PaidShareExceeded { .. } => "paid_share",
        Exclusion::CapExceeded { .. } => "cap",
    }
}

type Side = Vec<(&'static str, String)>;

fn sides(values: &YearRules, exclusion: &Exclusion) -> (Side, Side) {
    let one = |name, value: String| vec![(name, value)];
    match exclusion {
        Exclusion::RoundNotOpen { opens } => (one("first_day", opens.to_string()), Vec::new()),
        Exclusion::DeadlinePassed { last_day } => (one("last_day", last_day.to_string()), Vec::new()),
        Exclusion::NoCriterion => (one("criteria", "1".into()), one("criteria", "0".into())),
        Exclusion::AreaNotDesignated { area } => (Vec::new(), one("area", area.to_string())),
        Exclusion::PracticeNotInArea | Exclusion::PracticeNotAdmitted => (Vec::new(), Vec::new()),
        Exclusion::PracticeNotEligible { patients, population } => {
            let there = vec![("patients", patients.to_string()), ("population", population.to_string())];
            (threshold(&values.eligibility), there)
        }
        Exclusion::EvaluationMissing { application, last_day } => {
            (one("last_day", last_day.to_string()), one("application", application.to_string()))
        }
        Exclusion::ApplicationsUsedUp { allowed } => {
            let next = u64::from(*allowed) + 1;
            (one("applications", allowed.to_string()), one("applications", next.to_string()))
        }
        Exclusion::SpentBeforeAsked { spent_on, asked_on } => {
            (one("spent_from", asked_on.to_string()), one("spent_from", spent_on.to_string()))
        }
        Exclusion::TooFewStaff { needed, there } => {
            (one("fte_hundredths", needed.to_string()), one("fte_hundredths", there.to_string()))
        }
        Exclusion::HourlyMaximumExceeded { maximum, asked, .. }
        | Exclusion::PaidShareExceeded { maximum, asked } => {
            (one("at_most", maximum.to_string()), one("asked", asked.to_string()))
        }
        Exclusion::PriceNotFixed { fixed, asked } => {
            (one("price", fixed.to_string()), one("price", asked.to_string()))
        }
        Exclusion::CapExceeded { left, asked } => {
            (one("at_most", left.to_string()), one("asked", asked.to_string()))
        }
    }
}

fn threshold(rule: &Eligibility) -> Side {
    let patients = rule.minimum_patients.map(|least| ("minimum_patients", least.to_string()));
    let share = rule.minimum_share.map(|least| ("minimum_share", least.0.to_string()));
    let above = rule.share_above.map(|limit| ("share_above", limit.0.to_string()));
    [patients, share, above].into_iter().flatten().collect()
}

fn named(side: Side) -> Values {
    side.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
