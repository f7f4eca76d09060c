//! Files as StatLine writes them, whole and broken.

use super::*;

/// Every used column in the order of an export, and one that is not used.
const HEADER: &str = "\"ID\";\"WijkenEnBuurten\";\"Gemeentenaam_1\";\"SoortRegio_2\";\"Codering_3\";\
\"AantalInwoners_5\";\"NietWestersTotaal_18\";\"k_40PersonenMetLaagsteInkomen_73\";\
\"PersonenPerSoortUitkeringBijstand_83\";\"PersonenPerSoortUitkeringAO_84\";\"PersonenPerSoortUitkeringWW_85\";\
\"PersonenPerSoortUitkeringAOW_86\";\"MeestVoorkomendePostcode_113\";\"Omgevingsadressendichtheid_116\"";

const CITY: &str = "\"1\";\"GM0999    \";\"Voorbeeld   \";\"Gemeente  \";\"GM0999    \";\"   2000\";\"    400\";\
\"   40.0\";\"    100\";\"     80\";\"     20\";\"    300\";\"         .\";\"   3000\"";
const FULL: &str = "\"2\";\"BU09990001\";\"Voorbeeld   \";\"Buurt     \";\"BU09990001\";\"   1000\";\"    250\";\
\"   45.5\";\"     50\";\"     40\";\"     10\";\"    200\";\"      1234\";\"   2500\"";
const SECRET: &str = "\"3\";\"De Punt   \";\"Voorbeeld   \";\"Buurt     \";\"BU09990002\";\"     90\";\"     10\";\
\"      .\";\"      .\";\"     10\";\"       \";\"     20\";\"          \";\"    800\"";

fn text(lines: &[&str]) -> String {
    format!("\u{feff}{HEADER}\n{}\n", lines.join("\n"))
}

fn parsed(text: &[u8]) -> Result<Table, CbsError> {
    parse(Path::new("kwb.csv"), text)
}

#[test]
fn an_export_is_read_as_statline_writes_it() {
    let table = parsed(text(&[CITY, FULL, SECRET]).as_bytes()).unwrap();
    let [full, secret] = &table.neighbourhoods[..] else { panic!("{table:?}") };
    assert_eq!((full.name.as_str(), full.district.as_str()), ("Buurt BU09990001", "WK099900"));
    assert_eq!((full.municipality.as_str(), full.postcode.as_deref()), ("Voorbeeld", Some("1234")));
    assert_eq!(full.figures.inhabitants, Some(1_000));
    let expected = [
        (Indicator::LowIncome, Some(45.5)),
        (Indicator::Inactive, Some(30.0)),
        (Indicator::InactiveWithoutPensioners, Some(10.0)),
        (Indicator::NonWestern, Some(25.0)),
        (Indicator::AddressDensity, Some(2_500.0)),
    ];
    assert_eq!(full.figures.indicators, BTreeMap::from(expected));
    assert_eq!((secret.name.as_str(), secret.postcode.as_deref()), ("De Punt", None));
    assert_eq!(secret.figures.indicators[&Indicator::LowIncome], None);
    assert_eq!(
        secret.figures.indicators[&Indicator::Inactive],
        None,
        "a part that is not published is not zero"
    );
    assert!(secret.figures.indicators[&Indicator::NonWestern].is_some());
}

#[test]
fn lines_may_end_as_windows_ends_them_and_the_mark_may_be_gone() {
    let unix = text(&[CITY, FULL]);
    for text in [unix.replace('\n', "\r\n"), unix.trim_start_matches('\u{feff}').to_owned()] {
        assert_eq!(parsed(text.as_bytes()).unwrap().neighbourhoods.len(), 1);
    }
}

/// A file, and the line, column and rule of what is wrong with it.
type Broken = (Vec<u8>, Option<u64>, Option<&'static str>, CbsRule);

#[test]
fn what_is_wrong_is_told_with_line_column_and_rule() {
    let good = text(&[CITY, FULL, SECRET]);
    let broken = |from: &str, to: &str| {
        assert!(good.contains(from), "nothing to break: {from}");
        good.replacen(from, to, 1).into_bytes()
    };
    let mut latin = broken("Voorbeeld   \";\"Buurt", "Voorb#eld   \";\"Buurt");
    let place = latin.iter().position(|byte| *byte == b'#').unwrap();
    latin[place] = 0xeb;
    let other_year = broken("AantalInwoners_5", "AantalInwoners_6");
    let fewer = WrongFieldCount { found: 13, expected: 14 };
    use CbsRule::{
        AboveHundred, BadCode, DoubleCode, MissingColumn, NotANumber, NotAWholeNumber, NotUtf8,
        UnknownKindOfRegion, WrongFieldCount, WrongKindOfFile,
    };
    let cases: [Broken; 15] = [
        (b"PK\x03\x04".to_vec(), None, None, WrongKindOfFile),
        (b"area,uzovi,insured\n1013,3311,5\n".to_vec(), Some(1), None, WrongKindOfFile),
        (Vec::new(), Some(1), None, WrongKindOfFile),
        (good.replace(';', ",").into_bytes(), Some(1), None, WrongKindOfFile),
        (latin, Some(3), None, NotUtf8),
        (other_year, Some(1), Some("AantalInwoners_5"), MissingColumn),
        (broken("\"2\";\"BU09990001\";", "\"BU09990001\";"), Some(3), None, fewer),
        (broken("\"Buurt     \"", "\"Straat    \""), Some(3), Some("SoortRegio_2"), UnknownKindOfRegion),
        (
            broken("\"BU09990001\";\"   1000\"", "\"BU9990001 \";\"   1000\""),
            Some(3),
            Some("Codering_3"),
            BadCode,
        ),
        (broken("BU09990002", "BU09990001"), Some(4), Some("Codering_3"), DoubleCode),
        (broken("\"   1000\"", "\"  1000.5\""), Some(3), Some("AantalInwoners_5"), NotAWholeNumber),
        (broken("\"   1000\"", "\"     -5\""), Some(3), Some("AantalInwoners_5"), NotAWholeNumber),
        (broken("\"   45.5\"", "\"   45,5\""), Some(3), Some("k_40PersonenMetLaagsteInkomen_73"), NotANumber),
        (broken("\"   45.5\"", "\"    NaN\""), Some(3), Some("k_40PersonenMetLaagsteInkomen_73"), NotANumber),
        (
            broken("\"   45.5\"", "\"  145.5\""),
            Some(3),
            Some("k_40PersonenMetLaagsteInkomen_73"),
            AboveHundred,
        ),
    ];
    for (row, (text, line, column, rule)) in cases.into_iter().enumerate() {
        let (file, column) = ("kwb.csv".into(), column.map(str::to_owned));
        assert_eq!(parsed(&text).unwrap_err(), CbsError { file, line, column, rule }, "row {row}");
    }
}

#[test]
fn a_problem_reads_as_a_sentence() {
    let bad = text(&[CITY, &FULL.replace("   1000", "veel   ")]);
    let expected =
        "kwb.csv, line 3, column `AantalInwoners_5`: this is not a whole number of at least 0, nor `.`";
    assert_eq!(parsed(bad.as_bytes()).unwrap_err().to_string(), expected);
    let missing = read(Path::new("there/is/no/such.csv")).unwrap_err();
    assert_eq!(missing.rule, CbsRule::Unreadable(std::io::ErrorKind::NotFound));
}
