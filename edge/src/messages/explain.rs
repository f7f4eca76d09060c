//! What an amount is made of, in sentences.

use super::refused;
use crate::Language;
use wijkfonds_domain::explain::Line;

/// A line of an explanation.
#[must_use]
pub fn explained(language: Language, line: &Line) -> String {
    refused::sentence(language, "because", line.because.code(), &line.facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Messages;
    use crate::messages::codes::key;
    use wijkfonds_domain::explain::Because;

    fn line(because: Because, facts: &[(&str, &str)]) -> Line {
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Line { because, facts }
    }

    #[test]
    fn an_amount_shows_its_arithmetic_in_both_languages() {
        let area = [
            ("area", "1013"),
            ("insured_number", "1501"),
            ("quarters_number", "4"),
            ("rate_euros", "5.92"),
            ("result_euros", "8885.92"),
        ];
        let table = [
            (
                line(Because::Area, &area),
                "Gebied 1013: 1.501 verzekerden, het gemiddelde van de getelde kwartalen (4), × € 5,92 = € 8.885,92.",
                "Area 1013: 1,501 insured, the mean of the quarters counted (4), × €5.92 = €8,885.92.",
            ),
            (
                line(Because::Rule, &[("rule_key", "products"), ("source", "asfnh.nl")]),
                "De regel: Eigen producten van het fonds (bron: asfnh.nl).",
                "The rule: The fund's own products (source: asfnh.nl).",
            ),
            (
                line(Because::CapNone, &[("project_kind", "training")]),
                "Voor Scholing geldt geen maximum.",
                "There is no maximum for: Training.",
            ),
        ];
        for (line, dutch, english) in table {
            assert_eq!(explained(Language::Dutch, &line), dutch);
            assert_eq!(explained(Language::English, &line), english);
        }
    }

    #[test]
    fn every_line_of_an_explanation_has_its_sentence_in_both_languages() {
        for because in Because::ALL {
            for language in [Language::Dutch, Language::English] {
                assert!(Messages::has(language, &key("because", because.code())), "{}", because.code());
            }
        }
    }
}
