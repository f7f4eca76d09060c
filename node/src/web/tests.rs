//! The pages as a reader gets them: a fund with a store of its own, and requests to the router.

pub(crate) mod fund;
mod payments;
mod work;

use axum::body::{Body, to_bytes};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{Request, StatusCode};
use fund::{TestFund, application, decision};
use std::collections::BTreeSet;
use tower::ServiceExt;
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::project::{
    ApplicationForm, AreaCount, CostLine, Details, EvaluationForm, Outcome, Particulars, Quote, Verdict,
    instalment::Paid,
};
use wijkfonds_domain::terms::{AreaCode, Cents};
use wijkfonds_edge::{Language, Notice};

/// Every page, as far as the addresses of the tests' funds go.
const PATHS: [&str; 14] = [
    "/",
    "/?year=2018",
    "/projects",
    "/projects?year=2018&stage=excluded",
    "/project/2018-00001",
    "/project/2018-00002",
    "/due",
    "/meetings",
    "/meeting/1",
    "/evidence",
    "/corrections?year=2018",
    "/payments",
    "/egress",
    "/rules",
];

async fn get(fund: &TestFund, path: &str, language: &str) -> (StatusCode, String) {
    let routes = super::routes(fund.fund.clone(), Language::Dutch, &[Notice::Synthetic]);
    let request = Request::builder().uri(path).header(ACCEPT_LANGUAGE, language);
    let answer = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.into()).unwrap())
}

async fn page(fund: &TestFund, path: &str, language: &str) -> String {
    let (status, page) = get(fund, path, language).await;
    assert_eq!(status, StatusCode::OK, "{path}\n{page}");
    page
}

fn assert_contains(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part}\nin\n{page}");
    }
}

/// What holds of every page: words for everything, nothing that the browser would run, tables that can be heard.
fn assert_sound(page: &str, language: &str) {
    assert_contains(page, &[&format!("<html lang=\"{language}\">"), "<h1>"]);
    for absent in ["{", "<script", " style=", " onclick=", "javascript:"] {
        assert!(!page.contains(absent), "{absent}\nin\n{page}");
    }
    for table in page.split("<table>").skip(1) {
        assert!(table.trim_start().starts_with("<caption id=\""), "{table}");
    }
    for header in page.split("<th").skip(1).filter(|rest| !rest.starts_with("ead")) {
        assert!(header.starts_with(" scope=\"col\"") || header.starts_with(" scope=\"row\""), "{header}");
    }
    assert_eq!(page.matches("<table>").count(), page.matches("class=\"scroll\"").count());
}

#[tokio::test]
async fn every_page_has_its_words_in_both_languages_with_and_without_records() {
    for fund in [TestFund::empty(), TestFund::after_a_year().await] {
        for language in ["nl", "en"] {
            for path in PATHS {
                let (status, page) = get(&fund, path, language).await;
                assert!(matches!(status, StatusCode::OK | StatusCode::NOT_FOUND), "{path}: {status}");
                assert_sound(&page, language);
            }
        }
    }
}

