//! How applications come in, what they must say, whom they are open to, and how a pot is shared out.
//!
//! All keys are optional. A year in which a key has no value has the neutral value that the key's docstring
//! states, so rules that were written without these keys mean what they meant.

use super::{Dated, FundRules, MonthDay, RulesProblem, check_rule};
use crate::project::{Field, ProjectKind};
use crate::terms::workday::FreeDays;
use crate::terms::{Cents, Year};
use serde::{Deserialize, Serialize};

/// The rules under the key `application`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicationRules {
    /// The ends of the rounds, in their order; neutral: the one round that `round` states, without a day on
    /// which it is decided (two rounds: ASF NH 2023; the year before: Twente).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Dated<Vec<RoundEnd>>>,
    /// How soon an applicant hears; neutral: no fixed time (Groningen: 10 working days).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Dated<AnswerTerm>>,
    /// Which holidays are no working days; neutral: those of the Dutch act on terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub free_days: Vec<Dated<FreeDays>>,
    /// What an application must say besides a title, areas, a budget and an amount; neutral: nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required_fields: Vec<Dated<Vec<Field>>>,
    /// How many quotes a price needs; neutral: none (ZWN: two).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Dated<QuoteRule>>,
    /// What becomes of an incomplete application; neutral: it is refused (FHA: one chance to complete).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completion: Vec<Dated<Completion>>,
    /// Kinds with a fixed price; neutral: none (ASF NH: EUR 80 for an hour consult).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixed_prices: Vec<Dated<Vec<FixedPrice>>>,
    /// Further conditions; neutral: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Dated<Vec<Condition>>>,
    /// Whether the board admits practices one by one; neutral: it does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub admission: Vec<Dated<Admission>>,
    /// Kinds that are open to every practice, wherever it is; neutral: none (interpreter lines).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_kinds: Vec<Dated<Vec<ProjectKind>>>,
    /// How a pot is shared out; neutral: in consultation, by the committee.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allocation: Vec<Dated<Allocation>>,
}

/// The rules of one year, resolved. Fields as in [`ApplicationRules`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearApplicationRules {
    /// See [`ApplicationRules::rounds`]; empty: the round that `round` states.
    pub rounds: Vec<RoundEnd>,
    /// See [`ApplicationRules::answer`].
    pub answer: AnswerTerm,
    /// See [`ApplicationRules::free_days`].
    pub free_days: FreeDays,
    /// See [`ApplicationRules::required_fields`].
    pub required_fields: Vec<Field>,
    /// See [`ApplicationRules::quotes`].
    pub quotes: QuoteRule,
    /// See [`ApplicationRules::completion`].
    pub completion: Completion,
    /// See [`ApplicationRules::fixed_prices`].
    pub fixed_prices: Vec<FixedPrice>,
    /// See [`ApplicationRules::conditions`].
    pub conditions: Vec<Condition>,
    /// See [`ApplicationRules::admission`].
    pub admission: Admission,
    /// See [`ApplicationRules::open_kinds`].
    pub open_kinds: Vec<ProjectKind>,
    /// See [`ApplicationRules::allocation`].
    pub allocation: Allocation,
}

/// The end of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundEnd {
    /// The last day on which an application is in time for it.
    pub last_day: MonthDay,
    /// Whether that day lies in the year before the fund year.
    #[serde(default)]
    pub the_year_before: bool,
    /// The day of the fund year by which the round is decided (source 004: the end of May), if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_day: Option<MonthDay>,
}

/// How soon an applicant hears, in working days; 0: no fixed time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerTerm {
    /// The kinds that are standard requests.
    pub standard: Vec<ProjectKind>,
    /// A standard request is answered within so many.
    pub answered_within: u32,
    /// Any other gets its receipt and the day of the meeting within so many.
    pub receipt_within: u32,
}

/// How many quotes a price in a budget needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRule {
    /// So many; 0: none.
    pub number: u32,
    /// For prices of at least this amount.
    pub from: Cents,
}

/// What becomes of an application that is not complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incomplete {
    /// It is not taken in.
    #[default]
    Refused,
    /// It is recorded with what is missing, and may be completed.
    Recorded,
}

/// From which day a deadline is met, or a place in the queue is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountsFrom {
    /// The day on which the application was complete.
    #[default]
    Complete,
    /// The day on which it first came in.
    FirstReceipt,
}

