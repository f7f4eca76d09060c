// Outside the treaty nobody can name a message that crosses a border.

use wijkfonds_proto::border_messages::federation::FigureTable;

fn main() {}
