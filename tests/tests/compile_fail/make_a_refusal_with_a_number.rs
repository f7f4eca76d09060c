// An error at a border has no room for a text or a number.

use wijkfonds_proto::border::BorderRefusal;

fn tell(patients: u64) -> BorderRefusal {
    BorderRefusal::NotReleased { patients }
}

fn main() {}
