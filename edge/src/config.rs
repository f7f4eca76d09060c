//! Configuration files in TOML, with errors that name file, line and key.
//!
//! What the keys are is the reading type's affair, and that it refuses keys it does not know
//! (`deny_unknown_fields`).

use serde::de::DeserializeOwned;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a configuration is not taken.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// What is in the file cannot be used.
    #[error(transparent)]
    Content(#[from] ContentProblem),
}

/// What is wrong in a file, and where: ``node.toml:12: key `listen.port`: …``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentProblem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; absent when the file as a whole is meant.
    pub line: Option<usize>,
    /// The key with the tables that it is in; absent when the text is no TOML or the file as a whole is meant.
    pub key: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl std::error::Error for ContentProblem {}

impl fmt::Display for ContentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if let Some(key) = &self.key {
            write!(f, " key `{key}`:")?;
        }
        write!(f, " {}", self.message)
    }
}

/// Reads a file.
///
/// # Errors
/// See [`ConfigError`].
pub fn read<T: DeserializeOwned>(file: &Path) -> Result<T, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
    Ok(parse(file, &text)?)
}

/// Reads the text of a file that has been read already.
///
/// # Errors
/// What is wrong in the text, and where.
pub fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, ContentProblem> {
    toml::from_str(text).map_err(|error| {
        // the file's own table has no place: a key that is missing from it has no line
        let span = error.span().filter(|span| *span != (0..0));
        ContentProblem {
            file: file.to_owned(),
            line: span.as_ref().map(|span| line(text, span.start)),
            key: span.and_then(|span| key_at(text, &span)),
            message: error.message().trim().replace('\n', ", "),
        }
    })
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The key whose name or value lies around a place in a text.
fn key_at(text: &str, place: &Range<usize>) -> Option<String> {
    let document = DeTable::parse(text).ok()?;
    let mut path = Vec::new();
    in_table(document.get_ref(), place, &mut path);
    (!path.is_empty()).then(|| path.join("."))
}

fn in_table(table: &DeTable<'_>, place: &Range<usize>, path: &mut Vec<String>) {
    for (key, value) in table {
        if around(&key.span(), place) {
            path.push(key.get_ref().to_string());
            return;
        }
        if let Some(inside) = in_value(value, place) {
            path.push(key.get_ref().to_string());
            path.extend(inside);
            return;
        }
    }
}

/// The path inside a value to a place, empty for the value itself; `None` when the place is elsewhere.
fn in_value(value: &Spanned<DeValue<'_>>, place: &Range<usize>) -> Option<Vec<String>> {
    let mut path = Vec::new();
    match value.get_ref() {
        // the keys of a table may stand after other tables, outside the span of its own header
        DeValue::Table(table) => in_table(table, place, &mut path),
        DeValue::Array(array) => {
            let inside = array.iter().enumerate();
            let mut inside = inside.filter_map(|(index, element)| Some((index, in_value(element, place)?)));
            if let Some((index, inside)) = inside.next() {
                path.push(index.to_string());
                path.extend(inside);
            }
        }
        _ => {}
    }
    (!path.is_empty() || around(&value.span(), place)).then_some(path)
}

fn around(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Node {
        region: String,
        listen: Listen,
        #[serde(default)]
        insurers: Vec<Insurer>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Listen {
        port: u16,
        #[serde(default)]
        hosts: Vec<String>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Insurer {
        uzovi: String,
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "region = \"noord\"\n[listen]\nport = 7000\n[[insurers]]\nuzovi = \"3311\"\n";
        let node: Node = parse(Path::new("node.toml"), text).unwrap();
        assert_eq!(node.listen, Listen { port: 7000, hosts: Vec::new() });
        assert_eq!(node.insurers, [Insurer { uzovi: "3311".into() }]);
    }

    #[test]
    fn errors_name_file_line_and_key() {
        let table = [
            (
                "region = \"noord\"\n[listen]\nport = \"x\"\n",
                "node.toml:3: key `listen.port`: invalid type: string \"x\", expected u16",
            ),
            (
                "region = \"noord\"\n\nlisten.port = 70000\n",
                "node.toml:3: key `listen.port`: invalid value: integer `70000`, expected u16",
            ),
            (
                "region = \"noord\"\nlisten = { port = 1, hosts = [\"a\", 5] }\n",
                "node.toml:2: key `listen.hosts.1`: invalid type: integer `5`, expected a string",
            ),
            (
                "region = \"noord\"\nregoin = \"zuid\"\n[listen]\nport = 1\n",
                "node.toml:2: key `regoin`: unknown field `regoin`, expected one of `region`, `listen`, `insurers`",
            ),
            ("region = \"noord\"\n[listen]\nhosts = []\n", "node.toml:2: key `listen`: missing field `port`"),
            (
                "region = \"noord\"\n[listen]\nport = 1\n[[insurers]]\nuzovi = \"3311\"\n[[insurers]]\nuzovi = 7119\n",
                "node.toml:7: key `insurers.1.uzovi`: invalid type: integer `7119`, expected a string",
            ),
            ("[listen]\nport = 1\n", "node.toml: missing field `region`"),
            ("region = \"noord\"\nregion = \"zuid\"\n", "node.toml:2: duplicate key"),
        ];
        for (text, expected) in table {
            let problem = parse::<Node>(Path::new("node.toml"), text).unwrap_err();
            assert_eq!(problem.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn text_that_is_no_toml_is_named_by_its_line() {
        let problem = parse::<Node>(Path::new("node.toml"), "region = \"noord\"\nlisten port\n").unwrap_err();
        assert_eq!((problem.line, problem.key), (Some(2), None));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = read::<Node>(Path::new("no/such/node.toml")).unwrap_err();
        assert!(error.to_string().starts_with("no/such/node.toml: "), "{error}");
    }
}
