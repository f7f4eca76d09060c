//! Files of many rows, taken in by a fund on its store. Measured with
//! `cargo test --release -p wijkfonds-node --lib many_rows -- --nocapture`.

use super::super::{Parsed, Upload, insured, overviews};
use super::workbook;
use crate::app::{Fund, FundMachine, Order, Sealer};
use std::sync::Arc;
use std::time::Instant;
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::count::enrolled::{self, Overviews};
use wijkfonds_domain::count::insured::InsuredCounts;
use wijkfonds_domain::count::{ListedAreas, SettledCounts};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::settlement::ListedInsurer;
use wijkfonds_domain::terms::{AreaCode, InsurerKey, Quarter, RegionId, Uzovi, Year};
use wijkfonds_store::{Options, Store};

/// Without optimisation a fraction has to do.
const ROWS: usize = if cfg!(debug_assertions) { 2_000 } else { 100_000 };
const INSURERS: [&str; 4] = ["3311", "7119", "7029", "0403"];
/// Areas of a practice: it has as many rows.
const AREAS_OF_A_PRACTICE: usize = 50;

fn year() -> Year {
    Year::new(2019).unwrap()
}

/// Six-character postcodes.
fn codes() -> Vec<String> {
    let letter = |n: usize| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26]);
    let code = |n: usize| format!("{}{}{}", 1_000 + n / 676, letter(n / 26), letter(n));
    (0..ROWS / INSURERS.len()).map(code).collect()
}

async fn order(fund: &Fund, command: Command) {
    let (actor, request_id) = ("clerk".to_owned(), uuid::Uuid::now_v7().to_string());
    fund.order(Order { actor, request_id, command }).await.unwrap();
}

/// A fund with the year's areas and insurers.
async fn fund(folder: &std::path::Path) -> Fund {
    let region = RegionId::new("noord-holland").unwrap();
    let store =
        Store::open(folder, FundMachine { region: region.clone() }, Options::default(), |_| {}).unwrap();
    let clock = Arc::new(|| "2019-02-01T12:00:00Z".parse().unwrap());
    let fund = Fund::new(store, region, clock, Sealer::open(folder).unwrap()).unwrap();
    let area = |code: String| Area {
        code: AreaCode::new(code).unwrap(),
        name: "Wijk".into(),
        municipality: "Stad".into(),
    };
    let areas = codes().into_iter().map(area).collect();
    let (source, published_on) = ("NZa".into(), year().first_day());
    let list = AreaList { year: year(), version: 1, source, published_on, correction: None, areas };
    order(&fund, Command::AcceptAreaList(list)).await;
    for code in INSURERS {
        let (uzovi, key) = (Uzovi::new(code).unwrap(), InsurerKey::new(code.repeat(16)).unwrap());
        order(&fund, Command::ListInsurer(ListedInsurer { uzovi, name: "Verzekeraar".into(), key })).await;
    }
    fund
}

/// A file in both formats.
fn formats(header: &[&str], rows: &[Vec<String>]) -> [(&'static str, Vec<u8>); 2] {
    let rows: Vec<Vec<&str>> = std::iter::once(header.to_vec())
        .chain(rows.iter().map(|row| row.iter().map(String::as_str).collect()))
        .collect();
    let csv = rows.iter().map(|row| row.join(",") + "\n").collect::<String>().into_bytes();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    [("CSV", csv), ("XLSX", workbook(&rows))]
}

fn read<T>(file: &[u8], parse: fn(Upload, &mut dyn FnMut(u64)) -> Parsed<T>) -> Parsed<T> {
    let mut upload = Upload::default();
    assert!(file.chunks(64 * 1024).all(|chunk| upload.take(chunk)), "the file fits");
    parse(upload, &mut |_| {})
}

fn tell(what: &str, format: &str, file: &[u8], begun: Instant) {
    let (took, megabytes) = (begun.elapsed(), file.len() >> 20);
    println!("{ROWS} rows of {what}, {format}, {megabytes} MiB: {:.2} s", took.as_secs_f64());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_of_insured_are_read_checked_and_booked_tell() {
    let row = |code: &String, insurer: &str| vec![code.clone(), insurer.to_owned(), "12".to_owned()];
    let rows: Vec<_> = codes().iter().flat_map(|code| INSURERS.map(|insurer| row(code, insurer))).collect();
    for (format, file) in formats(&["area", "uzovi", "insured"], &rows) {
        let folder = tempfile::tempdir().unwrap();
        let fund = fund(folder.path()).await;
        let begun = Instant::now();
        let areas = fund.read(|records| ListedAreas::read(records, year())).unwrap().unwrap();
        let insurers = INSURERS.map(|code| Uzovi::new(code).unwrap()).into();
        let check = |rows: &[_]| wijkfonds_domain::count::insured::problems(rows, &areas, &insurers);
        let (rows, _) = read(&file, insured).checked(check).unwrap();
        let (year, quarter, correction) = (year(), Quarter::new(1).unwrap(), None);
        let (source, reference_date) = ("Vektis".into(), year.first_day());
        let counts = InsuredCounts { year, quarter, source, reference_date, correction, rows };
        order(&fund, Command::ImportInsured(counts)).await;
        tell("insured", format, &file, begun);
        let settled = fund.read(|records| SettledCounts::read(records, year)).unwrap();
        assert_eq!(settled.total(), 12 * ROWS as u64);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_of_overviews_with_long_names_are_read_checked_and_booked_tell() {
    let codes = codes();
    let row = |number: usize| {
        let practice = number / AREAS_OF_A_PRACTICE;
        let name = |of: &str| format!("{of} {practice} {}", "x".repeat(180));
        let population = "5000".to_owned();
        let area = codes[number % codes.len()].clone();
        let located_in = String::new();
        let agb = format!("01{practice:06}");
        vec![agb, name("Praktijk"), name("Eigenaar"), located_in, population, area, "7".to_owned()]
    };
    let rows: Vec<_> = (0..ROWS).map(row).collect();
    let header = ["agb", "name", "owner", "located_in", "population", "area", "enrolled"];
    for (format, file) in formats(&header, &rows) {
        let folder = tempfile::tempdir().unwrap();
        let fund = fund(folder.path()).await;
        let begun = Instant::now();
        let areas = fund.read(|records| ListedAreas::read(records, year())).unwrap().unwrap();
        let check = |rows: &[_]| enrolled::problems(rows, &areas);
        let (rows, _) = read(&file, overviews).checked(check).unwrap();
        let (year, quarter, correction) = (year(), None, None);
        let (source, reference_date) = ("ION".into(), year.first_day());
        let overviews = Overviews { year, source, reference_date, quarter, correction, rows };
        order(&fund, Command::ImportOverviews(overviews)).await;
        tell("overviews", format, &file, begun);
        let practices = fund.read(|records| enrolled::practices(records, year)).unwrap();
        assert_eq!(practices.len(), ROWS / AREAS_OF_A_PRACTICE);
        assert!(practices.iter().all(|practice| practice.patients() == 7 * AREAS_OF_A_PRACTICE as u64));
    }
}
