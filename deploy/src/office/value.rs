//! The value of a field from a text on the command line.

use super::amount;
use super::names::is_amount;
use serde_json::json;
use std::fs;
use wijkfonds_proto::office::dynamic::{DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, Value};

/// How a field is given.
pub(super) enum Form {
    /// Euros with two decimals.
    Amount,
    /// A whole number.
    Number,
    /// A flag, or `=false`.
    Truth,
    /// One of the values of an enum.
    Choice(EnumDescriptor),
    /// A text, or a file with one.
    Text,
    /// A file.
    Bytes,
    /// A message without fields: a flag.
    Bare,
    /// Proto3 JSON, or a file with it.
    Json,
}

impl Form {
    /// The form of a field, or of one of a repeated field's elements when they are no messages.
    pub(super) fn of(field: &FieldDescriptor) -> Self {
        match field.kind() {
            _ if field.is_map() => Self::Json,
            Kind::Message(message) if message.fields().len() == 0 && !field.is_list() => Self::Bare,
            Kind::Message(_) | Kind::Double | Kind::Float => Self::Json,
            Kind::Bool => Self::Truth,
            Kind::String => Self::Text,
            Kind::Bytes => Self::Bytes,
            Kind::Enum(values) => Self::Choice(values),
            _ if is_amount(field) => Self::Amount,
            _ => Self::Number,
        }
    }
}

/// The value of a field, or of one of its elements; a list in JSON is the whole field.
///
/// # Errors
/// What is wrong with the text, in a sentence.
pub(super) fn read(field: &FieldDescriptor, text: &str) -> Result<Value, String> {
    match Form::of(field) {
        Form::Amount => whole(&field.kind(), &amount::cents(text)?.to_string()),
        Form::Number => whole(&field.kind(), text),
        Form::Truth => text.parse().map(Value::Bool).map_err(|_| "it is true or false".to_owned()),
        Form::Choice(_) => Err("it is one of the enum's values".to_owned()),
        Form::Text => Ok(Value::String(written(text)?)),
        Form::Bytes => match text.strip_prefix('@') {
            Some(file) => Ok(Value::Bytes(contents(file)?.into())),
            None => Ok(Value::Bytes(text.as_bytes().to_vec().into())),
        },
        Form::Bare => Err("it is a flag without a value".to_owned()),
        Form::Json => json_value(field, &written(text)?),
    }
}

fn whole(kind: &Kind, text: &str) -> Result<Value, String> {
    let asked = |error: std::num::ParseIntError| match error.kind() {
        std::num::IntErrorKind::PosOverflow => "the number is too large".to_owned(),
        std::num::IntErrorKind::NegOverflow => "the number is too small".to_owned(),
        _ => "it is a whole number, without separators".to_owned(),
    };
    match kind {
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => text.parse().map(Value::I32),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => text.parse().map(Value::I64),
        Kind::Uint32 | Kind::Fixed32 => text.parse().map(Value::U32),
        _ => text.parse().map(Value::U64),
    }
    .map_err(asked)
}

/// A text itself, or that of `@file`; `@@` begins a text with an `@`.
fn written(text: &str) -> Result<String, String> {
    match text.strip_prefix('@') {
        None => Ok(text.to_owned()),
        Some(rest) if rest.starts_with('@') => Ok(rest.to_owned()),
        Some(file) => {
            String::from_utf8(contents(file)?).map_err(|_| format!("{file}: it is no text in UTF-8"))
        }
    }
}

/// What is in a file.
///
/// # Errors
/// A sentence with the file's name.
pub(super) fn contents(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}"))
}

/// Reads a field as a part of its message, so that lists and maps are read by the same rules as messages.
fn json_value(field: &FieldDescriptor, text: &str) -> Result<Value, String> {
    let given: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
    let element = field.is_list() && !matches!(field.kind(), Kind::Message(_));
    let given = if element { json!([given]) } else { given };
    let whole = json!({ field.json_name(): given });
    let message = DynamicMessage::deserialize(field.parent_message().clone(), whole);
    let mut message = message.map_err(|error| error.to_string())?;
    match message.take_field(field) {
        Some(Value::List(mut values)) if element => values.pop().ok_or_else(|| "it is empty".to_owned()),
        Some(value) => Ok(value),
        // a default value is the same as an absent one, but null and an absent one are not a mistake to hide
        None if given_nothing(text) => Err("null is no value".to_owned()),
        None => Ok(Value::default_value_for_field(field)),
    }
}

fn given_nothing(text: &str) -> bool {
    text.trim() == "null"
}
