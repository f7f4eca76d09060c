//! `/rules`: every value of the rules in use, with its years and the document that states it.

use super::words::Words;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use wijkfonds_domain::fund;
use wijkfonds_domain::rules::{FundRules, NameOrigin};
use wijkfonds_edge::messages::{self, RuleValue};
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let words = Words(asked.language);
    let rules = fund.read(fund::rules)?;
    let rows = rules.as_ref().map(|rules| messages::rule_values(words.0, rules)).unwrap_or_default();
    let name = rules.map(|rules| words.name(&rules));
    Page::new(words.of("title-rules"), &Rules { words, name, rows })
}

#[derive(Template)]
#[template(path = "rules.html")]
struct Rules {
    words: Words,
    /// The fund's name, and where it comes from.
    name: Option<(String, String)>,
    rows: Vec<RuleValue>,
}

impl Rules {
    fn years(&self, row: &RuleValue) -> String {
        let from = row.from.to_string();
        match row.until {
            Some(until) if until == row.from => from,
            Some(until) => {
                let facts = [("from", from), ("until", until.to_string())];
                self.words.sentence("years-from-until", &facts)
            }
            None => self.words.with("years-from", "from", &from),
        }
    }
}

impl Words {
    fn name(&self, rules: &FundRules) -> (String, String) {
        match &rules.name_origin {
            NameOrigin::Confirmed { source } => (rules.name.clone(), source.clone()),
            NameOrigin::Invented => {
                (self.with("name-invented", "name", &rules.name), self.of("label-name-invented"))
            }
        }
    }
}
