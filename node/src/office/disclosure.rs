//! `DisclosureService`: what would leave, what would be hidden, and why.

use super::errors::Refused;
use super::{Office, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::disclosure::{Figure, FigureTable, HiddenCell, RefusedTables};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::measure::Measure;
use wijkfonds_domain::release;
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::disclosure_service_server::DisclosureService;
use wijkfonds_proto::region::{
    ExplainReleaseRequest, ExplainReleaseResponse, HoldBackTableRequest, HoldBackTableResponse,
};

#[tonic::async_trait]
impl DisclosureService for Office {
    async fn explain_release(
        &self,
        request: Request<ExplainReleaseRequest>,
    ) -> Result<Response<ExplainReleaseResponse>, Status> {
        let desk = self.desk(&request)?;
        let year = forms::year(request.get_ref().year).map_err(|refused| refused.status(desk.language))?;
        let proposal = self.fund.preview_release(&desk.actor, year).await;
        let proposal = proposal.map_err(|error| Refused::from(error).status(desk.language))?;
        let tables = proposal.tables().iter().zip(proposal.accounts());
        let tables =
            tables.map(|(table, account)| explained(table.content(), &account.hidden, desk.language));
        let not_released = proposal.refused().iter().map(|refused| not_released(refused, desk.language));
        Ok(Response::new(ExplainReleaseResponse {
            tables: tables.collect(),
            not_released: not_released.collect(),
        }))
    }

    async fn hold_back_table(
        &self,
        request: Request<HoldBackTableRequest>,
    ) -> Result<Response<HoldBackTableResponse>, Status> {
        let desk = self.desk(&request)?;
        let HoldBackTableRequest { request_id, year, measure, held } = request.into_inner();
        let command = || {
            let year = forms::year(year)?;
            let measure = Measure::from_code(&measure).ok_or(Refused::Field("measure"))?;
            Ok(Command::Release(release::Command::HoldBack { year, measure, held }))
        };
        let command = command().map_err(|refused: Refused| refused.status(desk.language))?;
        self.order(&desk, request_id, command).await?;
        Ok(Response::new(HoldBackTableResponse {}))
    }
}

fn explained(table: &FigureTable, hidden: &[HiddenCell], language: Language) -> messages::ExplainedTable {
    let cell = |(place, figure): (usize, &Figure)| {
        let reason = hidden.iter().find(|hidden| hidden.cell == place).map(|hidden| hidden.reason);
        messages::ExplainedCell {
            codes: table.codes(place).into_iter().map(|code| code.code.clone()).collect(),
            figure: match figure {
                Figure::Value(value) => Some(*value),
                Figure::Secret | Figure::Nil | Figure::Missing => None,
            },
            nil: *figure == Figure::Nil,
            reason: reason.map(|reason| reason.code().to_owned()).unwrap_or_default(),
            sentence: reason.map(|reason| sentences::reason(language, reason)).unwrap_or_default(),
        }
    };
    let cells = table.cells.iter().enumerate().map(cell).collect();
    messages::ExplainedTable { measure: table.table.measure.code().to_owned(), cells }
}

fn not_released(refused: &RefusedTables, language: Language) -> messages::TablesNotReleased {
    messages::TablesNotReleased {
        measures: refused.tables.iter().map(|table| table.measure.code().to_owned()).collect(),
        because: refused.because.code().to_owned(),
        sentence: sentences::because(language, refused.because),
        cells: refused.cells.iter().map(|codes| codes.join(" / ")).collect(),
    }
}
