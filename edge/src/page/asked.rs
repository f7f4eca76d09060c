//! What the address of a page asks.

use crate::Language;
use axum::extract::{FromRef, FromRequestParts, Query};
use axum::http::HeaderValue;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::str::FromStr;
use wijkfonds_domain::terms::Year;

/// A request for a page. The router's state says which language is meant by who names none that we speak.
pub struct Asked {
    /// The language of the answer.
    pub language: Language,
    /// The address on this server, with its query.
    pub path: String,
    parameters: BTreeMap<String, String>,
}

/// A parameter of the address does not read as what it should be: its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadParameter(pub &'static str);

impl Asked {
    /// A parameter, read by `read`; `None` when it is not there.
    ///
    /// # Errors
    /// [`BadParameter`] when it does not read so.
    pub fn read<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, BadParameter> {
        let text = self.parameters.get(name);
        text.map(|text| read(text).ok_or(BadParameter(name))).transpose()
    }

    /// A parameter, as what its text parses to; `None` when it is not there.
    ///
    /// # Errors
    /// [`BadParameter`] when it does not parse.
    pub fn parameter<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, BadParameter> {
        self.read(name, |text| text.parse().ok())
    }

    /// The parameter `year`; `None` when it is not there.
    ///
    /// # Errors
    /// [`BadParameter`] when it is no year.
    pub fn year(&self) -> Result<Option<Year>, BadParameter> {
        self.read("year", |text| text.parse().ok().and_then(|number| Year::new(number).ok()))
    }

    /// What follows `prefix` in the address.
    #[must_use]
    pub fn path_after(&self, prefix: &str) -> &str {
        let path = self.path.split('?').next().unwrap_or_default();
        path.strip_prefix(prefix).unwrap_or_default()
    }
}

impl<S> FromRequestParts<S> for Asked
where
    S: Send + Sync,
    Language: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        if accepted.and_then(Language::from_accept_language).is_none() {
            // who likes neither language likes the server's own
            let own = HeaderValue::from_static(Language::from_ref(state).code());
            parts.headers.insert(ACCEPT_LANGUAGE, own);
        }
        let Ok(language) = Language::from_request_parts(parts, &()).await;
        let parameters = Query::try_from_uri(&parts.uri).map(|Query(found)| found).unwrap_or_default();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { language, path, parameters })
    }
}
