//! What differs per fund and year, as values. No code asks which region it is in.
//!
//! A fund's rules are one document (a TOML file, or what a command carried into the journal). Every
//! value has the years for which it holds and the source it comes from. [`FundRules::checked`] checks
//! the whole document; [`FundRules::for_year`] gives the values of one year.

mod application;
mod area_form;
mod books;
mod composition;
mod enrolled_method;
mod evaluation_duty;
mod payment_basis;
mod values;

pub use application::{
    Admission, Allocation, AnswerTerm, ApplicationRules, Completion, Condition, CountsFrom, FixedPrice,
    Incomplete, QuoteRule, RoundEnd, Way, YearApplicationRules,
};
pub use area_form::{AreaForm, AreaForms};
pub use books::{OpenTo, PotAbove, Product, SecondGrant, SetAside};
pub use composition::{Composition, Decides, Majority, Seat, SeatRule};
pub use enrolled_method::EnrolledMethod;
pub use evaluation_duty::EvaluationDuty;
pub use payment_basis::PaymentBasis;
pub use values::{
    BasisPoints, CapPart, CarryOver, Committee, Due, Eligibility, HourlyMaximum, InstalmentRule, Location,
    MonthDay, PaymentPlan, PotGroup, PotSplit, Round, StaffRole,
};

use crate::terms::{RegionId, Year};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A value with the years for which it holds and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated<T> {
    /// The first year.
    pub from: Year,
    /// The last year; absent: until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Year>,
    /// The document that states the value, or `assumption: …` where none does.
    pub source: String,
    /// The value.
    pub value: T,
}

impl<T> Dated<T> {
    fn holds_in(&self, year: Year) -> bool {
        self.from <= year && self.until.is_none_or(|until| year <= until)
    }
}

/// Where a fund's name comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NameOrigin {
    /// A public source uses this name.
    Confirmed {
        /// The source.
        source: String,
    },
    /// Made up for a demonstration, and labelled so wherever it is shown.
    Invented,
}

/// The rules of one fund: a document that a fund's board adopts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundRules {
    /// Which region's rules these are.
    pub region: RegionId,
    /// The fund's own name.
    pub name: String,
    /// Where the name comes from.
    pub name_origin: NameOrigin,
    /// Whether a practice must stand in a designated area.
    pub location: Vec<Dated<Location>>,
    /// When a practice may apply for a practice-bound project.
    pub eligibility: Vec<Dated<Eligibility>>,
    /// The most that a practice can be granted in a year for practice-bound projects: the sum of these parts;
    /// an empty list is no maximum.
    pub cap: Vec<Dated<Vec<CapPart>>>,
    /// The share of the cost that the fund pays.
    pub paid_share: Vec<Dated<BasisPoints>>,
    /// The most that an hour may cost in a budget, per kind of staff; empty: no maximum.
    pub hourly_maximum: Vec<Dated<Vec<HourlyMaximum>>>,
    /// How many practice-bound applications a practice may hand in per year; 0: no limit.
    pub applications_per_practice: Vec<Dated<u32>>,
    /// How the year's money is divided over pots.
    pub pot_split: Vec<Dated<PotSplit>>,
    /// When applications are taken.
    pub round: Vec<Dated<Round>>,
    /// When a grant is paid.
    pub payment: Vec<Dated<PaymentPlan>>,
    /// On what a grant is paid; absent: in the instalments of `payment`, without copies of what shows the cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment_basis: Vec<Dated<PaymentBasis>>,
    /// Who decides.
    pub committee: Vec<Dated<Committee>>,
    /// Who sits on the committee and how it comes to a decision; absent: no meetings are kept here, and decisions
    /// come in with the numbers of votes alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub composition: Vec<Dated<Composition>>,
    /// By when what was granted for the year is evaluated; absent: no day is set, and nothing follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluation_duty: Vec<Dated<EvaluationDuty>>,
    /// What happens to what a pot has left when the year is closed.
    pub carry_over: Vec<Dated<CarryOver>>,
    /// Patients in a norm practice.
    pub norm_practice: Vec<Dated<u32>>,
    /// By which method practices' enrolled patients are counted; absent: each practice's latest overview.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enrolled_method: Vec<Dated<EnrolledMethod>>,
    /// Which forms the codes of areas have in counts; absent: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area_form: Vec<Dated<Vec<AreaForm>>>,
    /// For how many years a person is kept after the last year in which the fund had to do with them; absent:
    /// nobody is erased, because nobody has decided when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention_years: Vec<Dated<u32>>,
    // where money goes besides grants
    /// A pot above the others. Absent: there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pot_above: Vec<Dated<PotAbove>>,
    /// What of the year's money goes to the reserve. Absent: nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<Dated<SetAside>>,
    /// When a practice may get a second practice-bound grant in a year. Absent: whenever there is money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second_grant: Vec<Dated<SecondGrant>>,
    /// The fund's own products. Absent: it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Dated<Vec<Product>>>,
    /// The most that administration may cost in a year, as a share of the year's money. Absent: no maximum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub administration_maximum: Vec<Dated<BasisPoints>>,
    /// How applications come in and what they must say; absent: every key of it has its neutral value.
    #[serde(default, skip_serializing_if = "ApplicationRules::is_empty")]
    pub application: ApplicationRules,
}

