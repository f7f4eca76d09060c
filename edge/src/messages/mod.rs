//! What people read: every word and sentence in Dutch and English, by key.
//!
//! The two files are part of the program. A key that is not there shows itself as `{key}` on the page
//! instead of stopping anything; tests hold that the files have the same keys with the same variables, and
//! that every code of the domain has its sentence.

mod codes;
mod explain;
mod grounds;
mod history;
mod index;
mod minutes;
mod refused;
mod report;
mod rules;
#[cfg(test)]
mod tests;

pub use codes::{
    area_form, because, criterion, figure, kind, measure, pot, reason, role, row_problem, row_rule, scope,
    stage, statement_problem, theme, unit,
};
pub use explain::explained;
pub use grounds::{grounds, grounds_value};
pub use history::{actor, moment};
pub use index::{index_left_out, index_placement, indicator};
pub use minutes::{minutes, seat};
pub use refused::{exclusion, missing, refusal, refusal_of_code};
pub use report::{account, shortfall_entry, year_report};
pub use rules::{RuleValue, rule_values};

use crate::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::{LanguageIdentifier, langid};

const DUTCH: &str = include_str!("../../messages/nl.ftl");
const ENGLISH: &str = include_str!("../../messages/en.ftl");

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| Messages {
    dutch: bundle(langid!("nl-NL"), DUTCH),
    english: bundle(langid!("en-GB"), ENGLISH),
});

/// The words and sentences of both languages.
pub struct Messages {
    dutch: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl Messages {
    /// The text of a key with its variables filled in. Numbers, amounts and days are handed in as text, as
    /// [`crate::format`] writes them. A key that is not there gives `{key}`, and so does a variable.
    #[must_use]
    pub fn text(language: Language, key: &str, args: &[(&str, &str)]) -> String {
        let bundle = MESSAGES.bundle(language);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("{{{key}}}");
        };
        let args: FluentArgs<'_> = args.iter().copied().collect();
        // what fluent cannot fill in it leaves visible in the text
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Whether a language has a key.
    #[must_use]
    pub fn has(language: Language, key: &str) -> bool {
        MESSAGES.bundle(language).has_message(key)
    }

    const fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        match language {
            Language::Dutch => &self.dutch,
            Language::English => &self.english,
        }
    }
}

/// What of a file cannot be read is left out, and so becomes visible as `{key}`; a test reads both in full.
fn bundle(language: LanguageIdentifier, file: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // both languages run from left to right, and the marks would be copied along with an amount
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}
