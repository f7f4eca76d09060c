//! `/project/<number>`: one application, and all that became of it.

use super::words::Words;
use super::{NoPage, Page, details};
use crate::app::Fund;
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::area;
use wijkfonds_domain::count::enrolled;
use wijkfonds_domain::explain;
use wijkfonds_domain::history::{self, Moment};
use wijkfonds_domain::intake;
use wijkfonds_domain::person::Name;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{
    self, Application, ApplicationId, BudgetLine, Decision, Draw, Evaluation, Grounds, Instalment, Outcome,
    Particulars, Payment, Stage, Verdict, evaluation,
};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Agb, AreaCode, Cents, Overflow};
use wijkfonds_edge::messages;
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let id: ApplicationId = asked.path_after("/project/").parse().map_err(|_| NoPage::NotFound)?;
    let words = Words(asked.language);
    let view = fund.read(|records| View::read(records, id))?;
    let mut view = view.ok_or(NoPage::NotFound)?;
    let names = view.practices.into_iter().map(|(agb, name)| (agb, fund.practice_name(name)));
    view.practices = names.collect();
    let title = words.with("title-application", "application", &id.to_string());
    Page::new(title, &Project { words, view })
}

#[derive(Template)]
#[template(path = "project.html")]
struct Project {
    words: Words,
    view: View,
}

struct View {
    application: Application,
    /// The ground on which it is kept out, if it is.
    grounds: Option<Grounds>,
    history: Vec<Moment>,
    /// What the grant is made of.
    explained: Vec<explain::Line>,
    /// The names of the practices that take part, where the year's overviews have them.
    practices: BTreeMap<Agb, Name>,
    areas: Vec<(AreaCode, Option<String>)>,
    budget: Vec<(BudgetLine, Cents)>,
    cost: Cents,
    draws: Vec<PotDraws>,
    asked: Cents,
    granted: Cents,
    paid: Cents,
    instalments: Vec<(u32, Cents, Instalment)>,
}

/// What is asked of a pot, and what was granted from it.
struct PotDraws {
    pot: PotId,
    asked: Cents,
    granted: Cents,
}

impl View {
    fn read(records: &dyn Records, id: ApplicationId) -> Result<Option<Self>, Fault> {
        let Some(application) = project::application(records, id)? else { return Ok(None) };
        let form = &application.form;
        let mut practices = BTreeMap::new();
        for agb in [&form.applicant].into_iter().chain(&form.partners) {
            let practice = enrolled::practice(records, id.year, agb)?;
            practices.extend(practice.map(|practice| (agb.clone(), practice.name)));
        }
        let mut areas = Vec::new();
        for code in &form.areas {
            let name = area::area(records, id.year, code)?.map(|area| area.name);
            areas.push((code.clone(), name));
        }
        let grounds = intake::grounds(records, id)?;
        let history = history::timeline(records, id)?.unwrap_or_default();
        let explained = explain::grant(records, id)?.unwrap_or_default();
        let view = Self::of(application, practices, areas).map_err(Fault::new)?;
        Ok(Some(Self { grounds, history, explained, ..view }))
    }

    fn of(
        application: Application,
        practices: BTreeMap<Agb, Name>,
        areas: Vec<(AreaCode, Option<String>)>,
    ) -> Result<Self, Overflow> {
        let form = &application.form;
        let budget = form.budget.iter().map(|line| Ok((line.clone(), line.cost()?)));
        let instalments = application.instalments.iter().zip(1..);
        let instalments = instalments.map(|(one, number)| Ok((number, one.cents()?, one.clone())));
        Ok(Self {
            practices,
            areas,
            budget: budget.collect::<Result<_, Overflow>>()?,
            cost: form.cost()?,
            draws: draws(&form.requested, &application.granted)?,
            asked: form.requested()?,
            granted: application.granted()?,
            paid: evaluation::paid(&application)?,
            instalments: instalments.collect::<Result<_, Overflow>>()?,
            grounds: None,
            history: Vec::new(),
            explained: Vec::new(),
            application,
        })
    }
}

fn draws(requested: &[Draw], granted: &[Draw]) -> Result<Vec<PotDraws>, Overflow> {
    let pots: BTreeSet<&PotId> = requested.iter().chain(granted).map(|draw| &draw.pot).collect();
    let of = |draws: &[Draw], pot: &PotId| {
        Cents::sum(draws.iter().filter(|draw| draw.pot == *pot).map(|draw| draw.cents))
    };
    let view = |pot: &PotId| {
        Ok(PotDraws { pot: pot.clone(), asked: of(requested, pot)?, granted: of(granted, pot)? })
    };
    pots.into_iter().map(view).collect()
}

impl Project {
    fn practice(&self, agb: &Agb) -> String {
        let code = agb.as_str();
        match self.view.practices.get(agb) {
            Some(name) => self.words.sentence(
                "practice-named",
                &[("name", name.without_key().to_owned()), ("agb", code.to_owned())],
            ),
            None => self.words.with("practice-unnamed", "agb", code),
        }
    }

