//! What each fund refused, and by which rule: the account that the demonstration closes with.

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::collections::BTreeMap;
use wijkfonds_domain::project::Exclusion;
use wijkfonds_domain::terms::Cents;
use wijkfonds_edge::{Language, format};
use wijkfonds_proto::region::Application;

/// What no rule keeps out and the committee refuses.
const BY_COMMITTEE: &str = "committee";

/// How many applications, and what they asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Refused {
    pub(super) applications: u64,
    pub(super) requested_cents: i64,
}

/// A fund's refusals: by the code of the rule of the ladder, or by the committee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Refusals(BTreeMap<String, Refused>);

impl Refusals {
    /// Counts an application that was refused.
    pub(super) fn add(&mut self, application: &Application) {
        let rule = application.exclusion.as_ref().map_or(BY_COMMITTEE, |exclusion| exclusion.rule.as_str());
        let asked = application.form.iter().flat_map(|form| &form.requested).map(|draw| draw.cents);
        let refused = self.0.entry(rule.to_owned()).or_default();
        refused.applications += 1;
        // what one region is asked fits a thousand times
        refused.requested_cents = asked.fold(refused.requested_cents, i64::saturating_add);
    }

    /// In the order in which a person would check the rules; the committee has the last word.
    fn in_order(&self) -> impl Iterator<Item = (&'static str, Refused)> {
        let codes = Exclusion::CODES.into_iter().chain([BY_COMMITTEE]);
        codes.filter_map(|code| self.0.get(code).map(|refused| (code, *refused)))
    }
}

/// One row per fund and rule.
pub(super) fn table<'a>(language: Language, funds: impl Iterator<Item = (&'a str, &'a Refusals)>) -> String {
    let mut table = Table::new();
    // without lines between rows: there are more than a hundred
    table.load_style(presets::NOTHING);
    table.set_header(["fonds", "geweigerd door", "aanvragen", "gevraagd €"]);
    for (fund, refusals) in funds {
        for (place, (code, refused)) in refusals.in_order().enumerate() {
            let fund = if place == 0 { fund } else { "" };
            let asked = format::euros(language, Cents::new(refused.requested_cents));
            let number = format::whole(language, refused.applications);
            let rule = language.word(&format!("refused-by-{}", code.replace('_', "-")));
            table.add_row([fund.to_owned(), rule, number, asked]);
        }
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wijkfonds_proto::region::{ApplicationForm, Draw, Exclusion as Rule};

    fn refused(rule: &str, cents: i64) -> Application {
        let exclusion = (!rule.is_empty()).then(|| Rule { rule: rule.to_owned(), ..Default::default() });
        let requested = vec![Draw { pot: "region".to_owned(), cents }];
        let form = Some(ApplicationForm { requested, ..Default::default() });
        Application { exclusion, form, ..Default::default() }
    }

    #[test]
    fn refusals_are_told_by_rule_in_the_order_of_the_ladder() {
        let mut refusals = Refusals::default();
        for (rule, cents) in
            [("cap_exceeded", 100_050), ("", 200_000), ("deadline_passed", 1), ("cap_exceeded", 5)]
        {
            refusals.add(&refused(rule, cents));
        }
        let told = table(Language::Dutch, [("Fonds", &refusals)].into_iter());
        let rows: Vec<String> =
            told.lines().skip(1).map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            rows,
            [
                "Fonds te laat ingediend 1 € 0,01",
                "boven het maximum 2 € 1.000,55",
                "de commissie 1 € 2.000,00",
            ]
        );
    }

    #[test]
    fn every_rule_of_the_ladder_has_a_word_in_both_languages() {
        for code in Exclusion::CODES.into_iter().chain([BY_COMMITTEE]) {
            let key = format!("refused-by-{}", code.replace('_', "-"));
            let [dutch, english] = [Language::Dutch, Language::English].map(|language| language.word(&key));
            assert!(dutch != key && english != key && dutch != english, "{code}");
        }
    }
}
