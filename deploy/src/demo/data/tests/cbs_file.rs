//! The demonstration with CBS's figures: of a city made here, and of the real one where its file is.

use super::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use tempfile::NamedTempFile;
use wijkfonds_domain::index::LeftOutReason;

/// Excerpt of 1 January 2019 (Bron: CBS, Kerncijfers wijken en buurten 2019, 84583NED, CC BY 4.0):
/// code, inhabitants, non-western, low income, three benefits, state pension, density.
const ROWS: [[&str; 9]; 6] = [
    ["BU03630000", "1035", "175", "32.8", "20", "30", "20", "60", "6718"],
    ["BU03630001", "705", "110", "41.3", "20", "20", "10", "50", "7355"],
    ["BU03630002", "1570", "295", "39.9", "20", "20", "20", "150", "7492"],
    ["BU03635604", "250", "165", "81.2", "100", "10", "0", "0", "2114"],
    ["BU03638000", "265", "260", ".", "0", "0", "0", "0", "2581"],
    ["BU03639801", "120", "10", ".", "0", "0", "0", "10", "614"],
];

fn city() -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    let header = "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;Codering_3;AantalInwoners_5;NietWestersTotaal_18;\
                  k_40PersonenMetLaagsteInkomen_73;PersonenPerSoortUitkeringBijstand_83;\
                  PersonenPerSoortUitkeringAO_84;PersonenPerSoortUitkeringWW_85;PersonenPerSoortUitkeringAOW_86;\
                  MeestVoorkomendePostcode_113;Omgevingsadressendichtheid_116";
    writeln!(file, "{header}").unwrap();
    for [
        code,
        inhabitants,
        non_western,
        low_income,
        assistance,
        disability,
        unemployment,
        pension,
        density,
    ] in ROWS
    {
        let benefits = format!("{assistance};{disability};{unemployment};{pension}");
        let figures = format!("{inhabitants};{non_western};{low_income};{benefits};1012;{density}");
        writeln!(file, "1;{code};Amsterdam;Buurt;{code};{figures}").unwrap();
    }
    file
}

#[test]
fn the_areas_of_the_city_are_those_that_the_index_designates() {
    let file = city();
    let data = demonstration(SEED, Some(file.path())).unwrap();
    let region = data.regions.iter().find(|region| region.id.as_str() == "amsterdam-almere").unwrap();
    let of_city: Vec<_> = region.areas.iter().filter(|area| area.municipality == "Amsterdam").collect();
    // an eighth of the 3,945 people is 493.1: the first 250 are below it, and the second area crosses it
    let codes: Vec<_> = of_city.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(codes, ["BU03630002", "BU03635604"]);
    assert_eq!(of_city[0].name, "Buurt BU03630002 (wijk WK036300, 1012; CBS, stand 2019)");
    assert_eq!(region.areas.len(), 2 + 5, "the areas of Almere stay");
    let left_out: Vec<_> = data.left_out.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(left_out, ["BU03638000", "BU03639801"]);
    assert!(
        data.area_list_source.contains("demo weights (equal z-scores), not NIVEL's"),
        "{}",
        data.area_list_source
    );
    assert!(data.area_list_source.contains("Bron: CBS"));
    assert_eq!(settled_in(region, "BU03630002") / settled_in(region, "BU03635604"), 1_570 / 250);
}

fn settled_in(region: &RegionPlan, code: &str) -> u64 {
    insured(region, 0).iter().filter(|row| row.area.as_str() == code).map(|row| row.insured).sum()
}

#[test]
fn the_other_regions_are_the_same_with_the_file_as_without() {
    let file = city();
    let (with, without) = (demonstration(SEED, Some(file.path())).unwrap(), data(SEED));
    for (with, without) in with.regions.iter().zip(&without.regions) {
        let is_same =
            with.overviews[0].csv == without.overviews[0].csv && with.insured_csv == without.insured_csv;
        assert_eq!(is_same, with.id.as_str() != "amsterdam-almere", "{}", with.id);
    }
}

#[test]
fn a_file_that_cannot_be_used_is_refused() {
    let mut elsewhere = NamedTempFile::new().unwrap();
    let text = std::fs::read_to_string(city().path()).unwrap().replace("BU0363", "BU0361");
    elsewhere.write_all(text.as_bytes()).unwrap();
    let refused = demonstration(SEED, Some(elsewhere.path())).err();
    assert!(matches!(refused, Some(DataError::Areas(AreaError::NoNeighbourhoods))));
    let refused = demonstration(SEED, Some(Path::new("no/such/file.csv"))).err();
    assert!(matches!(refused, Some(DataError::Cbs(_))));
}

/// The real export, where whoever runs the tests has put it beside the project.
fn real_file() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/cbs_84583NED_amsterdam_2019.csv");
    Some(PathBuf::from(beside)).filter(|file| file.exists())
}

#[test]
fn the_real_city_is_ranked_with_what_is_published_of_it() {
    let Some(file) = real_file() else {
        println!("skipped: shared/data/cbs_84583NED_amsterdam_2019.csv is not beside the project");
        return;
    };
    let table = cbs::read(&file).unwrap();
    assert_eq!(table.neighbourhoods.len(), 479);
    let data = demonstration(SEED, Some(&file)).unwrap();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for left_out in &data.left_out {
        let reason = match &left_out.reason {
            LeftOutReason::TooFewInhabitants { inhabitants: 0, .. } => "nobody lives there",
            LeftOutReason::TooFewInhabitants { .. } => "too few inhabitants",
            LeftOutReason::NotPublished(_) => "not published",
            LeftOutReason::InhabitantsNotPublished => "inhabitants not published",
        };
        *reasons.entry(reason).or_default() += 1;
    }
    let expected = [("nobody lives there", 21), ("not published", 2), ("too few inhabitants", 65)];
    assert_eq!(reasons, BTreeMap::from(expected), "391 of 479 are ranked");
    simulation::check_exclusions(&data);
    let region = data.regions.iter().find(|region| region.id.as_str() == "amsterdam-almere").unwrap();
    let neighbourhoods = region.areas.iter().filter(|area| area.code.as_str().starts_with("BU0363")).count();
    assert_eq!((neighbourhoods, region.areas.len()), (43, 48));
}