/// What becomes of incomplete applications, and which day counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Refused or recorded.
    pub incomplete: Incomplete,
    /// How often the fund asks for completion; 0: no limit.
    pub chances: u32,
    /// Within how many working days it must be completed; 0: no limit.
    #[serde(default)]
    pub within: u32,
    /// Which day meets the deadline. First come, first served always counts the complete application.
    #[serde(default)]
    pub deadline: CountsFrom,
}

/// A kind whose lines have one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedPrice {
    /// The kind.
    pub kind: ProjectKind,
    /// What a unit costs, excluding VAT.
    pub cents: Cents,
}

/// A condition on some kinds of project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Support is asked before the money is spent (FHA).
    AskedBeforeSpending {
        /// For these kinds.
        kinds: Vec<ProjectKind>,
    },
    /// The practice already has so much staff per norm practice (ZIO: 1 fte before extra assistance).
    StaffPerNormPractice {
        /// For these kinds.
        kinds: Vec<ProjectKind>,
        /// Hundredths of a full-time job.
        fte_hundredths: u32,
    },
}

impl Condition {
    /// Whether it holds for a kind.
    #[must_use]
    pub fn holds_for(&self, kind: ProjectKind) -> bool {
        let (Self::AskedBeforeSpending { kinds } | Self::StaffPerNormPractice { kinds, .. }) = self;
        kinds.contains(&kind)
    }
}

/// Whether the board admits practices that the place or the threshold would keep out (ZWN: a population that the
/// board accepts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// It does not: place and threshold decide.
    #[default]
    None,
    /// With a reason that is recorded; under `board_discretion` a practice outside the areas needs it.
    ByBoard,
}

/// The ways to share out a pot (source 004).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In proportion to the patients from designated areas.
    Proportion,
    /// As the practices agree among themselves.
    Agreement,
    /// First come, first served.
    FirstCome,
    /// In consultation, by the committee.
    #[default]
    Consultation,
}

impl Way {
    /// All ways, in the order of source 004.
    pub const ALL: [Self; 4] = [Self::Proportion, Self::Agreement, Self::FirstCome, Self::Consultation];

    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proportion => "proportion",
            Self::Agreement => "agreement",
            Self::FirstCome => "first_come",
            Self::Consultation => "consultation",
        }
    }
}

/// How a pot is shared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// The way.
    pub way: Way,
    /// Whether a grant stays within what the way gives.
    pub binding: bool,
}

impl ApplicationRules {
    /// Whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn check(&self, problems: &mut Vec<RulesProblem>) {
        check_optional(problems, "application.rounds", &self.rounds, |ends| rounds_problem(ends));
        check_optional(problems, "application.answer", &self.answer, |term| {
            let too_long = term.answered_within > 250 || term.receipt_within > 250;
            too_long.then_some("an answer takes at most 250 working days")
        });
        check_optional(problems, "application.free_days", &self.free_days, |_| None);
        check_optional(problems, "application.required_fields", &self.required_fields, |_| None);
        check_optional(problems, "application.quotes", &self.quotes, |rule| {
            (rule.number > 10 || rule.from.is_negative())
                .then_some("at most ten quotes, from an amount not below nothing")
        });
        check_optional(problems, "application.completion", &self.completion, |completion| {
            (completion.within > 250).then_some("completion takes at most 250 working days")
        });
        check_optional(problems, "application.fixed_prices", &self.fixed_prices, |prices| {
            prices_problem(prices)
        });
        check_optional(problems, "application.conditions", &self.conditions, |conditions| {
            conditions.iter().find_map(condition_problem)
        });
        check_optional(problems, "application.admission", &self.admission, |_| None);
        check_optional(problems, "application.open_kinds", &self.open_kinds, |_| None);
        check_optional(problems, "application.allocation", &self.allocation, |_| None);
    }

    pub(super) fn for_year(&self, year: Year) -> YearApplicationRules {
        YearApplicationRules {
            rounds: held(&self.rounds, year),
            answer: held(&self.answer, year),
            free_days: held(&self.free_days, year),
            required_fields: held(&self.required_fields, year),
            quotes: held(&self.quotes, year),
            completion: held(&self.completion, year),
            fixed_prices: held(&self.fixed_prices, year),
            conditions: held(&self.conditions, year),
            admission: held(&self.admission, year),
            open_kinds: held(&self.open_kinds, year),
            allocation: held(&self.allocation, year),
        }
    }
}

