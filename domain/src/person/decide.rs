//! Which events a command about a person causes, or why none.

use super::{
    Command, Event, Fields, Person, PersonField, PersonId, Refusal, attachment, file, member_of,
    open_applications, person, retention, year_of,
};
use crate::committee;
use crate::fund::Stop;
use crate::project::{self, ApplicationId};
use crate::records::{Fault, Records};
use crate::terms::{Date, Year};

pub(crate) fn decide(records: &dyn Records, command: &Command) -> Result<Event, Stop> {
    match command {
        Command::Register { person, kind, fields, application, on } => {
            if file::is_file(*kind) {
                return Err(Refusal::NoPerson.into());
            }
            if super::person(records, person)?.is_some() {
                return Err(Refusal::AlreadyThere(person.clone()).into());
            }
            check_fields(person, fields, fields.contains_key(&PersonField::Name))?;
            application.map_or(Ok(()), |application| check_application(records, application))?;
            let (person, fields) = (person.clone(), fields.clone());
            Ok(Event::Registered { person, kind: *kind, fields, application: *application, on: *on })
        }
        Command::Change { person, fields, on } => {
            living(records, person)?;
            check_fields(person, fields, !fields.is_empty())?;
            Ok(Event::Changed { person: person.clone(), fields: fields.clone(), on: *on })
        }
        Command::Erase { person, on } => {
            let found = super::person(records, person)?.ok_or_else(|| Refusal::Unknown(person.clone()))?;
            check_erasure(records, &found, *on)??;
            Ok(Event::Erased { person: person.clone(), on: *on })
        }
        Command::Attach(attachment) => {
            living(records, &attachment.person)?;
            check_application(records, attachment.application)?;
            if attachment.file_name.person != attachment.person {
                return Err(Refusal::SealedForAnother(attachment.person.clone()).into());
            }
            if !(1..=attachment::LARGEST).contains(&attachment.size) {
                let (size, most) = (attachment.size, attachment::LARGEST);
                return Err(Refusal::BadSize { size, most }.into());
            }
            Ok(Event::Attached { attachment: attachment.clone() })
        }
    }
}

/// Why a person is not erased on a day, in the order in which one would look.
pub(super) fn check_erasure(
    records: &dyn Records,
    person: &Person,
    on: Date,
) -> Result<Result<(), Refusal>, Fault> {
    if person.erased_on.is_some() {
        return Ok(Err(Refusal::AlreadyErased(person.id.clone())));
    }
    let year = year_of(on)?;
    let Some(years) = retention(records, year)? else { return Ok(Err(Refusal::NoRetentionPeriod(year))) };
    let last = Year::new(u32::from(person.last_year.get()).saturating_add(years)).map_err(Fault::new)?;
    if year <= last {
        return Ok(Err(Refusal::StillRetained(last)));
    }
    if let Some(number) = member_of(records, &person.id)? {
        let sits = committee::member(records, number)?.is_some_and(|member| member.sits_on(on));
        if sits {
            return Ok(Err(Refusal::StillSits(number)));
        }
    }
    let open = open_applications(records, &person.id)?;
    Ok(if open.is_empty() { Ok(()) } else { Err(Refusal::OpenApplications(open)) })
}

fn living(records: &dyn Records, id: &PersonId) -> Result<Person, Stop> {
    let found = person(records, id)?.ok_or_else(|| Refusal::Unknown(id.clone()))?;
    if found.erased_on.is_some() {
        return Err(Refusal::AlreadyErased(id.clone()).into());
    }
    Ok(found)
}

fn check_fields(person: &PersonId, fields: &Fields, enough: bool) -> Result<(), Refusal> {
    if !enough {
        return Err(Refusal::NoFields);
    }
    if fields.values().any(|sealed| sealed.person != *person) {
        return Err(Refusal::SealedForAnother(person.clone()));
    }
    Ok(())
}

fn check_application(records: &dyn Records, id: ApplicationId) -> Result<(), Stop> {
    project::application(records, id)?.ok_or(Refusal::UnknownApplication(id))?;
    Ok(())
}
