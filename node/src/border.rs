//! The fund behind the ports of the treaty: translates, and holds no rule.

use crate::app::{CommandError, Fund, Order};
use wijkfonds_domain::area::{self, AreaList};
use wijkfonds_domain::disclosure::{FigureTable, Released};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::rate::{self, Rate};
use wijkfonds_domain::settlement::Statement;
use wijkfonds_domain::terms::{InsurerKey, Uzovi, Year};
use wijkfonds_proto::border::BorderRefusal;
use wijkfonds_proto::federation::RegionPort;
use wijkfonds_proto::settlement::SettlementPort;

/// A region's border.
pub(crate) struct Border(pub(crate) Fund);

impl RegionPort for Border {
    async fn accept_rate(&self, actor: String, request_id: String, rate: Rate) -> Result<u32, BorderRefusal> {
        let year = rate.year;
        let order = Order { actor, request_id, command: Command::AcceptRate(rate) };
        self.0.order(order).await.map_err(outside)?;
        let in_use = self.0.read_sealed(|records| rate::rate(records, year)).map_err(outside)?;
        in_use.map(|rate| rate.version).ok_or(BorderRefusal::NoRate)
    }

    async fn accept_area_list(
        &self,
        actor: String,
        request_id: String,
        list: AreaList,
    ) -> Result<u32, BorderRefusal> {
        let year = list.year;
        let order = Order { actor, request_id, command: Command::AcceptAreaList(list) };
        self.0.order(order).await.map_err(outside)?;
        let in_use = self.0.read_sealed(|records| area::list_in_use(records, year)).map_err(outside)?;
        in_use.map(|list| list.version).ok_or(BorderRefusal::BadRequest)
    }

    async fn figures(
        &self,
        actor: String,
        year: Year,
        page: u32,
    ) -> Result<Vec<Released<FigureTable>>, BorderRefusal> {
        self.0.send_figures(actor, year, page).await.map_err(outside)
    }
}

impl SettlementPort for Border {
    async fn statements(
        &self,
        actor: String,
        uzovi: Uzovi,
        key: InsurerKey,
        year: Year,
    ) -> Result<Vec<Statement>, BorderRefusal> {
        self.0.send_statements(actor, (uzovi, key), year).await.map_err(outside)
    }
}

/// What the border says of it.
fn outside(error: CommandError) -> BorderRefusal {
    match error {
        CommandError::Refused(refusal) => BorderRefusal::of(&refusal),
        CommandError::RequestIdReused => BorderRefusal::RequestIdReused,
        CommandError::Busy => BorderRefusal::Busy,
        CommandError::TooLarge => BorderRefusal::BadRequest,
        CommandError::Stopped => BorderRefusal::Stopped,
    }
}
