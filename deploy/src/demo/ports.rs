//! Free ports on loopback for a new folder.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

/// Below where systems take ports for outgoing connections, so that none of those is in the way later.
const LOWEST: u16 = 20_000;
const HIGHEST: u16 = 32_000;

/// So many ports in a row that are free now; `None` when there is no such row. Where the search begins depends on
/// the folder, so that two demonstrations seldom meet.
pub(super) fn free_row(folder: &Path, count: u16) -> Option<Vec<SocketAddr>> {
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    std::process::id().hash(&mut hasher);
    let rows = (HIGHEST - LOWEST) / count;
    let first = u16::try_from(hasher.finish() % u64::from(rows)).ok()?;
    let starts = (0..rows).map(|row| LOWEST + (first + row) % rows * count);
    starts.map(|start| row(start, count)).find(|row| row.iter().all(is_free))
}

fn row(start: u16, count: u16) -> Vec<SocketAddr> {
    (start..start + count).map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port))).collect()
}

fn is_free(address: &SocketAddr) -> bool {
    TcpListener::bind(address).is_ok()
}
