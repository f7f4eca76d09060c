//! Files: what was written and handed in about the projects of a practice in a fund year, in which anybody may have
//! been named. A file has a number and a key like a person, is kept as long, and is erased in the same way.

use super::{Event, PersonId, PersonKind, Refusal, person};
use crate::fund::{self, Stop};
use crate::opaque::opaque_debug;
use crate::project::{self, ApplicationId};
use crate::records::{Fault, Records};
use crate::terms::{Agb, Year};
use serde::Serialize;

/// A file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct File {
    /// The fund year.
    pub year: Year,
    /// The practice; `None` for what is about several, in the fund's own papers of that year.
    pub practice: Option<Agb>,
}

/// What texts are about.
#[derive(Clone, PartialEq, Eq)]
pub enum About {
    /// An application, and what became of it.
    Application(ApplicationId),
    /// What a practice asks for in a year, before it has a number.
    Practice(Year, Agb),
    /// Several practices, or none.
    Fund(Year),
}

/// A command whose texts, and documents, are sealed with the key of a file.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InFile {
    /// Which.
    pub file: File,
    /// What is asked.
    pub command: fund::Command,
}

opaque_debug!(File, About, InFile);

impl File {
    /// The number by which it is sealed and erased.
    #[must_use]
    pub fn id(&self) -> PersonId {
        PersonId::of_file(self.year, self.practice.as_ref())
    }
}

/// The file in which something belongs. Of an application that is not there it is the fund's own of that year: the
/// command that names it is refused.
///
/// # Errors
/// [`Fault`] from the store.
pub fn file(records: &dyn Records, about: &About) -> Result<File, Fault> {
    Ok(match about {
        About::Practice(year, practice) => File { year: *year, practice: Some(practice.clone()) },
        About::Fund(year) => File { year: *year, practice: None },
        About::Application(id) => {
            let application = project::application(records, *id)?;
            File { year: id.year, practice: application.map(|application| application.form.applicant) }
        }
    })
}

/// What the command causes, and that the file was used. Nothing is put into a file that was erased.
pub(crate) fn decide(
    records: &dyn Records,
    in_file: &InFile,
    decide: impl FnOnce(&fund::Command) -> Result<Vec<fund::Event>, Stop>,
) -> Result<Vec<fund::Event>, Stop> {
    let file = in_file.file.id();
    if person(records, &file)?.is_some_and(|file| file.erased_on.is_some()) {
        return Err(Refusal::AlreadyErased(file).into());
    }
    let mut events = decide(&in_file.command)?;
    if !events.is_empty() {
        let File { year, practice } = in_file.file.clone();
        events.push(fund::Event::People(Event::FileUsed { file, year, practice }));
    }
    Ok(events)
}

/// Whether a kind is that of a file.
pub(super) fn is_file(kind: PersonKind) -> bool {
    kind == PersonKind::File
}
