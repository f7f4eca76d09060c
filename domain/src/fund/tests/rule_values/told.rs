//! A year lived under rules, line by line, with what came of each.

use super::super::script::Line;
use super::super::world::World;
use super::verbs;
use crate::fund::{Command, Event};
use crate::pot::PotId;
use crate::project::{Application, Instalment, Payment};
use crate::rules::FundRules;
use crate::terms::Year;
use crate::{books, intake, ledger, pot, project};
use serde_json::Value;
use std::fmt;

/// What came of a line: in words, and in full.
pub(super) struct ToldLine {
    line: String,
    outcome: String,
    in_full: Value,
}

impl fmt::Display for ToldLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} => {}", self.line, self.outcome)
    }
}

impl ToldLine {
    /// What came out otherwise; `None` when nothing did.
    pub(super) fn differs(&self, other: &Self) -> Option<String> {
        if self.outcome != other.outcome {
            let (was, is) = narrowed(&self.outcome, &other.outcome);
            return Some(format!("{} => {was} -> {is}", self.line));
        }
        let (place, was, is) = first_difference(&self.in_full, &other.in_full, String::new())?;
        let [was, is] = [was, is].map(|json| if json.len() > 60 { "other lines".to_owned() } else { json });
        Some(format!("{} => {}, in which{place}: {was} -> {is}", self.line, self.outcome))
    }
}

/// Of two lists, what is not in the other.
fn narrowed(one: &str, other: &str) -> (String, String) {
    let without = |one: &str, other: &str| {
        let others: Vec<_> = other.split("; ").collect();
        let own: Vec<_> = one.split("; ").filter(|part| !others.contains(part)).collect();
        match own.len() {
            0 => "less".to_owned(),
            1..=3 => own.join("; "),
            number => format!("{} and {} more", own[..3].join("; "), number - 3),
        }
    };
    (without(one, other), without(other, one))
}

fn first_difference(one: &Value, other: &Value, place: String) -> Option<(String, String, String)> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            one.iter().find_map(|(key, value)| first_difference(value, &other[key], format!("{place} {key}")))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).find_map(|(one, other)| first_difference(one, other, place.clone()))
        }
        _ => (one != other).then(|| (place, one.to_string(), other.to_string())),
    }
}

/// A year that was lived.
pub(super) struct Told {
    pub(super) lines: Vec<ToldLine>,
    pub(super) world: World,
}

/// Lives a script under rules, which are adopted first.
pub(super) fn live(rules: &FundRules, script: &str) -> Told {
    live_on(Told { lines: Vec::new(), world: World::checked_at_the_end() }, rules, script)
}

/// Goes on with a script after rules were adopted. That they were is no line of its own, that they were not is.
pub(super) fn live_on(mut told: Told, rules: &FundRules, script: &str) -> Told {
    if let Err(refusal) = told.world.give_once(&Command::AdoptRules(Box::new(rules.clone()))) {
        let line = ToldLine { line: "rules".into(), outcome: refusal.code().into(), in_full: Value::Null };
        told.lines.insert(0, line);
    }
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (outcome, in_full) = tell(&mut told.world, line);
        told.lines.push(ToldLine { line: line.to_owned(), outcome, in_full });
    }
    told
}

fn tell(world: &mut World, text: &str) -> (String, Value) {
    let line = Line::cut(text);
    match line.verb {
        "ask" => (asked(world, &line), Value::Null),
        "put_off" => {
            let open = project::applications(&world.records, line.year()).unwrap();
            let open = open.iter().filter(|one| one.stage.is_open());
            // with as many members as any rule could ask for
            let members = "gps:99 insurers:99 others:99";
            let lines: Vec<_> = open.map(|one| format!("{} defer {} {members}", line.on, one.id)).collect();
            let done = lines.iter().filter(|line| world.say(line) == "ok").count();
            (format!("{done} of {} put off", lines.len()), Value::Null)
        }
        _ => match world.give_once(&verbs::command(&line, &world.records)) {
            Err(refusal) => {
                let facts = refusal.facts().into_iter().map(|(name, value)| format!(" {name} {value}"));
                (format!("{}{}", refusal.code(), facts.collect::<Vec<_>>().join(",")), Value::Null)
            }
            Ok(events) => {
                let said = events.iter().rev().find_map(said).unwrap_or_else(|| "ok".to_owned());
                (said, serde_json::to_value(&events).unwrap())
            }
        },
    }
}

