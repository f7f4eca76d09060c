// A release is not read from a text, so no text can pass for one.

use wijkfonds_domain::disclosure::{FigureTable, Released};

fn read(text: &str) -> Released<FigureTable> {
    serde_json::from_str(text).unwrap()
}

fn main() {}
