//! Files to the bank and from it. The domain knows orders and statements as values; what they look like in XML is
//! known here alone.

mod statement;
#[cfg(test)]
mod tests;
mod transfer;

pub(crate) use statement::{FileProblem, Place, read_statements};
pub(crate) use transfer::{exported, transfer};

use wijkfonds_domain::orders::{Iban, Payee};

/// An account that a SEPA credit transfer can be made to or from: the number as its country makes them, in a
/// country that takes part, and a name of which something is left in the characters that banks know.
pub(crate) fn account(holder: String, iban: &str) -> Result<Payee, NoAccount> {
    let known = sepa::validate_iban(iban.trim()).map_err(|_| NoAccount::Iban)?;
    if !known.is_sepa() {
        return Err(NoAccount::Iban);
    }
    let iban = Iban::new(known.as_str()).map_err(|_| NoAccount::Iban)?;
    let name = sepa::charset::transliterate(&holder, transfer::LETTERS);
    if name.trim().is_empty()
        || holder.chars().count() > 70
        || sepa::validate::check_name("Nm", &name).is_err()
    {
        return Err(NoAccount::Holder);
    }
    Ok(Payee { holder, iban: iban.into() })
}

/// Which part of an account is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoAccount {
    /// The number.
    Iban,
    /// The name.
    Holder,
}
