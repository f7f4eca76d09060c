//! Documents that come in: checked to be what they say, sealed, kept, and then named in the journal.

mod kind;

use super::fund::{CommandError, Fund, Order};
use super::seal::{SealFault, file_of};
use tokio::task::spawn_blocking;
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::intake;
use wijkfonds_domain::person::attachment::{self, LARGEST};
use wijkfonds_domain::person::{self, About, Attachment, AttachmentKind, AttachmentPurpose, InFile, Whole};
use wijkfonds_domain::terms::Date;

/// A document as it comes in.
pub(crate) struct Document {
    pub(crate) whole: Whole,
    pub(crate) purpose: AttachmentPurpose,
    pub(crate) line: Option<u32>,
    /// What it is said to be; `None` when nothing is said.
    pub(crate) said: Option<AttachmentKind>,
    pub(crate) file_name: String,
    pub(crate) on: Date,
    pub(crate) bytes: Vec<u8>,
}

impl Document {
    /// Takes more of the file; `false` when it is too large and the rest need not come.
    pub(crate) fn take(&mut self, chunk: &[u8]) -> bool {
        self.bytes.extend_from_slice(chunk);
        self.size() <= LARGEST
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn kind(&self) -> Result<AttachmentKind, person::Refusal> {
        let size = self.size();
        if !(1..=LARGEST).contains(&size) {
            return Err(person::Refusal::BadSize { size, most: LARGEST });
        }
        let found = kind::kind_of(&self.bytes).ok_or(person::Refusal::NoDocument)?;
        match self.said {
            // what is text in columns is text as well
            Some(AttachmentKind::Text) if found == AttachmentKind::Csv => Ok(AttachmentKind::Text),
            Some(said) if said != found => Err(person::Refusal::OtherKind { said, found }),
            _ => Ok(found),
        }
    }
}

impl Fund {
    /// Takes a document in. It is on disk before the journal names it; one that it does not name in the end is
    /// removed at the next start.
    pub(crate) async fn put_document(
        &self,
        actor: String,
        request_id: String,
        document: Document,
    ) -> Result<Attachment, CommandError> {
        let fund = self.clone();
        let kept = spawn_blocking(move || fund.keep(document));
        let (command, attachment) = kept.await.unwrap_or(Err(CommandError::Stopped))?;
        self.carry_out_sealed(Order { actor, request_id, command }).await?;
        Ok(attachment)
    }

    fn keep(&self, document: Document) -> Result<(Command, Attachment), CommandError> {
        let kind = document.kind().map_err(|refusal| CommandError::Refused(refusal.into()))?;
        let (file, known) = self.read_sealed(|records| match document.whole {
            Whole::Application(id) => file_of(records, &About::Application(id)),
            Whole::Draft(id) => {
                let draft = intake::draft(records, id)?;
                let about = draft.map_or(About::Fund(id.year), |draft| {
                    About::Practice(draft.form.year, draft.form.applicant)
                });
                file_of(records, &about)
            }
        })?;
        let person = self.sealer().ready(&file, known.as_ref())?;
        let size = document.size();
        let (digest, file_name) = self.sealer().keep(&person, &document.bytes, &document.file_name)?;
        let Document { whole, purpose, line, on, .. } = document;
        let (application, draft) = match whole {
            Whole::Application(id) => (Some(id), None),
            Whole::Draft(id) => (None, Some(id)),
        };
        let of_evaluation = purpose.is_of_evaluation();
        let attachment = Attachment {
            digest,
            size,
            kind,
            file_name,
            person,
            application,
            draft,
            of_evaluation,
            purpose: Some(purpose),
            line,
            on,
        };
        let command = Command::People(person::Command::Attach(attachment.clone()));
        Ok((Command::InFile(Box::new(InFile { file, command })), attachment))
    }

    /// The documents of an application or a draft.
    pub(crate) fn documents(&self, whole: Whole) -> Result<Vec<Attachment>, CommandError> {
        self.read_sealed(|records| attachment::attachments(records, whole))
    }

    /// A document of an application or a draft, opened; `None` when it is not there or was erased.
    pub(crate) async fn document(
        &self,
        whole: Whole,
        digest: &str,
    ) -> Result<Option<(Attachment, Vec<u8>)>, CommandError> {
        let found = self.read_sealed(|records| attachment::attachment(records, whole, digest))?;
        let Some(attachment) = found else { return Ok(None) };
        let fund = self.clone();
        let opened = spawn_blocking(move || {
            let bytes = fund.sealer().document(&attachment.person, &attachment.digest)?;
            Ok::<_, SealFault>(bytes.map(|bytes| (attachment, bytes)))
        });
        Ok(opened.await.map_err(|_| CommandError::Stopped)??)
    }
}
