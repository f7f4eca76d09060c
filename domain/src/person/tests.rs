//! What can happen to a person, and what not.

use super::file::file;
use super::*;
use crate::committee;
use crate::fund::tests::script_of;
use crate::fund::{self, CODES, apply as apply_event, tests::world::World};
use crate::intake::{self, DraftId};
use crate::project::{BudgetLine, Decision, Field, Outcome, Quote};
use crate::records::MemoryRecords;
use crate::rules::{Composition, Dated, Decides, Majority, Seat, SeatRule};
use crate::terms::Cents;
use std::collections::BTreeSet;

const EVENTS: &str = include_str!("../../tests/golden/events-people.jsonl");

fn id(place: usize) -> PersonId {
    PersonId::of_request("an", "1", place)
}

fn fields(person: &PersonId) -> Fields {
    Fields::from([(PersonField::Name, Sealed { person: person.clone(), sealed: "00".into() })])
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn register(place: usize, application: Option<&str>) -> fund::Command {
    let application = application.map(|id| id.parse().unwrap());
    let (person, on) = (id(place), day("2018-06-01"));
    let fields = fields(&person);
    fund::Command::People(Command::Register { person, kind: PersonKind::Contact, fields, application, on })
}

fn change(place: usize, fields: Fields) -> fund::Command {
    fund::Command::People(Command::Change { person: id(place), fields, on: day("2018-07-01") })
}

fn erase(place: usize, on: &str) -> fund::Command {
    fund::Command::People(Command::Erase { person: id(place), on: day(on) })
}

fn attach(place: usize, application: &str, size: u64, name_of: usize) -> fund::Command {
    fund::Command::People(Command::Attach(Attachment {
        digest: "0".repeat(64),
        size,
        kind: AttachmentKind::Pdf,
        file_name: Sealed { person: id(name_of), sealed: "00".into() },
        person: id(place),
        application: Some(application.parse().unwrap()),
        draft: None,
        of_evaluation: false,
        purpose: None,
        line: None,
        on: day("2018-06-01"),
    }))
}

/// A document for a purpose, in the file of practice p1.
fn document(whole: Whole, purpose: AttachmentPurpose, line: Option<u32>) -> Attachment {
    let person = PersonId::of_file(Year::new(2018).unwrap(), Some(&Agb::new("01000001").unwrap()));
    let (application, draft) = match whole {
        Whole::Application(id) => (Some(id), None),
        Whole::Draft(id) => (None, Some(id)),
    };
    Attachment {
        digest: "1".repeat(64),
        size: 5,
        kind: AttachmentKind::Pdf,
        file_name: Sealed { person: person.clone(), sealed: "00".into() },
        person,
        application,
        draft,
        of_evaluation: purpose.is_of_evaluation(),
        purpose: Some(purpose),
        line,
        on: day("2018-05-01"),
    }
}

fn attach_it(attachment: Attachment) -> fund::Command {
    fund::Command::People(Command::Attach(attachment))
}

/// A file cannot be taken in as a person.
fn a_file() -> fund::Command {
    let (person, kind, on) = (id(2), PersonKind::File, day("2018-06-01"));
    let fields = fields(&person);
    fund::Command::People(Command::Register { person, kind, fields, application: None, on })
}

/// What comes of a command: a refusal's code, or `ok`.
fn say(world: &mut World, command: &fund::Command) -> &'static str {
    world.give(command).map_or_else(|refusal| refusal.code(), |_| "ok")
}

/// A fund with an application 2018-00001, which keeps persons for seven years.
fn world() -> World {
    let mut world = script_of("2018-05-02 submit 2018 p1 1013=1000.00");
    let mut rules = fund::rules(&world.records).unwrap().unwrap();
    assert_eq!(say(&mut world, &register(9, None)), "ok");
    assert_eq!(say(&mut world, &erase(9, "2030-01-01")), "person_no_retention_period");
    let source = "assumption: seven years".to_owned();
    rules.retention_years = vec![Dated { from: Year::new(2018).unwrap(), until: None, source, value: 7 }];
    world.give(&fund::Command::AdoptRules(Box::new(rules))).unwrap();
    world
}

