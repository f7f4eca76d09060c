//! What is sealed before the store sees it, and opened for the fund's own staff.
//!
//! The names of practices and their owners come in as text and are sealed with the key of the owner: an owner whose
//! name is known already, however it was typed, keeps its number, so that it stays one respondent in what is
//! published. Orders of this kind are sealed and carried out one after another, because two that bring the same new
//! owner at once would make two numbers of it.

use super::fund::{CommandError, Order};
use std::collections::BTreeMap;
use std::path::Path;
use wijkfonds_domain::count::enrolled::{OverviewRow, Overviews};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::person::{
    self, Fields, Name, Person, PersonField, PersonId, PersonKind, Sealed, attachment::Attachment,
};
use wijkfonds_domain::project::ApplicationId;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::Date;
use wijkfonds_store::attachments::{AttachmentFault, Attachments};
use wijkfonds_store::keys::{KeyFault, Keys};

/// To what a practice's name is bound when it is sealed with its owner's key. No code of a [`PersonField`].
const PRACTICE: &str = "practice";

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

    /// Destroys what is left of persons who were erased: the process may have ended in between.
    pub(crate) fn finish_erasures(&self, records: &dyn Records) -> Result<(), SealFault> {
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

    /// Destroys the keys that were made for an order which was not carried out.
    pub(super) fn take_back(&self, made: &[PersonId]) {
        for person in made {
            if let Err(fault) = self.keys.destroy(person.as_str()) {
                // nothing was sealed with it that is kept
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
}

/// The sealing of one order: what it may be compared with, and the keys that were made for it.
pub(super) struct Sealing<'a> {
    sealer: &'a Sealer,
    actor: &'a str,
    request_id: &'a str,
    persons: BTreeMap<PersonId, Person>,
    pub(super) made: Vec<PersonId>,
}

impl<'a> Sealing<'a> {
    pub(super) fn new(sealer: &'a Sealer, order: &'a Order<()>, persons: Vec<Person>) -> Self {
        let persons = persons.into_iter().map(|person| (person.id.clone(), person)).collect();
        Self { sealer, actor: &order.actor, request_id: &order.request_id, persons, made: Vec::new() }
    }

    /// The order's command, as the store may see it.
    pub(super) fn command(&mut self, unsealed: Unsealed) -> Result<Command, CommandError> {
        Ok(match unsealed {
            Unsealed::Overviews(overviews) => Command::ImportOverviews(self.overviews(overviews)?),
            Unsealed::Register { kind, fields, application, on } => {
                let person = self.number(0);
                self.living(&person)?;
                self.make(&person)?;
                let fields = self.fields(&person, &fields)?;
                Command::People(person::Command::Register { person, kind, fields, application, on })
            }
            Unsealed::Change { person, fields, on } => {
                if !self.persons.contains_key(&person) {
                    return Err(CommandError::Refused(person::Refusal::Unknown(person).into()));
                }
                self.living(&person)?;
                let fields = self.fields(&person, &fields)?;
                Command::People(person::Command::Change { person, fields, on })
            }
            Unsealed::Erase { person, on } => Command::People(person::Command::Erase { person, on }),
        })
    }

    fn overviews(&mut self, mut overviews: Overviews) -> Result<Overviews, CommandError> {
        let mut owners = self.known_owners()?;
        for (place, row) in overviews.rows.iter_mut().enumerate() {
            // what is blank is refused, and must still be seen to be blank
            let (Some(owner), false, false) = (row.owner.plain(), row.owner.is_blank(), row.name.is_blank())
            else {
                continue;
            };
            let written = person::as_compared(owner);
            let id = owners.entry(written).or_insert_with(|| self.number(place)).clone();
            self.living(&id)?;
            self.make(&id)?;
            self.row(row, &id)?;
        }
        Ok(overviews)
    }

    fn row(&self, row: &mut OverviewRow, owner: &PersonId) -> Result<(), SealFault> {
        for (name, field) in [(&mut row.owner, PersonField::Name.code()), (&mut row.name, PRACTICE)] {
            if let Some(text) = name.plain() {
                *name = Name::Sealed(self.sealer.seal(owner, field, text)?);
            }
        }
        Ok(())
    }

    /// The owners there are, by the name that is compared.
    fn known_owners(&self) -> Result<BTreeMap<String, PersonId>, SealFault> {
        let mut owners = BTreeMap::new();
        let living = |person: &&Person| person.erased_on.is_none();
        for person in self.persons.values().filter(living) {
            if person.kind != PersonKind::PracticeOwner {
                continue;
            }
            let Some(sealed) = person.fields.get(&PersonField::Name) else { continue };
            // without its key nobody can tell whether an owner comes again, and one would count as two
            let no_key = || KeyFault::NoKey { person: person.id.to_string() };
            let text = self.sealer.text(sealed, PersonField::Name.code())?.ok_or_else(no_key)?;
            owners.insert(person::as_compared(&text), person.id.clone());
        }
        Ok(owners)
    }

    fn fields(&self, person: &PersonId, plain: &PlainFields) -> Result<Fields, SealFault> {
        let seal = |(field, text): (&PersonField, &String)| {
            Ok((*field, self.sealer.seal(person, field.code(), text)?))
        };
        plain.iter().map(seal).collect()
    }

    /// The number of the new person of that place in the order: the same when the order is repeated.
    fn number(&self, place: usize) -> PersonId {
        PersonId::of_request(self.actor, self.request_id, place)
    }

    /// Nobody who was erased gets a key again.
    fn living(&self, id: &PersonId) -> Result<(), CommandError> {
        if self.persons.get(id).is_some_and(|person| person.erased_on.is_some()) {
            return Err(CommandError::Refused(person::Refusal::AlreadyErased(id.clone()).into()));
        }
        Ok(())
    }

    /// Makes a key for somebody who is not known yet. Who is known and has none would be sealed for nobody.
    fn make(&mut self, id: &PersonId) -> Result<(), SealFault> {
        if !self.persons.contains_key(id) && self.sealer.keys.create(id.as_str())? {
            self.made.push(id.clone());
        }
        Ok(())
    }
}

fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
