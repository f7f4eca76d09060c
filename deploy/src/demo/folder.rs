//! The folder of a demonstration: certificates, and configuration files that a person would also write by hand.

use super::data::Demonstration;
use super::ports::free_row;
use crate::authority::issue::{Existing, ReadError, certificate_fingerprint};
use crate::authority::profile::Validity;
use crate::authority::set::{SetError, SetPlan, make_set};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use wijkfonds_domain::terms::{BadName, InsurerKey, RegionId, StaffName, Uzovi};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::identity::{Identity, Office};
use wijkfonds_proto::tls::{Credentials, LoadError, TlsFiles};

/// How long the demonstration's certificates are valid.
const DAYS: u16 = 365;

/// What a folder was made for, in `demo.toml`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    seed: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cbs: Option<PathBuf>,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    #[error("{}: {cause}", file.display())]
    File { file: PathBuf, cause: io::Error },
    #[error("{}: {cause}", file.display())]
    Unreadable { file: PathBuf, cause: Box<toml::de::Error> },
    #[error("{}: the folder was made with {there}; use another --dir, or the same --seed and --cbs", file.display())]
    MadeOtherwise { file: PathBuf, there: String },
    #[error("the certificates: {0}")]
    Certificates(#[from] SetError),
    #[error("a certificate: {0}")]
    Certificate(#[from] ReadError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("there is no certificate for {0}")]
    NoCertificate(Identity),
    #[error("no {0} free ports in a row were found on the loopback address")]
    NoPorts(u16),
    #[error(transparent)]
    Name(#[from] BadName),
    #[error("the validity of the certificates leaves the calendar")]
    Validity,
}

/// A prepared folder.
pub(crate) struct Folder {
    root: PathBuf,
    now: Timestamp,
    certificates: BTreeMap<Identity, TlsFiles>,
}

impl Folder {
    /// Lays out a folder, or checks the one that is there.
    ///
    /// # Errors
    /// [`FolderError`], naming the file.
    pub(crate) fn prepare(
        root: &Path,
        data: &Demonstration,
        cbs: Option<&Path>,
        now: Timestamp,
    ) -> Result<Self, FolderError> {
        fs::create_dir_all(root).map_err(|cause| FolderError::File { file: root.to_owned(), cause })?;
        let root =
            fs::canonicalize(root).map_err(|cause| FolderError::File { file: root.to_owned(), cause })?;
        check_made(&root.join("demo.toml"), &Made { seed: data.seed, cbs: cbs.map(Path::to_owned) })?;
        let staff =
            Role::STAFF.map(|role| StaffName::new(role.code())).into_iter().collect::<Result<_, _>>()?;
        let plan = SetPlan {
            regions: data.regions.iter().map(|region| region.id.clone()).collect(),
            insurers: data.insurers.iter().map(|insurer| insurer.uzovi.clone()).collect(),
            staff,
        };
        let validity = Validity::days(now, DAYS).ok_or(FolderError::Validity)?;
        let issued = make_set(&root.join("certificates"), &plan, now, validity, Existing::Keep)?;
        let certificates = issued.into_iter().map(|issued| (issued.identity, issued.files)).collect();
        let folder = Self { root, now, certificates };
        folder.write_configuration(data)?;
        Ok(folder)
    }

    /// The coordinator's configuration file.
    pub(crate) fn coordinator_file(&self) -> PathBuf {
        self.root.join("coordinator/coordinator.toml")
    }

    /// A region's configuration file.
    pub(crate) fn node_file(&self, region: &RegionId) -> PathBuf {
        self.root.join(format!("regions/{region}/node.toml"))
    }

    /// An insurer's configuration file.
    pub(crate) fn insurer_file(&self, uzovi: &Uzovi) -> PathBuf {
        self.root.join(format!("insurers/{uzovi}/insurer.toml"))
    }

    /// The file that says that the year is through.
    pub(crate) fn year_is_through_file(&self) -> PathBuf {
        self.root.join("year-2018-is-through")
    }

    /// What somebody needs to call.
    ///
    /// # Errors
    /// [`FolderError`].
    pub(crate) fn credentials(&self, identity: &Identity) -> Result<Credentials, FolderError> {
        Ok(self.files(identity)?.load(self.now)?)
    }

    /// The fingerprints of the insurers' keys.
    ///
    /// # Errors
    /// [`FolderError`].
    pub(crate) fn insurer_keys(&self) -> Result<BTreeMap<Uzovi, InsurerKey>, FolderError> {
        let insurers = self.certificates.iter().filter_map(|(identity, files)| match identity {
            Identity::Insurer(uzovi) => Some((uzovi.clone(), files)),
            _ => None,
        });
        insurers.map(|(uzovi, files)| Ok((uzovi, certificate_fingerprint(&files.certificate)?))).collect()
    }

    fn files(&self, identity: &Identity) -> Result<&TlsFiles, FolderError> {
        self.certificates.get(identity).ok_or_else(|| FolderError::NoCertificate(identity.clone()))
    }

    /// Writes the configuration files, unless they are there.
    fn write_configuration(&self, data: &Demonstration) -> Result<(), FolderError> {
        if self.coordinator_file().exists() {
            return Ok(());
        }
        let count = 3 * (u16::try_from(data.regions.len()).unwrap_or(u16::MAX - 1) + 1);
        let ports = free_row(&self.root, count).ok_or(FolderError::NoPorts(count))?;
        let mut rows = ports.chunks_exact(3);
        let bureau = rows.next().ok_or(FolderError::NoPorts(count))?;
        for (region, row) in data.regions.iter().zip(rows) {
            let text = self.node_text(&region.id, row)?;
            write(&self.node_file(&region.id), &text)?;
            write(&self.node_file(&region.id).with_file_name("rules.toml"), region.rules_toml)?;
            self.write_staff(&self.node_file(&region.id), &Office::Region(region.id.clone()), 2, row[1])?;
        }
        for insurer in &data.insurers {
            let identity = Identity::Insurer(insurer.uzovi.clone());
            let text = format!("coordinator = \"{}\"\n{}", bureau[0], self.section_lines(&identity, 2)?);
            write(&self.insurer_file(&insurer.uzovi), &text)?;
        }
        self.write_staff(&self.coordinator_file(), &Office::Bureau, 1, bureau[1])?;
        // last: it says that the others are there
        write(&self.coordinator_file(), &self.coordinator_text(bureau)?)
    }

    /// Writes beside a server's file what each member of its staff needs to work from a terminal.
    fn write_staff(
        &self,
        server_file: &Path,
        office: &Office,
        depth: usize,
        listener: SocketAddr,
    ) -> Result<(), FolderError> {
        for role in Role::STAFF {
            let staff = Identity::Staff { office: office.clone(), name: StaffName::new(role.code())? };
            let lines = self.section_lines(&staff, depth)?;
            let text = format!(
                "# For `wijkfonds office --config`. Paths are relative to this file.\naddress = \"{listener}\"\n{lines}"
            );
            write(&server_file.with_file_name(format!("{}.toml", role.code())), &text)?;
        }
        Ok(())
    }

    fn node_text(&self, region: &RegionId, ports: &[SocketAddr]) -> Result<String, FolderError> {
        let office = Identity::Server { office: Office::Region(region.clone()) };
        let sections = self.sections(&Identity::Region(region.clone()), &office, 2, ports)?;
        Ok(format!(
            "# The node of one region. Paths are relative to this file.\nregion = \"{region}\"\n{sections}"
        ))
    }

    fn coordinator_text(&self, ports: &[SocketAddr]) -> Result<String, FolderError> {
        let office = Identity::Server { office: Office::Bureau };
        let sections = self.sections(&Identity::Bureau, &office, 1, ports)?;
        Ok(format!("# The national bureau. Paths are relative to this file.\nround_seconds = 2\n{sections}"))
    }

    /// The sections of a file that lies `depth` folders below the root.
    fn sections(
        &self,
        border: &Identity,
        office: &Identity,
        depth: usize,
        ports: &[SocketAddr],
    ) -> Result<String, FolderError> {
        let staff = Role::STAFF.map(|role| format!("{0} = [\"{0}\"]\n", role.code())).concat();
        Ok(format!(
            "data = \"data\"\nlanguage = \"nl\"\nnotices = [\"synthetic\", \"anachronism\"]\n\
             \n[border]\nlisten = \"{}\"\n{}\n[office]\nlisten = \"{}\"\n{}\n[pages]\nlisten = \"{}\"\n\n[staff]\n{staff}",
            ports[0],
            self.section_lines(border, depth)?,
            ports[1],
            self.section_lines(office, depth)?,
            ports[2],
        ))
    }

    /// Where somebody's certificate, key and authority are, seen from `depth` folders below the root: the folder
    /// can be moved as a whole.
    fn section_lines(&self, identity: &Identity, depth: usize) -> Result<String, FolderError> {
        let line = |key: &str, path: &Path| {
            let inside = path.strip_prefix(&self.root).unwrap_or(path);
            let relative = format!("{}{}", "../".repeat(depth), inside.display());
            format!("{key} = {}\n", toml::Value::from(relative))
        };
        let files = self.files(identity)?;
        Ok([
            line("certificate", &files.certificate),
            line("key", &files.key),
            line("authority", &files.authority),
        ]
        .concat())
    }
}

fn check_made(file: &Path, made: &Made) -> Result<(), FolderError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            let cbs = made.cbs.as_deref().map(Path::to_string_lossy);
            let cbs = cbs.map_or(String::new(), |cbs| format!("cbs = {}\n", toml::Value::from(cbs.as_ref())));
            return write(file, &format!("# What this folder was made for.\nseed = {}\n{cbs}", made.seed));
        }
        Err(cause) => return Err(FolderError::File { file: file.to_owned(), cause }),
    };
    let there: Made = toml::from_str(&text)
        .map_err(|cause| FolderError::Unreadable { file: file.to_owned(), cause: Box::new(cause) })?;
    if there == *made {
        return Ok(());
    }
    let cbs = there.cbs.map_or(String::new(), |cbs| format!(" --cbs {}", cbs.display()));
    Err(FolderError::MadeOtherwise { file: file.to_owned(), there: format!("--seed {}{cbs}", there.seed) })
}

fn write(file: &Path, text: &str) -> Result<(), FolderError> {
    let fault = |cause| FolderError::File { file: file.to_owned(), cause };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    fs::write(file, text).map_err(fault)
}
