//! The bureau behind the directory's port.

use crate::app::Bureau;
use wijkfonds_domain::bureau;
use wijkfonds_domain::rate::{self, Rate};
use wijkfonds_proto::border::BorderRefusal;
use wijkfonds_proto::federation::{DirectoryPort, RegionEntry};

/// The bureau's border.
pub(crate) struct Border(pub(crate) Bureau);

impl DirectoryPort for Border {
    async fn regions(&self) -> Result<Vec<RegionEntry>, BorderRefusal> {
        let members = self.0.read(bureau::members).map_err(|_| BorderRefusal::Stopped)?;
        let entries = members.into_iter().filter_map(|member| {
            let address = member.address.parse().ok()?;
            Some(RegionEntry {
                id: member.id,
                name: member.name,
                name_confirmed: member.name_confirmed,
                address,
            })
        });
        Ok(entries.collect())
    }

    async fn rates(&self) -> Result<Vec<Rate>, BorderRefusal> {
        self.0.read(rate::rates).map_err(|_| BorderRefusal::Stopped)
    }
}
