//! The bureau's page, for its own people on this machine: read-only, and without a rule of the field.
//!
//! It is what the address asks, one reading of the records at one moment, a view of it, and a template.

mod words;

mod dashboard;
mod regions;

#[cfg(test)]
mod tests;

use crate::app::{Bureau, CommandError};
use askama::Template;
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dashboard::Dashboard;
use std::sync::Arc;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::page::{Asked, BadParameter, Layout, Markup, fault, html, not_found};
use wijkfonds_edge::{Language, Notice};
use words::Words;

/// The routes of the pages. Who does not say which language they read gets `language`.
pub(crate) fn routes(bureau: Bureau, language: Language, notices: &[Notice]) -> Router {
    Router::new()
        .route("/", get(dashboard))
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

async fn dashboard(State(pages): State<Pages>, asked: Asked) -> Response {
    let (language, path) = (asked.language, asked.path.clone());
    // the records are on disk, and this thread has others to serve
    let answered = tokio::task::spawn_blocking(move || pages.dashboard(&asked));
    answered.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page was interrupted");
        fault(language, &path)
    })
}

impl Pages {
    fn dashboard(&self, asked: &Asked) -> Response {
        let is_demonstration = self.notices.contains(&Notice::Synthetic);
        let made = Dashboard::read(&self.bureau, asked, is_demonstration)
            .and_then(|dashboard| self.frame(asked, "title-bureau", &dashboard));
        match made {
            Ok(page) => page,
            Err(NoPage::BadParameter(BadParameter(name))) => self.bad_parameter(asked, name),
            Err(NoPage::Fault) => fault(asked.language, &asked.path),
        }
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
