//! A demonstration that is broken off leaves nobody behind, and goes on where it was.

use crate::figures::check;
use crate::program::Demo;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// What Ctrl-C may take.
const STOP: Duration = Duration::from_secs(10);
/// What the nodes may take to notice that who started them is gone.
const ORPHANS: Duration = Duration::from_secs(10);

fn start(folder: &Path) -> Demo {
    Demo::start(folder, &["--once", "--seed", "7"])
}

/// Breaks a year off in every way, each time a little later, and gives its figures when it is through.
pub(crate) fn broken_off_again_and_again() -> Value {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path();

    let demo = start(folder);
    demo.until("node 3 of 16");
    demo.signal("INT", false);
    let ended = demo.ends_within(STOP);
    assert!(!ended.status.success());
    Demo::nobody_is_left(folder, STOP);
    println!("Ctrl-C while the nodes start: {:?}", ended.took);

    let demo = start(folder);
    demo.until_steps(300);
    demo.signal("INT", true);
    let ended = demo.ends_within(STOP);
    assert!(!ended.status.success());
    let left = Demo::nobody_is_left(folder, STOP);
    println!("Ctrl-C for the group, in the middle: {:?}, and {left:?} until nobody was left", ended.took);

    let demo = start(folder);
    demo.until_steps(900);
    demo.signal("KILL", false);
    let ended = demo.ends_within(STOP);
    assert!(ended.was_killed());
    println!("kill -9 in the middle: nobody was left after {:?}", Demo::nobody_is_left(folder, ORPHANS));

    let demo = start(folder);
    demo.until_steps(1_500);
    demo.signal("INT", false);
    let ended = demo.ends_within(STOP);
    assert!(!ended.status.success());
    Demo::nobody_is_left(folder, Duration::ZERO);
    println!("Ctrl-C in the middle: {:?}", ended.took);

    // and the last one with everybody gone at once
    let demo = start(folder);
    demo.until("(6 of 16)");
    demo.signal("KILL", true);
    assert!(demo.ends_within(STOP).was_killed());
    Demo::nobody_is_left(folder, STOP);

    let resumed = start(folder).ends().figures();
    check(&resumed, 7);
    resumed
}
