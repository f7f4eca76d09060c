// The maker of a release is disclosure control's own.

use wijkfonds_domain::disclosure::{FigureTable, Released};

fn forge(table: FigureTable) -> Released<FigureTable> {
    Released::new(table)
}

fn main() {}
