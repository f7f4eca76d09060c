//! Labels that pages carry, as those of a demonstration.

use crate::Language;
use serde::Deserialize;

/// A label, as a configuration file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The data is synthetic.
    Synthetic,
    /// Sixteen funds in 2018 is an anachronism.
    Anachronism,
}

impl Notice {
    /// The label in a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        language.word(match self {
            Self::Synthetic => "label-synthetic",
            Self::Anachronism => "label-anachronism",
        })
    }
}
