//! What is sealed before the store sees it, and opened for the fund's own staff.
//!
//! Names of practices and owners, of members of the committee and of who holds an account are sealed with the key of
//! the person; what is written and handed in about projects with the key of a file, which is that of a practice in a
//! fund year. Whoever reads for the fund's staff reads through [`opened`], so that nobody else has to know.

mod file;
mod opened;
mod order;

pub(super) use file::file_of;
pub(super) use opened::Opened;
pub(super) use order::Sealing;

use super::fund::CommandError;
use std::collections::BTreeMap;
use std::path::Path;
use wijkfonds_domain::committee;
use wijkfonds_domain::count::enrolled::Overviews;
use wijkfonds_domain::orders::{self, BankStatement, Iban, Payee};
use wijkfonds_domain::person::{
    self, Name, PersonField, PersonId, PersonKind, Sealed, SealedText, attachment::Attachment,
};
use wijkfonds_domain::project::ApplicationId;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Agb, Date};
use wijkfonds_store::attachments::{AttachmentFault, Attachments};
use wijkfonds_store::keys::{KeyFault, Keys};

/// To what a practice's name is bound when it is sealed with its owner's key. No code of a [`PersonField`].
const PRACTICE: &str = "practice";
/// To what a document is bound, and its file's name.
const DOCUMENT: &str = "document";
pub(super) const FILE_NAME: &str = "file_name";
/// The key of the keyed digests of account numbers.
const ACCOUNTS: &str = "accounts";

/// Fields of a person as they came in.
pub(crate) type PlainFields = BTreeMap<PersonField, String>;

/// An order whose texts are still to be sealed.
pub(crate) enum Unsealed {
    /// Overviews, with names as they came in.
    Overviews(Overviews),
    /// A person is taken in; its number follows from the request.
    Register { kind: PersonKind, fields: PlainFields, application: Option<ApplicationId>, on: Date },
    /// What is kept of a person changes.
    Change { person: PersonId, fields: PlainFields, on: Date },
    /// Somebody becomes a member of the committee; a command of another kind stays as it is.
    Appoint(committee::Command),
    /// A practice's account is registered.
    Payee { practice: Agb, payee: Payee, by: String, on: Date },
    /// A person is erased; afterwards the key is destroyed.
    Erase { person: PersonId, on: Date },
}

/// Why nothing could be sealed, opened or destroyed. Names nobody but by number.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// A document.
    #[error(transparent)]
    Attachment(#[from] AttachmentFault),
    /// The records.
    #[error(transparent)]
    Records(#[from] Fault),
}

impl From<SealFault> for CommandError {
    fn from(fault: SealFault) -> Self {
        tracing::error!(%fault, "keys of persons cannot be used");
        Self::Stopped
    }
}

/// The keys and documents of persons, beside a store.
#[derive(Clone)]
pub(crate) struct Sealer {
    keys: Keys,
    attachments: Attachments,
}

impl Sealer {
    /// Those of a data folder.
    pub(crate) fn open(data: &Path) -> Result<Self, SealFault> {
        Ok(Self { keys: Keys::open(data)?, attachments: Attachments::open(data)? })
    }

    /// What is done before the fund works: the key of account numbers is made, unless some are sealed with one that
    /// is lost; erasures are finished; and documents that nobody names are removed.
    pub(crate) fn begin(&self, records: &dyn Records) -> Result<(), SealFault> {
        if !self.keys.has(ACCOUNTS) && !orders::any_sealed(records)? {
            self.keys.create(&[ACCOUNTS])?;
        }
        self.finish_erasures(records)?;
        let documents = person::attachment::all(records)?;
        Ok(self.attachments.sweep(&documents.into_iter().map(|document| document.digest).collect())?)
    }

    /// Destroys what is left of persons who were erased: the process may have ended in between.
    fn finish_erasures(&self, records: &dyn Records) -> Result<(), SealFault> {
        let documents = person::attachment::all(records)?;
        for person in person::persons(records, None, usize::MAX)? {
            if person.erased_on.is_some() {
                self.destroy(&person.id, &documents)?;
            }
        }
        Ok(())
    }

    /// Destroys a person's key, and removes the documents among these that are sealed with it.
    pub(super) fn destroy(&self, person: &PersonId, documents: &[Attachment]) -> Result<(), SealFault> {
        // the key first: without it a document that stays says nothing
        self.keys.destroy(person.as_str())?;
        for document in documents.iter().filter(|document| document.person == *person) {
            self.attachments.remove(&document.digest)?;
        }
        Ok(())
    }

    /// Takes back the keys that were made for an order which was not carried out.
    pub(super) fn take_back(&self, made: &[PersonId]) {
        for person in made {
            // nothing was sealed with it that is kept
            if let Err(fault) = self.keys.forget(person.as_str()) {
                tracing::warn!(%fault, %person, "a key that nobody needs is left");
            }
        }
    }

    /// The name as staff may read it: opened, unless its key is gone or does not fit.
    pub(super) fn opened(&self, name: Name, field: &str) -> Name {
        let Name::Sealed(sealed) = &name else { return name };
        match self.text(sealed, field) {
            Ok(Some(text)) => Name::Plain(text),
            Ok(None) => name,
            Err(fault) => {
                tracing::error!(%fault, "a name cannot be opened");
                name
            }
        }
    }

    /// A practice's name as staff may read it.
    pub(super) fn practice(&self, name: Name) -> Name {
        self.opened(name, PRACTICE)
    }

    /// A statement with a keyed digest beside each account.
    pub(super) fn statement(&self, mut statement: BankStatement) -> Result<BankStatement, KeyFault> {
        for entry in &mut statement.entries {
            entry.account_digest = entry.account.as_ref().map(|iban| self.digest(iban)).transpose()?;
        }
        Ok(statement)
    }

    fn digest(&self, iban: &Iban) -> Result<String, KeyFault> {
        self.keys.digest(ACCOUNTS, PersonField::AccountNumber.code(), iban.as_str().as_bytes())
    }

    fn text(&self, sealed: &Sealed, field: &str) -> Result<Option<String>, KeyFault> {
        let person = sealed.person.as_str();
        let damaged = || KeyFault::Damaged { person: person.to_owned() };
        let bytes = from_hexadecimal(&sealed.sealed).ok_or_else(damaged)?;
        let opened = self.keys.open_sealed(person, field, &bytes)?;
        opened.map(|text| String::from_utf8(text).map_err(|_| damaged())).transpose()
    }

    fn seal(&self, person: &PersonId, field: &str, text: &str) -> Result<Sealed, KeyFault> {
        let sealed = self.keys.seal(person.as_str(), field, text.as_bytes())?;
        Ok(Sealed {
            person: person.clone(),
            sealed: sealed.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    /// A text as it stands sealed in the place of a text.
    fn sealed_text(&self, person: &PersonId, field: &str, text: &str) -> Result<String, KeyFault> {
        let sealed = self.seal(person, field, text)?;
        let characters = text.chars().count();
        Ok(SealedText { field: field.to_owned(), characters, sealed }.written())
    }
}

fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
