// What has been released cannot be changed on its way out.

use wijkfonds_domain::disclosure::{Figure, FigureTable, Released};

fn change(released: &mut Released<FigureTable>) {
    released.content().cells[0] = Figure::Value(1);
}

fn main() {}
