//! What the published rules of each fund do, in texts that its manager could check.
//!
//! `tests/golden/funds/REGION.txt` has what is given, in the line language of the tests, and after a ruler what the
//! fund makes of it with the rules document of the demonstration. `WRITE_GOLDEN=1` writes the second part anew.

use super::world::World;
use crate::fund::Event;
use crate::project::{Exclusion, Instalment, Payment};
use crate::rules::FundRules;
use crate::terms::Cents;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const RULER: &str = "----\n";

/// The funds of which at least one rule is published; a file for each.
const FUNDS: [&str; 11] = [
    "amsterdam-almere",
    "groningen",
    "haaglanden",
    "limburg",
    "midden-nederland",
    "noord-holland",
    "rotterdam",
    "twente",
    "zfvd",
    "zuidoost-brabant",
    "zuidwest-nederland",
];

#[test]
fn each_fund_decides_by_its_own_published_rules() {
    for fund in FUNDS {
        let path = folder("tests/golden/funds").join(format!("{fund}.txt"));
        let golden = std::fs::read_to_string(&path).unwrap();
        let given = golden.split_once(RULER).map_or(golden.as_str(), |(given, _)| given);
        let told = format!("{given}{RULER}{}", tell(&rules_of(fund), given));
        if std::env::var_os("WRITE_GOLDEN").is_some() {
            std::fs::write(&path, &told).unwrap();
        }
        assert!(told == golden, "{} is not what the rules lead to:\n{told}", path.display());
    }
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn rules_of(fund: &str) -> Value {
    let path = folder("../deploy/demo/rules").join(format!("{fund}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::to_value(toml::from_str::<toml::Value>(&text).unwrap()).unwrap()
}

/// The fund's name, its published rules, and what became of each line.
fn tell(document: &Value, given: &str) -> String {
    let rules: FundRules = serde_json::from_value(document.clone()).unwrap();
    let mut told = format!("{}\n\nPublished rules of 2018\n", rules.name);
    let own = document.as_object().unwrap().iter().map(|(rule, values)| (rule.clone(), values));
    let intake = document["application"].as_object().into_iter().flatten();
    let intake = intake.map(|(rule, values)| (format!("application.{rule}"), values));
    for (rule, values) in own.chain(intake) {
        for dated in values.as_array().into_iter().flatten().filter(|dated| holds_in_2018(dated)) {
            let source = dated["source"].as_str().unwrap();
            if !source.starts_with("assumption") {
                writeln!(told, "  {rule}: {}\n      [{source}]", words(&dated["value"])).unwrap();
            }
        }
    }
    told.push_str("\nWhat the fund makes of it\n");
    let mut world = World::under(rules);
    for line in given.lines().map(str::trim).filter(|line| line.starts_with("201")) {
        let before = world.events.len();
        let answer = world.say(line);
        let events = &world.events[before..];
        let outcome = events.iter().rev().find_map(|event| outcome(event, document));
        match outcome {
            Some(outcome) => writeln!(told, "  {line}\n      {outcome}").unwrap(),
            None if answer != "ok" => writeln!(told, "  {line}\n      not done: {answer}").unwrap(),
            None => {}
        }
    }
    told
}

fn holds_in_2018(dated: &Value) -> bool {
    dated["from"].as_u64() <= Some(2018) && dated["until"].as_u64().is_none_or(|until| until >= 2018)
}

fn outcome(event: &Event, document: &Value) -> Option<String> {
    match event {
        Event::ApplicationSubmitted { application, .. } => {
            Some(format!("{application} goes to the committee"))
        }
        Event::ApplicationExcluded { application, exclusion } => {
            Some(format!("{application} refused: {}", reason(exclusion, document)))
        }
        Event::Granted { application, instalments, .. } => Some(format!(
            "{application} granted: {}",
            instalments.iter().map(due).collect::<Vec<_>>().join(", ")
        )),
        Event::InstalmentPaid { paid, .. } => Some(format!("{}/{} paid", paid.application, paid.number)),
        Event::EvaluationJudged { application, lapses, .. } => {
            let lapsed =
                Cents::sum(lapses.iter().flat_map(|(_, parts)| parts).map(|part| part.cents)).unwrap();
            Some(format!("{application} judged; {lapsed} lapses"))
        }
        _ => None,
    }
}

fn due(instalment: &Instalment) -> String {
    let cents = instalment.cents().unwrap();
    match &instalment.payment {
        Payment::Planned { due } => format!("{cents} due {due}"),
        Payment::Held => format!("{cents} after the evaluation"),
        Payment::OnInvoices => format!("{cents} on paid invoices"),
        _ => unreachable!("a new grant is neither paid nor lapsed"),
    }
}

/// The exclusion with what was needed and what was there, and where its rule comes from.
fn reason(exclusion: &Exclusion, document: &Value) -> String {
    let rule = match exclusion.code() {
        "round_not_open" | "deadline_passed" => "round",
        "practice_not_in_area" => "location",
        "practice_not_eligible" => "eligibility",
        "applications_used_up" => "applications_per_practice",
        "hourly_maximum_exceeded" => "hourly_maximum",
        "paid_share_exceeded" => "paid_share",
        "cap_exceeded" => "cap",
        _ => "",
    };
    let values = document[rule].as_array().into_iter().flatten();
    let source = values.filter(|dated| holds_in_2018(dated)).find_map(|dated| dated["source"].as_str());
    let mut facts = serde_json::to_value(exclusion).unwrap();
    let code = facts.as_object_mut().unwrap().remove("rule").unwrap();
    let told = format!("{}: {}", words(&code), words(&facts));
    format!("{}\n      [{}]", told.trim_end_matches(": "), source.unwrap_or("every fund"))
}

/// A value in words: amounts in euros, shares in per cent.
fn words(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| match (key.as_str(), value.as_i64()) {
                ("cents" | "maximum" | "asked" | "left" | "rolling_up_to", Some(cents)) => {
                    format!("{} € {}", key.replace('_', " ").replace("cents", ""), Cents::new(cents))
                }
                ("minimum_share" | "share" | "share_above", Some(points)) => {
                    format!("{} {}.{:02} %", key.replace('_', " "), points / 100, points % 100)
                }
                _ => format!("{} {}", key.replace('_', " "), words(value)),
            });
            fields.collect::<Vec<_>>().join(", ").trim().replace("  ", " ")
        }
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join("; "),
        Value::String(text) => text.replace('_', " "),
        other => other.to_string(),
    }
}
