//! One bad file per kind of error, in each format, and what people read about it.

use super::super::lines::{LARGEST_FILE, MOST_ROWS};
use super::super::{FileProblem, Upload, insured, overviews};
use super::workbook;
use std::collections::BTreeSet;
use std::fmt::Write;
use wijkfonds_domain::count::{ListedAreas, RowProblem, RowRule};
use wijkfonds_domain::rules::{AreaForm, AreaForms};
use wijkfonds_domain::terms::{AreaCode, Uzovi};
use wijkfonds_edge::{Language, messages};

/// Where the sentences are. Set `WIJKFONDS_WRITE_GOLDEN` to write them anew, and read them before they are kept.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/import/tests/kinds.txt");

const INSURED: &[&str] = &["area", "uzovi", "insured"];
const OVERVIEWS: &[&str] = &["agb", "name", "owner", "located_in", "population", "area", "enrolled"];

type Rows = Vec<Vec<&'static str>>;

fn file(header: &[&'static str], rows: &[&[&'static str]]) -> Rows {
    std::iter::once(&header).chain(rows).map(|row| row.to_vec()).collect()
}

/// Files of rows that break one rule each, the header among them.
fn files() -> Vec<Rows> {
    let long: &'static str = "x".repeat(201).leak();
    let longest: &'static str = "x".repeat(4_100).leak();
    let row: &[&str] = &["01000001", "Praktijk", "Eigenaar", "", "3000", "1013", "300"];
    vec![
        file(&["uzovi", "area", "insured"], &[]),
        file(INSURED, &[]),
        file(INSURED, &[&["1013", "3311", "5", "6"]]),
        file(INSURED, &[&["1013", "3311", longest]]),
        file(INSURED, &[&["1013", "3311", ""]]),
        file(INSURED, &[&["1013", "3311", "1.5"]]),
        file(INSURED, &[&["1013", "3311", "-5"]]),
        file(INSURED, &[&["1013", "3311", "2000001"]]),
        file(INSURED, &[&["1013", "331", "5"]]),
        file(INSURED, &[&["10 13", "3311", "5"]]),
        file(INSURED, &[&["1013AB", "3311", "5"]]),
        file(INSURED, &[&["1099", "3311", "5"]]),
        file(INSURED, &[&["1013", "9999", "5"]]),
        file(INSURED, &[&["1013", "3311", "5"], &["1013", "3311", "6"]]),
        file(OVERVIEWS, &[&["01000001", long, "Eigenaar", "", "3000", "1013", "300"]]),
        file(OVERVIEWS, &[&["99000001", "Praktijk", "Eigenaar", "", "3000", "1013", "300"]]),
        file(OVERVIEWS, &[row, &["01000001", "Praktijk", "Eigenaar", "", "3001", "1014", "3"]]),
        file(OVERVIEWS, &[&["01000001", "Praktijk", "Eigenaar", "", "300", "1013", "301"]]),
    ]
}

fn problems(is_insured: bool, file: &[u8]) -> Vec<FileProblem> {
    let codes = ["1013", "1014"].map(|code| AreaCode::new(code).unwrap());
    let forms = Some(AreaForms::of(&[AreaForm::FourDigitPostcode]));
    let areas = ListedAreas { areas: codes.into(), forms };
    let insurers = [Uzovi::new("3311").unwrap()].into();
    let mut upload = Upload::default();
    let _ = file.chunks(1 << 20).all(|chunk| upload.take(chunk));
    let found = if is_insured {
        let check = |rows: &[_]| wijkfonds_domain::count::insured::problems(rows, &areas, &insurers);
        insured(upload, &mut |_| {}).checked(check).err()
    } else {
        let check = |rows: &[_]| wijkfonds_domain::count::enrolled::problems(rows, &areas);
        overviews(upload, &mut |_| {}).checked(check).err()
    };
    found.unwrap_or_default()
}

/// Writes down what people read about a file, and which rules it broke.
fn told(name: &str, problems: Vec<FileProblem>, text: &mut String) -> Vec<&'static str> {
    let mut rules = Vec::new();
    for FileProblem { line, field, rule } in problems {
        rules.push(rule.code());
        for language in Language::ALL {
            let problem = RowProblem { row: 0, field, rule };
            writeln!(text, "{}", messages::row_problem(language, name, line, &problem)).unwrap();
        }
    }
    text.push('\n');
    rules
}

#[test]
fn every_kind_of_error_names_file_line_field_and_rule_in_both_languages_and_formats() {
    let (mut text, mut seen) = (String::new(), BTreeSet::new());
    for rows in files() {
        let is_insured = rows[0].len() == INSURED.len();
        let kind = if is_insured { "insured" } else { "overviews" };
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let formats = [("csv", lines.join("\n").into_bytes()), ("xlsx", workbook(&rows))];
        for (format, file) in formats {
            let name = format!("{kind}.{format}");
            seen.extend(told(&name, problems(is_insured, &file), &mut text));
        }
    }
    let header = b"area,uzovi,insured\n";
    let others: [(&str, Vec<u8>); 4] = [
        ("latin1.csv", [header.as_slice(), b"10\xff13,3311,5\n"].concat()),
        ("broken.xlsx", b"PK\x03\x04 and no archive".to_vec()),
        ("many.csv", [header.as_slice(), &b"1013,3311,5\n".repeat(MOST_ROWS + 1)].concat()),
        ("large.csv", [header.as_slice(), &b"1013,3311,5\n".repeat(LARGEST_FILE / 12 + 1)].concat()),
    ];
    for (name, file) in others {
        seen.extend(told(name, problems(true, &file), &mut text));
    }
    if std::env::var_os("WIJKFONDS_WRITE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &text).unwrap();
    }
    assert!(std::fs::read_to_string(GOLDEN).unwrap() == text, "{text}");
    let all = [
        RowRule::WrongColumns,
        RowRule::WrongFieldCount,
        RowRule::NotUtf8,
        RowRule::BadWorkbook,
        RowRule::LineTooLong,
        RowRule::FileTooLarge,
        RowRule::TooManyRows,
        RowRule::NoRows,
        RowRule::Empty,
        RowRule::NotANumber,
        RowRule::Negative,
        RowRule::TooLarge,
        RowRule::TextTooLong,
        RowRule::BadAgb,
        RowRule::BadUzovi,
        RowRule::BadArea,
        RowRule::AreaForm(AreaForms::of(AreaForm::ALL)),
        RowRule::UnknownArea,
        RowRule::UnknownInsurer,
        RowRule::DoubleRow,
        RowRule::DiffersFromEarlierRow,
        RowRule::EnrolledAbovePopulation,
    ];
    assert_eq!(seen, all.map(RowRule::code).into());
}
