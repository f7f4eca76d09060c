//! `HistoryService`: what happened to projects.

use super::errors::Refused;
use super::project::page_size_of;
use super::{Office, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::history::{self, Moment};
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::history_service_server::HistoryService;
use wijkfonds_proto::region::{GetTimelineRequest, GetTimelineResponse};

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
}

fn message(moment: &Moment, language: Language) -> messages::Moment {
    let facts = moment.facts.iter().cloned();
    messages::Moment {
        at: moment.at.clone(),
        actor: moment.actor.clone(),
        on: super::details::or_nothing(moment.on),
        what: moment.what.code().to_owned(),
        facts: facts.map(|(name, value)| messages::NamedFact { name, value }).collect(),
        why: moment.why.clone(),
        sentence: sentences::moment(language, moment),
    }
}
