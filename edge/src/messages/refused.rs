//! The sentences for what does not happen, with what was needed and what was there.

use super::Messages;
use super::codes::{self, key};
use crate::{Language, format};
use wijkfonds_domain::fund::Refusal;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{Exclusion, Field, Missing};
use wijkfonds_domain::rules::{BasisPoints, StaffRole};
use wijkfonds_domain::terms::{Cents, Date};

/// Why a command is refused, for people inside the region.
#[must_use]
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    refusal_of_code(language, refusal.code(), &refusal.facts())
}

/// Why a command is refused, from a code and the facts as the domain names them. Amounts (`1234.56`) and
/// days (`2018-05-31`) among the facts are written the way of the language.
#[must_use]
pub fn refusal_of_code<N: AsRef<str>, V: AsRef<str>>(
    language: Language,
    code: &str,
    facts: &[(N, V)],
) -> String {
    sentence(language, "refusal", code, facts)
}

/// Which rule of the fund keeps an application out, for people inside the region.
#[must_use]
pub fn exclusion(language: Language, exclusion: &Exclusion) -> String {
    sentence(language, "exclusion", exclusion.code(), &exclusion.facts())
}

/// The sentence that a list of messages has for a code, with facts as the domain names them.
pub(super) fn sentence<N: AsRef<str>, V: AsRef<str>>(
    language: Language,
    list: &str,
    code: &str,
    facts: &[(N, V)],
) -> String {
    let facts: Vec<_> = facts
        .iter()
        .map(|(name, value)| (name.as_ref(), fact(language, name.as_ref(), value.as_ref())))
        .collect();
    filled(language, &key(list, code), &facts)
}

fn filled(language: Language, key: &str, facts: &[(&str, String)]) -> String {
    let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Messages::text(language, key, &facts)
}

/// A fact as the domain writes it, written for people. What cannot be read stays as it is.
fn fact(language: Language, name: &str, value: &str) -> String {
    let written = match name {
        "euros" | "asked" | "granted" | "free" | "stated" | "running" | "maximum" | "booked" | "left"
        | "fixed" => cents(value).map(|cents| format::euros(language, cents)),
        "day" | "opens" | "last_day" | "spent_on" | "asked_on" => {
            value.parse::<Date>().ok().map(|day| format::day(language, day))
        }
        "value" | "least" | "effect" | "difference" => decimals(language, value),
        "seat" => Some(language.word(&key("seat", value))),
        "count" | "patients" | "number" | "most" | "population" | "allowed" | "needed" | "there" | "size" => {
            let whole = value.parse().ok().map(|count| format::whole(language, count));
            whole.or_else(|| decimals(language, value))
        }
        "field" if is_field(value) => Some(field(language, value)),
        "missing" => Some(value.split(", ").map(|code| field(language, code)).collect::<Vec<_>>().join(", ")),
        "role" => StaffRole::from_code(value).map(|role| codes::role(language, role)),
        "rule_key" => Some(rule(language, value)),
        "project_kind" => Some(language.word(&key("kind", value))),
        "pot" => Some(codes::pot(language, &PotId::named(value))),
        _ => by_ending(language, name, value),
    };
    written.unwrap_or_else(|| value.to_owned())
}

/// A fact of an explanation, whose name ends with how it is written.
fn by_ending(language: Language, name: &str, value: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('_')?;
    match ending {
        "euros" => cents(value).map(|cents| format::euros(language, cents)),
        "share" => value.parse().ok().map(|share| format::share(language, BasisPoints(share))),
        "number" => value.parse().ok().map(|number| format::whole(language, number)),
        "day" => value.parse::<Date>().ok().map(|day| format::day(language, day)),
        _ => None,
    }
}

/// A rule of the fund, by its key in the rules document: as a ground says it, or as the page of the rules does.
fn rule(language: Language, rule: &str) -> String {
    let code = rule.replace('.', "_");
    let ground = key("ground-rule", &code);
    if Messages::has(language, &ground) { language.word(&ground) } else { language.word(&key("rule", &code)) }
}

/// Whether a code names a field of an application; other fields go by their own names.
fn is_field(code: &str) -> bool {
    let code = code.split_once('/').map_or(code, |(code, _)| code);
    Field::ALL.iter().any(|field| field.code() == code)
}

/// A field of an application, with the line of the budget where there is one: `quotes/2`.
fn field(language: Language, code: &str) -> String {
    let (code, line) = code.split_once('/').unwrap_or((code, ""));
    let name = Messages::text(language, &key("application-field", code), &[]);
    if line.is_empty() {
        name
    } else {
        Messages::text(language, "field-of-line", &[("field", &name), ("line", line)])
    }
}

/// A thing that an application lacks.
#[must_use]
pub fn missing(language: Language, missing: &Missing) -> String {
    let code = missing.field.code();
    match missing.line {
        Some(line) => field(language, &format!("{code}/{line}")),
        None => field(language, code),
    }
}

/// A number with two decimals, `-12.05`, the way of the language.
fn decimals(language: Language, text: &str) -> Option<String> {
    cents(text)?;
    Some(match language {
        Language::Dutch => text.replace('.', ","),
        Language::English => text.to_owned(),
    })
}

/// Reads an amount as the domain prints it: `-12.05`.
pub(super) fn cents(text: &str) -> Option<Cents> {
    let (whole, decimals) = text.split_once('.')?;
    (decimals.len() == 2).then_some(())?;
    format!("{whole}{decimals}").parse().ok().map(Cents::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_written_the_way_of_the_language() {
        let table = [
            ("euros", "1234.56", "€ 1.234,56", "€1,234.56"),
            ("free", "-0.05", "€ -0,05", "-€0.05"),
            ("asked", "12", "12", "12"),
            ("granted", "1.2.3", "1.2.3", "1.2.3"),
            ("day", "2018-05-31", "31 mei 2018", "31 May 2018"),
            ("day", "soon", "soon", "soon"),
            ("count", "1200", "1.200", "1,200"),
            ("pot", "region", "regiopot", "regional pot"),
            ("pot", "hagro Noord", "hagro Noord", "hagro Noord"),
            ("value", "-75.25", "-75,25", "-75.25"),
            ("most", "many", "many", "many"),
            ("year", "2018", "2018", "2018"),
        ];
        for (name, value, dutch, english) in table {
            assert_eq!(fact(Language::Dutch, name, value), dutch);
            assert_eq!(fact(Language::English, name, value), english);
        }
    }
}
