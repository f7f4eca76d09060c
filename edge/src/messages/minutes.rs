//! The minutes of a committee's meeting, as a text.

use super::Messages;
use super::codes::{self, key};
use crate::{Language, format};
use wijkfonds_domain::committee::{Choice, Item, Member, Minutes, Resolution, Ruling};
use wijkfonds_domain::project::Outcome;
use wijkfonds_domain::rules::Seat;
use wijkfonds_domain::terms::{Cents, Overflow};

/// Whom a member of a committee sits for.
#[must_use]
pub fn seat(language: Language, seat: Seat) -> String {
    language.word(&key("seat", seat.code()))
}

/// The minutes as a text: who was there, who had a stake, who voted what and why, and what was carried.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn minutes(language: Language, minutes: &Minutes) -> Result<String, Overflow> {
    let text = |key: &str, facts: &[(&str, &str)]| Messages::text(language, key, facts);
    let meeting = &minutes.meeting;
    let day = format::day(language, meeting.on);
    let mut lines = vec![
        text("minutes-title", &[("number", &meeting.number.to_string()), ("day", &day)]),
        String::new(),
        text("minutes-present", &[]),
    ];
    for member in &minutes.present {
        let line = if member.number == meeting.chair { "minutes-chair" } else { "minutes-member" };
        let seat = seat(language, member.seat);
        lines.push(text(line, &[("name", member.name.trim()), ("seat", &seat)]));
    }
    for (id, item) in &minutes.items {
        lines.push(String::new());
        lines.push(text("minutes-application", &[("application", &id.to_string())]));
        match item {
            Some(item) => {
                lines.extend(voted(language, &minutes.present, item)?);
                lines.extend(board(language, minutes.board.get(id))?);
            }
            None => lines.push(text("minutes-not-voted", &[])),
        }
    }
    Ok(lines.iter().map(|line| format!("{}\n", line.trim_end())).collect())
}

fn voted(language: Language, present: &[Member], item: &Item) -> Result<Vec<String>, Overflow> {
    let text = |key: &str, facts: &[(&str, &str)]| Messages::text(language, key, facts);
    let mut lines = Vec::new();
    for stake in &item.interests {
        let name = name_of(present, stake.member);
        lines.push(match &stake.declared {
            Some(declared) => text("minutes-interest", &[("name", name), ("stake", declared)]),
            None => text("minutes-own-practice", &[("name", name)]),
        });
    }
    for vote in &item.votes {
        let choice = language.word(&key("choice", vote.choice.code()));
        let facts = [("name", name_of(present, vote.member)), ("choice", &choice), ("reason", &vote.reason)];
        lines.push(text("minutes-vote", &facts));
        for remark in &vote.remarks {
            let line = if remark.met { "minutes-met" } else { "minutes-not-met" };
            let criterion = codes::criterion(language, remark.criterion);
            lines.push(format!("  {}", text(line, &[("criterion", &criterion), ("text", &remark.text)])));
        }
    }
    let count = |choice| item.count(choice).to_string();
    let (votes_for, votes_against) = (count(Choice::For), count(Choice::Against));
    let abstained = count(Choice::Abstain);
    let facts = [("votes_for", &*votes_for), ("votes_against", &*votes_against), ("abstained", &*abstained)];
    lines.push(text("minutes-count", &facts));
    if item.by_casting_vote {
        lines.push(text("minutes-casting-vote", &[]));
    }
    lines.extend(carried(language, &item.resolution)?);
    Ok(lines)
}

/// That the vote was advice, and what the board made of it; nothing where the committee decides.
fn board(language: Language, advised: Option<&Option<Ruling>>) -> Result<Vec<String>, Overflow> {
    let Some(ruling) = advised else { return Ok(Vec::new()) };
    let advice = Messages::text(language, "minutes-advice", &[]);
    let Some(ruling) = ruling else {
        return Ok(vec![advice, Messages::text(language, "minutes-no-ruling", &[])]);
    };
    let day = format::day(language, ruling.on);
    let ruled = Messages::text(language, "minutes-ruling", &[("day", &day)]);
    let carried = carried(language, &ruling.resolution)?.into_iter().map(|line| format!("  {line}"));
    Ok([advice, ruled].into_iter().chain(carried).collect())
}

