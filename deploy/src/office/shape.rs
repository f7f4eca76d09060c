//! What may stand in the JSON of a flag, field by field, for the help of a call.

use super::names::is_amount;
use wijkfonds_proto::office::dynamic::{FieldDescriptor, Kind, MessageDescriptor, comment};

/// Messages inside messages that are shown: a message may hold its own kind.
const DEEPEST: usize = 5;

/// The fields of the messages that a flag takes as JSON, each with its form and what is said of it; `None` when the
/// flag takes no message.
pub(super) fn shape(flag: &str, field: &FieldDescriptor) -> Option<String> {
    let Kind::Message(message) = field.kind() else { return None };
    if field.is_map() || message.fields().len() == 0 {
        return None;
    }
    let mut text = format!("The JSON of --{flag}{}:\n", if field.is_list() { ", in a list" } else { "" });
    lines(&message, 1, &mut text);
    Some(text)
}

fn lines(message: &MessageDescriptor, depth: usize, text: &mut String) {
    for field in message.fields() {
        let said = comment(&field.parent_message().parent_file(), field.path());
        let line =
            format!("{:indent$}{}: {}  {said}\n", "", field.json_name(), form(&field), indent = 2 * depth);
        text.push_str(&line);
        if let (Kind::Message(inner), true) = (field.kind(), depth < DEEPEST && !field.is_map()) {
            lines(&inner, depth + 1, text);
        }
    }
}

/// What JSON a field takes.
fn form(field: &FieldDescriptor) -> String {
    let one = match field.kind() {
        _ if field.is_map() => "{\"key\": …}".to_owned(),
        Kind::Message(inner) if inner.fields().len() == 0 => "{}".to_owned(),
        Kind::Message(_) => "{…}".to_owned(),
        Kind::Bool => "true|false".to_owned(),
        Kind::String => "\"text\"".to_owned(),
        Kind::Bytes => "\"base64\"".to_owned(),
        Kind::Enum(values) => {
            let said = values.values().filter(|value| !value.name().ends_with("_UNSPECIFIED"));
            said.map(|value| format!("\"{}\"", value.name())).collect::<Vec<_>>().join("|")
        }
        _ if is_amount(field) => "cents".to_owned(),
        _ => "number".to_owned(),
    };
    if field.is_list() { format!("[{one}, …]") } else { one }
}
