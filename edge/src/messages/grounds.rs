//! On which ground an application is kept out, in sentences.

use super::Messages;
use super::codes::{self, key};
use super::refused::cents;
use crate::{Language, format};
use wijkfonds_domain::project::Grounds;
use wijkfonds_domain::project::grounds::Values;
use wijkfonds_domain::rules::{BasisPoints, StaffRole};
use wijkfonds_domain::terms::Date;

/// The rule, what it needs, what was there and the document that states it. What a ground does not say is left out.
#[must_use]
pub fn grounds(language: Language, grounds: &Grounds) -> String {
    let rule = language.word(&key("ground-rule", &grounds.rule.replace('.', "_")));
    let mut sentences = vec![Messages::text(language, "ground-rule", &[("rule", &rule)])];
    for (sentence, values) in [("ground-needed", &grounds.needed), ("ground-there", &grounds.there)] {
        if !values.is_empty() {
            let values = listed(language, values);
            sentences.push(Messages::text(language, sentence, &[("values", &values)]));
        }
    }
    if !grounds.source.is_empty() {
        sentences.push(Messages::text(language, "ground-source", &[("source", &grounds.source)]));
    }
    sentences.join(" ")
}

/// A value of a ground in words.
#[must_use]
pub fn grounds_value(language: Language, code: &str, value: &str) -> String {
    let written = written(language, code, value).unwrap_or_else(|| value.to_owned());
    Messages::text(language, &key("ground-value", code), &[("value", &written)])
}

/// The values in words; of thresholds any one is enough, and the sentence says so.
fn listed(language: Language, values: &Values) -> String {
    let is_threshold = |code: &str| ["minimum_patients", "minimum_share", "share_above"].contains(&code);
    let (thresholds, others): (Vec<_>, Vec<_>) = values
        .iter()
        .map(|(code, value)| (code, grounds_value(language, code, value)))
        .partition(|(code, _)| is_threshold(code));
    let either = |one: String, (_, other): (&String, String)| {
        Messages::text(language, "value-threshold-or", &[("one", &one), ("other", &other)])
    };
    let mut thresholds = thresholds.into_iter();
    let first = thresholds.next().map(|(_, first)| thresholds.fold(first, either));
    first.into_iter().chain(others.into_iter().map(|(_, words)| words)).collect::<Vec<_>>().join(", ")
}

fn written(language: Language, code: &str, value: &str) -> Option<String> {
    match code {
        "first_day" | "last_day" | "received_on" | "spent_from" => {
            value.parse::<Date>().ok().map(|day| format::day(language, day))
        }
        "minimum_share" | "share_above" => {
            value.parse().ok().map(|share| format::share(language, BasisPoints(share)))
        }
        "fte_hundredths" => value.parse().ok().map(|number| format::hundredths(language, number)),
        "at_most" | "asked" | "price" => cents(value).map(|cents| format::euros(language, cents)),
        "minimum_patients" | "patients" | "population" | "criteria" | "applications" => {
            value.parse().ok().map(|number| format::whole(language, number))
        }
        "location" | "admission" => Some(language.word(&key("ground-place", value))),
        "role" => StaffRole::from_code(value).map(|role| codes::role(language, role)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(rule: &str, needed: &[(&str, &str)], there: &[(&str, &str)]) -> Grounds {
        let values = |side: &[(&str, &str)]| {
            side.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Grounds {
            rule: rule.into(),
            source: if rule == "cap" { String::new() } else { "zonh.nl 2018".into() },
            needed: values(needed),
            there: values(there),
        }
    }

    #[test]
    fn a_ground_says_the_rule_what_it_needs_what_was_there_and_its_source() {
        let eligibility = ground(
            "eligibility",
            &[("minimum_patients", "300"), ("minimum_share", "2000")],
            &[("patients", "120"), ("population", "2350")],
        );
        let cap = ground("cap", &[("at_most", "1250.00")], &[("asked", "1250.01")]);
        let hours = ground("hourly_maximum", &[("at_most", "85.00"), ("role", "gp")], &[("asked", "90.00")]);
        let table = [
            (
                &eligibility,
                "Regel: welke praktijken mogen aanvragen. Nodig: ten minste 300 patiënten uit achterstandswijken, of \
                 ten minste 20 % van alle patiënten. Aanwezig: 120 patiënten uit achterstandswijken, 2.350 patiënten \
                 in totaal. Bron: zonh.nl 2018.",
                "Rule: which practices may apply. Needed: at least 300 patients from designated areas, or at least \
                 20% of all patients. There: 120 patients from designated areas, 2,350 patients in all. Source: \
                 zonh.nl 2018.",
            ),
            (
                &cap,
                "Regel: het maximum per praktijk. Nodig: ten hoogste € 1.250,00. Aanwezig: € 1.250,01 gevraagd.",
                "Rule: the maximum per practice. Needed: at most €1,250.00. There: €1,250.01 asked.",
            ),
            (
                &hours,
                "Regel: het hoogste uurtarief. Nodig: ten hoogste € 85,00, voor een uur van: huisarts. Aanwezig: \
                 € 90,00 gevraagd. Bron: zonh.nl 2018.",
                "Rule: the highest price of an hour. Needed: at most €85.00, for an hour of: GP. There: €90.00 \
                 asked. Source: zonh.nl 2018.",
            ),
        ];
        for (ground, dutch, english) in table {
            assert_eq!(grounds(Language::Dutch, ground), dutch);
            assert_eq!(grounds(Language::English, ground), english);
        }
    }

    #[test]
    fn every_rule_and_value_that_the_domain_names_has_its_words() {
        for language in Language::ALL {
            for rule in Grounds::RULES {
                let written = grounds(language, &ground(rule, &[], &[]));
                assert!(!written.contains(['{', '}']), "{written}");
            }
            for code in Grounds::VALUES {
                let written = grounds_value(language, code, "1");
                let open = written.replace("{ground-place-1}", "");
                assert!(!open.contains(['{', '}']), "{written}");
            }
            for place in ["in_area", "elsewhere", "by_board"] {
                assert!(Messages::has(language, &key("ground-place", place)), "{place}");
            }
        }
    }
}
