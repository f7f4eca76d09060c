//! The search for leaks is worth something only if it finds leaks: a server that leaks on purpose, over the same
//! transport and the same tap.

use crate::canaries::{Canaries, varint};
use crate::raw::{RawCodec, call};
use crate::support::{World, region};
use crate::wire::Recorder;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::body::Body;
use tonic::server::{NamedService, UnaryService};
use tonic::{Code, Request, Response, Status};
use tonic_types::{ErrorDetails, StatusExt};
use tower::Service;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{AcceptLimits, RequestLimits, ServerTls, incoming, server_builder};

const NAME: &str = "Praktijk «Kanarie» \"é\"";
const PLAIN: &str = "praktijk-kanarie-7";
const CENTS: u64 = 98_765_432_109;

/// Answers a method with the leak of that name.
#[derive(Clone)]
struct Leaky;

impl NamedService for Leaky {
    const NAME: &'static str = "planted.v1.Leaky";
}

type Boxed<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

impl Service<http::Request<Body>> for Leaky {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Boxed<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let leak = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
        Box::pin(async move { Ok(tonic::server::Grpc::new(RawCodec).unary(Leak(leak), request).await) })
    }
}

struct Leak(String);

impl UnaryService<Vec<u8>> for Leak {
    type Response = Vec<u8>;
    type Future = Boxed<Response<Vec<u8>>, Status>;

    fn call(&mut self, _: Request<Vec<u8>>) -> Self::Future {
        let answer = leak(&self.0);
        Box::pin(async move { answer })
    }
}

fn leak(name: &str) -> Result<Response<Vec<u8>>, Status> {
    let text =
        |text: &[u8]| Ok(Response::new([&[0x0a], varint(text.len() as u64).as_slice(), text].concat()));
    let number = |bytes: Vec<u8>| Ok(Response::new([vec![0x08], bytes].concat()));
    match name {
        "Text" => text(NAME.as_bytes()),
        "Json" => text(serde_json::to_string(NAME).unwrap().as_bytes()),
        "Base64" => text(STANDARD.encode(format!("x{NAME}")).as_bytes()),
        "Hex" => text(NAME.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().as_bytes()),
        "Decimal" => text(CENTS.to_string().as_bytes()),
        "Varint" => number(varint(CENTS)),
        "SmallVarint" => number(varint(1_812_345)),
        // half of it at the end of the first frame, the rest in the second
        "SplitOverFrames" => text(format!("{}{NAME}", "-".repeat(16_384 - 15)).as_bytes()),
        "StatusText" => Err(Status::internal(NAME)),
        "Details" => {
            let facts = HashMap::from([("practice".to_owned(), NAME.to_owned())]);
            let details = ErrorDetails::with_error_info("LEAK", "planted", facts);
            Err(Status::with_error_details(Code::Internal, "refused", details))
        }
        "Header" => {
            let mut response = Response::new(Vec::new());
            response.metadata_mut().insert("x-practice", PLAIN.parse().unwrap());
            Ok(response)
        }
        "Trailer" => {
            let mut status = Status::internal("refused");
            status.metadata_mut().insert("x-practice", PLAIN.parse().unwrap());
            Err(status)
        }
        "HeaderName" => {
            let mut response = Response::new(Vec::new());
            response.metadata_mut().insert(PLAIN, "1".parse().unwrap());
            Ok(response)
        }
        _ => text(b"nothing"),
    }
}

/// What a method leaks: the path, the canary, the part in which it is, and whether the raw bytes show it too.
type Row = (&'static str, &'static str, &'static str, bool);

const ROWS: [Row; 14] = [
    ("/planted.v1.Leaky/Text", NAME, "message", true),
    ("/planted.v1.Leaky/Json", NAME, "message", true),
    ("/planted.v1.Leaky/Base64", NAME, "message", true),
    ("/planted.v1.Leaky/Hex", NAME, "message", true),
    ("/planted.v1.Leaky/Decimal", "98765432109", "message", true),
    ("/planted.v1.Leaky/Varint", "98765432109", "message", true),
    ("/planted.v1.Leaky/SmallVarint", "1812345", "message", false),
    ("/planted.v1.Leaky/SplitOverFrames", NAME, "message", false),
    // headers are compressed, so that only reading them shows what is in them
    ("/planted.v1.Leaky/StatusText", NAME, "header grpc-message, percent-decoded", false),
    ("/planted.v1.Leaky/Details", NAME, "header grpc-status-details-bin, base64-decoded", false),
    ("/planted.v1.Leaky/Header", PLAIN, "header x-practice", false),
    ("/planted.v1.Leaky/Trailer", PLAIN, "header x-practice", false),
    ("/planted.v1.Leaky/HeaderName", PLAIN, "header name", false),
    ("/planted.v1.Leaky/Nothing", "", "", false),
];

#[tokio::test]
async fn every_leak_that_is_planted_is_found_where_it_was_planted() {
    let world = World::new(&["twente"], &[]);
    let identity = Identity::Region(region("twente"));
    let canaries = Canaries::of(&[NAME, PLAIN], &[CENTS, 1_812_345]);
    for (path, canary, part, is_raw) in ROWS {
        let recorder = Recorder::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let tls = ServerTls::new(&world.credentials(&identity));
        let incoming = incoming(listener, tls, AcceptLimits::default(), Some(recorder.tap()));
        let serving =
            server_builder(&RequestLimits::default()).add_service(Leaky).serve_with_incoming(incoming);
        let serving = tokio::spawn(serving);
        drop(call(&world.channel(&Identity::Bureau, &identity, address), path, Vec::new()).await);
        serving.abort();

        let leaked = canaries.leaked(&recorder);
        let parts = leaked.iter().filter(|hit| hit.canary == canary && hit.stream.is_some());
        let mut parts = parts.map(|hit| hit.part.as_str());
        assert_eq!(parts.any(|found| found == part), !part.is_empty(), "{path}: {leaked:?}");
        assert_eq!(leaked.iter().any(|hit| hit.stream.is_none()), is_raw, "{path}: {leaked:?}");
        assert!(leaked.iter().all(|hit| hit.canary == canary), "{path}: {leaked:?}");
        assert!(leaked.iter().all(|hit| hit.peer == "spiffe://wijkfonds/bureau"));
    }
}
