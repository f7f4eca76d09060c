//! What the documents say is so.

use super::{FOLDERS, assert_none, document, files, root, rust};
use std::collections::BTreeSet;

const DOCUMENTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

#[test]
fn the_test_command_of_the_readme_is_the_one_that_is_run() {
    let command = "cargo test --workspace";
    assert!(document("README.md").lines().any(|line| line.starts_with(command)));
    assert!(document(".ci/run").lines().any(|line| line.trim() == command));
}

#[test]
fn every_document_and_every_file_that_one_points_to_is_there() {
    let mut missing = Vec::new();
    for name in DOCUMENTS {
        for target in links(&document(name)).filter(|target| !target.contains("://")) {
            let file = target.split('#').next().unwrap_or_default();
            if !root().join(file).exists() {
                missing.push(format!("{name}: {target}"));
            }
        }
    }
    assert_none("links to nothing", &missing);
}

/// Where the links of a text in Markdown go.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn every_threat_is_tied_to_tests_that_exist() {
    let sources: Vec<_> = FOLDERS.into_iter().flat_map(rust).collect();
    let tests: BTreeSet<&str> = sources.iter().flat_map(|source| tests(&source.text)).collect();
    let security = document("SECURITY.md");
    let rows: Vec<&str> =
        security.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Who")).collect();
    assert!(rows.len() >= 10, "the table of threats was not found");
    let mut wrong = Vec::new();
    for row in rows {
        let last = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        let named: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!("no test: {row}"));
        }
        // a name with a slash is a file
        let unknown = named.into_iter().filter(|name| {
            if name.contains('/') { !root().join(name).exists() } else { !tests.contains(name) }
        });
        wrong.extend(unknown.map(|name| format!("no such test: {name}")));
    }
    assert_none("threats without a test", &wrong);
}

/// The names of the tests in a source: functions with an attribute for it close above.
fn tests(text: &str) -> impl Iterator<Item = &str> {
    let attributes = ["#[test]", "#[tokio::test"];
    text.split("\n    #[").flat_map(|part| part.split("\n#[")).filter_map(move |part| {
        let is_test = attributes.iter().any(|attribute| part.starts_with(attribute.trim_start_matches("#[")));
        part.split("fn ").nth(1)?.split(['(', '<']).next().filter(|_| is_test)
    })
}

#[test]
fn every_crate_is_in_the_architecture() {
    let architecture = document("ARCHITECTURE.md");
    for folder in FOLDERS {
        assert!(architecture.contains(&format!("`{folder}`")), "{folder}");
    }
}

#[test]
fn every_rpc_that_somebody_may_call_is_in_a_published_file() {
    let published: String =
        files("proto/wijkfonds", &["proto"]).into_iter().map(|source| source.text).collect();
    let table = document("proto/src/access/table.rs");
    let paths = table.split("rule(\"/wijkfonds.").skip(1).filter_map(|rest| rest.split('"').next());
    let mut missing = Vec::new();
    for path in paths {
        let method = path.rsplit('/').next().unwrap_or_default();
        if !published.contains(&format!("rpc {method}(")) {
            missing.push(path.to_owned());
        }
    }
    assert_none("ruled and not published", &missing);
}
