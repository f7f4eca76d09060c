//! The people whom a fund has to do with: names, contact data and account numbers, sealed.
//!
//! The domain never sees what is sealed. A person has a number that says nothing ([`PersonId`]), fields whose
//! content only the holder of the person's key can open ([`Sealed`]), and a year in which the fund last had to do
//! with them. When the retention period of the fund's rules (`retention_years`) is over and no grant is open, a
//! person is erased: the key is destroyed outside the domain, and what is sealed stays what it is, for ever shut.

pub mod attachment;
mod decide;
mod file;
mod id;
mod refusal;
mod sealed;
#[cfg(test)]
mod tests;
mod texts;

pub use attachment::{Attachment, AttachmentKind, AttachmentPurpose, Whole};
pub(crate) use decide::decide;
pub(crate) use file::decide as decide_in_file;
pub use file::{About, File, InFile, file};
pub use id::{BadPersonId, PersonId};
pub use refusal::Refusal;
pub use sealed::{Name, Sealed, SealedText, as_compared, length};
pub use texts::texts;

use crate::committee::Member;
use crate::fund;
use crate::opaque::opaque_debug;
use crate::orders::Payee;
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
        /// No person: the file of a practice's projects of a year, in which anybody may have been named.
        File = "file",
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
    /// Something was put into a file, in the same entry.
    FileUsed {
        /// The number.
        file: PersonId,
        /// The fund year.
        year: Year,
        /// The practice; absent for the fund's own papers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        practice: Option<Agb>,
    },
}

opaque_debug!(Person, Command, Event);

const PERSONS: Table<Person> = Table::new("person");
/// By person, year and practice.
const PRACTICES_OF: Table<(Year, Agb)> = Table::new("person-practice");
/// By person: the number on the committee.
const MEMBER_OF: Table<u32> = Table::new("person-member");
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
    for (year, agb) in practices_of(records, id)? {
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
    let fields = Fields::from([(PersonField::Name, owner.clone())]);
    met(records, &owner.person, PersonKind::PracticeOwner, year, fields)?;
    has_to_do_with(records, &owner.person, year, agb)
}

/// Notes who holds the account that a practice is paid on for a fund year, and that this was so on a day, when the
/// name is sealed.
pub(crate) fn apply_holder(
    records: &mut dyn RecordsMut,
    payee: &Payee,
    (year, agb): (Year, &Agb),
    on: Date,
) -> Result<(), Fault> {
    let Some(holder) = SealedText::read(&payee.holder) else { return Ok(()) };
    let mut fields = Fields::from([(PersonField::Name, holder.sealed.clone())]);
    fields.extend(payee.iban.sealed().map(|number| (PersonField::AccountNumber, number)));
    met(records, &holder.sealed.person, PersonKind::AccountHolder, year.max(year_of(on)?), fields)?;
    has_to_do_with(records, &holder.sealed.person, year, agb)
}

/// Notes that a member sits on the committee from a day, or until a day, when the name is sealed.
pub(crate) fn apply_member(records: &mut dyn RecordsMut, member: &Member, day: Date) -> Result<(), Fault> {
    let Some(name) = SealedText::read(&member.name) else { return Ok(()) };
    let id = &name.sealed.person;
    let fields = Fields::from([(PersonField::Name, name.sealed.clone())]);
    met(records, id, PersonKind::CommitteeMember, year_of(day)?, fields)?;
    MEMBER_OF.put(records, id, &member.number)
}

/// Notes that the fund has to do with somebody in a year, who is taken in if need be.
fn met(
    records: &mut dyn RecordsMut,
    id: &PersonId,
    kind: PersonKind,
    year: Year,
    fields: Fields,
) -> Result<(), Fault> {
    let known = person(records, id)?;
    let mut person = known.unwrap_or_else(|| Person {
        id: id.clone(),
        kind,
        fields: Fields::new(),
        last_year: year,
        erased_on: None,
    });
    // who was erased is met again where old papers are taken up, and stays erased
    if person.erased_on.is_none() {
        person.fields.extend(fields);
        person.last_year = person.last_year.max(year);
    }
    PERSONS.put(records, id, &person)
}

/// Whether the holder of an account was erased.
pub(crate) fn is_erased(records: &dyn Records, payee: &Payee) -> Result<bool, Fault> {
    let Some(holder) = SealedText::read(&payee.holder) else { return Ok(false) };
    Ok(person(records, &holder.sealed.person)?.is_some_and(|holder| holder.erased_on.is_some()))
}

fn has_to_do_with(records: &mut dyn RecordsMut, id: &PersonId, year: Year, agb: &Agb) -> Result<(), Fault> {
    PRACTICES_OF.put(records, format_args!("{id}/{year}/{}", agb.as_str()), &(year, agb.clone()))
}

/// The practices with which somebody has to do, by year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn practices_of(records: &dyn Records, id: &PersonId) -> Result<Vec<(Year, Agb)>, Fault> {
    let found = PRACTICES_OF.under(records, format_args!("{id}/"))?;
    Ok(found.into_iter().map(|(_, practice)| practice).collect())
}

/// The committee's member of a number who somebody is.
pub(crate) fn member_of(records: &dyn Records, id: &PersonId) -> Result<Option<u32>, Fault> {
    MEMBER_OF.get(records, id)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event, at: &str) -> Result<(), Fault> {
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
            let of = attachment.application.map(|id| id.year).or(attachment.draft.map(|id| id.year));
            let (year, came) = (of, year_of(attachment.on)?);
            let year = year.map_or(came, |year| year.max(came));
            met(records, &attachment.person, PersonKind::File, year, Fields::new())?;
            if let Some(application) = attachment.application {
                answers_for(records, &attachment.person, application)?;
            }
            attachment::apply(records, attachment)
        }
        Event::FileUsed { file, year, practice } => {
            // kept from the year in which something was last put into it
            let used = at.get(..4).and_then(|year| year.parse().ok()).and_then(|year| Year::new(year).ok());
            let last = used.map_or(*year, |used| used.max(*year));
            met(records, file, PersonKind::File, last, Fields::new())?;
            practice.as_ref().map_or(Ok(()), |agb| has_to_do_with(records, file, *year, agb))
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