/// The rules of one year, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRules {
    /// See [`FundRules::location`].
    pub location: Location,
    /// See [`FundRules::eligibility`].
    pub eligibility: Eligibility,
    /// See [`FundRules::cap`].
    pub cap: Vec<CapPart>,
    /// See [`FundRules::paid_share`].
    pub paid_share: BasisPoints,
    /// See [`FundRules::hourly_maximum`].
    pub hourly_maximum: Vec<HourlyMaximum>,
    /// See [`FundRules::applications_per_practice`].
    pub applications_per_practice: u32,
    /// See [`FundRules::pot_split`].
    pub pot_split: PotSplit,
    /// See [`FundRules::round`].
    pub round: Round,
    /// See [`FundRules::payment`].
    pub payment: PaymentPlan,
    /// See [`FundRules::payment_basis`].
    pub payment_basis: PaymentBasis,
    /// See [`FundRules::committee`].
    pub committee: Committee,
    /// See [`FundRules::composition`].
    pub composition: Option<Composition>,
    /// See [`FundRules::evaluation_duty`].
    pub evaluation_duty: Option<EvaluationDuty>,
    /// See [`FundRules::carry_over`].
    pub carry_over: CarryOver,
    /// See [`FundRules::norm_practice`].
    pub norm_practice: u32,
    /// See [`FundRules::enrolled_method`].
    pub enrolled_method: EnrolledMethod,
    /// See [`FundRules::area_form`].
    pub area_form: Option<AreaForms>,
    /// See [`FundRules::retention_years`].
    pub retention_years: Option<u32>,
    /// See [`FundRules::pot_above`].
    pub pot_above: Option<PotAbove>,
    /// See [`FundRules::set_aside`].
    pub set_aside: Option<SetAside>,
    /// See [`FundRules::second_grant`].
    pub second_grant: SecondGrant,
    /// See [`FundRules::products`].
    pub products: Vec<Product>,
    /// See [`FundRules::administration_maximum`].
    pub administration_maximum: Option<BasisPoints>,
    /// See [`FundRules::application`].
    pub application: YearApplicationRules,
}

/// What is wrong with a rules document. Each names the rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RulesProblem {
    /// Two values of one rule hold in one year.
    #[error("`{rule}`: two values hold in {year}")]
    Overlap {
        /// The rule's key.
        rule: &'static str,
        /// The year.
        year: Year,
    },
    /// A value ends before it begins.
    #[error("`{rule}`: a value ends before it begins")]
    EndsBeforeItBegins {
        /// The rule's key.
        rule: &'static str,
    },
    /// A value has no source.
    #[error("`{rule}`: a value has no source")]
    NoSource {
        /// The rule's key.
        rule: &'static str,
    },
    /// A rule has no value at all.
    #[error("`{rule}`: no value is given")]
    Missing {
        /// The rule's key.
        rule: &'static str,
    },
    /// A value is out of its range.
    #[error("`{rule}`: {problem}")]
    BadValue {
        /// The rule's key.
        rule: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
    /// No value holds in the year that is asked for.
    #[error("`{rule}`: no value holds in {year}")]
    NoneInYear {
        /// The rule's key.
        rule: &'static str,
        /// The year.
        year: Year,
    },
}

