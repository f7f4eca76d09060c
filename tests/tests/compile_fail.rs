//! Programs that would take something out of a region by a way that is not the door do not compile, and for the
//! reason that stands in the file beside each. `TRYBUILD=overwrite` writes those files anew.

#[test]
fn what_would_go_round_the_door_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/*.rs");
    cases.pass("tests/compile_pass/*.rs");
}
