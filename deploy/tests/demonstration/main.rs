//! `wijkfonds demo`: the whole year, the same folder again, and every way in which it can be broken off.
#![allow(clippy::unwrap_used)]

mod broken_off;
mod figures;
mod program;
mod whole;

#[test]
fn a_year_has_one_outcome_whole_looked_at_again_or_broken_off() {
    let (whole, broken_off) = std::thread::scope(|scope| {
        let whole = scope.spawn(whole::whole_and_again);
        (broken_off::broken_off_again_and_again(), whole.join().unwrap())
    });
    assert_eq!(whole, broken_off);
}
