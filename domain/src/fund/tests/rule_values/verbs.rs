//! The verbs of the year's script that the line language of the other tests does not have.
//!
//! ```text
//! 2018-03-01 apply 2018 p1 training hagro-noord=1500.00 without:goal
//! 2018-05-14 hand_in draft-2018-00002
//! 2017-04-03 gps 2018 p6 250/2500 150/1000
//! ```

use super::super::script::{Line, area, euros, practice};
use crate::count::gp::{GpCount, GpCounts};
use crate::fund::Command;
use crate::intake::{self, Admitted};
use crate::person::{self, PersonField, PersonId, PersonKind, Sealed};
use crate::pot::PotId;
use crate::project::{
    ApplicationForm, BudgetLine, Criterion, Details, Draw, Field, ProjectKind, Quote, Scope,
};
use crate::records::MemoryRecords;
use crate::rules::StaffRole;
use crate::terms::{Agb, Cents};
use std::collections::BTreeMap;

/// The command of a line.
pub(super) fn command(line: &Line<'_>, records: &MemoryRecords) -> Command {
    let intake = match line.verb {
        "apply" => return Command::Submit(Box::new(form(line))),
        "person" => {
            let person = person_of(line);
            let name = Sealed { person: person.clone(), sealed: "00".into() };
            let (kind, fields) = (PersonKind::Contact, BTreeMap::from([(PersonField::Name, name)]));
            let register = person::Command::Register { person, kind, fields, application: None, on: line.on };
            return Command::People(register);
        }
        "erase" => return Command::People(person::Command::Erase { person: person_of(line), on: line.on }),
        "hand_in" => {
            intake::Command::SubmitDraft { draft: line.words[0].parse().unwrap(), on: line.on, at: None }
        }
        "drop" => intake::Command::WithdrawDraft { draft: line.words[0].parse().unwrap(), on: line.on },
        "fill" => {
            let id = line.words[0].parse().unwrap();
            // where the rules took the application in as it was, there is no draft to fill
            let draft = intake::draft(records, id).unwrap();
            let mut form = draft.map(|draft| draft.form).unwrap_or_else(|| form(&Line::cut(FILLER)));
            form.details = Some(details(line, &form.budget));
            intake::Command::SaveDraft { draft: Some(id), form: Box::new(form) }
        }
        "admit" => {
            let reason = "Many refugees.".to_owned();
            let practice = practice(line.words[1]);
            intake::Command::AdmitPractice(Admitted { year: line.year(), practice, on: line.on, reason })
        }
        "gps" => {
            let gps = (1u32..).zip(&line.words[2..]).map(|(number, counts)| {
                let (patients, population) = counts.split_once('/').unwrap();
                let [patients, population] = [patients, population].map(|count| count.parse().unwrap());
                GpCount { gp: Agb::new(format!("01{:06}", 900 + number)).unwrap(), population, patients }
            });
            intake::Command::CountGps(GpCounts {
                year: line.year(),
                practice: practice(line.words[1]),
                source: "practice".into(),
                reference_date: line.on,
                gps: gps.collect(),
            })
        }
        _ => return line.command(),
    };
    Command::Intake(intake)
}

const FILLER: &str = "2018-03-08 apply 2018 p10 multidisciplinary hagro-zuid=1.00";

fn person_of(line: &Line<'_>) -> PersonId {
    PersonId::of_request("clerk", line.words[0], 1)
}

/// A form that says everything, with a budget of which three quarters are what is asked, or as much as `cost:` says.
fn form(line: &Line<'_>) -> ApplicationForm {
    let requested: Vec<_> =
        line.pairs.iter().map(|(pot, cents)| Draw { pot: PotId::named(*pot), cents: euros(cents) }).collect();
    let asked = Cents::sum(requested.iter().map(|draw| draw.cents)).unwrap();
    let budget = budget(line, asked);
    let areas = line.option("areas", "1013").split(',').map(area).collect();
    let bound = line.option("for", "one") == "one";
    ApplicationForm {
        year: line.year(),
        received_on: line.on,
        applicant: practice(line.words[1]),
        partners: if bound { Vec::new() } else { vec![practice("p8")] },
        scope: if bound { Scope::PracticeBound } else { Scope::PracticeTranscending },
        kind: ProjectKind::from_code(line.words[2]).unwrap(),
        criteria: vec![Criterion::Access],
        title: "A project".into(),
        description: "A description".into(),
        areas,
        other_funding: Cents::ZERO,
        requested,
        details: Some(details(line, &budget)),
        budget,
    }
}

fn budget(line: &Line<'_>, asked: Cents) -> Vec<BudgetLine> {
    let what = || "Everything".to_owned();
    if let Some(units) = line.options.get("units") {
        let (units, price) = units.split_once('/').unwrap();
        let (units, cents_per_unit) = (units.parse().unwrap(), euros(price));
        return vec![BudgetLine::Units { what: what(), units, cents_per_unit }];
    }
    if let Some(lines) = line.options.get("hours") {
        let hours = lines.split(',').map(|line| {
            let (role, price) = line.split_once('/').unwrap();
            let role = serde_json::from_value::<StaffRole>(role.into()).unwrap();
            BudgetLine::Hours { role, hours: 10, cents_per_hour: euros(price) }
        });
        return hours.collect();
    }
    let usual = asked.times(2).unwrap();
    let cents = line.options.get("cost").map_or(usual, |cost| euros(cost));
    vec![BudgetLine::Price { what: what(), cents }]
}

/// Everything but what comes after `without:`, with `quotes:` quotes for each price.
fn details(line: &Line<'_>, budget: &[BudgetLine]) -> Box<Details> {
    let without: Vec<_> = line.option("without", "").split(',').filter_map(Field::from_code).collect();
    let text = |field| if without.contains(&field) { String::new() } else { "As it is.".to_owned() };
    let day = |field| (!without.contains(&field)).then_some(line.on);
    let quotes: u32 = line.option("quotes", "2").parse().unwrap();
    let quote = |number| Quote { line: 1, supplier: format!("Supplier {number}"), cents: Cents::new(100) };
    let is_price = matches!(budget.first(), Some(BudgetLine::Price { .. }));
    Box::new(Details {
        problem: text(Field::Problem),
        goal: text(Field::Goal),
        approach: text(Field::Approach),
        starts_on: day(Field::Period),
        ends_on: day(Field::Period),
        expected_result: text(Field::ExpectedResult),
        signed_on: day(Field::Signature),
        first_spending_on: Some(line.options.get("spent").map_or(line.on, |day| day.parse().unwrap())),
        staff_fte_hundredths: Some(line.option("staff", "9999").parse().unwrap()),
        total_population: Some(1),
        count_source: text(Field::CountSource),
        count_date: Some(line.on),
        measured_by: text(Field::MeasuredBy),
        continuation: text(Field::Continuation),
        group_signed_on: Some(line.on),
        quotes: if is_price { (0..quotes).map(quote).collect() } else { Vec::new() },
        ..Details::default()
    })
}
