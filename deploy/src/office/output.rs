//! Answers on standard output.

use super::call::{Call, rows};
use super::detail;
use super::table::records;
use std::io::{self, Write};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::dynamic::{DynamicMessage, Kind, ReflectMessage, Value};

/// How an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// Tables for people, in their way of writing numbers.
    Tables(Language),
    /// Proto3 JSON.
    Json,
    /// The rows of a list, for a spreadsheet.
    Csv,
}

impl Output {
    /// Whether it can show the answers of a call.
    pub(super) fn fits(self, call: &Call) -> bool {
        let streams = call.method.is_server_streaming() && call.upload().is_none();
        self != Self::Csv || streams || call.rows().is_some()
    }

    /// Shows a whole answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn answer(self, out: &mut impl Write, answer: &DynamicMessage) -> io::Result<()> {
        match self {
            Self::Tables(language) => writeln!(out, "{}", detail::answer(language, answer)),
            Self::Json => writeln!(out, "{}", serde_json::to_string_pretty(answer)?),
            Self::Csv => {
                let Some(field) = rows(&answer.descriptor()) else { return Ok(()) };
                let Kind::Message(of) = field.kind() else { return Ok(()) };
                let value = answer.get_field(&field);
                let rows = value.as_list().unwrap_or_default().iter().filter_map(Value::as_message).cloned();
                write_csv(out, records(&of, &rows.collect::<Vec<_>>()))
            }
        }
    }

    /// Shows one of several answers as it comes: JSON on a line of its own, CSV with its heading above the first.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn streamed(
        self,
        out: &mut impl Write,
        answer: &DynamicMessage,
        is_first: bool,
    ) -> io::Result<()> {
        match self {
            Self::Tables(_) => self.answer(out, answer)?,
            Self::Json => writeln!(out, "{}", serde_json::to_string(answer)?)?,
            Self::Csv => {
                let records = records(&answer.descriptor(), std::slice::from_ref(answer));
                write_csv(out, records.into_iter().skip(usize::from(!is_first)))?;
            }
        }
        out.flush()
    }
}

fn write_csv(out: &mut impl Write, records: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for record in records {
        writer.write_record(record).map_err(io::Error::other)?;
    }
    writer.flush()
}
