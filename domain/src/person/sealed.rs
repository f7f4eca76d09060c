//! Texts that only the holder of a person's key can read.

use super::{PersonField, PersonId};
use crate::opaque::opaque_debug;
use serde::{Deserialize, Serialize};

/// A sealed text of a person. What it says is known outside the domain only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// Whose key opens it.
    pub person: PersonId,
    /// The ciphertext, in hexadecimal digits.
    pub sealed: String,
}

/// A name: sealed, or plain in what was taken in before names were sealed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Name {
    /// As it was written.
    Plain(String),
    /// Sealed.
    Sealed(Sealed),
}

/// A sealed text where a text stands. Reasons, remarks and the texts of forms are texts to the domain, which never
/// asks what they say: sealed they are texts as well, which begin with a sign that nobody can type, and old ones
/// stay as they were.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedText {
    /// To what the text is bound besides its person: the code of a [`PersonField`], or [`SealedText::FREE`].
    pub field: String,
    /// How many characters it had.
    pub characters: usize,
    /// What opens to it.
    pub sealed: Sealed,
}

opaque_debug!(Sealed, Name, SealedText);

impl SealedText {
    /// What a text stands behind when it is sealed: a character for private use.
    pub const SIGN: char = '\u{e000}';
    /// The field of a text that is no field of a person.
    pub const FREE: &str = "text";

    /// As it stands in the place of the text: the sign, then whose, which field, how long and the ciphertext.
    #[must_use]
    pub fn written(&self) -> String {
        let Sealed { person, sealed } = &self.sealed;
        format!("{}{person}:{}:{}:{sealed}", Self::SIGN, self.field, self.characters)
    }

    /// Reads what stands in the place of a text; `None` when it is not sealed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::read_first(text).filter(|(_, rest)| rest.is_empty()).map(|(read, _)| read)
    }

    /// Reads the sealed text with which a text begins, as one of several that were joined does, and gives the rest.
    #[must_use]
    pub fn read_first(text: &str) -> Option<(Self, &str)> {
        let mut parts = text.strip_prefix(Self::SIGN)?.splitn(4, ':');
        let person = PersonId::try_from(parts.next()?.to_owned()).ok()?;
        let field = parts.next()?.to_owned();
        let known = field == Self::FREE || PersonField::from_code(&field).is_some();
        let characters = parts.next()?.parse().ok()?;
        let from = parts.next().filter(|_| known)?;
        let end = from.find(|c| !matches!(c, '0'..='9' | 'a'..='f')).unwrap_or(from.len());
        let (digits, rest) = from.split_at(end);
        let sealed = Sealed { person, sealed: digits.to_owned() };
        digits.len().is_multiple_of(2).then_some((Self { field, characters, sealed }, rest))
    }
}

/// How many characters a text has, or had before it was sealed.
#[must_use]
pub fn length(text: &str) -> usize {
    SealedText::read(text).map_or_else(|| text.chars().count(), |sealed| sealed.characters)
}

impl Name {
    /// Whether there is nothing in it; of a sealed name that was seen to before it was sealed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Plain(text) if text.trim().is_empty())
    }

    /// The text, unless it is sealed.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Sealed(_) => None,
        }
    }

    /// What can be shown without a key: the text, or whose it is.
    #[must_use]
    pub fn without_key(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Sealed(sealed) => sealed.person.as_str(),
        }
    }

    /// The sealed text, unless it is plain.
    #[must_use]
    pub fn sealed(&self) -> Option<&Sealed> {
        match self {
            Self::Plain(_) => None,
            Self::Sealed(sealed) => Some(sealed),
        }
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

/// A name as it is compared with others: without capitals, and with single spaces. An owner who counts as two
/// because the name was typed otherwise would make a figure look safer than it is.
#[must_use]
pub fn as_compared(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_is_read_as_it_was_written_and_nothing_else_is_one() {
        let person = PersonId::of_request("an", "1", 0);
        let sealed = Sealed { person, sealed: "00ff".into() };
        let text = SealedText { field: "text".into(), characters: 7, sealed };
        let written = text.written();
        assert!(SealedText::read(&written) == Some(text));
        assert_eq!((length(&written), length("één"), length("")), (7, 3, 0));
        let joined = format!("{written}; {written}");
        assert_eq!(SealedText::read_first(&joined).unwrap().1, &joined[written.len()..]);
        assert!(SealedText::read(&joined).is_none());
        let cases =
            [&written[3..], &written.replace(":7:", ":-7:"), &written.replace("00ff", "00f"), "text", ""];
        for case in cases.into_iter().chain([written.replace(":text:", ":words:").as_str()]) {
            assert!(SealedText::read(case).is_none(), "{case}");
        }
    }
}
