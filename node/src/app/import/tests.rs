mod kinds;
mod large;

use super::lines::MOST_ROWS;
use super::*;
use wijkfonds_domain::count::insured::InsuredRow;

/// A file, and what is wrong with it: line, field and rule.
type Case<'a> = (&'a [u8], Vec<(u64, &'static str, RowRule)>);

fn parse(file: &[u8]) -> Result<(Vec<InsuredRow>, Vec<u64>), Vec<FileProblem>> {
    let mut upload = Upload::default();
    // odd chunks, so that no limit depends on where they are cut
    let _ = file.chunks(7).all(|chunk| upload.take(chunk));
    insured(upload, &mut |_| {}).checked(|_| Vec::new())
}

fn problems(file: &[u8]) -> Vec<(u64, &'static str, RowRule)> {
    let problems = parse(file).err().unwrap_or_default();
    problems.into_iter().map(|FileProblem { line, field, rule }| (line, field, rule)).collect()
}

#[test]
fn sound_files_are_read_whatever_the_spreadsheet_made_of_them() {
    let files: [&[u8]; 4] = [
        b"area,uzovi,insured\n1013,3311,12\n",
        b"area,uzovi,insured\r\n1013,3311,12",
        b"\xef\xbb\xbfarea;uzovi;insured\r\n1013;3311;12\r\n",
        b"area,uzovi,insured\n\"1013\", 3311 ,\"12\"\n",
    ];
    for file in files {
        let (rows, lines) = parse(file).unwrap();
        assert_eq!((rows[0].area.as_str(), rows[0].uzovi.as_str(), rows[0].insured), ("1013", "3311", 12));
        assert_eq!(lines, [2]);
    }
}

#[test]
fn every_problem_is_named_by_line_field_and_rule() {
    use RowRule as R;
    let long = [b"area,uzovi,insured\n1013,3311,".as_slice(), &b"1".repeat(5_000), b"\n"].concat();
    let cases: Vec<Case<'_>> = vec![
        (b"", vec![(1, "", R::WrongColumns)]),
        (b"uzovi,area,insured\n", vec![(1, "", R::WrongColumns)]),
        (b"area,uzovi,insured\n", vec![(1, "", R::NoRows)]),
        (b"area,uzovi,insured\n1013,3311\n", vec![(2, "", R::WrongFieldCount)]),
        (b"area,uzovi,insured\n1013,33x1,5\n", vec![(2, "uzovi", R::BadUzovi)]),
        (b"area;uzovi;insured\r\n1013;3311;5\r\n1013;33x1;5\r\n", vec![(3, "uzovi", R::BadUzovi)]),
        (
            b"area,uzovi,insured\n1013,3311,-5\n,3311,x\n",
            vec![(2, "insured", R::Negative), (3, "area", R::Empty), (3, "insured", R::NotANumber)],
        ),
        (b"area,uzovi,insured\n1013,3311,99999999999999999999\n", vec![(2, "insured", R::TooLarge)]),
        (b"area,uzovi,insured\n1013,3311,1\n10\xff13,3311,5\n", vec![(3, "", R::NotUtf8)]),
        (&long, vec![(2, "", R::LineTooLong)]),
    ];
    for (file, expected) in cases {
        assert_eq!(problems(file), expected, "{}", String::from_utf8_lossy(&file[..file.len().min(60)]));
    }
}

#[test]
fn a_file_with_a_thousand_problems_names_a_hundred() {
    let file = ["area,uzovi,insured\n", &"1013,3311,x\n".repeat(1_000)].concat();
    assert_eq!(problems(file.as_bytes()).len(), 100);
}

#[test]
fn a_line_of_200_megabytes_stops_the_upload_at_its_four_thousandth_byte() {
    let mut upload = Upload::default();
    assert!(upload.take(b"area,uzovi,insured\n"));
    let chunk = [b'1'; 1024];
    let taken = (0..200 * 1024).take_while(|_| upload.take(&chunk)).count();
    assert_eq!(taken, 4);
    assert_eq!(
        insured(upload, &mut |_| {}).checked(|_| Vec::new()).unwrap_err(),
        [FileProblem::of_line(2, RowRule::LineTooLong)]
    );
}