/// What an event is in a few words; the others go by `ok`.
fn said(event: &Event) -> Option<String> {
    match event {
        Event::ApplicationSubmitted { application, .. } => Some(application.to_string()),
        Event::ApplicationExcluded { application, exclusion } => {
            let facts = serde_json::to_value(exclusion).unwrap();
            let facts = facts.as_object().unwrap().iter().filter(|(key, _)| *key != "rule");
            let facts: Vec<_> = facts.map(|(key, value)| format!(" {key} {value}")).collect();
            Some(format!("{application} excluded {}{}", exclusion.code(), facts.join(",")))
        }
        Event::Granted { instalments, .. } => Some(plan(instalments)),
        Event::Intake(intake::Event::CompletionAsked { draft, missing, until, .. }) => {
            let missing: Vec<_> = missing
                .iter()
                .map(|one| format!("{} ({} of {})", one.field.code(), one.there, one.needed))
                .collect();
            let until = until.map(|day| format!(", until {day}")).unwrap_or_default();
            Some(format!("{draft} lacks {}{until}", missing.join(", ")))
        }
        Event::PotsFilled { .. } => Some("pots filled".to_owned()),
        _ => None,
    }
}

fn plan(instalments: &[Instalment]) -> String {
    let one = |instalment: &Instalment| {
        let cents = instalment.cents().unwrap();
        match &instalment.payment {
            Payment::Planned { due } => format!("{cents} due {due}"),
            Payment::Held => format!("{cents} held"),
            Payment::OnInvoices => format!("{cents} on invoices"),
            Payment::Paid { on, .. } => format!("{cents} paid {on}"),
            Payment::Lapsed { on } => format!("{cents} lapsed {on}"),
        }
    };
    instalments.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn asked(world: &World, line: &Line<'_>) -> String {
    let records = &world.records;
    let year = || Year::new(line.words[1].parse().unwrap()).unwrap();
    let parts: Vec<String> = match line.words[0] {
        "due" => intake::due::list(records, year(), line.on)
            .unwrap()
            .iter()
            .map(|due| format!("{} {} {}", due.of, due.duty.code(), due.on))
            .collect(),
        "preview" => intake::preview(records, year(), year(), &PotId::named(line.words[2]))
            .unwrap()
            .iter()
            .map(|shares| format!("{} leaves {}", shares.way.code(), shares.left))
            .collect(),
        "pots" => pot::filled(records, year())
            .unwrap()
            .iter()
            .map(|(pot, cents)| format!("{pot} {cents}"))
            .collect(),
        "balances" => ledger::balances(records, year())
            .unwrap()
            .iter()
            .map(|(account, cents)| format!("{account} {cents}"))
            .collect(),
        "overdue" => project::duty::overdue(records, line.on)
            .unwrap()
            .iter()
            .map(|overdue| format!("{} since {}", overdue.application, overdue.last_day))
            .collect(),
        "report" => books::report::adopted(records, year())
            .unwrap()
            .iter()
            .map(|(on, report)| format!("{} adopted it on {on}", report.fund))
            .collect(),
        "application" => project::application(records, line.words[1].parse().unwrap())
            .unwrap()
            .iter()
            .map(|application: &Application| {
                format!("{} {}", application.stage.code(), plan(&application.instalments))
            })
            .collect(),
        other => panic!("nobody asks `{other}`"),
    };
    if parts.is_empty() { "nothing".to_owned() } else { parts.join("; ") }
}
