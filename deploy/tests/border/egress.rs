//! What leaves is in the egress log before a byte of it leaves, and as it leaves.

use crate::nodes::Node;
use crate::support::{Process, World, agb, insurer, region, small_year};
use crate::wire::{answers, has_data};
use prost::Message;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::egress::{Content, Receiver};
use wijkfonds_domain::fund::Event;
use wijkfonds_domain::measure::{Measure, Period, TableId};
use wijkfonds_domain::terms::{Cents, Quarter, Year};
use wijkfonds_proto::federation::RegionClient;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::region::*;
use wijkfonds_proto::settlement::SettlementClient;
use wijkfonds_proto::tls::{Direction, Tap};

/// A released table as it travels, in this test's own words: nothing else may be in the bytes.
#[derive(Clone, PartialEq, Message)]
struct Table {
    #[prost(uint32, tag = "1")]
    year: u32,
    #[prost(string, tag = "2")]
    measure: String,
    #[prost(uint32, tag = "3")]
    catalogue_version: u32,
    #[prost(string, tag = "4")]
    policy: String,
    #[prost(uint32, tag = "7")]
    quarter: u32,
    #[prost(uint32, tag = "8")]
    version: u32,
    #[prost(message, repeated, tag = "9")]
    dimensions: Vec<Dimension>,
    #[prost(message, repeated, tag = "10")]
    cells: Vec<Cell>,
}

#[derive(Clone, PartialEq, Message)]
struct Dimension {
    #[prost(string, tag = "1")]
    kind: String,
    #[prost(message, repeated, tag = "2")]
    codes: Vec<Code>,
}

#[derive(Clone, PartialEq, Message)]
struct Code {
    #[prost(string, tag = "1")]
    code: String,
    #[prost(uint32, tag = "2")]
    parent: u32,
    #[prost(string, tag = "3")]
    label: String,
}

#[derive(Clone, PartialEq, Message)]
struct Cell {
    #[prost(uint64, optional, tag = "1")]
    figure: Option<u64>,
    #[prost(message, optional, tag = "2")]
    suppression: Option<()>,
    #[prost(message, optional, tag = "4")]
    nil: Option<()>,
}

#[derive(Clone, PartialEq, Message)]
struct Tables {
    #[prost(message, repeated, tag = "1")]
    tables: Vec<Table>,
    #[prost(string, tag = "2")]
    next_page_token: String,
}

#[derive(Clone, PartialEq, Message)]
struct Statement {
    #[prost(string, tag = "1")]
    region: String,
    #[prost(uint32, tag = "2")]
    year: u32,
    #[prost(uint32, tag = "3")]
    quarter: u32,
    #[prost(string, tag = "4")]
    uzovi: String,
    #[prost(uint64, tag = "5")]
    insured: u64,
    #[prost(uint64, optional, tag = "6")]
    settled_insured: Option<u64>,
    #[prost(string, tag = "7")]
    source: String,
    #[prost(string, tag = "8")]
    reference_date: String,
    #[prost(int64, tag = "9")]
    rate_cents: i64,
    #[prost(uint32, tag = "10")]
    rate_version: u32,
    #[prost(int64, tag = "11")]
    due_cents: i64,
    #[prost(int64, tag = "12")]
    cumulative_due_cents: i64,
    #[prost(int64, tag = "13")]
    zn_attributed_cents: i64,
    #[prost(int64, tag = "14")]
    difference_cents: i64,
    #[prost(int32, tag = "15")]
    attribution: i32,
}

#[derive(Clone, PartialEq, Message)]
struct Statements {
    #[prost(message, repeated, tag = "1")]
    statements: Vec<Statement>,
}

/// What a node showed before it was encrypted, each time with the journal as it stood on disk then.
type Shown = Arc<Mutex<Vec<(Vec<u8>, Vec<Event>)>>>;

fn tap(journal: PathBuf, receiver: &'static str, shown: &Shown) -> Tap {
    let shown = Arc::clone(shown);
    Arc::new(move |peer, direction, bytes| {
        if direction == Direction::Out && peer.identity().uri().ends_with(receiver) {
            shown.lock().unwrap().push((bytes.to_vec(), events(&journal)));
        }
    })
}

