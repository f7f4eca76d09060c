//! Which events a command about a person causes, or why none.

use super::{
    Attachment, AttachmentPurpose, Command, Event, Fields, Person, PersonField, PersonId, Refusal, Whole,
    attachment, file, member_of, open_applications, person, retention, year_of,
};
use crate::committee;
use crate::fund::Stop;
use crate::intake;
use crate::project::{self, ApplicationForm, ApplicationId};
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
            check_attachment(records, attachment)?;
            Ok(Event::Attached { attachment: attachment.clone() })
        }
    }
}

fn check_attachment(records: &dyn Records, attachment: &Attachment) -> Result<(), Stop> {
    let (whole, form) = whole_of(records, attachment)?;
    let file = PersonId::of_file(form.year, Some(&form.applicant));
    if attachment.person != file {
        living(records, &attachment.person)?;
    }
    if attachment.file_name.person != attachment.person {
        return Err(Refusal::SealedForAnother(attachment.person.clone()).into());
    }
    if !(1..=attachment::LARGEST).contains(&attachment.size) {
        let (size, most) = (attachment.size, attachment::LARGEST);
        return Err(Refusal::BadSize { size, most }.into());
    }
    let purpose = attachment.purpose;
    let last = match purpose {
        Some(AttachmentPurpose::Quote) => u32::try_from(form.budget.len()).unwrap_or(u32::MAX),
        // the lines of the cost come with the evaluation, perhaps after their documents
        _ => u32::try_from(attachment::MOST).unwrap_or(u32::MAX),
    };
    let fits = match attachment.line {
        Some(line) => purpose.is_some_and(AttachmentPurpose::is_of_a_line) && (1..=last).contains(&line),
        None => !purpose.is_some_and(AttachmentPurpose::is_of_a_line),
    };
    if !fits {
        return Err(Refusal::NoSuchLine(attachment.line.unwrap_or(0)).into());
    }
    if attachment::attachments(records, whole)?.len() >= attachment::MOST {
        return Err(Refusal::TooManyDocuments(attachment::MOST).into());
    }
    Ok(())
}

/// To what a document belongs, and what that says.
fn whole_of(records: &dyn Records, attachment: &Attachment) -> Result<(Whole, ApplicationForm), Stop> {
    match (attachment.application, attachment.draft) {
        (Some(id), _) => {
            let found = project::application(records, id)?.ok_or(Refusal::UnknownApplication(id))?;
            Ok((Whole::Application(id), found.form))
        }
        (None, Some(id)) => {
            let found = intake::draft(records, id)?.filter(|draft| draft.state.is_open());
            Ok((Whole::Draft(id), found.ok_or(Refusal::NoOpenDraft(id))?.form))
        }
        (None, None) => Err(Refusal::OfNothing.into()),
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
