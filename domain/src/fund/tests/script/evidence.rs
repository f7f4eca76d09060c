//! Verbs about claims on what was paid, and about what projects have shown.
//!
//! ```text
//! 2018-12-01 evaluate 2018-00001 100.01 receipt-1=60.00 receipt-2=40.01 patients:12 workload:less
//! 2019-02-01 claim_back 2018-00001 100.01
//! 2019-03-01 repay 2018-00001 40.00
//! 2019-04-01 write-off 2018-00001 60.01 because:bankrupt
//! ```

use super::{Line, euros};
use crate::fund::Command;
use crate::project::{CostLine, Particulars};
use crate::reclaim::{self, Order, Received, WriteOff};
use crate::reversal::{self, Recorded};
use crate::rules::{Dated, EvaluationDuty};
use crate::terms::Year;

/// `duty=90` days after the year, `duty=90,blocks` with what follows.
pub(super) fn duties(value: &str, from: Year) -> Vec<Dated<EvaluationDuty>> {
    let (days, blocks_next_year) = value.strip_suffix(",blocks").map_or((value, false), |days| (days, true));
    let value = EvaluationDuty { days_after_year: days.parse().unwrap(), blocks_next_year };
    vec![Dated { from, until: None, source: "FHA".to_owned(), value }]
}

impl Line<'_> {
    /// Cost lines `receipt-1=10.00`, each called after its document, and `patients:`, `workload:`, `reusable:`,
    /// `goes-on:`.
    pub(super) fn particulars(&self) -> Option<Particulars> {
        let keys = ["patients", "workload", "reusable", "goes-on"];
        if self.pairs.is_empty() && !keys.iter().any(|key| self.options.contains_key(key)) {
            return None;
        }
        let cost_lines = self.pairs.iter().map(|(document, cents)| CostLine {
            what: format!("What {document} says"),
            cents: euros(cents),
            document: if *document == "none" { String::new() } else { (*document).to_owned() },
        });
        let [workload, reusable, continuation] =
            [keys[1], keys[2], keys[3]].map(|key| match self.options.get(key) {
                Some(&"long") => "x".repeat(8_001),
                text => text.copied().unwrap_or_default().to_owned(),
            });
        Some(Particulars {
            cost_lines: cost_lines.collect(),
            patients_reached: self.options.get("patients").map(|number| number.parse().unwrap()),
            workload,
            reusable,
            continuation,
        })
    }

    /// `undo instalment 2018-00001/1`, `undo zn 2018/1`, and so for a declaration, administration and a repayment.
    fn undo(&self) -> Command {
        let (of, number) = self.words[1].split_once('/').unwrap();
        let number = number.parse().unwrap();
        let application = || of.parse().unwrap();
        let year = || super::year(of);
        let payment = match self.words[0] {
            "instalment" => Recorded::Instalment { application: application(), number },
            "repayment" => Recorded::Repayment { application: application(), number },
            "zn" => Recorded::Zn { year: year(), number },
            "declaration" => Recorded::Declaration { year: year(), number },
            "administration" => Recorded::Administration { year: year(), number },
            other => panic!("no payment `{other}`"),
        };
        let (reason, by) = (self.text("because", "It-did-not-happen."), "bert as treasurer".to_owned());
        Command::Reverse(Box::new(reversal::Command { payment, on: self.on, reason, by }))
    }

    pub(super) fn evidence_command(&self) -> Option<Command> {
        let on = self.on;
        if self.verb == "undo" {
            return Some(self.undo());
        }
        let cents = || euros(self.words[1]);
        let reclaims = match self.verb {
            "claim_back" => {
                let reason = self.text("because", "Less-was-spent.");
                let application = self.application();
                reclaim::Command::Order(Order { application, on, cents: cents(), reason })
            }
            "repay" => {
                let reference = self.text("reference", "bank-1");
                let application = self.application();
                reclaim::Command::Receive(Received { application, on, cents: cents(), reference })
            }
            "write-off" => {
                let reason = self.text("because", "The-practice-has-ended.");
                let application = self.application();
                reclaim::Command::WriteOff(WriteOff { application, on, cents: cents(), reason })
            }
            _ => return None,
        };
        Some(Command::Reclaims(reclaims))
    }
}
