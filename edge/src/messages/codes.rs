//! The words for the domain's code lists.

use super::Messages;
use crate::{Language, format};
use wijkfonds_domain::count::{RowProblem, RowRule};
use wijkfonds_domain::disclosure::{Because, Figure, Reason};
use wijkfonds_domain::measure::{Measure, Unit};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{Criterion, ProjectKind, Scope, Stage, Theme};
use wijkfonds_domain::rules::{AreaForm, StaffRole};

/// The name of a project kind.
#[must_use]
pub fn kind(language: Language, kind: ProjectKind) -> String {
    language.word(&key("kind", kind.code()))
}

/// The name of a theme.
#[must_use]
pub fn theme(language: Language, theme: Theme) -> String {
    language.word(&key("theme", theme.code()))
}

/// The name of a criterion.
#[must_use]
pub fn criterion(language: Language, criterion: Criterion) -> String {
    language.word(&key("criterion", criterion.code()))
}

/// Where an application stands.
#[must_use]
pub fn stage(language: Language, stage: &Stage) -> String {
    language.word(&key("stage", stage.code()))
}

/// The name of a measure.
#[must_use]
pub fn measure(language: Language, measure: Measure) -> String {
    language.word(&key("measure", measure.code()))
}

/// Why a cell is hidden, for the fund alone.
#[must_use]
pub fn reason(language: Language, reason: Reason) -> String {
    language.word(&key("hidden", reason.code()))
}

/// Why tables are not released, and what would help, for the fund alone.
#[must_use]
pub fn because(language: Language, because: Because) -> String {
    language.word(&key("unreleased", because.code()))
}

/// A published figure, or the sign that stands in its place.
#[must_use]
pub fn figure(language: Language, measure: Measure, figure: Figure) -> String {
    match (figure, measure.unit()) {
        (Figure::Secret, _) => language.word("state-withheld"),
        (Figure::Nil, _) => language.word("state-nil"),
        (Figure::Missing, _) => language.word("state-missing"),
        (Figure::Value(euros), Unit::Euros) => format::whole_euros(language, euros),
        (Figure::Value(number), _) => format::whole(language, number),
    }
}

/// What a measure counts, in the plural.
#[must_use]
pub fn unit(language: Language, unit: Unit) -> String {
    language.word(match unit {
        Unit::Projects => "unit-projects",
        Unit::Euros => "unit-euros",
        Unit::Persons => "unit-persons",
    })
}

/// For one practice or several.
#[must_use]
pub fn scope(language: Language, scope: Scope) -> String {
    language.word(match scope {
        Scope::PracticeBound => "scope-practice-bound",
        Scope::PracticeTranscending => "scope-practice-transcending",
    })
}

/// Whose hours.
#[must_use]
pub fn role(language: Language, role: StaffRole) -> String {
    language.word(match role {
        StaffRole::Gp => "role-gp",
        StaffRole::PracticeNurse => "role-practice-nurse",
        StaffRole::Staff => "role-staff",
    })
}

/// A pot's name; a region's one pot has a word, the others are named by the fund.
#[must_use]
pub fn pot(language: Language, pot: &PotId) -> String {
    if *pot == PotId::region() { language.word("pot-region") } else { pot.to_string() }
}

/// What is wrong with one field of a file, with its place: the file's name, the line, from 1, and the column, or the
/// line alone when it is about the line.
#[must_use]
pub fn row_problem(language: Language, file: &str, line: u64, problem: &RowProblem) -> String {
    let line = format::whole(language, line);
    let rule = row_rule(language, problem.rule);
    let facts = [("file", file), ("line", &line), ("rule", &rule), ("field", problem.field)];
    if problem.field.is_empty() {
        return Messages::text(language, "row-problem-of-line", &facts[..3]);
    }
    Messages::text(language, "row-problem", &facts)
}

/// The rule that a row does not keep.
#[must_use]
pub fn row_rule(language: Language, rule: RowRule) -> String {
    let RowRule::AreaForm(forms) = rule else { return language.word(&key("row", rule.code())) };
    let forms: Vec<_> = forms.iter().map(|form| area_form(language, form)).collect();
    Messages::text(language, "row-area-form", &[("forms", &forms.join(", "))])
}

/// What the code of an area looks like.
#[must_use]
pub fn area_form(language: Language, form: AreaForm) -> String {
    language.word(&key("area-form", form.code()))
}

/// What is wrong with a bank statement or an entry of it, by the code of the problem.
#[must_use]
pub fn statement_problem(language: Language, code: &str) -> String {
    language.word(&key("statement-problem", code))
}

/// The key of something with a code: `kind` and `extra_staff` give `kind-extra-staff`.
pub(super) fn key(list: &str, code: &str) -> String {
    format!("{list}-{}", code.replace('_', "-"))
}
