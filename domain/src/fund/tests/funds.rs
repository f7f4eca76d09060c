//! What the published rules of each fund do, in texts that its manager could check.
//!
//! `tests/golden/funds/REGION.txt` has what is given, in the line language of the tests, and after a ruler what the
//! fund makes of it with the rules document of the demonstration. `WRITE_GOLDEN=1` writes the second part anew.

use super::script::Line;
use super::world::World;
use crate::committee::{self, Choice};
use crate::fund::{Event, Refusal};
use crate::ledger::{Account, Booking, Purpose};
use crate::project::{ApplicationId, Exclusion, Instalment, Missing, Payment, Verdict};
use crate::rules::FundRules;
use crate::terms::Cents;
use crate::{books, intake, invoice};
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
                writeln!(told, "  {rule}: {}\n      [{source}]", words_of(&rule, &dated["value"])).unwrap();
            }
        }
    }
    told.push_str("\nWhat the fund makes of it\n");
    let mut world = World::under(rules);
    for line in given.lines().map(str::trim).filter(|line| line.starts_with("201")) {
        let outcomes = match world.give(&Line::cut(line).command()) {
            Ok(events) => events.iter().filter_map(|event| outcome(&world, event)).collect(),
            Err(refusal) => vec![not_done(&refusal)],
        };
        if !outcomes.is_empty() {
            writeln!(told, "  {line}\n      {}", outcomes.join("\n      ")).unwrap();
        }
    }
    told
}

fn holds_in_2018(dated: &Value) -> bool {
    dated["from"].as_u64() <= Some(2018) && dated["until"].as_u64().is_none_or(|until| until >= 2018)
}

fn not_done(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Intake(intake::Refusal::Incomplete(missing)) => {
            format!("not done: {} is missing", fields(missing))
        }
        refusal => format!("not done: {refusal}"),
    }
}

fn fields(missing: &[Missing]) -> String {
    let fields: Vec<_> = missing.iter().map(|missing| missing.field.code().replace('_', " ")).collect();
    fields.join(", ")
}

/// What a fund manager would want to know of an event; nothing of those that only say what the line says.
fn outcome(world: &World, event: &Event) -> Option<String> {
    match event {
        Event::ApplicationSubmitted { application, .. } => Some(format!("{application} came in")),
        Event::ApplicationExcluded { application, exclusion } => {
            Some(format!("{application} refused: {}", reason(world, *application, exclusion)))
        }
        Event::Granted { application, instalments, .. } => Some(format!(
            "{application} granted: {}",
            instalments.iter().map(due).collect::<Vec<_>>().join(", ")
        )),
        Event::InstalmentPaid { paid, .. } => Some(format!("{}/{} paid", paid.application, paid.number)),
        Event::EvaluationJudged { application, verdict, lapses, reclaimed, .. } => {
            let lapsed =
                Cents::sum(lapses.iter().flat_map(|(_, parts)| parts).map(|part| part.cents)).unwrap();
            let verdict = match verdict {
                Verdict::Approve => "approved",
                Verdict::Return | Verdict::Ask { .. } => "sent back",
                Verdict::Reject { .. } => "rejected",
            };
            Some(format!(
                "evaluation of {application} {verdict}; {lapsed} lapses, {reclaimed} is claimed back"
            ))
        }
        Event::Committee(event) => of_committee(event),
        Event::Intake(event) => of_intake(event),
        Event::Books(event) => of_books(event),
        Event::Invoices(event) => of_invoices(event),
        Event::YearClosed { bookings, .. } => Some(leftover(bookings)),
        _ => None,
    }
}

fn of_committee(event: &committee::Event) -> Option<String> {
    match event {
        committee::Event::MemberAppointed { member } => {
            Some(format!("member {}: {}", member.number, member.seat.code().replace('_', " ")))
        }
        committee::Event::Voted { item, advice } => {
            let [votes_for, against, abstain] =
                [Choice::For, Choice::Against, Choice::Abstain].map(|choice| item.count(choice));
            let stakes: Vec<_> = item.interests.iter().map(|stake| stake.member.to_string()).collect();
            let stakes = if stakes.is_empty() {
                String::new()
            } else {
                format!("; a stake: member {}", stakes.join(", "))
            };
            let whose = if *advice { "advice to the board" } else { "decided" };
            Some(format!("{votes_for} for, {against} against, {abstain} abstain{stakes}: {whose}"))
        }
        committee::Event::BoardRuled { ruling } => {
            Some(format!("the board has ruled on {}", ruling.application))
        }
        _ => None,
    }
}