#[test]
fn every_refusal_about_a_person_has_a_command_that_gets_it() {
    let mut world = world();
    let steps = [
        (change(1, fields(&id(1))), "person_unknown"),
        (register(1, Some("2018-00009")), "person_unknown_application"),
        (register(1, Some("2018-00001")), "ok"),
        (register(1, None), "person_already_there"),
        (a_file(), "person_no_person"),
        (change(1, Fields::new()), "person_no_fields"),
        (change(1, fields(&id(2))), "person_sealed_for_another"),
        (change(1, fields(&id(1))), "ok"),
        (attach(1, "2018-00001", 0, 1), "person_bad_size"),
        (attach(1, "2018-00001", attachment::LARGEST + 1, 1), "person_bad_size"),
        (attach(1, "2018-00001", 5, 2), "person_sealed_for_another"),
        (attach(1, "2018-00001", 5, 1), "ok"),
        (erase(1, "2025-12-31"), "person_still_retained"),
        (erase(1, "2026-01-01"), "person_open_applications"),
    ];
    let mut met: BTreeSet<_> = BTreeSet::from([
        "person_no_retention_period",
        "person_already_erased",
        "person_still_sits",
        "person_no_open_draft",
        "person_of_nothing",
        "person_no_such_line",
        "person_too_many_documents",
        // these two are said before the domain is asked, which sees no bytes
        "person_no_document",
        "person_other_kind",
    ]);
    for (row, (command, expected)) in steps.iter().enumerate() {
        assert_eq!(say(&mut world, command), *expected, "step {row}");
        met.insert(*expected);
    }
    assert_eq!(due(&world.records, day("2026-01-01")).unwrap().len(), 1, "only who has nothing open");
    world.run("2018-06-01 withdraw 2018-00001");
    assert_eq!(due(&world.records, day("2025-12-31")).unwrap().len(), 0);
    assert_eq!(due(&world.records, day("2026-01-01")).unwrap().len(), 2);
    assert_eq!(say(&mut world, &erase(1, "2026-01-01")), "ok");
    for command in [erase(1, "2026-01-02"), change(1, fields(&id(1))), attach(1, "2018-00001", 5, 1)] {
        assert_eq!(say(&mut world, &command), "person_already_erased");
    }
    let erased = person(&world.records, &id(1)).unwrap().unwrap();
    assert!(erased.fields.is_empty() && erased.erased_on == Some(day("2026-01-01")));
    let codes: BTreeSet<_> = CODES.iter().copied().filter(|code| code.starts_with("person_")).collect();
    met.remove("ok");
    assert_eq!(met, codes);
    assert!(world.replayed() == world.records);
}

#[test]
fn the_events_about_persons_read_and_write_as_they_were_written() {
    let mut records = MemoryRecords::default();
    let mut kinds = BTreeSet::new();
    for line in EVENTS.lines() {
        let event: fund::Event = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
        apply_event(&mut records, &event, crate::fund::tests::world::AT).unwrap();
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        kinds.insert(value["happened"].as_str().unwrap_or("an overview").to_owned());
        let mut wrong = value;
        wrong.as_object_mut().unwrap().insert("unknown".into(), 1.into());
        assert!(serde_json::from_value::<fund::Event>(wrong).is_err(), "{line} takes any field");
    }
    let all = ["an overview", "attached", "changed", "erased", "file_used", "payee_registered", "registered"];
    assert_eq!(kinds, all.map(str::to_owned).into());
    let persons = persons(&records, None, 9).unwrap();
    let kept: Vec<_> = persons
        .iter()
        .map(|person| format!("{} {} {}", person.kind.code(), person.fields.len(), person.last_year))
        .collect();
    assert_eq!(
        kept,
        ["file 0 2018", "account_holder 2 2018", "contact 0 2018", "file 0 2018", "practice_owner 1 2018"]
    );
}

fn sealed(place: usize, field: &str) -> String {
    let sealed = Sealed { person: id(place), sealed: "00".into() };
    SealedText { field: field.into(), characters: 7, sealed }.written()
}

