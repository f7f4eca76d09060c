//! Which texts of a command may name somebody: reasons, remarks, questions, and what applicants write.
//!
//! Not among them are texts of which the rules or the law want that they stay: sources and reasons of counts, rates
//! and rules, references of bank and books, indicators of outcomes, and the report of a year.

use super::file::About;
use crate::committee::{self, Resolution};
use crate::fund::Command;
use crate::intake;
use crate::orders;
use crate::project::{ApplicationForm, BudgetLine, Details, EvaluationForm, Verdict};
use crate::reclaim;
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
        Command::Orders(command) => of_orders(command),
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

fn of_orders(command: &mut orders::Command) -> Option<(About, Vec<&mut String>)> {
    match command {
        orders::Command::Cancel { on, reason, .. } | orders::Command::Release { on, reason, .. } => {
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
