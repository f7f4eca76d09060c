//! The verbs of the line language that are about the books besides grants.
//!
//! ```text
//! 2018-06-01 release_reserve 2018 1013=100.00 because:more-requests
//! 2018-07-01 declare 2018 q2 p1 hour_consult 12
//! 2018-07-02 pay_declaration 2018 1
//! 2018-07-03 administration 2018 40.00 from:1013
//! 2018-01-01 opening 2018 bank:500.00 reserve:100.00 1013=300.00/100.00 running:2017/p1/1013/200.00/100.00
//! 2019-02-01 adopt 2018
//! ```

use super::script::{Line, area, euros, practice, quarter, year};
use crate::books::Command as Books;
use crate::books::administration::Cost;
use crate::books::opening::{Opening, OpeningPot, PaidBefore, RunningProject, StillOpen};
use crate::books::product::{Declaration, DeclarationPayment};
use crate::books::reserve::Release;
use crate::fund::Command;
use crate::pot::PotId;
use crate::project::{ApplicationForm, BudgetLine, Criterion, Draw, ProjectKind, Scope};
use crate::rules::{
    BasisPoints, Dated, FundRules, MonthDay, OpenTo, PotAbove, Product, SecondGrant, SetAside,
};
use crate::terms::{Cents, Date, Year};

/// The command of a line about the books; `None` when its verb is another.
pub(super) fn command(line: &Line<'_>) -> Option<Command> {
    let command = match line.verb {
        "release_reserve" => Books::ReleaseReserve(Release {
            year: line.year(),
            on: line.on,
            pot: PotId::named(line.pairs[0].0),
            cents: euros(line.pairs[0].1),
            reason: line.text("because", "needed"),
        }),
        "declare" => Books::Declare(Declaration {
            year: line.year(),
            quarter: quarter(line.words[1]),
            practice: practice(line.words[2]),
            product: line.words[3].to_owned(),
            number: line.words[4].parse().unwrap(),
            on: line.on,
        }),
        "pay_declaration" => Books::PayDeclaration(DeclarationPayment {
            year: line.year(),
            id: line.words[1].parse().unwrap(),
            on: line.on,
            reference: line.text("reference", "order-1"),
        }),
        "administration" => Books::PayAdministration(Cost {
            year: line.year(),
            on: line.on,
            what: line.text("what", "accountant"),
            cents: euros(line.words[1]),
            pot: line.options.get("from").map(|pot| PotId::named(*pot)),
            reference: line.text("reference", "order-1"),
        }),
        "opening" => Books::TakeOpening(Box::new(opening(line))),
        "adopt" => Books::AdoptReport { year: line.year(), on: line.on },
        _ => return None,
    };
    Some(Command::Books(command))
}

fn opening(line: &Line<'_>) -> Opening {
    let amount = |key| euros(line.option(key, "0.00"));
    let pots = line.pairs.iter().map(|(pot, amounts)| {
        let (free, committed) = amounts.split_once('/').unwrap();
        OpeningPot { pot: PotId::named(*pot), free: euros(free), committed: euros(committed) }
    });
    let pots: Vec<_> = pots.collect();
    let running = line.options.get("running").map(|text| running(text, line.on));
    Opening {
        year: line.year(),
        on: line.on,
        source: line.text("source", "accountant"),
        bank: amount("bank"),
        receivable_zn: amount("zn"),
        receivable_reclaim: amount("reclaim"),
        reserve: amount("reserve"),
        pots,
        projects: running.into_iter().collect(),
    }
}

/// `2017/p1/1013/200.00/150.00`: of 200 granted in 2017, 150 was paid; a half of the rest waits for the evaluation.
fn running(text: &str, on: Date) -> RunningProject {
    let parts: Vec<&str> = text.split('/').collect();
    let [fund_year, applicant, pot, granted, paid] = parts[..] else { panic!("`{text}` is no project") };
    let (granted, paid) = (euros(granted), euros(paid));
    let draw = |cents| vec![Draw { pot: PotId::named(pot), cents }];
    let left = granted.minus(paid).unwrap_or(Cents::ZERO);
    let half = left.share(1, 2).unwrap().0;
    let form = ApplicationForm {
        year: year(fund_year),
        received_on: year(fund_year).first_day(),
        applicant: practice(applicant),
        partners: Vec::new(),
        scope: Scope::PracticeBound,
        kind: ProjectKind::from_code("hour_consult").unwrap(),
        criteria: vec![Criterion::Access],
        title: "Loopt al".into(),
        description: String::new(),
        areas: vec![area("1013")],
        budget: vec![BudgetLine::Price { what: "Alles".into(), cents: granted }],
        other_funding: Cents::ZERO,
        requested: draw(granted),
        details: None,
    };
    let open = [(Some(on), left.minus(half).unwrap()), (None, half)];
    RunningProject {
        form,
        granted: draw(granted),
        paid: vec![PaidBefore { on: year(fund_year).last_day(), reference: "old".into(), parts: draw(paid) }],
        open: open.map(|(due, cents)| StillOpen { due, parts: draw(cents) }).into(),
    }
}

/// Changes the rules on the books as `key=value` says; whether it did.
pub(super) fn rule(rules: &mut FundRules, key: &str, value: &str) -> bool {
    let parts: Vec<&str> = value.split('/').collect();
    match key {
        "since" => since(rules, year(value)),
        "above" => {
            let share = BasisPoints(parts[1].parse().unwrap());
            rules.pot_above = vec![dated(rules, PotAbove { name: parts[0].into(), share })];
        }
        "aside" => {
            let rule = match value.parse() {
                Ok(share) => SetAside::Share(BasisPoints(share)),
                Err(_) => SetAside::Amount(euros(value)),
            };
            rules.set_aside = vec![dated(rules, rule)];
        }
        "second" => {
            let rule = match value {
                "never" => SecondGrant::Never,
                _ => SecondGrant::From(MonthDay { month: value.parse().unwrap(), day: 1 }),
            };
            rules.second_grant = vec![dated(rules, rule)];
        }
        "administration" => {
            rules.administration_maximum = vec![dated(rules, BasisPoints(value.parse().unwrap()))];
        }
        // code, price, pot, and of a consult that it is once per patient
        "product" => {
            let consult = parts[0] == "hour_consult";
            let product = Product {
                code: parts[0].into(),
                price: euros(parts[1]),
                open_to: if consult { OpenTo::PracticesWithPatients } else { OpenTo::AllPractices },
                once_per_patient: consult,
                most_per_practice: parts.get(3).map(|most| most.parse().unwrap()),
                most_per_year: parts.get(4).map(|most| euros(most)),
                pot: PotId::named(parts[2]),
            };
            let mut products = rules.products.pop().map(|dated| dated.value).unwrap_or_default();
            products.push(product);
            rules.products = vec![dated(rules, products)];
        }
        _ => return false,
    }
    true
}

fn dated<T>(rules: &FundRules, value: T) -> Dated<T> {
    Dated { from: rules.location[0].from, until: None, source: "source 004".into(), value }
}

/// All rules hold from an earlier year on.
fn since(rules: &mut FundRules, from: Year) {
    rules.location[0].from = from;
    rules.eligibility[0].from = from;
    rules.cap[0].from = from;
    rules.paid_share[0].from = from;
    rules.hourly_maximum[0].from = from;
    rules.applications_per_practice[0].from = from;
    rules.pot_split[0].from = from;
    rules.round[0].from = from;
    rules.payment[0].from = from;
    rules.committee[0].from = from;
    rules.carry_over[0].from = from;
    rules.norm_practice[0].from = from;
}
