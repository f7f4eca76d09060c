//! Every value of a fund's rules in words, with its years and the document that states it.
//!
//! The rules are found in the document as it is stored, so that a rule that comes later is shown too: in the sentences
//! that it has, or else field by field.

mod known;
mod plain;
#[cfg(test)]
mod tests;
mod writer;

use crate::Language;
use serde_json::Value;
use wijkfonds_domain::rules::FundRules;
use writer::Writer;

/// The rules in the order in which they are shown; one that is not named comes after them.
const ORDER: [&str; 34] = [
    "location",
    "eligibility",
    "cap",
    "paid_share",
    "hourly_maximum",
    "applications_per_practice",
    "pot_split",
    "pot_above",
    "set_aside",
    "round",
    "payment",
    "payment_basis",
    "committee",
    "composition",
    "evaluation_duty",
    "carry_over",
    "second_grant",
    "products",
    "administration_maximum",
    "norm_practice",
    "enrolled_method",
    "area_form",
    "retention_years",
    "application.rounds",
    "application.answer",
    "application.free_days",
    "application.required_fields",
    "application.quotes",
    "application.completion",
    "application.fixed_prices",
    "application.conditions",
    "application.admission",
    "application.open_kinds",
    "application.allocation",
];

/// A value of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleValue {
    /// The rule's key in the document, as `cap` or `application.rounds`.
    pub key: String,
    /// What the rule is about.
    pub label: String,
    /// The value, each a sentence of its own.
    pub value: Vec<String>,
    /// The first year.
    pub from: u64,
    /// The last year; absent: until further notice.
    pub until: Option<u64>,
    /// The document that states it.
    pub source: String,
}

/// All values of a fund's rules.
#[must_use]
pub fn rule_values(language: Language, rules: &FundRules) -> Vec<RuleValue> {
    // rules are plain values, which always have this form
    let document = serde_json::to_value(rules).unwrap_or_default();
    let mut lists = lists(&document);
    lists.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    let writer = Writer(language);
    let rows = lists.into_iter().flat_map(|(key, list)| {
        let dated = list.iter().enumerate();
        dated.map(|(at, dated)| row(&writer, rules, &key, at, dated)).collect::<Vec<_>>()
    });
    rows.collect()
}

/// The lists of dated values, by the keys of their rules.
fn lists(document: &Value) -> Vec<(String, &Vec<Value>)> {
    let own = document.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value));
    let intake = document.get("application").and_then(Value::as_object).into_iter().flatten();
    let intake = intake.map(|(key, value)| (format!("application.{key}"), value));
    own.chain(intake).filter_map(|(key, value)| Some((key, value.as_array()?))).collect()
}

fn row(writer: &Writer, rules: &FundRules, key: &str, at: usize, dated: &Value) -> RuleValue {
    let plain = || writer.plain(key.rsplit('.').next().unwrap_or(key), &dated["value"]);
    RuleValue {
        key: key.to_owned(),
        label: writer.of(&super::codes::key("rule", &key.replace('.', "_"))),
        value: writer.known(rules, key, at).unwrap_or_else(plain),
        from: dated["from"].as_u64().unwrap_or_default(),
        until: dated["until"].as_u64(),
        source: dated["source"].as_str().unwrap_or_default().to_owned(),
    }
}
