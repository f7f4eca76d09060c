//! What each value of a fund's rules decides, and that a value changed for next year decides nothing of this year.
//!
//! A document that uses every rule (`domain/tests/rule-values/rules.toml`) and a year under it (`year.txt`) are
//! lived again with each value changed in turn. The values are found by walking the document, so none can be
//! forgotten. The golden file says for each what came out otherwise; `WRITE_GOLDEN=1` writes it anew.

mod told;
mod verbs;
mod walk;

use crate::records::{MemoryRecords, Records};
use crate::rules::FundRules;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use told::{Told, live};
use walk::{Change, changes, label, places, rules_of};

const DOCUMENT: &str = include_str!("../../../tests/rule-values/rules.toml");
const YEAR: &str = include_str!("../../../tests/rule-values/year.txt");
const GOLDEN: &str = "tests/rule-values/decides.txt";
const HALF: &str = "# Half the year is over.";
const NEXT: &str = "# The next year.";

/// Values that decide nothing in the year, each with the reason.
const DECIDES_NOTHING: [(&str, &str); 4] = [
    ("payment 2019: 1 share", "one instalment is the whole, and no other share is"),
    ("payment 2019: 1 due", "the basis of payment states it, and no other fits that"),
    ("name_origin", "it says whether the fund's name is real, and is shown beside it"),
    ("name_origin: confirmed source", "it says where the fund's name comes from, and is shown beside it"),
];

/// Kinds of value that may decide nothing, by the end of their labels, each with the reason.
const NEED_NOT_DECIDE: [(&str, &str); 3] = [
    (": source", "it says where a value comes from"),
    (
        ": from",
        "in the year that it takes in or leaves out nothing happened, or no other year keeps the rules valid",
    ),
    (
        ": until",
        "in the year that it takes in or leaves out nothing happened, or no other year keeps the rules valid",
    ),
];

fn document() -> Value {
    serde_json::to_value(toml::from_str::<toml::Value>(DOCUMENT).unwrap()).unwrap()
}

/// How a year that went on under changed rules differs, in at most two lines; `None` when it does not.
fn differences(usual: &Told, other: &Told) -> Option<String> {
    let found: Vec<_> =
        usual.lines.iter().zip(&other.lines).filter_map(|(one, two)| one.differs(two)).collect();
    let mut text = String::new();
    for line in found.iter().take(2) {
        writeln!(text, "    {line}").unwrap();
    }
    match found.len() {
        0 => return None,
        1 | 2 => {}
        number => writeln!(text, "    and {} more", number - 2).unwrap(),
    }
    Some(text)
}

/// The first change of a place that comes out otherwise, told; or the place, when no value that keeps the rules valid
/// does.
fn decided(usual: &Told, document: &Value, place: &str) -> Result<String, String> {
    for Change { was, is, document: changed } in changes(document, place) {
        let other = live(&rules_of(&changed).unwrap(), YEAR);
        if let Some(differences) = differences(usual, &other) {
            return Ok(format!("{}: {was} -> {is}\n{differences}", label(document, place)));
        }
    }
    Err(label(document, place))
}

