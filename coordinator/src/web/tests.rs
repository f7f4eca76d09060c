//! The page as a reader gets it: a bureau with a store of its own, and requests to the router.

mod bureau;

use axum::body::{Body, to_bytes};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{Request, StatusCode};
use bureau::{TestBureau, year};
use tower::ServiceExt;
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_edge::{Language, Notice};

async fn get(bureau: &TestBureau, path: &str, language: &str) -> (StatusCode, String) {
    let notices = [Notice::Synthetic, Notice::Anachronism];
    let routes = super::routes(bureau.bureau.clone(), Language::Dutch, &notices);
    let request = Request::builder().uri(path).header(ACCEPT_LANGUAGE, language);
    let answer = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.into()).unwrap())
}

async fn page(bureau: &TestBureau, path: &str, language: &str) -> String {
    let (status, page) = get(bureau, path, language).await;
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

/// The text of a cell, or of the link in it.
fn text(cell: &str) -> String {
    let inside = if cell.starts_with("href") { cell.split_once('>').unwrap().1 } else { cell };
    inside.split('<').next().unwrap().to_owned()
}

/// The rows of the body and foot of a table, each as the texts of its cells.
fn rows(page: &str, caption_id: &str) -> Vec<Vec<String>> {
    let table = page.split(&format!("<caption id=\"{caption_id}\">")).nth(1).unwrap();
    let body = table.split("</table>").next().unwrap().split("<tbody>").nth(1).unwrap();
    let cells = |row: &str| {
        let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with('h') || cell.starts_with('d'));
        // what stands in a link counts too
        let texts = cells.map(|cell| cell.split_once('>').unwrap().1.trim_start_matches("<a "));
        texts.map(text).collect()
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

/// Four regions: one with figures, one that withholds one of them, one with a figure that is nil, one without.
async fn with_figures() -> TestBureau {
    let bureau = TestBureau::with_members(&["noord", "oost", "west", "zuid"]).await;
    bureau.publish().await;
    bureau.keep("noord", [Figure::Value(1_240), Figure::Value(1_250_000)]).await;
    bureau.keep("oost", [Figure::Secret, Figure::Value(10)]).await;
    bureau.keep("west", [Figure::Value(0), Figure::Value(4)]).await;
    bureau.acknowledge("noord", 2, 1).await;
    bureau.acknowledge("oost", 1, 1).await;
    bureau
}

#[tokio::test]
async fn the_page_has_its_words_in_both_languages_with_and_without_records() {
    for bureau in [TestBureau::with_members(&[]).await, with_figures().await] {
        for language in ["nl", "en"] {
            for path in ["/", "/?year=2018&measure=patients_enrolled", "/?year=2031"] {
                assert_sound(&page(&bureau, path, language).await, language);
            }
        }
    }
}

#[tokio::test]
async fn a_national_total_says_what_is_in_it_and_what_is_not() {
    let bureau = with_figures().await;
    let page = page(&bureau, "/", "nl").await;
    let expected: [[&str; 6]; 2] = [
        [
            "Toegekende projecten",
            "1.240",
            "2 van 4 regio&#39;s",
            "Fonds oost (verzonnen)",
            "Fonds &#60;zuid&#62;",
            "9",
        ],
        [
            "Toegekende euro&#39;s",
            "€ 1.250.014",
            "3 van 4 regio&#39;s",
            "geen enkele regio",
            "Fonds &#60;zuid&#62;",
            "7",
        ],
    ];
    let rows = rows(&page, "national");
    assert_eq!([&rows[1], &rows[4]], expected.each_ref().map(|row| row));
    assert_contains(
        &page,
        &[
            "Cijfers van 2018 ontvangen van 3 van 4 regio&#39;s.",
            "Nog niet ontvangen van: Fonds &#60;zuid&#62;.",
            "Afgeschermd is niet nul.",
            "Verzonnen gegevens",
            "Zestien fondsen in 2018 is een anachronisme",
        ],
    );
}

#[tokio::test]
async fn a_total_of_nothing_published_is_not_nil() {
    let bureau = TestBureau::with_members(&["noord", "zuid"]).await;
    bureau.publish().await;
    bureau.keep("noord", [Figure::Secret, Figure::Secret]).await;
    let page = page(&bureau, "/", "en").await;
    let totals: Vec<String> = rows(&page, "national").into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(
        totals,
        ["missing", "withheld", "missing", "missing", "withheld", "missing", "missing", "missing", "missing"]
    );
}

#[tokio::test]
async fn regions_stand_side_by_side_and_a_figure_nil_withheld_and_missing_differ() {
    let bureau = with_figures().await;
    let page = page(&bureau, "/", "en").await;
    let granted: Vec<[String; 3]> = rows(&page, "side-by-side")
        .into_iter()
        .map(|row| [row[0].clone(), row[2].clone(), row[5].clone()])
        .collect();
    let expected = [
        ["Fonds noord (invented)", "1,240", "€1,250,000"],
        ["Fonds oost (invented)", "withheld", "€10"],
        ["Fonds west (invented)", "0", "€4"],
        ["Fonds &#60;zuid&#62;", "missing", "missing"],
        ["Total of what is released", "1,240", "€1,250,014"],
    ];
    assert_eq!(granted, expected);
}

#[tokio::test]
async fn the_chart_draws_the_measure_that_is_asked() {
    let bureau = with_figures().await;
    let usual = page(&bureau, "/", "nl").await;
    assert_contains(
        &usual,
        &[
            "<title id=\"regions-chart-title\">Toegekende projecten, 2018, per regio</title>",
            "Fonds oost (verzonnen): afgeschermd. Fonds west (verzonnen): 0. Fonds &#60;zuid&#62;: ontbreekt.",
            "class=\"chart-withheld\"",
            "class=\"chart-missing\"",
        ],
    );
    let euros = page(&bureau, "/?measure=euros_granted", "en").await;
    assert_contains(
        &euros,
        &[
            "Euros granted, 2018, by region</title>",
            "Fonds noord (invented): €1,250,000.",
            "measure=euros_granted#regions\" aria-current=\"true\">Euros granted",
        ],
    );
}

#[tokio::test]
async fn publications_show_their_source_and_who_uses_them() {
    let bureau = with_figures().await;
    let page = page(&bureau, "/", "nl").await;
    let rates = rows(&page, "rates");
    assert_eq!(rates, [["2018", "€ 6,00", "2", "ZN (correctie: ZN vergiste zich)", "1 januari 2018"]]);
    let lists = rows(&page, "lists");
    assert_eq!(lists, [["2018", "1", "1", "voorbeeld &#60;index&#62;", "1 januari 2018"]]);
    let used: Vec<_> = rows(&page, "acknowledged").into_iter().map(|row| row[1..4].to_vec()).collect();
    let expected = [
        ["versie 2", "versie 1", "ontvangen"],
        ["versie 1", "versie 1", "ontvangen"],
        ["nog niet bevestigd", "nog niet bevestigd", "ontvangen"],
        ["nog niet bevestigd", "nog niet bevestigd", "ontbreekt"],
        ["2 van 4 regio&#39;s", "2 van 4 regio&#39;s", "3 van 4 regio&#39;s"],
    ];
    assert_eq!(used, expected);
    assert_contains(&page, &["De gewichten van de echte achterstandsindex zijn"]);
}

#[tokio::test]
async fn a_region_that_does_not_answer_is_named() {
    let bureau = TestBureau::with_members(&["noord"]).await;
    bureau.publish().await;
    let before = page(&bureau, "/", "nl").await;
    assert_contains(&before, &["<td>nog geen contact</td>"]);
    // nobody listens at the member's address
    bureau.bureau.collect(year()).await.unwrap();
    let after = page(&bureau, "/", "nl").await;
    assert_contains(
        &after,
        &[
            "0 van 1 regio&#39;s zijn bereikbaar. Niet bereikbaar bij het laatste contact: Fonds noord (verzonnen).",
            "<td>niet bereikbaar</td>",
        ],
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_what_does_not_read_is_said_so() {
    let bureau = with_figures().await;
    let (status, missing) = get(&bureau, "/regions", "nl").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_contains(&missing, &["Deze pagina bestaat niet"]);
    for (path, name) in [("/?year=1995", "year"), ("/?year=x", "year"), ("/?measure=%3Cb%3E", "measure")] {
        let (status, page) = get(&bureau, path, "en").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        assert_contains(&page, &[&format!("The value of {name} in this address is not right.")]);
        assert_sound(&page, "en");
    }
}

#[tokio::test]
async fn who_does_not_say_which_language_gets_the_one_of_the_bureau() {
    let bureau = TestBureau::with_members(&[]).await;
    for (own, accepted, expected) in
        [(Language::English, "", "en"), (Language::English, "nl", "nl"), (Language::Dutch, "fr", "nl")]
    {
        let routes = super::routes(bureau.bureau.clone(), own, &[]);
        let request = Request::builder().uri("/").header(ACCEPT_LANGUAGE, accepted);
        let answer = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8(body.into()).unwrap();
        assert_contains(&page, &[&format!("<html lang=\"{expected}\">")]);
        assert!(!page.contains("Verzonnen gegevens"), "{page}");
    }
}

#[tokio::test]
async fn a_regions_table_is_shown_with_its_four_signs_and_told_apart_as_csv() {
    let bureau = with_figures().await;
    let path = "/table?year=2018&region=noord&measure=projects_granted";
    for language in ["nl", "en"] {
        assert_sound(&page(&bureau, path, language).await, language);
    }
    let rows = rows(&page(&bureau, path, "nl").await, "table");
    assert_eq!(rows[0], ["Totaal", "1.240"]);
    assert_eq!(rows[1], ["code0", "afgeschermd"]);
    let csv = page(&bureau, "/figures.csv?year=2018", "nl").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "region,year,period,measure,version,category,area,figure,sign");
    assert_eq!(lines[1], "noord,2018,year,projects_granted,1,Total,,1240,figure");
    assert_eq!(lines[2], "noord,2018,year,projects_granted,1,code0,,,secret");
    assert!(lines.contains(&"west,2018,year,projects_granted,1,Total,,0,less_than_half_a_unit"), "{csv}");
}

#[tokio::test]
async fn a_table_that_is_not_here_and_an_address_that_is_none_say_so() {
    let bureau = with_figures().await;
    let cases = [
        ("/table?year=2018&region=zuid&measure=projects_granted", StatusCode::NOT_FOUND),
        ("/table?year=2018&region=nergens&measure=projects_granted", StatusCode::NOT_FOUND),
        ("/table?year=2018&region=noord&measure=geld", StatusCode::BAD_REQUEST),
        ("/table?region=noord&measure=projects_granted", StatusCode::BAD_REQUEST),
        ("/figures.csv", StatusCode::BAD_REQUEST),
        ("/figures.csv?year=morgen", StatusCode::BAD_REQUEST),
    ];
    for (path, expected) in cases {
        assert_eq!(get(&bureau, path, "nl").await.0, expected, "{path}");
    }
}
