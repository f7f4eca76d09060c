use super::*;
use wijkfonds_domain::count::insured::InsuredRow;

/// A file, and what is wrong with it: line, field and rule.
type Case<'a> = (&'a [u8], Vec<(u64, &'static str, RowRule)>);

fn parse(file: &[u8]) -> Result<(Vec<InsuredRow>, Vec<u64>), Vec<FileProblem>> {
    let mut upload = Upload::default();
    // odd chunks, so that no limit depends on where they are cut
    let _ = file.chunks(7).all(|chunk| upload.take(chunk));
    insured(upload).checked(|_| Vec::new())
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
        insured(upload).checked(|_| Vec::new()).unwrap_err(),
        [FileProblem::of_line(2, RowRule::LineTooLong)]
    );
}

#[test]
fn a_file_above_eight_megabytes_is_refused() {
    let mut upload = Upload::default();
    let line = b"1013,3311,12\n".repeat(100);
    while upload.take(&line) {}
    let problems = insured(upload).checked(|_| Vec::new()).unwrap_err();
    assert_eq!(problems[0].rule, RowRule::FileTooLarge);
}
