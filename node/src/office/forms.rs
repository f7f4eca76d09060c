//! From messages to domain words: every field checked, and named when it is wrong.

use super::errors::Refused;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{
    self, ApplicationForm, ApplicationId, BudgetLine, Criterion, Draw, Outcome, ProjectKind, Search, Stage,
};
use wijkfonds_domain::project::{CostLine, EvaluationForm, Particulars, Verdict};
use wijkfonds_domain::rules::StaffRole;
use wijkfonds_domain::terms::{Cents, Date, Quarter, Year};
use wijkfonds_proto::region as messages;

pub(super) fn year(year: u32) -> Result<Year, Refused> {
    Year::new(year).map_err(|_| Refused::Field("year"))
}

pub(super) fn quarter(quarter: u32) -> Result<Quarter, Refused> {
    Quarter::new(quarter).map_err(|_| Refused::Field("quarter"))
}

pub(super) fn day(text: &str, field: &'static str) -> Result<Date, Refused> {
    text.parse().map_err(|_| Refused::Field(field))
}

pub(super) fn id(text: &str) -> Result<ApplicationId, Refused> {
    text.parse().map_err(|_| Refused::Field("id"))
}

/// Characters in a line: a name, a reference, a source.
pub(super) const LINE: usize = 200;
/// Characters in a text that somebody wrote: a reason, an account.
pub(super) const TEXT: usize = 8_000;
/// Members of a list that has no limit of its own.
const LIST: usize = 100;

/// A text of at most so many characters: what comes in stays in the journal for ever.
pub(super) fn text(text: String, most: usize, field: &'static str) -> Result<String, Refused> {
    if text.chars().count() <= most { Ok(text) } else { Err(Refused::Field(field)) }
}

pub(super) fn application(form: messages::ApplicationForm) -> Result<ApplicationForm, Refused> {
    let scope = match form.scope() {
        messages::Scope::PracticeBound => project::Scope::PracticeBound,
        messages::Scope::PracticeTranscending => project::Scope::PracticeTranscending,
        messages::Scope::Unspecified => return Err(Refused::Field("form.scope")),
    };
    if form.criteria.len() > LIST {
        return Err(Refused::Field("form.criteria"));
    }
    if form.partners.len() > LIST {
        return Err(Refused::Field("form.partners"));
    }
    let criterion = |code: &String| Criterion::from_code(code).ok_or(Refused::Field("form.criteria"));
    Ok(ApplicationForm {
        year: year(form.year)?,
        received_on: day(&form.received_on, "form.received_on")?,
        applicant: form.applicant.try_into().map_err(|_| Refused::Field("form.applicant"))?,
        partners: all(form.partners, "form.partners")?,
        scope,
        kind: ProjectKind::from_code(&form.kind).ok_or(Refused::Field("form.kind"))?,
        criteria: form.criteria.iter().map(criterion).collect::<Result<_, _>>()?,
        title: form.title,
        description: form.description,
        areas: all(form.areas, "form.areas")?,
        budget: form.budget.into_iter().map(budget_line).collect::<Result<_, _>>()?,
        other_funding: Cents::new(form.other_funding_cents),
        requested: draws(form.requested),
        details: None,
    })
}

/// What is looked for among applications.
pub(super) fn search(
    stage: Option<String>,
    area: Option<String>,
    practice: Option<String>,
    kind: Option<String>,
    due_by: Option<String>,
) -> Result<Search, Refused> {
    let stage = stage.map(|code| Stage::known_code(&code).ok_or(Refused::Field("stage")));
    let area = area.map(|code| code.try_into().map_err(|_| Refused::Field("area")));
    let practice = practice.map(|code| code.try_into().map_err(|_| Refused::Field("practice")));
    let kind = kind.map(|code| ProjectKind::from_code(&code).ok_or(Refused::Field("kind")));
    Ok(Search {
        stage: stage.transpose()?,
        area: area.transpose()?,
        practice: practice.transpose()?,
        kind: kind.transpose()?,
        due_by: due_by.map(|text| day(&text, "due_by")).transpose()?,
    })
}

fn all<T: TryFrom<String>>(texts: Vec<String>, field: &'static str) -> Result<Vec<T>, Refused> {
    texts.into_iter().map(|text| T::try_from(text).map_err(|_| Refused::Field(field))).collect()
}

