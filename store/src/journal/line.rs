//! One entry and its JSON.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{BreakKind, Hash, JsonFlaw};
use crate::machine::Context;

/// The version of the journal's form that this release writes.
const VERSION: u64 = 1;

/// The most bytes of JSON that an entry can have, whatever the options say: 64 MiB.
pub const MAX_LINE_BYTES: usize = 64 << 20;

/// An entry of the journal, as written.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry<E> {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// The time that the caller gave.
    pub at: String,
    /// Who did it, in which role.
    pub actor: String,
    /// The caller's id for the request.
    pub request_id: String,
    /// The SHA-256 of the command's JSON.
    pub request: Hash,
    /// What happened.
    pub events: Vec<E>,
}

impl<E> Entry<E> {
    /// The context in which its events were decided, and are applied.
    #[must_use]
    pub fn context(&self) -> Context {
        Context {
            seq: self.seq,
            at: self.at.clone(),
            actor: self.actor.clone(),
            request_id: self.request_id.clone(),
        }
    }
}

impl<E> fmt::Debug for Entry<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("seq", &self.seq)
            .field("at", &self.at)
            .field("events", &self.events.len())
            .finish_non_exhaustive()
    }
}

/// The fields in the order of the form.
#[derive(Serialize)]
struct Written<'a, E> {
    v: u64,
    seq: u64,
    at: &'a str,
    actor: &'a str,
    request_id: &'a str,
    request: Hash,
    events: &'a [E],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "E: DeserializeOwned")]
struct Read<E> {
    v: u64,
    seq: u64,
    at: String,
    actor: String,
    request_id: String,
    request: Hash,
    events: Vec<E>,
}

#[derive(Deserialize)]
struct VersionOnly {
    v: u64,
}

pub(crate) fn encode<E: Serialize>(
    context: &Context,
    request: Hash,
    events: &[E],
) -> Result<Vec<u8>, serde_json::Error> {
    let Context { seq, at, actor, request_id } = context;
    serde_json::to_vec(&Written { v: VERSION, seq: *seq, at, actor, request_id, request, events })
}

pub(crate) fn decode<E: DeserializeOwned>(json: &[u8]) -> Result<Entry<E>, BreakKind> {
    let read: Read<E> = serde_json::from_slice(json).map_err(|error| why_unreadable(json, &error))?;
    if read.v != VERSION {
        return Err(BreakKind::UnknownVersion(read.v));
    }
    let Read { seq, at, actor, request_id, request, events, v: _ } = read;
    Ok(Entry { seq, at, actor, request_id, request, events })
}

/// A later version may have other fields, so its number is looked for before the form is judged.
fn why_unreadable(json: &[u8], error: &serde_json::Error) -> BreakKind {
    match serde_json::from_slice(json) {
        Ok(VersionOnly { v }) if v != VERSION => BreakKind::UnknownVersion(v),
        _ => BreakKind::Unreadable(JsonFlaw::of(error)),
    }
}

/// Splits a line without its LF into the hash that it states and its JSON.
pub(super) fn split(line: &[u8]) -> Option<(Hash, &[u8])> {
    let (hash, rest) = line.split_at_checked(64)?;
    Some((Hash::parse(hash)?, rest.strip_prefix(b" ")?))
}

/// Adds a line to `text`.
pub(super) fn write(text: &mut Vec<u8>, hash: Hash, json: &[u8]) {
    text.extend_from_slice(&hash.hex());
    text.push(b' ');
    text.extend_from_slice(json);
    text.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        Context { seq: 7, at: "2018-03-01T09:00:00Z".into(), actor: "an".into(), request_id: "r-7".into() }
    }

    #[test]
    fn an_entry_is_written_in_the_order_of_the_form() {
        let json = encode(&context(), Hash::of(b"abc"), &["one", "two"]).unwrap();
        let expected = r#"{"v":1,"seq":7,"at":"2018-03-01T09:00:00Z","actor":"an","request_id":"r-7","request":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","events":["one","two"]}"#;
        assert_eq!(String::from_utf8(json.clone()).unwrap(), expected);
        let entry: Entry<String> = decode(&json).unwrap();
        assert_eq!((entry.context(), entry.events), (context(), vec!["one".into(), "two".into()]));
    }

    #[test]
    fn what_is_not_an_entry_of_this_version_is_told_apart() {
        let good = String::from_utf8(encode(&context(), Hash::of(b"abc"), &["one"]).unwrap()).unwrap();
        let rows = [
            (good.replace(r#""v":1"#, r#""v":2"#), "written in version 2"),
            (r#"{"v":3,"other":[]}"#.to_owned(), "written in version 3"),
            (good.replace(r#""at""#, r#""ad""#), "not of the expected form at column"),
            (good.replace(r#"["one"]"#, "[1]"), "not of the expected form at column"),
            (good[..20].to_owned(), "ends too early at column 20"),
            (good.replace('{', "<"), "not JSON at column 1"),
        ];
        for (json, expected) in rows {
            let said = decode::<String>(json.as_bytes()).unwrap_err().to_string();
            assert!(said.contains(expected), "{json}: {said}");
        }
    }
}
