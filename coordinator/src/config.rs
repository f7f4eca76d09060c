//! The coordinator's configuration, checked whole before anything is opened or bound.

use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use wijkfonds_edge::config::{ConfigError, read};
use wijkfonds_edge::{Language, Notice};
use wijkfonds_proto::office::{ListenerConfig, Staff};

/// The national bureau, as `coordinator.toml` describes it. Paths in the file are relative to its folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where its records are.
    pub data: PathBuf,
    /// The language of messages for people who do not say which: `nl` or `en`.
    #[serde(default)]
    pub language: Language,
    /// Labels on every page.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// Seconds between two rounds along the regions: 1 to 3600.
    #[serde(default = "five")]
    round_seconds: u64,
    /// For insurers and regions.
    pub border: ListenerConfig,
    /// For the bureau's own staff.
    pub office: ListenerConfig,
    /// The pages; loopback only.
    pub pages: Pages,
    /// The staff and their roles.
    pub staff: Staff,
}

/// Where the pages are.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// A loopback address.
    pub listen: SocketAddr,
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadConfig {
    /// The file cannot be read, or a key in it is wrong.
    #[error(transparent)]
    File(#[from] ConfigError),
    /// The pages are for this machine alone.
    #[error("`pages.listen` is {0}; pages are served on a loopback address only")]
    PagesNotLoopback(SocketAddr),
    /// Nobody could work.
    #[error("`staff` names nobody with a role")]
    NoStaff,
    /// Rounds that are no rounds.
    #[error("`round_seconds` lies between 1 and 3600")]
    RoundSeconds,
}

const fn five() -> u64 {
    5
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`BadConfig`], naming the file, line and key.
    pub fn read(path: &Path) -> Result<Self, BadConfig> {
        let file: Self = read(path)?;
        if !file.pages.listen.ip().is_loopback() {
            return Err(BadConfig::PagesNotLoopback(file.pages.listen));
        }
        if file.staff.is_empty() {
            return Err(BadConfig::NoStaff);
        }
        if !(1..=3600).contains(&file.round_seconds) {
            return Err(BadConfig::RoundSeconds);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        Ok(Self {
            data: folder.join(&file.data),
            border: file.border.in_folder(folder),
            office: file.office.in_folder(folder),
            ..file
        })
    }

    /// The pause between two rounds along the regions.
    #[must_use]
    pub fn round_pause(&self) -> Duration {
        Duration::from_secs(self.round_seconds)
    }
}
