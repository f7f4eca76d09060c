//! The page server as a browser meets it: a real listener, and HTTP written by hand.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use wijkfonds_edge::Language;
use wijkfonds_edge::page::{Limits, PageError, PageServer};
use wijkfonds_edge::shutdown::Shutdown;

/// A server that runs, and what its visitors know.
struct Running {
    address: SocketAddr,
    token: String,
    end: Shutdown,
    served: JoinHandle<()>,
}

impl Running {
    async fn start(routes: Router, limits: Limits) -> Self {
        let server = PageServer::bind("127.0.0.1:0".parse().unwrap()).await.unwrap().with_limits(limits);
        let address = server.address();
        let token = server.dangerous_address_with_token().split_once("token=").unwrap().1.to_owned();
        let end = Shutdown::new();
        let served = tokio::spawn(server.serve(routes, end.triggered()));
        Self { address, token, end, served }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends the text with its placeholders filled in, and gives the whole answer.
    async fn ask(&self, request: &str) -> String {
        let request = request
            .replace("TOKEN", &self.token)
            .replace("PORT", &self.address.port().to_string())
            .replace('\n', "\r\n");
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        read(stream).await
    }

    async fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\n{OWN}{KNOWN}{CLOSE}\n")).await
    }

    async fn stop(self) {
        self.end.trigger();
        self.served.await.unwrap();
    }
}

const OWN: &str = "Host: 127.0.0.1:PORT\n";
const KNOWN: &str = "Cookie: wijkfonds_PORT=TOKEN\n";
const CLOSE: &str = "Connection: close\n";

async fn read(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

fn status(answer: &str) -> u16 {
    answer
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3))
        .and_then(|code| code.parse().ok())
        .unwrap_or(0)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

fn routes() -> Router {
    Router::new()
        .route("/", get(async || "secret overview"))
        .route("/language", get(async |language: Language| language.code()))
}

