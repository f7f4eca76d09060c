//! What the address of a page asks.

use super::{NoPage, Pages};
use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderValue;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::collections::BTreeMap;
use std::convert::Infallible;
use wijkfonds_domain::measure::Measure;
use wijkfonds_domain::terms::Year;
use wijkfonds_edge::Language;

/// A request for a page.
pub(super) struct Asked {
    /// The language of the answer.
    pub(super) language: Language,
    /// The address on this server, with its query.
    pub(super) path: String,
    parameters: BTreeMap<String, String>,
}

impl Asked {
    /// The parameter `year`; `None` when it is not there.
    pub(super) fn year(&self) -> Result<Option<Year>, NoPage> {
        let read = |text: &String| text.parse().ok().and_then(|number| Year::new(number).ok());
        let text = self.parameters.get("year");
        text.map(|text| read(text).ok_or(NoPage::BadParameter("year"))).transpose()
    }

    /// The parameter `measure`; `None` when it is not there.
    pub(super) fn measure(&self) -> Result<Option<Measure>, NoPage> {
        let text = self.parameters.get("measure");
        text.map(|text| Measure::from_code(text).ok_or(NoPage::BadParameter("measure"))).transpose()
    }
}

impl FromRequestParts<Pages> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, pages: &Pages) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        if accepted.and_then(Language::from_accept_language).is_none() {
            // who likes neither language likes the bureau's own
            parts.headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(pages.language.code()));
        }
        let Ok(language) = Language::from_request_parts(parts, &()).await;
        let parameters = Query::try_from_uri(&parts.uri).map(|Query(found)| found).unwrap_or_default();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { language, path, parameters })
    }
}
