//! Which texts of a command may name somebody: reasons, remarks, questions, and what applicants write.
//!
//! Not among them are texts of which the rules or the law want that they stay: sources and reasons of counts, rates
//! and rules, references of bank and books, indicators of outcomes, and the report of a year.

use super::file::About;
use crate::committee::{self, Resolution};
use crate::fund::Command;
use crate::intake;
use crate::invoice;
use crate::orders::{self, CreditUse};
use crate::outcome;
use crate::project::{ApplicationForm, BudgetLine, Details, EvaluationForm, Verdict};
use crate::reclaim;
use crate::reversal::Recorded;
use crate::terms::{Date, Year};

/// The texts of a command that may name somebody, and what they are about; `None` when it has none. Blank ones are
/// left out: who checks them must see that they are.
#[must_use]
pub fn texts(command: &mut Command) -> Option<(About, Vec<&mut String>)> {
    let (about, mut texts) = all(command)?;
    texts.retain(|text| !text.trim().is_empty());
    (!texts.is_empty()).then_some((about, texts))
}

fn all(command: &mut Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        Command::Submit(form) => Some(of_form(form)),
        Command::Intake(command) => of_intake(command),
        Command::Decide(decision) => {
            Some((About::Application(decision.application), vec![&mut decision.reason]))
        }
        Command::Committee(command) => of_committee(command),
        Command::HandInEvaluation(form) => Some(of_evaluation(form)),
        Command::JudgeEvaluation { application, verdict: Verdict::Ask { questions }, .. } => {
            Some((About::Application(*application), questions.iter_mut().collect()))
        }
        Command::Reclaims(reclaim::Command::Order(order)) => {
            Some((About::Application(order.application), vec![&mut order.reason]))
        }
        Command::Reclaims(reclaim::Command::WriteOff(write_off)) => {
            Some((About::Application(write_off.application), vec![&mut write_off.reason]))
        }
        Command::Outcomes(outcome::Command::Correct { record, reason, .. }) => {
            record.application.map(|id| (About::Application(id), vec![reason]))
        }
        Command::Orders(command) => of_orders(command),
        Command::Invoices(command) => of_invoices(command),
        Command::Reverse(command) => match command.payment {
            Recorded::Instalment { application, .. } | Recorded::Repayment { application, .. } => {
                Some((About::Application(application), vec![&mut command.reason]))
            }
            Recorded::Zn { .. } | Recorded::Declaration { .. } | Recorded::Administration { .. } => {
                Some((About::Fund(year_of(command.on)?), vec![&mut command.reason]))
            }
        },
        _ => None,
    }
}

fn of_form(form: &mut ApplicationForm) -> (About, Vec<&mut String>) {
    let about = About::Practice(form.year, form.applicant.clone());
    let mut texts = vec![&mut form.title, &mut form.description];
    texts.extend(form.budget.iter_mut().filter_map(|line| match line {
        BudgetLine::Price { what, .. } | BudgetLine::Units { what, .. } => Some(what),
        BudgetLine::Hours { .. } => None,
    }));
    if let Some(details) = form.details.as_deref_mut() {
        let Details { quotes, count_source, problem, goal, approach, .. } = details;
        texts.extend([count_source, problem, goal, approach]);
        texts.extend(quotes.iter_mut().map(|quote| &mut quote.supplier));
        texts.extend([&mut details.expected_result, &mut details.measured_by, &mut details.continuation]);
    }
    (about, texts)
}

fn of_intake(command: &mut intake::Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        intake::Command::SaveDraft { form, .. } => Some(of_form(form)),
        intake::Command::AdmitPractice(admitted) => {
            let about = About::Practice(admitted.year, admitted.practice.clone());
            Some((about, vec![&mut admitted.reason]))
        }
        _ => None,
    }
}

fn of_committee(command: &mut committee::Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        committee::Command::Vote { application, interests, votes, resolution, .. } => {
            let mut texts = of_resolution(resolution);
            texts.extend(interests.iter_mut().filter_map(|interest| interest.declared.as_mut()));
            for vote in votes {
                texts.push(&mut vote.reason);
                texts.extend(vote.remarks.iter_mut().map(|remark| &mut remark.text));
            }
            Some((About::Application(*application), texts))
        }
        committee::Command::Rule(ruling) => {
            Some((About::Application(ruling.application), of_resolution(&mut ruling.resolution)))
        }
        _ => None,
    }
}

fn of_resolution(resolution: &mut Resolution) -> Vec<&mut String> {
    let mut texts = vec![&mut resolution.reason];
    texts.extend(resolution.conditions.iter_mut().map(|condition| &mut condition.text));
    texts
}

fn of_evaluation(form: &mut EvaluationForm) -> (About, Vec<&mut String>) {
    let mut texts = vec![&mut form.account];
    if let Some(particulars) = &mut form.particulars {
        texts.extend([&mut particulars.workload, &mut particulars.reusable, &mut particulars.continuation]);
        for line in &mut particulars.cost_lines {
            texts.extend([&mut line.what, &mut line.document]);
        }
    }
    (About::Application(form.application), texts)
}

