//! A small federation in a folder of its own: certificates, configuration, processes, and clients for everyone.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::wildcard_imports
)]

mod bureau;
mod office;
mod patience;
mod process;

pub use bureau::{Bureau, reason};
pub use office::{Clerk, agb, last, rules, small_year};
pub use patience::eventually;
pub use process::Process;

use jiff::Timestamp;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tonic::transport::Channel;
use wijkfonds_domain::terms::{RegionId, StaffName, Uzovi};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::identity::{Identity, Office};
use wijkfonds_proto::tls::{Address, ClientTls, Credentials, Timeouts, TlsFiles, channel};

/// The executable under test.
pub const WIJKFONDS: &str = env!("CARGO_BIN_EXE_wijkfonds");

/// A federation's folder. Regions are some of the demonstration's, so that they have rules.
pub struct World {
    dir: TempDir,
}

impl World {
    pub fn new(regions: &[&str], insurers: &[&str]) -> Self {
        let world = Self { dir: TempDir::new().unwrap() };
        let mut command = Command::new(WIJKFONDS);
        command.args(["authority", "set", "--dir"]).arg(world.certificates());
        for region in regions {
            command.args(["--region", region]);
        }
        for uzovi in insurers {
            command.args(["--insurer", uzovi]);
        }
        for role in Role::STAFF {
            command.args(["--staff", role.code()]);
        }
        let made = command.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        world
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn certificates(&self) -> PathBuf {
        self.path().join("certificates")
    }

    /// Writes a node's configuration, with ports that stay the same over restarts.
    pub fn node_config(&self, region: &str) -> PathBuf {
        let body = self.sections(&format!("federation/region-{region}"), &format!("office-{region}"));
        self.write(&format!("{region}/node.toml"), &format!("region = \"{region}\"\n{body}"))
    }

    /// Writes the coordinator's configuration.
    pub fn coordinator_config(&self) -> PathBuf {
        let body = self.sections("federation/bureau", "office-bureau");
        self.write("coordinator/coordinator.toml", &format!("round_seconds = 1\n{body}"))
    }

    /// Writes an insurer's configuration.
    pub fn insurer_config(&self, uzovi: &str, coordinator: SocketAddr) -> PathBuf {
        let files = self.section_lines(&format!("federation/insurer-{uzovi}"), "federation");
        self.write(&format!("insurer-{uzovi}.toml"), &format!("coordinator = \"{coordinator}\"\n{files}"))
    }

    fn sections(&self, border: &str, office: &str) -> String {
        let staff: String =
            Role::STAFF.iter().map(|role| format!("{0} = [\"{0}\"]\n", role.code())).collect();
        let [first, second, third] = free_ports();
        format!(
            "data = \"data\"\nlanguage = \"en\"\n[border]\nlisten = \"{first}\"\n{}[office]\nlisten = \"{second}\"\n{}[pages]\nlisten = \"{third}\"\n[staff]\n{staff}",
            self.section_lines(border, "federation"),
            self.section_lines(&format!("{office}/node"), office),
        )
    }

    fn section_lines(&self, stem: &str, authority: &str) -> String {
        let at = |file: String| self.certificates().join(file).display().to_string();
        format!(
            "certificate = {:?}\nkey = {:?}\nauthority = {:?}\n",
            at(format!("{stem}.pem")),
            at(format!("{stem}.key")),
            at(format!("{authority}/authority.pem")),
        )
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    /// What somebody needs to call, by the stem of their files: `federation/insurer-3311`, `office-twente/clerk`.
    pub fn credentials(&self, identity: &Identity) -> Credentials {
        let (folder, stem) = match identity {
            Identity::Bureau => ("federation".to_owned(), "bureau".to_owned()),
            Identity::Region(region) => ("federation".to_owned(), format!("region-{region}")),
            Identity::Insurer(uzovi) => ("federation".to_owned(), format!("insurer-{uzovi}")),
            Identity::Staff { office, name } => (format!("office-{}", office.id()), format!("staff-{name}")),
            Identity::Server { office } => (format!("office-{}", office.id()), "node".to_owned()),
        };
        let folder = self.certificates().join(folder);
        let files = TlsFiles {
            certificate: folder.join(format!("{stem}.pem")),
            key: folder.join(format!("{stem}.key")),
            authority: folder.join("authority.pem"),
        };
        files.load(Timestamp::now()).unwrap()
    }

    /// A channel from somebody to a server that must be somebody.
    pub fn channel(&self, from: &Identity, to: &Identity, address: SocketAddr) -> Channel {
        let tls = ClientTls::new(&self.credentials(from));
        channel(&Address::from(address), &tls, to, &Timeouts::default())
    }

    /// A channel from a member of a region's staff to its node's in-region listener.
    pub fn staff(&self, region: &str, role: Role, address: SocketAddr) -> Channel {
        let office = Office::Region(self::region(region));
        self.channel(&staff(office.clone(), role), &Identity::Server { office }, address)
    }

    /// A channel from a member of the bureau's staff to the coordinator's office listener.
    pub fn bureau_staff(&self, role: Role, address: SocketAddr) -> Channel {
        let office = Office::Bureau;
        self.channel(&staff(office.clone(), role), &Identity::Server { office }, address)
    }
}

pub fn region(id: &str) -> RegionId {
    RegionId::new(id).unwrap()
}

pub fn insurer(uzovi: &str) -> Identity {
    Identity::Insurer(Uzovi::new(uzovi).unwrap())
}

pub fn staff(office: Office, role: Role) -> Identity {
    Identity::Staff { office, name: StaffName::new(role.code()).unwrap() }
}

/// Three ports that were free a moment ago, below those that systems use for outgoing connections.
pub fn free_ports() -> [SocketAddr; 3] {
    use std::sync::atomic::{AtomicU16, Ordering};
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 9_000).unwrap();
    std::array::from_fn(|_| {
        loop {
            let port = 12_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 7_900;
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            if TcpListener::bind(address).is_ok() {
                return address;
            }
        }
    })
}
