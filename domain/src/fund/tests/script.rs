//! The line language of the tests: a day, a verb, its words, and `=>` with what must come of it.
//!
//! ```text
//! 2018-05-10 submit 2018 p1 1013=500.00 => ok
//! 2018-05-31 grant 2018-00001 1013=500.00 gps:0 => decision_no_quorum
//! ```
//!
//! `key=value` says how much of what, `key:value` changes something that has a usual value. `p1` is a
//! practice. Amounts are euros with cents; `max` is the largest number there is.

mod committee;
mod evidence;
mod intake;
mod invoices;

use super::books_script;
use crate::area::{Area, AreaList};
use crate::count::enrolled::{OverviewRow, Overviews};
use crate::count::insured::{InsuredCounts, InsuredRow};
use crate::fund::Command;
use crate::measure::Measure;
use crate::pot::PotId;
use crate::project::instalment::Paid;
use crate::project::{
    ApplicationForm, ApplicationId, BudgetLine, Criterion, Decision, Draw, EvaluationForm, Outcome,
    ProjectKind, Scope, Verdict,
};
use crate::rate::Rate;
use crate::release;
use crate::rules::tests::zonh_2018;
use crate::rules::{
    AreaForm, BasisPoints, CapPart, CarryOver, Dated, EnrolledMethod, FundRules, HourlyMaximum, Location,
    PotGroup, PotSplit, StaffRole,
};
use crate::settlement::{ListedInsurer, ZnPayment};
use crate::terms::{Agb, AreaCode, Cents, Date, InsurerKey, Quarter, RegionId, Uzovi, Year};
use std::collections::BTreeMap;

/// A line, cut into its parts.
pub(super) struct Line<'a> {
    pub(super) on: Date,
    pub(super) verb: &'a str,
    pub(super) words: Vec<&'a str>,
    pub(super) pairs: Vec<(&'a str, &'a str)>,
    pub(super) options: BTreeMap<&'a str, &'a str>,
}

impl<'a> Line<'a> {
    pub(super) fn cut(text: &'a str) -> Self {
        let mut words = text.split_whitespace();
        let on = words.next().unwrap().parse().unwrap();
        let verb = words.next().unwrap();
        let mut line = Line { on, verb, words: Vec::new(), pairs: Vec::new(), options: BTreeMap::new() };
        for word in words {
            match (word.split_once('='), word.split_once(':')) {
                (Some(pair), _) => line.pairs.push(pair),
                (None, Some((key, value))) => drop(line.options.insert(key, value)),
                (None, None) => line.words.push(word),
            }
        }
        line
    }

    pub(super) fn year(&self) -> Year {
        year(self.words[0])
    }

