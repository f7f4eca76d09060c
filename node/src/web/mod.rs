//! The region's pages, for its own people on this machine: read-only, and without a rule of the field.
//!
//! A page is what the address asks, one reading of the records at one moment, a view of it, and a template.

mod sections;
mod words;
mod years;

mod corrections;
mod details;
mod due;
mod egress;
mod egress_csv;
mod evidence;
mod meetings;
mod overview;
mod payments;
mod project;
mod projects;
mod rules;

#[cfg(test)]
pub(crate) mod tests;

use crate::app::{CommandError, Fund};
use askama::Template;
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::sync::Arc;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::page::{Asked, BadParameter, Layout, Link, Markup, fault, html_with_links, not_found};
use wijkfonds_edge::{Language, Notice};
use words::Words;

/// The routes of the pages. Who does not say which language they read gets `language`.
pub(crate) fn routes(fund: Fund, language: Language, notices: &[Notice]) -> Router {
    Router::new()
        .route("/", page(overview::page))
        .route("/projects", page(projects::page))
        .route("/project/{id}", page(project::page))
        .route("/due", page(due::page))
        .route("/meetings", page(meetings::page))
        .route("/meeting/{number}", page(meetings::meeting))
        .route("/evidence", page(evidence::page))
        .route("/corrections", page(corrections::page))
        .route("/payments", page(payments::page))
        .route("/egress", page(egress::page))
        .route("/egress.csv", get(egress_file))
        .route("/rules", page(rules::page))
        .fallback(async |asked: Asked| not_found(asked.language, &asked.path))
        .with_state(Pages { fund, language, notices: notices.into() })
}

/// What all pages share.
#[derive(Clone)]
struct Pages {
    fund: Fund,
    language: Language,
    notices: Arc<[Notice]>,
}

impl FromRef<Pages> for Language {
    fn from_ref(pages: &Pages) -> Self {
        pages.language
    }
}

/// What a page shows in its frame.
struct Page {
    title: String,
    /// Remarks of this page's own, below those of the whole node.
    remarks: Vec<String>,
    body: Markup,
}

impl Page {
    fn new(title: String, template: &impl Template) -> Result<Self, NoPage> {
        Ok(Self { title, remarks: Vec::new(), body: Markup::rendered(template)? })
    }
}

/// Why there is no page.
#[derive(Debug)]
enum NoPage {
    /// Nothing is at the address.
    NotFound,
    /// A parameter of the address does not read as what it should be.
    BadParameter(BadParameter),
    /// The records, or the page, could not be made; logged where it happened.
    Fault,
}

impl From<BadParameter> for NoPage {
    fn from(bad: BadParameter) -> Self {
        Self::BadParameter(bad)
    }
}

impl From<CommandError> for NoPage {
    fn from(_: CommandError) -> Self {
        Self::Fault
    }
}

impl From<askama::Error> for NoPage {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page cannot be made");
        Self::Fault
    }
}

type MakePage = fn(&Fund, &Asked) -> Result<Page, NoPage>;

fn page(make: MakePage) -> MethodRouter<Pages> {
    get(async move |State(pages): State<Pages>, asked: Asked| {
        let (language, path) = (asked.language, asked.path.clone());
        // a page may read thousands of records, and this thread has others to serve
        let answered = tokio::task::spawn_blocking(move || pages.answer(&asked, make(&pages.fund, &asked)));
        answered.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a page was interrupted");
            fault(language, &path)
        })
    })
}

async fn egress_file(State(pages): State<Pages>, asked: Asked) -> Response {
    let (language, path) = (asked.language, asked.path.clone());
    let made = move || match egress_csv::file(&pages.fund, &asked) {
        Ok(text) => ([(CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response(),
        Err(no_page) => pages.answer(&asked, Err(no_page)),
    };
    tokio::task::spawn_blocking(made).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a file was interrupted");
        fault(language, &path)
    })
}

impl Pages {
    fn answer(&self, asked: &Asked, made: Result<Page, NoPage>) -> Response {
        match made {
            Ok(page) => self.frame(asked, page).into_response(),
            Err(NoPage::NotFound) => not_found(asked.language, &asked.path),
            Err(NoPage::BadParameter(BadParameter(name))) => self.bad_parameter(asked, name),
            Err(NoPage::Fault) => fault(asked.language, &asked.path),
        }
    }

    fn frame(&self, asked: &Asked, page: Page) -> Html<String> {
        let Page { title, remarks, body } = page;
        let language = asked.language;
        let notices: Vec<String> =
            self.notices.iter().map(|notice| notice.sentence(language)).chain(remarks).collect();
        let layout = Layout { language, title: &title, path: &asked.path, notices: &notices, body };
        html_with_links(layout, &links(language))
    }

    fn bad_parameter(&self, asked: &Asked, name: &str) -> Response {
        let text = Messages::text(asked.language, "bad-parameter-text", &[("name", name)]);
        let sentence = Sentence { words: Words(asked.language), text };
        let made = Page::new(asked.language.word("bad-parameter-title"), &sentence);
        match made {
            Ok(page) => (StatusCode::BAD_REQUEST, self.frame(asked, page)).into_response(),
            Err(_) => fault(asked.language, &asked.path),
        }
    }
}

#[derive(Template)]
#[template(path = "sentence.html")]
struct Sentence {
    words: Words,
    text: String,
}

fn links(language: Language) -> [Link; 9] {
    let links = [
        ("/", "title-overview"),
        ("/projects", "title-applications"),
        ("/due", "title-due"),
        ("/meetings", "title-meetings"),
        ("/evidence", "title-evidence"),
        ("/corrections", "title-corrections"),
        ("/payments", "title-payments"),
        ("/egress", "title-egress"),
        ("/rules", "title-rules"),
    ];
    links.map(|(path, name)| Link { path: path.to_owned(), name: language.word(name) })
}
