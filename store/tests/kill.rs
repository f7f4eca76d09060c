//! Kills a process that writes, again and again on the same folder, and looks for everything that it answered.
//!
//! Without a test harness: the process that is killed is this same executable.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
};

use wijkfonds_store::{Context, Fault, Machine, Options, Overlay, Request, Store};

const KILLS: usize = 12;

/// Keeps the last number of each writer.
struct Counter;

impl Machine for Counter {
    const FORM: u32 = 1;
    type Command = (u64, u64);
    type Event = (u64, u64);
    type Refusal = ();

    fn decide(
        &self,
        _: &Overlay<'_>,
        number: &(u64, u64),
        _: &Context,
    ) -> Result<Result<Vec<(u64, u64)>, ()>, Fault> {
        Ok(Ok(vec![*number]))
    }

    fn apply(
        &self,
        records: &mut Overlay<'_>,
        (task, number): &(u64, u64),
        _: &Context,
    ) -> Result<(), Fault> {
        records.put(task.to_be_bytes(), number.to_be_bytes());
        Ok(())
    }
}

fn open(data: &Path) -> Store<Counter> {
    let options = Options { segment_bytes: 20_000, cache_bytes: 1 << 20, ..Options::default() };
    Store::open(data, Counter, options, |_| {}).expect("the folder opens")
}

fn request(round: u64, task: u64, number: u64) -> Request<(u64, u64)> {
    Request {
        request_id: format!("{round}/{task}/{number}"),
        actor: "an".into(),
        at: "2018-01-01T00:00:00Z".into(),
        command: (task, number),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime")
}

/// Writes for ever with eight tasks, and prints each answer after it has come.
fn write_until_killed(data: &Path, round: u64) {
    let store = open(data);
    runtime().block_on(async {
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = store.clone();
                tokio::spawn(async move {
                    for number in 1.. {
                        let committed = store.submit(request(round, task, number)).await.expect("an answer");
                        let line = format!("{round} {task} {number} {}\n", committed.seq);
                        std::io::stdout().write_all(line.as_bytes()).expect("a reader");
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("it never ends");
        }
    });
}

/// Lets a process write until it has answered so often, kills it, and returns all that it answered.
fn answered_until_killed(data: &Path, round: usize) -> Vec<[u64; 4]> {
    let mut writer = Command::new(env::current_exe().expect("this executable"))
        .args(["--write", data.to_str().expect("a path in text"), &round.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let mut output = BufReader::new(writer.stdout.take().expect("its output"));
    let mut text = String::new();
    for _ in 0..1 + round * 37 {
        output.read_line(&mut text).expect("a line");
    }
    writer.kill().expect("it still runs");
    writer.wait().expect("its end");
    output.read_to_string(&mut text).expect("the rest");
    let whole_lines = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
    whole_lines
        .lines()
        .map(|line| {
            let numbers: Vec<u64> = line.split(' ').map(|word| word.parse().expect("a number")).collect();
            numbers.try_into().expect("four numbers")
        })
        .collect()
}

fn nothing_answered_is_lost_when_the_process_is_killed() {
    let data = tempfile::tempdir().expect("a folder");
    let mut answered = Vec::new();
    for round in 0..KILLS {
        answered.extend(answered_until_killed(data.path(), round));
    }

    let store = open(data.path());
    let history = store.history(1, usize::MAX).expect("a history");
    assert!(answered.len() > KILLS * KILLS && history.len() >= answered.len());
    for [round, task, number, seq] in &answered {
        let entry = &history[usize::try_from(seq - 1).expect("a small number")];
        assert_eq!(entry.request_id, format!("{round}/{task}/{number}"));
        assert_eq!((entry.seq, &entry.events), (*seq, &vec![(*task, *number)]));
    }
    runtime().block_on(async {
        let [round, task, number, seq] = answered[answered.len() / 2];
        let again = store.submit(request(round, task, number)).await.expect("the first answer");
        assert_eq!((again.seq, again.repeated), (seq, true));
    });
    println!("{} answered in {KILLS} processes, all there", answered.len());
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "--write", data, round] => write_until_killed(Path::new(data), round.parse().expect("a number")),
        [_, "--list", ..] => println!("nothing_answered_is_lost_when_the_process_is_killed: test"),
        _ => nothing_answered_is_lost_when_the_process_is_killed(),
    }
}