    pub(super) fn option(&self, key: &str, usual: &'a str) -> &'a str {
        self.options.get(key).copied().unwrap_or(usual)
    }

    fn number(&self, key: &str, usual: u32) -> u32 {
        self.options.get(key).map_or(usual, |text| text.parse().unwrap())
    }

    fn correction(&self) -> Option<String> {
        self.options.get("because").map(|&reason| reason.to_owned())
    }

    /// The option as a text, empty where it says `none`.
    pub(super) fn text(&self, key: &str, usual: &'a str) -> String {
        let text = self.option(key, usual);
        if text == "none" { String::new() } else { text.to_owned() }
    }

    /// A text of as many letters as the option says.
    fn letters(&self, key: &str) -> String {
        "x".repeat(self.number(key, 20).try_into().unwrap())
    }

    fn draws(&self) -> Vec<Draw> {
        self.pairs
            .iter()
            .map(|(pot, cents)| Draw { pot: PotId::named(spaced(pot)), cents: euros(cents) })
            .collect()
    }

    fn application(&self) -> ApplicationId {
        self.words[0].parse().unwrap()
    }

    /// The command that the line says.
    pub(super) fn command(&self) -> Command {
        match self.verb {
            "rules" => Command::AdoptRules(Box::new(self.rules())),
            "rate" => Command::AcceptRate(self.rate()),
            "areas" => Command::AcceptAreaList(self.areas()),
            "insurer" => Command::ListInsurer(ListedInsurer {
                uzovi: uzovi(self.words[0]),
                name: "Verzekeraar".into(),
                key: key(self.words[0]),
            }),
            "insured" => Command::ImportInsured(self.insured()),
            "overview" => Command::ImportOverviews(self.overviews()),
            "zn" => Command::RecordZnPayment(ZnPayment {
                year: self.year(),
                quarter: quarter(self.words[1]),
                cents: euros(self.words[2]),
                on: self.on,
            }),
            "submit" => Command::Submit(Box::new(self.form())),
            "withdraw" => Command::Withdraw { application: self.application(), on: self.on },
            "grant" => Command::Decide(self.decision(Outcome::Grant(self.draws()))),
            "refuse" => Command::Decide(self.decision(Outcome::Refuse)),
            "defer" => Command::Decide(self.decision(Outcome::Defer)),
            "pay" => Command::Pay(self.paid()),
            "evaluate" => Command::HandInEvaluation(EvaluationForm {
                application: self.application(),
                received_on: self.on,
                goal_met: true,
                actual_cost: euros(self.words[1]),
                account: self.text("account", "It-went-well."),
                particulars: self.particulars(),
            }),
            "approve" => self.judge(Verdict::Approve),
            "return" => self.judge(Verdict::Return),
            "ask" => {
                self.judge(Verdict::Ask { questions: self.words[1..].iter().copied().map(spaced).collect() })
            }
            "reject" => self.judge(Verdict::Reject { reclaim: euros(self.words[1]) }),
            "close" => Command::CloseYear { year: self.year(), on: self.on },
            "hold" | "lift" => Command::Release(release::Command::HoldBack {
                year: self.year(),
                measure: Measure::from_code(self.words[1]).unwrap(),
                held: self.verb == "hold",
            }),
            "order_release" => Command::Release(release::Command::OrderRelease { in_force: true }),
            "send" => Command::Release(release::Command::Send { year: self.year(), page: 0 }),
            "statements" => Command::SendStatements {
                uzovi: uzovi(self.words[0]),
                key: key(self.option("key", self.words[0])),
                year: year(self.words[1]),
            },
            other => self
                .committee_command()
                .map(Command::Committee)
                .or_else(|| self.intake_command().map(Command::Intake))
                .or_else(|| self.evidence_command())
                .or_else(|| self.invoice_command())
                .or_else(|| books_script::command(self))
                .unwrap_or_else(|| panic!("no verb `{other}`")),
        }
    }

    fn rules(&self) -> FundRules {
        let mut rules = zonh_2018();
        rules.region = RegionId::new(self.option("region", "noord-holland")).unwrap();
        for (key, value) in &self.pairs {
            let number = || value.parse().unwrap();
            match *key {
                "from" => rules.location[0].from = year(value),
                "carry" => rules.carry_over[0].value = carry(value),
                "split" => rules.pot_split[0].value = split(value),
                "location" => rules.location[0].value = Location::InArea,
                "applications" => rules.applications_per_practice[0].value = number(),
                "share" => rules.paid_share[0].value = BasisPoints(number()),
                "gp_hour" => {
                    let maximum = HourlyMaximum { role: StaffRole::Gp, cents: euros(value) };
                    rules.hourly_maximum[0].value = vec![maximum];
                }
                "rolling" => rules.round[0].value.rolling_up_to = Some(euros(value)),
                "cap" if *value == "none" => rules.cap[0].value.clear(),
                "cap" if *value == "gp" => rules.cap[0].value = intake::per_gp(),
                "cap" => rules.cap[0].value = vec![CapPart::Fixed { cents: euros(value) }],
                "enrolled" => {
                    let value = EnrolledMethod::from_code(value).unwrap();
                    let (from, source) = (rules.location[0].from, "the fund".to_owned());
                    rules.enrolled_method = vec![Dated { from, until: None, source, value }];
                }
                "area_form" => {
                    let value = value.split('+').map(|code| AreaForm::from_code(code).unwrap()).collect();
                    let (from, source) = (rules.location[0].from, "NZa".to_owned());
                    rules.area_form = vec![Dated { from, until: None, source, value }];
                }
                "composition" => {
                    let value = committee::composition(value);
                    let (from, source) = (rules.location[0].from, "the fund".to_owned());
                    rules.composition = vec![Dated { from, until: None, source, value }];
                }
                "basis" => invoices::basis(&mut rules, value),
                "duty" => rules.evaluation_duty = evidence::duties(value, rules.location[0].from),
                other => assert!(books_script::rule(&mut rules, other, value), "no rule `{other}`"),
            }
        }
        rules
    }

    fn rate(&self) -> Rate {
        Rate {
            year: self.year(),
            version: version(self.words[1]),
            cents_per_patient: euros(self.words[2]),
            source: self.text("source", "ZN"),
            published_on: self.on,
            correction: self.correction(),
        }
    }

    /// `1013` lies in Alkmaar, `1013=Hoorn` elsewhere.
    fn areas(&self) -> AreaList {
        let alkmaar = self.words[2..].iter().map(|code| (*code, "Alkmaar"));
        let areas = alkmaar.chain(self.pairs.iter().copied()).map(|(code, municipality)| Area {
            code: area(code),
            name: format!("Wijk {code}"),
            municipality: spaced(municipality),
        });
        AreaList {
            year: self.year(),
            version: version(self.words[1]),
            source: "NZa".into(),
            published_on: self.on,
            correction: self.correction(),
            areas: areas.collect(),
        }
    }

    /// `1013/3311=600`: so many insured of that insurer in that area.
    fn insured(&self) -> InsuredCounts {
        let rows = self.pairs.iter().map(|(cell, insured)| {
            let (code, insurer) = cell.split_once('/').unwrap();
            InsuredRow { area: area(code), uzovi: uzovi(insurer), insured: insured.parse().unwrap() }
        });
        InsuredCounts {
            year: self.year(),
            quarter: quarter(self.words[1]),
            source: self.text("source", "Vektis"),
            reference_date: self.on,
            correction: self.correction(),
            rows: rows.collect(),
        }
    }

    /// The practice, its population, and its patients per area.
    fn overviews(&self) -> Overviews {
        let rows = self.pairs.iter().map(|(code, enrolled)| OverviewRow {
            agb: practice(self.words[1]),
            name: format!("Praktijk {}", self.words[1]).into(),
            owner: self.option("owner", self.words[1]).replace('_', " ").into(),
            located_in: self.options.get("in").map(|code| area(code)),
            population: self.words[2].parse().unwrap(),
            area: area(code),
            enrolled: enrolled.parse().unwrap(),
        });
        Overviews {
            year: self.year(),
            source: self.text("source", "practice"),
            reference_date: self.on,
            quarter: self.options.get("quarter").map(|text| quarter(text)),
            correction: self.correction(),
            rows: rows.collect(),
        }
    }

    /// The areas are those whose names the pots have, and the cost is what is asked, unless it says otherwise.
    fn form(&self) -> ApplicationForm {
        let requested = self.draws();
        let pots = requested.iter().map(|draw| draw.pot.as_str()).collect::<Vec<_>>().join(",");
        let areas = self.options.get("areas").copied().unwrap_or(&pots);
        let asked = Cents::sum(requested.iter().map(|draw| draw.cents)).unwrap_or(Cents::new(1));
        let other_funding = euros(self.option("other", "0.00"));
        let cost = self.options.get("cost").map_or(asked, |cost| euros(cost));
        let mut budget = vec![BudgetLine::Price { what: "Alles".into(), cents: cost }];
        if let Some(hour) = self.options.get("gp_hour") {
            budget.push(BudgetLine::Hours { role: StaffRole::Gp, hours: 1, cents_per_hour: euros(hour) });
        }
        if self.options.get("budget") == Some(&"none") {
            budget.clear();
        }
        if let Some(units) = self.units() {
            budget = vec![units];
        }
        let partners: Vec<_> = self.options.get("with").map(|name| practice(name)).into_iter().collect();
        let kind = ProjectKind::from_code(self.option("kind", "hour_consult")).unwrap();
        ApplicationForm {
            year: self.year(),
            received_on: self.on,
            applicant: practice(self.words[1]),
            partners,
            scope: if self.option("for", "one") == "one" {
                Scope::PracticeBound
            } else {
                Scope::PracticeTranscending
            },
            kind,
            criteria: if self.options.contains_key("criteria") {
                Vec::new()
            } else {
                vec![Criterion::Access]
            },
            title: self.letters("title"),
            description: self.letters("description"),
            areas: areas.split(',').filter(|code| *code != "none" && !code.is_empty()).map(area).collect(),
            budget,
            other_funding,
            requested,
            details: self.details(),
        }
    }

    fn decision(&self, outcome: Outcome) -> Decision {
        Decision {
            application: self.application(),
            on: self.on,
            gps: self.number("gps", 2),
            insurers: self.number("insurers", 1),
            others: self.number("others", 1),
            votes_for: self.number("for", 3),
            votes_against: self.number("against", 0),
            outcome,
            reason: self.text("reason", "It-fits-the-criteria."),
        }
    }

    /// `2018-00001/2` is the second instalment.
    fn paid(&self) -> Paid {
        let (application, number) = self.words[0].split_once('/').unwrap();
        Paid {
            application: application.parse().unwrap(),
            number: number.parse().unwrap(),
            on: self.on,
            reference: self.text("reference", "order-1"),
        }
    }

    fn judge(&self, verdict: Verdict) -> Command {
        Command::JudgeEvaluation { application: self.application(), on: self.on, verdict }
    }
}

/// A name in one word: `Den_Helder`.
fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// `592` cents from `5.92`.
pub(super) fn euros(text: &str) -> Cents {
    if text == "max" {
        return Cents::new(i64::MAX);
    }
    let (euros, cents) = text.split_once('.').unwrap();
    assert_eq!(cents.len(), 2, "{text}");
    Cents::new(format!("{euros}{cents}").parse().unwrap())
}

pub(super) fn year(text: &str) -> Year {
    Year::new(text.parse().unwrap()).unwrap()
}

pub(super) fn quarter(text: &str) -> Quarter {
    Quarter::new(text.strip_prefix('q').unwrap().parse().unwrap()).unwrap()
}

fn version(text: &str) -> u32 {
    text.strip_prefix('v').unwrap().parse().unwrap()
}

pub(super) fn area(code: &str) -> AreaCode {
    AreaCode::new(code).unwrap()
}

pub(super) fn uzovi(code: &str) -> Uzovi {
    Uzovi::new(code).unwrap()
}

fn key(code: &str) -> InsurerKey {
    InsurerKey::new(code.repeat(16)).unwrap()
}

/// `p1` is the practice 01000001.
pub(super) fn practice(name: &str) -> Agb {
    Agb::new(format!("01{:0>6}", name.strip_prefix('p').unwrap())).unwrap()
}

fn carry(text: &str) -> CarryOver {
    match text {
        "kept" => CarryOver::KeptInPot,
        "reserve" => CarryOver::ToReserve,
        "lost" => CarryOver::LostToPractice,
        "reset" => CarryOver::ResetFromReserve,
        other => panic!("no carry-over `{other}`"),
    }
}

fn split(text: &str) -> PotSplit {
    let group = |name: &str, code| PotGroup { name: name.into(), areas: vec![area(code)] };
    match text {
        "region" => PotSplit::Region,
        "area" => PotSplit::PerArea,
        "municipality" => PotSplit::PerMunicipality,
        "group" => PotSplit::PerGroup(vec![group("hagro-noord", "1013")]),
        other => panic!("no split `{other}`"),
    }
}
