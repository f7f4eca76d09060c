//! The coordinator's commands, for `wijkfonds-coordinator` and for `wijkfonds coordinator`.

use crate::config::{BadConfig, Config};
use crate::run::{Hooks, StartError, start};
use clap::Subcommand;
use std::io;
use std::path::PathBuf;
use wijkfonds_edge::parts::RunError;
use wijkfonds_edge::shutdown::Shutdown;

/// What the coordinator can be asked to do.
#[derive(Debug, Subcommand)]
pub enum CoordinatorCommand {
    /// Run the national bureau's coordinator.
    Run {
        /// The configuration file.
        #[arg(long, default_value = "coordinator.toml")]
        config: PathBuf,
        /// Stop when standard input ends, as it does when the process that started this one is gone.
        #[arg(long)]
        until_input_ends: bool,
    },
    /// Check a configuration file and stop.
    CheckConfig {
        /// The configuration file.
        #[arg(long, default_value = "coordinator.toml")]
        config: PathBuf,
    },
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CoordinatorError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] BadConfig),
    /// Starting.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Running.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Signals, or output.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl CoordinatorCommand {
    /// Carries it out, and writes what people or a parent process read to `out`.
    ///
    /// # Errors
    /// [`CoordinatorError`].
    pub async fn run(self, out: &mut (dyn io::Write + Send)) -> Result<(), CoordinatorError> {
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
                Config::read(&config)?;
                Ok(writeln!(out, "{}: the configuration of the coordinator is sound", config.display())?)
            }
        }
    }
}
