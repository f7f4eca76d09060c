//! The node's commands, for `wijkfonds-node` and for `wijkfonds node`.

use crate::config::{BadConfig, Config};
use crate::run::{Hooks, StartError, start};
use clap::Subcommand;
use std::io;
use std::path::PathBuf;
use wijkfonds_edge::parts::RunError;
use wijkfonds_edge::shutdown::Shutdown;
use wijkfonds_store::journal::{self, Verified};

/// What a node can be asked to do.
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// Run the node of a region.
    Run {
        /// The configuration file.
        #[arg(long, default_value = "node.toml")]
        config: PathBuf,
        /// Stop when standard input ends, as it does when the process that started this one is gone.
        #[arg(long)]
        until_input_ends: bool,
    },
    /// Check a configuration file and stop.
    CheckConfig {
        /// The configuration file.
        #[arg(long, default_value = "node.toml")]
        config: PathBuf,
    },
    /// Check, copy or put back the journal, which is the truth.
    #[command(subcommand)]
    Journal(JournalCommand),
}

/// What can be done with a journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Check the chain of a data folder.
    Verify {
        /// The data folder.
        data: PathBuf,
    },
    /// Copy the journal of a data folder, also while its node runs.
    Export {
        /// The data folder.
        data: PathBuf,
        /// A folder that does not exist yet or is empty.
        to: PathBuf,
    },
    /// Put a copy back into an empty data folder.
    Restore {
        /// The copy.
        from: PathBuf,
        /// A folder that does not exist yet or is empty.
        data: PathBuf,
    },
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] BadConfig),
    /// Starting.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Running.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The journal is broken.
    #[error(transparent)]
    Journal(#[from] journal::Break),
    /// The journal cannot be copied.
    #[error(transparent)]
    Copy(#[from] journal::CopyError),
    /// Signals, or output.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl NodeCommand {
    /// Carries it out, and writes what people or a parent process read to `out`.
    ///
    /// # Errors
    /// [`NodeError`].
    pub async fn run(self, out: &mut (dyn io::Write + Send)) -> Result<(), NodeError> {
        match self {
            Self::Run { config, until_input_ends } => {
                let shutdown = Shutdown::on_signal()?;
                if until_input_ends {
                    shutdown.trigger_when_input_ends();
                }
                let running = start(Config::read(&config)?, Hooks::default()).await?;
                writeln!(out, "border {}", running.border)?;
                writeln!(out, "office {}", running.office)?;
                writeln!(out, "pages {}", running.pages)?;
                writeln!(out, "ready")?;
                out.flush()?;
                Ok(running.until(shutdown.triggered()).await?)
            }
            Self::CheckConfig { config } => {
                let checked = Config::read(&config)?;
                Ok(writeln!(
                    out,
                    "{}: the configuration of region {} is sound",
                    config.display(),
                    checked.region
                )?)
            }
            Self::Journal(command) => command.run(out),
        }
    }
}

impl JournalCommand {
    fn run(self, out: &mut (dyn io::Write + Send)) -> Result<(), NodeError> {
        let (word, verified) = match self {
            Self::Verify { data } => ("verified", journal::verify(&data)?),
            Self::Export { data, to } => ("exported", journal::export(&data, &to)?),
            Self::Restore { from, data } => ("restored", journal::restore(&from, &data)?),
        };
        let Verified { entries, segments, head, .. } = verified;
        Ok(writeln!(
            out,
            "{word}: {entries} entries in {segments} segments; the last is {} {}",
            head.seq, head.hash
        )?)
    }
}