fn of_intake(event: &intake::Event) -> Option<String> {
    match event {
        intake::Event::CompletionAsked { draft, missing, until, .. } => {
            let until = until.map(|until| format!(", by {until}")).unwrap_or_default();
            Some(format!("{draft} is asked to say more: {}{until}", fields(missing)))
        }
        intake::Event::PracticeAdmitted { .. } => Some("the board admits the practice".to_owned()),
        _ => None,
    }
}

fn of_invoices(event: &invoice::Event) -> Option<String> {
    match event {
        invoice::Event::HandedIn { number, .. } => Some(format!("invoice {number} waits")),
        invoice::Event::Approved { released, .. } => {
            let released = Cents::sum(released.iter().map(|draw| draw.cents)).unwrap();
            Some(format!("approved: {released} falls due"))
        }
        _ => None,
    }
}

fn of_books(event: &books::Event) -> Option<String> {
    match event {
        books::Event::OpeningTaken { applications, .. } => {
            let running: Vec<_> = applications.iter().map(ToString::to_string).collect();
            Some(format!("the fund begins with these running: {}", running.join(", ")))
        }
        books::Event::ProductDeclared { declaration, .. } => Some(format!(
            "declaration {}: € {} from {}",
            declaration.id,
            declaration.cents,
            declaration.pot.as_str()
        )),
        books::Event::DeclarationPaid { payment, .. } => Some(format!("declaration {} paid", payment.id)),
        _ => None,
    }
}

/// Where a closed year's money went, pot by pot.
fn leftover(bookings: &[Booking]) -> String {
    let moved = bookings.iter().filter(|booking| {
        [Purpose::Leftover, Purpose::ReserveReleased, Purpose::Opening].contains(&booking.purpose())
    });
    let lines = moved.flat_map(|booking| {
        let what = match booking.purpose() {
            Purpose::Leftover => "left",
            Purpose::Opening => "next year opens with",
            _ => "next year gets",
        };
        booking
            .postings()
            .iter()
            .filter(|posting| matches!(posting.account, Account::PotFree(_) | Account::Reserve))
            .map(move |posting| format!("{what} {}: € {}", posting.account, posting.cents.negated().unwrap()))
    });
    lines.collect::<Vec<_>>().join("\n      ")
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
fn reason(world: &World, application: ApplicationId, exclusion: &Exclusion) -> String {
    let grounds = intake::grounds(&world.records, application).unwrap().unwrap();
    let source = if grounds.source.is_empty() { "every fund" } else { &grounds.source };
    let mut facts = serde_json::to_value(exclusion).unwrap();
    let code = facts.as_object_mut().unwrap().remove("rule").unwrap();
    let told = format!("{}: {}", words(&code), words(&facts));
    format!("{}\n      [{source}]", told.trim_end_matches(": "))
}

/// The value of a rule; a bare number is told by the rule's name.
fn words_of(rule: &str, value: &Value) -> String {
    let named = serde_json::json!({ rule: value });
    let told = words(&named);
    told.strip_prefix(&rule.replace('_', " ")).map_or(told.clone(), |told| told.trim().to_owned())
}

/// A value in words: amounts in euros, shares in per cent.
fn words(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| match (key.as_str(), value.as_i64()) {
                (
                    "cents" | "cents_per_hour" | "price" | "maximum" | "fixed" | "asked" | "left"
                    | "rolling_up_to" | "from",
                    Some(cents),
                ) => {
                    format!("{} € {}", key.replace('_', " ").replace("cents", ""), Cents::new(cents))
                }
                ("minimum_share" | "share" | "share_above" | "paid_share", Some(points)) => {
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