    /// The rule that keeps it out, with what was needed and what was there.
    fn exclusion(&self) -> Option<String> {
        match &self.view.application.stage {
            Stage::Excluded { exclusion } => Some(messages::exclusion(self.words.0, exclusion)),
            _ => None,
        }
    }

    /// The ground of that rule: what it needs, what was there, and who states it.
    fn grounds(&self) -> Option<String> {
        self.view.grounds.as_ref().map(|grounds| messages::grounds(self.words.0, grounds))
    }

    /// What the form says besides, each field with its label.
    fn details(&self) -> Vec<(String, String)> {
        let details = self.view.application.form.details.as_deref();
        details.map(|details| details::said(self.words, details)).unwrap_or_default()
    }

    fn line_of(&self, line: &BudgetLine) -> String {
        match line {
            BudgetLine::Hours { role, .. } => {
                self.words.with("budget-hours-of", "role", &self.words.role(role))
            }
            BudgetLine::Price { what, .. } | BudgetLine::Units { what, .. } => what.clone(),
        }
    }

    /// The hours of a line and the price of one, if it has hours.
    fn hours(&self, line: &BudgetLine) -> Option<(String, String)> {
        match line {
            BudgetLine::Hours { hours, cents_per_hour, .. } => {
                Some((self.words.small(hours), self.words.euros(cents_per_hour)))
            }
            BudgetLine::Units { units, cents_per_unit, .. } => {
                Some((self.words.small(units), self.words.euros(cents_per_unit)))
            }
            BudgetLine::Price { .. } => None,
        }
    }

    fn outcome(&self, decision: &Decision) -> String {
        self.words.of(match decision.outcome {
            Outcome::Grant(_) => "outcome-grant",
            Outcome::Refuse => "outcome-refuse",
            Outcome::Defer => "outcome-defer",
        })
    }

    fn present(&self, decision: &Decision) -> String {
        let [gps, insurers, others] =
            [decision.gps, decision.insurers, decision.others].map(|number| self.words.small(&number));
        self.words.sentence("members-present", &[("gps", gps), ("insurers", insurers), ("others", others)])
    }

    fn votes(&self, decision: &Decision) -> String {
        let [votes_for, votes_against] =
            [decision.votes_for, decision.votes_against].map(|number| self.words.small(&number));
        self.words.sentence("votes-counted", &[("for", votes_for), ("against", votes_against)])
    }

    fn state(&self, instalment: &Instalment) -> String {
        match &instalment.payment {
            Payment::Planned { due } => self.words.with("state-planned", "day", &self.words.day(due)),
            Payment::Held => self.words.of("state-held"),
            Payment::OnInvoices => self.words.of("state-on-invoices"),
            Payment::Paid { on, reference } => {
                let facts = [("day", self.words.day(on)), ("reference", reference.clone())];
                self.words.sentence("state-paid", &facts)
            }
            Payment::Lapsed { on } => self.words.with("state-lapsed", "day", &self.words.day(on)),
        }
    }

    fn verdict(&self, evaluation: &Evaluation) -> String {
        let Some((on, verdict)) = &evaluation.verdict else { return self.words.of("verdict-none") };
        let day = self.words.day(on);
        match verdict {
            Verdict::Approve => self.words.with("verdict-approve", "day", &day),
            Verdict::Return => self.words.with("verdict-return", "day", &day),
            Verdict::Ask { questions } => {
                self.words.sentence("verdict-ask", &[("day", day), ("questions", questions.join(" "))])
            }
            Verdict::Reject { reclaim } => {
                let reclaim = self.words.euros(reclaim);
                self.words.sentence("verdict-reject", &[("day", day), ("reclaim", reclaim)])
            }
        }
    }

    /// What an evaluation says beside the account and the cost: each field that is filled in, with its label.
    fn particulars(&self, particulars: &Particulars) -> Vec<(String, String)> {
        let Particulars { cost_lines, patients_reached, workload, reusable, continuation } = particulars;
        let mut said: Vec<_> = cost_lines
            .iter()
            .map(|line| {
                let facts = [("what", line.what.clone()), ("document", line.document.clone())];
                (self.words.sentence("evaluation-cost-line", &facts), self.words.euros(&line.cents))
            })
            .collect();
        if let Some(patients) = patients_reached {
            said.push((self.words.of("evaluation-patients-reached"), self.words.whole(patients)));
        }
        let texts = [
            ("evaluation-workload", workload),
            ("evaluation-reusable", reusable),
            ("evaluation-continuation", continuation),
        ];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        said.extend(texts.map(|(label, text)| (self.words.of(label), text.clone())));
        said
    }

    /// What happened, in a sentence.
    fn moment(&self, moment: &Moment) -> String {
        messages::moment(self.words.0, moment)
    }

    /// A line of what the grant is made of.
    fn explained(&self, line: &explain::Line) -> String {
        messages::explained(self.words.0, line)
    }

    /// Who entered it.
    fn actor(&self, moment: &Moment) -> String {
        messages::actor(self.words.0, &moment.actor)
    }

    fn yes_or_no(&self, yes: &bool) -> String {
        self.words.of(if *yes { "yes" } else { "no" })
    }
}
