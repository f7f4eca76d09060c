//! A small machine to run, and what every test needs around it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;
use wijkfonds_store::{
    Committed, Context, Fault, Machine, OpenError, Options, Overlay, Request, Store, SubmitError,
};

/// Keeps sums under names; a sum is never negative.
pub(crate) struct Tally;

#[derive(Serialize, Clone)]
pub(crate) enum Command {
    Add {
        name: String,
        amount: i64,
    },
    /// Adds to two names at once.
    Pair {
        amount: i64,
    },
    /// Decides that nothing happens.
    Nothing,
    /// Leads to an event with so many bytes of text.
    Say(usize),
    Panic,
    PanicInApply,
    Fault,
    FaultInApply,
    /// Leads to an event whose written form cannot be read.
    Unreadable,
    /// Has no JSON form.
    Unserialisable(BTreeMap<(u8, u8), u8>),
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub(crate) enum Event {
    Added { name: String, amount: i64 },
    Said(String),
    Index(f64),
    Panic,
    Fault,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Refusal {
    TooLittle { has: i64 },
}

impl Machine for Tally {
    const FORM: u32 = 1;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        &self,
        records: &Overlay<'_>,
        command: &Command,
        _: &Context,
    ) -> Result<Result<Vec<Event>, Refusal>, Fault> {
        let added = |name: &str, amount| Event::Added { name: name.into(), amount };
        Ok(Ok(match command {
            Command::Add { name, amount } => {
                let has = sum(records.get(name.as_bytes())?)?;
                if has + amount < 0 {
                    return Ok(Err(Refusal::TooLittle { has }));
                }
                vec![added(name, *amount)]
            }
            Command::Pair { amount } => vec![added("pair/a", *amount), added("pair/b", *amount)],
            Command::Nothing => vec![],
            Command::Say(length) => vec![Event::Said("x".repeat(*length))],
            Command::Panic => panic!("a machine that panics in decide"),
            Command::PanicInApply => vec![added("half", 1), Event::Panic],
            Command::Fault => return Err(Fault::machine("a fault in decide")),
            Command::FaultInApply => vec![added("half", 1), Event::Fault],
            Command::Unreadable => vec![Event::Index(f64::NAN)],
            Command::Unserialisable(_) => unreachable!("it never gets here"),
        }))
    }

    fn apply(&self, records: &mut Overlay<'_>, event: &Event, context: &Context) -> Result<(), Fault> {
        match event {
            Event::Added { name, amount } => {
                let total = sum(records.get(name.as_bytes())?)? + amount;
                if total == 0 {
                    records.remove(name.as_bytes());
                } else {
                    records.put(name.as_bytes(), total.to_string());
                }
            }
            Event::Said(text) => records.put(format!("said/{:020}", context.seq), text.len().to_string()),
            Event::Index(_) => {}
            Event::Panic => panic!("a machine that panics in apply"),
            Event::Fault => return Err(Fault::machine("a fault in apply")),
        }
        Ok(())
    }
}

pub(crate) fn sum(value: Option<Vec<u8>>) -> Result<i64, Fault> {
    let Some(value) = value else { return Ok(0) };
    std::str::from_utf8(&value).map_err(Fault::machine)?.parse().map_err(Fault::machine)
}

pub(crate) fn add(name: &str, amount: i64) -> Command {
    Command::Add { name: name.into(), amount }
}

pub(crate) fn request(request_id: &str, command: Command) -> Request<Command> {
    Request { request_id: request_id.into(), actor: "an".into(), at: "2018-03-01T09:00:00Z".into(), command }
}

pub(crate) type Answer = Result<Committed<Event>, SubmitError<Refusal>>;

pub(crate) fn small() -> Options {
    Options { segment_bytes: 1000, cache_bytes: 1 << 20, ..Options::default() }
}

pub(crate) fn try_open(data: &Path, options: Options) -> Result<Store<Tally>, OpenError> {
    Store::open(data, Tally, options, |_| {})
}

pub(crate) fn open(data: &Path) -> Store<Tally> {
    try_open(data, small()).unwrap()
}

/// Submits `Add` commands numbered `from..=to`, one after the other, under the ids `r-NUMBER`.
pub(crate) async fn add_numbered(store: &Store<Tally>, from: i64, to: i64) {
    for number in from..=to {
        let name = format!("name/{}", number % 7);
        store.submit(request(&format!("r-{number}"), add(&name, number))).await.unwrap();
    }
}

/// Submits `requests` so that the first makes up a batch by itself and the others wait in the queue, in their order,
/// to be one batch together. Needs a view to be held, which holds up the first.
pub(crate) async fn queue_up(
    store: &Store<Tally>,
    requests: Vec<Request<Command>>,
) -> Vec<JoinHandle<Answer>> {
    let mut waiting = Vec::new();
    for request in requests {
        let is_first = waiting.is_empty();
        let behind_first = waiting.len();
        let submitting = store.clone();
        waiting.push(tokio::spawn(async move { submitting.submit(request).await }));
        while if is_first { store.stats().entries == 0 } else { store.stats().waiting < behind_first } {
            tokio::task::yield_now().await;
        }
    }
    waiting
}

/// Everything that the records hold.
pub(crate) fn records(store: &Store<Tally>) -> Vec<(String, String)> {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let pairs = store.read().scan(b"").unwrap();
    pairs.into_iter().map(|(key, value)| (text(key), text(value))).collect()
}

/// Copies a data folder as it is at this moment, which is what the end of a process leaves behind.
pub(crate) fn as_if_killed(data: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&data.join("journal"), &copy.path().join("journal"));
    if data.join("closed").exists() {
        fs::copy(data.join("closed"), copy.path().join("closed")).unwrap();
    }
    copy
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for found in fs::read_dir(from).unwrap() {
        let found = found.unwrap();
        if found.file_type().unwrap().is_dir() {
            copy_folder(&found.path(), &to.join(found.file_name()));
        } else {
            fs::copy(found.path(), to.join(found.file_name())).unwrap();
        }
    }
}

/// The segments of a journal, in order.
pub(crate) fn segments(data: &Path) -> Vec<PathBuf> {
    let mut segments: Vec<_> =
        fs::read_dir(data.join("journal")).unwrap().map(|found| found.unwrap().path()).collect();
    segments.sort();
    segments
}