#[tokio::test]
async fn the_overview_shows_amounts_that_add_up() {
    let fund = TestFund::after_a_year().await;
    let dutch = page(&fund, "/?year=2018", "nl").await;
    assert_contains(
        &dutch,
        &[
            "<h1>Fonds &#60;Noord&#62; (verzonnen)</h1>",
            "De naam van dit fonds is voor dit voorbeeld verzonnen",
            "Verzonnen gegevens",
            "<td>€ 5,92</td>",
            "<td>2 gebieden</td>",
            "<th scope=\"row\">Uitgesloten of afgewezen</th><td class=\"number\">1</td>",
            "<th scope=\"row\">Toegekend</th><td class=\"number\">1</td>",
            "<th scope=\"row\">Ingediend</th><td class=\"number\">2</td>",
            "<th scope=\"row\">Betaald</th><td class=\"number\">€ 250,00</td>",
            "<th scope=\"row\">Ingehouden</th><td class=\"number\">€ 250,00</td>",
            "<th scope=\"row\">Te betalen</th><td class=\"number\">€ 500,00</td>",
            "<th scope=\"row\">Toegekend</th><td class=\"number\">€ 1.000,00</td>",
            "2018 is gesloten op 10 januari 2019. Wat er toen nog stond, is naar 2019 gegaan",
            "<td class=\"number\">€ 59.200,00</td>\n<td class=\"number\">€ 58.200,00</td>\n<td class=\"number\">€ 750,00</td>",
            "De rekeningen in boekjaar 2019",
            "<td class=\"number\">€ 58.950,00</td><td class=\"number\">€ 58.950,00</td></tr>\n</tfoot>",
        ],
    );
    let english = page(&fund, "/?year=2018", "en").await;
    assert_contains(
        &english,
        &[
            "<td>€5.92</td>",
            "<th scope=\"row\">Granted</th><td class=\"number\">€1,000.00</td>",
            "2018 was closed on 10 January 2019",
        ],
    );
}

#[tokio::test]
async fn the_pots_and_the_accounts_of_an_open_year_add_up() {
    let fund = TestFund::in_business().await;
    let page = page(&fund, "/", "nl").await;
    assert_contains(
        &page,
        &[
            "<th scope=\"row\">1013 Wijk 1013</th>\n<td class=\"number\">€ 59.200,00</td>\n<td class=\"number\">€ 59.200,00</td>",
            "<th scope=\"row\">Bank</th><td class=\"number\">€ 59.200,00</td>",
            "<td class=\"number\">€ 59.200,00</td><td class=\"number\">€ 59.200,00</td></tr>\n</tfoot>",
            "<a href=\"/?year=2018\" aria-current=\"true\">2018</a>",
        ],
    );
}

#[tokio::test]
async fn applications_come_fifty_at_a_time_and_by_stage() {
    let fund = TestFund::in_business().await;
    for number in 1..=52 {
        fund.submit(application(&format!("Project {number}"), "2018-05-10", 100)).await;
    }
    fund.submit(application("Te laat", "2018-05-15", 100)).await;
    let first = page(&fund, "/projects", "nl").await;
    let next = "/projects?year=2018&#38;after=2018-00050";
    assert_contains(&first, &[next, "Project 50<", "<td class=\"number\">€ 50,00</td>", "01000001 Praktijk"]);
    assert!(!first.contains("Project 51<") && !first.contains("Naar het begin van de lijst"));
    let second = page(&fund, "/projects?year=2018&after=2018-00050", "nl").await;
    assert_contains(&second, &["Project 51<", "Te laat", "Naar het begin van de lijst"]);
    assert!(!second.contains("Project 50<") && !second.contains("Verder in de lijst"));
    let excluded = page(&fund, "/projects?year=2018&stage=excluded", "nl").await;
    assert_contains(&excluded, &["Te laat", "stage=excluded\" aria-current=\"true\">Uitgesloten"]);
    assert!(!excluded.contains("Project 1<"));
    let submitted = page(&fund, "/projects?year=2018&stage=submitted", "nl").await;
    assert_contains(&submitted, &["/projects?year=2018&#38;stage=submitted&#38;after=2018-00050"]);
    let granted = page(&fund, "/projects?year=2018&stage=granted", "en").await;
    assert_contains(&granted, &["There are no applications to show."]);
}

