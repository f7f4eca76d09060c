// A region cannot answer the bureau with figures that have not been released.

use wijkfonds_domain::{area::AreaList, disclosure::FigureTable, rate::Rate, terms::Year};
use wijkfonds_proto::border::BorderRefusal;
use wijkfonds_proto::federation::RegionPort;

struct Leak(Vec<FigureTable>);

impl RegionPort for Leak {
    async fn accept_rate(&self, _: String, _: String, _: Rate) -> Result<u32, BorderRefusal> {
        Ok(1)
    }

    async fn accept_area_list(&self, _: String, _: String, _: AreaList) -> Result<u32, BorderRefusal> {
        Ok(1)
    }

    async fn figures(&self, _: String, _: Year, _: u32) -> Result<Vec<FigureTable>, BorderRefusal> {
        Ok(self.0.clone())
    }
}

fn main() {}