pub(super) fn draws(draws: Vec<messages::Draw>) -> Vec<Draw> {
    let draw = |draw: messages::Draw| Draw { pot: PotId::named(draw.pot), cents: Cents::new(draw.cents) };
    draws.into_iter().map(draw).collect()
}

fn budget_line(line: messages::BudgetLine) -> Result<BudgetLine, Refused> {
    match line.line {
        Some(messages::budget_line::Line::Hours(hours)) => {
            let role = match hours.role() {
                messages::StaffRole::Gp => StaffRole::Gp,
                messages::StaffRole::PracticeNurse => StaffRole::PracticeNurse,
                messages::StaffRole::Staff => StaffRole::Staff,
                messages::StaffRole::Unspecified => return Err(Refused::Field("form.budget.hours.role")),
            };
            Ok(BudgetLine::Hours {
                role,
                hours: hours.hours,
                cents_per_hour: Cents::new(hours.cents_per_hour),
            })
        }
        Some(messages::budget_line::Line::Price(price)) => {
            let what = text(price.what, LINE, "form.budget.price.what")?;
            Ok(BudgetLine::Price { what, cents: Cents::new(price.cents) })
        }
        Some(messages::budget_line::Line::Units(units)) => {
            let what = text(units.what, LINE, "form.budget.units.what")?;
            let cents_per_unit = Cents::new(units.cents_per_unit);
            Ok(BudgetLine::Units { what, units: units.units, cents_per_unit })
        }
        None => Err(Refused::Field("form.budget")),
    }
}

pub(super) fn outcome(
    outcome: Option<messages::decide_application_request::Outcome>,
) -> Result<Outcome, Refused> {
    use messages::decide_application_request::Outcome as Asked;
    match outcome {
        Some(Asked::Grant(grant)) => Ok(Outcome::Grant(draws(grant.draws))),
        Some(Asked::Refuse(_)) => Ok(Outcome::Refuse),
        Some(Asked::Defer(_)) => Ok(Outcome::Defer),
        None => Err(Refused::Field("outcome")),
    }
}

pub(super) fn evaluation(asked: messages::HandInEvaluationRequest) -> Result<EvaluationForm, Refused> {
    if asked.cost_lines.len() > LIST {
        return Err(Refused::Field("cost_lines"));
    }
    let cost_lines = asked.cost_lines.into_iter().map(|line| {
        Ok(CostLine {
            what: text(line.what, LINE, "cost_lines.what")?,
            cents: Cents::new(line.cents),
            document: text(line.document, LINE, "cost_lines.document")?,
        })
    });
    let particulars = Particulars {
        cost_lines: cost_lines.collect::<Result<_, Refused>>()?,
        patients_reached: asked.patients_reached,
        workload: text(asked.workload, TEXT, "workload")?,
        reusable: text(asked.reusable, TEXT, "reusable")?,
        continuation: text(asked.continuation, TEXT, "continuation")?,
    };
    Ok(EvaluationForm {
        application: id(&asked.id)?,
        received_on: day(&asked.received_on, "received_on")?,
        goal_met: asked.goal_met,
        actual_cost: Cents::new(asked.actual_cost_cents),
        account: text(asked.account, TEXT, "account")?,
        particulars: (particulars != Particulars::default()).then_some(particulars),
    })
}

pub(super) fn verdict(
    verdict: Option<messages::judge_evaluation_request::Verdict>,
) -> Result<Verdict, Refused> {
    use messages::judge_evaluation_request::Verdict as Asked;
    match verdict {
        Some(Asked::Approve(_)) => Ok(Verdict::Approve),
        Some(Asked::Return(_)) => Ok(Verdict::Return),
        Some(Asked::Ask(ask)) if ask.questions.len() > LIST => Err(Refused::Field("ask.questions")),
        Some(Asked::Ask(ask)) => Ok(Verdict::Ask { questions: ask.questions }),
        Some(Asked::Reject(reject)) => Ok(Verdict::Reject { reclaim: Cents::new(reject.reclaim_cents) }),
        None => Err(Refused::Field("verdict")),
    }
}
