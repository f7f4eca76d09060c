//! What the address of a page asks.

use super::{NoPage, Pages};
use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderValue;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::str::FromStr;
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
    /// A parameter, read as what it should be; `None` when it is not there.
    ///
    /// # Errors
    /// [`NoPage::BadParameter`] when it does not read so.
    pub(super) fn parameter<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, NoPage> {
        let text = self.parameters.get(name);
        text.map(|text| text.parse().map_err(|_| NoPage::BadParameter(name))).transpose()
    }

    /// The parameter `year`.
    pub(super) fn year(&self) -> Result<Option<Year>, NoPage> {
        let number: Option<u32> = self.parameter("year")?;
        number.map(|number| Year::new(number).map_err(|_| NoPage::BadParameter("year"))).transpose()
    }

    /// A parameter that has one of a few values.
    pub(super) fn one_of(
        &self,
        name: &'static str,
        values: &[&'static str],
    ) -> Result<Option<&'static str>, NoPage> {
        let Some(text) = self.parameters.get(name) else { return Ok(None) };
        let found = values.iter().copied().find(|value| value == text);
        found.map(Some).ok_or(NoPage::BadParameter(name))
    }

    /// What follows `prefix` in the address.
    pub(super) fn path_after(&self, prefix: &str) -> &str {
        let path = self.path.split('?').next().unwrap_or_default();
        path.strip_prefix(prefix).unwrap_or_default()
    }
}

impl FromRequestParts<Pages> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, pages: &Pages) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        if accepted.and_then(Language::from_accept_language).is_none() {
            // who likes neither language likes the node's own
            parts.headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(pages.language.code()));
        }
        let Ok(language) = Language::from_request_parts(parts, &()).await;
        let parameters = Query::try_from_uri(&parts.uri).map(|Query(found)| found).unwrap_or_default();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { language, path, parameters })
    }
}
