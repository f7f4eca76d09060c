//! The demonstration as a process, and every process that works for it.

use std::io::{BufRead, BufReader};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(crate) const WIJKFONDS: &str = env!("CARGO_BIN_EXE_wijkfonds");
/// How long a step of the demonstration may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(300);

/// Somebody who started a demonstration and reads along. It ends with them.
pub(crate) struct Demo {
    child: Child,
    /// Its progress, line by line.
    progress: Receiver<String>,
    output: Option<JoinHandle<String>>,
    folder: PathBuf,
}

/// How a demonstration ended.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    /// Standard output.
    pub(crate) printed: String,
    /// What was left of its progress.
    pub(crate) progress: Vec<String>,
    pub(crate) took: Duration,
}

impl Demo {
    /// Starts it in a process group of its own, as a shell does.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(WIJKFONDS)
            .args(["demo", "--json", "--dir"])
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let (lines, progress) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        // it ends with the process, and nobody has to be listening any more by then
        std::thread::spawn(move || {
            stderr.lines().map_while(Result::ok).try_for_each(|line| lines.send(line))
        });
        let stdout = child.stdout.take().unwrap();
        let output = std::thread::spawn(move || std::io::read_to_string(stdout).unwrap());
        Self { child, progress, output: Some(output), folder: folder.to_owned() }
    }

    /// Reads until a line contains these words. Fails when the demonstration ends before it says so.
    pub(crate) fn until(&self, words: &str) {
        self.until_line(words, |line| line.contains(words));
    }

    /// Reads until so many steps have been done in the regions.
    pub(crate) fn until_steps(&self, least: u64) {
        let steps = |line: &str| line.strip_prefix("· ")?.strip_suffix(" steps done")?.parse::<u64>().ok();
        self.until_line("steps done", |line| steps(line).is_some_and(|steps| steps >= least));
    }

    fn until_line(&self, words: &str, is_it: impl Fn(&str) -> bool) {
        let mut last = Vec::new();
        loop {
            match self.progress.recv_timeout(PATIENCE) {
                Ok(line) if is_it(&line) => return,
                Ok(line) => last.push(line),
                Err(RecvTimeoutError::Timeout) => panic!("it never said {words:?}: {last:#?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("it ended before it said {words:?}: {last:#?}"),
            }
        }
    }

    /// Sends a signal, to the process alone or to its whole group, as Ctrl-C in a terminal does.
    pub(crate) fn signal(&self, name: &str, group: bool) {
        let minus = if group { "-" } else { "" };
        let command = format!("kill -s {name} -- {minus}{}", self.child.id());
        assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success(), "{command}");
    }

    /// Waits until it has ended, at most for so long.
    pub(crate) fn ends_within(mut self, limit: Duration) -> Ended {
        let start = Instant::now();
        let mut status = None;
        wait_until("the demonstration ends", limit, || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        let took = start.elapsed();
        let printed = self.output.take().unwrap().join().unwrap();
        let progress = self.progress.iter().collect();
        Ended { status: status.unwrap(), printed, progress, took }
    }

    /// Runs it to its end.
    pub(crate) fn ends(self) -> Ended {
        self.ends_within(PATIENCE)
    }

    /// Waits until every process that works for this folder has ended, and gives how long that took.
    pub(crate) fn nobody_is_left(folder: &Path, limit: Duration) -> Duration {
        let start = Instant::now();
        wait_until("no process is left", limit, || at_work_for(folder).is_empty());
        start.elapsed()
    }

    /// The processes that work for it, itself included.
    pub(crate) fn at_work(&self) -> Vec<u32> {
        at_work_for(&self.folder)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // it may have ended already, which is what is wanted; the processes it started end with it
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// Fails unless it went well, and gives its figures: the last line that it printed.
    pub(crate) fn figures(&self) -> serde_json::Value {
        assert!(self.status.success(), "{}: {:#?}", self.status, self.progress);
        serde_json::from_str(self.printed.lines().last().unwrap()).unwrap()
    }

    pub(crate) fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }
}

/// Every process with the folder in its command line.
fn at_work_for(folder: &Path) -> Vec<u32> {
    let folder = folder.to_str().unwrap().as_bytes();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().map_while(Result::ok) {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // a process may end while the folder is read
        let Ok(command) = std::fs::read(entry.path().join("cmdline")) else { continue };
        if command.windows(folder.len()).any(|part| part == folder) {
            found.push(id);
        }
    }
    found
}

fn wait_until(what: &str, limit: Duration, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < limit, "not within {limit:?}: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
