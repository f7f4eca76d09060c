//! Who sits on a committee, how it votes, and what the board makes of its advice.

use super::whole_year::READY;
use super::world::{AT, World};
use crate::committee;
use crate::fund::{Event, apply};
use crate::records::MemoryRecords;

/// A fund with this composition, four members of these seats, and an application of EUR 500 by practice p1.
fn fund(composition: &str, seats: [&str; 4]) -> World {
    let mut world = World::after(READY);
    let [one, two, three, four] = seats;
    world.run(&format!(
        "
        2018-01-02 rules composition={composition}
        2018-01-02 appoint {one} Anna
        2018-01-02 appoint {two} Bert
        2018-01-02 appoint {three} Cees practice:p1
        2018-01-02 appoint {four} Dora
        2018-05-01 submit 2018 p1 1013=500.00
        "
    ));
    world
}

const GPS: [&str; 4] = ["gp"; 4];
const GRANT: &str = "to:grant pot/1013=500.00";

#[test]
fn contradiction_9_one_insurer_on_the_committee_or_two_or_none_as_the_fund_says() {
    let cases = [
        // composition, seats appointed, what comes of the last appointment
        ("zonh", "gp insurer project_manager", "ok"),
        ("zonh", "gp insurer insurer", "committee_seats_taken"),
        ("parity", "gp gp insurer insurer", "ok"),
        ("parity", "gp gp insurer insurer insurer", "committee_seats_taken"),
        ("parity", "gp gp gp", "committee_seats_taken"),
        ("gps", "gp gp gp gp", "ok"),
        ("gps", "insurer", "committee_seats_taken"),
    ];
    for (composition, seats, expected) in cases {
        let mut world = World::after(READY);
        world.run(&format!("2018-01-02 rules composition={composition}"));
        let seats = seats.split(' ').map(|seat| world.say(&format!("2018-01-02 appoint {seat} Naam")));
        assert_eq!(seats.last().unwrap(), expected, "{composition}");
    }
}

#[test]
fn a_seat_is_free_again_the_day_after_its_member_left() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-01-02 appoint gp Anna => committee_no_composition
        2018-01-02 rules composition=zonh
        2018-01-02 appoint gp => committee_no_name
        2018-01-02 appoint gp Anna
        2018-03-31 leave 1
        2018-03-31 appoint gp Bert => committee_seats_taken
        2018-04-01 appoint gp Bert
        2018-04-02 leave 1 => committee_not_a_member
        2018-04-02 leave 9 => committee_not_a_member
        ",
    );
}

#[test]
fn a_vote_grants_by_the_same_events_as_ever_and_numbers_alone_no_longer_do() {
    let mut world = fund("parity", ["gp", "insurer", "gp", "insurer"]);
    world.run(&format!(
        "
        2018-05-31 grant 2018-00001 1013=500.00 => committee_needs_meeting
        2018-05-31 meet 1,2,4 2018-00001
        2018-05-31 vote 1 2018-00001 1=for 2=abstain 4=for {GRANT}
        2018-06-01 zn 2018 q1 1000.00
        2018-06-01 pay 2018-00001/1
        "
    ));
    let decision = &world.application("2018-00001").decisions[0];
    assert_eq!((decision.gps, decision.insurers, decision.votes_for, decision.votes_against), (1, 2, 2, 0));
    assert!(world.replayed() == world.records, "the events lead to other records the second time");
}

