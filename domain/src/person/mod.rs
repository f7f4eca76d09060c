//! The people whom a fund has to do with: names, contact data and account numbers, sealed.
//!
//! The domain never sees what is sealed. A person has a number that says nothing ([`PersonId`]), fields whose
//! content only the holder of the person's key can open ([`Sealed`]), and a year in which the fund last had to do
//! with them. When the retention period of the fund's rules (`retention_years`) is over and no grant is open, a
//! person is erased: the key is destroyed outside the domain, and what is sealed stays what it is, for ever shut.

pub mod attachment;
mod decide;
mod id;
mod refusal;
mod sealed;
#[cfg(test)]
mod tests;

pub use attachment::{Attachment, AttachmentKind};
pub(crate) use decide::decide;
pub use id::{BadPersonId, PersonId};
pub use refusal::Refusal;
pub use sealed::{Name, Sealed, as_compared};

use crate::fund;
use crate::opaque::opaque_debug;
use crate::project::{self, Application, ApplicationId, Stage, code_list};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, Date, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

code_list!(
    /// What a person is to the fund.
    PersonKind {
        /// A GP.
        Gp = "gp",
        /// Who answers for an application.
        Contact = "contact",
        /// A member of the committee.
        CommitteeMember = "committee_member",
        /// Who holds an account that the fund pays to.
        AccountHolder = "account_holder",
        /// Who owns a practice; comes from the practices' overviews.
        PracticeOwner = "practice_owner",
    }
);

code_list!(
    /// What is kept of a person.
    PersonField {
        /// The name.
        Name = "name",
        /// The mail address.
        Email = "email",
        /// The telephone number.
        Telephone = "telephone",
        /// The postal address.
        Address = "address",
        /// The account number (IBAN).
        AccountNumber = "account_number",
    }
);

/// Sealed fields.
pub type Fields = BTreeMap<PersonField, Sealed>;

/// What the fund keeps of a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its number.
    pub id: PersonId,
    /// What it is to the fund.
    pub kind: PersonKind,
    /// What is kept; empty after the erasure.
    pub fields: Fields,
    /// The last year in which the fund had to do with the person.
    pub last_year: Year,
    /// When it was erased.
    pub erased_on: Option<Date>,
}

/// What can be asked.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A person is taken in.
    Register {
        /// The number, which nobody has yet.
        person: PersonId,
        /// What it is to the fund.
        kind: PersonKind,
        /// What is kept.
        fields: Fields,
        /// The application that it answers for.
        application: Option<ApplicationId>,
        /// When.
        on: Date,
    },
    /// What is kept changes; fields that are not given stay.
    Change {
        /// Who.
        person: PersonId,
        /// What changes.
        fields: Fields,
        /// When.
        on: Date,
    },
    /// A person is erased.
    Erase {
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// An attachment comes in, which is kept already.
    Attach(Attachment),
}

/// What has happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// A person was taken in.
    Registered {
        /// The number.
        person: PersonId,
        /// What it is to the fund.
        kind: PersonKind,
        /// What is kept, sealed.
        fields: Fields,
        /// The application that it answers for.
        application: Option<ApplicationId>,
        /// When.
        on: Date,
    },
    /// What is kept changed.
    Changed {
        /// Who.
        person: PersonId,
        /// What changed, sealed.
        fields: Fields,
        /// When.
        on: Date,
    },
    /// A person was erased.
    Erased {
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// An attachment came in.
    Attached {
        /// What.
        attachment: Attachment,
    },
}

opaque_debug!(Person, Command, Event);

const PERSONS: Table<Person> = Table::new("person");
/// By person, year and practice.
const PRACTICES_OF: Table<(Year, Agb)> = Table::new("person-practice");
/// By person and application.
const APPLICATIONS_OF: Table<ApplicationId> = Table::new("person-application");

/// A person.
///
/// # Errors
/// [`Fault`] from the store.
pub fn person(records: &dyn Records, id: &PersonId) -> Result<Option<Person>, Fault> {
    PERSONS.get(records, id)
}

/// Up to `limit` persons after a given one, by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn persons(records: &dyn Records, after: Option<&PersonId>, limit: usize) -> Result<Vec<Person>, Fault> {
    let page = PERSONS.page(records, "", after.map(PersonId::as_str), limit)?;
    Ok(page.into_iter().map(|(_, person)| person).collect())
}