impl FundRules {
    /// Checks the whole document and returns every problem in it.
    ///
    /// # Errors
    /// All problems found, in the order of the document.
    pub fn checked(self) -> Result<Self, Vec<RulesProblem>> {
        let mut problems = Vec::new();
        check_rule(&mut problems, "location", &self.location, |_| None);
        check_rule(&mut problems, "eligibility", &self.eligibility, Eligibility::problem);
        check_rule(&mut problems, "cap", &self.cap, |parts| parts.iter().find_map(CapPart::problem));
        check_rule(&mut problems, "paid_share", &self.paid_share, |share| share.problem());
        check_rule(&mut problems, "hourly_maximum", &self.hourly_maximum, |maxima| {
            maxima.iter().find_map(HourlyMaximum::problem)
        });
        check_rule(&mut problems, "applications_per_practice", &self.applications_per_practice, |_| None);
        check_rule(&mut problems, "pot_split", &self.pot_split, PotSplit::problem);
        check_rule(&mut problems, "round", &self.round, Round::problem);
        check_rule(&mut problems, "payment", &self.payment, PaymentPlan::problem);
        check_optional(&mut problems, "payment_basis", &self.payment_basis, PaymentBasis::problem);
        payment_basis::check(&mut problems, &self.payment_basis, &self.payment);
        check_rule(&mut problems, "committee", &self.committee, Committee::problem);
        if !self.composition.is_empty() {
            check_rule(&mut problems, "composition", &self.composition, Composition::problem);
        }
        if !self.evaluation_duty.is_empty() {
            check_rule(&mut problems, "evaluation_duty", &self.evaluation_duty, EvaluationDuty::problem);
        }
        check_rule(&mut problems, "carry_over", &self.carry_over, |_| None);
        check_rule(&mut problems, "norm_practice", &self.norm_practice, |patients| {
            (*patients == 0).then_some("a norm practice has patients")
        });
        if !self.enrolled_method.is_empty() {
            check_rule(&mut problems, "enrolled_method", &self.enrolled_method, |_| None);
        }
        check_optional(&mut problems, "area_form", &self.area_form, |forms| area_form::problem(forms));
        if !self.retention_years.is_empty() {
            check_rule(&mut problems, "retention_years", &self.retention_years, |years| {
                (*years > 100).then_some("persons are kept for at most 100 years")
            });
        }
        self.check_books(&mut problems);
        self.application.check(&mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Checks the rules on where money goes besides grants, of which each may be absent.
    fn check_books(&self, problems: &mut Vec<RulesProblem>) {
        check_optional(problems, "pot_above", &self.pot_above, PotAbove::problem);
        check_optional(problems, "set_aside", &self.set_aside, SetAside::problem);
        check_optional(problems, "second_grant", &self.second_grant, SecondGrant::problem);
        check_optional(problems, "products", &self.products, |products| Product::problem(products));
        check_optional(problems, "administration_maximum", &self.administration_maximum, |share| {
            share.problem()
        });
    }

    /// The values that hold in a year.
    ///
    /// # Errors
    /// [`RulesProblem::NoneInYear`] for the first rule without a value in that year.
    pub fn for_year(&self, year: Year) -> Result<YearRules, RulesProblem> {
        Ok(YearRules {
            location: *value("location", &self.location, year)?,
            eligibility: value("eligibility", &self.eligibility, year)?.clone(),
            cap: value("cap", &self.cap, year)?.clone(),
            paid_share: *value("paid_share", &self.paid_share, year)?,
            hourly_maximum: value("hourly_maximum", &self.hourly_maximum, year)?.clone(),
            applications_per_practice: *value(
                "applications_per_practice",
                &self.applications_per_practice,
                year,
            )?,
            pot_split: value("pot_split", &self.pot_split, year)?.clone(),
            round: value("round", &self.round, year)?.clone(),
            payment: value("payment", &self.payment, year)?.clone(),
            payment_basis: optional(&self.payment_basis, year).copied().unwrap_or_default(),
            committee: value("committee", &self.committee, year)?.clone(),
            composition: value("composition", &self.composition, year).ok().cloned(),
            evaluation_duty: value("evaluation_duty", &self.evaluation_duty, year).ok().copied(),
            carry_over: *value("carry_over", &self.carry_over, year)?,
            norm_practice: *value("norm_practice", &self.norm_practice, year)?,
            enrolled_method: value("enrolled_method", &self.enrolled_method, year)
                .map_or(EnrolledMethod::PracticeOverview, |method| *method),
            area_form: optional(&self.area_form, year).map(|forms| AreaForms::of(forms)),
            retention_years: value("retention_years", &self.retention_years, year).ok().copied(),
            pot_above: optional(&self.pot_above, year).cloned(),
            set_aside: optional(&self.set_aside, year).copied(),
            second_grant: optional(&self.second_grant, year).copied().unwrap_or_default(),
            products: optional(&self.products, year).cloned().unwrap_or_default(),
            administration_maximum: optional(&self.administration_maximum, year).copied(),
            application: self.application.for_year(year),
        })
    }
}

fn value<'a, T>(rule: &'static str, values: &'a [Dated<T>], year: Year) -> Result<&'a T, RulesProblem> {
    let held = values.iter().find(|dated| dated.holds_in(year));
    held.map(|dated| &dated.value).ok_or(RulesProblem::NoneInYear { rule, year })
}

/// The value of a rule that may be absent.
fn optional<T>(values: &[Dated<T>], year: Year) -> Option<&T> {
    values.iter().find(|dated| dated.holds_in(year)).map(|dated| &dated.value)
}

/// Checks a rule that may be absent.
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

fn check_rule<T>(
    problems: &mut Vec<RulesProblem>,
    rule: &'static str,
    values: &[Dated<T>],
    problem: impl Fn(&T) -> Option<&'static str>,
) {
    if values.is_empty() {
        problems.push(RulesProblem::Missing { rule });
    }
    for (index, dated) in values.iter().enumerate() {
        if dated.until.is_some_and(|until| until < dated.from) {
            problems.push(RulesProblem::EndsBeforeItBegins { rule });
        }
        if dated.source.trim().is_empty() {
            problems.push(RulesProblem::NoSource { rule });
        }
        if let Some(problem) = problem(&dated.value) {
            problems.push(RulesProblem::BadValue { rule, problem });
        }
        // of two values that overlap, the later of the two beginnings lies in both
        for other in &values[..index] {
            let year = dated.from.max(other.from);
            if dated.holds_in(year) && other.holds_in(year) {
                problems.push(RulesProblem::Overlap { rule, year });
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
