//! Who may read a page, and under which conditions a browser shows it.
//!
//! Any site that someone visits can send requests to this computer's loopback ports, and any user of this
//! computer can open them. So a request must call the server by one of its own names (a foreign name that
//! resolves to loopback is no way in), may only read, and must know the token.

use super::request::{LANGUAGE_COOKIE, LANGUAGE_PARAMETER, cookie, parameter, set_cookie, without_parameter};
use super::{AccessToken, Limits};
use crate::Language;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

const STYLE: &str = include_str!("../../assets/style.css");
const FORBIDDEN: &str = include_str!("../../templates/forbidden.html");
const TOKEN_PARAMETER: &str = "token";

/// Set on every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; frame-ancestors 'none'; \
         base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a server knows to judge a request.
pub(super) struct Guard {
    token: AccessToken,
    cookie: String,
    hosts: Vec<String>,
    slots: Semaphore,
    time: Duration,
}

/// How a request stands towards the token.
enum Admission {
    /// It has it, from before.
    Known,
    /// It brings it in its address, which from here on does without.
    Brought,
    /// It does not have it.
    Refused,
}

impl Guard {
    pub(super) fn new(address: SocketAddr, token: AccessToken, limits: &Limits) -> Self {
        let port = address.port();
        Self {
            token,
            // cookies are shared between the ports of a host, and several processes may serve pages on one
            cookie: format!("wijkfonds_{port}"),
            hosts: vec![
                address.to_string(),
                format!("127.0.0.1:{port}"),
                format!("[::1]:{port}"),
                format!("localhost:{port}"),
            ],
            slots: Semaphore::new(limits.requests),
            time: limits.request_time,
        }
    }

    async fn answer(&self, request: Request, next: Next) -> Response {
        if !self.is_called_by_own_name(&request) {
            return StatusCode::MISDIRECTED_REQUEST.into_response();
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
        }
        // holds nothing of anyone, and the page that refuses needs it
        if request.uri().path() == "/style.css" {
            return ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response();
        }
        match self.admission(&request) {
            Admission::Known => self.within_limits(request, next).await,
            Admission::Brought => self.let_in(request.uri()),
            Admission::Refused => (StatusCode::FORBIDDEN, Html(FORBIDDEN)).into_response(),
        }
    }

    /// By the one `Host` header, and by the request line where that names a host too.
    fn is_called_by_own_name(&self, request: &Request) -> bool {
        let is_own = |name: &str| self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        let mut named = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return false };
        let in_line = request.uri().authority();
        host.to_str().is_ok_and(is_own) && in_line.is_none_or(|authority| is_own(authority.as_str()))
    }

    fn admission(&self, request: &Request) -> Admission {
        if let Some(token) = parameter(request.uri().query(), TOKEN_PARAMETER) {
            return if self.token.is(token) { Admission::Brought } else { Admission::Refused };
        }
        match cookie(request.headers(), &self.cookie) {
            Some(token) if self.token.is(token) => Admission::Known,
            _ => Admission::Refused,
        }
    }

    /// To the same address without the token, which so does not stay in sight.
    fn let_in(&self, uri: &Uri) -> Response {
        let mut headers = HeaderMap::new();
        headers.extend(location(uri).map(|location| (header::LOCATION, location)));
        let cookie = set_cookie(&self.cookie, self.token.dangerous_text());
        headers.extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
        (StatusCode::SEE_OTHER, headers).into_response()
    }

    async fn within_limits(&self, request: Request, next: Next) -> Response {
        let Ok(_slot) = self.slots.try_acquire() else {
            tracing::warn!(reason = "TOO_MANY_REQUESTS", "page refused");
            return busy();
        };
        let chosen = parameter(request.uri().query(), LANGUAGE_PARAMETER).and_then(Language::from_code);
        let Ok(mut response) = tokio::time::timeout(self.time, next.run(request)).await else {
            tracing::warn!(reason = "TOO_SLOW", "page refused");
            return busy();
        };
        let choice = chosen.and_then(|language| set_cookie(LANGUAGE_COOKIE, language.code()));
        response.headers_mut().extend(choice.map(|cookie| (header::SET_COOKIE, cookie)));
        response
    }
}

/// The way into every route of a server.
pub(super) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = guard.answer(request, next).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
}

/// A path on this server: two slashes in front would name another.
fn location(uri: &Uri) -> Option<HeaderValue> {
    let path = uri.path().trim_start_matches('/');
    let query = without_parameter(uri.query().unwrap_or_default(), TOKEN_PARAMETER);
    let mark = if query.is_empty() { "" } else { "?" };
    HeaderValue::from_str(&format!("/{path}{mark}{query}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_on_this_server_and_keeps_the_rest_of_the_address() {
        let table = [
            ("/?token=x", "/"),
            ("/pots?token=x", "/pots"),
            ("/pots?year=2018&token=x&lang=en", "/pots?year=2018&lang=en"),
            ("//elsewhere.example/?token=x", "/elsewhere.example/"),
            ("http://127.0.0.1:1/pots?token=x", "/pots"),
        ];
        for (from, to) in table {
            assert_eq!(location(&from.parse().unwrap()).unwrap(), to, "{from}");
        }
    }
}
