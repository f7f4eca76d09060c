//! The accept loop under a real gRPC service, health checking, over real sockets.

use crate::certificates::Authority;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_stream::StreamExt;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{
    AcceptLimits, Caller, ClientTls, Credentials, Direction, RequestLimits, ServerTls, Tap, Timeouts,
    channel, incoming, server_builder,
};

const BUREAU: &str = "spiffe://wijkfonds/bureau";
const NOORD: &str = "spiffe://wijkfonds/region/noord";

/// A server as region Noord, and what its handlers saw of their callers.
struct Served {
    authority: Authority,
    address: SocketAddr,
    callers: Arc<Mutex<Vec<Caller>>>,
}

impl Served {
    async fn start(limits: AcceptLimits, tap: Option<Tap>) -> Self {
        let authority = Authority::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let incoming = incoming(listener, ServerTls::new(&authority.credentials(NOORD)), limits, tap);
        let callers = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&callers);
        let remember = move |request: Request<()>| {
            let caller =
                Caller::of(request.extensions()).ok_or_else(|| Status::unauthenticated("no caller"))?;
            seen.lock().unwrap().push(caller.clone());
            Ok(request)
        };
        let (_, health) = tonic_health::server::health_reporter();
        let router =
            server_builder(&RequestLimits::default()).add_service(InterceptedService::new(health, remember));
        tokio::spawn(router.serve_with_incoming(incoming));
        Self { authority, address, callers }
    }

    fn dial(&self, credentials: &Credentials, expected: &str) -> HealthClient<Channel> {
        let expected = Identity::parse_uri(expected).unwrap();
        let tls = ClientTls::new(credentials);
        HealthClient::new(channel(&self.address.into(), &tls, &expected, &Timeouts::default()))
    }

    async fn call_as_bureau(&self) -> Result<(), Status> {
        check(&mut self.dial(&self.authority.credentials(BUREAU), NOORD)).await
    }
}

async fn check(client: &mut HealthClient<Channel>) -> Result<(), Status> {
    client.check(HealthCheckRequest { service: String::new() }).await.map(|_| ())
}

#[tokio::test]
async fn a_handler_sees_who_calls() {
    let server = Served::start(AcceptLimits::default(), None).await;
    for uri in [BUREAU, "spiffe://wijkfonds/insurer/3311"] {
        let credentials = server.authority.credentials(uri);
        check(&mut server.dial(&credentials, NOORD)).await.unwrap();
        let caller = server.callers.lock().unwrap().pop().unwrap();
        assert_eq!(&caller.peer, credentials.as_peer());
        assert_eq!(caller.peer.identity().uri(), uri);
        assert!(caller.remote.ip().is_loopback());
    }
}

#[tokio::test]
async fn a_call_to_another_identity_than_answers_fails_before_the_server_hears_anything() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let server = Served::start(AcceptLimits::default(), Some(recorder(&heard))).await;
    let credentials = server.authority.credentials(BUREAU);
    let mut client = server.dial(&credentials, "spiffe://wijkfonds/region/zuid");
    assert!(check(&mut client).await.is_err());
    // A second connection, whose bytes come later than any of the first would have.
    server.call_as_bureau().await.unwrap();
    let heard = heard.lock().unwrap();
    let prefaces =
        all(&heard, Direction::In).windows(PREFACE.len()).filter(|bytes| *bytes == PREFACE).count();
    assert_eq!(prefaces, 1);
}

#[tokio::test]
async fn callers_that_fail_or_stay_silent_do_not_keep_others_out() {
    let server = Served::start(AcceptLimits::default(), None).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(server.address).await.unwrap());
    }
    let mut garbled = TcpStream::connect(server.address).await.unwrap();
    garbled.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let refused = Authority::new().credentials(BUREAU);
    assert!(check(&mut server.dial(&refused, NOORD)).await.is_err());
    drop(TcpStream::connect(server.address).await.unwrap());

    server.call_as_bureau().await.unwrap();
    drop(silent);
}

