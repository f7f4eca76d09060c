// A draft has no written form.

use wijkfonds_domain::tally::Draft;

fn write(draft: &Draft) -> String {
    serde_json::to_string(draft).unwrap()
}

fn main() {}
