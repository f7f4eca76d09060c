//! `wijkfonds demo`, which is also what `wijkfonds` alone does.

use super::data::{DataError, Demonstration, demonstration};
use super::folder::{Folder, FolderError};
use super::processes::{Federation, ProcessError};
use super::summary::Summary;
use super::year::{self, StepError};
use clap::Args;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use wijkfonds_domain::index::{LeftOut, LeftOutReason};
use wijkfonds_edge::shutdown::Shutdown;

/// How the demonstration is run.
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// The folder of the demonstration; a second start goes on from what is there.
    #[arg(long, default_value = "wijkfonds-demo")]
    dir: PathBuf,
    /// Stop when the year is through instead of staying up.
    #[arg(long)]
    once: bool,
    /// Print one JSON object with the figures, last.
    #[arg(long)]
    json: bool,
    /// Which synthetic data: the same seed gives the same figures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The StatLine export 84583NED as CBS serves it: makes the Amsterdam region's areas real neighbourhoods.
    #[arg(long, value_name = "FILE")]
    cbs: Option<PathBuf>,
}

/// Why a demonstration fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DemoError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Process(#[from] ProcessError),
    #[error(transparent)]
    Step(#[from] StepError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("the figures cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the demonstration was stopped before the year was through")]
    Interrupted,
}

impl DemoArguments {
    /// Runs the demonstration.
    ///
    /// # Errors
    /// [`DemoError`]; every process that was started has been stopped.
    pub(crate) async fn run(self) -> Result<(), DemoError> {
        let shutdown = Shutdown::on_signal()?;
        say(
            "the data is synthetic; sixteen funds with the rate of 2018 is an anachronism: there were more then",
        );
        let data = Arc::new(demonstration(self.seed, self.cbs.as_deref())?);
        say_left_out(&data.left_out);
        let folder = Folder::prepare(&self.dir, &data, self.cbs.as_deref(), Timestamp::now())?;
        say(&format!("folder {}: certificates and configuration are there", self.dir.display()));
        // a start can take longer than a person who presses Ctrl-C waits; what has been started ends with it
        let mut federation = tokio::select! {
            started = Federation::start(&folder, &data, say) => started?,
            () = shutdown.triggered() => return Err(DemoError::Interrupted),
        };
        let ended = self.through(&mut federation, &folder, &data, &shutdown).await;
        say("stopping");
        federation.stop().await;
        ended
    }

    async fn through(
        &self,
        federation: &mut Federation,
        folder: &Folder,
        data: &Arc<Demonstration>,
        shutdown: &Shutdown,
    ) -> Result<(), DemoError> {
        let summary = tokio::select! {
            summary = year::run(federation, folder, data, say) => summary?,
            () = shutdown.triggered() => return Err(DemoError::Interrupted),
        };
        self.print(&summary, federation, data)?;
        if self.once {
            return Ok(());
        }
        say("the federation is up; Ctrl-C stops it");
        tokio::select! {
            () = shutdown.triggered() => {}
            () = federation.watch(say) => {}
        }
        Ok(())
    }

    fn print(
        &self,
        summary: &Summary,
        federation: &Federation,
        data: &Demonstration,
    ) -> Result<(), DemoError> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", summary.table(data))?;
        writeln!(out, "Pages (read-only, on this machine alone; each address opens only its own pages):")?;
        writeln!(out, "  bureau: {}", federation.coordinator.pages)?;
        for (region, node) in &federation.nodes {
            writeln!(out, "  {region}: {}", node.pages)?;
        }
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&summary.figures)?)?;
        }
        Ok(out.flush()?)
    }
}

/// Which neighbourhoods of the CBS file are not ranked, by reason.
fn say_left_out(left_out: &[LeftOut]) {
    let mut by_reason: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for LeftOut { code, reason } in left_out {
        let reason = match reason {
            LeftOutReason::InhabitantsNotPublished => "inhabitants not published",
            LeftOutReason::TooFewInhabitants { inhabitants: 0, .. } => "no inhabitants",
            LeftOutReason::TooFewInhabitants { .. } => "too few inhabitants to rank",
            LeftOutReason::NotPublished(_) => "an indicator is not published",
        };
        by_reason.entry(reason).or_default().push(code.as_str());
    }
    for (reason, codes) in by_reason {
        say(&format!("not ranked, {reason}: {} neighbourhoods ({})", codes.len(), codes.join(", ")));
    }
}

/// A progress line. It goes to standard error, so that standard output holds the result alone.
pub(super) fn say(line: &str) {
    eprintln!("· {line}");
}
