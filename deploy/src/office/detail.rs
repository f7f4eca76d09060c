//! A single message: what it says line by line, and tables of what is in it.

use super::call::rows;
use super::cell::{key, shown};
use super::names::{capitalized, label};
use super::table::table;
use comfy_table::{ContentArrangement, Table, presets};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::dynamic::{DynamicMessage, FieldDescriptor, Kind, ReflectMessage, Value};

/// Columns of a terminal for long texts.
const WIDTH: u16 = 100;

/// A whole answer. When it is a list its rows come first, then what is said of them together.
pub(super) fn answer(language: Language, message: &DynamicMessage) -> String {
    let mut parts = Vec::new();
    let rows = rows(&message.descriptor());
    if let Some(field) = &rows {
        parts.extend(list(language, field, message));
    }
    describe(language, message, rows.as_ref(), &[], &mut parts);
    if parts.is_empty() {
        // an answer without fields says that it is done; a list without rows that there are none
        parts.push(language.word(if rows.is_some() { "nothing-here" } else { "office-done" }));
    }
    parts.join("\n\n")
}

/// What a small message says, on one line: each field that is not empty or nothing, with its label.
pub(super) fn on_one_line(language: Language, message: &DynamicMessage) -> String {
    let said = message.fields().filter_map(|(field, _)| line(language, &field, message));
    said.map(|[label, text]| format!("{label}: {text}")).collect::<Vec<_>>().join("; ")
}

/// What a message says, but for one of its fields; `within` are the titles of the messages around it.
fn describe(
    language: Language,
    message: &DynamicMessage,
    but: Option<&FieldDescriptor>,
    within: &[String],
    parts: &mut Vec<String>,
) {
    let of = message.descriptor();
    let fields = of.fields().filter(|field| Some(field) != but);
    let present: Vec<FieldDescriptor> =
        fields.filter(|field| !field.supports_presence() || message.has_field(field)).collect();
    let lines = present.iter().filter_map(|field| line(language, field, message)).collect::<Vec<_>>();
    if !lines.is_empty() {
        parts.push(titled(within, &pairs(lines)));
    }
    for field in &present {
        let within: Vec<String> = within.iter().cloned().chain([label(field)]).collect();
        match &*message.get_field(field) {
            Value::Message(inner) if inner.descriptor().fields().len() > 0 => {
                describe(language, inner, None, &within, parts);
            }
            Value::List(_) => parts.extend(list(language, field, message).map(|rows| titled(&within, &rows))),
            Value::Map(_) => parts.extend(map(language, field, message).map(|rows| titled(&within, &rows))),
            _ => {}
        }
    }
}

/// A field's label and value, when they fit on a line and there is something to say.
fn line(language: Language, field: &FieldDescriptor, message: &DynamicMessage) -> Option<[String; 2]> {
    let value = message.get_field(field);
    let is_line = match &*value {
        Value::Message(inner) => inner.descriptor().fields().len() == 0,
        Value::List(_) => !matches!(field.kind(), Kind::Message(_)),
        Value::Map(_) => false,
        _ => field.name() != "next_page_token",
    };
    let text = shown(language, field, &value);
    (is_line && !text.is_empty()).then(|| [label(field), text])
}

/// A list of messages as a table; `None` when it has none.
fn list(language: Language, field: &FieldDescriptor, message: &DynamicMessage) -> Option<String> {
    let Kind::Message(of) = field.kind() else { return None };
    let value = message.get_field(field);
    let rows: Vec<DynamicMessage> = value.as_list()?.iter().filter_map(Value::as_message).cloned().collect();
    (!rows.is_empty()).then(|| table(language, &of, &rows).to_string())
}

/// A map, by key; messages in it as JSON.
fn map(language: Language, field: &FieldDescriptor, message: &DynamicMessage) -> Option<String> {
    let Kind::Message(entry) = field.kind() else { return None };
    let of = entry.map_entry_value_field();
    let value = message.get_field(field);
    let said = |value: &Value| match value {
        Value::Message(_) => super::cell::plain(&of, value),
        _ => shown(language, &of, value),
    };
    let mut lines: Vec<[String; 2]> =
        value.as_map()?.iter().map(|(name, value)| [key(name), said(value)]).collect();
    lines.sort();
    (!lines.is_empty()).then(|| pairs(lines))
}

fn pairs(lines: Vec<[String; 2]>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    for line in lines {
        table.add_row(line);
    }
    table.trim_fmt()
}

fn titled(within: &[String], text: &str) -> String {
    if within.is_empty() { text.to_owned() } else { format!("{}\n{text}", capitalized(&within.join(" / "))) }
}
