//! What leaves says nothing of what is hidden: two funds that publish the same and hide different things release the
//! same bytes.

use super::golden::year_of;
use super::proposed;
use crate::fund::tests::world::World;
use crate::tally;

/// Two areas by two kinds, two owners in each: too few. What one cell has more, its neighbours have less.
fn fund(moved: u32) -> World {
    let mut rows = Vec::new();
    for (area, kind, euros) in [
        ("1013", "training", 1_000 + moved),
        ("1013", "hour_consult", 1_000 - moved),
        ("1014", "training", 1_000 - moved),
        ("1014", "hour_consult", 1_000 + moved),
    ] {
        let owner = rows.len();
        rows.push((area, kind, euros, true, owner));
        rows.push((area, kind, 1_000, true, owner + 1));
    }
    for one in 0..40 {
        let kind = if one % 2 == 0 { "training" } else { "hour_consult" };
        rows.push(("1621", kind, 1_000, one % 3 > 0, 100 + one));
    }
    let mut world = World::checked_at_the_end();
    world.run(&year_of(&rows));
    world
}

#[test]
fn two_funds_that_publish_the_same_and_hide_different_things_release_the_same_bytes() {
    let (one, other) = (fund(0), fund(300));
    let contributions = |world: &World| -> Vec<_> {
        let drafts = tally::drafts(&world.records, &world.region, super::year()).unwrap();
        drafts[1].contributions().iter().map(|one| (one.keys.clone(), one.value)).collect()
    };
    assert_ne!(contributions(&one), contributions(&other), "nothing that is hidden differs");
    let bytes = |world: &World| -> Vec<String> {
        let proposal = proposed(world);
        proposal.tables().iter().map(|table| serde_json::to_string(&table.to_stored()).unwrap()).collect()
    };
    assert_eq!(bytes(&one), bytes(&other));
}
