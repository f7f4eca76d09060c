//! Applications are found by what they are.

use super::whole_year::READY;
use super::world::World;
use crate::project::{ApplicationId, ProjectKind, Search, Stage};
use crate::terms::{AreaCode, Year};

const SUBMITTED: &str = "
    2018-05-02 submit 2018 p1 1013=2000.01 1014=999.99
    2018-05-03 submit 2018 p2 1013=1500.00 kind:training
    2018-05-04 submit 2018 p3 1014=100.00 => excluded practice_not_eligible
    2018-05-14 submit 2018 p2 1013=800.00
";

/// The numbers of what is found, in order.
fn found(world: &World, search: &Search, after: Option<u32>, limit: usize) -> Vec<u32> {
    let year = Year::new(2018).unwrap();
    let after = after.map(|number| format!("2018-{number:05}").parse::<ApplicationId>().unwrap());
    let found = search.applications_after(&world.records, year, after, limit).unwrap();
    found.iter().map(|one| one.id.to_string()[5..].parse().unwrap()).collect()
}

#[test]
fn an_application_is_found_by_stage_area_practice_and_kind_together() {
    let mut world = World::after(READY);
    world.run(SUBMITTED);
    let all = Search::default();
    assert_eq!(found(&world, &all, None, 9), [1, 2, 3, 4]);
    let year = Year::new(2018).unwrap();
    let second = all.applications_after(&world.records, year, None, 9).unwrap().remove(1);
    let practice = Some(second.form.applicant);
    let excluded = Stage::known_code("excluded");
    let training = Some(ProjectKind::Training);
    let area = Some(AreaCode::new("1013").unwrap());
    let cases: [(Search, &[u32]); 6] = [
        (Search { stage: excluded, ..Search::default() }, &[3]),
        (Search { practice: practice.clone(), ..Search::default() }, &[2, 4]),
        (Search { practice: practice.clone(), kind: training, ..Search::default() }, &[2]),
        (Search { stage: excluded, practice, ..Search::default() }, &[]),
        (Search { area: area.clone(), stage: excluded, ..Search::default() }, &[]),
        (Search { area, stage: Stage::known_code("submitted"), ..Search::default() }, &[1, 2, 4]),
    ];
    for (number, (search, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found(&world, &search, None, 9), expected, "case {number}");
        let rest: &[u32] = expected.get(1..).unwrap_or_default();
        assert_eq!(
            found(&world, &search, expected.first().copied(), 9)[..rest.len()],
            *rest,
            "case {number}"
        );
        let first = expected.get(..1).unwrap_or_default();
        assert_eq!(found(&world, &search, None, 1), first, "case {number}");
    }
    assert_eq!(Stage::known_code("lost"), None);
    let stages = all.applications_after(&world.records, year, None, 9).unwrap();
    assert!(stages.iter().all(|one| Stage::known_code(one.stage.code()).is_some()));
}