/// Who can be erased on a day: not erased, the retention period is over, and no grant is open. By number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn due(records: &dyn Records, today: Date) -> Result<Vec<Person>, Fault> {
    let mut due = Vec::new();
    for person in persons(records, None, usize::MAX)? {
        if decide::check_erasure(records, &person, today)?.is_ok() {
            due.push(person);
        }
    }
    Ok(due)
}

/// The years for which a person is kept after the last year in which the fund had to do with them, as the rules
/// of a year say; `None` when they say nothing.
pub(crate) fn retention(records: &dyn Records, year: Year) -> Result<Option<u32>, Fault> {
    let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
    Ok(rules.and_then(|rules| rules.retention_years))
}

/// The applications of a person that money can still be granted on, or paid on.
pub(crate) fn open_applications(records: &dyn Records, id: &PersonId) -> Result<Vec<ApplicationId>, Fault> {
    let mut found = Vec::new();
    for (_, (year, agb)) in PRACTICES_OF.under(records, format_args!("{id}/"))? {
        found.extend(project::applications_of(records, year, &agb)?);
    }
    for (_, application) in APPLICATIONS_OF.under(records, format_args!("{id}/"))? {
        found.extend(project::application(records, application)?);
    }
    let mut open: Vec<_> = found.iter().filter(|one| is_open(one)).map(|one| one.id).collect();
    open.sort_unstable();
    open.dedup();
    Ok(open)
}

fn is_open(application: &Application) -> bool {
    application.stage.is_open()
        || matches!(application.stage, Stage::Granted | Stage::EvaluationIn)
        || application.instalments.iter().any(|instalment| instalment.payment.is_to_come())
}

/// Notes that a practice of a year has a sealed owner, who is taken in if need be.
pub(crate) fn apply_owner(
    records: &mut dyn RecordsMut,
    owner: &Sealed,
    year: Year,
    agb: &Agb,
) -> Result<(), Fault> {
    let id = &owner.person;
    let known = person(records, id)?;
    let mut person = known.unwrap_or_else(|| Person {
        id: id.clone(),
        kind: PersonKind::PracticeOwner,
        fields: Fields::new(),
        last_year: year,
        erased_on: None,
    });
    person.fields.insert(PersonField::Name, owner.clone());
    person.last_year = person.last_year.max(year);
    PRACTICES_OF.put(records, format_args!("{id}/{year}/{}", agb.as_str()), &(year, agb.clone()))?;
    PERSONS.put(records, id, &person)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::Registered { person, kind, fields, application, on } => {
            let year = application.map_or(year_of(*on)?, |application| application.year);
            let registered = Person {
                id: person.clone(),
                kind: *kind,
                fields: fields.clone(),
                last_year: year.max(year_of(*on)?),
                erased_on: None,
            };
            PERSONS.put(records, person, &registered)?;
            application.map_or(Ok(()), |application| answers_for(records, person, application))
        }
        Event::Changed { person, fields, on } => {
            let year = year_of(*on)?;
            change(records, person, |person| {
                person.fields.extend(fields.clone());
                person.last_year = person.last_year.max(year);
            })
        }
        Event::Erased { person, on } => change(records, person, |person| {
            person.fields.clear();
            person.erased_on = Some(*on);
        }),
        Event::Attached { attachment } => {
            let year = attachment.application.year.max(year_of(attachment.on)?);
            change(records, &attachment.person, |person| person.last_year = person.last_year.max(year))?;
            answers_for(records, &attachment.person, attachment.application)?;
            attachment::apply(records, attachment)
        }
    }
}

fn answers_for(
    records: &mut dyn RecordsMut,
    person: &PersonId,
    application: ApplicationId,
) -> Result<(), Fault> {
    APPLICATIONS_OF.put(records, format_args!("{person}/{application}"), &application)
}

fn change(
    records: &mut dyn RecordsMut,
    id: &PersonId,
    change: impl FnOnce(&mut Person),
) -> Result<(), Fault> {
    let found = person(records, id)?;
    let mut person = found.ok_or_else(|| Fault::new(format!("an event names {id}, who is not there")))?;
    change(&mut person);
    PERSONS.put(records, id, &person)
}

fn year_of(day: Date) -> Result<Year, Fault> {
    Year::new(u32::from(day.year().unsigned_abs())).map_err(Fault::new)
}