#[test]
fn the_ladder_of_a_meeting() {
    let cases = [
        ("meet 1,2,1 2018-00001", "committee_bad_attendance"),
        ("meet 1,9 2018-00001", "committee_not_a_member"),
        ("meet 1,2 2018-00001 chair:4", "committee_bad_chair"),
        ("meet 1,2", "committee_bad_agenda"),
        ("meet 1,2 2018-00001 2018-00001", "committee_bad_agenda"),
        ("meet 1,2 2018-00009", "committee_unknown_application"),
        ("meet 1,2 2018-00001 chair:2", "ok"),
    ];
    for (line, expected) in cases {
        assert_eq!(fund("gps", GPS).say(&format!("2018-05-31 {line}")), expected, "{line}");
    }
    assert_eq!(fund("gps", GPS).say("2018-04-30 meet 1,2 2018-00001"), "committee_before_receipt");
    let mut casting = World::after(READY);
    casting.run("2018-01-02 rules composition=zonh\n 2018-01-02 appoint gp A\n 2018-01-02 appoint insurer B");
    casting.run("2018-05-01 submit 2018 p1 1013=500.00\n 2018-05-31 meet 2 2018-00001");
}

#[test]
fn the_ladder_of_a_vote() {
    // members 1, 2 and 4; Cees (3) has the practice that applies and is not there
    let cases = [
        ("vote 2 2018-00001 1=for 2=for 4=for", "committee_unknown_meeting"),
        ("vote 1 2018-00002 1=for 2=for 4=for", "committee_not_on_agenda"),
        ("vote 1 2018-00001 1=for 2=for 4=for 3=for", "committee_not_present"),
        ("vote 1 2018-00001 1=for 2=for 4=for stake:3", "committee_not_present"),
        ("vote 1 2018-00001 1=for 2=for stake:4,4", "committee_named_twice"),
        ("vote 1 2018-00001 1=for 2=for stake:4 because:none", "committee_no_stake"),
        ("vote 1 2018-00001 1=for 2=for 4=for stake:4", "committee_interested_votes"),
        ("vote 1 2018-00001 1=for 1=for 2=for 4=for", "committee_named_twice"),
        ("vote 1 2018-00001 1=for 2=for 4=for why:none", "committee_no_vote_reason"),
        ("vote 1 2018-00001 1=for 2=for", "committee_vote_missing"),
        ("vote 1 2018-00001 1=for stake:2,4", "committee_no_quorum"),
        ("vote 1 2018-00001 stake:1,2,4", "committee_no_quorum_of_kind"),
        ("vote 1 2018-00001 1=for 2=against 4=abstain", "committee_not_carried"),
        ("vote 1 2018-00001 1=abstain 2=abstain 4=abstain", "committee_not_carried"),
        ("vote 1 2018-00001 1=for 2=for 4=for reason:none", "committee_no_reason"),
        ("vote 1 2018-00001 1=for 2=for 4=for to:refuse", "committee_no_criterion"),
        ("vote 1 2018-00001 1=for 2=for 4=for unmet:access", "committee_no_criterion"),
        ("vote 1 2018-00001 1=for 2=for 4=for condition:2018-05-30", "committee_bad_conditions"),
        ("vote 1 2018-00001 1=for 2=for 4=for to:defer condition:2018-09-01", "committee_bad_conditions"),
        ("vote 1 2018-00001 1=for 2=for 4=for", "decision_bad_draws"),
        ("vote 1 2018-00001 1=for 2=for 4=for pot/1013=500.01", "decision_above_request"),
        ("vote 1 2018-00001 1=for 2=for 4=for to:refuse unmet:access", "ok"),
        ("vote 1 2018-00001 1=for 2=for 4=against pot/1013=499.99", "ok"),
    ];
    for (line, expected) in cases {
        let mut world = fund("gps", GPS);
        world.run("2018-05-31 meet 1,2,4 2018-00001");
        assert_eq!(world.say(&format!("2018-05-31 {line}")), expected, "{line}");
    }
    let mut world = fund("gps", GPS);
    world.run(
        "
        2018-05-31 meet 1,2,4 2018-00001
        2018-05-31 vote 1 2018-00001 1=for 2=for 4=for to:defer
        2018-05-31 vote 1 2018-00001 1=for 2=for 4=for to:defer => committee_voted_before
        2018-06-07 meet 1,2,4 2018-00001
        2018-06-07 withdraw 2018-00001
        2018-06-07 vote 2 2018-00001 1=for 2=for 4=for to:defer => committee_not_open
        ",
    );
}

