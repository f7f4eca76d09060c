// Outside the treaty nobody can name a message to an insurer.

use wijkfonds_proto::border_messages::settlement::Statement;

fn main() {}
