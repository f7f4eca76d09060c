use super::*;
use crate::disclosure::PolicyDigest;
use crate::measure::{CATALOGUE_VERSION, Dimension, DimensionKind};
use crate::terms::{RegionId, Year};

/// A table of rows and columns with margins, as `total left right / total left right / …`; `x` is secret and `-` nil.
fn table(measure: Measure, version: u32, text: &str) -> FigureTable {
    let dimension = |kind, codes: &[&str], size: usize| {
        let mut dimension = Dimension::margin(kind);
        for code in &codes[..size - 1] {
            dimension.add(code, 0, None);
        }
        dimension
    };
    let rows: Vec<&str> = text.split('/').collect();
    let columns = rows[0].split_whitespace().count();
    let figure = |sign: &str| match sign {
        "x" => Figure::Secret,
        "-" => Figure::Nil,
        "." => Figure::Missing,
        value => Figure::Value(value.parse().unwrap()),
    };
    FigureTable {
        table: TableId {
            region: RegionId::new("twente").unwrap(),
            year: Year::new(2018).unwrap(),
            period: Period::Year,
            measure,
            catalogue_version: CATALOGUE_VERSION,
        },
        version,
        policy: PolicyDigest::received("0".repeat(64)),
        dimensions: vec![
            dimension(DimensionKind::Category, &["up", "down", "third", "fourth"], rows.len()),
            dimension(DimensionKind::Area, &["left", "right", "third"], columns),
        ],
        cells: text.split_whitespace().filter(|word| *word != "/").map(figure).collect(),
    }
}

fn doubts(known: &[FigureTable], received: Vec<FigureTable>) -> Vec<(Flaw, String)> {
    let doubts = recheck(known, received).err().unwrap_or_default();
    let said = |doubt: Doubt| {
        let measure = doubt.table.measure.code();
        (doubt.flaw, format!("{measure} {}", doubt.codes.join(" ")))
    };
    doubts.into_iter().map(said).collect()
}

#[test]
fn one_table_adds_up_and_gives_nothing_away() {
    use Flaw::{DoesNotAddUp, GivesAway};
    let cases: [(&str, &[(Flaw, &str)]); 8] = [
        ("10 6 4 / 7 4 3 / 3 2 1", &[]),
        ("10 6 4 / 7 x x / 3 x x", &[]),
        ("x x x / x x x / x x x", &[]),
        ("10 10 - / 7 7 - / 3 3 -", &[]),
        ("10 6 4 / 7 4 3 / 4 2 2", &[(DoesNotAddUp, "Total Total"), (DoesNotAddUp, "Total right")]),
        ("10 6 4 / 7 x 3 / 3 2 1", &[(GivesAway, "up left")]),
        ("10 6 4 / 7 4 x / 3 2 1", &[(GivesAway, "up right")]),
        // two in a row, each alone in its column
        ("10 6 4 / 7 x x / 3 2 1", &[(GivesAway, "up left"), (GivesAway, "up right")]),
    ];
    for (cells, expected) in cases {
        let found = doubts(&[], vec![table(Measure::EurosGranted, 1, cells)]);
        let expected: Vec<_> =
            expected.iter().map(|(flaw, codes)| (*flaw, format!("euros_granted {codes}"))).collect();
        assert_eq!(found, expected, "{cells}");
    }
}

#[test]
fn nothing_is_less_than_nothing() {
    // both in the upper row are nothing, which no equation alone says
    let cells = "10 6 4 / 0 x x / 10 x x";
    let found = doubts(&[], vec![table(Measure::EurosGranted, 1, cells)]);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|(flaw, _)| *flaw == Flaw::GivesAway));
}

#[test]
fn what_follows_from_several_sums_together_is_given_away() {
    // up + down less left + right leaves one cell; no sum alone, and no bound, tells it
    let cells = "120 40 40 40 / 30 x x 10 / 30 x x x / x 10 10 x / x 10 10 x";
    let found = doubts(&[], vec![table(Measure::EurosGranted, 1, cells)]);
    assert_eq!(found, [(Flaw::GivesAway, "euros_granted down third".to_owned())]);
}

#[test]
fn a_table_and_its_parts_are_one_system_and_only_the_latest_version_counts() {
    let whole = || table(Measure::EurosRequested, 1, "10 6 4 / 7 4 3 / 3 2 1");
    let granted = || table(Measure::EurosGranted, 1, "8 5 3 / 5 x x / 3 x x");
    let rest = |cells| table(Measure::EurosNotGranted, 1, cells);
    assert_eq!(doubts(&[], vec![whole(), granted(), rest("2 1 1 / 2 x x / 0 x x")]).len(), 8);
    assert_eq!(doubts(&[], vec![whole(), granted(), rest("2 1 1 / x x x / x x x")]).len(), 10);
    let open = table(Measure::EurosGranted, 1, "8 5 3 / x x x / x x x");
    assert_eq!(doubts(&[], vec![whole(), open.clone(), rest("2 1 1 / x x x / x x x")]), vec![]);
    // what was known before is looked at with what comes
    assert_eq!(doubts(&[whole(), open.clone()], vec![rest("2 1 1 / x x x / 0 - -")]).len(), 9);
    let corrected = table(Measure::EurosNotGranted, 2, "2 1 1 / x x x / x x x");
    let before = [whole(), open, rest("2 1 1 / x x x / 0 - -")];
    assert_eq!(doubts(&before, vec![corrected]), vec![]);
}

#[test]
fn what_is_checked_says_upon_what_it_rests() {
    let known = [table(Measure::PatientsEnrolled, 1, "10 5 5 / 5 x x / 5 x x")];
    let received = table(Measure::EurosGranted, 1, "10 6 4 / 7 x x / 3 x x");
    let checked = recheck(&known, vec![received.clone()]).unwrap();
    assert_eq!((checked.known(), checked.tables()), (1, &[received][..]));
}
