//! Between the bureau and the regions: rates, area lists, released figures, and the directory.

mod client;
mod directory;
mod port;
mod wire;

pub use client::RegionClient;
pub use directory::{DirectoryClient, DirectoryPort, RegionEntry, directory_routes};
pub use port::{RegionPort, region_routes};
pub use wire::{LONGEST_TEXT, MOST_AREAS};
