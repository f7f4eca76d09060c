//! A clerk works from a terminal, against a real node.

use crate::command::{complained, printed, wijkfonds};
use crate::support::{Process, World, agb, small_year};
use std::path::PathBuf;
use std::process::Output;

/// A node with a small year, and the files with which a clerk of it works.
struct Desk {
    world: World,
    node: Process,
}

impl Desk {
    async fn open() -> Self {
        let world = World::new(&["twente"], &["3311", "7119"]);
        let node = Process::start("node", &world.node_config("twente"));
        small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
        let desk = Self { world, node };
        for name in ["clerk", "committee"] {
            desk.config(name, &desk.node.office.to_string());
        }
        desk
    }

    /// Writes what somebody needs to work, beside the certificates.
    fn config(&self, name: &str, address: &str) -> PathBuf {
        let file = self.world.certificates().join(format!("{name}.toml"));
        let folder = "office-twente";
        let text = format!(
            "address = \"{address}\"\ncertificate = \"{folder}/staff-{name}.pem\"\n\
             key = \"{folder}/staff-{name}.key\"\nauthority = \"{folder}/authority.pem\"\n"
        );
        std::fs::write(&file, text).unwrap();
        file
    }

    fn office(&self, name: &str, arguments: &[&str]) -> Output {
        let config = self.world.certificates().join(format!("{name}.toml"));
        let config = config.display().to_string();
        wijkfonds([&["office", "--config", &config], arguments].concat())
    }

    fn clerk(&self, arguments: &[&str]) -> Output {
        self.office("clerk", arguments)
    }

