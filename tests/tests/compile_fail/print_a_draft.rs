// What holds the data of practices has no `Display`.

use wijkfonds_domain::settlement::Statement;
use wijkfonds_domain::tally::Draft;

fn print(draft: &Draft, statement: &Statement) -> String {
    format!("{draft} {statement}")
}

fn main() {}