#[tokio::test]
async fn only_who_calls_the_server_by_its_name_and_knows_the_token_may_read() {
    let server = Running::start(routes(), Limits::default()).await;
    let wrong = format!("Cookie: wijkfonds_PORT={}\n", "0".repeat(40));
    let table: &[(&str, String, u16)] = &[
        ("the right token", format!("GET / HTTP/1.1\n{OWN}{KNOWN}"), 200),
        ("by the name of loopback", format!("GET / HTTP/1.1\nHost: LocalHost:PORT\n{KNOWN}"), 200),
        ("by its IPv6 name", format!("GET / HTTP/1.1\nHost: [::1]:PORT\n{KNOWN}"), 200),
        ("with other cookies", format!("GET / HTTP/1.1\n{OWN}Cookie: a=b; wijkfonds_PORT=TOKEN; c\n"), 200),
        ("only the head", format!("HEAD / HTTP/1.1\n{OWN}{KNOWN}"), 200),
        ("the stylesheet without a token", format!("GET /style.css HTTP/1.1\n{OWN}"), 200),
        ("no such page", format!("GET /nowhere HTTP/1.1\n{OWN}{KNOWN}"), 404),
        ("no token", format!("GET / HTTP/1.1\n{OWN}"), 403),
        ("no such page and no token", format!("GET /nowhere HTTP/1.1\n{OWN}"), 403),
        ("a wrong token", format!("GET / HTTP/1.1\n{OWN}{wrong}"), 403),
        ("another port's cookie", format!("GET / HTTP/1.1\n{OWN}Cookie: wijkfonds_1=TOKEN\n"), 403),
        ("a part of the token", format!("GET /?token=TOKE HTTP/1.1\n{OWN}{KNOWN}"), 403),
        ("an empty token", format!("GET /?token= HTTP/1.1\n{OWN}"), 403),
        ("the token in a header", format!("GET / HTTP/1.1\n{OWN}Authorization: Bearer TOKEN\n"), 403),
        ("the token in the address", format!("GET /?token=TOKEN HTTP/1.1\n{OWN}"), 303),
        ("a foreign name", format!("GET / HTTP/1.1\nHost: wijkfonds.example:PORT\n{KNOWN}"), 421),
        ("another port", format!("GET / HTTP/1.1\nHost: 127.0.0.1:1\n{KNOWN}"), 421),
        ("no port", format!("GET / HTTP/1.1\nHost: 127.0.0.1\n{KNOWN}"), 421),
        ("no name", format!("GET / HTTP/1.1\n{KNOWN}"), 421),
        ("two names", format!("GET / HTTP/1.1\n{OWN}Host: a.example\n{KNOWN}"), 421),
        ("a foreign name in the line", format!("GET http://a.example/ HTTP/1.1\n{OWN}{KNOWN}"), 421),
        ("a foreign name for the stylesheet", "GET /style.css HTTP/1.1\nHost: a.example\n".into(), 421),
        ("a foreign name with the token", "GET /?token=TOKEN HTTP/1.1\nHost: a.example\n".into(), 421),
        ("writing", format!("POST / HTTP/1.1\n{OWN}{KNOWN}Content-Length: 0\n"), 405),
        ("removing", format!("DELETE / HTTP/1.1\n{OWN}{KNOWN}"), 405),
        ("asking for options", format!("OPTIONS / HTTP/1.1\n{OWN}{KNOWN}"), 405),
    ];
    for (name, request, expected) in table {
        let answer = server.ask(&format!("{request}{CLOSE}\n")).await;
        assert_eq!(status(&answer), *expected, "{name}: {answer}");
        let shows = answer.contains("secret overview");
        assert_eq!(shows, *expected == 200 && request.starts_with("GET / "), "{name}: {answer}");
        if *expected == 421 {
            assert_eq!(body(&answer), "", "{name}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_not_do() {
    let server = Running::start(routes(), Limits::default()).await;
    let headers = [
        "content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; \
         frame-ancestors 'none'; base-uri 'none'\r\n",
        "x-content-type-options: nosniff\r\n",
        "x-frame-options: DENY\r\n",
        "referrer-policy: no-referrer\r\n",
        "cache-control: no-store\r\n",
        "cross-origin-resource-policy: same-origin\r\n",
    ];
    let requests = [
        format!("GET / HTTP/1.1\n{OWN}{KNOWN}"),
        format!("GET /style.css HTTP/1.1\n{OWN}"),
        format!("GET /nowhere HTTP/1.1\n{OWN}{KNOWN}"),
        format!("GET /?token=TOKEN HTTP/1.1\n{OWN}"),
        format!("GET / HTTP/1.1\n{OWN}"),
        format!("PUT / HTTP/1.1\n{OWN}"),
        "GET / HTTP/1.1\nHost: a.example\n".to_owned(),
    ];
    for request in requests {
        let answer = server.ask(&format!("{request}{CLOSE}\n")).await;
        for header in headers {
            assert!(answer.contains(header), "{header} in {answer}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn the_address_with_the_token_gives_a_cookie_and_the_address_without_it() {
    let server = Running::start(routes(), Limits::default()).await;
    let answer = server.ask(&format!("GET /language?lang=en&token=TOKEN HTTP/1.1\n{OWN}{CLOSE}\n")).await;
    assert!(answer.contains("location: /language?lang=en\r\n"), "{answer}");
    let cookie =
        format!("wijkfonds_{}={}; Path=/; HttpOnly; SameSite=Strict", server.address.port(), server.token);
    assert!(answer.contains(&format!("set-cookie: {cookie}\r\n")), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn who_has_no_token_reads_why_in_both_languages() {
    let server = Running::start(routes(), Limits::default()).await;
    let answer = server.ask(&format!("GET / HTTP/1.1\n{OWN}{CLOSE}\n")).await;
    for part in ["<html lang=\"nl\">", "Geen toegang", "<section lang=\"en\">", "No access"] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    assert!(!answer.contains(&server.token));
    server.stop().await;
}

#[tokio::test]
async fn a_language_chosen_in_the_address_stays() {
    let server = Running::start(routes(), Limits::default()).await;
    let answer = server.get("/language?lang=en").await;
    assert!(
        answer.contains("set-cookie: wijkfonds_lang=en; Path=/; HttpOnly; SameSite=Strict\r\n"),
        "{answer}"
    );
    assert_eq!(body(&answer), "en");
    let answer = server.get("/language").await;
    assert!(!answer.contains("set-cookie"), "{answer}");
    assert_eq!(body(&answer), "nl");
    server.stop().await;
}

#[tokio::test]
async fn an_address_that_others_can_reach_is_refused_by_name() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0", "[::ffff:127.0.0.1]:0", "[2001:db8::1]:0"] {
        let refused = PageServer::bind(address.parse().unwrap()).await;
        let Err(error @ PageError::NotLoopback(_)) = refused else { panic!("{address} was taken") };
        assert!(error.to_string().contains(address), "{error}");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let first = PageServer::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let error = PageServer::bind(first.address()).await.unwrap_err();
    assert_eq!(error.to_string(), format!("cannot listen on {}", first.address()));
}

#[tokio::test]
async fn nothing_of_a_server_shows_its_token() {
    let server = PageServer::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let token = server.dangerous_address_with_token().split_once("token=").unwrap().1.to_owned();
    assert!(!format!("{server:?}").contains(&token));
}

#[tokio::test]
async fn a_page_that_takes_too_long_is_given_up() {
    let routes = Router::new().route("/", get(std::future::pending::<&str>));
    let limits = Limits { request_time: Duration::from_millis(20), ..Limits::default() };
    let server = Running::start(routes, limits).await;
    assert_eq!(status(&server.get("/").await), 503);
    server.stop().await;
}

#[tokio::test]
async fn more_pages_at_once_than_allowed_are_refused() {
    let (entered, mut was_entered) = mpsc::channel(1);
    let release = Arc::new(Notify::new());
    let routes = Router::new().route("/", {
        let release = Arc::clone(&release);
        get(async move || {
            entered.send(()).await.unwrap();
            release.notified().await;
            "done"
        })
    });
    let server = Running::start(routes, Limits { requests: 1, ..Limits::default() }).await;
    let first = async {
        let answer = server.get("/").await;
        (status(&answer), body(&answer) == "done")
    };
    let second = async {
        was_entered.recv().await.unwrap();
        let answer = server.get("/").await;
        release.notify_one();
        status(&answer)
    };
    assert_eq!(tokio::join!(first, second), ((200, true), 503));
    server.stop().await;
}

#[tokio::test]
async fn a_connection_beyond_the_limit_waits_for_one_that_says_nothing_to_be_cut_off() {
    let limits = Limits { connections: 1, header_time: Duration::from_millis(20), ..Limits::default() };
    let server = Running::start(routes(), limits).await;
    let mut silent = server.connect().await;
    silent.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
    assert_eq!(status(&server.get("/").await), 200);
    server.stop().await;
}

#[tokio::test]
async fn the_end_waits_for_a_page_that_is_under_way() {
    let (entered, mut was_entered) = mpsc::channel(1);
    let release = Arc::new(Notify::new());
    let routes = Router::new().route("/", {
        let release = Arc::clone(&release);
        get(async move || {
            entered.send(()).await.unwrap();
            release.notified().await;
            "done"
        })
    });
    let server =
        Running::start(routes, Limits { end_time: Duration::from_secs(60), ..Limits::default() }).await;
    let page = server.get("/");
    let end = async {
        was_entered.recv().await.unwrap();
        server.end.trigger();
        // when nothing is accepted any more, the server has begun to end
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        release.notify_one();
    };
    let (answer, ()) = tokio::join!(page, end);
    assert_eq!(body(&answer), "done");
    server.stop().await;
}

#[tokio::test]
async fn the_end_does_not_wait_for_ever() {
    let (entered, mut was_entered) = mpsc::channel(1);
    let routes = Router::new().route(
        "/",
        get(async move || {
            entered.send(()).await.unwrap();
            std::future::pending::<&str>().await
        }),
    );
    let server =
        Running::start(routes, Limits { end_time: Duration::from_millis(20), ..Limits::default() }).await;
    let mut stream = server.connect().await;
    let request = format!("GET / HTTP/1.1\r\n{OWN}{KNOWN}\r\n").replace('\n', "\r\n").replace("\r\r", "\r");
    let request = request.replace("PORT", &server.address.port().to_string()).replace("TOKEN", &server.token);
    stream.write_all(request.as_bytes()).await.unwrap();
    was_entered.recv().await.unwrap();
    server.stop().await;
    assert_eq!(read(stream).await, "");
}