    /// Hands in a form of a practice; the form is in a file.
    fn submit(&self, practice: u32, more: &[&str]) -> Output {
        let form = format!(
            r#"{{"year": 2018, "receivedOn": "2018-03-01", "applicant": "{}", "scope": "SCOPE_PRACTICE_TRANSCENDING",
                "kind": "interpreter_line", "criteria": ["access"], "title": "Project {practice}",
                "description": "Synthetic", "areas": ["1013"],
                "budget": [{{"price": {{"what": "Line", "cents": 100000}}}}],
                "requested": [{{"pot": "region", "cents": "50000"}}]}}"#,
            agb(practice)
        );
        let file = self.world.path().join(format!("form-{practice}.json"));
        std::fs::write(&file, form).unwrap();
        self.clerk(&[&["submit-application", "--form", &format!("@{}", file.display())], more].concat())
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_hands_in_lists_and_looks_up_from_a_terminal() {
    let desk = Desk::open().await;
    let id = ["--request-id", "first"];
    for _ in 0..2 {
        let submitted = desk.submit(1, &id);
        assert_eq!(code(&submitted), 0, "{}", complained(&submitted));
        assert!(printed(&submitted).contains("2018-00001"), "done once: {}", printed(&submitted));
    }
    for practice in 2..=3 {
        assert_eq!(code(&desk.submit(practice, &[])), 0);
    }
    let page = ["list-applications", "--year", "2018", "--page-size", "2"];
    let listed = desk.clerk(&page);
    assert!(printed(&listed).contains("Project 2") && !printed(&listed).contains("Project 3"));
    assert!(complained(&listed).contains("--page-token"), "{}", complained(&listed));
    let listed = desk.clerk(&[&page[..], &["--all", "--csv"]].concat());
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(listed.stdout.as_slice()).records().map(Result::unwrap).collect();
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids, ["2018-00001", "2018-00002", "2018-00003"]);
    assert_eq!(complained(&listed), "");
    let practice = agb(3);
    let wanted = ["list-applications", "--year", "2018", "--practice", &practice, "--csv", "--stage"];
    for (stage, expected) in [("submitted", 1), ("granted", 0)] {
        let rows = desk.clerk(&[&wanted[..], &[stage]].concat());
        assert_eq!(printed(&rows).lines().count(), 1 + expected, "{}", printed(&rows));
    }
    let unknown = desk.clerk(&[&wanted[..], &["lost"]].concat());
    assert_eq!(code(&unknown), 1);
    assert!(complained(&unknown).contains("stage"), "{}", complained(&unknown));
    let got = desk.clerk(&["get-application", "--id", "2018-00002", "--language", "en"]);
    let text = printed(&got);
    assert!(text.contains("Project 2") && text.contains("submitted") && text.contains("€500.00"), "{text}");
    let booked = desk.clerk(&["list-bookings", "--year", "2018", "--page-size", "1", "--all", "--csv"]);
    let mut sums = std::collections::BTreeMap::<String, i64>::new();
    for row in csv::Reader::from_reader(booked.stdout.as_slice()).records().map(Result::unwrap) {
        *sums.entry(row[0].to_owned()).or_default() += row[4].parse::<i64>().unwrap();
    }
    let numbers: Vec<String> = (1..=sums.len()).map(|number| number.to_string()).collect();
    assert!(sums.len() > 1 && numbers.iter().all(|number| sums.get(number) == Some(&0)), "{sums:?}");
    assert!(printed(&booked).contains(",2018-01-15,zn_paid,bank,88800000\n"), "{}", printed(&booked));
    let got = desk.clerk(&["--json", "get-application", "--id", "2018-00002"]);
    let json: serde_json::Value = serde_json::from_slice(&got.stdout).unwrap();
    assert_eq!(json["application"]["form"]["requested"][0]["cents"], "50000");
    assert!(desk.node.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sent_in_parts_and_its_problems_end_the_command_otherwise() {
    let desk = Desk::open().await;
    let file = desk.world.path().join("overviews.csv");
    let send = |rows: &str| {
        let header = "agb,name,owner,located_in,population,area,enrolled\n";
        std::fs::write(&file, format!("{header}{rows}")).unwrap();
        let flags = ["--year", "2018", "--source", "synthetic", "--reference-date", "2018-02-01", "--file"];
        desk.clerk(&[&["import-overviews"], &flags[..], &[file.to_str().unwrap()]].concat())
    };
    // more than one part
    let rows: String =
        (1..=2_000).map(|n| format!("{},Practice {n},Owner {n},1013,2000,1013,1000\n", agb(n))).collect();
    assert!(rows.len() > 64 * 1_024);
    let sent = send(&rows);
    assert_eq!(code(&sent), 0, "{}", complained(&sent));
    assert!(printed(&sent).contains("2000"), "{}", printed(&sent));
    let told = complained(&sent);
    assert!(told.contains("Rows checked: 2000") && told.contains("Rows booked: 2000"), "{told}");
    let sent = send("01000001,Practice,Owner,9999,2000,9999,1000\n");
    assert_eq!(code(&sent), 1, "{}", printed(&sent));
    assert!(printed(&sent).contains("overviews.csv"), "the file is named: {}", printed(&sent));
    assert!(desk.node.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_is_said_and_told_apart_by_the_end_of_the_command() {
    let desk = Desk::open().await;
    let missing = desk.clerk(&["withdraw-application", "--id", "2018-00099", "--on", "2018-04-01"]);
    assert_eq!((code(&missing), printed(&missing).as_str()), (1, ""));
    let dutch = complained(&missing);
    assert!(dutch.starts_with("wijkfonds: Geweigerd (") && dutch.contains("2018-00099"), "{dutch}");
    let arguments = ["--language", "en", "withdraw-application", "--id", "2018-00099", "--on", "2018-04-01"];
    let english = complained(&desk.clerk(&arguments));
    assert!(english.starts_with("wijkfonds: Refused (") && english != dutch, "{english}");
    let not_allowed = desk.clerk(&["decide-application", "--id", "2018-00001", "--refuse"]);
    assert_eq!(code(&not_allowed), 1, "{}", complained(&not_allowed));

    for wrong in [&["list-pots", "--jaar", "2018"][..], &["list-pots", "--year", "x"], &["no-such-call"]] {
        assert_eq!(code(&desk.clerk(wrong)), 2, "{wrong:?}");
    }
    let wrong = [
        (&["get-status", "--csv"][..], "no list"),
        (&["get-national-figures", "--year", "2018"], "get-national-figures"),
    ];
    for (arguments, expected) in wrong {
        let said = desk.clerk(arguments);
        assert_eq!(code(&said), 2);
        assert!(complained(&said).contains(expected), "{}", complained(&said));
    }

    // nobody listens on port 1 of the loopback address
    desk.config("clerk", "127.0.0.1:1");
    let unreached = desk.clerk(&["withdraw-application", "--id", "2018-00001", "--on", "2018-04-01"]);
    assert_eq!(code(&unreached), 3);
    let said = complained(&unreached);
    assert!(said.contains("certificaat") && said.contains("--request-id "), "{said}");
    let other = desk.office("nobody", &["list-pots"]);
    assert_eq!(code(&other), 2);
    assert!(complained(&other).contains("nobody.toml"), "{}", complained(&other));
    assert!(desk.node.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_goes_in_from_a_terminal_and_comes_out_as_it_was() {
    let desk = Desk::open().await;
    assert_eq!(code(&desk.submit(1, &[])), 0);
    let path = |name: &str| desk.world.path().join(name).display().to_string();
    let (plan, back) = (path("plan.csv"), path("back.csv"));
    // more than one part
    let text: String = (0..10_000).map(|line| format!("{line};KANARIE Merel\n")).collect();
    std::fs::write(&plan, &text).unwrap();
    let put = |more: &[&str]| {
        let flags = ["put-attachment", "--application", "2018-00001", "--on", "2018-03-02", "--file", &plan];
        desk.clerk(&[&flags[..], more].concat())
    };
    let kept = put(&["--purpose", "plan", "--kind", "csv", "--json"]);
    assert_eq!(code(&kept), 0, "{}", complained(&kept));
    let kept: serde_json::Value = serde_json::from_slice(&kept.stdout).unwrap();
    let digest = kept["digest"].as_str().unwrap();
    for (more, reason) in [
        (["--purpose", "plan", "--kind", "pdf"], "PERSON_OTHER_KIND"),
        (["--purpose", "quote", "--line", "2"], "PERSON_NO_SUCH_LINE"),
        (["--purpose", "plans", "--kind", "csv"], "BAD_FIELD"),
    ] {
        let refused = put(&more);
        assert!(code(&refused) == 1 && complained(&refused).contains(reason), "{}", complained(&refused));
    }
    let listed = desk.office("committee", &["list-attachments", "--application", "2018-00001", "--csv"]);
    let row = format!("{digest},plan.csv,csv,plan,0,{},2018-03-02\n", text.len());
    assert!(printed(&listed).ends_with(&row), "{}", printed(&listed));
    let get = ["get-attachment", "--application", "2018-00001", "--digest", digest, "--file", &back];
    let got = desk.office("committee", &get);
    assert!(code(&got) == 0 && printed(&got).contains("plan.csv"), "{}", complained(&got));
    assert_eq!(std::fs::read_to_string(&back).unwrap(), text);
    let again = desk.office("committee", &get);
    assert!(code(&again) == 2 && complained(&again).contains("back.csv"), "nothing is written over");
    let other = path("other");
    let missing = ["get-attachment", "--application", "2018-00001", "--digest", "0", "--file", &other];
    let missing = desk.clerk(&missing);
    assert!(code(&missing) == 1 && complained(&missing).contains("NOT_FOUND"), "{}", complained(&missing));
    assert!(!std::path::Path::new(&other).exists());

    assert!(desk.node.stop().success());
    let data = desk.world.path().join("twente/data");
    let verified = wijkfonds(["node", "journal", "verify", data.to_str().unwrap()]);
    assert!(printed(&verified).ends_with("documents: 1 as the journal says\n"), "{}", printed(&verified));
    std::fs::write(data.join("attachments").join(digest), "other").unwrap();
    let verified = wijkfonds(["node", "journal", "verify", data.to_str().unwrap()]);
    assert!(code(&verified) == 1 && printed(&verified).contains(&format!("damaged: attachments/{digest}")));
}
