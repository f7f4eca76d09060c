//! A node's configuration, checked whole before anything is opened or bound.

use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use wijkfonds_domain::terms::RegionId;
use wijkfonds_edge::config::{ConfigError, read};
use wijkfonds_edge::{Language, Notice};
use wijkfonds_proto::office::{ListenerConfig, Staff};

/// A region's node, as `node.toml` describes it. Paths in the file are relative to its folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whose node this is.
    pub region: RegionId,
    /// Where its records are.
    pub data: PathBuf,
    /// The language of messages for people who do not say which: `nl` or `en`.
    #[serde(default)]
    pub language: Language,
    /// Labels on every page.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// For the bureau and insurers.
    pub border: ListenerConfig,
    /// For the fund's own staff.
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
    /// Two listeners have one address.
    #[error("`border.listen`, `office.listen` and `pages.listen` are three different addresses")]
    SameAddress,
    /// The pages are for this machine alone.
    #[error("`pages.listen` is {0}; pages are served on a loopback address only")]
    PagesNotLoopback(SocketAddr),
    /// Nobody could work.
    #[error("`staff` names nobody with a role")]
    NoStaff,
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`BadConfig`], naming the file, line and key.
    pub fn read(path: &Path) -> Result<Self, BadConfig> {
        let file: Self = read(path)?;
        let [border, office, pages] = [file.border.listen, file.office.listen, file.pages.listen];
        let same = |a: SocketAddr, b: SocketAddr| a == b && a.port() != 0;
        if same(border, office) || same(border, pages) || same(office, pages) {
            return Err(BadConfig::SameAddress);
        }
        if !pages.ip().is_loopback() {
            return Err(BadConfig::PagesNotLoopback(pages));
        }
        if file.staff.is_empty() {
            return Err(BadConfig::NoStaff);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        Ok(Self {
            data: folder.join(&file.data),
            border: file.border.in_folder(folder),
            office: file.office.in_folder(folder),
            ..file
        })
    }
}
