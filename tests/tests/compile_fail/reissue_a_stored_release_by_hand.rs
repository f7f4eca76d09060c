// The form in which the journal keeps a release is filled by a release alone.

use wijkfonds_domain::disclosure::{FigureTable, StoredRelease};

fn store(table: FigureTable) -> StoredRelease {
    StoredRelease { content: table }
}

fn main() {}
