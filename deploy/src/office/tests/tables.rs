//! Answers as people and programs read them.

use super::super::call::Call;
use super::super::failure::sentences;
use super::super::output::Output;
use super::{answer, call, pots};
use serde_json::json;
use std::collections::HashMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::dynamic::DynamicMessage;

fn shown(output: Output, answer: &DynamicMessage) -> String {
    let mut out = Vec::new();
    output.answer(&mut out, answer).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

const DUTCH: Output = Output::Tables(Language::Dutch);
const ENGLISH: Output = Output::Tables(Language::English);

#[test]
fn a_list_is_a_table_with_what_is_said_of_it_below() {
    let expected = "
 Id     ┆ Areas      ┆       Filled ┆     Free ┆ Committed
════════╪════════════╪══════════════╪══════════╪═══════════
 region ┆ 1013, 1014 ┆ € 888.000,00 ┆   € 0,05 ┆    € 0,00
╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌
 1013   ┆            ┆       € 0,00 ┆ € -12,00 ┆    € 0,00

 Reserve    € 1.234,56
 Shortfall  € 0,00
 Bank       € 0,00
";
    assert_eq!(format!("\n{}", shown(DUTCH, &pots())), expected);
    let english = shown(ENGLISH, &pots());
    for amount in ["€888,000.00", "€0.05", "-€12.00", "€1,234.56"] {
        assert!(english.contains(amount), "{amount}: {english}");
    }
}

#[test]
fn a_message_is_shown_line_by_line_with_tables_of_what_is_in_it() {
    let application = json!({
        "id": "2018-00042",
        "form": {
            "year": 2018,
            "applicant": "01000001",
            "scope": "SCOPE_PRACTICE_TRANSCENDING",
            "title": "A line\u{1b}[31m in red",
            "areas": ["1013", "1014"],
            "budget": [{"hours": {"role": "STAFF_ROLE_GP", "hours": 12_000, "centsPerHour": "10000"}}],
        },
        "stage": "excluded",
        "exclusion": {"rule": "deadline_passed", "sentence": "Too late."},
    });
    let text = shown(ENGLISH, &answer("get-application", json!({"application": application})));
    let lines = |wanted: &str| text.lines().filter(|line| squeezed(line) == wanted).count();
    for expected in [
        "Application",
        "Id 2018-00042",
        "Stage excluded",
        "Application / Form",
        "Year 2018",
        "Scope practice-transcending",
        "Title A line [31m in red",
        "Areas 1013, 1014",
        "Application / Form / Budget",
        "Role ┆ Hours ┆ Amount per hour",
        "gp ┆ 12,000 ┆ €100.00",
        "Application / Exclusion",
        "Rule deadline_passed",
    ] {
        assert_eq!(lines(expected), 1, "{expected}:\n{text}");
    }
    assert!(!text.contains("Partners") && !text.contains("Granted"), "{text}");
}

#[test]
fn a_long_text_is_shortened_in_a_list_alone_and_an_empty_column_left_out() {
    let title = "A title of far more than forty characters altogether";
    let one = json!({"id": "2018-00001", "form": {"year": 2018, "title": title},
        "instalments": [{"number": 1}, {"number": 2}]});
    let text = shown(DUTCH, &answer("list-applications", json!({"applications": [one]})));
    let row = text.lines().nth(2).map(squeezed).unwrap();
    assert!(row.contains("2018-00001 ┆ 2018 ┆ A title of far more than forty characte…"), "{text}");
    assert!(row.contains(" ┆ 2 ┆ "), "the instalments are counted: {text}");
    assert!(!text.contains("Exclusion") && !text.contains("Sentence") && !text.contains("Received on"));
    let text = shown(DUTCH, &answer("get-application", json!({"application": one})));
    assert!(text.contains(title), "{text}");
}

#[test]
fn an_answer_that_says_nothing_is_done_or_has_nothing() {
    let cases = [
        ("withdraw-application", DUTCH, "Gedaan.\n"),
        ("withdraw-application", ENGLISH, "Done.\n"),
        ("withdraw-application", Output::Json, "{}\n"),
        ("list-applications", ENGLISH, "There is nothing yet.\n"),
    ];
    for (name, output, expected) in cases {
        assert_eq!(shown(output, &answer(name, json!({}))), expected, "{name}");
    }
}

#[test]
fn programs_get_cents_in_json_and_csv() {
    assert_eq!(
        shown(Output::Csv, &pots()),
        "id,areas,filled_cents,free_cents,committed_cents\nregion,1013 1014,88800000,5,0\n1013,,0,-1200,0\n"
    );
    let json: serde_json::Value = serde_json::from_str(&shown(Output::Json, &pots())).unwrap();
    assert_eq!(json["reserveCents"], "123456");
    assert_eq!(json["pots"][1]["freeCents"], "-1200");
    let fits = |name: &str| -> bool {
        let call: Call = call(name);
        Output::Csv.fits(&call)
    };
    assert!(fits("list-pots") && !fits("get-status"));
}

#[test]
fn a_refusal_is_said_with_its_facts_and_silence_with_a_hint() {
    let facts = HashMap::from([("free_cents".to_owned(), "5".to_owned())]);
    let mut details = ErrorDetails::with_error_info("POT_TOO_SMALL", "wijkfonds", facts);
    details.set_localized_message("nl", "De pot is te klein.");
    let status = Status::with_error_details(Code::FailedPrecondition, "x", details);
    let said = sentences(Language::Dutch, &status);
    assert_eq!(said, "Geweigerd (POT_TOO_SMALL): De pot is te klein.\n  Free cents: 5");
    let said = sentences(Language::English, &Status::unavailable("connection refused"));
    assert!(said.contains("cannot be reached: connection refused") && said.contains("certificate"), "{said}");
}

/// With single spaces.
fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
