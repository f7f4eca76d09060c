//! The histories that the golden events lead to, and that nothing that can happen is left out of them.

use super::*;
use crate::fund::{self, tests::world::World};
use crate::records::MemoryRecords;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

const FIRST: &str = include_str!("../../tests/golden/events-v1.jsonl");
const EVIDENCE: &str = include_str!("../../tests/golden/events-evidence.jsonl");
const COMMITTEE: &str = include_str!("../../tests/golden/events-committee.jsonl");
const INTAKE: &str = include_str!("../../tests/golden/events-intake.jsonl");
const ORDERS: &str = include_str!("../../tests/golden/events-orders.jsonl");
const PAYMENT: &str = include_str!("../../tests/golden/events-payment.jsonl");
const PEOPLE: &str = include_str!("../../tests/golden/events-people.jsonl");
const BOOKS: &str = include_str!("../../tests/golden/events-books.jsonl");
const INVOICES: &str = include_str!("../../tests/golden/events-invoices.jsonl");
const REVERSED: &str = include_str!("../../tests/golden/events-reversed.jsonl");
const GOLDEN: &str = "tests/golden/history.txt";

/// The lines of a file of events, each entered a minute after the one before it.
fn note_all(records: &mut MemoryRecords, file: &str) {
    for (minute, line) in file.lines().enumerate() {
        let at = format!("2018-01-01T{:02}:{:02}:00Z", minute / 60, minute % 60);
        let actor = ["anna as clerk", "bram as committee"][minute % 2];
        let event: Event = serde_json::from_str(line).unwrap();
        note(records, &event, Occasion { at: &at, actor }).unwrap();
    }
}

fn told(records: &MemoryRecords) -> String {
    let mut told = String::new();
    let mut last = String::new();
    for (key, moment) in MOMENTS.under(records, "").unwrap() {
        let subject = key.split_once('/').unwrap().0;
        if subject != last {
            writeln!(told, "{subject}").unwrap();
            subject.clone_into(&mut last);
        }
        let mut parts = vec![moment.what.code().to_owned()];
        parts.extend(moment.on.map(|on| format!("of {on}")));
        parts.extend(moment.facts.iter().map(|(name, value)| format!("{name}: {value}")));
        parts.extend(Some(&moment.why).filter(|why| !why.is_empty()).map(|why| format!("because: {why}")));
        writeln!(told, "  {} {}: {}", moment.at, moment.actor, parts.join(", ")).unwrap();
    }
    told
}

/// What the golden events mean, file by file. They are noted and not applied: each file stands for itself.
#[test]
fn the_history_tells_all_that_can_happen_to_a_project() {
    let mut text = String::new();
    let mut found = BTreeSet::new();
    // where the committee decides itself, and of somebody who answers for an application
    let own_vote = COMMITTEE.replace(r#""advice":true"#, r#""advice":false"#);
    let person = PEOPLE.replace(r#""application":null"#, r#""application":{"year":2018,"number":1}"#);
    let corrected = r#""happened":"corrected","corrects":1,"reason":"Misread.","#;
    let corrected = EVIDENCE.replace(r#""happened":"recorded","#, corrected);
    for file in
        [FIRST, EVIDENCE, &corrected, COMMITTEE, &own_vote, INTAKE, INVOICES, BOOKS, REVERSED, &person]
    {
        let mut records = MemoryRecords::default();
        note_all(&mut records, file);
        found.extend(MOMENTS.under(&records, "").unwrap().into_iter().map(|(_, moment)| moment.what));
        writeln!(text, "{}", told(&records)).unwrap();
    }
    // an order is told to each project in it, so it must be there
    let mut records = MemoryRecords::default();
    for (line, file) in [ORDERS, PAYMENT].concat().lines().map(|line| (line, format!("{line}\n"))) {
        note_all(&mut records, &file);
        let event: Event = serde_json::from_str(line).unwrap();
        if let Event::Orders(event) = &event
            && matches!(**event, crate::orders::Event::OrderProposed { .. })
        {
            crate::orders::apply(&mut records, event, "2018-01-01T00:00:00Z").unwrap();
        }
    }
    found.extend(MOMENTS.under(&records, "").unwrap().into_iter().map(|(_, moment)| moment.what));
    text.push_str(&told(&records));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(text == std::fs::read_to_string(path).unwrap(), "{GOLDEN} says otherwise:\n{text}");
    let missing: Vec<_> = What::ALL.iter().filter(|what| !found.contains(what)).collect();
    assert!(missing.is_empty(), "the golden events lead to no {missing:?}");
}

#[test]
fn the_history_of_an_application_begins_with_its_draft_and_keeps_the_order_of_the_journal() {
    let mut world = World::after(&format!(
        "{}\n2018-05-02 submit 2018 p1 1013=1000.00\n2018-05-31 defer 2018-00001\n2018-06-30 refuse 2018-00001",
        crate::fund::tests::READY
    ));
    let form = world.application("2018-00001").form;
    let save = crate::intake::Command::SaveDraft { draft: None, form: Box::new(form) };
    world.give(&fund::Command::Intake(save)).unwrap();
    let draft = DraftId { year: crate::terms::Year::new(2018).unwrap(), number: 1 };
    let on = "2018-05-10".parse().unwrap();
    let hand_in = crate::intake::Command::SubmitDraft { draft, on, at: None };
    world.give(&fund::Command::Intake(hand_in)).unwrap();
    let codes = |id: &str| {
        let moments = timeline(&world.records, id.parse().unwrap()).unwrap();
        moments.map(|moments| moments.iter().map(|moment| moment.what.code()).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(codes("2018-00001").as_deref(), Some("submitted deferred refused"));
    assert_eq!(codes("2018-00002").as_deref(), Some("draft_saved draft_submitted submitted"));
    assert_eq!(codes("2018-00003"), None);
    assert!(world.replayed() == world.records, "another history from the journal");
}
