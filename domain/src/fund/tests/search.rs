//! Applications are found by what they are.

use super::whole_year::READY;
use super::world::World;
use crate::project::{ApplicationId, ProjectKind, Search, Stage};
use crate::records::{Fault, MemoryRecords, Pair, Records};
use crate::terms::{Agb, AreaCode, Year};
use std::cell::Cell;

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

#[test]
fn an_application_is_found_by_the_day_on_which_an_instalment_falls_due_as_long_as_it_is_not_paid() {
    let mut world = World::after(READY);
    world.run(SUBMITTED);
    world.run(
        "2018-05-31 grant 2018-00001 1013=2000.01 1014=999.99
         2018-07-01 grant 2018-00002 1013=1000.00
         2018-06-01 zn 2018 q2 9000.00",
    );
    let due_by = |day: &str| Search { due_by: Some(day.parse().unwrap()), ..Search::default() };
    let training = Search { kind: Some(ProjectKind::Training), ..due_by("2018-07-01") };
    assert!(found(&world, &due_by("2018-05-30"), None, 9).is_empty());
    assert_eq!(found(&world, &due_by("2018-06-30"), None, 9), [1]);
    assert_eq!(found(&world, &due_by("2018-07-01"), None, 9), [1, 2]);
    assert_eq!(found(&world, &due_by("2018-07-01"), Some(1), 9), [2]);
    assert_eq!(found(&world, &due_by("2018-07-01"), None, 1), [1]);
    assert_eq!(found(&world, &training, None, 9), [2]);
    for number in 1..=3 {
        world.run(&format!("2018-07-02 pay 2018-00001/{number}"));
    }
    assert_eq!(found(&world, &due_by("2018-12-31"), None, 9), [2]);
}

/// The index says of many random years what reading every application says.
#[test]
fn the_index_finds_what_reading_all_finds() {
    let mut compared = 0;
    for world in super::random::worlds(40) {
        for year in [2018, 2019].map(|number| Year::new(number).unwrap()) {
            let all = crate::project::applications(&world.records, year).unwrap();
            let areas =
                ["1013", "1014"].map(|code| Search { area: AreaCode::new(code).ok(), ..Search::default() });
            let stages = Stage::CODES.map(|stage| Search { stage: Some(stage), ..Search::default() });
            let practices = all.iter().map(|one| Some(one.form.applicant.clone()));
            let practices = practices.map(|practice| Search { practice, ..Search::default() });
            let days = ["2018-05-31", "2018-07-01", "2020-12-31"];
            let days = days.map(|day| Search { due_by: Some(day.parse().unwrap()), ..Search::default() });
            for search in areas.into_iter().chain(stages).chain(practices).chain(days) {
                let read: Vec<_> = all.iter().filter(|one| search.finds(one)).map(|one| one.id).collect();
                let found = search.applications_after(&world.records, year, None, usize::MAX).unwrap();
                assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), read);
                compared += read.len();
            }
        }
    }
    assert!(compared > 500, "only {compared} applications were found");
}

/// Records that count how many applications are read from them.
struct Counting<'a>(&'a MemoryRecords, Cell<usize>);

impl Records for Counting<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        self.1.set(self.1.get() + usize::from(key.starts_with(b"application/")));
        self.0.get(key)
    }

    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        let page = self.0.page(prefix, after, limit)?;
        self.1.set(self.1.get() + page.iter().filter(|(key, _)| key.starts_with(b"application/")).count());
        Ok(page)
    }
}

#[test]
fn a_filtered_list_reads_the_applications_that_it_lists_and_no_others() {
    let mut world = World::checked_at_the_end();
    world.run(&READY.replace("rules\n", "rules cap=none\n"));
    for number in 0..300 {
        let (practice, kind) = if number % 100 == 0 { ("p2", "training") } else { ("p1", "hour_consult") };
        world.run(&format!("2018-05-02 submit 2018 {practice} 1013=1.00 kind:{kind}"));
    }
    let practice = Search { practice: Agb::new("01000002").ok(), ..Search::default() };
    let kind = Search { kind: Some(ProjectKind::Training), ..Search::default() };
    for search in [practice, kind] {
        let records = Counting(&world.records, Cell::new(0));
        let year = Year::new(2018).unwrap();
        let found = search.applications_after(&records, year, None, 100).unwrap();
        assert_eq!((found.len(), records.1.get()), (3, 3));
    }
}