fn carried(language: Language, resolution: &Resolution) -> Result<Vec<String>, Overflow> {
    let text = |key: &str, facts: &[(&str, &str)]| Messages::text(language, key, facts);
    let outcome = match &resolution.outcome {
        Outcome::Grant(draws) => {
            let granted = Cents::sum(draws.iter().map(|draw| draw.cents))?;
            text("minutes-grant", &[("euros", &format::euros(language, granted))])
        }
        Outcome::Refuse => {
            let unmet = resolution.unmet.map(|criterion| codes::criterion(language, criterion));
            text("minutes-refuse", &[("criterion", &unmet.unwrap_or_default())])
        }
        Outcome::Defer => text("minutes-defer", &[]),
    };
    let mut lines = vec![outcome];
    for condition in &resolution.conditions {
        let line = if condition.holds_back { "minutes-holds-back" } else { "minutes-condition" };
        let day = format::day(language, condition.due);
        lines.push(text(line, &[("day", &day), ("text", &condition.text)]));
    }
    lines.push(text("minutes-reason", &[("reason", &resolution.reason)]));
    Ok(lines)
}

fn name_of(present: &[Member], number: u32) -> &str {
    present.iter().find(|member| member.number == number).map_or("?", |member| member.name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wijkfonds_domain::committee::{Condition, Interest, Meeting, Remark, Vote};
    use wijkfonds_domain::pot::PotId;
    use wijkfonds_domain::project::{ApplicationId, Criterion, Draw};

    fn member(number: u32, name: &str, seat: Seat) -> Member {
        let from = "2018-01-01".parse().unwrap();
        Member { number, name: name.into(), seat, practice: None, from, until: None }
    }

    fn vote(member: u32, choice: Choice, reason: &str) -> Vote {
        let remark = |criterion, met, text: &str| Remark { criterion, met, text: text.into() };
        let remarks = vec![
            remark(Criterion::Access, choice == Choice::For, "Avondspreekuur."),
            remark(Criterion::Workload, false, ""),
        ];
        Vote { member, choice, reason: reason.into(), remarks }
    }

    fn meeting() -> Minutes {
        let id = |number| ApplicationId { year: wijkfonds_domain::terms::Year::new(2018).unwrap(), number };
        let on = "2018-05-31".parse().unwrap();
        let resolution = |outcome, unmet, conditions| Resolution {
            outcome,
            conditions,
            unmet,
            reason: "Zie de stemmen.".into(),
        };
        let condition = |holds_back| Condition {
            text: "Een offerte.".into(),
            due: "2018-09-01".parse().unwrap(),
            holds_back,
            met_on: None,
        };
        let item = |number, interests, votes, by_casting_vote, resolution| Item {
            meeting: 7,
            application: id(number),
            interests,
            votes,
            by_casting_vote,
            resolution,
        };
        let grant = Outcome::Grant(vec![Draw { pot: PotId::named("1013"), cents: Cents::new(123_456) }]);
        let own = Interest { member: 3, declared: None };
        let declared = Interest { member: 2, declared: Some("Haar broer voert het uit.".into()) };
        let tie = vec![vote(1, Choice::For, "Nodig."), vote(2, Choice::Against, "Te duur.")];
        let all = vec![vote(1, Choice::For, "Geen wijkzorg."), vote(3, Choice::Abstain, "Weet het niet.")];
        let granted = resolution(grant, None, vec![condition(true), condition(false)]);
        let refused = resolution(Outcome::Refuse, Some(Criterion::Access), Vec::new());
        let advised = resolution(Outcome::Defer, None, Vec::new());
        let ruled = resolution(Outcome::Refuse, Some(Criterion::Workload), Vec::new());
        let ruling = Ruling { application: id(4), on: "2018-06-04".parse().unwrap(), resolution: ruled };
        Minutes {
            meeting: Meeting {
                number: 7,
                on,
                present: vec![1, 2, 3],
                chair: 1,
                agenda: vec![id(1), id(2), id(3), id(4), id(5)],
            },
            present: vec![
                member(1, "Anna", Seat::Gp),
                member(2, "Bea", Seat::Insurer),
                member(3, "Cees", Seat::ProjectManager),
            ],
            items: vec![
                (id(1), Some(item(1, vec![own], tie, true, granted))),
                (id(2), Some(item(2, vec![declared], all, false, refused))),
                (id(3), None),
                (
                    id(4),
                    Some(item(4, Vec::new(), vec![vote(1, Choice::For, "Goed.")], false, advised.clone())),
                ),
                (id(5), Some(item(5, Vec::new(), vec![vote(1, Choice::For, "Goed.")], false, advised))),
            ],
            board: [(id(4), Some(ruling)), (id(5), None)].into(),
        }
    }

    #[test]
    fn the_minutes_say_who_voted_what_who_did_not_and_what_was_carried() {
        for language in Language::ALL {
            let written = minutes(language, &meeting()).unwrap();
            let file = format!("{}/tests/golden/minutes-{}.txt", env!("CARGO_MANIFEST_DIR"), language.code());
            if std::env::var_os("WIJKFONDS_WRITE_GOLDEN").is_some() {
                std::fs::write(&file, &written).unwrap();
            }
            assert!(std::fs::read_to_string(&file).unwrap() == written, "{written}");
        }
    }
}
