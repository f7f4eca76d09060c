//! What is typed, and the request that it makes.

use super::super::amount::ASKED;
use super::super::call::{Call, calls};
use super::super::command::parser;
use super::{all, call};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;
use wijkfonds_proto::office::dynamic::descriptors;

fn parsed(arguments: &[&str]) -> Result<ArgMatches, clap::Error> {
    let (calls, left_out) = calls(&descriptors().unwrap());
    parser(&calls, &left_out).try_get_matches_from([&["wijkfonds office"], arguments].concat())
}

/// The request that the arguments make, in JSON.
fn request(arguments: &[&str]) -> Value {
    let matches = parsed(arguments).unwrap();
    let (name, asked) = matches.subcommand().unwrap();
    serde_json::to_value(call(name).fill(asked)).unwrap()
}

/// What is said of arguments that are wrong.
fn refusal(arguments: &[&str]) -> String {
    let error = parsed(arguments).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    error.to_string()
}

#[test]
fn every_call_is_a_subcommand_of_its_own_and_its_flags_do_not_collide() {
    let (calls, left_out) = calls(&descriptors().unwrap());
    parser(&calls, &left_out).debug_assert();
    let methods: usize = descriptors().unwrap().services().map(|service| service.methods().len()).sum();
    assert_eq!(calls.len() + left_out.len(), methods);
    let help = parsed(&["--help"]).unwrap_err().to_string();
    for Call { name, .. } in all() {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{name} "))), "{name}");
        let of_the_call = parsed(&[&name, "--help"]).unwrap_err().to_string();
        assert!(of_the_call.contains(&format!("Usage: wijkfonds office {name}")), "{of_the_call}");
    }
    for name in &left_out {
        assert!(help.contains(name), "{name}");
    }
    assert!(help.contains("wijkfonds.region.v1.ProjectService:\n  submit-application "), "{help}");
}

#[test]
fn the_help_of_a_flag_is_what_the_file_says_of_the_field() {
    let help = parsed(&["record-zn-payment", "--help"]).unwrap_err().to_string();
    for expected in
        ["--quarter <NUMBER>", "The quarter in which it counts, 1 to 4", "--cents <EUROS>", "Euros."]
    {
        assert!(help.contains(expected), "{expected}: {help}");
    }
}

#[test]
fn the_help_of_a_call_says_what_its_json_holds() {
    let help = parsed(&["submit-application", "--help"]).unwrap_err().to_string();
    for expected in [
        "The JSON of --form:\n  year: number  The fund year.\n",
        "\n  scope: \"SCOPE_PRACTICE_BOUND\"|\"SCOPE_PRACTICE_TRANSCENDING\"  ",
        "\n  requested: [{…}, …]  ",
        "\n    cents: cents  Euro cents, above 0.",
    ] {
        assert!(help.contains(expected), "{expected}: {help}");
    }
    assert!(!parsed(&["list-pots", "--help"]).unwrap_err().to_string().contains("JSON of"));
}

#[test]
fn numbers_texts_and_amounts_are_taken_as_their_fields_are() {
    let arguments = ["record-zn-payment", "--year", "2018", "--quarter", "1", "--on", "2018-01-15"];
    for (amount, cents) in [("888000.00", "88800000"), ("0,05", "5"), ("-1,00", "-100")] {
        let made = request(&[&arguments[..], &["--cents", amount]].concat());
        let expected = json!({"year": 2018, "quarter": 1, "on": "2018-01-15", "cents": cents});
        assert_eq!(made, expected);
    }
    let said = refusal(&[&arguments[..], &["--cents", "500"]].concat());
    assert!(said.contains("'500' for '--cents <EUROS>'") && said.contains(ASKED), "{said}");
    let said = refusal(&["list-pots", "--year", "2.018"]);
    assert!(said.contains("it is a whole number, without separators"), "{said}");
    assert!(refusal(&["list-pots", "--year", "99999999999"]).contains("too large"));
    assert!(refusal(&["list-pots", "--jaar", "2018"]).contains("--jaar"));
    assert!(refusal(&["list-pots", "--year", "2018", "--json", "--csv"]).contains("cannot be used with"));
}