#[test]
fn who_has_a_stake_does_not_vote_and_counts_for_the_quorum_only_where_the_rules_say_so() {
    // the quorum is two; Cees (3) is of the practice that applies
    let cases = [
        ("gps", "1,3", "1=for", "committee_no_quorum"),
        ("lenient", "1,3", "1=for", "ok"),
        ("gps", "1,2,3", "1=for 2=for", "ok"),
        ("gps", "1,2,3", "1=for 2=for 3=for", "committee_interested_votes"),
        ("gps", "1,2,3,4", "1=for 2=for stake:4", "ok"),
    ];
    for (composition, present, votes, expected) in cases {
        let mut world = fund(composition, GPS);
        world.run(&format!("2018-05-31 meet {present} 2018-00001"));
        let said = world.say(&format!("2018-05-31 vote 1 2018-00001 {votes} {GRANT}"));
        assert_eq!(said, expected, "{composition} {present} {votes}");
    }
}

#[test]
fn a_majority_carries_or_nobody_against_or_the_chair_as_the_rules_say() {
    let cases = [
        ("gps", "1=for 2=for 4=against", "ok"),
        ("gps", "1=for 2=against 4=abstain", "committee_not_carried"),
        ("unanimous", "1=for 2=for 4=against", "committee_not_carried"),
        ("unanimous", "1=for 2=for 4=abstain", "ok"),
        ("unanimous", "1=abstain 2=abstain 4=abstain", "committee_not_carried"),
        ("casting", "1=for 2=against 4=abstain", "ok"),
        ("casting", "1=against 2=for 4=abstain", "committee_not_carried"),
        ("casting", "1=for 2=against 4=against", "committee_not_carried"),
    ];
    for (composition, votes, expected) in cases {
        let mut world = fund(composition, GPS);
        world.run("2018-05-31 meet 1,2,4 2018-00001 chair:1");
        let said = world.say(&format!("2018-05-31 vote 1 2018-00001 {votes} {GRANT}"));
        assert_eq!(said, expected, "{composition} {votes}");
    }
}

#[test]
fn where_the_board_decides_the_vote_is_advice_and_departing_from_it_takes_a_reason() {
    let cases = [
        // what the board decides after the advice to grant 500
        ("2018-06-05 rule 2018-00001 pot/1013=500.00 reason:none", "ok"),
        ("2018-06-05 rule 2018-00001 pot/1013=400.00 reason:none", "committee_departs_without_reason"),
        ("2018-06-05 rule 2018-00001 pot/1013=400.00 reason:Sober.", "ok"),
        ("2018-06-05 rule 2018-00001 to:refuse unmet:access reason:none", "committee_departs_without_reason"),
        ("2018-06-05 rule 2018-00001 to:refuse unmet:access reason:Regular.", "ok"),
        ("2018-05-30 rule 2018-00001 pot/1013=500.00 reason:none", "committee_before_advice"),
        ("2018-06-05 rule 2018-00009 pot/1013=500.00", "committee_unknown_application"),
    ];
    for (line, expected) in cases {
        let mut world = fund("board", GPS);
        world.run(&format!(
            "
            2018-06-05 rule 2018-00001 pot/1013=500.00 => committee_no_advice
            2018-05-31 meet 1,2,4 2018-00001
            2018-05-31 vote 1 2018-00001 1=for 2=for 4=against {GRANT}
            "
        ));
        let application = world.application("2018-00001");
        assert!(application.decisions.is_empty() && application.granted.is_empty(), "advice grants nothing");
        assert_eq!(world.say(line), expected, "{line}");
        if expected == "ok" {
            assert_eq!(
                world.say(line),
                if line.contains("refuse") || line.contains("pot/") { "committee_not_open" } else { "" }
            );
            assert_eq!(world.application("2018-00001").decisions.len(), 1);
        }
    }
}