impl FundRules {
    /// The document that states the value which a rule has in a year; `None` when it has none and the neutral
    /// value holds. The key is written as in the document, `cap` or `application.conditions`.
    #[must_use]
    pub fn source_of(&self, rule: &str, year: Year) -> Option<&str> {
        let own = &self.application;
        match rule {
            "location" => source(&self.location, year),
            "eligibility" => source(&self.eligibility, year),
            "cap" => source(&self.cap, year),
            "paid_share" => source(&self.paid_share, year),
            "hourly_maximum" => source(&self.hourly_maximum, year),
            "applications_per_practice" => source(&self.applications_per_practice, year),
            "pot_split" => source(&self.pot_split, year),
            "round" => source(&self.round, year),
            "payment" => source(&self.payment, year),
            "payment_basis" => source(&self.payment_basis, year),
            "committee" => source(&self.committee, year),
            "composition" => source(&self.composition, year),
            "evaluation_duty" => source(&self.evaluation_duty, year),
            "carry_over" => source(&self.carry_over, year),
            "norm_practice" => source(&self.norm_practice, year),
            "enrolled_method" => source(&self.enrolled_method, year),
            "retention_years" => source(&self.retention_years, year),
            "pot_above" => source(&self.pot_above, year),
            "set_aside" => source(&self.set_aside, year),
            "second_grant" => source(&self.second_grant, year),
            "products" => source(&self.products, year),
            "administration_maximum" => source(&self.administration_maximum, year),
            "application.rounds" => source(&own.rounds, year),
            "application.answer" => source(&own.answer, year),
            "application.free_days" => source(&own.free_days, year),
            "application.required_fields" => source(&own.required_fields, year),
            "application.quotes" => source(&own.quotes, year),
            "application.completion" => source(&own.completion, year),
            "application.fixed_prices" => source(&own.fixed_prices, year),
            "application.conditions" => source(&own.conditions, year),
            "application.admission" => source(&own.admission, year),
            "application.open_kinds" => source(&own.open_kinds, year),
            "application.allocation" => source(&own.allocation, year),
            _ => None,
        }
    }
}

fn source<T>(values: &[Dated<T>], year: Year) -> Option<&str> {
    values.iter().find(|dated| dated.holds_in(year)).map(|dated| dated.source.as_str())
}

fn held<T: Clone + Default>(values: &[Dated<T>], year: Year) -> T {
    values.iter().find(|dated| dated.holds_in(year)).map(|dated| dated.value.clone()).unwrap_or_default()
}

fn check_optional<T>(
    problems: &mut Vec<RulesProblem>,
    rule: &'static str,
    values: &[Dated<T>],
    problem: impl Fn(&T) -> Option<&'static str>,
) {
    if !values.is_empty() {
        check_rule(problems, rule, values, problem);
    }
}

fn rounds_problem(ends: &[RoundEnd]) -> Option<&'static str> {
    let days = ends.iter().flat_map(|end| [Some(end.last_day), end.decision_day]).flatten();
    if ends.is_empty() || ends.len() > 12 {
        return Some("a year has 1 to 12 rounds");
    }
    if days.into_iter().any(|day| !day.exists()) {
        return Some("a day of a round is no day of every year");
    }
    let order: Vec<_> = ends.iter().map(|end| (!end.the_year_before, end.last_day)).collect();
    (!order.is_sorted_by(|one, next| one < next)).then_some("each round ends after the one before it")
}

fn prices_problem(prices: &[FixedPrice]) -> Option<&'static str> {
    let mut kinds: Vec<_> = prices.iter().map(|price| price.kind).collect();
    kinds.sort();
    kinds.dedup();
    if kinds.len() < prices.len() {
        return Some("a kind has two fixed prices");
    }
    let wrong = prices.iter().any(|price| !price.cents.is_positive() || price.cents > Cents::LARGEST);
    wrong.then_some("a fixed price is more than nothing and at most a thousand million euros")
}

fn condition_problem(condition: &Condition) -> Option<&'static str> {
    match condition {
        Condition::StaffPerNormPractice { fte_hundredths, .. } if !(1..=10_000).contains(fte_hundredths) => {
            Some("staff per norm practice lies between 1 and 10000 hundredths of a full-time job")
        }
        _ => None,
    }
}