#[tokio::test]
async fn a_silent_caller_is_hung_up_on_and_its_place_goes_to_the_next() {
    let limits = AcceptLimits {
        connections: 1,
        handshake_timeout: Duration::from_millis(50),
        ..AcceptLimits::default()
    };
    let server = Served::start(limits, None).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(silent.read(&mut [0]).await.unwrap(), 0);
    server.call_as_bureau().await.unwrap();
}

#[tokio::test]
async fn one_peer_cannot_take_the_places_of_all() {
    let server =
        Served::start(AcceptLimits { connections_per_peer: 1, ..AcceptLimits::default() }, None).await;
    let bureau = server.authority.credentials(BUREAU);
    let mut first = server.dial(&bureau, NOORD);
    check(&mut first).await.unwrap();
    assert!(check(&mut server.dial(&bureau, NOORD)).await.is_err(), "a second connection of the same peer");
    check(&mut server.dial(&server.authority.credentials("spiffe://wijkfonds/insurer/3311"), NOORD))
        .await
        .unwrap();
    check(&mut first).await.unwrap();
}

#[tokio::test]
async fn dropping_the_stream_closes_the_listener() {
    let authority = Authority::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tls = ServerTls::new(&authority.credentials(NOORD));
    drop(incoming(listener, tls, AcceptLimits::default(), None));
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_tap_sees_requests_in_plain() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let server = Served::start(AcceptLimits::default(), Some(recorder(&heard))).await;
    let mut client = server.dial(&server.authority.credentials(BUREAU), NOORD);
    let asked = client.check(HealthCheckRequest { service: "a needle".to_owned() }).await;
    assert_eq!(asked.unwrap_err().code(), tonic::Code::NotFound);

    let heard = heard.lock().unwrap();
    let requests = all(&heard, Direction::In);
    assert!(requests.starts_with(PREFACE));
    assert!(requests.windows(8).any(|bytes| bytes == b"a needle"));
    assert!(!all(&heard, Direction::Out).is_empty());
    assert!(heard.iter().all(|(peer, ..)| *peer == Identity::Bureau));
}

/// More than the buffers of TLS and TCP hold, so that writes are taken in part and put off.
#[tokio::test]
async fn a_tap_sees_every_byte_once() {
    let authority = Authority::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let tls = ServerTls::new(&authority.credentials(NOORD));
    let mut served = incoming(listener, tls, AcceptLimits::default(), Some(recorder(&heard)));
    let text: Vec<u8> = (0..8_000_000_u32).map(|index| (index % 251).to_le_bytes()[0]).collect();

    let echoing = async {
        let mut stream = served.next().await.unwrap().unwrap();
        assert_eq!(stream.caller().peer.identity(), &Identity::Bureau);
        for part in text.chunks(3_000_000) {
            stream.write_all(part).await.unwrap();
        }
        stream.flush().await.unwrap();
        let mut read = vec![0; text.len()];
        stream.read_exact(&mut read).await.unwrap();
    };
    let dialling = async {
        let tls = ClientTls::new(&authority.credentials(BUREAU));
        let tcp = TcpStream::connect(address).await.unwrap();
        let mut stream = tls.connect(tcp, &Identity::parse_uri(NOORD).unwrap()).await.unwrap();
        let mut read = vec![0; text.len()];
        stream.read_exact(&mut read).await.unwrap();
        assert!(read == text);
        stream.write_all(&text).await.unwrap();
        stream.flush().await.unwrap();
    };
    tokio::join!(echoing, dialling);

    let heard = heard.lock().unwrap();
    assert!(all(&heard, Direction::Out) == text, "what went out");
    assert!(all(&heard, Direction::In) == text, "what came in");
}

/// How every HTTP/2 client begins.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

type Heard = Vec<(Identity, Direction, Vec<u8>)>;

fn recorder(heard: &Arc<Mutex<Heard>>) -> Tap {
    let heard = Arc::clone(heard);
    Arc::new(move |peer, direction, bytes| {
        heard.lock().unwrap().push((peer.identity().clone(), direction, bytes.to_vec()));
    })
}

fn all(heard: &Heard, wanted: Direction) -> Vec<u8> {
    heard
        .iter()
        .filter(|(_, direction, _)| *direction == wanted)
        .flat_map(|(.., bytes)| bytes.clone())
        .collect()
}
