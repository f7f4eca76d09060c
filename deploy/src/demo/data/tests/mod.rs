//! That the data is what it says: whole, near the published figures, and playable by every region's rules.

mod cbs_file;
mod figures;
mod simulation;

use super::*;
use wijkfonds_domain::count::enrolled::OverviewRow;
use wijkfonds_domain::count::insured::InsuredRow;

/// The one that a demonstration has when nothing else is said.
const SEED: u64 = 1;

fn data(seed: u64) -> Demonstration {
    demonstration(seed, None).unwrap()
}

/// Reads a generated file as an import would: by the names in its first line.
fn rows<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    csv::Reader::from_reader(file.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

fn overview(region: &RegionPlan) -> Vec<OverviewRow> {
    rows(&region.overviews[0].csv)
}

fn insured(region: &RegionPlan, quarter: usize) -> Vec<InsuredRow> {
    rows(&region.insured_csv[quarter])
}
