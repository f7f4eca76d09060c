//! The parts of a configuration file that are about listeners and staff, for every server alike.

use super::Listener;
use crate::access::{AccessLayer, Role};
use crate::identity::Identity;
use crate::tls::{Caller, Credentials, LoadError, ServerTls, Tap, TlsFiles};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;
use wijkfonds_domain::terms::StaffName;

/// A listener over mTLS, as a section of a configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListenerConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    certificate: PathBuf,
    key: PathBuf,
    authority: PathBuf,
}

/// Why a listener cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A certificate, key or authority.
    #[error(transparent)]
    Tls(#[from] LoadError),
    /// A certificate of somebody else.
    #[error("`{section}.certificate` names {found}, not {expected}")]
    OtherIdentity {
        /// The section of the configuration file.
        section: &'static str,
        /// Whom it names.
        found: Identity,
        /// Whom it should name.
        expected: Identity,
    },
    /// The address.
    #[error("`{section}.listen`: cannot listen on {address}: {cause}")]
    Bind {
        /// The section of the configuration file.
        section: &'static str,
        /// Where.
        address: SocketAddr,
        /// Why not.
        cause: io::Error,
    },
}

/// A listener that is bound, with its credentials.
pub struct Opened {
    /// The socket.
    pub listener: TcpListener,
    /// Where it listens: the port is the system's choice when the file says 0.
    pub address: SocketAddr,
    /// Its certificate, and whom it trusts.
    pub credentials: Credentials,
}

impl Opened {
    /// The listener, ready to serve what `access` allows.
    #[must_use]
    pub fn into_listener(
        self,
        access: AccessLayer,
        descriptors: &'static [u8],
        dangerous_tap: Option<Tap>,
    ) -> Listener {
        let tls = ServerTls::new(&self.credentials);
        Listener { listener: self.listener, tls, access, descriptors, dangerous_tap }
    }
}

impl ListenerConfig {
    /// The same with its files found from the folder of the configuration file.
    #[must_use]
    pub fn in_folder(self, folder: &Path) -> Self {
        Self {
            listen: self.listen,
            certificate: folder.join(self.certificate),
            key: folder.join(self.key),
            authority: folder.join(self.authority),
        }
    }

    /// Loads the credentials, checks whom they name, and binds.
    ///
    /// # Errors
    /// [`OpenError`], naming the file or the section.
    pub async fn open(
        &self,
        section: &'static str,
        expected: Identity,
        now: Timestamp,
    ) -> Result<Opened, OpenError> {
        let files = TlsFiles {
            certificate: self.certificate.clone(),
            key: self.key.clone(),
            authority: self.authority.clone(),
        };
        let credentials = files.load(now)?;
        let found = credentials.identity().clone();
        if found != expected {
            return Err(OpenError::OtherIdentity { section, found, expected });
        }
        let bind = |cause| OpenError::Bind { section, address: self.listen, cause };
        let listener = TcpListener::bind(self.listen).await.map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;
        Ok(Opened { listener, address, credentials })
    }
}

/// An office's staff and their roles, as a section of a configuration file: `anna = ["clerk"]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Staff(BTreeMap<StaffName, Vec<RoleCode>>);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct RoleCode(Role);

impl TryFrom<String> for RoleCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        let roles = Role::STAFF.map(Role::code).join(", ");
        Role::staff_from_code(&code)
            .map(Self)
            .ok_or_else(|| format!("`{code}` is no role; the roles are {roles}"))
    }
}

impl Staff {
    /// Whether nobody has a role.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(Vec::is_empty)
    }

    /// The roles of a caller: those of the member of staff that the certificate names, if it names one.
    #[must_use]
    pub fn roles_of(&self, caller: &Caller) -> Vec<Role> {
        let Identity::Staff { name, .. } = caller.peer.identity() else { return Vec::new() };
        self.0.get(name).into_iter().flatten().map(|RoleCode(role)| *role).collect()
    }
}
