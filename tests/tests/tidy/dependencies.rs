//! Who may know whom, from `cargo metadata`.

use super::assert_none;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Per crate of this workspace the others that it may depend on.
const ARROWS: [(&str, &[&str]); 9] = [
    ("wijkfonds-domain", &[]),
    ("wijkfonds-store", &[]),
    ("wijkfonds-proto", &["wijkfonds-domain"]),
    ("wijkfonds-generate", &[]),
    ("wijkfonds-edge", &["wijkfonds-domain", "wijkfonds-store"]),
    ("wijkfonds-node", &["wijkfonds-domain", "wijkfonds-store", "wijkfonds-proto", "wijkfonds-edge"]),
    ("wijkfonds-coordinator", &["wijkfonds-domain", "wijkfonds-store", "wijkfonds-proto", "wijkfonds-edge"]),
    (
        "wijkfonds",
        &[
            "wijkfonds-domain",
            "wijkfonds-store",
            "wijkfonds-proto",
            "wijkfonds-edge",
            "wijkfonds-node",
            "wijkfonds-coordinator",
        ],
    ),
    ("wijkfonds-tests", &["wijkfonds-domain", "wijkfonds-proto"]),
];

/// All that the domain stands on. None of it opens a file, a socket or a clock.
const UNDER_THE_DOMAIN: [&str; 5] = ["jiff", "serde", "serde_json", "sha2", "thiserror"];

struct Dependency {
    name: String,
    /// Empty, `dev` or `build`.
    kind: String,
    default_features: bool,
    features: BTreeSet<String>,
}

/// The crates of the workspace with what their manifests name.
fn crates() -> BTreeMap<String, Vec<Dependency>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--no-deps", "--format-version", "1"])
        .current_dir(super::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let dependency = |value: &Value| Dependency {
        name: text(&value["name"]),
        kind: text(&value["kind"]),
        default_features: value["uses_default_features"].as_bool().unwrap(),
        features: value["features"].as_array().unwrap().iter().map(text).collect(),
    };
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            (text(&package["name"]), dependencies.iter().map(dependency).collect())
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let crates = crates();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(crates.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    for (name, allowed) in ARROWS {
        let others = crates[name].iter().filter(|dependency| known.contains(dependency.name.as_str()));
        let others: Vec<String> = others
            .filter(|dependency| !allowed.contains(&dependency.name.as_str()))
            .map(|dependency| format!("{name} -> {}", dependency.name))
            .collect();
        assert_none("arrows that point the wrong way", &others);
    }
}

#[test]
fn node_and_coordinator_do_not_know_each_other_and_nobody_knows_deploy_or_tests() {
    for (name, dependencies) in crates() {
        let knows = |other: &str| dependencies.iter().any(|dependency| dependency.name == other);
        assert!(!knows("wijkfonds") && !knows("wijkfonds-tests"), "{name}");
        assert!(name != "wijkfonds-node" || !knows("wijkfonds-coordinator"));
        assert!(name != "wijkfonds-coordinator" || !knows("wijkfonds-node"));
    }
}

#[test]
fn the_domain_stands_on_nothing_that_opens_a_file_a_socket_or_a_clock() {
    let crates = crates();
    let production: Vec<&Dependency> =
        crates["wijkfonds-domain"].iter().filter(|dependency| dependency.kind.is_empty()).collect();
    let names: BTreeSet<&str> = production.iter().map(|dependency| dependency.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(UNDER_THE_DOMAIN));
    let jiff = production.iter().find(|dependency| dependency.name == "jiff").unwrap();
    assert!(!jiff.default_features && !jiff.features.contains("std"), "with `std` jiff can read the clock");
}

#[test]
fn sled_is_named_by_the_store_alone_and_prost_by_the_treaty_alone() {
    for (name, dependencies) in crates() {
        // tests may look at what they like
        for dependency in dependencies.iter().filter(|dependency| dependency.kind != "dev") {
            let home = match dependency.name.as_str() {
                "sled" => &["wijkfonds-store"][..],
                other
                    if other.starts_with("prost")
                        || other.starts_with("tonic-prost")
                        || other == "protox" =>
                {
                    &["wijkfonds-proto", "wijkfonds-generate"]
                }
                _ => continue,
            };
            assert!(home.contains(&name.as_str()), "{name} names {}", dependency.name);
        }
    }
}

#[test]
fn every_crate_obeys_the_lints_of_the_workspace() {
    for folder in super::FOLDERS.into_iter().chain(["proto/generate"]) {
        let manifest = super::document(&format!("{folder}/Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{folder}");
    }
    let table = super::document("Cargo.toml");
    for lint in ["unsafe_code = \"forbid\"", "unwrap_used = \"warn\"", "missing_docs = \"warn\""] {
        assert!(table.contains(lint), "{lint}");
    }
}
