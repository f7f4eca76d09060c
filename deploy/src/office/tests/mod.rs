//! The command line and the tables, from the descriptors that are checked in.

mod flags;
mod tables;

use super::call::{Call, calls};
use serde_json::json;
use wijkfonds_proto::office::dynamic::{DynamicMessage, descriptors};

/// Every call.
fn all() -> Vec<Call> {
    calls(&descriptors().unwrap()).0
}

/// The call with a name.
fn call(name: &str) -> Call {
    all().into_iter().find(|call| call.name == name).unwrap()
}

/// An answer of a call, from proto3 JSON.
fn answer(name: &str, json: serde_json::Value) -> DynamicMessage {
    DynamicMessage::deserialize(call(name).method.output(), json).unwrap()
}

/// A page with two pots.
fn pots() -> DynamicMessage {
    let pots = json!([
        {"id": "region", "areas": ["1013", "1014"], "filledCents": "88800000", "freeCents": "5"},
        {"id": "1013", "areas": [], "filledCents": "0", "freeCents": "-1200"},
    ]);
    answer("list-pots", json!({"pots": pots, "reserveCents": "123456", "bankCents": "0"}))
}
