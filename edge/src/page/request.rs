//! What the pages read of a request: parameters, cookies, and the language.

use crate::Language;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use std::convert::Infallible;

/// The parameter that chooses a language.
pub(super) const LANGUAGE_PARAMETER: &str = "lang";
/// The cookie that keeps the choice until the browser closes.
pub(super) const LANGUAGE_COOKIE: &str = "wijkfonds_lang";

/// The first value of a parameter. None of the parameters here needs percent-encoding.
pub(super) fn parameter<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    query?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A query without a parameter, as it is.
pub(super) fn without_parameter(query: &str, name: &str) -> String {
    let named = |pair: &&str| pair.split('=').next() != Some(name) && !pair.is_empty();
    query.split('&').filter(named).collect::<Vec<_>>().join("&")
}

/// The first value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// A cookie for this host that scripts and other sites do not get, until the browser closes.
///
/// It is not `Secure`: the pages are served over plain HTTP on loopback, where nothing travels over a wire, and
/// browsers differ in whether they take a `Secure` cookie there.
pub(super) fn set_cookie(name: &str, value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict")).ok()
}

/// The language asked for in the address, else the one chosen before, else the one the browser likes best,
/// else Dutch.
impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accepted = || parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = parameter(parts.uri.query(), LANGUAGE_PARAMETER)
            .and_then(Self::from_code)
            .or_else(|| cookie(&parts.headers, LANGUAGE_COOKIE).and_then(Self::from_code))
            .or_else(|| accepted().and_then(Self::from_accept_language));
        Ok(language.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_and_left_out_by_name() {
        let table = [
            (None, None, ""),
            (Some(""), None, ""),
            (Some("lang=en"), Some("en"), ""),
            (Some("year=2018&lang=en&lang=nl"), Some("en"), "year=2018"),
            (Some("language=en&lang"), None, "language=en"),
            (Some("a&b=1&&lang="), Some(""), "a&b=1"),
        ];
        for (query, value, rest) in table {
            assert_eq!(parameter(query, "lang"), value, "{query:?}");
            assert_eq!(without_parameter(query.unwrap_or_default(), "lang"), rest, "{query:?}");
        }
    }

    #[tokio::test]
    async fn the_address_comes_before_the_choice_before_the_browser() {
        let (nl, en) = (Language::Dutch, Language::English);
        let table = [
            ("/", "", "", nl),
            ("/", "", "en", en),
            ("/", "wijkfonds_lang=nl", "en", nl),
            ("/", "a=b; wijkfonds_lang=en", "nl", en),
            ("/?lang=nl", "wijkfonds_lang=en", "en", nl),
            ("/?lang=fr", "wijkfonds_lang=en", "nl", en),
            ("/?lang=fr", "wijkfonds_lang=fr", "fr", nl),
        ];
        for (uri, cookie, accept, expected) in table {
            let request = axum::http::Request::builder()
                .uri(uri)
                .header(COOKIE, cookie)
                .header(ACCEPT_LANGUAGE, accept);
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            let Ok(language) = Language::from_request_parts(&mut parts, &()).await;
            assert_eq!(language, expected, "{uri} {cookie} {accept}");
        }
    }
}