/// What each value decides, in the order of the document; on as many threads as there are.
fn decided_by_each(usual: &Told, document: &Value) -> Vec<Result<String, String>> {
    let places = places(document);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = places.chunks(places.len().div_ceil(threads));
    let live = |part: &[String]| part.iter().map(|place| decided(usual, document, place)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let running: Vec<_> = parts.map(|part| scope.spawn(move || live(part))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn every_value_of_the_rules_decides_something() {
    let document = document();
    let usual = live(&rules_of(&document).unwrap(), YEAR);
    let mut told = String::from("The year\n\n");
    usual.lines.iter().for_each(|line| writeln!(told, "{line}").unwrap());
    told.push_str(
        "\nWhat each value decides: the value and another one, and what then comes out otherwise\n\n",
    );
    let mut nothing = Vec::new();
    for told_or_label in decided_by_each(&usual, &document) {
        match told_or_label {
            Ok(text) => told.push_str(&text),
            Err(label) => nothing.push(label),
        }
    }
    told.push_str("\nWhat decides nothing\n\n");
    let reason = |label: &str| {
        let kind = NEED_NOT_DECIDE.iter().find(|(end, _)| label.ends_with(end));
        DECIDES_NOTHING.iter().find(|(listed, _)| *listed == label).or(kind).map(|(_, reason)| *reason)
    };
    for label in &nothing {
        writeln!(told, "{label}: {}", reason(label).unwrap_or("NO REASON")).unwrap();
    }
    compare(&told);
    let unexplained: Vec<_> = nothing.iter().filter(|label| reason(label).is_none()).collect();
    assert!(unexplained.is_empty(), "these decide nothing, for no listed reason: {unexplained:#?}");
    let stale = DECIDES_NOTHING.iter().find(|(label, _)| !nothing.iter().any(|found| found == label));
    assert_eq!(stale, None, "it decides something");
}

fn compare(told: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let line = told.lines().zip(golden.lines()).find(|(told, golden)| told != golden);
    assert!(told == golden, "{GOLDEN} says otherwise, first here: {line:#?}");
}

/// The rules that there are, as serde lists them when it meets one that it does not know.
fn known_rules(mut document: Value, place: &str) -> Vec<String> {
    document.pointer_mut(place).unwrap().as_object_mut().unwrap().insert("?".into(), Value::Null);
    let refused = serde_json::from_value::<FundRules>(document).unwrap_err().to_string();
    refused.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_document_has_a_value_for_every_rule_there_is() {
    for (place, least) in [("", 20), ("/application", 10)] {
        let rules = known_rules(document(), place);
        assert!(rules.len() > least, "{rules:?}");
        let missing: Vec<_> =
            rules.iter().filter(|rule| document().pointer(&format!("{place}/{rule}")).is_none()).collect();
        assert!(missing.is_empty(), "no value for {missing:?} in {place}");
    }
}

/// The document with each value of 2018 going on, and the changed one in its place from 2019 on.
fn from_next_year(document: &Value, changed: &Value, place: &str) -> Option<FundRules> {
    let (list, index) = walk::dated(place)?;
    let entry = &changed.pointer(&list)?[index];
    let mut next = entry.clone();
    if entry["from"].as_u64()? > 2018 {
        return rules_of(changed);
    }
    next["from"] = 2019.into();
    next.as_object_mut()?.remove("until");
    let mut document = document.clone();
    let entries = document.pointer_mut(&list)?.as_array_mut()?;
    entries.retain(|entry| entry["from"].as_u64() < Some(2019));
    entries.iter_mut().for_each(|entry| entry["until"] = 2018.into());
    entries.push(next);
    rules_of(&document)
}

/// Everything but the rules themselves.
fn kept(records: &MemoryRecords) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut pairs = records.page(b"", None, usize::MAX).unwrap();
    pairs.retain(|(key, _)| !key.starts_with(b"rules/"));
    pairs
}

#[test]
fn a_value_changed_for_next_year_changes_nothing_of_this_year() {
    let document = document();
    let (this_year, _) = YEAR.split_once(NEXT).unwrap();
    let (before, after) = this_year.split_once(HALF).unwrap();
    let usual = live(&rules_of(&document).unwrap(), this_year);
    let mut tried = 0;
    for place in places(&document).iter().filter(|place| walk::is_value(place)) {
        let mut rules = changes(&document, place)
            .into_iter()
            .filter_map(|change| from_next_year(&document, &change.document, place));
        let Some(changed) = rules.next() else { continue };
        let at_once = live(&changed, this_year);
        let half_way = told::live_on(live(&rules_of(&document).unwrap(), before), &changed, after);
        for other in [&at_once, &half_way] {
            let label = label(&document, place);
            let differences = differences(&usual, other);
            assert_eq!(differences, None, "{label}: this year comes out otherwise");
            assert!(kept(&other.world.records) == kept(&usual.world.records), "{label}: other records");
        }
        tried += 1;
    }
    assert!(tried > 100, "only {tried} values were changed");
}
