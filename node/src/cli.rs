//! The node's commands, for `wijkfonds-node` and for `wijkfonds node`.

use crate::app::verify;
use crate::config::{BadConfig, Config};
use crate::run::{Hooks, StartError, start};
use clap::Subcommand;
use std::io;
use std::path::{Path, PathBuf};
use wijkfonds_edge::parts::RunError;
use wijkfonds_edge::shutdown::Shutdown;
use wijkfonds_store::attachments::{AttachmentFault, Attachments};
use wijkfonds_store::journal::{self, Verified};
use wijkfonds_store::keys::{self, Imported, KeyFault};

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
    /// Copy the keys of persons, or bring them back. What is sealed of persons cannot be read without them.
    #[command(subcommand)]
    Keys(KeysCommand),
}

/// What can be done with the keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Copy the keys of a data folder into one file, also while its node runs. Do it after `journal export`, and
    /// keep it apart from the copy of the journal: whoever has both reads everything. It is not encrypted.
    Export {
        /// The data folder.
        data: PathBuf,
        /// A file that does not exist yet.
        to: PathBuf,
    },
    /// Bring the keys of a copy into a data folder whose journal is there and whose node does not run. Nobody who
    /// was erased comes back.
    Import {
        /// The copy.
        from: PathBuf,
        /// The data folder.
        data: PathBuf,
    },
}

/// What can be done with a journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Check the chain of a data folder, and every document that it names.
    Verify {
        /// The data folder.
        data: PathBuf,
    },
    /// Copy the journal of a data folder and its documents, also while its node runs.
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
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyFault),
    /// The documents cannot be read.
    #[error(transparent)]
    Attachments(#[from] AttachmentFault),
    /// Documents are missing or damaged.
    #[error("{missing} documents are missing and {damaged} are damaged; put them back from a copy")]
    Documents {
        /// How many are not there.
        missing: usize,
        /// How many hold something else.
        damaged: usize,
    },
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
            Self::Keys(command) => command.run(out),
        }
    }
}

impl JournalCommand {
    fn run(self, out: &mut (dyn io::Write + Send)) -> Result<(), NodeError> {
        let (word, verified, from, to) = match self {
            Self::Verify { data } => return verify(&data, out),
            Self::Export { data, to } => ("exported", journal::export(&data, &to)?, data, to),
            Self::Restore { from, data } => ("restored", journal::restore(&from, &data)?, from, data),
        };
        let documents = Attachments::of(&from).copy_to(&to)?;
        say(word, &verified, out)?;
        Ok(writeln!(out, "documents: {documents} {word}")?)
    }
}

fn say(word: &str, verified: &Verified, out: &mut dyn io::Write) -> Result<(), NodeError> {
    let Verified { entries, segments, head, .. } = verified;
    let (seq, hash) = (head.seq, head.hash);
    Ok(writeln!(out, "{word}: {entries} entries in {segments} segments; the last is {seq} {hash}")?)
}

/// Says what is there, and ends with an error when a document is not as the journal says.
fn verify(data: &Path, out: &mut dyn io::Write) -> Result<(), NodeError> {
    let checked = verify::check(data)??;
    say("verified", &checked.journal, out)?;
    writeln!(out, "documents: {} as the journal says", checked.sound)?;
    let found = [
        ("missing", &checked.missing),
        ("damaged", &checked.damaged),
        ("not in the journal", &checked.extra),
    ];
    for (what, digests) in found {
        for digest in digests {
            writeln!(out, "{what}: attachments/{digest}")?;
        }
    }
    let (missing, damaged) = (checked.missing.len(), checked.damaged.len());
    if missing + damaged == 0 { Ok(()) } else { Err(NodeError::Documents { missing, damaged }) }
}

impl KeysCommand {
    fn run(self, out: &mut dyn io::Write) -> Result<(), NodeError> {
        match self {
            Self::Export { data, to } => {
                let copied = keys::export(&data, &to)?;
                Ok(writeln!(out, "exported: {copied} keys; keep the file apart from the journal")?)
            }
            Self::Import { from, data } => {
                let Imported { added, there, destroyed } =
                    keys::import(&from, &data, &verify::erased(&data)?)?;
                Ok(writeln!(
                    out,
                    "imported: {added} keys added, {there} there already, {destroyed} destroyed"
                )?)
            }
        }
    }
}
