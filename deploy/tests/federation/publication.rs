//! Rates, area lists and figures between the bureau and its regions, while regions come and go.

use crate::support::{Bureau, Process, World, eventually, reason};
use crate::together::Region;
use std::collections::BTreeMap;
use wijkfonds_proto::bureau::{NationalFigure, RegionStatus};

const INSURERS: [&str; 2] = ["3311", "7119"];
const REGIONS: [&str; 4] = ["demonstratie-15", "limburg", "nijmegen", "twente"];
const AREAS: [(&str, &str); 5] = [
    ("1013", "demonstratie-15"),
    ("6211", "limburg"),
    ("6541", "nijmegen"),
    ("7513", "twente"),
    ("7514", "twente"),
];

/// Four regions and a bureau that has registered them.
struct Federation {
    world: World,
    regions: BTreeMap<&'static str, Region>,
    bureau: Bureau,
    _coordinator: Process,
}

impl Federation {
    async fn start() -> Self {
        let world = World::new(&REGIONS, &INSURERS);
        let coordinator = Process::start("coordinator", &world.coordinator_config());
        let mut bureau = Bureau::new(&world, coordinator.office);
        let mut regions = BTreeMap::new();
        for id in REGIONS {
            let region = Region::start(&world, id, &INSURERS).await;
            bureau.register(id, region.border).await;
            regions.insert(id, region);
        }
        Self { world, regions, bureau, _coordinator: coordinator }
    }

    fn region(&mut self, id: &str) -> &mut Region {
        self.regions.get_mut(id).unwrap()
    }

    fn comes_back(&mut self, id: &str) {
        self.regions.get_mut(id).unwrap().comes_back(&self.world);
    }

    /// Waits until the bureau sees this of 2018: id, version of the rate, version of the list, reachable.
    async fn sees(&mut self, what: &str, expected: [(&str, u32, u32, bool); 4]) {
        let seen = async || self.bureau.status(2018).await;
        let row = |status: &RegionStatus| (status.rate_version, status.area_list_version, status.reachable);
        eventually(what, seen, |seen| {
            expected.iter().all(|(id, rate, list, reachable)| row(&seen[*id]) == (*rate, *list, *reachable))
        })
        .await;
    }
}

#[tokio::test]
async fn who_is_away_on_publication_day_gets_rate_and_list_later_and_nobody_touches_it() {
    let mut federation = Federation::start().await;
    federation.region("limburg").goes_away();
    federation.region("demonstratie-15").goes_away();
    assert_eq!(federation.bureau.publish_areas(2018, &AREAS).await.unwrap(), 1);
    assert_eq!(federation.bureau.publish_rate(2018, 592, "").await.unwrap(), 1);
    let two_away = [
        ("demonstratie-15", 0, 0, false),
        ("limburg", 0, 0, false),
        ("nijmegen", 1, 1, true),
        ("twente", 1, 1, true),
    ];
    federation.sees("two regions have it and two are named as away", two_away).await;

    federation.comes_back("limburg");
    let one_away = [
        ("demonstratie-15", 0, 0, false),
        ("limburg", 1, 1, true),
        ("nijmegen", 1, 1, true),
        ("twente", 1, 1, true),
    ];
    federation.sees("the region that came back has it", one_away).await;
    federation.comes_back("demonstratie-15");
    federation.sees("everybody has it", REGIONS.map(|id| (id, 1, 1, true))).await;
    for region in federation.regions.values_mut() {
        let status = region.status().await;
        let in_use = (status.rate_version, status.rate_cents, status.area_list_version);
        assert_eq!(in_use, (1, 592, 1), "{}", region.id);
    }

    federation.region("nijmegen").goes_away();
    let again = |id| (id, 1, 1, id != "nijmegen");
    federation.sees("a region that goes away later is seen to be away", REGIONS.map(again)).await;
}