#[test]
fn a_member_of_the_committee_is_a_person_who_is_kept_while_sitting() {
    let mut world = world();
    let mut rules = fund::rules(&world.records).unwrap().unwrap();
    let composition = Composition {
        seats: vec![SeatRule { seat: Seat::Gp, number: 3, quorum: 1 }],
        quorum: 1,
        majority: Majority::Simple,
        chair: None,
        casting_vote: false,
        interested_count: false,
        decides: Decides::Committee,
    };
    let (from, source) = (Year::new(2018).unwrap(), "assumption".to_owned());
    rules.composition = vec![Dated { from, until: None, source, value: composition }];
    world.give(&fund::Command::AdoptRules(Box::new(rules))).unwrap();
    let name = sealed(3, "name");
    let appoint =
        committee::Command::Appoint { name, seat: Seat::Gp, practice: None, from: day("2018-01-02") };
    assert_eq!(say(&mut world, &fund::Command::Committee(appoint)), "ok");
    let member = person(&world.records, &id(3)).unwrap().unwrap();
    assert!(member.kind == PersonKind::CommitteeMember && member.fields.len() == 1);
    let steps = [
        (erase(3, "2026-01-01"), "person_still_sits"),
        (fund::Command::Committee(committee::Command::Leave { member: 1, on: day("2019-03-31") }), "ok"),
        (erase(3, "2026-12-31"), "person_still_retained"),
        (erase(3, "2027-01-01"), "ok"),
    ];
    for (command, expected) in steps {
        assert_eq!(say(&mut world, &command), expected);
    }
    assert!(world.replayed() == world.records);
}

fn refusal_of(application: ApplicationId) -> fund::Command {
    fund::Command::Decide(Decision {
        application,
        on: day("2018-05-31"),
        gps: 2,
        insurers: 1,
        others: 1,
        votes_for: 3,
        votes_against: 0,
        outcome: Outcome::Refuse,
        reason: "why".into(),
    })
}

#[test]
fn a_file_is_kept_while_an_application_is_open_and_takes_nothing_after_its_erasure() {
    let mut world = world();
    let application: ApplicationId = "2018-00001".parse().unwrap();
    let about = About::Application(application);
    let file = file(&world.records, &about).unwrap();
    let decision = |reason: &str| {
        let mut command = refusal_of(application);
        let (found, mut texts) = texts(&mut command).unwrap();
        assert!(found == About::Application(application));
        *texts[0] = reason.to_owned();
        fund::Command::InFile(Box::new(InFile { file: file.clone(), command }))
    };
    let refused = decision(&sealed(1, "text"));
    assert_eq!(say(&mut world, &decision(" ")), "decision_no_reason", "a refusal uses no file");
    assert!(person(&world.records, &file.id()).unwrap().is_none());
    assert_eq!(say(&mut world, &refused), "ok");
    let erase = |on: &str| fund::Command::People(Command::Erase { person: file.id(), on: day(on) });
    assert_eq!(practices_of(&world.records, &file.id()).unwrap().len(), 1);
    assert_eq!(say(&mut world, &erase("2025-12-31")), "person_still_retained");
    assert_eq!(say(&mut world, &erase("2026-01-01")), "ok");
    assert_eq!(say(&mut world, &refused), "person_already_erased");
    assert!(world.replayed() == world.records);
}

#[test]
fn a_document_is_for_something_that_is_there() {
    use AttachmentPurpose::{Cost, Invoice, Plan, Quote};
    let mut world = world();
    let application = Whole::Application("2018-00001".parse().unwrap());
    let unknown = Whole::Draft("draft-2018-00009".parse().unwrap());
    let mut of_nothing = document(application, Plan, None);
    of_nothing.application = None;
    let steps = [
        (document(application, Plan, None), "ok"),
        (document(application, Plan, Some(1)), "person_no_such_line"),
        (document(application, Quote, None), "person_no_such_line"),
        (document(application, Quote, Some(0)), "person_no_such_line"),
        (document(application, Quote, Some(1)), "ok"),
        (document(application, Quote, Some(2)), "person_no_such_line"),
        (document(application, Cost, Some(7)), "ok"),
        (document(application, Invoice, None), "ok"),
        (document(unknown, Plan, None), "person_no_open_draft"),
        (of_nothing, "person_of_nothing"),
    ];
    for (row, (attachment, expected)) in steps.into_iter().enumerate() {
        assert_eq!(say(&mut world, &attach_it(attachment)), expected, "step {row}");
    }
    assert_eq!(attachment::attachments(&world.records, application).unwrap().len(), 4);
    for number in 4..attachment::MOST {
        let digest = format!("{number:064}");
        let attachment = Attachment { digest, ..document(application, Plan, None) };
        assert_eq!(say(&mut world, &attach_it(attachment)), "ok");
    }
    let one_more = attach_it(document(application, Invoice, None));
    assert_eq!(say(&mut world, &one_more), "person_too_many_documents");
    assert!(world.replayed() == world.records);
}

