//! Verbs about how applications come in, and what `submit` says beyond who, what and how much.
//!
//! ```text
//! 2018-01-15 gps 2018 p1 1600=250 2000=299
//! 2018-02-01 admit 2018 p2 because:many-refugees
//! 2018-03-02 receipt 2018-00001 2018-03-14
//! 2018-03-01 submit 2018 p1 1013=800.00 units:10x80.00 quotes:2 spent:2018-04-01 staff:1.00 hagro:2018-02-27 smart:yes
//! ```

use super::{Line, euros, practice};
use crate::count::gp::{GpCount, GpCounts};
use crate::intake::{Admitted, Command, Receipt};
use crate::project::{BudgetLine, Details, Quote};
use crate::rules::{BasisPoints, CapPart, Eligibility};
use crate::terms::{Agb, Date};

/// Source 004: EUR 5 per patient of each GP with 300 patients from designated areas, or 15 %.
pub(super) fn per_gp() -> Vec<CapPart> {
    let entitled = Eligibility {
        minimum_patients: Some(300),
        minimum_share: Some(BasisPoints(1_500)),
        share_above: None,
    };
    vec![CapPart::PerGp { cents: euros("5.00"), entitled }]
}

impl Line<'_> {
    pub(super) fn intake_command(&self) -> Option<Command> {
        Some(match self.verb {
            "gps" => Command::CountGps(self.gp_counts()),
            "admit" => Command::AdmitPractice(Admitted {
                year: self.year(),
                practice: practice(self.words[1]),
                on: self.on,
                reason: self.text("because", "The-board-knows-its-patients."),
            }),
            "receipt" => Command::SendReceipt(Receipt {
                application: self.application(),
                on: self.on,
                meeting_on: day(self.words[1]),
            }),
            _ => return None,
        })
    }

    /// Each GP is a pair `population=patients`; the first of p1 is the GP 01000911.
    fn gp_counts(&self) -> GpCounts {
        let own = self.words[1].strip_prefix('p').unwrap();
        let gps = self.pairs.iter().zip(1..).map(|((population, patients), number)| GpCount {
            gp: Agb::new(format!("01{:0>6}", format!("9{own}{number}"))).unwrap(),
            population: population.parse().unwrap(),
            patients: patients.parse().unwrap(),
        });
        GpCounts {
            year: self.year(),
            practice: practice(self.words[1]),
            source: self.text("source", "practice"),
            reference_date: self.on,
            gps: gps.collect(),
        }
    }

    /// The budget as lines of units, `10x80.00`, where the line has them.
    pub(super) fn units(&self) -> Option<BudgetLine> {
        let (units, price) = self.options.get("units")?.split_once('x').unwrap();
        let (units, cents_per_unit) = (units.parse().unwrap(), euros(price));
        Some(BudgetLine::Units { what: "Alles".into(), units, cents_per_unit })
    }

    /// What the form says besides; nothing when no option asks for it.
    pub(super) fn details(&self) -> Option<Box<Details>> {
        let keys = ["quotes", "spent", "staff", "hagro", "smart"];
        if !keys.iter().any(|key| self.options.contains_key(key)) {
            return None;
        }
        let on = |key| self.options.get(key).map(|text| day(text));
        let quote =
            |number| Quote { line: 1, supplier: format!("Leverancier {number}"), cents: euros("1.00") };
        let plan =
            |text: &str| if self.options.contains_key("smart") { text.to_owned() } else { String::new() };
        Some(Box::new(Details {
            quotes: (1..=self.number("quotes", 0)).map(quote).collect(),
            first_spending_on: on("spent"),
            // 1.00 is a full-time job
            staff_fte_hundredths: self
                .options
                .get("staff")
                .map(|text| text.replace('.', "").parse().unwrap()),
            group_signed_on: on("hagro"),
            goal: plan("Half of the patients know what to do next"),
            approach: plan("A consult of an hour"),
            expected_result: plan("Fewer repeat visits"),
            measured_by: plan("Visits before and after"),
            continuation: plan("From the ordinary tariff"),
            ..Details::default()
        }))
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
