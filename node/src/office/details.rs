//! The details of an application, there and back.

use super::errors::Refused;
use super::forms;
use jiff::civil::Time;
use std::fmt::Display;
use wijkfonds_domain::project::grounds::Values;
use wijkfonds_domain::project::{AreaCount, Details, Grounds, Missing, Quote};
use wijkfonds_domain::terms::{Cents, Date};
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region as messages;

/// From a message; the days and times on which it came in are not in it.
pub(super) fn said(said: messages::Details) -> Result<Details, Refused> {
    let area_count = |count: messages::AreaCount| {
        let area = count.area.try_into().map_err(|_| Refused::Field("details.area_counts.area"))?;
        Ok(AreaCount { area, patients: count.patients })
    };
    let quote = |quote: messages::Quote| Quote {
        line: quote.line,
        supplier: quote.supplier,
        cents: Cents::new(quote.cents),
    };
    Ok(Details {
        first_received_on: None,
        received_at: None,
        total_population: Some(said.total_population).filter(|number| *number > 0),
        area_counts: said.area_counts.into_iter().map(area_count).collect::<Result<_, Refused>>()?,
        count_source: said.count_source,
        count_date: day_if_said(&said.count_date, "details.count_date")?,
        problem: said.problem,
        goal: said.goal,
        approach: said.approach,
        starts_on: day_if_said(&said.starts_on, "details.starts_on")?,
        ends_on: day_if_said(&said.ends_on, "details.ends_on")?,
        first_spending_on: day_if_said(&said.first_spending_on, "details.first_spending_on")?,
        quotes: said.quotes.into_iter().map(quote).collect(),
        expected_result: said.expected_result,
        measured_by: said.measured_by,
        continuation: said.continuation,
        signed_on: day_if_said(&said.signed_on, "details.signed_on")?,
        group_signed_on: day_if_said(&said.group_signed_on, "details.group_signed_on")?,
        staff_fte_hundredths: Some(said.staff_fte_hundredths).filter(|number| *number > 0),
    })
}

/// As a message.
pub(super) fn message(details: &Details) -> messages::Details {
    let area_count =
        |count: &AreaCount| messages::AreaCount { area: count.area.to_string(), patients: count.patients };
    let quote = |quote: &Quote| messages::Quote {
        line: quote.line,
        supplier: quote.supplier.clone(),
        cents: quote.cents.get(),
    };
    messages::Details {
        total_population: details.total_population.unwrap_or_default(),
        area_counts: details.area_counts.iter().map(area_count).collect(),
        count_source: details.count_source.clone(),
        count_date: or_nothing(details.count_date),
        problem: details.problem.clone(),
        goal: details.goal.clone(),
        approach: details.approach.clone(),
        starts_on: or_nothing(details.starts_on),
        ends_on: or_nothing(details.ends_on),
        first_spending_on: or_nothing(details.first_spending_on),
        quotes: details.quotes.iter().map(quote).collect(),
        expected_result: details.expected_result.clone(),
        measured_by: details.measured_by.clone(),
        continuation: details.continuation.clone(),
        signed_on: or_nothing(details.signed_on),
        group_signed_on: or_nothing(details.group_signed_on),
        staff_fte_hundredths: details.staff_fte_hundredths.unwrap_or_default(),
    }
}

/// A thing that is missing, as a message.
pub(super) fn missing_field(missing: &Missing) -> messages::MissingField {
    messages::MissingField {
        field: missing.field.code().to_owned(),
        line: missing.line.unwrap_or_default(),
        needed: missing.needed,
        there: missing.there,
    }
}

/// A ground as a message, in the language of whoever asked.
pub(super) fn grounds(grounds: &Grounds, language: Language) -> messages::Grounds {
    let values = |side: &Values| {
        let value = |(code, value): (&String, &String)| messages::GroundsValue {
            code: code.clone(),
            value: value.clone(),
            words: sentences::grounds_value(language, code, value),
        };
        side.iter().map(value).collect()
    };
    messages::Grounds {
        rule: grounds.rule.clone(),
        source: grounds.source.clone(),
        needed: values(&grounds.needed),
        there: values(&grounds.there),
        sentence: sentences::grounds(language, grounds),
    }
}

pub(super) fn day_if_said(text: &str, field: &'static str) -> Result<Option<Date>, Refused> {
    if text.is_empty() { Ok(None) } else { forms::day(text, field).map(Some) }
}

pub(super) fn time_if_said(text: &str, field: &'static str) -> Result<Option<Time>, Refused> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Refused::Field(field)) }
}

/// A day or a time as text, or the empty text.
pub(super) fn or_nothing(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_says_comes_back_as_it_was() {
        let day = |day: u32| format!("2018-05-{day:02}");
        let whole = messages::Details {
            total_population: 2_350,
            area_counts: vec![messages::AreaCount { area: "1013".into(), patients: 300 }],
            count_source: "own system".into(),
            count_date: day(1),
            problem: "a".into(),
            goal: "b".into(),
            approach: "c".into(),
            starts_on: day(2),
            ends_on: day(3),
            first_spending_on: day(4),
            quotes: vec![messages::Quote { line: 1, supplier: "one".into(), cents: 12 }],
            expected_result: "d".into(),
            measured_by: "e".into(),
            continuation: "f".into(),
            signed_on: day(5),
            group_signed_on: day(6),
            staff_fte_hundredths: 185,
        };
        for details in [messages::Details::default(), whole.clone()] {
            let Ok(read) = said(details.clone()) else { panic!("it reads") };
            assert!(message(&read) == details);
        }
        let bad = messages::Details { count_date: "1 May".into(), ..whole };
        assert!(matches!(said(bad), Err(Refused::Field("details.count_date"))));
    }
}