#[test]
fn an_application_is_complete_when_the_documents_are_there() {
    let mut world = world();
    let mut rules = fund::rules(&world.records).unwrap().unwrap();
    let value = vec![Field::SignedForm, Field::QuoteDocuments, Field::PlanDocument];
    let (from, source) = (Year::new(2018).unwrap(), "assumption".to_owned());
    rules.application.required_fields = vec![Dated { from, until: None, source, value }];
    world.give(&fund::Command::AdoptRules(Box::new(rules))).unwrap();
    let mut form = world.application("2018-00001").form;
    form.budget = vec![BudgetLine::Price { what: "van alles".into(), cents: Cents::new(100_000) }];
    let quote = Quote { line: 1, supplier: "Leverancier".into(), cents: Cents::new(100_000) };
    form.details.get_or_insert_default().quotes = vec![quote.clone(), quote];
    let save = intake::Command::SaveDraft { draft: None, form: Box::new(form) };
    assert_eq!(say(&mut world, &fund::Command::Intake(save)), "ok");
    let draft: DraftId = "draft-2018-00001".parse().unwrap();
    let hand_in = |world: &mut World| {
        let submit = intake::Command::SubmitDraft { draft, on: day("2018-05-02"), at: None };
        match world.give(&fund::Command::Intake(submit)) {
            Err(fund::Refusal::Intake(intake::Refusal::Incomplete(missing))) => {
                let said =
                    missing.iter().map(|one| format!("{} {}/{}", one.field.code(), one.there, one.needed));
                said.collect::<Vec<_>>().join(", ")
            }
            Err(other) => other.code().to_owned(),
            Ok(_) => "ok".to_owned(),
        }
    };
    let steps = [
        (None, "plan_document 0/1, quote_documents 0/2, signed_form 0/1"),
        (Some((AttachmentPurpose::Plan, None, "2")), "quote_documents 0/2, signed_form 0/1"),
        (Some((AttachmentPurpose::Quote, Some(1), "3")), "quote_documents 1/2, signed_form 0/1"),
        (Some((AttachmentPurpose::SignedForm, None, "4")), "quote_documents 1/2"),
        (Some((AttachmentPurpose::Quote, Some(1), "5")), "ok"),
    ];
    for (added, expected) in steps {
        if let Some((purpose, line, digit)) = added {
            let digest = digit.repeat(64);
            let attachment = Attachment { digest, ..document(Whole::Draft(draft), purpose, line) };
            assert_eq!(say(&mut world, &attach_it(attachment)), "ok");
        }
        assert_eq!(hand_in(&mut world), expected);
    }
    let application = Whole::Application("2018-00002".parse().unwrap());
    assert_eq!(attachment::attachments(&world.records, application).unwrap().len(), 4, "they go along");
    let late = attach_it(document(Whole::Draft(draft), AttachmentPurpose::Plan, None));
    assert_eq!(say(&mut world, &late), "person_no_open_draft");
    assert!(world.replayed() == world.records);
}

#[test]
fn an_evaluation_has_a_document_of_each_line_of_the_cost_where_the_rules_ask_it() {
    let mut world = script_of(
        "
        2018-04-15 zn 2018 q1 2665.48
        2018-05-02 submit 2018 p1 1013=1000.00
        2018-05-31 grant 2018-00001 1013=1000.00
        ",
    );
    let mut rules = fund::rules(&world.records).unwrap().unwrap();
    let (from, source) = (Year::new(2018).unwrap(), "assumption".to_owned());
    let value = vec![Field::CostDocuments];
    rules.application.required_fields = vec![Dated { from, until: None, source, value }];
    world.give(&fund::Command::AdoptRules(Box::new(rules))).unwrap();
    let application = Whole::Application("2018-00001".parse().unwrap());
    const EVALUATE: &str = "2018-06-01 evaluate 2018-00001 100.01 receipt-1=60.00 receipt-2=40.01";
    for (line, digit) in [(2, "2"), (1, "3")] {
        assert_eq!(world.say(EVALUATE), "evaluation_no_cost_document");
        let cost = document(application, AttachmentPurpose::Cost, Some(line));
        let cost = Attachment { digest: digit.repeat(64), ..cost };
        assert_eq!(say(&mut world, &attach_it(cost)), "ok");
    }
    world.run(EVALUATE);
}

#[test]
fn nothing_of_a_person_prints() {
    let sealed = Sealed { person: id(1), sealed: "KANARIE".into() };
    let command = change(1, Fields::from([(PersonField::Name, sealed.clone())]));
    for shown in [format!("{sealed:?}"), format!("{:?}", Name::Sealed(sealed)), format!("{command:?}")] {
        assert!(!shown.contains("KANARIE"), "{shown}");
    }
}
