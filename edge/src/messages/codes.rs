//! The words for the domain's code lists.

use super::Messages;
use crate::{Language, format};
use wijkfonds_domain::count::{RowProblem, RowRule};
use wijkfonds_domain::measure::{Measure, Unit};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{Criterion, ProjectKind, Scope, Stage, Theme};
use wijkfonds_domain::rules::StaffRole;

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

/// What is wrong with one field of a file, with its place: the line of the file, from 1, which only who
/// reads the file knows.
#[must_use]
pub fn row_problem(language: Language, line: u64, problem: &RowProblem) -> String {
    let line = format::whole(language, line);
    let rule = row_rule(language, problem.rule);
    Messages::text(language, "row-problem", &[("line", &line), ("field", problem.field), ("rule", &rule)])
}

/// The rule that a row does not keep.
#[must_use]
pub fn row_rule(language: Language, rule: RowRule) -> String {
    language.word(&key("row", rule.code()))
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
