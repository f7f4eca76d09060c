//! `wijkfonds insurer pull`, by an insurer that is who it says, and by one that is not.

use crate::command::{complained, printed, wijkfonds};
use crate::support::{Bureau, Process, World, eventually, insurer};
use crate::together::Region;
use std::path::PathBuf;
use std::process::Output;
use wijkfonds_proto::region::ListInsurerRequest;

const INSURERS: [&str; 2] = ["3311", "7119"];
const REGIONS: [&str; 2] = ["nijmegen", "twente"];

/// Two regions that have counted 2018, and what an insurer runs.
struct Counted {
    world: World,
    coordinator: Process,
    regions: Vec<Region>,
}

impl Counted {
    async fn start() -> Self {
        let world = World::new(&REGIONS, &["3311", "7119", "3332"]);
        let coordinator = Process::start("coordinator", &world.coordinator_config());
        let mut bureau = Bureau::new(&world, coordinator.office);
        let mut regions = Vec::new();
        for id in REGIONS {
            let region = Region::start(&world, id, &INSURERS).await;
            bureau.register(id, region.border).await;
            regions.push(region);
        }
        bureau.publish_areas(2018, &[("6541", "nijmegen"), ("7513", "twente")]).await.unwrap();
        bureau.publish_rate(2018, 592, "").await.unwrap();
        let seen = async || bureau.status(2018).await;
        eventually("rate and list are there", seen, |seen| {
            seen.values().all(|region| region.rate_version == 1 && region.area_list_version == 1)
        })
        .await;
        regions[0].count("6541", &INSURERS).await;
        regions[1].count("7513", &INSURERS).await;
        Self { world, coordinator, regions }
    }

    fn config(&self, uzovi: &str) -> PathBuf {
        self.world.insurer_config(uzovi, self.coordinator.border)
    }

    /// Pulls the statements of 2018 as somebody, with somebody's configuration.
    fn pull(&self, uzovi: &str, config_of: &str, form: &[&str]) -> Output {
        let config = self.config(config_of).display().to_string();
        let arguments = ["insurer", "pull", "--uzovi", uzovi, "--year", "2018", "--config", &config];
        wijkfonds(arguments.iter().chain(form))
    }
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(&printed(output)).unwrap()
}

#[tokio::test]
async fn an_insurer_pulls_its_statements_as_json_csv_or_table() {
    let counted = Counted::start().await;
    let whole = counted.pull("3311", "3311", &["--json"]);
    assert!(whole.status.success(), "{whole:?}");
    let whole = json(&whole);
    // 1,000 insured in each of two regions for four quarters of EUR 5.92 a year
    assert_eq!(whole["due_cents"], 2 * 1_000 * 592);
    assert_eq!(whole["partial"], false);
    assert_eq!(whole["missing"], serde_json::json!([]));
    let statements = whole["statements"].as_array().unwrap();
    assert_eq!(statements.len(), 8);
    assert!(statements.iter().all(|statement| statement["insured"] == 1_000), "{statements:?}");

    let csv = counted.pull("3311", "3311", &["--csv"]);
    assert!(csv.status.success(), "{csv:?}");
    let csv = printed(&csv);
    let rows: Vec<_> = csv.lines().collect();
    assert_eq!(rows.len(), 9, "{csv}");
    assert!(rows[0].split(',').any(|column| column == "due_cents"), "{csv}");

    let table = counted.pull("3311", "3311", &[]);
    assert!(table.status.success(), "{table:?}");
    let table = printed(&table);
    assert!(REGIONS.iter().all(|region| table.matches(region).count() == 4), "{table}");
    assert!(table.contains("11.840,00"), "{table}");
}

#[tokio::test]
async fn a_region_that_is_away_is_named_and_the_total_is_said_to_be_partial() {
    let mut counted = Counted::start().await;
    counted.regions[0].goes_away();
    let partial = counted.pull("3311", "3311", &["--json"]);
    assert!(!partial.status.success());
    let whole = json(&partial);
    assert_eq!((&whole["partial"], &whole["missing"][0]["region"]), (&true.into(), &"nijmegen".into()));
    assert_eq!(whole["statements"].as_array().unwrap().len(), 4);
    assert_eq!(whole["due_cents"], 1_000 * 592);
    for form in [&["--csv"][..], &[]] {
        let partial = counted.pull("3311", "3311", form);
        assert!(!partial.status.success());
        let said = format!("{}{}", printed(&partial), complained(&partial));
        assert!(said.contains("nijmegen"), "{said}");
        assert!(printed(&partial).contains("twente"), "{said}");
    }
    counted.regions[0].comes_back(&counted.world);
    assert!(counted.pull("3311", "3311", &["--json"]).status.success());
}

#[tokio::test]
async fn nobody_pulls_the_statements_of_another_insurer() {
    let mut counted = Counted::start().await;
    let others = counted.pull("3311", "7119", &["--json"]);
    assert!(!others.status.success());
    assert_eq!(printed(&others), "");
    assert!(complained(&others).contains("not of insurer 3311"), "{}", complained(&others));

    // a certificate of the federation that no region lists
    let unlisted = counted.pull("3332", "3332", &["--json"]);
    assert!(!unlisted.status.success());
    let unlisted = json(&unlisted);
    assert_eq!((unlisted["statements"].as_array().unwrap().len(), &unlisted["due_cents"]), (0, &0.into()));
    let missing = unlisted["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 2);
    let reason = missing[0]["reason"].as_str().unwrap();
    assert!(reason.contains("STATEMENT_NOT_LISTED"), "{reason}");

    // a region lists a code with another key: the right name with the wrong key is nobody
    let key = counted.world.credentials(&insurer("7119")).as_peer().key().to_string();
    let request = ListInsurerRequest {
        request_id: "another-key".into(),
        uzovi: "3311".into(),
        name: "Insurer 3311".into(),
        key_fingerprint: key,
    };
    counted.regions[0].clerk.board.list_insurer(request).await.unwrap();
    let other_key = counted.pull("3311", "3311", &["--json"]);
    assert!(!other_key.status.success());
    let other_key = json(&other_key);
    assert_eq!(other_key["missing"][0]["region"], "nijmegen");
    assert_eq!(other_key["statements"].as_array().unwrap().len(), 4);
}
