// What each practice contributes is for disclosure control alone.

use wijkfonds_domain::tally::Draft;

fn look(draft: &Draft) -> String {
    format!("{:?}", draft.contributions())
}

fn main() {}
