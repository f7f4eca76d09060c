//! The languages that people can read, and how one is chosen.

use crate::messages::Messages;
use serde::Deserialize;

/// A language. Dutch unless someone asks otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub enum Language {
    /// Nederlands.
    #[default]
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, Dutch first.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The code in addresses and in `lang` attributes: `nl` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Dutch => "Nederlands",
            Self::English => "English",
        }
    }

    /// The language with a code, as it stands in `?lang=`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language that an `Accept-Language` header likes best. Of equally liked ones the first; `None`
    /// when it names neither.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let liked = header.split(',').filter_map(liked_language);
        let best = liked.fold(None, |best: Option<(Self, u16)>, found| match best {
            Some((_, weight)) if weight >= found.1 => best,
            _ => Some(found),
        });
        best.map(|(language, _)| language)
    }

    /// A word or sentence without variables; see [`Messages::text`].
    #[must_use]
    pub fn word(self, key: &str) -> String {
        Messages::text(self, key, &[])
    }
}

/// One element of an `Accept-Language` header (`en-GB;q=0.8`) with its weight in thousandths, if we have it.
fn liked_language(element: &str) -> Option<(Language, u16)> {
    let mut parts = element.split(';').map(str::trim);
    let tag = parts.next()?.to_ascii_lowercase();
    let language = Language::from_code(tag.split('-').next()?)?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
    (weight > 0).then_some((language, weight))
}

/// `0.85` as 850; `None` for what is no weight.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1 || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let weight: u16 = format!("{whole}{decimals:0<3}").parse().ok()?;
    (weight <= 1000).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gives_the_language_that_it_likes_best() {
        let (nl, en) = (Some(Language::Dutch), Some(Language::English));
        let table = [
            ("nl", nl),
            ("en-GB,en;q=0.9", en),
            ("en;q=0.5, nl-NL;q=0.8", nl),
            ("nl;q=0.3,en;q=0.30", nl),
            ("en;q=0.300,nl;q=0.3", en),
            ("fr, de;q=0.9, EN;q=0.1", en),
            ("nl;q=0, en;q=0.1", en),
            ("nl;q=0", None),
            ("en;q=2", None),
            ("en;q=0.1234", None),
            ("en;q=x", None),
            ("*", None),
            ("english", None),
            ("", None),
        ];
        for (header, expected) in table {
            assert_eq!(Language::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn every_code_reads_back_and_others_do_not() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        for code in ["", "NL", "fr", "nl-NL"] {
            assert_eq!(Language::from_code(code), None, "{code}");
        }
    }
}
