// The way through the door compiles, so the ways round it fail for what they do and not for how they are written.

use wijkfonds_domain::disclosure::{FigureTable, Released, Salt, reissue};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::release::Material;
use wijkfonds_domain::terms::{RegionId, Year};
use wijkfonds_domain::{area::AreaList, rate::Rate};
use wijkfonds_proto::border::BorderRefusal;
use wijkfonds_proto::federation::RegionPort;

struct Region(Vec<Released<FigureTable>>);

impl RegionPort for Region {
    async fn accept_rate(&self, _: String, _: String, _: Rate) -> Result<u32, BorderRefusal> {
        Ok(1)
    }

    async fn accept_area_list(&self, _: String, _: String, _: AreaList) -> Result<u32, BorderRefusal> {
        Ok(1)
    }

    async fn figures(&self, _: String, _: Year, _: u32) -> Result<Vec<Released<FigureTable>>, BorderRefusal> {
        Ok(self.0.clone())
    }
}

fn from_records(records: &dyn Records, id: &RegionId, year: Year, salt: Salt) -> Result<Region, Fault> {
    let proposal = Material::read(records, id, year, salt)?.proposal();
    Ok(Region(proposal.tables().to_vec()))
}

fn from_the_journal(records: &dyn Records, year: Year) -> Result<Region, Fault> {
    Ok(Region(reissue(records, year)?))
}

fn main() {
    let _ = (from_records, from_the_journal);
}