#[test]
fn a_file_above_the_largest_and_one_with_too_many_rows_are_refused() {
    let mut upload = Upload::default();
    let lines = b"1013,3311,12\n".repeat(100_000);
    while upload.take(&lines) {}
    let problems = insured(upload, &mut |_| {}).checked(|_| Vec::new()).unwrap_err();
    assert_eq!(problems[0].rule, RowRule::FileTooLarge);
    let rows = |number| [b"area,uzovi,insured\n".to_vec(), b"1013,3311,12\n".repeat(number)].concat();
    let whole = |file: &[u8]| {
        let mut upload = Upload::default();
        assert!(upload.take(file));
        let mut told = Vec::new();
        let parsed = insured(upload, &mut |rows| told.push(rows));
        (parsed.checked(|_| Vec::new()).map(|(rows, _)| rows.len()), told)
    };
    let (read, told) = whole(&rows(MOST_ROWS));
    assert_eq!((read, told.len(), told[0]), (Ok(200_000), 20, 10_000));
    let too_many = FileProblem::of_line(200_002, RowRule::TooManyRows);
    assert_eq!(whole(&rows(MOST_ROWS + 1)).0, Err(vec![too_many]));
}

/// A workbook with one sheet of these rows; a cell that is digits alone is a number, as spreadsheets
/// make it, unless somebody kept its leading zero by making it text.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    use std::io::Write;
    let cell = |row: usize, column: usize, text: &str| {
        let place = format!("{}{}", char::from(b"ABCDEFGH"[column]), row + 1);
        match text.parse::<f64>() {
            Ok(_) if !text.starts_with('0') => format!(r#"<c r="{place}"><v>{text}</v></c>"#),
            _ => format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    let row = |(row, cells): (usize, &&[&str])| {
        let cells: String = cells.iter().enumerate().map(|(column, text)| cell(row, column, text)).collect();
        format!(r#"<row r="{}">{cells}</row>"#, row + 1)
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let mut namespaces = include_str!("tests/namespaces.txt").lines();
    let [main, office, package] = [(); 3].map(|()| namespaces.next().unwrap());
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_of_overviews_gives_the_rows_and_the_problems_of_the_same_rows_in_csv() {
    let parse = |file: &[u8]| {
        let mut upload = Upload::default();
        assert!(file.chunks(7).all(|chunk| upload.take(chunk)));
        overviews(upload, &mut |_| {}).checked(|_| Vec::new())
    };
    let header: &[&str] = &["agb", "name", "owner", "located_in", "population", "area", "enrolled"];
    let sound: &[&str] = &["01000001", "Praktijk", "Eigenaar", "1013", "3000", "1013AB", "300"];
    let cases: [(&[&[&str]], bool); 5] = [
        (&[header, sound, &["37000002", "Centrum", "Eigenaar", "", "2000", "1014", "20"]], true),
        (&[header], false),
        (&[&header[1..], &sound[1..]], false),
        (&[header, sound, &["99000001", "Praktijk", "Eigenaar", "", "1.5", "x", "-3"]], false),
        (&[header, &["1000001", "Praktijk", "Eigenaar", "", "3000", "1013", "300"]], false),
    ];
    for (rows, is_sound) in cases {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let csv = parse(lines.join("\n").as_bytes());
        assert_eq!(csv.is_ok(), is_sound, "{rows:?}");
        assert!(parse(&workbook(rows)) == csv, "{rows:?}");
    }
}

#[test]
fn a_workbook_gives_the_rows_and_the_problems_of_the_same_rows_in_csv() {
    let header: &[&str] = &["area", "uzovi", "insured"];
    let cases: [&[&[&str]]; 7] = [
        &[header, &["1013", "3311", "12"], &["1014AB", "7119", "5"]],
        &[&["uzovi", "area", "insured"], &["1013", "3311", "12"]],
        &[header],
        &[header, &["1013", "3311", "5", "6"]],
        &[header, &["1013", "33x1", "-5"], &["", "3311", "x"]],
        &[header, &["1013", "3311", "1.5"], &["1013", "3311", "12"]],
        &[header, &["1013", "3311", "99999999999999999999"]],
    ];
    for rows in cases {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let csv = parse(lines.join("\n").as_bytes());
        assert!(parse(&workbook(rows)) == csv, "{rows:?}");
    }
    assert_eq!(problems(b"PK\x03\x04 and no archive"), [(1, "", RowRule::BadWorkbook)]);
}
