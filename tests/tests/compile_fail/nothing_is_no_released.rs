// There is no empty release.

use wijkfonds_domain::disclosure::{FigureTable, Released};

fn nothing() -> Released<FigureTable> {
    Released::default()
}

fn main() {}
