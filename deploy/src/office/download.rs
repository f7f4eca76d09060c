//! A file that comes in parts, written where the command line says.

use super::call::FileParts;
use super::failure::Failure;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use tonic::{Status, Streaming};
use wijkfonds_proto::office::dynamic::{DynamicMessage, Value};

/// Writes the file, which must not be there yet; its headings. What did not come whole is removed.
///
/// # Errors
/// A status, a file that is there, or a failure to write.
pub(super) async fn save(
    mut answers: Streaming<DynamicMessage>,
    parts: &FileParts,
    path: &Path,
) -> Result<DynamicMessage, Failure> {
    // a refusal comes before anything is written
    let first = answers.message().await?;
    let headings = first.and_then(|first| match first.get_field(&parts.header).into_owned() {
        Value::Message(headings) if first.has_field(&parts.header) => Some(headings),
        _ => None,
    });
    let headings = headings.ok_or_else(|| Status::internal("the file has no headings"))?;
    let named = |error| Failure::Usage(format!("{}: {error}", path.display()));
    let mut file = File::create_new(path).map_err(named)?;
    let written = write(&mut answers, parts, &mut file).await;
    if written.is_err() {
        fs::remove_file(path)?;
    }
    written.map(|()| headings)
}

async fn write(
    answers: &mut Streaming<DynamicMessage>,
    parts: &FileParts,
    file: &mut File,
) -> Result<(), Failure> {
    while let Some(part) = answers.message().await? {
        if let Value::Bytes(chunk) = &*part.get_field(&parts.chunk) {
            file.write_all(chunk)?;
        }
    }
    Ok(())
}
