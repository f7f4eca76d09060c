//! Why an area is on the list of the deprivation index, or is not.

use super::Messages;
use super::codes::key;
use crate::{Language, format};
use wijkfonds_domain::index::{Indicator, LeftOutReason, Placement, RankedArea};

/// The name of an indicator.
#[must_use]
pub fn indicator(language: Language, indicator: Indicator) -> String {
    language.word(&key("indicator", indicator.code()))
}

/// Why a ranked area is in or out.
#[must_use]
pub fn index_placement(language: Language, area: &RankedArea) -> String {
    let whole = |number: u64| format::whole(language, number);
    let rank = whole(area.rank as u64);
    match area.placement {
        Placement::ByRank { last_rank } => {
            let sentence = if area.designated { "index-in-by-rank" } else { "index-out-by-rank" };
            Messages::text(language, sentence, &[("rank", &rank), ("last", &whole(last_rank as u64))])
        }
        Placement::ByPeopleAbove { above, line } => {
            let sentence = if area.designated { "index-in-by-people" } else { "index-out-by-people" };
            let facts = [("rank", &*rank), ("above", &whole(above)), ("line", &whole(line))];
            Messages::text(language, sentence, &facts)
        }
    }
}

/// Why an area is not ranked.
#[must_use]
pub fn index_left_out(language: Language, reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::InhabitantsNotPublished => language.word("index-left-out-unknown"),
        LeftOutReason::TooFewInhabitants { inhabitants, minimum } => {
            let [inhabitants, minimum] =
                [inhabitants, minimum].map(|number| format::whole(language, *number));
            let facts = [("inhabitants", inhabitants.as_str()), ("minimum", minimum.as_str())];
            Messages::text(language, "index-left-out-few", &facts)
        }
        LeftOutReason::NotPublished(missing) => {
            let names: Vec<_> = missing.iter().map(|missing| indicator(language, *missing)).collect();
            Messages::text(language, "index-left-out-indicators", &[("indicators", &names.join(", "))])
        }
    }
}
