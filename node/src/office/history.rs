//! `HistoryService`: what happened to projects, and what amounts are made of.

use super::errors::Refused;
use super::project::page_size_of;
use super::{Office, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::explain::{self, Line};
use wijkfonds_domain::history::{self, Moment};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::ProjectKind;
use wijkfonds_domain::terms::{Agb, Quarter, Uzovi};
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::explain_amount_request::Amount;
use wijkfonds_proto::region::history_service_server::HistoryService;
use wijkfonds_proto::region::{
    ExplainAmountRequest, ExplainAmountResponse, GetTimelineRequest, GetTimelineResponse,
};

#[tonic::async_trait]
impl HistoryService for Office {
    async fn get_timeline(
        &self,
        request: Request<GetTimelineRequest>,
    ) -> Result<Response<GetTimelineResponse>, Status> {
        let desk = self.desk(&request)?;
        let GetTimelineRequest { id, page_size, page_token } = request.into_inner();
        let told = || {
            let id = forms::id(&id)?;
            let before = match page_token.as_str() {
                "" => 0,
                token => token.parse::<usize>().map_err(|_| Refused::Field("page_token"))?,
            };
            let moments =
                self.fund.read(|records| history::timeline(records, id))?.ok_or(Refused::NotFound)?;
            let size = page_size_of(page_size);
            let read = before.saturating_add(size);
            let page = moments.iter().skip(before).take(size).map(|moment| message(moment, desk.language));
            Ok(GetTimelineResponse {
                moments: page.collect(),
                next_page_token: if read < moments.len() { read.to_string() } else { String::new() },
            })
        };
        told().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn explain_amount(
        &self,
        request: Request<ExplainAmountRequest>,
    ) -> Result<Response<ExplainAmountResponse>, Status> {
        let desk = self.desk(&request)?;
        let explained = self.explained(request.into_inner()).and_then(|lines| lines.ok_or(Refused::NotFound));
        let lines = explained.map_err(|refused| refused.status(desk.language))?;
        let lines = lines.iter().map(|line| explanation(line, desk.language)).collect();
        Ok(Response::new(ExplainAmountResponse { lines }))
    }
}

impl Office {
    fn explained(&self, request: ExplainAmountRequest) -> Result<Option<Vec<Line>>, Refused> {
        let lines = match request.amount.ok_or(Refused::Field("amount"))? {
            Amount::Booking(booking) => {
                let year = forms::year(booking.year)?;
                self.fund.read(|records| explain::booking(records, year, booking.number))?
            }
            Amount::Pot(of) => {
                let (year, pot) = (forms::year(of.year)?, PotId::named(of.pot));
                let pot = Some(&pot).filter(|pot| !pot.as_str().is_empty());
                self.fund.read(|records| explain::pot(records, year, pot))?
            }
            Amount::Cap(of) => {
                let year = forms::year(of.year)?;
                let practice = Agb::new(of.practice).map_err(|_| Refused::Field("practice"))?;
                let kind = ProjectKind::from_code(&of.kind).ok_or(Refused::Field("kind"))?;
                self.fund.read(|records| explain::cap(records, year, &practice, kind))?
            }
            Amount::Grant(id) => {
                let id = forms::id(&id)?;
                self.fund.read(|records| explain::grant(records, id))?
            }
            Amount::Statement(of) => {
                let year = forms::year(of.year)?;
                let quarter = Quarter::new(of.quarter).map_err(|_| Refused::Field("quarter"))?;
                let uzovi = Uzovi::new(of.uzovi).map_err(|_| Refused::Field("uzovi"))?;
                let region = self.fund.region();
                self.fund.read(|records| explain::statement(records, region, year, quarter, &uzovi))?
            }
        };
        Ok(lines)
    }
}

fn explanation(line: &Line, language: Language) -> messages::ExplanationLine {
    messages::ExplanationLine {
        because: line.because.code().to_owned(),
        facts: facts(&line.facts),
        sentence: sentences::explained(language, line),
    }
}

fn facts(facts: &[(String, String)]) -> Vec<messages::NamedFact> {
    let fact = |(name, value): (String, String)| messages::NamedFact { name, value };
    facts.iter().cloned().map(fact).collect()
}

fn message(moment: &Moment, language: Language) -> messages::Moment {
    messages::Moment {
        at: moment.at.clone(),
        actor: moment.actor.clone(),
        on: super::details::or_nothing(moment.on),
        what: moment.what.code().to_owned(),
        facts: facts(&moment.facts),
        why: moment.why.clone(),
        sentence: sentences::moment(language, moment),
    }
}
