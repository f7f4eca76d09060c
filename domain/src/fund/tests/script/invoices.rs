//! Verbs about invoices, and the rule on what a grant is paid.
//!
//! ```text
//! 2018-01-01 rules basis=invoices
//! 2018-06-02 invoice 2018-00001 100.01 document:f1 paid:2018-06-01 chamber:12345678
//! 2018-06-03 approve_invoice 2018-00001 1
//! 2018-06-03 refuse_invoice 2018-00001 1 because:not_ours
//! 2018-12-31 end_invoices 2018-00001
//! ```

use super::{Line, euros};
use crate::fund::Command;
use crate::invoice::{self, InvoiceForm};
use crate::rules::{BasisPoints, Dated, Due, FundRules, InstalmentRule, MonthDay, PaymentBasis, PaymentPlan};
use crate::terms::Quarter;

/// Bases by the name of where they are seen, each with the plan that fits; the plan of an unknown one stays.
pub(super) fn basis(rules: &mut FundRules, value: &str) {
    let whole = |due| PaymentPlan(vec![InstalmentRule { share: BasisPoints::WHOLE, due }]);
    let last_day = Some(MonthDay { month: 12, day: 31 });
    let (basis, plan) = match value {
        "plain" => (PaymentBasis::default(), None),
        "copies" => (PaymentBasis::Instalments { copies_of_costs: true }, None),
        "invoices" => {
            (PaymentBasis::Invoices { chamber_number: false, last_day: None }, Some(whole(Due::Invoices)))
        }
        // FHA
        "chamber" => (PaymentBasis::Invoices { chamber_number: true, last_day }, Some(whole(Due::Invoices))),
        "advance" => {
            (PaymentBasis::Advance { copies_of_costs: true, within_months: None }, Some(whole(Due::Award)))
        }
        "advance/12" => (
            PaymentBasis::Advance { copies_of_costs: false, within_months: Some(12) },
            Some(whole(Due::Award)),
        ),
        // in instalments over three years
        "later" => {
            let later = |years, quarter| Due::Later { years, quarter: Quarter::new(quarter).unwrap() };
            let plan = [(5_000, Due::Award), (2_500, later(1, 1)), (2_500, later(2, 2))];
            let plan = plan.map(|(share, due)| InstalmentRule { share: BasisPoints(share), due });
            (PaymentBasis::default(), Some(PaymentPlan(plan.into())))
        }
        other => panic!("no basis `{other}`"),
    };
    let from = rules.location[0].from;
    rules.payment_basis = vec![Dated { from, until: None, source: "the fund".into(), value: basis }];
    if let Some(plan) = plan {
        rules.payment[0].value = plan;
    }
}

impl Line<'_> {
    pub(super) fn invoice_command(&self) -> Option<Command> {
        let number = || self.words[1].parse().unwrap();
        let (on, by) = (self.on, "anna as treasurer".to_owned());
        let command = match self.verb {
            "invoice" => invoice::Command::HandIn(self.invoice()),
            "approve_invoice" => {
                invoice::Command::Approve { application: self.application(), number: number(), on, by }
            }
            "refuse_invoice" => {
                let (application, reason) = (self.application(), self.text("because", "not-ours"));
                invoice::Command::Refuse { application, number: number(), on, by, reason }
            }
            "end_invoices" => {
                let reason = self.text("because", "No-more-come.");
                invoice::Command::End { application: self.application(), on, by, reason }
            }
            _ => return None,
        };
        Some(Command::Invoices(Box::new(command)))
    }

    /// Dated and paid on the day on which it comes in, and shown by a document of that day and amount.
    fn invoice(&self) -> InvoiceForm {
        let day = |key| self.options.get(key).map_or(self.on, |day| day.parse().unwrap());
        let paid_on = day("paid");
        InvoiceForm {
            application: self.application(),
            received_on: self.on,
            dated: self.options.get("dated").map_or(paid_on, |day| day.parse().unwrap()),
            paid_on,
            cents: euros(self.words[1]),
            document: match self.options.get("document") {
                Some(&"none") => String::new(),
                Some(document) => (*document).to_owned(),
                None => format!("{} of {}", self.words[1], self.on),
            },
            chamber_number: self.options.get("chamber").map(|&number| number.to_owned()),
        }
    }
}
