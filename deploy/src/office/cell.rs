//! Single values as people and programs read them.

use super::names::{choice, is_amount};
use wijkfonds_domain::terms::Cents;
use wijkfonds_edge::{Language, format};
use wijkfonds_proto::office::dynamic::{
    DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MapKey, Value,
};

/// Smaller whole numbers are not grouped: years are among them.
const UNGROUPED: u64 = 10_000;

/// The value at a path of single messages; `None` when one of them, or the value, is absent.
pub(super) fn find(message: &DynamicMessage, path: &[FieldDescriptor]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    if first.supports_presence() && !message.has_field(first) {
        return None;
    }
    let value = message.get_field(first);
    if rest.is_empty() { Some(value.into_owned()) } else { find(value.as_message()?, rest) }
}

/// A value for people; lists of messages and maps as counts, and nothing for what is empty.
pub(super) fn shown(language: Language, field: &FieldDescriptor, value: &Value) -> String {
    match value {
        Value::Bool(truth) => language.word(if *truth { "yes" } else { "no" }),
        Value::I32(number) => signed(language, field, (*number).into()),
        Value::I64(number) => signed(language, field, *number),
        Value::U32(number) => unsigned(language, field, (*number).into()),
        Value::U64(number) => unsigned(language, field, *number),
        Value::String(text) => harmless(text),
        Value::Bytes(bytes) if bytes.is_empty() => String::new(),
        Value::Bytes(bytes) => format!("{} B", format::whole(language, bytes.len() as u64)),
        Value::EnumNumber(number) => named(field, *number),
        Value::List(values) if values.is_empty() => String::new(),
        Value::List(values) if matches!(field.kind(), Kind::Message(_)) => values.len().to_string(),
        Value::List(values) => {
            values.iter().map(|value| shown(language, field, value)).collect::<Vec<_>>().join(", ")
        }
        Value::Map(entries) if entries.is_empty() => String::new(),
        Value::Map(entries) => entries.len().to_string(),
        // a message without fields says by being there what is meant
        Value::Message(_) => language.word("yes"),
        Value::F32(number) => number.to_string(),
        Value::F64(number) => number.to_string(),
    }
}

/// A value for programs, in a cell of CSV: amounts in cents; lists of messages and maps as JSON.
pub(super) fn plain(field: &FieldDescriptor, value: &Value) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::I32(number) => number.to_string(),
        Value::I64(number) => number.to_string(),
        Value::U32(number) => number.to_string(),
        Value::U64(number) => number.to_string(),
        Value::F32(number) => number.to_string(),
        Value::F64(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::EnumNumber(number) => named(field, *number),
        Value::List(values) if !matches!(field.kind(), Kind::Message(_)) => {
            values.iter().map(|value| plain(field, value)).collect::<Vec<_>>().join(" ")
        }
        Value::List(values) => {
            let values = values.iter().filter_map(Value::as_message).map(json);
            format!("[{}]", values.collect::<Vec<_>>().join(","))
        }
        Value::Map(entries) => {
            let mut lines: Vec<String> = entries
                .iter()
                .map(|(entry, value)| format!("{}={}", key(entry), plain(field, value)))
                .collect();
            lines.sort();
            lines.join(" ")
        }
        Value::Message(message) => json(message),
    }
}

/// A message as proto3 JSON on one line.
fn json(message: &DynamicMessage) -> String {
    serde_json::to_string(message).unwrap_or_default()
}

/// The key of a map's entry.
pub(super) fn key(key: &MapKey) -> String {
    match key {
        MapKey::Bool(key) => key.to_string(),
        MapKey::I32(key) => key.to_string(),
        MapKey::I64(key) => key.to_string(),
        MapKey::U32(key) => key.to_string(),
        MapKey::U64(key) => key.to_string(),
        MapKey::String(key) => harmless(key),
    }
}

fn signed(language: Language, field: &FieldDescriptor, number: i64) -> String {
    if is_amount(field) {
        return format::euros(language, Cents::new(number));
    }
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(language, number.unsigned_abs()))
}

fn unsigned(language: Language, field: &FieldDescriptor, number: u64) -> String {
    match i64::try_from(number) {
        Ok(cents) if is_amount(field) => format::euros(language, Cents::new(cents)),
        _ => grouped(language, number),
    }
}

fn grouped(language: Language, number: u64) -> String {
    if number < UNGROUPED { number.to_string() } else { format::whole(language, number) }
}

/// An enum's value as on the command line; nothing for one that was not said, a number for one not known here.
fn named(field: &FieldDescriptor, number: i32) -> String {
    let Kind::Enum(values) = field.kind() else { return number.to_string() };
    value_name(&values, number)
}

fn value_name(values: &EnumDescriptor, number: i32) -> String {
    match values.get_value(number) {
        Some(value) if value.name().ends_with("_UNSPECIFIED") => String::new(),
        Some(value) => choice(values, value.name()),
        None => number.to_string(),
    }
}

/// A text without characters that could steer a terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() && character != '\n' { ' ' } else { character })
        .collect()
}
