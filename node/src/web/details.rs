//! What an application says beyond who, what and how much, as labels with values.

use super::words::Words;
use wijkfonds_domain::project::{AreaCount, Details, Quote};

/// Each field that is filled in, in the order of the form.
pub(super) fn said(words: Words, details: &Details) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut say = |key: &str, value: Option<String>| {
        said.extend(value.map(|value| (words.of(key), value)));
    };
    let text = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
    say("details-first-received-on", details.first_received_on.map(|day| words.day(&day)));
    say("details-received-at", details.received_at.map(|time| time.strftime("%H:%M").to_string()));
    say("details-total-population", details.total_population.map(|number| words.whole(&number)));
    for AreaCount { area, patients } in &details.area_counts {
        let facts = [("area", area.to_string()), ("patients", words.whole(patients))];
        say("details-area-counts", Some(words.sentence("details-area-count", &facts)));
    }
    say("details-count-source", text(&details.count_source));
    say("details-count-date", details.count_date.map(|day| words.day(&day)));
    say("details-problem", text(&details.problem));
    say("details-goal", text(&details.goal));
    say("details-approach", text(&details.approach));
    say("details-starts-on", details.starts_on.map(|day| words.day(&day)));
    say("details-ends-on", details.ends_on.map(|day| words.day(&day)));
    say("details-first-spending-on", details.first_spending_on.map(|day| words.day(&day)));
    for Quote { line, supplier, cents } in &details.quotes {
        let facts =
            [("line", words.small(line)), ("supplier", supplier.clone()), ("euros", words.euros(cents))];
        say("details-quotes", Some(words.sentence("details-quote", &facts)));
    }
    say("details-expected-result", text(&details.expected_result));
    say("details-measured-by", text(&details.measured_by));
    say("details-continuation", text(&details.continuation));
    say("details-staff", details.staff_fte_hundredths.map(|fte| words.hundredths(&fte)));
    say("details-signed-on", details.signed_on.map(|day| words.day(&day)));
    say("details-group-signed-on", details.group_signed_on.map(|day| words.day(&day)));
    said
}
