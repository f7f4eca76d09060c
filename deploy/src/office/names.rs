//! How the names of the `.proto` files look on a command line and above a column.

use wijkfonds_proto::office::dynamic::{EnumDescriptor, FieldDescriptor};

/// `ListApplications` or `received_on` as `list-applications` or `received-on`.
pub(super) fn kebab(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut kebab = String::with_capacity(name.len() + 4);
    for (position, &character) in characters.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| characters.get(before));
        let starts_word = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                let next_is_small = characters.get(position + 1).is_some_and(char::is_ascii_lowercase);
                *before != '_' && (!before.is_ascii_uppercase() || next_is_small)
            });
        if starts_word {
            kebab.push('-');
        }
        kebab.push(if character == '_' { '-' } else { character.to_ascii_lowercase() });
    }
    kebab
}

/// The value of an enum without the enum's name: `SCOPE_PRACTICE_BOUND` as `practice-bound`.
pub(super) fn choice(of: &EnumDescriptor, value: &str) -> String {
    let (prefix, value) = (format!("{}-", kebab(of.name())), kebab(&value.to_ascii_lowercase()));
    value.strip_prefix(&prefix).unwrap_or(&value).to_owned()
}

/// Whether a field is an amount in euro cents: its name has the segment `cents`.
pub(super) fn is_amount(field: &FieldDescriptor) -> bool {
    field.name().split('_').any(|segment| segment == "cents")
}

/// What stands above a field: `received_on` as `Received on`; `free_cents`, shown in euros, as `Free`.
pub(super) fn label(field: &FieldDescriptor) -> String {
    let amount = is_amount(field);
    let mut words: Vec<&str> =
        field.name().split('_').filter(|segment| !(amount && *segment == "cents")).collect();
    if amount && words.first().is_none_or(|first| *first == "per") {
        words.insert(0, "amount");
    }
    capitalized(&words.join(" "))
}

/// With its first letter large.
pub(super) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words_with_hyphens() {
        let table = [
            ("ListApplications", "list-applications"),
            ("RecordZnPayment", "record-zn-payment"),
            ("GetZNStatus", "get-zn-status"),
            ("received_on", "received-on"),
            ("practice_bound", "practice-bound"),
            ("Import2018", "import2018"),
        ];
        for (name, expected) in table {
            assert_eq!(kebab(name), expected);
        }
    }
}
