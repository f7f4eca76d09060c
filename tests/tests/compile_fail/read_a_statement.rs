// A statement is not read from a text, so no text can pass for one.

use wijkfonds_domain::settlement::Statement;

fn read(text: &str) -> Statement {
    serde_json::from_str(text).unwrap()
}

fn main() {}
