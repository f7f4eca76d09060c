//! The values of rules that have no sentences of their own, field by field.

use super::writer::Writer;
use crate::format;
use crate::messages::Messages;
use crate::messages::codes::key;
use serde_json::{Map, Value};
use wijkfonds_domain::rules::{BasisPoints, MonthDay};
use wijkfonds_domain::terms::Cents;

impl Writer {
    /// A value, each of its parts on a line.
    pub(super) fn plain(&self, field: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) if values.is_empty() => vec![self.of("rule-value-none")],
            Value::Array(values) => values.iter().map(|value| self.text(field, value)).collect(),
            Value::Object(fields) if day(fields).is_none() && !self.is_choice(fields) => {
                fields.iter().map(|(name, value)| self.field(name, value)).collect()
            }
            other => vec![self.text(field, other)],
        }
    }

    fn field(&self, name: &str, value: &Value) -> String {
        let facts = [("field", self.of(&key("rule-field", name))), ("value", self.text(name, value))];
        self.sentence("rule-field-value", &facts)
    }

    fn text(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => self.of("rule-value-none"),
            Value::Bool(yes) => self.of(if *yes { "yes" } else { "no" }),
            Value::Number(number) => self.number(field, number.as_i64().unwrap_or_default()),
            Value::String(text) => self.word(field, text),
            Value::Array(values) => {
                let values: Vec<_> = values.iter().map(|value| self.text(field, value)).collect();
                if values.is_empty() { self.of("rule-value-none") } else { values.join(", ") }
            }
            Value::Object(fields) => match (day(fields), self.is_choice(fields)) {
                (Some(day), _) => self.day_of_year(&day),
                (None, true) => {
                    let chosen = fields.iter().map(|(choice, value)| {
                        let facts = [("field", self.word("", choice)), ("value", self.text(choice, value))];
                        self.sentence("rule-field-value", &facts)
                    });
                    chosen.collect::<Vec<_>>().join("; ")
                }
                (None, false) => {
                    fields.iter().map(|(name, value)| self.field(name, value)).collect::<Vec<_>>().join("; ")
                }
            },
        }
    }

    /// Amounts, shares and numbers go by the names of their fields.
    fn number(&self, field: &str, number: i64) -> String {
        let whole = u64::try_from(number).unwrap_or_default();
        let small = u32::try_from(number).unwrap_or_default();
        match field {
            "cents" | "price" | "most_per_year" | "amount" | "from" => self.euros(&Cents::new(number)),
            "share" | "administration_maximum" => self.share(&BasisPoints(small)),
            "fte_hundredths" => format::hundredths(self.0, whole),
            _ => self.whole(&whole),
        }
    }

    /// The word for a code; a text that is no code stays as it is.
    fn word(&self, field: &str, text: &str) -> String {
        let list = match field {
            "seat" | "chair" => "seat",
            "kind" | "kinds" | "standard" | "open_kinds" => "kind",
            "required_fields" => "application-field",
            _ => "rule-choice",
        };
        let key = key(list, text);
        if Messages::has(self.0, &key) { self.of(&key) } else { text.to_owned() }
    }

    /// A choice with content: one field, whose name is that of a choice.
    fn is_choice(&self, fields: &Map<String, Value>) -> bool {
        let is_choice = |name: &String| Messages::has(self.0, &key("rule-choice", name));
        fields.len() == 1 && fields.keys().all(is_choice)
    }
}

fn day(fields: &Map<String, Value>) -> Option<MonthDay> {
    let number = |name| fields.get(name)?.as_i64().and_then(|number| i8::try_from(number).ok());
    (fields.len() == 2).then_some(())?;
    Some(MonthDay { month: number("month")?, day: number("day")? })
}
