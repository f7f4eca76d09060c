//! What is not in the sources.

use super::{FOLDERS, Source, assert_none, files, rust};
use std::collections::BTreeSet;

/// The longest that a file a person reads may be.
const MAX_LINES: usize = 600;

fn everywhere() -> impl Iterator<Item = Source> {
    FOLDERS.into_iter().flat_map(rust).filter(|source| !source.is_generated())
}

fn uses(sources: impl IntoIterator<Item = Source>, words: &[&str]) -> Vec<String> {
    sources.into_iter().flat_map(|source| source.uses(words)).collect()
}

fn production(folder: &str) -> impl Iterator<Item = Source> {
    rust(folder).into_iter().filter(|source| !source.is_test() && !source.is_generated())
}

#[test]
fn the_domain_is_told_everything() {
    let doing = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::time",
        "SystemTime",
        "Instant",
        "::now",
        "async",
        "println!",
        "eprintln!",
    ];
    assert_none("the domain does something", &uses(production("domain/src"), &doing));
}

#[test]
fn floats_are_in_the_deprivation_index_and_in_linear_programs_alone() {
    let others =
        ["domain/src", "store/src", "node/src/app", "coordinator/src/app"].into_iter().flat_map(production);
    let homes = ["domain/src/index/", "domain/src/disclosure/secondary/", "domain/src/disclosure/audit/"];
    let others = others.filter(|source| !homes.iter().any(|home| source.path.starts_with(home)));
    assert_none("floats", &uses(others, &["f32", "f64"]));
}

#[test]
fn sled_and_prost_are_named_where_they_live_alone() {
    let other =
        |home: &'static str| FOLDERS.into_iter().filter(move |folder| ![home, "tests"].contains(folder));
    assert_none("sled outside the store", &uses(other("store").flat_map(production), &["sled"]));
    assert_none(
        "prost outside the treaty",
        &uses(other("proto").flat_map(production), &["prost", "prost_types"]),
    );
}

#[test]
fn a_fund_or_bureau_at_work_has_no_word_of_grpc_or_the_web() {
    let apps = ["node/src/app", "coordinator/src/app"].into_iter().flat_map(rust);
    assert_none("transport in `app`", &uses(apps, &["tonic", "axum", "sled", "askama", "http"]));
}

#[test]
fn no_code_outside_the_demonstration_names_a_region() {
    let rules = files("deploy/demo/rules", &["toml"]);
    let name = |source: &Source| source.path.rsplit('/').next().unwrap().replace(".toml", "");
    let quoted: Vec<String> = rules.iter().map(|source| format!("\"{}\"", name(source))).collect();
    assert_eq!(quoted.len(), 16);
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    let others = ["domain/src", "store/src", "proto/src", "edge/src", "node/src", "coordinator/src"];
    assert_none("a region by name", &uses(others.into_iter().flat_map(production), &quoted));
}

#[test]
fn the_messages_of_the_border_packages_are_included_once_and_privately() {
    let including = |package: &str| -> BTreeSet<String> {
        let include = format!("generated/wijkfonds.{package}.v1.rs");
        everywhere().filter(|source| source.text.contains(&include)).map(|source| source.path).collect()
    };
    for package in ["federation", "settlement"] {
        assert_eq!(including(package), BTreeSet::from(["proto/src/border_messages.rs".to_owned()]));
    }
    let messages = super::document("proto/src/border_messages.rs");
    assert!(
        messages.lines().filter(|line| line.contains("mod ")).all(|line| line.starts_with("pub(crate) mod "))
    );
    let library = super::document("proto/src/lib.rs");
    assert!(library.lines().any(|line| line == "mod border_messages;"));
    let exports =
        uses(production("proto/src"), &["pub use border_messages", "pub use crate::border_messages"]);
    assert_none("border messages exported", &exports);
}

#[test]
fn nothing_is_left_for_later() {
    let later = [
        concat!("to", "do!"),
        concat!("unimple", "mented!"),
        concat!("db", "g!"),
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("XX", "X"),
        concat!("#[ign", "ore"),
    ];
    let mut found = Vec::new();
    for source in everywhere() {
        let hits = later.iter().filter(|word| source.text.contains(**word));
        found.extend(hits.map(|word| format!("{}: {word}", source.path)));
    }
    assert_none("left for later", &found);
}

#[test]
fn a_file_is_at_most_six_hundred_lines() {
    let long = everywhere().filter(|source| source.text.lines().count() > MAX_LINES);
    assert_none("too long", &long.map(|source| source.path).collect::<Vec<_>>());
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let places = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/Us", "ers/"),
        concat!("C:", "\\"),
    ];
    let kinds = ["rs", "toml", "proto", "md", "html", "ftl", "sh", "py", "css", "service", "stderr", ""];
    let mut found = Vec::new();
    for source in FOLDERS.into_iter().flat_map(|folder| files(folder, &kinds)) {
        found
            .extend(places.iter().filter(|place| source.text.contains(**place)).map(|_| source.path.clone()));
    }
    assert_none("places on one machine", &found);
}

#[test]
fn a_word_is_found_whole_and_outside_comments() {
    let source =
        Source { path: "x.rs".into(), text: "// sled\nlet sledge = 1;\nuse sled::Db; // f64\n".into() };
    assert_eq!(source.uses(&["sled", "f64"]), ["x.rs:3: sled"]);
}
