//! How the rows of overviews are stored: one by one, and when there are many, one entry per practice, so that what the
//! rows of a practice have in common stands there once. An entry of the journal has a largest size, and names are most
//! of what overviews are.

use super::enrolled::OverviewRow;
use crate::person::Name;
use crate::terms::{Agb, AreaCode};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// More rows than this are stored by practice. Fewer keep the form that they have always had.
const MANY: usize = 5_000;

/// A row, or a practice with all its rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    agb: Agb,
    name: Name,
    owner: Name,
    located_in: Option<AreaCode>,
    population: u64,
    area: Option<AreaCode>,
    enrolled: Option<u64>,
    #[serde(default)]
    areas: Vec<(AreaCode, u64)>,
}

#[derive(Serialize)]
struct PracticeRows<'a> {
    agb: &'a Agb,
    name: &'a Name,
    owner: &'a Name,
    located_in: &'a Option<AreaCode>,
    population: u64,
    areas: Vec<(&'a AreaCode, u64)>,
}

pub(super) fn serialize<S: Serializer>(rows: &[OverviewRow], serializer: S) -> Result<S::Ok, S::Error> {
    if rows.len() <= MANY {
        return rows.serialize(serializer);
    }
    let practices = rows.chunk_by(|one, next| one.agb == next.agb).filter_map(|rows| {
        let OverviewRow { agb, name, owner, located_in, population, .. } = rows.first()?;
        let areas = rows.iter().map(|row| (&row.area, row.enrolled)).collect();
        Some(PracticeRows { agb, name, owner, located_in, population: *population, areas })
    });
    serializer.collect_seq(practices)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<OverviewRow>, D::Error> {
    let mut rows = Vec::new();
    for entry in Vec::<Entry>::deserialize(deserializer)? {
        rows.extend(entry.rows().map_err(D::Error::custom)?);
    }
    Ok(rows)
}

impl Entry {
    fn rows(self) -> Result<Vec<OverviewRow>, &'static str> {
        let Self { agb, name, owner, located_in, population, area, enrolled, areas } = self;
        let areas = match (area, enrolled, areas.is_empty()) {
            (Some(area), Some(enrolled), true) => vec![(area, enrolled)],
            (None, None, false) => areas,
            _ => return Err("an overview has one area, or several"),
        };
        let row = |(area, enrolled)| OverviewRow {
            agb: agb.clone(),
            name: name.clone(),
            owner: owner.clone(),
            located_in: located_in.clone(),
            population,
            area,
            enrolled,
        };
        Ok(areas.into_iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::count::enrolled::{OverviewRow, Overviews};
    use crate::terms::{Agb, AreaCode, Year};

    /// Overviews of practices with thirty areas each.
    fn overviews(practices: usize) -> Overviews {
        let row = |practice: usize, area: usize| OverviewRow {
            agb: Agb::new(format!("01{practice:06}")).unwrap(),
            name: "Praktijk ".repeat(20).as_str().into(),
            owner: "Eigenaar ".repeat(20).as_str().into(),
            located_in: practice.is_multiple_of(2).then(|| AreaCode::new("1000").unwrap()),
            population: 3_000,
            area: AreaCode::new(format!("{}", 1_000 + area)).unwrap(),
            enrolled: area as u64,
        };
        let rows = (0..practices).flat_map(|practice| (0..30).map(move |area| row(practice, area)));
        Overviews {
            year: Year::new(2018).unwrap(),
            source: "ION".into(),
            reference_date: Year::new(2018).unwrap().first_day(),
            quarter: None,
            correction: None,
            rows: rows.collect(),
        }
    }

    #[test]
    fn many_rows_are_stored_by_practice_and_come_back_as_they_were() {
        let (few, many) = (overviews(100), overviews(1_000));
        let [small, large] = [&few, &many].map(|overviews| serde_json::to_string(overviews).unwrap());
        assert!(small.contains("\"area\":\"1001\"") && large.contains("[\"1001\",1]"));
        // ten times as many rows, at a tenth of the length each
        assert!(large.len() < small.len() * 2, "{} and {}", small.len(), large.len());
        for (written, overviews) in [(small, few), (large, many)] {
            assert!(serde_json::from_str::<Overviews>(&written).unwrap() == overviews);
        }
    }

    #[test]
    fn an_entry_has_one_area_or_several() {
        let entry = |areas: &str| {
            format!(
                r#"{{"year":2018,"source":"s","reference_date":"2018-01-01","rows":[{{"agb":"01000001","name":"n",
                "owner":"o","located_in":null,"population":1{areas}}}]}}"#
            )
        };
        let table = [
            (r#","area":"1013","enrolled":1"#, true),
            (r#","areas":[["1013",1],["1014",0]]"#, true),
            ("", false),
            (r#","area":"1013","enrolled":1,"areas":[["1014",0]]"#, false),
            (r#","area":"1013""#, false),
        ];
        for (areas, expected) in table {
            assert_eq!(serde_json::from_str::<Overviews>(&entry(areas)).is_ok(), expected, "{areas}");
        }
    }
}
