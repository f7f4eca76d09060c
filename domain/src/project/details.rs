//! What an application says beyond who, what and how much: the union of what funds' forms ask.

use super::kind::code_list;
use crate::opaque::opaque_debug;
use crate::person::length;
use crate::terms::{AreaCode, Cents, Date};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

code_list!(
    /// A field of an application, as a fund's rules and the list of what is missing name it.
    Field {
        /// Its name.
        Title = "title",
        /// The criteria that it serves.
        Criteria = "criteria",
        /// The areas.
        Areas = "areas",
        /// The budget.
        Budget = "budget",
        /// The amount asked, and from which pots.
        Requested = "requested",
        /// The practices that take part.
        Partners = "partners",
        /// All patients of the practice.
        TotalPopulation = "total_population",
        /// The patients per area.
        AreaCounts = "area_counts",
        /// Who counted them.
        CountSource = "count_source",
        /// Of which day the counts are.
        CountDate = "count_date",
        /// The problem.
        Problem = "problem",
        /// The goal.
        Goal = "goal",
        /// The approach.
        Approach = "approach",
        /// From when until when.
        Period = "period",
        /// Quotes for what is bought.
        Quotes = "quotes",
        /// The result that is expected.
        ExpectedResult = "expected_result",
        /// How the result is measured.
        MeasuredBy = "measured_by",
        /// What goes on afterwards.
        Continuation = "continuation",
        /// The applicant's signature.
        Signature = "signature",
        /// The signature of the chair of the GP group (Groningen).
        GroupSignature = "group_signature",
        /// When the money is first spent.
        FirstSpending = "first_spending",
        /// The staff that the practice has.
        Staff = "staff",
        /// The counts per GP.
        GpCounts = "gp_counts",
        /// The plan, as a document.
        PlanDocument = "plan_document",
        /// The document of each quote.
        QuoteDocuments = "quote_documents",
        /// The signed form, as a document.
        SignedForm = "signed_form",
        /// A document of each line of the actual cost, when the evaluation comes in.
        CostDocuments = "cost_documents",
    }
);

/// Patients from one area, as the applicant states them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaCount {
    /// The area.
    pub area: AreaCode,
    /// Enrolled patients who live there.
    pub patients: u64,
}

/// A quote for a line of the budget.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The line, from 1.
    pub line: u32,
    /// Who offers.
    pub supplier: String,
    /// At what price.
    pub cents: Cents,
}

/// The details of an application. Nothing in it is obliged; a fund's rules say what is
/// ([`crate::rules::ApplicationRules::required_fields`]). It names no person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Details {
    /// The day on which it first came in, complete or not; absent: the day on which it was complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_received_on: Option<Date>,
    /// The time of the day at which it was complete; absent: the day's end, as far as the queue goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Time>,
    /// All enrolled patients, as the applicant states them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_population: Option<u64>,
    /// Patients per area.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area_counts: Vec<AreaCount>,
    /// Who counted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub count_source: String,
    /// Of which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_date: Option<Date>,
    /// The problem.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub problem: String,
    /// The goal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub goal: String,
    /// The approach.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub approach: String,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// The day on which money is first spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_spending_on: Option<Date>,
    /// Quotes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// The expected result.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub expected_result: String,
    /// How it is measured.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measured_by: String,
    /// What goes on afterwards.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub continuation: String,
    /// The day of the applicant's signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<Date>,
    /// The day of the signature of the GP group's chair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_signed_on: Option<Date>,
    /// The staff that the practice has, in hundredths of a full-time job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_fte_hundredths: Option<u32>,
}

opaque_debug!(AreaCount, Quote, Details);

impl Details {
    /// Its longest text may have so many characters.
    pub const LONGEST_TEXT: usize = 8_000;

    /// The first field that no record may hold: a text that is too long, a list of more than 100, a period that
    /// ends before it begins, a quote for no line or below nothing.
    #[must_use]
    pub fn malformed(&self, lines: usize) -> Option<Field> {
        let texts = [
            (Field::CountSource, &self.count_source),
            (Field::Problem, &self.problem),
            (Field::Goal, &self.goal),
            (Field::Approach, &self.approach),
            (Field::ExpectedResult, &self.expected_result),
            (Field::MeasuredBy, &self.measured_by),
            (Field::Continuation, &self.continuation),
        ];
        let long = texts.iter().find(|(_, text)| length(text) > Self::LONGEST_TEXT);
        let backwards = matches!((self.starts_on, self.ends_on), (Some(first), Some(last)) if last < first);
        let bad_quote = |quote: &Quote| {
            let line = usize::try_from(quote.line).unwrap_or(usize::MAX);
            let name = length(&quote.supplier);
            !(1..=lines).contains(&line) || quote.cents.is_negative() || !(1..=200).contains(&name)
        };
        let checks = [
            (Field::AreaCounts, self.area_counts.len() > 100),
            (Field::Period, backwards),
            (Field::Quotes, self.quotes.len() > 1_000 || self.quotes.iter().any(bad_quote)),
        ];
        let broken = checks.into_iter().find_map(|(field, broken)| broken.then_some(field));
        long.map(|(field, _)| *field).or(broken)
    }
}
