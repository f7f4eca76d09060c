//! From domain words to messages.

use super::details::or_nothing;
use wijkfonds_domain::disclosure::{Figure, FigureTable};
use wijkfonds_domain::egress::{Content, EgressEntry, Receiver};
use wijkfonds_domain::measure::TableId;
use wijkfonds_domain::project::{self, Application, BudgetLine, Draw, Exclusion, Instalment, Payment, Stage};
use wijkfonds_domain::rules::StaffRole;
use wijkfonds_domain::terms::Overflow;
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region as messages;

/// An application without its details and its ground.
pub(super) fn application(
    application: Application,
    language: Language,
) -> Result<messages::Application, Overflow> {
    let stage = application.stage.code().to_owned();
    let exclusion = match &application.stage {
        Stage::Excluded { exclusion } => Some(self::exclusion(exclusion, language)),
        _ => None,
    };
    let details = application.form.details.as_deref();
    Ok(messages::Application {
        id: application.id.to_string(),
        details: None,
        grounds: None,
        first_received_on: or_nothing(details.and_then(|details| details.first_received_on)),
        received_at: or_nothing(details.and_then(|details| details.received_at)),
        stage,
        exclusion,
        granted: application.granted.iter().map(draw).collect(),
        instalments: instalments(&application.instalments)?,
        reclaimed_cents: application.reclaimed.get(),
        form: Some(form(application.form)),
    })
}

pub(super) fn exclusion(exclusion: &Exclusion, language: Language) -> messages::Exclusion {
    let sentence = sentences::exclusion(language, exclusion);
    messages::Exclusion { rule: exclusion.code().to_owned(), sentence }
}

pub(super) fn form(form: project::ApplicationForm) -> messages::ApplicationForm {
    let scope = match form.scope {
        project::Scope::PracticeBound => messages::Scope::PracticeBound,
        project::Scope::PracticeTranscending => messages::Scope::PracticeTranscending,
    };
    messages::ApplicationForm {
        year: form.year.into(),
        received_on: form.received_on.to_string(),
        applicant: form.applicant.into(),
        partners: form.partners.into_iter().map(String::from).collect(),
        scope: scope.into(),
        kind: form.kind.code().to_owned(),
        criteria: form.criteria.iter().map(|criterion| criterion.code().to_owned()).collect(),
        title: form.title,
        description: form.description,
        areas: form.areas.into_iter().map(String::from).collect(),
        budget: form.budget.into_iter().map(budget_line).collect(),
        other_funding_cents: form.other_funding.get(),
        requested: form.requested.iter().map(draw).collect(),
    }
}

fn budget_line(line: BudgetLine) -> messages::BudgetLine {
    use messages::budget_line::Line;
    let line = match line {
        BudgetLine::Hours { role, hours, cents_per_hour } => {
            let role = match role {
                StaffRole::Gp => messages::StaffRole::Gp,
                StaffRole::PracticeNurse => messages::StaffRole::PracticeNurse,
                StaffRole::Staff => messages::StaffRole::Staff,
            };
            let cents_per_hour = cents_per_hour.get();
            Line::Hours(messages::BudgetHours { role: role.into(), hours, cents_per_hour })
        }
        BudgetLine::Units { what, units, cents_per_unit } => {
            Line::Units(messages::BudgetUnits { what, units, cents_per_unit: cents_per_unit.get() })
        }
        BudgetLine::Price { what, cents } => Line::Price(messages::BudgetPrice { what, cents: cents.get() }),
    };
    messages::BudgetLine { line: Some(line) }
}

fn draw(draw: &Draw) -> messages::Draw {
    messages::Draw { pot: draw.pot.to_string(), cents: draw.cents.get() }
}

pub(super) fn instalments(instalments: &[Instalment]) -> Result<Vec<messages::Instalment>, Overflow> {
    let numbered = instalments.iter().zip(1u32..);
    let message = |(instalment, number): (&Instalment, u32)| {
        let (state, on) = match &instalment.payment {
            Payment::Planned { due } => ("planned", due.to_string()),
            Payment::Held => ("held", String::new()),
            Payment::OnInvoices => ("on_invoices", String::new()),
            Payment::Paid { on, .. } => ("paid", on.to_string()),
            Payment::Lapsed { on } => ("lapsed", on.to_string()),
        };
        Ok(messages::Instalment { number, cents: instalment.cents()?.get(), state: state.to_owned(), on })
    };
    numbered.map(message).collect()
}

pub(super) fn table(table: &FigureTable) -> messages::ReleasedTable {
    let grand_total = match table.grand_total() {
        Figure::Value(value) => Some(value),
        Figure::Nil => Some(0),
        Figure::Secret | Figure::Missing => None,
    };
    let measure = table.table.measure.code().to_owned();
    messages::ReleasedTable { measure, grand_total, cells_withheld: table.cells_withheld() }
}

pub(super) fn egress(number: u64, entry: EgressEntry) -> messages::EgressEntry {
    let receiver = match entry.to {
        Receiver::Bureau => "bureau".to_owned(),
        Receiver::Insurer(uzovi) => format!("insurer {uzovi}"),
    };
    let (what, policy) = match entry.content {
        Content::Table { year, measure, policy, .. } => (format!("table {} {year}", measure.code()), policy),
        Content::Figures { table, policy, .. } => {
            let TableId { year, period, measure, .. } = table;
            (format!("table {} {year} {period}", measure.code()), policy)
        }
        Content::Statement { year, quarter, .. } => {
            (format!("statement {year} quarter {quarter}"), String::new())
        }
    };
    messages::EgressEntry { number, at: entry.at, receiver, what, policy }
}
