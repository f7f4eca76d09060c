// Nothing turns into a release by itself.

use wijkfonds_domain::disclosure::{FigureTable, Released};

fn convert(table: FigureTable) -> Released<FigureTable> {
    table.into()
}

fn main() {}