fn of_invoices(command: &mut invoice::Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        invoice::Command::Refuse { application, reason, .. }
        | invoice::Command::End { application, reason, .. } => {
            Some((About::Application(*application), vec![reason]))
        }
        // the reference of a document is compared, so that none comes in twice
        invoice::Command::HandIn(_) | invoice::Command::Approve { .. } => None,
    }
}

fn of_orders(command: &mut orders::Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        orders::Command::Cancel { on, reason, .. } | orders::Command::Release { on, reason, .. } => {
            Some((About::Fund(year_of(*on)?), vec![reason]))
        }
        orders::Command::ExplainCredit { what: CreditUse::Otherwise { reason }, on, .. } => {
            Some((About::Fund(year_of(*on)?), vec![reason]))
        }
        orders::Command::ReturnPayment { application, reason, .. } => {
            Some((About::Application(*application), vec![reason]))
        }
        _ => None,
    }
}

fn year_of(day: Date) -> Option<Year> {
    Year::new(u32::from(day.year().unsigned_abs())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::committee::Ruling;
    use crate::project::Decision;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    const CANARY: &str = "KANARIE";

    /// Every string in a value, by its path.
    fn strings(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(path.to_owned()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| strings(item, &format!("{path}/{n}"), found));
            }
            Value::Object(fields) => {
                fields.iter().for_each(|(name, item)| strings(item, &format!("{path}/{name}"), found));
            }
            _ => {}
        }
    }

    /// Where a name could be written in a form, and would stay as it is.
    fn left<T: DeserializeOwned>(form: &Value, command: impl Fn(T) -> Command) -> BTreeSet<String> {
        let (mut paths, mut left) = (Vec::new(), BTreeSet::new());
        strings(form, "", &mut paths);
        for path in paths {
            let mut planted = form.clone();
            *planted.pointer_mut(&path).unwrap() = CANARY.into();
            // a day or a code is no text: nothing can be written there
            let Ok(form) = serde_json::from_value(planted) else { continue };
            let mut command = command(form);
            for text in texts(&mut command).unwrap().1 {
                *text = "sealed".to_owned();
            }
            if serde_json::to_string(&command).unwrap().contains(CANARY) {
                left.insert(path);
            }
        }
        left
    }

    #[test]
    fn no_text_of_a_form_is_forgotten() {
        let form = json!({
            "year": 2018, "received_on": "2018-05-02", "applicant": "01000001", "partners": ["01000002"],
            "scope": "practice_bound", "kind": "hour_consult", "criteria": ["access"], "title": "a",
            "description": "b", "areas": ["1013"], "budget": [
                {"hours": {"role": "gp", "hours": 1, "cents_per_hour": 1}},
                {"price": {"what": "c", "cents": 1}}, {"units": {"what": "d", "units": 1, "cents_per_unit": 1}}
            ],
            "other_funding": 0, "requested": [{"pot": "1013", "cents": 1}], "details": {
                "count_source": "e", "problem": "f", "goal": "g", "approach": "h", "starts_on": "2018-06-01",
                "quotes": [{"line": 2, "supplier": "i", "cents": 1}], "expected_result": "j",
                "measured_by": "k", "continuation": "l", "signed_on": "2018-05-01"
            }
        });
        // codes, which must be on the lists of the year
        let codes = ["/areas/0", "/requested/0/pot"].map(str::to_owned).into();
        assert_eq!(left(&form, |form| Command::Submit(Box::new(form))), codes);
        let save = |form| Command::Intake(intake::Command::SaveDraft { draft: None, form });
        assert_eq!(left(&form, save), codes);
    }

    #[test]
    fn no_text_of_a_decision_or_an_evaluation_is_forgotten() {
        let id = json!({"year": 2018, "number": 1});
        let evaluation = json!({
            "application": id, "received_on": "2018-12-01", "goal_met": true, "actual_cost": 1, "account": "a",
            "particulars": {
                "cost_lines": [{"what": "b", "cents": 1, "document": "c"}], "workload": "d", "reusable": "e",
                "continuation": "f"
            }
        });
        let decision = json!({
            "application": id, "on": "2018-05-31", "gps": 1, "insurers": 1, "others": 0, "votes_for": 2,
            "votes_against": 0, "outcome": "refuse", "reason": "a"
        });
        let ruling = json!({
            "application": id, "on": "2018-05-31", "resolution": {
                "outcome": "refuse", "reason": "a",
                "conditions": [{"text": "b", "due": "2018-06-01", "holds_back": true}]
            }
        });
        let none = BTreeSet::new();
        assert_eq!(left::<EvaluationForm>(&evaluation, Command::HandInEvaluation), none);
        assert_eq!(left::<Decision>(&decision, Command::Decide), none);
        let rule = |ruling| Command::Committee(committee::Command::Rule(ruling));
        assert_eq!(left::<Ruling>(&ruling, rule), none);
    }
}
