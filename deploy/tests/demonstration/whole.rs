//! The year from beginning to end, and the same folder again.

use crate::figures::check;
use crate::program::{Demo, WIJKFONDS};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

/// What Ctrl-C may take.
const STOP: Duration = Duration::from_secs(10);
const INSURERS: [&str; 6] = ["3311", "7119", "7095", "3332", "7029", "3358"];

fn pull(folder: &Path, uzovi: &str) -> Output {
    let arguments = ["insurer", "pull", "--json", "--year", "2018", "--uzovi", uzovi, "--dir"];
    Command::new(WIJKFONDS).args(arguments).arg(folder).output().unwrap()
}

/// Staff of a region and of the bureau work from a terminal with the files that lie in the folder.
fn staff_have_their_files(folder: &Path) {
    for (file, call) in [
        ("regions/twente/clerk.toml", "list-pots"),
        ("regions/groningen/auditor.toml", "get-status"),
        ("coordinator/board.toml", "get-publication-status"),
    ] {
        let mut office = Command::new(WIJKFONDS);
        office.arg("office").arg("--config").arg(folder.join(file)).args([call, "--year", "2018"]);
        let answer = office.output().unwrap();
        assert!(answer.status.success(), "{file}: {}", String::from_utf8_lossy(&answer.stderr));
        assert!(!answer.stdout.is_empty(), "{file}");
    }
}

/// A folder goes through the year once and gives the same figures ever after, which are these.
pub(crate) fn whole_and_again() -> Value {
    let folder = tempfile::TempDir::new().unwrap();
    let first = Demo::start(folder.path(), &["--once", "--seed", "7"]).ends();
    let figures = first.figures();
    check(&figures, 7);
    Demo::nobody_is_left(folder.path(), Duration::ZERO);

    let other_seed = Demo::start(folder.path(), &["--once", "--seed", "8"]).ends();
    assert!(!other_seed.status.success());
    let said = other_seed.progress.join("\n");
    assert!(said.contains("the folder was made with --seed 7"), "{said}");

    let up = Demo::start(folder.path(), &["--seed", "7"]);
    up.until("the year is through already: going on from what is there");
    up.until("the federation is up");
    // the demonstration, the coordinator and sixteen nodes
    assert_eq!(up.at_work().len(), 18);
    staff_have_their_files(folder.path());
    let mut due = 0;
    for uzovi in INSURERS {
        let pulled = pull(folder.path(), uzovi);
        assert!(pulled.status.success(), "{}", String::from_utf8_lossy(&pulled.stderr));
        let pulled: Value = serde_json::from_slice(&pulled.stdout).unwrap();
        due += pulled["due_cents"].as_i64().unwrap();
    }
    assert_eq!(figures["contribution_due_cents"], due);
    up.signal("INT", false);
    let again = up.ends_within(STOP);
    assert_eq!(again.figures(), figures);
    Demo::nobody_is_left(folder.path(), Duration::ZERO);
    println!("the year took {:?}; when up, it stopped in {:?}", first.took, again.took);

    let up = Demo::start(folder.path(), &["--seed", "7"]);
    up.until("the federation is up");
    up.signal("INT", true);
    assert_eq!(up.ends_within(STOP).figures(), figures);
    Demo::nobody_is_left(folder.path(), STOP);
    figures
}

#[test]
fn the_neighbourhoods_of_cbs_go_through_the_year() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let file: PathBuf = workspace.join("../shared/data/cbs_84583NED_amsterdam_2019.csv");
    if !file.exists() {
        println!("skipped: the CBS file is not there");
        return;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let demo = Demo::start(folder.path(), &["--once", "--seed", "7", "--cbs", file.to_str().unwrap()]);
    demo.until("not ranked, ");
    check(&demo.ends().figures(), 7);
    let without = Demo::start(folder.path(), &["--once", "--seed", "7"]).ends();
    assert!(!without.status.success());
    assert!(without.progress.join("\n").contains("--cbs"), "{:?}", without.progress);
}