/// The events of the whole lines in a journal.
fn events(journal: &Path) -> Vec<Event> {
    #[derive(serde::Deserialize)]
    struct Entry {
        events: Vec<Event>,
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(journal).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let text: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let entries = whole.lines().map(|line| serde_json::from_str::<Entry>(&line[65..]).unwrap());
    entries.flat_map(|entry| entry.events).collect()
}

/// The last sending in a journal.
fn last_sent(events: &[Event]) -> Option<(Receiver, Vec<Content>)> {
    events.iter().rev().find_map(|event| match event {
        Event::Sent { to, contents } => Some((to.clone(), contents.clone())),
        _ => None,
    })
}

/// The first message that was sent, with what the journal said was sent when the first byte of it was shown.
fn first_message(shown: &Shown) -> (Vec<u8>, Option<(Receiver, Vec<Content>)>) {
    let shown = shown.lock().unwrap();
    let mut until_then = Vec::new();
    let first = shown.iter().find(|(bytes, _)| {
        until_then.extend_from_slice(bytes);
        has_data(&until_then)
    });
    let logged = last_sent(&first.unwrap().1);
    let bytes: Vec<u8> = shown.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
    let answers = answers(&bytes);
    let message = answers.iter().flat_map(|answer| answer.messages()).next().unwrap().to_vec();
    (message, logged)
}

/// A node with a year that is closed and released, and what it shows of its sendings to a receiver.
async fn released(world: &World, receiver: &'static str) -> (Node, Shown) {
    let shown = Shown::default();
    let config = world.node_config("twente");
    let node = Process::start("node", &config);
    let insurers = ["3311", "7119"];
    let mut clerk = small_year(world, "twente", node.border, node.office, insurers).await;
    for practice in 1..=12 {
        let mut form = crate::support::Clerk::form(practice, 100_000);
        form.applicant = agb(practice);
        let id = clerk.submit(&format!("submit-{practice}"), form).await.unwrap().id;
        clerk.grant(&id, 100_000).await.unwrap();
    }
    let close = CloseYearRequest { request_id: "close".into(), year: 2018, on: "2019-01-31".into() };
    clerk.year.close_year(close).await.unwrap();
    let release = ReleaseFiguresRequest { request_id: "release".into(), year: 2018 };
    clerk.year.release_figures(release).await.unwrap();
    drop(clerk);
    assert!(node.stop().success());
    let journal = config.parent().unwrap().join("data/journal");
    let tap = tap(journal, receiver, &shown);
    let config = wijkfonds_node::config::Config::read(&config).unwrap();
    (Node::start_from(config, Some(tap)).await, shown)
}

fn figure(cell: &Cell) -> Figure {
    match cell {
        Cell { figure: Some(figure), .. } => Figure::Value(*figure),
        Cell { suppression: Some(()), .. } => Figure::Secret,
        Cell { nil: Some(()), .. } => Figure::Nil,
        Cell { .. } => Figure::Missing,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_in_the_log_before_a_byte_of_them_leaves_and_as_they_leave() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let (node, shown) = released(&world, "/bureau").await;
    let twente = Identity::Region(region("twente"));
    let channel = world.channel(&Identity::Bureau, &twente, node.border);
    let year = Year::new(2018).unwrap();
    let received = RegionClient::new(region("twente"), channel).figures(year).await.unwrap();

    let (message, logged) = first_message(&shown);
    let (receiver, contents) = logged.expect("the log has nothing when the first byte leaves");
    assert!(receiver == Receiver::Bureau);
    let sent = Tables::decode(message.as_slice()).unwrap();
    assert_eq!(sent.encode_to_vec(), message, "something else is in the message");
    let as_logged = |table: &Table| Content::Figures {
        table: TableId {
            region: region("twente"),
            year,
            period: Period::Year,
            measure: Measure::from_code(&table.measure).unwrap(),
            catalogue_version: table.catalogue_version,
        },
        version: table.version,
        policy: table.policy.clone(),
        figures: table.cells.iter().map(figure).collect(),
    };
    assert!(sent.tables.iter().map(as_logged).eq(contents), "what is logged is not what is sent");
    assert_eq!(received.len(), sent.tables.len());
    assert!(sent.tables.iter().any(|table| table.cells[0].figure.is_some()));
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_are_in_the_log_before_a_byte_of_them_leaves_and_as_they_leave() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let (node, shown) = released(&world, "/insurer/3311").await;
    let channel = world.channel(&insurer("3311"), &Identity::Region(region("twente")), node.border);
    let received = SettlementClient::new(region("twente"), "3311".parse().unwrap(), channel)
        .statements(Year::new(2018).unwrap())
        .await
        .unwrap();

    let (message, logged) = first_message(&shown);
    let (receiver, contents) = logged.expect("the log has nothing when the first byte leaves");
    assert!(receiver == Receiver::Insurer("3311".parse().unwrap()));
    let sent = Statements::decode(message.as_slice()).unwrap();
    assert_eq!(sent.encode_to_vec(), message, "something else is in the message");
    let sent = sent.statements;
    // every figure of a statement, as the log should have it
    let as_logged = |sent: &Statement| Content::Statement {
        year: Year::new(sent.year).unwrap(),
        quarter: Quarter::new(sent.quarter).unwrap(),
        insured: sent.insured,
        settled_insured: sent.settled_insured,
        source: sent.source.clone(),
        reference_date: sent.reference_date.parse().unwrap(),
        rate: Cents::new(sent.rate_cents),
        rate_version: sent.rate_version,
        due: Cents::new(sent.due_cents),
        cumulative_due: Cents::new(sent.cumulative_due_cents),
        zn_attributed: Cents::new(sent.zn_attributed_cents),
        difference: Cents::new(sent.difference_cents),
    };
    assert!(sent.iter().map(as_logged).eq(contents), "what is logged is not what is sent");
    assert!(sent.iter().all(|statement| statement.uzovi == "3311"));
    assert_eq!((sent.len(), received.len()), (4, 4));
    node.stop().await;
}