#[tokio::test]
async fn an_application_is_shown_with_all_that_became_of_it_and_runs_nothing() {
    let fund = TestFund::after_a_year().await;
    let granted = page(&fund, "/project/2018-00001", "nl").await;
    assert_contains(
        &granted,
        &[
            "<h2>&#60;script&#62;alert(1)&#60;/script&#62;</h2>",
            "Praktijk &#60;Een&#62; (AGB 01000001)",
            "<dd>1013 Wijk 1013</dd>",
            "<td>huisartsen: 2, verzekeraars: 1, anderen: 0</td>",
            "<td>betaald op 1 juni 2018, kenmerk order-1</td><td class=\"number\">€ 250,00</td>",
            "<td>te betalen vanaf 1 juli 2018</td>",
            "<td>ingehouden tot de evaluatie is goedgekeurd</td>",
            "<th scope=\"row\" colspan=\"2\">Toegekend</th><td class=\"number\">€ 1.000,00</td>",
            "<td>staff anna</td>\n<td>31 mei 2018</td>\n<td>Toegekend: € 1.000,00. Reden:",
            "<td>Termijn 1 is betaald, kenmerk order-1.</td>",
            "<li>Toegekend aan aanvraag 2018-00001 uit ",
        ],
    );
    let excluded = page(&fund, "/project/2018-00002", "en").await;
    assert_contains(
        &excluded,
        &[
            "Why this application was excluded",
            "<td>Kept out by the rules. The application came too late: the last day for this amount was 14 May 2018.</td>",
        ],
    );
}

#[tokio::test]
async fn a_rejected_evaluation_shows_what_lapsed_and_what_is_claimed_back() {
    let fund = TestFund::after_a_year().await;
    let (application, on) = ("2018-00001".parse().unwrap(), "2019-02-01".parse().unwrap());
    let form = EvaluationForm {
        application,
        received_on: on,
        goal_met: false,
        actual_cost: Cents::new(12_345),
        account: "Het ging\nniet goed.".into(),
        particulars: Some(Particulars {
            cost_lines: vec![CostLine {
                what: "Tolk".into(),
                cents: Cents::new(12_345),
                document: "factuur 7".into(),
            }],
            patients_reached: Some(1_200),
            continuation: "Volgend jaar weer.".into(),
            ..Particulars::default()
        }),
    };
    fund.order(Command::HandInEvaluation(form.clone())).await;
    let verdict = Verdict::Ask { questions: vec!["Wie kwam er?".into(), "Welke factuur?".into()] };
    fund.order(Command::JudgeEvaluation { application, on, verdict }).await;
    fund.order(Command::HandInEvaluation(form)).await;
    let verdict = Verdict::Reject { reclaim: Cents::new(10_000) };
    fund.order(Command::JudgeEvaluation { application, on, verdict }).await;
    let page = page(&fund, "/project/2018-00001", "nl").await;
    assert_contains(
        &page,
        &[
            "<dd>Evaluatie afgekeurd</dd>",
            "<dd>nee</dd>",
            "<dd>€ 123,45</dd>",
            "<dt>Tolk (factuur 7)</dt><dd>€ 123,45</dd>",
            "<dt>Bereikte patiënten</dt><dd>1.200</dd>",
            "<dt>Hoe het verder gaat</dt><dd>Volgend jaar weer.</dd>",
            "teruggestuurd op 1 februari 2019 met deze vragen: Wie kwam er? Welke factuur?",
            "afgekeurd op 1 februari 2019; € 100,00 teruggevorderd",
            "<p>Het ging</p>\n<p>niet goed.</p>",
            "vervallen op 1 februari 2019",
        ],
    );
}

#[tokio::test]
async fn what_left_the_region_is_listed_and_withheld_is_not_nothing() {
    let fund = TestFund::after_a_year().await;
    fund.send().await;
    let page = page(&fund, "/egress", "nl").await;
    assert_contains(
        &page,
        &[
            "<td>landelijk bureau</td>\n<td>Ingediende aanvragen 2018</td>\n<td class=\"withheld\">afgeschermd</td>",
            "Afgeschermd is niet nul.",
            "<td>verzekeraar 3311</td>\n<td>Afrekening 2018, kwartaal 4</td>",
            "<td>10.000 verzekerden, € 14.800,00 verschuldigd; tot dan € 59.200,00 toegerekend, verschil € 44.400,00</td>",
            "datetime=\"2019-02-01T12:00:00Z\">1 februari 2019 12:00:00</time>",
        ],
    );
    let digest = fund.policy();
    let short = &digest[..8];
    assert_contains(&page, &[&format!("<abbr title=\"{digest}\">{short}</abbr>")]);
    assert!(!page.contains("0 projecten"), "{page}");
}

