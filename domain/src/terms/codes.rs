//! Codes that others gave: AGB, UZOVI, areas; and the names of regions and staff.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Makes a checked text type: `new` checks, `as_str` reads, serde goes through the check.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $bad:ident, $message:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[doc = concat!("A text that is no [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
        #[error($message)]
        pub struct $bad;

        impl $name {
            /// Checks a text.
            ///
            /// # Errors
            /// When the text breaks the rule that the type's documentation gives.
            pub fn new(text: impl Into<String>) -> Result<Self, $bad> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                if check(&text) { Ok(Self(text)) } else { Err($bad) }
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $bad;
            fn try_from(text: String) -> Result<Self, $bad> {
                Self::new(text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $bad;
            fn from_str(text: &str) -> Result<Self, $bad> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// For codes that are public by nature: they may be printed.
macro_rules! printable {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

checked_text!(
    /// A GP practice's AGB code: eight digits, the first two its kind of care, 01 (GP) or 37
    /// (health centre). No check digit is published, so none is checked (source: vecozo.nl, vektis.nl).
    /// It points at a practice, so it prints only as its kind.
    Agb, BadAgb, "an AGB code is eight digits and starts with 01 or 37",
    |text| text.len() == 8 && digits(text) && (text.starts_with("01") || text.starts_with("37"))
);

impl fmt::Debug for Agb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Agb({}······)", &self.0[..2])
    }
}

checked_text!(
    /// A health insurer's UZOVI code: four digits, from the register that Vektis keeps.
    Uzovi, BadUzovi, "a UZOVI code is four digits", |text| text.len() == 4 && digits(text)
);

checked_text!(
    /// An area that can be designated: a CBS code (`BU03630001`) or a postcode (`1013`, `1013AB`).
    /// Two to twelve capital letters and digits.
    AreaCode, BadAreaCode, "an area code is 2 to 12 capital letters and digits",
    |text| (2..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
);

checked_text!(
    /// A regional fund's identifier in names and addresses, such as `noord-holland`:
    /// 2 to 40 small letters, digits and single hyphens inside.
    RegionId, BadRegionId, "a region id is 2 to 40 small letters, digits and hyphens inside", slug
);

checked_text!(
    /// A member of staff's name in a certificate, written as a [`RegionId`] is.
    StaffName, BadName, "a staff name is 2 to 40 small letters, digits and hyphens inside", slug
);

checked_text!(
    /// The SHA-256 of an insurer's public key (its SubjectPublicKeyInfo), as 64 small hex digits:
    /// what a region's list of insurers holds, so that nobody else's certificate passes for one.
    InsurerKey, BadInsurerKey, "a key fingerprint is 64 small hexadecimal digits",
    |text| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
);

printable!(Uzovi, AreaCode, RegionId, StaffName, InsurerKey);

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn slug(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_accept_what_their_rule_says_and_nothing_else() {
        let cases = [
            (Agb::new("01234567").is_ok(), true),
            (Agb::new("37000001").is_ok(), true),
            (Agb::new("02234567").is_ok(), false),
            (Agb::new("0123456").is_ok(), false),
            (Agb::new("0123456x").is_ok(), false),
            (Uzovi::new("3311").is_ok(), true),
            (Uzovi::new("0101").is_ok(), true),
            (Uzovi::new("101").is_ok(), false),
            (Uzovi::new("٣٣١١").is_ok(), false),
            (AreaCode::new("BU03630001").is_ok(), true),
            (AreaCode::new("1013AB").is_ok(), true),
            (AreaCode::new("1013 AB").is_ok(), false),
            (AreaCode::new("").is_ok(), false),
            (RegionId::new("amsterdam-almere").is_ok(), true),
            (RegionId::new("-amsterdam").is_ok(), false),
            (RegionId::new("a--b").is_ok(), false),
            (RegionId::new("Amsterdam").is_ok(), false),
            (InsurerKey::new("0".repeat(64)).is_ok(), true),
            (InsurerKey::new("G".repeat(64)).is_ok(), false),
        ];
        for (row, (made, expected)) in cases.into_iter().enumerate() {
            assert_eq!(made, expected, "row {row}");
        }
    }

    #[test]
    fn an_agb_code_does_not_print() {
        let agb = Agb::new("01987654").unwrap();
        assert_eq!(format!("{agb:?}"), "Agb(01······)");
    }

    #[test]
    fn stored_codes_are_checked_when_they_are_read() {
        assert!(serde_json::from_str::<Uzovi>("\"33a1\"").is_err());
        assert!(serde_json::from_str::<Uzovi>("\"3311\"").is_ok());
    }
}
