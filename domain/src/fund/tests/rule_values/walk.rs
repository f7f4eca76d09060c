//! The values of a rules document, and what else each could be.

use crate::rules::FundRules;
use serde_json::Value;

/// The document with one value changed (or two, where the rules want their sum to stay).
pub(super) struct Change {
    pub(super) was: String,
    pub(super) is: String,
    pub(super) document: Value,
}

/// The rules of a document, when they are valid.
pub(super) fn rules_of(document: &Value) -> Option<FundRules> {
    let rules: FundRules = serde_json::from_value(document.clone()).ok()?;
    rules.checked().ok()
}

/// Where the values stand, as JSON pointers: every number, truth and text, and every choice with content
/// where there is one without.
pub(super) fn places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(document, document, String::new(), &mut found);
    found
}

fn walk(document: &Value, value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if fields.len() == 1
                && others(document, &place).into_iter().any(|is| set(document, &[(&place, is)]).is_some())
            {
                found.push(place.clone());
            }
            fields.iter().for_each(|(key, value)| walk(document, value, format!("{place}/{key}"), found));
        }
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(index, value)| walk(document, value, format!("{place}/{index}"), found)),
        _ => found.push(place),
    }
}

/// The list of dated values and the index in it that a place belongs to.
pub(super) fn dated(place: &str) -> Option<(String, usize)> {
    let parts: Vec<&str> = place.split('/').collect();
    let at = parts.iter().position(|part| part.parse::<usize>().is_ok())?;
    Some((parts[..at].join("/"), parts[at].parse().ok()?))
}

/// Whether a place lies in a value, not in its years or its source.
pub(super) fn is_value(place: &str) -> bool {
    place.contains("/value")
}

/// `cap 2018: 1 for kinds part fixed cents`, where `2018` is the first year of the value.
pub(super) fn label(document: &Value, place: &str) -> String {
    let words = |text: &str| {
        let parts = text.split('/').filter(|part| !part.is_empty());
        let parts =
            parts.map(|part| part.parse::<usize>().map_or(part.replace('_', " "), |n| (n + 1).to_string()));
        parts.collect::<Vec<_>>().join(" ")
    };
    let Some((list, index)) = dated(place) else {
        let (rule, rest) = place[1..].split_once('/').unwrap_or((&place[1..], ""));
        return format!("{rule}: {}", words(rest)).trim_end_matches(": ").to_owned();
    };
    let from = &document.pointer(&list).unwrap()[index]["from"];
    let rest = &place[list.len() + 1 + index.to_string().len()..];
    let rest = rest.strip_prefix("/value").map_or_else(|| words(rest), words);
    let rule = list[1..].replace('/', ".");
    format!("{rule} {from}: {rest}").trim_end_matches(": ").to_owned()
}

/// Every other value that keeps the rules valid, the nearest first.
pub(super) fn changes(document: &Value, place: &str) -> Vec<Change> {
    let single: Vec<_> =
        others(document, place).into_iter().filter_map(|is| set(document, &[(place, is)])).collect();
    if single.is_empty() { with_another(document, place) } else { single }
}

fn others(document: &Value, place: &str) -> Vec<Value> {
    let was = document.pointer(place).unwrap();
    let found: Vec<Value> = match was {
        Value::Bool(yes) => vec![(!yes).into()],
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            [number + 1, number - 1, number / 2, number * 2, number * 10, 0].map(Value::from).into()
        }
        Value::String(text) => {
            let choices = choices(document, place);
            if choices.is_empty() {
                let number = text.parse::<u32>().ok();
                let number =
                    number.into_iter().flat_map(|number| [number + 1, number + 2].map(|n| n.to_string()));
                number.chain([format!("{text}x")]).map(Value::from).collect()
            } else {
                choices
            }
        }
        _ => choices(document, place),
    };
    found.into_iter().filter(|is| is != was).collect()
}

/// The names of the choices that a place has, as serde lists them when it meets one that it does not know.
fn choices(document: &Value, place: &str) -> Vec<Value> {
    let mut asked = document.clone();
    *asked.pointer_mut(place).unwrap() = "?".into();
    let Err(refused) = serde_json::from_value::<FundRules>(asked) else { return Vec::new() };
    let message = refused.to_string();
    if !message.contains("unknown variant") {
        return Vec::new();
    }
    message.split('`').skip(3).step_by(2).map(Value::from).collect()
}

fn set(document: &Value, values: &[(&str, Value)]) -> Option<Change> {
    let mut changed = document.clone();
    for (place, is) in values {
        *changed.pointer_mut(place)? = is.clone();
    }
    rules_of(&changed)?;
    let all =
        |text: &dyn Fn(&(&str, Value)) -> String| values.iter().map(text).collect::<Vec<_>>().join(" with ");
    let was = all(&|(place, _)| said(document.pointer(place).unwrap()));
    Some(Change { was, is: all(&|(_, is)| said(is)), document: changed })
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value with another that changes with it. Of numbers: a last year with the first year of the value that follows,
/// and any other with one of the same name in the same value, which moves the other way. Of choices: a truth in
/// the same value, or one that says the same.
fn with_another(document: &Value, place: &str) -> Vec<Change> {
    let Some(number) = document.pointer(place).unwrap().as_i64() else {
        return choices_with_another(document, place);
    };
    let (list, _) = dated(place).unwrap();
    let name = place.rsplit('/').next().unwrap();
    let moves = |other: &String| {
        let there = document.pointer(other).unwrap().as_i64()?;
        let follows = other.starts_with(&list) && other.ends_with("/from") && there == number + 1;
        let beside = dated(other) == dated(place) && other != place && other.ends_with(&format!("/{name}"));
        match name {
            "until" => follows.then_some(there + 1),
            _ => beside.then_some(there - 1),
        }
    };
    let places = places(document);
    let others = places.iter().filter_map(|other| Some((other.as_str(), Value::from(moves(other)?))));
    others.filter_map(|other| set(document, &[(place, (number + 1).into()), other])).collect()
}

fn choices_with_another(document: &Value, place: &str) -> Vec<Change> {
    let places = places(document);
    let beside = places.iter().filter(|other| dated(other) == dated(place) && *other != place);
    let beside: Vec<_> = beside.map(|other| (other.as_str(), document.pointer(other).unwrap())).collect();
    let both = others(document, place).into_iter().flat_map(|is| {
        beside.iter().filter_map(move |(other, there)| {
            let moves = match there {
                Value::Bool(yes) => (!yes).into(),
                _ => (*there == document.pointer(place).unwrap()).then(|| is.clone())?,
            };
            Some([(place, is.clone()), (*other, moves)])
        })
    });
    both.filter_map(|both| set(document, &both)).collect()
}