#[tokio::test]
async fn the_log_goes_on_where_a_page_ends() {
    let fund = TestFund::after_a_year().await;
    for _ in 0..5 {
        fund.send().await;
    }
    let first = page(&fund, "/egress", "en").await;
    assert_contains(&first, &["<th scope=\"row\" class=\"number\">50</th>", "<a href=\"/egress?after=50\">"]);
    assert!(!first.contains(">51</th>"));
    let second = page(&fund, "/egress?after=50", "en").await;
    assert_contains(&second, &[">51</th>", "To the start of the list"]);
    assert!(!second.contains(">50</th>") && !second.contains("after=60"));
}

#[tokio::test]
async fn every_figure_that_left_is_in_a_file_with_its_receiver() {
    let fund = TestFund::after_a_year().await;
    fund.send().await;
    let text = page(&fund, "/egress.csv", "nl").await;
    let mut lines = text.lines();
    assert_eq!(lines.next().unwrap(), "number,at,receiver,policy,what,cell,figure,sign");
    let lines: Vec<&str> = lines.collect();
    let policy = fund.policy();
    let first = format!(
        "1,2019-02-01T12:00:00Z,bureau,{policy},projects_submitted 2018 year version 1,Total/Total,,secret"
    );
    assert_eq!(lines[0], first);
    let due = "12,2019-02-01T12:00:00Z,insurer 3311,,statement 2018 quarter 4,due_cents,1480000,figure";
    assert!(lines.contains(&due), "{text}");
    let entries: BTreeSet<&str> = lines.iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(entries.len(), 12);
    assert_eq!(page(&fund, "/egress.csv?after=12", "nl").await.lines().count(), 1);
    assert_eq!(get(&fund, "/egress.csv?after=x", "nl").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_rules_show_where_every_value_comes_from() {
    let fund = TestFund::in_business().await;
    let dutch = page(&fund, "/rules", "nl").await;
    assert_contains(
        &dutch,
        &[
            "<dd>Fonds &#60;Noord&#62; (verzonnen)</dd>",
            "<td>ten minste 300 patiënten uit aangewezen gebieden, of ten minste 20 % van de patiënten</td>",
            "<td>vanaf 1 oktober in het jaar ervoor<br>tot en met 14 mei</td>",
            "25 % op de eerste dag van kwartaal 3<br>25 % als de evaluatie is goedgekeurd",
            "<td>het blijft in de pot</td>\n<td>2018 tot en met 2019</td>\n<td>bron 004</td>",
            "<td>het gaat naar de reserve</td>\n<td>vanaf 2020</td>\n<td>assumption: later</td>",
        ],
    );
    let english = page(&fund, "/rules", "en").await;
    assert_contains(
        &english,
        &["<td>GP: €85.00</td>", "€5.00 per patient from a designated area, for: at least 300"],
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_what_does_not_read_is_said_so() {
    let fund = TestFund::after_a_year().await;
    for path in
        ["/nowhere", "/project/2018-00099", "/project/2018-1", "/project/%3Cb%3E", "/project/", "/projects/1"]
    {
        let (status, page) = get(&fund, path, "nl").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_contains(&page, &["Deze pagina bestaat niet"]);
    }
    let paths = [
        ("/?year=1995", "year"),
        ("/?year=", "year"),
        ("/projects?year=x", "year"),
        ("/projects?after=2018", "after"),
        ("/projects?stage=%3Cscript%3E", "stage"),
        ("/egress?after=-1", "after"),
    ];
    for (path, name) in paths {
        let (status, page) = get(&fund, path, "en").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        assert_contains(&page, &[&format!("The value of {name} in this address is not right.")]);
        assert_sound(&page, "en");
    }
    let other_year = page(&fund, "/?year=2030", "nl").await;
    assert_contains(&other_year, &["nog niet ontvangen", "<td class=\"number\">0</td>"]);
}

#[tokio::test]
async fn who_does_not_say_which_language_gets_the_one_of_the_node() {
    let fund = TestFund::empty();
    let table = [
        (Language::English, "/", "", "en"),
        (Language::English, "/", "fr", "en"),
        (Language::English, "/", "nl", "nl"),
        (Language::English, "/?lang=nl", "", "nl"),
        (Language::Dutch, "/", "", "nl"),
        (Language::Dutch, "/?lang=en", "nl", "en"),
    ];
    for (own, path, accepted, expected) in table {
        let routes = super::routes(fund.fund.clone(), own, &[]);
        let request = Request::builder().uri(path).header(ACCEPT_LANGUAGE, accepted);
        let answer = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8(body.into()).unwrap();
        assert_contains(&page, &[&format!("<html lang=\"{expected}\">")]);
    }
}

impl TestFund {
    /// A year that is over: one application granted and partly paid, one excluded, closed and released.
    async fn after_a_year() -> Self {
        let fund = Self::in_business().await;
        fund.submit(application("<script>alert(1)</script>", "2018-05-10", 100_000)).await;
        fund.submit(application("Te laat", "2018-05-15", 100)).await;
        let draws = application("", "2018-05-10", 100_000).requested;
        fund.order(Command::Decide(decision("2018-00001", Outcome::Grant(draws)))).await;
        let (application, on) = ("2018-00001".parse().unwrap(), "2018-06-01".parse().unwrap());
        fund.order(Command::Pay(Paid { application, number: 1, on, reference: "order-1".into() })).await;
        let year = fund::year();
        fund.order(Command::CloseYear { year, on: "2019-01-10".parse().unwrap() }).await;
        fund.release().await;
        fund
    }
}

#[tokio::test]
async fn the_page_of_an_application_shows_all_that_its_form_says_and_the_ground_that_keeps_it_out() {
    let fund = TestFund::in_business().await;
    let details = Details {
        received_at: Some("09:30:00".parse().unwrap()),
        total_population: Some(2_000),
        area_counts: vec![AreaCount { area: AreaCode::new("1013").unwrap(), patients: 400 }],
        goal: "Minder <drukte>".into(),
        quotes: vec![Quote { line: 1, supplier: "Drukkerij".into(), cents: Cents::new(123_456) }],
        staff_fte_hundredths: Some(185),
        ..Details::default()
    };
    let form =
        ApplicationForm { details: Some(Box::new(details)), ..application("Te laat", "2018-05-15", 100_000) };
    fund.submit(form).await;
    let dutch = page(&fund, "/project/2018-00001", "nl").await;
    assert_contains(
        &dutch,
        &[
            "<p>Regel: de ronde. Nodig: uiterlijk op 14 mei 2018. Aanwezig: binnengekomen op 15 mei 2018. Bron: bron 004.</p>",
            "<dt>Volledig om</dt>\n<dd>09:30</dd>",
            "<dt>Patiënten per wijk</dt>\n<dd>1013: 400</dd>",
            "<dt>Doel</dt>\n<dd>Minder &#60;drukte&#62;</dd>",
            "<dt>Offerte</dt>\n<dd>regel 1: Drukkerij, € 1.234,56</dd>",
            "<dt>Medewerkers van de praktijk (fte)</dt>\n<dd>1,85</dd>",
        ],
    );
    let english = page(&fund, "/project/2018-00001", "en").await;
    assert_sound(&english, "en");
    assert_contains(
        &english,
        &[
            "<p>Rule: the round. Needed: by 14 May 2018. There: received on 15 May 2018. Source: bron 004.</p>",
        ],
    );
}
