//! The processes of the federation: this executable again, once for the coordinator and once for each region.

use super::data::Demonstration;
use super::folder::Folder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::JoinSet;
use wijkfonds_domain::terms::RegionId;
use wijkfonds_proto::tls::Address;

/// How long a process may take until it serves: its journal is checked first.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How long a process gets to stop by itself.
const STOP_LIMIT: Duration = Duration::from_secs(8);

/// Why a process does not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProcessError {
    #[error("{name} cannot be started: {cause}")]
    Start { name: String, cause: io::Error },
    #[error("{name} ended before it served; {} says why", log.display())]
    EndedEarly { name: String, log: PathBuf },
    #[error("{name} did not serve within {} seconds; {} says more", START_LIMIT.as_secs(), log.display())]
    TooSlow { name: String, log: PathBuf },
    #[error("{name} said something that cannot be read: {line}")]
    Unreadable { name: String, line: String },
    #[error("a start was interrupted")]
    Interrupted,
}

/// A process that serves.
pub(crate) struct Served {
    /// Where its border listener is.
    pub(crate) border: Address,
    /// Where its office listener is.
    pub(crate) office: Address,
    /// Where its pages are, with the token that opens them.
    pub(crate) pages: String,
    name: String,
    command: String,
    config: PathBuf,
    log: PathBuf,
    child: Child,
    /// The process stops when this is closed, also when we are killed.
    stdin: Option<ChildStdin>,
}

/// All processes of the federation.
pub(crate) struct Federation {
    pub(crate) coordinator: Served,
    pub(crate) nodes: BTreeMap<RegionId, Served>,
}

impl Federation {
    /// Starts the coordinator and the nodes, the nodes at the same time.
    ///
    /// # Errors
    /// [`ProcessError`]; whatever had been started stops, as its input is closed.
    pub(crate) async fn start(
        folder: &Folder,
        data: &Demonstration,
        say: fn(&str),
    ) -> Result<Self, ProcessError> {
        let coordinator = Served::start("coordinator", "coordinator", &folder.coordinator_file()).await?;
        say(&format!("coordinator: border on {}, office on {}", coordinator.border, coordinator.office));
        let mut starts = JoinSet::new();
        for region in &data.regions {
            let (id, file) = (region.id.clone(), folder.node_file(&region.id));
            starts.spawn(async move {
                let served = Served::start("node", id.as_str(), &file).await?;
                Ok::<_, ProcessError>((id, served))
            });
        }
        let mut nodes = BTreeMap::new();
        while let Some(started) = starts.join_next().await {
            let (region, served) = started.map_err(|_| ProcessError::Interrupted)??;
            nodes.insert(region.clone(), served);
            let count = format!("node {} of {}", nodes.len(), data.regions.len());
            say(&format!("{count}: {region} serves"));
        }
        Ok(Self { coordinator, nodes })
    }

    /// Says of each process when it ends, and how to start it again. The others go on: each works without the rest.
    /// Does not end by itself.
    pub(crate) async fn watch(&mut self, say: fn(&str)) {
        let mut ended = BTreeSet::new();
        loop {
            for served in self.nodes.values_mut().chain([&mut self.coordinator]) {
                if !matches!(served.child.try_wait(), Ok(None)) && ended.insert(served.name.clone()) {
                    say(&served.farewell());
                }
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    /// Stops all processes and waits for them; what has not stopped after eight seconds is killed.
    pub(crate) async fn stop(self) {
        let mut stops = JoinSet::new();
        for mut served in self.nodes.into_values().chain([self.coordinator]) {
            served.stdin = None;
            stops.spawn(async move {
                if tokio::time::timeout(STOP_LIMIT, served.child.wait()).await.is_err() {
                    tracing::warn!(name = served.name, "did not stop in time and is killed");
                    // it may have ended meanwhile, which is what is wanted
                    let _ = served.child.kill().await;
                }
            });
        }
        while stops.join_next().await.is_some() {}
    }
}

impl Served {
    /// What is said when the process has ended before the others.
    fn farewell(&self) -> String {
        let Self { name, command, config, log, .. } = self;
        let again = format!("wijkfonds {command} run --config {}", config.display());
        format!(
            "{name} has ended, and the others go on; {} says more. To start it again: {again}",
            log.display()
        )
    }

    async fn start(command: &str, name: &str, config: &Path) -> Result<Self, ProcessError> {
        let fault = |cause| ProcessError::Start { name: name.to_owned(), cause };
        let log = config.with_file_name("log.txt");
        let file = File::options().create(true).append(true).open(&log).map_err(fault)?;
        let mut child = Command::new(std::env::current_exe().map_err(fault)?)
            .args([command, "run", "--until-input-ends", "--config"])
            .arg(config)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(file)
            .kill_on_drop(true)
            .spawn()
            .map_err(fault)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let ended = || ProcessError::EndedEarly { name: name.to_owned(), log: log.clone() };
        let mut lines = BufReader::new(stdout.ok_or_else(ended)?).lines();
        let mut said = BTreeMap::new();
        let reading = async {
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "ready" {
                    return Ok(());
                }
                let (key, value) = line.split_once(' ').unwrap_or((line.as_str(), ""));
                said.insert(key.to_owned(), value.to_owned());
            }
            Err(ended())
        };
        let slow = |_| ProcessError::TooSlow { name: name.to_owned(), log: log.clone() };
        tokio::time::timeout(START_LIMIT, reading).await.map_err(slow)??;
        let address = |key: &str| {
            let text = said.get(key).map_or("", String::as_str);
            text.parse()
                .map_err(|_| ProcessError::Unreadable { name: name.to_owned(), line: text.to_owned() })
        };
        Ok(Self {
            border: address("border")?,
            office: address("office")?,
            pages: said.get("pages").cloned().unwrap_or_default(),
            name: name.to_owned(),
            command: command.to_owned(),
            config: config.to_owned(),
            log: log.clone(),
            child,
            stdin,
        })
    }
}
