//! Pages that are headings with sentences and tables below them, and have no form of their own.

use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use askama::Template;
use wijkfonds_domain::project::ApplicationId;

/// A heading with what stands below it.
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) table: Option<Table>,
}

/// A table; without rows a sentence says that there are none.
pub(super) struct Table {
    /// Of its caption, once on the page.
    id: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

struct Column {
    name: String,
    is_number: bool,
}

/// What stands in a cell.
#[derive(Default)]
pub(super) struct Cell {
    text: String,
    link: Option<String>,
    is_withheld: bool,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl Cell {
    /// An application's number, which leads to its page.
    pub(super) fn application(id: ApplicationId) -> Self {
        Self { text: id.to_string(), link: Some(format!("/project/{id}")), is_withheld: false }
    }

    /// A text that leads somewhere.
    pub(super) fn link(text: String, link: String) -> Self {
        Self { text, link: Some(link), is_withheld: false }
    }

    /// The word for what is withheld.
    pub(super) fn withheld(words: Words) -> Self {
        Self { text: words.of("state-withheld"), link: None, is_withheld: true }
    }
}

impl Table {
    /// Columns are keys of words; those of numbers begin with `#`.
    pub(super) fn new(
        words: Words,
        id: &'static str,
        caption: &str,
        columns: &[&str],
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        let column = |key: &&str| {
            let name = key.trim_start_matches('#');
            Column { name: words.of(name), is_number: name.len() < key.len() }
        };
        Self { id, caption: words.of(caption), columns: columns.iter().map(column).collect(), rows }
    }

    /// The cells of a row with their columns.
    fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(row)
    }
}

/// A page of sections; with a choice of years where `years` shows one.
pub(super) fn page(
    words: Words,
    title: String,
    path: &'static str,
    years: Years,
    sections: Vec<Section>,
) -> Result<Page, NoPage> {
    Page::new(title, &Sections { words, path, years, sections })
}

#[derive(Template)]
#[template(path = "sections.html")]
struct Sections {
    words: Words,
    path: &'static str,
    years: Years,
    sections: Vec<Section>,
}
