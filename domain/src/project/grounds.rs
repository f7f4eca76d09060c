//! On which ground an application is kept out: the rule, the document that states it, what it needs and what is
//! there. Recorded when it happens, so that a later change of the rules does not change it.

use super::{ApplicationForm, Exclusion, round};
use crate::opaque::opaque_debug;
use crate::rules::{Eligibility, FundRules, YearRules};
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

impl Grounds {
    /// The keys of all rules that can be a ground.
    pub const RULES: [&'static str; 14] = [
        "application.rounds",
        "round",
        "criteria",
        "area_list",
        "location",
        "application.admission",
        "eligibility",
        "evaluation_duty",
        "applications_per_practice",
        "application.conditions",
        "hourly_maximum",
        "application.fixed_prices",
        "paid_share",
        "cap",
    ];

    /// The names of all values that a rule can need, or that can be there.
    pub const VALUES: [&'static str; 21] = [
        "first_day",
        "last_day",
        "received_on",
        "criteria",
        "area_list",
        "area",
        "location",
        "admission",
        "minimum_patients",
        "minimum_share",
        "share_above",
        "patients",
        "population",
        "application",
        "applications",
        "spent_from",
        "fte_hundredths",
        "role",
        "at_most",
        "asked",
        "price",
    ];
}

/// The ground on which an exclusion by the rules of its year keeps an application out.
#[must_use]
pub fn grounds(
    rules: &FundRules,
    values: &YearRules,
    form: &ApplicationForm,
    exclusion: &Exclusion,
) -> Grounds {
    let rule = rule(values, exclusion);
    let (needed, there) = sides(values, form, exclusion);
    Grounds {
        rule: rule.to_owned(),
        source: rules.source_of(rule, form.year).unwrap_or_default().to_owned(),
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

fn sides(values: &YearRules, form: &ApplicationForm, exclusion: &Exclusion) -> (Side, Side) {
    let one = |name, value: String| vec![(name, value)];
    let received = || one("received_on", round::counted_day(values, form).to_string());
    match exclusion {
        Exclusion::RoundNotOpen { opens } => (one("first_day", opens.to_string()), received()),
        Exclusion::DeadlinePassed { last_day } => (one("last_day", last_day.to_string()), received()),
        Exclusion::NoCriterion => (one("criteria", "1".into()), one("criteria", "0".into())),
        Exclusion::AreaNotDesignated { area } => {
            (one("area_list", form.year.to_string()), one("area", area.to_string()))
        }
        Exclusion::PracticeNotInArea => {
            (one("location", "in_area".into()), one("location", "elsewhere".into()))
        }
        Exclusion::PracticeNotAdmitted => {
            (one("admission", "by_board".into()), one("location", "elsewhere".into()))
        }
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
        Exclusion::HourlyMaximumExceeded { role, maximum, asked } => {
            let needed = vec![("role", role.code().to_owned()), ("at_most", maximum.to_string())];
            (needed, one("asked", asked.to_string()))
        }
        Exclusion::PaidShareExceeded { maximum, asked } => {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{ApplicationId, Scope};
    use crate::rules::{StaffRole, tests::zonh_2018};
    use crate::terms::{Agb, AreaCode, Cents, Date, Year};

    fn form() -> ApplicationForm {
        ApplicationForm {
            year: Year::new(2018).unwrap(),
            received_on: "2018-05-15".parse().unwrap(),
            applicant: Agb::new("01000001").unwrap(),
            partners: Vec::new(),
            scope: Scope::PracticeBound,
            kind: crate::project::ProjectKind::HourConsult,
            criteria: Vec::new(),
            title: String::new(),
            description: String::new(),
            areas: Vec::new(),
            budget: Vec::new(),
            other_funding: Cents::ZERO,
            requested: Vec::new(),
            details: None,
        }
    }

    fn exclusions() -> [Exclusion; 15] {
        let day: Date = "2018-05-14".parse().unwrap();
        let (maximum, asked) = (Cents::new(8_500), Cents::new(9_000));
        let application = ApplicationId { year: Year::new(2018).unwrap(), number: 1 };
        [
            Exclusion::RoundNotOpen { opens: day },
            Exclusion::DeadlinePassed { last_day: day },
            Exclusion::NoCriterion,
            Exclusion::AreaNotDesignated { area: AreaCode::new("1013").unwrap() },
            Exclusion::PracticeNotInArea,
            Exclusion::PracticeNotAdmitted,
            Exclusion::PracticeNotEligible { patients: 120, population: 2_350 },
            Exclusion::EvaluationMissing { application, last_day: day },
            Exclusion::ApplicationsUsedUp { allowed: 3 },
            Exclusion::SpentBeforeAsked { spent_on: day, asked_on: day },
            Exclusion::TooFewStaff { needed: 191, there: 150 },
            Exclusion::HourlyMaximumExceeded { role: StaffRole::Gp, maximum, asked },
            Exclusion::PriceNotFixed { fixed: maximum, asked },
            Exclusion::PaidShareExceeded { maximum, asked },
            Exclusion::CapExceeded { left: maximum, asked },
        ]
    }

    #[test]
    fn every_ground_says_what_is_needed_with_names_that_are_listed() {
        let rules = zonh_2018();
        let form = form();
        let values = rules.for_year(form.year).unwrap();
        for exclusion in exclusions() {
            let found = grounds(&rules, &values, &form, &exclusion);
            assert!(Grounds::RULES.contains(&found.rule.as_str()), "{}", found.rule);
            assert!(!found.needed.is_empty(), "{} needs nothing", found.rule);
            for name in found.needed.keys().chain(found.there.keys()) {
                assert!(Grounds::VALUES.contains(&name.as_str()), "{name}");
            }
        }
    }
}
