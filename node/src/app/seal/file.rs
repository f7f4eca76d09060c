//! What is sealed with the key of a file: texts about projects.

use super::super::fund::CommandError;
use super::{DOCUMENT, FILE_NAME, SealFault, Sealer};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::person::{self, File, InFile, Person, PersonId, Sealed, SealedText};
use wijkfonds_domain::records::Records;
use wijkfonds_store::keys::KeyFault;

impl Sealer {
    /// A command as the store may see it: with its texts in the file to which they belong.
    pub(crate) fn in_file(
        &self,
        records: impl FnOnce(&person::About) -> Result<(File, Option<Person>), CommandError>,
        mut command: Command,
    ) -> Result<Command, CommandError> {
        let Some((about, texts)) = person::texts(&mut command) else { return Ok(command) };
        let (file, known) = records(&about)?;
        let id = self.ready(&file, known.as_ref())?;
        for text in texts {
            *text = self.sealed_text(&id, SealedText::FREE, text).map_err(SealFault::from)?;
        }
        Ok(Command::InFile(Box::new(InFile { file, command })))
    }

    /// Seals a document and keeps it: its digest, and the sealed name of its file.
    pub(crate) fn keep(
        &self,
        id: &PersonId,
        bytes: &[u8],
        file_name: &str,
    ) -> Result<(String, Sealed), SealFault> {
        let sealed = self.keys.seal(id.as_str(), DOCUMENT, bytes)?;
        Ok((self.attachments.put(&sealed)?, self.seal(id, FILE_NAME, file_name)?))
    }

    /// A document, opened; `None` when its key is gone.
    pub(crate) fn document(&self, id: &PersonId, digest: &str) -> Result<Option<Vec<u8>>, SealFault> {
        if !self.keys.has(id.as_str()) {
            return Ok(None);
        }
        let sealed = self.attachments.get(digest)?;
        Ok(self.keys.open_sealed(id.as_str(), DOCUMENT, &sealed)?)
    }

    /// The number of a file that has a key. The key of a new one stays also when the command is refused: another
    /// command may have used it in the meantime, and it belongs to nobody.
    pub(crate) fn ready(&self, file: &File, known: Option<&Person>) -> Result<PersonId, CommandError> {
        let id = file.id();
        self.living(&id, known)?;
        let made = || match known {
            // what is in the file could not be read any more if it got another key
            Some(_) if !self.keys.has(id.as_str()) => Err(KeyFault::NoKey { person: id.to_string() }),
            Some(_) => Ok(()),
            None => self.keys.create(&[id.as_str()]).map(drop),
        };
        made().map_err(SealFault::from)?;
        Ok(id)
    }

    /// Refuses what is about somebody who was erased, here or as a newer copy of the keys says.
    pub(super) fn living(&self, id: &PersonId, known: Option<&Person>) -> Result<(), CommandError> {
        let erased = known.is_some_and(|person| person.erased_on.is_some());
        if erased || self.keys.is_destroyed(id.as_str()) {
            return Err(CommandError::Refused(person::Refusal::AlreadyErased(id.clone()).into()));
        }
        Ok(())
    }
}

/// The file of what texts are about, and what is known of it.
pub(crate) fn file_of(
    records: &dyn Records,
    about: &person::About,
) -> Result<(File, Option<Person>), wijkfonds_domain::records::Fault> {
    let file = person::file(records, about)?;
    let known = person::person(records, &file.id())?;
    Ok((file, known))
}
