//! The invariants of the workspace, held against its manifests, sources and documents.
#![allow(clippy::unwrap_used)]

mod dependencies;
mod documents;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the crates, whose sources are looked at.
const FOLDERS: [&str; 8] = ["domain", "store", "proto", "edge", "node", "coordinator", "deploy", "tests"];

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A text file of the workspace.
struct Source {
    /// Its path from the workspace's folder, with slashes.
    path: String,
    text: String,
}

impl Source {
    fn is_generated(&self) -> bool {
        self.path.contains("/generated/")
    }

    /// Whether it is only there for tests.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("tests/") || self.path.contains("failing_disk")
    }

    /// The lines with their numbers, without comments and without the tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let lines = self.text[..tests].lines().enumerate();
        lines.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
    }

    /// Where its code has one of these words, as `file:line: word`.
    fn uses(&self, words: &[&str]) -> Vec<String> {
        let found = self.code().flat_map(|(line, code)| {
            let used = words.iter().filter(move |word| has_word(code, word));
            used.map(move |word| format!("{}:{line}: {word}", self.path))
        });
        found.collect()
    }
}

/// Whether a line has a word that is not part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_part);
        let after = line[at + word.len()..].chars().next().is_some_and(is_part);
        !(before && word.starts_with(is_part) || after && word.ends_with(is_part))
    })
}

/// The Rust sources in a folder of the workspace, generated ones included.
fn rust(folder: &str) -> Vec<Source> {
    files(folder, &["rs"])
}

/// The files in a folder of the workspace with one of these extensions; `""` for none.
fn files(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), extensions, &mut found);
    assert!(!found.is_empty(), "nothing was found in {folder}");
    found
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !["target", "__pycache__"].contains(&name) {
                collect(&path, extensions, found);
            }
        } else if extensions.contains(&path.extension().map_or("", |extension| extension.to_str().unwrap())) {
            let inside = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            found.push(Source { path: inside, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// One document of the workspace.
fn document(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Nothing was found; otherwise all of it is told.
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}
