//! Files that are not what they should be: nothing changes, and what is wrong is named.

use crate::support::{Clerk, Process, World, last, small_year};
use crate::together::status;
use tonic::Status;
use wijkfonds_proto::region::{
    FileProblem, GetStatusResponse, ImportInsuredHeader, ImportInsuredRequest, ListPotsRequest,
    ListPotsResponse, import_insured_request,
};

const INSURED: &str = "area,uzovi,insured\n";
const OVERVIEWS: &str = "agb,name,owner,located_in,population,area,enrolled\n";

/// What is wrong: line, field and rule.
type Wrong<'a> = (u64, &'a str, &'a str);

struct Office {
    node: Process,
    clerk: Clerk,
    before: (GetStatusResponse, ListPotsResponse),
}

impl Office {
    async fn start(world: &World) -> Self {
        let node = Process::start("node", &world.node_config("twente"));
        let mut clerk = small_year(world, "twente", node.border, node.office, ["3311", "7119"]).await;
        let before = seen(&mut clerk).await;
        Self { node, clerk, before }
    }

    /// Checks what was said of a file, and that nothing has changed.
    async fn check(&mut self, what: &str, file: &str, problems: Vec<FileProblem>, expected: &[Wrong<'_>]) {
        let named = |problem: &FileProblem| (problem.line, problem.field.clone(), problem.rule.clone());
        let found: Vec<_> = problems.iter().map(named).collect();
        let found: Vec<Wrong<'_>> =
            found.iter().map(|(line, field, rule)| (*line, &**field, &**rule)).collect();
        assert_eq!(found, expected, "{what}");
        assert!(
            problems.iter().all(|problem| problem.file == file && !problem.sentence.is_empty()),
            "{what}"
        );
        assert!(seen(&mut self.clerk).await == self.before, "{what}: something changed");
    }

    async fn insured(&mut self, what: &str, bytes: impl AsRef<[u8]>, expected: &[Wrong<'_>]) {
        let chunks: Vec<_> = bytes.as_ref().chunks(1_000).map(<[u8]>::to_vec).collect();
        let problems = import(&mut self.clerk, chunks).await.unwrap();
        self.check(what, "insured.csv", problems, expected).await;
    }

    async fn overviews(&mut self, what: &str, rows: &str, expected: &[Wrong<'_>]) {
        let answer = self.clerk.import_overviews(rows).await.unwrap();
        assert_eq!((answer.rows, answer.practices), (0, 0));
        self.check(what, "overviews.csv", answer.problems, expected).await;
    }
}

/// What must not change.
async fn seen(clerk: &mut Clerk) -> (GetStatusResponse, ListPotsResponse) {
    let pots = clerk.fund.list_pots(ListPotsRequest { year: 2018 }).await.unwrap().into_inner();
    (status(clerk, 2018).await, pots)
}

/// Sends a correction of the second quarter, chunk by chunk.
async fn import<I>(clerk: &mut Clerk, chunks: I) -> Result<Vec<FileProblem>, Status>
where
    I: IntoIterator<Item = Vec<u8>>,
    I::IntoIter: Send + 'static,
{
    use import_insured_request::Part;
    let header = ImportInsuredHeader {
        request_id: "correction".into(),
        year: 2018,
        quarter: 2,
        source: "synthetic".into(),
        reference_date: "2018-04-01".into(),
        correction: "counted again".into(),
        file_name: "insured.csv".into(),
    };
    let parts = std::iter::once(Part::Header(header)).chain(chunks.into_iter().map(Part::Chunk));
    let parts = parts.map(|part| ImportInsuredRequest { part: Some(part) });
    Ok(last(clerk.fund.import_insured(tokio_stream::iter(parts)).await?.into_inner()).await?.problems)
}

#[tokio::test]
async fn a_file_of_insured_with_anything_wrong_in_it_changes_nothing() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let mut office = Office::start(&world).await;
    let sound = "1013,3311,100000\n1014,7119,7\n";
    let rows: [(&str, &str, &[Wrong<'_>]); 14] = [
        ("no UZOVI code", "1013,33 11,5\n", &[(4, "uzovi", "bad_uzovi")]),
        ("an insurer that is not listed", "1013,3332,5\n", &[(4, "uzovi", "unknown_insurer")]),
        ("a negative count", "1013,7119,-5\n", &[(4, "insured", "negative")]),
        ("a huge count", "1013,7119,20000001\n", &[(4, "insured", "too_large")]),
        ("a count beyond 64 bits", "1013,7119,99999999999999999999\n", &[(4, "insured", "too_large")]),
        ("a count that is no number", "1013,7119,5.5\n", &[(4, "insured", "not_a_number")]),
        ("no count", "1013,7119,\n", &[(4, "insured", "empty")]),
        ("a row that is there already", "1013,3311,5\n", &[(4, "area", "double_row")]),
        ("an area that is not designated", "9999,3311,5\n", &[(4, "area", "unknown_area")]),
        ("no area code", "10-13,3311,5\n", &[(4, "area", "bad_area")]),
        ("a field too many", "1013,7119,5,6\n", &[(4, "", "wrong_field_count")]),
        ("a field too few", "1013,7119\n", &[(4, "", "wrong_field_count")]),
        ("two wrong fields", "10-13,x,5\n", &[(4, "area", "bad_area"), (4, "uzovi", "bad_uzovi")]),
        (
            "two wrong rows with a sound one between",
            "9999,3311,5\n1013,7119,5\n1014,3311,-1\n",
            &[(4, "area", "unknown_area"), (6, "insured", "negative")],
        ),
    ];
    for (what, rows, expected) in rows {
        office.insured(what, format!("{INSURED}{sound}{rows}"), expected).await;
    }
    let files: [(&str, &[u8], &[Wrong<'_>]); 6] = [
        ("another column", b"area,agb,insured\n1013,3311,5\n", &[(1, "", "wrong_columns")]),
        ("no header", b"1013,3311,5\n", &[(1, "", "wrong_columns")]),
        ("an empty file", b"", &[(1, "", "wrong_columns")]),
        ("no rows", b"area,uzovi,insured\n", &[(1, "", "no_rows")]),
        ("not UTF-8", b"area,uzovi,insured\n1013,3311,5\n101\xff,3311,5\n", &[(3, "", "not_utf8")]),
        ("zeros", &[0; 3_000], &[(1, "", "wrong_columns")]),
    ];
    for (what, bytes, expected) in files {
        office.insured(what, bytes, expected).await;
    }
    // and the same quarter is taken when the file is sound
    let taken = import(&mut office.clerk, [format!("{INSURED}{sound}").into_bytes()]).await.unwrap();
    assert!(taken.is_empty());
    assert!(seen(&mut office.clerk).await != office.before);
}

#[tokio::test]
async fn a_file_of_overviews_with_anything_wrong_in_it_changes_nothing() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let mut office = Office::start(&world).await;
    let sound = "01000001,Practice 1,Owner 1,1013,2000,1013,900\n";
    let rows: [(&str, &str, &[Wrong<'_>]); 8] = [
        ("no AGB code", "0100000,P,O,1013,2000,1013,5\n", &[(3, "agb", "bad_agb")]),
        ("no name", "01000002,,O,1013,2000,1013,5\n", &[(3, "name", "empty")]),
        ("an unknown area", "01000002,P,O,1013,2000,9999,5\n", &[(3, "area", "unknown_area")]),
        ("an unknown place", "01000002,P,O,9999,2000,1013,5\n", &[(3, "located_in", "unknown_area")]),
        ("a negative count", "01000002,P,O,1013,2000,1013,-5\n", &[(3, "enrolled", "negative")]),
        (
            "more enrolled than there are",
            "01000002,P,O,1013,20,1013,21\n",
            &[(3, "enrolled", "enrolled_above_population")],
        ),
        ("a practice and area twice", sound, &[(3, "area", "double_row")]),
        (
            "a practice with two names",
            "01000001,Practice I,Owner 1,1013,2000,1014,5\n",
            &[(3, "agb", "differs_from_earlier_row")],
        ),
    ];
    for (what, rows, expected) in rows {
        office.overviews(what, &format!("{OVERVIEWS}{sound}{rows}"), expected).await;
    }
    office.overviews("another column", "agb,name\n01000001,P\n", &[(1, "", "wrong_columns")]).await;
}

#[tokio::test]
async fn of_a_thousand_problems_the_first_hundred_are_told() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let mut office = Office::start(&world).await;
    let fields = (2..102).map(|line| (line, "insured", "negative")).collect::<Vec<_>>();
    office.insured("unreadable rows", INSURED.to_owned() + &"1013,3311,-1\n".repeat(1_000), &fields).await;
    let areas = (2..102).map(|line| (line, "area", "unknown_area")).collect::<Vec<_>>();
    let rows: String = (0..1_000).map(|row| format!("{},3311,1\n", 5_000 + row)).collect();
    office.insured("rows that break a rule", format!("{INSURED}{rows}"), &areas).await;
}

#[tokio::test]
async fn a_line_of_two_hundred_megabytes_is_refused_and_never_held_in_memory() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let mut office = Office::start(&world).await;
    let before = most_memory_kb(office.node.id());
    let line = (0..3_200).map(|_| vec![b'1'; 64 * 1024]);
    let chunks = std::iter::once(INSURED.as_bytes().to_vec()).chain(line);
    let problems = import(&mut office.clerk, chunks).await.unwrap();
    office.check("a line of 200 MB", "insured.csv", problems, &[(2, "", "line_too_long")]).await;
    let grown = most_memory_kb(office.node.id()) - before;
    assert!(grown < 32 * 1024, "the node grew by {grown} KB");

    let row = "1013,3311,5\n".repeat(5_461).into_bytes();
    let chunks = std::iter::once(INSURED.as_bytes().to_vec()).chain((0..3_200).map(move |_| row.clone()));
    let problems = import(&mut office.clerk, chunks).await.unwrap();
    let [problem] = problems.as_slice() else { panic!("{} problems", problems.len()) };
    assert_eq!((problem.field.as_str(), problem.rule.as_str()), ("", "file_too_large"));
    assert!(seen(&mut office.clerk).await == office.before);
    let grown = most_memory_kb(office.node.id()) - before;
    // the largest file, and half as much beside it
    assert!(grown < 96 * 1024, "the node grew by {grown} KB");
}

/// The most memory that a process has ever had resident, in KB.
fn most_memory_kb(process: u32) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