#[tokio::test]
async fn another_rate_is_a_correction_with_a_reason_and_reaches_closed_years_too() {
    let mut federation = Federation::start().await;
    federation.bureau.publish_areas(2018, &AREAS).await.unwrap();
    federation.bureau.publish_rate(2018, 592, "").await.unwrap();
    federation.sees("everybody has it", REGIONS.map(|id| (id, 1, 1, true))).await;
    let twente = federation.region("twente");
    twente.count("7513", &INSURERS).await;
    twente.close().await;
    twente.release().await;
    federation.region("limburg").count("6211", &INSURERS).await;

    let refused = federation.bureau.publish_rate(2018, 600, "").await.unwrap_err();
    assert_eq!(reason(&refused), "RATE_CORRECTION_WITHOUT_REASON");
    let refused = federation.bureau.publish_rate(2018, 601, "  ").await.unwrap_err();
    assert_eq!(reason(&refused), "RATE_CORRECTION_WITHOUT_REASON");
    federation.sees("nothing has changed", REGIONS.map(|id| (id, 1, 1, true))).await;

    federation.region("nijmegen").goes_away();
    assert_eq!(federation.bureau.publish_rate(2018, 600, "ZN corrected it").await.unwrap(), 2);
    let one_away = |id| if id == "nijmegen" { (id, 1, 1, false) } else { (id, 2, 1, true) };
    federation.sees("all but one have the correction", REGIONS.map(one_away)).await;
    federation.comes_back("nijmegen");
    federation.sees("all have the correction", REGIONS.map(|id| (id, 2, 1, true))).await;
    for region in federation.regions.values_mut() {
        let status = region.status().await;
        assert_eq!((status.rate_version, status.rate_cents), (2, 600), "{}", region.id);
        assert_eq!(status.closed_on, if region.id == "twente" { "2019-01-31" } else { "" });
    }
}

/// Twente has two areas and patients of one practice in one of them, so it does not release where they live: the
/// practice would learn that the other has none.
fn is_everywhere(figure: &NationalFigure) -> bool {
    figure.measure != "patients_enrolled"
}

#[tokio::test]
async fn the_bureau_names_whose_figures_are_missing_and_gets_them_when_they_are_there() {
    let mut federation = Federation::start().await;
    federation.bureau.publish_areas(2018, &AREAS).await.unwrap();
    federation.bureau.publish_rate(2018, 592, "").await.unwrap();
    federation.sees("everybody has it", REGIONS.map(|id| (id, 1, 1, true))).await;
    for (area, id) in &AREAS[..4] {
        let region = federation.region(id);
        region.count(area, &INSURERS).await;
        region.close().await;
        if *id != "limburg" {
            region.release().await;
        }
    }
    federation.region("demonstratie-15").goes_away();
    let collected = federation.bureau.collect(2018).await;
    assert_eq!(collected.received, ["nijmegen", "twente"]);
    assert_eq!(collected.not_released, ["limburg"]);
    assert_eq!(collected.unreachable, ["demonstratie-15"]);
    let national = federation.bureau.national(2018).await;
    assert_eq!((national.regions, national.figures.len()), (4, 9));
    for figure in national.figures.iter().filter(|figure| is_everywhere(figure)) {
        assert_eq!(figure.missing, ["demonstratie-15", "limburg"], "{}", figure.measure);
        assert_eq!(figure.published_by.len() + figure.withheld_by.len(), 2, "{}", figure.measure);
    }

    federation.region("limburg").release().await;
    federation.comes_back("demonstratie-15");
    let national = async || federation.bureau.national(2018).await;
    let national = eventually("all figures come without anybody asking again", national, |national| {
        national.figures.iter().filter(|figure| is_everywhere(figure)).all(|figure| figure.missing.is_empty())
    })
    .await;
    for figure in national.figures.iter().filter(|figure| is_everywhere(figure)) {
        assert_eq!(figure.published_by.len() + figure.withheld_by.len(), 4, "{}", figure.measure);
    }
    assert_eq!(federation.bureau.collect(2018).await.received, REGIONS);
}
