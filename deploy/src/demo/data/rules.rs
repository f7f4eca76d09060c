//! The rules documents that the command carries.

use thiserror::Error;
use wijkfonds_domain::rules::{FundRules, RulesProblem, YearRules};
use wijkfonds_domain::terms::Year;

/// Why an embedded document cannot be used. A test reads them all, so this is for who edits one.
#[derive(Debug, Error)]
pub(crate) enum EmbeddedRulesError {
    #[error("a rules document does not read: {0}")]
    Form(#[from] toml::de::Error),
    #[error("the rules of {name}: {}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Problems { name: String, problems: Vec<RulesProblem> },
}

/// Reads and checks a document.
///
/// # Errors
/// When it is no rules document, or one with problems: all of them.
pub(super) fn read(text: &str) -> Result<FundRules, EmbeddedRulesError> {
    let rules: FundRules = toml::from_str(text)?;
    let name = rules.name.clone();
    rules.checked().map_err(|problems| EmbeddedRulesError::Problems { name, problems })
}

/// The values of a year.
///
/// # Errors
/// When a rule has none for it.
pub(super) fn of_year(rules: &FundRules, year: Year) -> Result<YearRules, EmbeddedRulesError> {
    let problem =
        |problem| EmbeddedRulesError::Problems { name: rules.name.clone(), problems: vec![problem] };
    rules.for_year(year).map_err(problem)
}
