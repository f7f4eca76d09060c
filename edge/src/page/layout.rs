//! The frame around every page.

use super::request::{LANGUAGE_PARAMETER, without_parameter};
use crate::Language;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use std::fmt;

/// HTML or SVG that goes into a page as it is. It is trusted, so it comes from templates, which escape what
/// they are given; in another template it is not escaped again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// What a template makes. Its file ends in `.html` or `.svg`, so that it escapes.
    ///
    /// # Errors
    /// Something in the template cannot be shown.
    pub fn rendered(template: &impl Template) -> Result<Self, askama::Error> {
        template.render().map(Self)
    }

    /// Takes over text as markup, unescaped. Only for text that a template made elsewhere.
    #[must_use]
    pub fn dangerous_from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text of the markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// A page: what the frame shows, and what is in it.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// The language of the whole page.
    pub language: Language,
    /// The heading and, with the product's name, the title of the window.
    pub title: &'a str,
    /// The address of the page on this server, with its query: the way back from the other language.
    pub path: &'a str,
    /// Remarks on what is shown, above the content.
    pub notices: &'a [String],
    /// The content below the heading, from `<h2>` on.
    pub body: Markup,
}

/// A way to another page of the same server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address on this server; the one that is also the page's path is shown as the current one.
    pub path: String,
    /// Its name.
    pub name: String,
}

/// The page as HTML.
pub fn html(layout: Layout<'_>) -> Html<String> {
    html_with_links(layout, &[])
}

/// The page as HTML, with the ways to the server's other pages in its head.
pub fn html_with_links(layout: Layout<'_>, links: &[Link]) -> Html<String> {
    let Layout { language, title, path, notices, body } = layout;
    let frame = Frame { language, title, path, notices, body: &body, links };
    // rendering fails only when a value cannot be shown, and these are all strings
    Html(frame.render().unwrap_or_default())
}

/// The answer for an address with no page, for a router's fallback:
/// `async |language: Language, uri: Uri| page::not_found(language, uri.path())`.
#[must_use]
pub fn not_found(language: Language, path: &str) -> Response {
    message(language, path, StatusCode::NOT_FOUND, "page-not-found-title", "page-not-found-text")
}

/// The answer when a page cannot be made. It says nothing of why: that is logged where it happened.
#[must_use]
pub fn fault(language: Language, path: &str) -> Response {
    message(language, path, StatusCode::INTERNAL_SERVER_ERROR, "page-fault-title", "page-fault-text")
}

fn message(language: Language, path: &str, status: StatusCode, title: &str, text: &str) -> Response {
    let (title, text) = (language.word(title), language.word(text));
    let message = Message { language, text: &text };
    let body = Markup::rendered(&message).unwrap_or_default();
    let layout = Layout { language, title: &title, path, notices: &[], body };
    (status, html(layout)).into_response()
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Frame<'a> {
    language: Language,
    title: &'a str,
    path: &'a str,
    notices: &'a [String],
    body: &'a Markup,
    links: &'a [Link],
}

impl Frame<'_> {
    fn word(&self, key: &str) -> String {
        self.language.word(key)
    }

    /// This page in another language. Two slashes in front would name another server.
    fn path_in(&self, language: &Language) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((self.path, ""));
        let query = without_parameter(query, LANGUAGE_PARAMETER);
        let mark = if query.is_empty() { "" } else { "&" };
        let path = path.trim_start_matches('/');
        format!("/{path}?{query}{mark}{LANGUAGE_PARAMETER}={}", language.code())
    }

    fn is_current(&self, link: &Link) -> bool {
        self.path.split('?').next() == Some(link.path.as_str())
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    language: Language,
    text: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(language: Language, path: &str) -> String {
        let links = [("/", "Overzicht"), ("/pots", "Potten")];
        let links = links.map(|(path, name)| Link { path: path.into(), name: name.into() });
        let notices = ["<b> & verzonnen".to_owned()];
        let body = Markup::dangerous_from_text("<h2>Inhoud</h2>");
        let layout = Layout { language, title: "A & <B>", path, notices: &notices, body };
        html_with_links(layout, &links).0
    }

    #[test]
    fn a_page_has_its_frame_and_escapes_what_is_not_markup() {
        let page = page(Language::Dutch, "/pots?year=2018&lang=nl");
        let parts = [
            "<html lang=\"nl\">",
            "<title>A &#38; &#60;B&#62; – Wijkfonds</title>",
            "<h1>A &#38; &#60;B&#62;</h1>",
            "&#60;b&#62; &#38; verzonnen",
            "<h2>Inhoud</h2>",
            "<a class=\"skip\" href=\"#content\">Naar de inhoud</a>",
            "<main id=\"content\" tabindex=\"-1\">",
            "<a href=\"/pots?year=2018&#38;lang=en\" lang=\"en\" hreflang=\"en\">English</a>",
            "<a href=\"/pots?year=2018&#38;lang=nl\" lang=\"nl\" hreflang=\"nl\" aria-current=\"true\">Nederlands</a>",
            "<a href=\"/pots\" aria-current=\"page\">Potten</a>",
            "<a href=\"/\">Overzicht</a>",
        ];
        for part in parts {
            assert!(page.contains(part), "{part}\nin\n{page}");
        }
        for absent in ["<script", " style=", " onclick="] {
            assert!(!page.contains(absent), "{absent}\nin\n{page}");
        }
    }

    #[test]
    fn every_word_of_the_frame_is_there_in_both_languages() {
        for language in Language::ALL {
            let page = page(language, "/");
            assert!(!page.contains(['{', '}']), "{page}");
            assert!(page.contains(&format!("?lang={}\"", language.code())), "{page}");
        }
    }

    #[test]
    fn the_other_language_is_on_this_server() {
        let page = page(Language::Dutch, "//elsewhere.example/");
        assert!(page.contains("href=\"/elsewhere.example/?lang=en\""), "{page}");
    }

    #[test]
    fn markup_goes_into_a_template_as_it_is_and_text_does_not() {
        let language = Language::English;
        let inner = Markup::rendered(&Message { language, text: "<i>" }).unwrap();
        assert!(inner.as_str().contains("&#60;i&#62;"));
        let layout = Layout { language, title: "", path: "/", notices: &[], body: inner.clone() };
        assert!(html(layout).0.contains(inner.as_str()));
    }
}
