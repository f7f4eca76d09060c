//! Documents that belong to an application or to a draft, sealed with the key of the file in which they are.

use super::{PersonId, Sealed};
use crate::intake::DraftId;
use crate::opaque::opaque_debug;
use crate::project::{ApplicationId, code_list};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most bytes that a document may have: 10 MiB.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// The most documents of an application or a draft.
pub const MOST: usize = 100;

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
        /// Comma-separated values.
        Csv = "csv",
        /// Plain text.
        Text = "text",
    }
);

code_list!(
    /// What a document is for.
    AttachmentPurpose {
        /// The plan of the project.
        Plan = "plan",
        /// A quote for a line of the budget.
        Quote = "quote",
        /// The form with its signatures.
        SignedForm = "signed_form",
        /// Counts of patients.
        Count = "count",
        /// What a line of the actual cost rests on.
        Cost = "cost",
        /// The evaluation, or a part of it.
        Evaluation = "evaluation",
        /// An invoice to the fund.
        Invoice = "invoice",
    }
);

impl AttachmentPurpose {
    /// Whether it is for a line, and says for which.
    #[must_use]
    pub const fn is_of_a_line(self) -> bool {
        matches!(self, Self::Quote | Self::Cost)
    }

    /// Whether it comes with the evaluation.
    #[must_use]
    pub const fn is_of_evaluation(self) -> bool {
        matches!(self, Self::Cost | Self::Evaluation)
    }
}

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
    /// Who answers for it, or the file in which it is; it is erased with that.
    pub person: PersonId,
    /// The application that it belongs to; absent while that is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationId>,
    /// The draft that it was handed in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftId>,
    /// Whether it belongs to the application's evaluation.
    pub of_evaluation: bool,
    /// What it is for; absent in what came in before that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<AttachmentPurpose>,
    /// The line of the budget, or of the actual cost, that it is for; from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// When it came in.
    pub on: Date,
}

opaque_debug!(Attachment);

/// To what documents belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// An application.
    Application(ApplicationId),
    /// A draft.
    Draft(DraftId),
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(id) => id.fmt(f),
            Self::Draft(id) => id.fmt(f),
        }
    }
}

/// By application or draft, digest, purpose and line: one file may serve for several things.
const ATTACHMENTS: Table<Attachment> = Table::new("attachment");

/// The documents of an application or a draft, by digest.
///
/// # Errors
/// [`Fault`] from the store.
pub fn attachments(records: &dyn Records, whole: Whole) -> Result<Vec<Attachment>, Fault> {
    let found = ATTACHMENTS.under(records, format_args!("{whole}/"))?;
    Ok(found.into_iter().map(|(_, attachment)| attachment).collect())
}

/// A document of an application or a draft, by digest.
///
/// # Errors
/// [`Fault`] from the store.
pub fn attachment(records: &dyn Records, whole: Whole, digest: &str) -> Result<Option<Attachment>, Fault> {
    Ok(attachments(records, whole)?.into_iter().find(|attachment| attachment.digest == digest))
}

/// All attachments, with those of persons who were erased.
///
/// # Errors
/// [`Fault`] from the store.
pub fn all(records: &dyn Records) -> Result<Vec<Attachment>, Fault> {
    Ok(ATTACHMENTS.under(records, "")?.into_iter().map(|(_, attachment)| attachment).collect())
}

pub(super) fn apply(records: &mut dyn RecordsMut, attachment: &Attachment) -> Result<(), Fault> {
    let whole = attachment.application.map(Whole::Application);
    let whole = whole.or(attachment.draft.map(Whole::Draft));
    let whole = whole.ok_or_else(|| Fault::new("an event names a document of nothing"))?;
    put(records, whole, attachment)
}

/// What was handed in with a draft belongs to the application that it becomes.
pub(crate) fn apply_submitted(
    records: &mut dyn RecordsMut,
    draft: DraftId,
    application: ApplicationId,
) -> Result<(), Fault> {
    for mut attachment in attachments(records, Whole::Draft(draft))? {
        attachment.application = Some(application);
        put(records, Whole::Application(application), &attachment)?;
    }
    Ok(())
}

fn put(records: &mut dyn RecordsMut, whole: Whole, attachment: &Attachment) -> Result<(), Fault> {
    let Attachment { digest, purpose, line, .. } = attachment;
    let (purpose, line) = (purpose.map_or("", AttachmentPurpose::code), line.unwrap_or(0));
    ATTACHMENTS.put(records, format_args!("{whole}/{digest}/{purpose}/{line}"), attachment)
}
