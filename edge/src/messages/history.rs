//! What happened to a project, in sentences.

use super::codes::key;
use super::{Messages, refused};
use crate::Language;
use wijkfonds_domain::history::{Moment, What};

/// What happened, and why where somebody said so.
#[must_use]
pub fn moment(language: Language, moment: &Moment) -> String {
    let what = match moment.what {
        What::Excluded => {
            let rule = moment.facts.iter().find(|(name, _)| name == "rule");
            let rule = rule.map(|(_, code)| code.as_str()).unwrap_or_default();
            let sentence = refused::sentence(language, "exclusion", rule, &moment.facts);
            Messages::text(language, "history-excluded", &[("sentence", &sentence)])
        }
        What::CompletionAsked if moment.facts.iter().any(|(_, value)| value == "-") => {
            refused::sentence(language, "history", "completion_asked_open", &moment.facts)
        }
        what => refused::sentence(language, "history", what.code(), &moment.facts),
    };
    let ending = match moment.what {
        _ if moment.why.is_empty() => return what,
        What::GroundsGiven | What::TakenOver => "history-source",
        _ => "history-why",
    };
    Messages::text(language, ending, &[("what", &what), ("why", &moment.why)])
}

/// Who entered it: the name in the certificate and the role, as `anna (clerk)`. What has another form stays as it is.
#[must_use]
pub fn actor(language: Language, actor: &str) -> String {
    let Some((identity, role)) = actor.split_once(" as ") else { return actor.to_owned() };
    let name = identity.rsplit('/').next().unwrap_or(identity);
    let role_key = key("staff-role", role);
    let role = if Messages::has(language, &role_key) { language.word(&role_key) } else { role.to_owned() };
    Messages::text(language, "history-actor", &[("name", name), ("role", &role)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(what: What, facts: &[(&str, &str)], why: &str) -> Moment {
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Moment { at: String::new(), actor: String::new(), on: None, what, facts, why: why.to_owned() }
    }

    #[test]
    fn what_happened_is_told_in_both_languages() {
        let cap = [("rule", "cap_exceeded"), ("left", "10.00"), ("asked", "1234.56")];
        let missing = [("draft", "draft-2018-00001"), ("missing", "goal"), ("last_day", "-")];
        let table = [
            (
                told(What::Refused, &[], "Too dear."),
                "Afgewezen. Reden: Too dear.",
                "Refused. Reason: Too dear.",
            ),
            (
                told(What::GroundsGiven, &[("rule_key", "application.rounds")], "zonh.nl"),
                "De regel die dat bepaalt: de sluitingsdagen van de rondes. Bron: zonh.nl",
                "The rule that decides it: the last days of the rounds. Source: zonh.nl",
            ),
            (
                told(What::Excluded, &cap, ""),
                "Buiten de regels. Gevraagd is € 1.234,56; van het maximum van de praktijk is nog € 10,00 over.",
                "Kept out by the rules. €1,234.56 is asked; the practice's maximum leaves €10.00.",
            ),
            (
                told(What::CompletionAsked, &missing, ""),
                "Ingediend als draft-2018-00001, maar niet volledig: het doel. Voor het aanvullen staat geen termijn.",
                "Handed in as draft-2018-00001, but not complete: the goal. There is no last day for completing it.",
            ),
        ];
        for (happened, dutch, english) in table {
            assert_eq!(moment(Language::Dutch, &happened), dutch);
            assert_eq!(moment(Language::English, &happened), english);
        }
    }

    #[test]
    fn everything_that_can_happen_has_a_sentence_in_both_languages() {
        for what in What::ALL {
            for language in [Language::Dutch, Language::English] {
                assert!(Messages::has(language, &key("history", what.code())), "{}", what.code());
            }
        }
    }

    #[test]
    fn who_did_it_is_a_name_and_a_role() {
        let anna = "spiffe://twente.wijkfonds/staff/anna as clerk";
        assert_eq!(actor(Language::Dutch, anna), "anna (medewerker)");
        assert_eq!(actor(Language::English, anna), "anna (clerk)");
        assert_eq!(actor(Language::English, "demonstration"), "demonstration");
    }
}