#[test]
fn where_the_committee_decides_the_board_has_nothing_to_decide() {
    let mut world = fund("gps", GPS);
    world.run("2018-06-05 rule 2018-00001 pot/1013=500.00 => committee_decides_itself");
    world.run("2101-01-01 meet 1,2 2018-00001 => committee_no_such_year");
}

#[test]
fn a_condition_that_is_not_met_holds_back_instalments_only_if_it_says_so() {
    for (holds, before) in [("yes", "committee_condition_open"), ("no", "ok")] {
        let mut world = fund("gps", GPS);
        world.run(&format!(
            "
            2018-06-01 zn 2018 q1 1000.00
            2018-05-31 meet 1,2,4 2018-00001
            2018-05-31 vote 1 2018-00001 1=for 2=for 4=for {GRANT} condition:2018-09-01 holds:{holds}
            2018-06-01 pay 2018-00001/1 => {before}
            2018-06-02 met 2018-00001 2 => committee_no_open_condition
            2018-06-02 met 2018-00001 1
            2018-06-02 met 2018-00001 1 => committee_no_open_condition
            2018-06-03 pay 2018-00001/2
            "
        ));
        let id = "2018-00001".parse().unwrap();
        let conditions = committee::conditions(&world.records, id).unwrap();
        assert_eq!(conditions[0].met_on, Some("2018-06-02".parse().unwrap()));
    }
}

/// Every kind of event of the committee, in its first stored form.
pub(super) const GOLDEN: &str = include_str!("../../../tests/golden/events-committee.jsonl");

/// What the golden file was made of.
fn golden_world() -> World {
    let mut world = fund("board", GPS);
    world.run(&format!(
        "
        2018-05-30 leave 4
        2018-05-31 meet 1,2,3 2018-00001
        2018-05-31 vote 1 2018-00001 1=for 2=for {GRANT}
        2018-06-05 rule 2018-00001 pot/1013=400.00 condition:2018-09-01
        2018-06-09 met 2018-00001 1
        "
    ));
    world
}

#[test]
fn stored_events_of_the_committee_stay_readable_and_mean_what_they_meant() {
    let world = golden_world();
    let happened: Vec<_> = world.events.iter().filter(|event| matches!(event, Event::Committee(_))).collect();
    let lines: Vec<_> = happened.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    assert_eq!(lines, GOLDEN.lines().collect::<Vec<_>>());
    let mut records = MemoryRecords::default();
    for line in GOLDEN.lines() {
        let event: Event = serde_json::from_str(line).unwrap();
        assert!(serde_json::from_str::<Event>(&line.replacen('{', "{\"unknown\":1,", 1)).is_err(), "{line}");
        apply(&mut records, &event, AT).unwrap();
    }
    let id = "2018-00001".parse().unwrap();
    assert!(committee::minutes(&records, 1).unwrap() == committee::minutes(&world.records, 1).unwrap());
    assert!(committee::ruling(&records, id).unwrap() == committee::ruling(&world.records, id).unwrap());
    assert!(
        committee::conditions(&records, id).unwrap() == committee::conditions(&world.records, id).unwrap()
    );
    assert!(committee::members(&records).unwrap() == committee::members(&world.records).unwrap());
}

#[test]
fn nothing_of_a_member_or_a_vote_prints() {
    let world = golden_world();
    let id = "2018-00001".parse().unwrap();
    let minutes = committee::minutes(&world.records, 1).unwrap().unwrap();
    let shown = format!(
        "{minutes:?} {:?} {:?} {:?} {:?}",
        minutes.present,
        minutes.items,
        committee::ruling(&world.records, id).unwrap(),
        committee::conditions(&world.records, id).unwrap(),
    );
    for canary in ["Anna", "It-helps", "A quote", "500"] {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
}
