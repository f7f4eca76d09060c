//! Verbs about the committee.
//!
//! ```text
//! 2018-01-01 appoint gp Anna practice:p1
//! 2018-05-31 meet 1,2,3 2018-00001 chair:1
//! 2018-05-31 vote 1 2018-00001 1=for 2=against stake:3 to:grant pot/1013=500.00 condition:2018-09-01
//! ```

use super::{Line, euros, practice, spaced};
use crate::committee::{Choice, Command, Condition, Interest, Remark, Resolution, Ruling, Vote};
use crate::pot::PotId;
use crate::project::{Criterion, Draw, Outcome};
use crate::rules::{Composition, Decides, Majority, Seat, SeatRule};

/// Compositions by the name of where they are seen.
pub(super) fn composition(name: &str) -> Composition {
    let seat = |seat, number, quorum| SeatRule { seat, number, quorum };
    let (seats, quorum) = match name {
        // source 004: an insurer's buyer, a GP, the project manager
        "zonh" => {
            (vec![seat(Seat::Gp, 1, 1), seat(Seat::Insurer, 1, 1), seat(Seat::ProjectManager, 1, 0)], 2)
        }
        // as many GPs as insurers
        "parity" => (vec![seat(Seat::Gp, 2, 1), seat(Seat::Insurer, 2, 1)], 3),
        "gps" | "board" | "casting" | "unanimous" | "lenient" => (vec![seat(Seat::Gp, 4, 1)], 2),
        other => panic!("no composition `{other}`"),
    };
    Composition {
        seats,
        quorum,
        majority: if name == "unanimous" { Majority::Unanimous } else { Majority::Simple },
        chair: (name == "casting").then_some(Seat::Gp),
        casting_vote: name == "casting",
        interested_count: name == "lenient",
        decides: if name == "board" { Decides::Board } else { Decides::Committee },
    }
}

impl Line<'_> {
    pub(super) fn committee_command(&self) -> Option<Command> {
        Some(match self.verb {
            "appoint" => Command::Appoint {
                name: self.words.get(1).copied().unwrap_or_default().replace('_', " "),
                seat: Seat::from_code(self.words[0]).unwrap(),
                practice: self.options.get("practice").map(|name| practice(name)),
                from: self.on,
            },
            "leave" => Command::Leave { member: number(self.words[0]), on: self.on },
            "meet" => {
                let present: Vec<u32> = self.words[0].split(',').map(number).collect();
                let agenda = self.words[1..].iter().map(|id| id.parse().unwrap()).collect();
                Command::Hold { on: self.on, chair: self.number("chair", present[0]), present, agenda }
            }
            "vote" => Command::Vote {
                meeting: number(self.words[0]),
                application: self.words[1].parse().unwrap(),
                interests: self.stakes(),
                votes: self.votes(),
                resolution: self.resolution(),
            },
            "rule" => Command::Rule(Ruling {
                application: self.application(),
                on: self.on,
                resolution: self.resolution(),
            }),
            "met" => Command::MeetCondition {
                application: self.application(),
                condition: number(self.words[1]),
                on: self.on,
            },
            _ => return None,
        })
    }

    fn stakes(&self) -> Vec<Interest> {
        let stakes = self.options.get("stake").into_iter().flat_map(|members| members.split(','));
        let declared = Some(self.text("because", "Family."));
        stakes.map(|member| Interest { member: number(member), declared: declared.clone() }).collect()
    }

    fn votes(&self) -> Vec<Vote> {
        let votes = self.pairs.iter().filter_map(|(member, choice)| {
            let remark = Remark { criterion: Criterion::Access, met: *choice == "for", text: String::new() };
            let reason = self.text("why", "It-helps.");
            let (member, choice) = (member.parse().ok()?, Choice::from_code(choice)?);
            Some(Vote { member, choice, reason, remarks: vec![remark] })
        });
        votes.collect()
    }

    fn resolution(&self) -> Resolution {
        let draws = self.pairs.iter().filter_map(|(key, cents)| {
            let pot = key.strip_prefix("pot/")?;
            Some(Draw { pot: PotId::named(spaced(pot)), cents: euros(cents) })
        });
        let outcome = match self.option("to", "grant") {
            "grant" => Outcome::Grant(draws.collect()),
            "refuse" => Outcome::Refuse,
            "defer" => Outcome::Defer,
            other => panic!("no outcome `{other}`"),
        };
        let condition = self.options.get("condition").map(|due| Condition {
            text: "A quote.".into(),
            due: due.parse().unwrap(),
            holds_back: self.option("holds", "yes") == "yes",
            met_on: None,
        });
        let unmet = self.options.get("unmet").map(|code| Criterion::from_code(code).unwrap());
        let reason = self.text("reason", "It-fits.");
        Resolution { outcome, conditions: condition.into_iter().collect(), unmet, reason }
    }
}

fn number(text: &str) -> u32 {
    text.parse().unwrap()
}
