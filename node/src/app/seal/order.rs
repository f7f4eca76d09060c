//! The sealing of one order about persons.
//!
//! Names come in as text and are sealed with the key of the person: an owner whose name is known already, however it
//! was typed, keeps its number, so that it stays one respondent in what is published. Orders of this kind are sealed
//! and carried out one after another, because two that bring the same new owner at once would make two numbers of it.

use super::super::fund::{CommandError, Order};
use super::{PRACTICE, PlainFields, SealFault, Sealer, Unsealed};
use std::collections::BTreeMap;
use wijkfonds_domain::committee;
use wijkfonds_domain::count::enrolled::{OverviewRow, Overviews};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::orders::{self, Payee, PayeeVersion, SealedAccount};
use wijkfonds_domain::person::{self, Fields, Name, Person, PersonField, PersonId, PersonKind, SealedText};
use wijkfonds_store::keys::KeyFault;

/// The sealing of one order: what it may be compared with, and the keys that were made for it.
pub(crate) struct Sealing<'a> {
    sealer: &'a Sealer,
    actor: &'a str,
    request_id: &'a str,
    persons: BTreeMap<PersonId, Person>,
    payees: Vec<PayeeVersion>,
    made: Vec<PersonId>,
}

impl<'a> Sealing<'a> {
    /// `payees`: the accounts of the practice whose account the order registers.
    pub(crate) fn new(
        sealer: &'a Sealer,
        order: &'a Order<()>,
        persons: Vec<Person>,
        payees: Vec<PayeeVersion>,
    ) -> Self {
        let persons = persons.into_iter().map(|person| (person.id.clone(), person)).collect();
        Self { sealer, actor: &order.actor, request_id: &order.request_id, persons, payees, made: Vec::new() }
    }

    /// For whom keys were made.
    pub(crate) fn made(self) -> Vec<PersonId> {
        self.made
    }

    /// The order's command, as the store may see it.
    pub(crate) fn command(&mut self, unsealed: Unsealed) -> Result<Command, CommandError> {
        Ok(match unsealed {
            Unsealed::Overviews(overviews) => Command::ImportOverviews(self.overviews(overviews)?),
            Unsealed::Register { kind, fields, application, on } => {
                let person = self.number(0);
                self.living(&person)?;
                self.make(&[&person])?;
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
            Unsealed::Appoint(command) => Command::Committee(self.appoint(command)?),
            Unsealed::Payee { practice, payee, by, on } => {
                let payee = self.payee(payee)?;
                Command::Orders(Box::new(orders::Command::RegisterPayee { practice, payee, by, on }))
            }
            Unsealed::Erase { person, on } => Command::People(person::Command::Erase { person, on }),
        })
    }

    fn overviews(&mut self, mut overviews: Overviews) -> Result<Overviews, CommandError> {
        let mut owners = self.known_owners()?;
        let mut sealed = Vec::new();
        for (place, row) in overviews.rows.iter_mut().enumerate() {
            // what is blank is refused, and must still be seen to be blank
            let (Some(owner), false, false) = (row.owner.plain(), row.owner.is_blank(), row.name.is_blank())
            else {
                continue;
            };
            let written = person::as_compared(owner);
            let id = owners.entry(written).or_insert_with(|| self.number(place)).clone();
            self.living(&id)?;
            sealed.push((row, id));
        }
        self.make(&sealed.iter().map(|(_, id)| id).collect::<Vec<_>>())?;
        for (row, id) in sealed {
            self.row(row, &id)?;
        }
        Ok(overviews)
    }

    fn appoint(&mut self, mut command: committee::Command) -> Result<committee::Command, CommandError> {
        if let committee::Command::Appoint { name, .. } = &mut command
            && !name.trim().is_empty()
        {
            let person = self.number(0);
            self.living(&person)?;
            self.make(&[&person])?;
            *name = self.text(&person, PersonField::Name, name)?;
        }
        Ok(command)
    }

    /// The same holder of a practice's accounts is the same person.
    fn payee(&mut self, payee: Payee) -> Result<Payee, CommandError> {
        let Some(iban) = payee.iban.plain().filter(|_| !payee.holder.trim().is_empty()) else {
            return Ok(payee);
        };
        let id = self.known_holder(&payee.holder)?.unwrap_or_else(|| self.number(0));
        self.living(&id)?;
        self.make(&[&id])?;
        let holder = self.text(&id, PersonField::Name, &payee.holder)?;
        let number = self.text(&id, PersonField::AccountNumber, iban.as_str())?;
        let digest = self.sealer.digest(&iban).map_err(SealFault::from)?;
        Ok(Payee { holder, iban: orders::AccountNumber::Sealed(SealedAccount { number, digest }) })
    }

    fn known_holder(&self, holder: &str) -> Result<Option<PersonId>, SealFault> {
        let written = person::as_compared(holder);
        for known in &self.payees {
            let Some(SealedText { field, sealed, .. }) = SealedText::read(&known.payee.holder) else {
                continue;
            };
            let text = self.sealer.text(&sealed, &field)?;
            if text.is_some_and(|text| person::as_compared(&text) == written) {
                return Ok(Some(sealed.person));
            }
        }
        Ok(None)
    }

    fn text(&self, person: &PersonId, field: PersonField, text: &str) -> Result<String, SealFault> {
        Ok(self.sealer.sealed_text(person, field.code(), text)?)
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
            // one whose key a newer copy says is destroyed was erased after these records
            if person.kind != PersonKind::PracticeOwner || self.sealer.keys.is_destroyed(person.id.as_str()) {
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
        self.sealer.living(id, self.persons.get(id))
    }

    /// Makes the keys of those who are not known yet. Who is known and has none would be sealed for nobody.
    fn make(&mut self, ids: &[&PersonId]) -> Result<(), SealFault> {
        let new = ids.iter().filter(|id| !self.persons.contains_key(**id)).map(|id| id.as_str());
        let made = self.sealer.keys.create(&new.collect::<Vec<_>>())?;
        self.made.extend(
            ids.iter().filter(|id| made.iter().any(|made| made == id.as_str())).map(|id| (*id).clone()),
        );
        Ok(())
    }
}
