// What has been released cannot be changed on its way out.

use wijkfonds_domain::disclosure::{FigureTable, Released};

fn change(released: &mut Released<FigureTable>) {
    released.content().version = 2;
}

fn main() {}
