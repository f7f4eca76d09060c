//! `/egress`: what has left the region, in the order in which it left.

use super::words::Words;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use std::borrow::Borrow;
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::disclosure::first::GrandTotal;
use wijkfonds_domain::egress::{self, Content, EgressEntry, Receiver};
use wijkfonds_domain::terms::{Cents, Quarter, Year};
use wijkfonds_edge::page::Asked;

/// Lines on a page.
const PAGE_SIZE: usize = 50;

/// Digits of a policy's digest that are shown at first sight.
const DIGEST_SHOWN: usize = 8;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let after: Option<u64> = asked.parameter("after")?;
    let words = Words(asked.language);
    let key = after.map(|number| format!("{number:010}"));
    let mut log = fund.read(|records| egress::log(records, key.as_deref(), PAGE_SIZE + 1))?;
    let more = log.len() > PAGE_SIZE;
    log.truncate(PAGE_SIZE);
    let lines: Vec<Line> = log.into_iter().map(|(key, entry)| Line::of(&key, entry)).collect();
    let more_after = lines.last().filter(|_| more).map(|line| line.number);
    Page::new(words.of("title-egress"), &Egress { words, lines, after, more_after })
}

#[derive(Template)]
#[template(path = "egress.html")]
struct Egress {
    words: Words,
    lines: Vec<Line>,
    after: Option<u64>,
    /// The last line of this page, when there are more.
    more_after: Option<u64>,
}

struct Line {
    number: u64,
    entry: EgressEntry,
}

impl Line {
    /// The log's keys are numbers; one that is not would show as 0 instead of taking the page away.
    fn of(key: &str, entry: EgressEntry) -> Self {
        Self { number: key.parse().unwrap_or_default(), entry }
    }
}

impl Egress {
    fn receiver(&self, receiver: &Receiver) -> String {
        match receiver {
            Receiver::Bureau => self.words.of("receiver-bureau"),
            Receiver::Insurer(uzovi) => self.words.with("receiver-insurer", "uzovi", uzovi.as_str()),
        }
    }

    fn statement(&self, year: &Year, quarter: &Quarter) -> String {
        let facts = [("year", year.to_string()), ("quarter", quarter.to_string())];
        self.words.sentence("statement-of", &facts)
    }

    fn statement_figures(
        &self,
        insured: &u64,
        due: &Cents,
        attributed: &Cents,
        difference: &Cents,
    ) -> String {
        let euros = [("due", due), ("attributed", attributed), ("difference", difference)];
        let euros = euros.map(|(name, amount)| (name, self.words.euros(amount)));
        let facts = [&[("insured", self.words.whole(insured))][..], &euros].concat();
        self.words.sentence("statement-figures", &facts)
    }

    /// The beginning of a digest.
    fn short<'a>(&self, digest: &'a str) -> &'a str {
        digest.get(..DIGEST_SHOWN).unwrap_or(digest)
    }

    fn total(&self, figures: &[Figure]) -> Figure {
        figures.first().copied().unwrap_or(Figure::Missing)
    }

    fn withheld(&self, figures: &[Figure]) -> u64 {
        figures.iter().filter(|figure| **figure == Figure::Secret).count() as u64
    }

    fn withholds(&self) -> bool {
        self.lines.iter().any(|line| match &line.entry.content {
            Content::Table { grand_total, .. } => *grand_total == GrandTotal::Withheld,
            Content::Figures { figures, .. } => self.withheld(figures) > 0,
            Content::Statement { .. } => false,
        })
    }
}
