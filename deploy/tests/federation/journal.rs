//! `wijkfonds node check-config` and `wijkfonds node journal`, on the folder of a node that has worked.

use crate::command::{complained, printed, wijkfonds};
use crate::support::{Clerk, Process, World, small_year};
use std::path::{Path, PathBuf};
use std::process::Output;
use wijkfonds_proto::region::{
    Application, GetStatusResponse, GetYearSummaryResponse, ListApplicationsRequest, ListPotsRequest,
    ListPotsResponse,
};

fn of_node(of: &str, command: &str, folders: &[&Path]) -> Output {
    let words = ["node", of, command].map(PathBuf::from);
    wijkfonds(words.iter().map(PathBuf::as_path).chain(folders.iter().copied()))
}

fn journal(command: &str, folders: &[&Path]) -> Output {
    of_node("journal", command, folders)
}

/// Everything that a region's staff see.
type Seen = (GetStatusResponse, GetYearSummaryResponse, ListPotsResponse, Vec<Application>);

async fn everything(clerk: &mut Clerk) -> Seen {
    let status = crate::together::status(clerk, 2018).await;
    let summary = clerk.summary().await;
    let pots = clerk.fund.list_pots(ListPotsRequest { year: 2018 }).await.unwrap().into_inner();
    let request = ListApplicationsRequest { year: 2018, ..Default::default() };
    let listed = clerk.projects.list_applications(request).await.unwrap().into_inner();
    (status, summary, pots, listed.applications)
}

/// Files, grants and pays for a few practices.
async fn some_work(clerk: &mut Clerk, practices: std::ops::Range<u32>) {
    for practice in practices {
        let form = Clerk::form(practice, 40_000);
        let id = clerk.submit(&format!("application-{practice}"), form).await.unwrap().id;
        clerk.grant(&id, 40_000).await.unwrap();
        clerk.pay(&id, 1).await.unwrap();
    }
}

#[tokio::test]
async fn a_copy_taken_from_a_running_node_is_restored_and_serves_the_same() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let config = world.node_config("twente");
    let node = Process::start("node", &config);
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    some_work(&mut clerk, 1..6).await;
    let before = everything(&mut clerk).await;
    let (data, copy) = (world.path().join("twente/data"), world.path().join("copy"));
    let exported = journal("export", &[&data, &copy]);
    assert!(exported.status.success(), "{exported:?}");
    let keys = world.path().join("keys");
    let copied = of_node("keys", "export", &[&data, &keys]);
    assert!(printed(&copied).starts_with("exported: "), "{copied:?}");
    // the node works on, and the copy stays what it was
    some_work(&mut clerk, 6..8).await;
    assert!(everything(&mut clerk).await != before);
    assert!(node.stop().success());
    for (folder, entries) in [(&data, before.0.journal_sequence + 6), (&copy, before.0.journal_sequence)] {
        let verified = journal("verify", &[folder]);
        let said = printed(&verified);
        assert!(said.starts_with(&format!("verified: {entries} entries")), "{said}{}", complained(&verified));
    }
    let again = journal("export", &[&data, &copy]);
    assert!(!again.status.success() && complained(&again).contains("is not empty"), "{again:?}");

    let restored = world.path().join("restored");
    std::fs::create_dir(&restored).unwrap();
    std::fs::copy(&config, restored.join("node.toml")).unwrap();
    let put_back = journal("restore", &[&copy, &restored.join("data")]);
    assert!(put_back.status.success(), "{put_back:?}");
    let imported = of_node("keys", "import", &[&keys, &restored.join("data")]);
    assert!(printed(&imported).ends_with(" added, 0 there already, 0 destroyed\n"), "{imported:?}");
    let node = Process::start("node", &restored.join("node.toml"));
    let mut clerk = Clerk::new(&world, "twente", node.office);
    assert!(everything(&mut clerk).await == before);
    some_work(&mut clerk, 6..8).await;
}

#[tokio::test]
async fn a_journal_that_was_tampered_with_is_refused_by_file_line_and_entry() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let config = world.node_config("twente");
    let node = Process::start("node", &config);
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    some_work(&mut clerk, 1..3).await;
    node.kill();
    let data = world.path().join("twente/data");
    let segment = data.join("journal/00000000000000000001.log");
    let whole = std::fs::read_to_string(&segment).unwrap();
    let place = whole.lines().position(|line| line.contains("\"instalment_paid\"")).unwrap();
    let lines: Vec<_> = whole.lines().collect();
    let with = |line: &str| {
        let mut lines = lines.clone();
        lines[place] = line;
        format!("{}\n", lines.join("\n"))
    };
    let without = [&lines[..place], &lines[place + 1..]].concat().join("\n") + "\n";
    let tampered = [
        ("another day of payment", with(&lines[place].replace("2018-12-01", "2018-12-02"))),
        ("a line taken out", without),
        ("a line that is none", with("nothing")),
    ];
    let named = format!("00000000000000000001.log, line {0}, entry {0}:", place + 1);
    for (what, text) in tampered {
        assert_ne!(text, whole, "{what}");
        std::fs::write(&segment, text).unwrap();
        let copy = world.path().join(what);
        let commands = [
            journal("verify", &[&data]),
            journal("export", &[&data, &copy]),
            wijkfonds(["node".as_ref(), "run".as_ref(), "--config".as_ref(), config.as_os_str()]),
        ];
        for command in commands {
            assert!(!command.status.success(), "{what}");
            assert!(complained(&command).contains(&named), "{what}: {}", complained(&command));
        }
    }
    std::fs::write(&segment, whole).unwrap();
    assert!(journal("verify", &[&data]).status.success());
}

#[test]
fn a_configuration_is_checked_whole_and_what_is_wrong_is_named() {
    let world = World::new(&["twente"], &[]);
    let file = world.node_config("twente");
    let check = |file: &Path| {
        wijkfonds(["node".as_ref(), "check-config".as_ref(), "--config".as_ref(), file.as_os_str()])
    };
    let sound = check(&file);
    assert!(sound.status.success(), "{sound:?}");
    assert!(printed(&sound).contains("the configuration of region twente is sound"));
    let text = std::fs::read_to_string(&file).unwrap();
    let cases = [
        ("region = \"twente\"", "region = \"Twente!\"", "key `region`"),
        ("language = \"en\"", "language = \"fr\"", "key `language`"),
        ("data = \"data\"", "data = \"data\"\ndate = 1", "`date`"),
        ("[pages]\nlisten = \"127.0.0.1", "[pages]\nlisten = \"0.0.0.0", "pages.listen"),
        ("[office]\nlisten = \"", "[office]\nlisten = \"nowhere ", "key `office.listen`"),
    ];
    for (there, instead, named) in cases {
        let changed = text.replace(there, instead);
        assert_ne!(changed, text, "{there}");
        let wrong = file.with_file_name("wrong.toml");
        std::fs::write(&wrong, changed).unwrap();
        let refused = check(&wrong);
        assert!(!refused.status.success(), "{instead}");
        assert!(complained(&refused).contains(named), "{instead}: {}", complained(&refused));
    }
}
