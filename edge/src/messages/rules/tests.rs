//! That no rule, field or choice is without its words, for a document that uses every rule.

use super::*;
use crate::messages::Messages;
use crate::messages::codes::key;

const DOCUMENT: &str = include_str!("../../../../domain/tests/rule-values/rules.toml");

fn rules() -> FundRules {
    toml::from_str(DOCUMENT).unwrap()
}

#[test]
fn every_rule_has_its_label_and_its_place_and_every_value_its_words() {
    for language in [Language::Dutch, Language::English] {
        let values = rule_values(language, &rules());
        for RuleValue { key, label, value, source, .. } in &values {
            assert!(ORDER.contains(&key.as_str()), "{key} has no place");
            assert!(!value.is_empty() && !source.is_empty(), "{key} says nothing");
            for text in value.iter().chain([label]) {
                assert!(!text.contains('{'), "{key} has a part without words: {text}");
            }
        }
        assert!(ORDER.iter().all(|known| values.iter().any(|value| value.key == *known)), "one is not shown");
    }
}

/// The other codes that a text in the document could be, as serde lists them when it meets one that it does not know.
fn choices(document: &Value, place: &str) -> Vec<String> {
    let mut asked = document.clone();
    *asked.pointer_mut(place).unwrap() = "?".into();
    let refused = serde_json::from_value::<FundRules>(asked).err().map(|error| error.to_string());
    let message = refused.filter(|message| message.contains("unknown variant")).unwrap_or_default();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn places(value: &Value, place: String, found: &mut Vec<String>) {
    found.push(place.clone());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, format!("{place}/{name}"), found));
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| places(value, format!("{place}/{at}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_choice_that_a_rule_without_sentences_of_its_own_has_is_a_word() {
    let document = serde_json::to_value(rules()).unwrap();
    let mut found = Vec::new();
    places(&document, String::new(), &mut found);
    let lists = ["rule-choice", "seat", "kind", "application-field"];
    let mut seen = 0;
    for place in found.iter().filter(|place| place.contains("/value")) {
        let rule = place.split('/').nth(if place.starts_with("/application/") { 2 } else { 1 }).unwrap();
        let key_of =
            if place.starts_with("/application/") { format!("application.{rule}") } else { rule.into() };
        if Writer(Language::Dutch).known(&rules(), &key_of, 0).is_some() {
            continue;
        }
        for choice in choices(&document, place) {
            for language in [Language::Dutch, Language::English] {
                let has = lists.iter().any(|list| Messages::has(language, &key(list, &choice)));
                assert!(has, "{key_of} can be `{choice}`, which has no word");
            }
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} choices");
}

#[test]
fn values_read_like_this() {
    let dutch = rule_values(Language::Dutch, &rules());
    let of =
        |key: &str| dutch.iter().find(|value| value.key == key).map(|value| value.value.join(" | ")).unwrap();
    assert_eq!(of("retention_years"), "2");
    assert_eq!(of("administration_maximum"), "10 %");
    assert_eq!(of("evaluation_duty"), "houdt het volgende jaar tegen: ja | dagen na het jaar: 90");
    assert_eq!(of("pot_above"), "naam: boven | aandeel: 10 %");
    assert_eq!(of("second_grant"), "vanaf: 1 november");
    assert_eq!(of("application.fixed_prices"), "bedrag: € 80,00; soort: Uurconsult");
}
