//! What an application still lacks: everything at once.

use super::{ApplicationForm, BudgetLine, Details, EvaluationForm, Field, Scope};
use crate::opaque::opaque_debug;
use crate::person::{Attachment, AttachmentPurpose};
use crate::rules::{Condition, YearRules};
use crate::terms::AreaCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that is missing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The field.
    pub field: Field,
    /// The line of the budget that it belongs to, from 1; absent for the application as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// How many are needed.
    pub needed: u32,
    /// How many are there.
    pub there: u32,
}

opaque_debug!(Missing);

impl Missing {
    fn one(field: Field) -> Self {
        Self { field, line: None, needed: 1, there: 0 }
    }
}

/// Everything that an application lacks, in the order of the form. `documents`: those that are there. `gp_counts`: whether the practice's patients
/// are known per GP.
#[must_use]
pub fn missing(
    rules: &YearRules,
    form: &ApplicationForm,
    documents: &[Attachment],
    gp_counts: bool,
) -> Vec<Missing> {
    let mut missing: Vec<Missing> =
        BASIC.iter().filter(|field| !is_there(form, **field)).map(|field| Missing::one(*field)).collect();
    missing.extend(missing_by_rule(rules, form, documents, gp_counts));
    missing.sort();
    missing
}

/// What it lacks of what the fund's own rules ask.
#[must_use]
pub fn missing_by_rule(
    rules: &YearRules,
    form: &ApplicationForm,
    documents: &[Attachment],
    gp_counts: bool,
) -> Vec<Missing> {
    let own = &rules.application;
    let mut fields: Vec<Field> =
        own.required_fields.iter().copied().filter(|field| !BASIC.contains(field)).collect();
    for condition in own.conditions.iter().filter(|condition| condition.holds_for(form.kind)) {
        fields.push(match condition {
            Condition::AskedBeforeSpending { .. } => Field::FirstSpending,
            Condition::StaffPerNormPractice { .. } => Field::Staff,
        });
    }
    let bound = form.scope == Scope::PracticeBound;
    let per_gp = bound && rules.cap.iter().any(|part| part.counts_per_gp(form.kind));
    let asked = |field: &Field| match field {
        // of one practice there are no partners to name
        Field::Partners => !bound,
        Field::GpCounts | Field::Quotes | Field::QuoteDocuments => false,
        // asked of the evaluation
        Field::CostDocuments => false,
        Field::PlanDocument => !is_attached(documents, AttachmentPurpose::Plan),
        Field::SignedForm => !is_attached(documents, AttachmentPurpose::SignedForm),
        _ => true,
    };
    fields.sort();
    fields.dedup();
    let absent = fields.iter().filter(|field| asked(field) && !is_there(form, **field));
    let mut missing: Vec<Missing> = absent.map(|field| Missing::one(*field)).collect();
    if !gp_counts && (per_gp || fields.contains(&Field::GpCounts)) {
        missing.push(Missing::one(Field::GpCounts));
    }
    missing.extend(missing_quotes(rules, form));
    if fields.contains(&Field::QuoteDocuments) {
        missing.extend(missing_quote_documents(form, documents));
    }
    missing.sort();
    missing
}

/// What no fund can do without.
const BASIC: [Field; 4] = [Field::Title, Field::Areas, Field::Budget, Field::Requested];

fn missing_quotes(rules: &YearRules, form: &ApplicationForm) -> Vec<Missing> {
    let rule = rules.application.quotes;
    let numbered = form.budget.iter().zip(1u32..);
    let prices = numbered.filter(|(line, _)| match line {
        BudgetLine::Price { cents, .. } => *cents >= rule.from,
        _ => false,
    });
    let quotes = form.details.as_ref().map(|details| details.quotes.as_slice()).unwrap_or_default();
    let lacking = prices.filter_map(|(_, line)| {
        let there = quotes.iter().filter(|quote| quote.line == line).count();
        let there = u32::try_from(there).unwrap_or(u32::MAX);
        let needed = rule.number;
        (there < needed).then_some(Missing { field: Field::Quotes, line: Some(line), needed, there })
    });
    lacking.collect()
}

/// Each quote has a document of its own.
fn missing_quote_documents(form: &ApplicationForm, documents: &[Attachment]) -> Vec<Missing> {
    let quotes = form.details.as_ref().map(|details| details.quotes.as_slice()).unwrap_or_default();
    let mut needed = BTreeMap::new();
    for quote in quotes {
        *needed.entry(quote.line).or_insert(0u32) += 1;
    }
    let there = |line: u32| {
        let of_line = |document: &&Attachment| {
            document.purpose == Some(AttachmentPurpose::Quote) && document.line == Some(line)
        };
        u32::try_from(documents.iter().filter(of_line).count()).unwrap_or(u32::MAX)
    };
    let lacking = needed.into_iter().map(|(line, needed)| {
        let (field, there) = (Field::QuoteDocuments, there(line));
        Missing { field, line: Some(line), needed, there }
    });
    lacking.filter(|missing| missing.there < missing.needed).collect()
}

/// The first line of the actual cost, from 1, of which the rules ask a document that is not there.
#[must_use]
pub fn cost_without_document(
    rules: &YearRules,
    form: &EvaluationForm,
    documents: &[Attachment],
) -> Option<u32> {
    if !rules.application.required_fields.contains(&Field::CostDocuments) {
        return None;
    }
    let lines = form.particulars.iter().flat_map(|particulars| &particulars.cost_lines);
    let is_of = |document: &Attachment, line: u32| {
        document.purpose == Some(AttachmentPurpose::Cost) && document.line == Some(line)
    };
    let mut numbers = (1u32..).zip(lines).map(|(number, _)| number);
    numbers.find(|line| !documents.iter().any(|document| is_of(document, *line)))
}

fn is_attached(documents: &[Attachment], purpose: AttachmentPurpose) -> bool {
    documents.iter().any(|document| document.purpose == Some(purpose))
}

fn is_there(form: &ApplicationForm, field: Field) -> bool {
    let none = Details::default();
    let details = form.details.as_deref().unwrap_or(&none);
    let text = |text: &String| !text.trim().is_empty();
    match field {
        Field::Title => text(&form.title),
        Field::Criteria => !form.criteria.is_empty(),
        Field::Areas => !form.areas.is_empty(),
        Field::Budget => !form.budget.is_empty(),
        Field::Requested => !form.requested.is_empty(),
        Field::Partners => !form.partners.is_empty(),
        Field::TotalPopulation => details.total_population.is_some(),
        Field::AreaCounts => {
            let counted = |area: &AreaCode| details.area_counts.iter().any(|count| count.area == *area);
            !details.area_counts.is_empty() && form.areas.iter().all(counted)
        }
        Field::CountSource => text(&details.count_source),
        Field::CountDate => details.count_date.is_some(),
        Field::Problem => text(&details.problem),
        Field::Goal => text(&details.goal),
        Field::Approach => text(&details.approach),
        Field::Period => details.starts_on.is_some() && details.ends_on.is_some(),
        Field::ExpectedResult => text(&details.expected_result),
        Field::MeasuredBy => text(&details.measured_by),
        Field::Continuation => text(&details.continuation),
        Field::Signature => details.signed_on.is_some(),
        Field::GroupSignature => details.group_signed_on.is_some(),
        Field::FirstSpending => details.first_spending_on.is_some(),
        Field::Staff => details.staff_fte_hundredths.is_some(),
        // these two are counted, not stated
        Field::Quotes | Field::GpCounts => true,
        // and these are not in the form
        Field::PlanDocument | Field::QuoteDocuments | Field::SignedForm | Field::CostDocuments => false,
    }
}
