//! To which account a practice is paid. A change is a new version; the old one stays.

use crate::opaque::opaque_debug;
use crate::person::{self, Sealed, SealedText};
use crate::records::{Fault, Records, Table};
use crate::terms::Agb;
use serde::{Deserialize, Serialize};

/// An account number, checked by its check digits (ISO 13616, modulo 97). Does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// A text that is no account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an IBAN is two letters, two check digits that are right, and 11 to 30 letters and digits")]
pub struct NoIban;

impl Iban {
    /// Checks a text; spaces are left out and letters made capitals.
    ///
    /// # Errors
    /// [`NoIban`] for a wrong length, character or check digit.
    pub fn new(text: &str) -> Result<Self, NoIban> {
        let text: String = text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        let bytes = text.as_bytes();
        let shaped = (15..=34).contains(&bytes.len())
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..4].iter().all(u8::is_ascii_digit)
            && (!text.starts_with("NL") || bytes.len() == 18);
        if !shaped {
            return Err(NoIban);
        }
        let turned = bytes[4..].iter().chain(&bytes[..4]);
        let rest = turned.fold(0u32, |rest, byte| match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
        });
        if rest == 1 { Ok(Self(text)) } else { Err(NoIban) }
    }

    /// The whole number, for the bank alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four characters, for lists.
    #[must_use]
    pub fn last_four(&self) -> &str {
        // checked when it was made: at least 15 characters, all of them ASCII
        &self.0[self.0.len() - 4..]
    }
}

impl TryFrom<String> for Iban {
    type Error = NoIban;
    fn try_from(text: String) -> Result<Self, NoIban> {
        Self::new(&text)
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

/// An account number as it is kept: sealed, or plain in what was registered before numbers were sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AccountNumber {
    /// As it is written.
    Plain(Iban),
    /// Sealed with the key of its holder.
    Sealed(SealedAccount),
}

/// A sealed account number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedAccount {
    /// What opens to it, as [`SealedText`] writes it; or the number itself where it was opened.
    pub number: String,
    /// A keyed digest, by which the bank's statement finds it again.
    pub digest: String,
}

impl AccountNumber {
    /// The number, unless it is sealed.
    #[must_use]
    pub fn plain(&self) -> Option<Iban> {
        match self {
            Self::Plain(iban) => Some(iban.clone()),
            Self::Sealed(account) => Iban::new(&account.number).ok(),
        }
    }

    /// What opens to it, when it is sealed.
    #[must_use]
    pub fn sealed(&self) -> Option<Sealed> {
        match self {
            Self::Plain(_) => None,
            Self::Sealed(account) => SealedText::read(&account.number).map(|text| text.sealed),
        }
    }

    /// Whether it is the account of which a statement says the number and its digest.
    #[must_use]
    pub fn is(&self, number: Option<&Iban>, digest: Option<&str>) -> bool {
        match self {
            Self::Plain(iban) => Some(iban) == number,
            Self::Sealed(account) => Some(account.digest.as_str()) == digest,
        }
    }
}

impl From<Iban> for AccountNumber {
    fn from(iban: Iban) -> Self {
        Self::Plain(iban)
    }
}

/// Who is paid, on which account: the personal part, in one place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    /// The account holder, 1 to 70 characters as credit transfers allow; may be sealed.
    pub holder: String,
    /// The account.
    pub iban: AccountNumber,
}

/// An account of a practice, and who answers for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeVersion {
    /// From 1 per practice.
    pub version: u32,
    /// The account.
    pub payee: Payee,
    /// Who registered it.
    pub registered_by: String,
    /// Who else confirmed it.
    pub confirmed_by: Option<String>,
}

opaque_debug!(Iban, AccountNumber, SealedAccount, Payee, PayeeVersion);

pub(super) const VERSIONS: Table<PayeeVersion> = Table::new("payee");
pub(super) const LATEST: Table<u32> = Table::new("payee-latest");

/// The account registered last for a practice, confirmed or not.
///
/// # Errors
/// [`Fault`] from the store.
pub fn latest(records: &dyn Records, practice: &Agb) -> Result<Option<PayeeVersion>, Fault> {
    let Some(number) = LATEST.get(records, practice.as_str())? else { return Ok(None) };
    version(records, practice, number)
}

/// The account to which a practice is paid now: the one registered last, once it is confirmed, unless its holder
/// was erased.
///
/// # Errors
/// [`Fault`] from the store.
pub fn confirmed(records: &dyn Records, practice: &Agb) -> Result<Option<PayeeVersion>, Fault> {
    let Some(latest) = latest(records, practice)? else { return Ok(None) };
    let stands = latest.confirmed_by.is_some() && !person::is_erased(records, &latest.payee)?;
    Ok(stands.then_some(latest))
}

/// A version of a practice's account, of which an order keeps the number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn version(records: &dyn Records, practice: &Agb, number: u32) -> Result<Option<PayeeVersion>, Fault> {
    VERSIONS.get(records, format_args!("{}/{number:08}", practice.as_str()))
}

/// All versions of a practice's account, from the first.
///
/// # Errors
/// [`Fault`] from the store.
pub fn versions(records: &dyn Records, practice: &Agb) -> Result<Vec<PayeeVersion>, Fault> {
    let found = VERSIONS.under(records, format_args!("{}/", practice.as_str()))?;
    Ok(found.into_iter().map(|(_, version)| version).collect())
}

/// Whether the number of any account is sealed.
///
/// # Errors
/// [`Fault`] from the store.
pub fn any_sealed(records: &dyn Records) -> Result<bool, Fault> {
    let found = VERSIONS.under(records, "")?;
    Ok(found.iter().any(|(_, version)| matches!(version.payee.iban, AccountNumber::Sealed(_))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_is_checked_by_its_digits() {
        let cases = [
            ("NL91ABNA0417164300", true),
            ("nl91 abna 0417 1643 00", true),
            ("DE89370400440532013000", true),
            ("NL91ABNA0417164301", false),
            ("NL19ABNA0417164300", false),
            ("NL91ABNA041716430", false),
            ("NL91ABNA04171643é0", false),
            ("", false),
        ];
        for (text, good) in cases {
            assert_eq!(Iban::new(text).is_ok(), good, "{text}");
        }
        let iban = Iban::new("NL91ABNA0417164300").unwrap();
        assert_eq!((iban.last_four(), format!("{iban:?}").as_str()), ("4300", "Iban(…)"));
    }
}