#[test]
fn messages_are_json_or_a_file_with_it_and_keep_their_amounts_in_cents() {
    let form = json!({"year": 2018, "scope": "SCOPE_PRACTICE_BOUND", "areas": ["1013"],
        "requested": [{"pot": "region", "cents": "50000"}]});
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("form.json");
    fs::write(&file, form.to_string()).unwrap();
    for given in [form.to_string(), format!("@{}", file.display())] {
        assert_eq!(request(&["submit-application", "--form", &given]), json!({"form": form}));
    }
    let wrong = [
        ("{", "no JSON"),
        ("{\"jaar\": 2018}", "jaar"),
        ("{\"year\": \"x\"}", "invalid digit"),
        ("null", "null is no value"),
        ("@/no/such/file", "/no/such/file"),
    ];
    for (given, expected) in wrong {
        let said = refusal(&["submit-application", "--form", given]);
        assert!(said.contains("--form <JSON>") && said.contains(expected), "{said}");
    }
}

#[test]
fn a_truth_is_a_flag_and_a_text_may_be_in_a_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("account.txt");
    fs::write(&file, "Twee regels,\nmet een @.").unwrap();
    let file = format!("@{}", file.display());
    let made = request(&["hand-in-evaluation", "--goal-met", "--account", &file]);
    assert_eq!(made, json!({"goalMet": true, "account": "Twee regels,\nmet een @."}));
    assert_eq!(
        request(&["hand-in-evaluation", "--goal-met=false", "--account", "@@home"]),
        json!({"account": "@home"})
    );
    assert!(refusal(&["hand-in-evaluation", "--goal-met=maybe"]).contains("true or false"));
}

#[test]
fn one_of_several_outcomes_is_given_and_one_without_fields_is_a_flag() {
    assert_eq!(request(&["decide-application", "--refuse"]), json!({"refuse": {}}));
    let grant = ["decide-application", "--grant", "{\"draws\": [{\"pot\": \"region\", \"cents\": 1}]}"];
    assert_eq!(request(&grant)["grant"]["draws"][0]["cents"], json!("1"));
    assert!(refusal(&[&grant[..], &["--refuse"]].concat()).contains("cannot be used with"));
}

#[test]
fn a_field_with_the_name_of_a_flag_of_the_client_is_given_by_another() {
    let made = request(&["register-region", "--field-address", "127.0.0.1:7443", "--id", "noord"]);
    assert_eq!(made, json!({"address": "127.0.0.1:7443", "id": "noord"}));
    assert!(parsed(&["--address", "127.0.0.1:1", "register-region"]).is_ok());
}

#[test]
fn a_file_that_comes_in_parts_is_written_where_the_flag_says() {
    let get = call("get-attachment");
    let parts = get.download().unwrap();
    assert_eq!((parts.header.name(), parts.chunk.name()), ("attachment", "chunk"));
    assert!(get.upload().is_none() && call("put-attachment").download().is_none());
    assert!(refusal(&["get-attachment", "--application", "2018-00001"]).contains("--file <FILE>"));
}

#[test]
fn a_file_in_parts_is_given_by_its_headings_and_its_name() {
    let call = call("import-insured");
    let upload = call.upload().unwrap();
    assert_eq!((upload.header.name(), upload.chunk.name()), ("header", "chunk"));
    let made = request(&["import-insured", "--year", "2018", "--quarter", "1", "--file", "x.csv"]);
    assert_eq!(made, json!({"year": 2018, "quarter": 1}));
    assert!(refusal(&["import-insured", "--year", "2018"]).contains("--file <FILE>"));
}

#[test]
fn only_a_call_that_answers_in_pages_can_be_asked_for_all_of_them() {
    assert!(parsed(&["list-applications", "--year", "2018", "--all"]).is_ok());
    assert!(refusal(&["list-pots", "--year", "2018", "--all"]).contains("--all"));
}
