//! The bureau's pages, for its own people on this machine: read-only, and without a rule of the field.
//!
//! It is what the address asks, one reading of the records at one moment, a view of it, and a template.

mod words;

mod dashboard;
mod export;
mod regions;
mod table;

#[cfg(test)]
mod tests;

use crate::app::{Bureau, CommandError};
use askama::Template;
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dashboard::Dashboard;
use std::sync::Arc;
use table::RegionTable;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::page::{Asked, BadParameter, Layout, Markup, fault, html, not_found};
use wijkfonds_edge::{Language, Notice};
use words::Words;

/// The routes of the pages. Who does not say which language they read gets `language`.
pub(crate) fn routes(bureau: Bureau, language: Language, notices: &[Notice]) -> Router {
    Router::new()
        .route("/", get(async |pages, asked| shown(pages, asked, Pages::dashboard).await))
        .route("/table", get(async |pages, asked| shown(pages, asked, Pages::table).await))
        .route("/figures.csv", get(async |pages, asked| shown(pages, asked, Pages::figures).await))
        .fallback(async |asked: Asked| not_found(asked.language, &asked.path))
        .with_state(Pages { bureau, language, notices: notices.into() })
}

/// What all pages share.
#[derive(Clone)]
struct Pages {
    bureau: Bureau,
    language: Language,
    notices: Arc<[Notice]>,
}

impl FromRef<Pages> for Language {
    fn from_ref(pages: &Pages) -> Self {
        pages.language
    }
}

/// Why there is no page.
#[derive(Debug)]
enum NoPage {
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

type Shown = Result<Response, NoPage>;

async fn shown(State(pages): State<Pages>, asked: Asked, show: fn(&Pages, &Asked) -> Shown) -> Response {
    let (language, path) = (asked.language, asked.path.clone());
    // the records are on disk, and this thread has others to serve
    let answered = tokio::task::spawn_blocking(move || pages.answer(&asked, show));
    answered.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page was interrupted");
        fault(language, &path)
    })
}

impl Pages {
    fn answer(&self, asked: &Asked, show: fn(&Self, &Asked) -> Shown) -> Response {
        match show(self, asked) {
            Ok(page) => page,
            Err(NoPage::BadParameter(BadParameter(name))) => self.bad_parameter(asked, name),
            Err(NoPage::Fault) => fault(asked.language, &asked.path),
        }
    }

    fn dashboard(&self, asked: &Asked) -> Shown {
        let is_demonstration = self.notices.contains(&Notice::Synthetic);
        let dashboard = Dashboard::read(&self.bureau, asked, is_demonstration)?;
        self.frame(asked, "title-bureau", &dashboard)
    }

    fn table(&self, asked: &Asked) -> Shown {
        match RegionTable::read(&self.bureau, asked)? {
            Some(table) => self.frame(asked, "title-region-table", &table),
            None => {
                let text = asked.language.word("table-not-here");
                let sentence = Sentence { words: Words(asked.language), text };
                let page = self.frame(asked, "title-region-table", &sentence)?;
                Ok((StatusCode::NOT_FOUND, page).into_response())
            }
        }
    }

    fn figures(&self, asked: &Asked) -> Shown {
        let year = asked.year()?.ok_or(BadParameter("year"))?;
        let text = self.bureau.read(|records| export::figures(records, year))?;
        Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
    }

    fn frame(&self, asked: &Asked, title: &str, template: &impl Template) -> Result<Response, NoPage> {
        let language = asked.language;
        let body = Markup::rendered(template)?;
        let title = language.word(title);
        let notices: Vec<String> = self.notices.iter().map(|notice| notice.sentence(language)).collect();
        let layout = Layout { language, title: &title, path: &asked.path, notices: &notices, body };
        Ok(html(layout).into_response())
    }

    fn bad_parameter(&self, asked: &Asked, name: &str) -> Response {
        let text = Messages::text(asked.language, "bad-parameter-text", &[("name", name)]);
        let sentence = Sentence { words: Words(asked.language), text };
        match self.frame(asked, "bad-parameter-title", &sentence) {
            Ok(page) => (StatusCode::BAD_REQUEST, page).into_response(),
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
