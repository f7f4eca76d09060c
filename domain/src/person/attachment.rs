//! Documents that belong to an application, sealed with the key of the person who answers for it.

use super::{PersonId, Sealed};
use crate::opaque::opaque_debug;
use crate::project::{ApplicationId, code_list};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Date;
use serde::{Deserialize, Serialize};

/// The most bytes that a document may have: 10 MiB.
pub const LARGEST: u64 = 10 * 1024 * 1024;

code_list!(
    /// The kinds of document that are taken in.
    AttachmentKind {
        /// PDF.
        Pdf = "pdf",
        /// PNG.
        Png = "png",
        /// JPEG.
        Jpeg = "jpeg",
        /// A workbook of Office Open XML.
        Xlsx = "xlsx",
        /// A text document of Office Open XML.
        Docx = "docx",
    }
);

/// A document that is kept in the region.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The SHA-256 of its sealed bytes, in small hexadecimal digits; its name in the folder of attachments.
    pub digest: String,
    /// Its size before it was sealed, in bytes.
    pub size: u64,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its file name.
    pub file_name: Sealed,
    /// Who answers for it; it is erased with that person.
    pub person: PersonId,
    /// What it belongs to.
    pub application: ApplicationId,
    /// Whether it belongs to the application's evaluation.
    pub of_evaluation: bool,
    /// When it came in.
    pub on: Date,
}

opaque_debug!(Attachment);

/// By application and digest.
const ATTACHMENTS: Table<Attachment> = Table::new("attachment");

/// The attachments of an application, by digest.
///
/// # Errors
/// [`Fault`] from the store.
pub fn attachments(records: &dyn Records, application: ApplicationId) -> Result<Vec<Attachment>, Fault> {
    let found = ATTACHMENTS.under(records, format_args!("{application}/"))?;
    Ok(found.into_iter().map(|(_, attachment)| attachment).collect())
}

/// One attachment of an application.
///
/// # Errors
/// [`Fault`] from the store.
pub fn attachment(
    records: &dyn Records,
    application: ApplicationId,
    digest: &str,
) -> Result<Option<Attachment>, Fault> {
    ATTACHMENTS.get(records, format_args!("{application}/{digest}"))
}

/// All attachments, with those of persons who were erased.
///
/// # Errors
/// [`Fault`] from the store.
pub fn all(records: &dyn Records) -> Result<Vec<Attachment>, Fault> {
    Ok(ATTACHMENTS.under(records, "")?.into_iter().map(|(_, attachment)| attachment).collect())
}

pub(super) fn apply(records: &mut dyn RecordsMut, attachment: &Attachment) -> Result<(), Fault> {
    ATTACHMENTS.put(records, format_args!("{}/{}", attachment.application, attachment.digest), attachment)
}
