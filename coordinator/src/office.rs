//! `BureauService`: the bureau's own work, for its own staff. Translates, and holds no rule.

mod index;
mod preview;
mod tables;

use crate::app::{Bureau, CommandError, Contact, Order};
use std::collections::BTreeMap;
use tonic::service::Routes;
use tonic::{Code, Request, Response, Status};
use wijkfonds_domain::area::Area;
use wijkfonds_domain::bureau::{self, Command, Member, NationalList};
use wijkfonds_domain::rate::{self, Rate};
use wijkfonds_domain::terms::{Cents, Date, RegionId, Year};
use wijkfonds_edge::Language;
use wijkfonds_edge::messages::{Messages, refusal_of_code};
use wijkfonds_proto::bureau::bureau_service_server::{BureauService, BureauServiceServer};
use wijkfonds_proto::bureau::index_service_server::IndexServiceServer;
use wijkfonds_proto::bureau::{
    CollectFiguresRequest, CollectFiguresResponse, GetNationalFiguresRequest, GetNationalFiguresResponse,
    GetNationalTableRequest, GetNationalTableResponse, GetPublicationStatusRequest,
    GetPublicationStatusResponse, GetRegionTableRequest, GetRegionTableResponse, ListedArea, NationalFigure,
    PreviewAreaListRequest, PreviewAreaListResponse, PublishAreaListRequest, PublishAreaListResponse,
    PublishRateRequest, PublishRateResponse, RegionStatus, RegisterRegionRequest, RegisterRegionResponse,
};
use wijkfonds_proto::federation::{LONGEST_TEXT, MOST_AREAS};
use wijkfonds_proto::office::{Answer, actor, is_request_id};
use wijkfonds_proto::tls::Address;

/// The bureau's office.
pub(crate) struct Office {
    bureau: Bureau,
    language: Language,
}

/// Why a request is not carried out.
enum Refused {
    Field(&'static str),
    NotReceived,
    Command(CommandError),
}

impl From<CommandError> for Refused {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl Office {
    pub(crate) fn new(bureau: Bureau, language: Language) -> Self {
        Self { bureau, language }
    }

    pub(crate) fn routes(self) -> Routes {
        let index = index::IndexOffice { language: self.language };
        Routes::new(BureauServiceServer::new(self)).add_service(IndexServiceServer::new(index))
    }

    async fn order(&self, actor: String, request_id: String, command: Command) -> Result<(), Refused> {
        if !is_request_id(&request_id) {
            return Err(Refused::Field("request_id"));
        }
        self.bureau.order(Order { actor, request_id, command }).await?;
        Ok(())
    }

    fn status(&self, refused: Refused) -> Status {
        self::refused(refused, self.language)
    }

    async fn register(
        &self,
        actor: String,
        request: RegisterRegionRequest,
    ) -> Result<RegisterRegionResponse, Refused> {
        let address: Address = request.address.parse().map_err(|_| Refused::Field("address"))?;
        let member = Member {
            id: RegionId::new(request.id).map_err(|_| Refused::Field("id"))?,
            name: line(request.name, "name")?,
            name_confirmed: request.name_confirmed,
            address: address.to_string(),
        };
        self.order(actor, request.request_id, Command::Register(member)).await?;
        Ok(RegisterRegionResponse {})
    }

    async fn publish_rate(
        &self,
        actor: String,
        request: PublishRateRequest,
    ) -> Result<PublishRateResponse, Refused> {
        let year = year(request.year)?;
        let rate = Rate {
            year,
            version: 0,
            cents_per_patient: Cents::new(request.cents_per_patient),
            source: line(request.source, "source")?,
            published_on: day(&request.published_on)?,
            correction: Some(line(request.correction, "correction")?).filter(|reason| !reason.is_empty()),
        };
        self.order(actor, request.request_id, Command::PublishRate(rate)).await?;
        let in_use = self.bureau.read(|records| rate::rate(records, year))?;
        Ok(PublishRateResponse { version: in_use.map_or(0, |rate| rate.version) })
    }

    async fn publish_areas(
        &self,
        actor: String,
        request: PublishAreaListRequest,
    ) -> Result<PublishAreaListResponse, Refused> {
        let year = year(request.year)?;
        let regions = listed_by_region(request.areas)?;
        let list = NationalList {
            year,
            version: 0,
            source: line(request.source, "source")?,
            published_on: day(&request.published_on)?,
            correction: Some(line(request.correction, "correction")?).filter(|reason| !reason.is_empty()),
            regions,
        };
        self.order(actor, request.request_id, Command::PublishAreaList(list)).await?;
        let lists = self.bureau.read(bureau::area_lists)?;
        let version = lists.iter().find(|list| list.year == year).map_or(0, |list| list.version);
        Ok(PublishAreaListResponse { version })
    }

    fn publication_status(&self, asked: u32) -> Result<GetPublicationStatusResponse, Refused> {
        let year = year(asked)?;
        let known = self.bureau.read(|records| {
            let members = bureau::members(records)?.into_iter();
            let known = members.map(|member| {
                let acknowledgement = bureau::acknowledgement(records, year, &member.id)?;
                Ok((member.id, acknowledgement))
            });
            known.collect::<Result<Vec<_>, _>>()
        })?;
        let regions = known.into_iter().map(|(region, acknowledgement)| {
            let contact = self.bureau.regions().contact(&region);
            RegionStatus {
                region: region.to_string(),
                rate_version: acknowledgement.rate_version,
                area_list_version: acknowledgement.area_list_version,
                reachable: matches!(contact, Contact::Answered | Contact::Refused(_) | Contact::BadAnswer),
                refusal: match contact {
                    Contact::Refused(reason) => reason,
                    Contact::BadAnswer => "BAD_ANSWER".to_owned(),
                    _ => String::new(),
                },
            }
        });
        Ok(GetPublicationStatusResponse { regions: regions.collect() })
    }

    async fn collect(
        &self,
        actor: String,
        request: CollectFiguresRequest,
    ) -> Result<CollectFiguresResponse, Refused> {
        let year = year(request.year)?;
        self.order(actor, request.request_id, Command::AskFigures { year }).await?;
        let collected = self.bureau.collect(year).await?;
        let texts = |regions: Vec<RegionId>| regions.into_iter().map(String::from).collect();
        Ok(CollectFiguresResponse {
            received: texts(collected.received),
            not_released: texts(collected.not_released),
            unreachable: texts(collected.unreachable),
        })
    }

    fn national(&self, asked: u32) -> Result<GetNationalFiguresResponse, Refused> {
        let year = year(asked)?;
        let (members, national) = self
            .bureau
            .read(|records| Ok((bureau::members(records)?.len(), bureau::national(records, year)?)))?;
        let texts = |regions: Vec<RegionId>| regions.into_iter().map(String::from).collect();
        let figures = national.into_iter().map(|figure| NationalFigure {
            measure: figure.measure.code().to_owned(),
            total: tables::amount(figure.total()),
            published_by: texts(figure.published_by()),
            withheld_by: texts(figure.withheld_by()),
            missing: texts(figure.missing()),
            cells_withheld: figure.cells_withheld,
            cells_published: figure.cells_published,
        });
        Ok(GetNationalFiguresResponse {
            figures: figures.collect(),
            regions: u32::try_from(members).unwrap_or(u32::MAX),
        })
    }

    fn answer<T>(&self, answered: Result<T, Refused>) -> Result<Response<T>, Status> {
        answered.map(Response::new).map_err(|refused| self.status(refused))
    }
}

fn refused(refused: Refused, language: Language) -> Status {
    let simple = |code, reason, key| {
        let sentence = language.word(key);
        Answer { code, reason, facts: Vec::new(), language: language.code(), sentence }.into()
    };
    match refused {
        Refused::Field(field) => {
            let sentence = Messages::text(language, "office-bad-field", &[("field", field)]);
            let (facts, reason) = (vec![("field", field.to_owned())], "BAD_FIELD");
            Answer { code: Code::InvalidArgument, reason, facts, language: language.code(), sentence }.into()
        }
        Refused::NotReceived => simple(Code::NotFound, "TABLE_NOT_RECEIVED", "table-not-here"),
        Refused::Command(CommandError::Refused(refusal)) => {
            let (facts, reason) = (refusal.facts(), refusal.code().to_uppercase());
            let sentence = refusal_of_code(language, refusal.code(), &facts);
            let code = Code::FailedPrecondition;
            Answer { code, reason: &reason, facts, language: language.code(), sentence }.into()
        }
        Refused::Command(CommandError::RequestIdReused) => {
            simple(Code::Aborted, "REQUEST_ID_REUSED", "office-request-id-reused")
        }
        Refused::Command(CommandError::Busy) => simple(Code::ResourceExhausted, "BUSY", "office-busy"),
        Refused::Command(CommandError::TooLarge) => {
            simple(Code::InvalidArgument, "TOO_LARGE", "office-too-large")
        }
        Refused::Command(CommandError::Stopped) => simple(Code::Unavailable, "STOPPED", "office-stopped"),
    }
}

/// A text that a region takes over its border.
fn line(text: String, field: &'static str) -> Result<String, Refused> {
    if text.len() <= LONGEST_TEXT { Ok(text) } else { Err(Refused::Field(field)) }
}

fn year(year: u32) -> Result<Year, Refused> {
    Year::new(year).map_err(|_| Refused::Field("year"))
}

fn day(text: &str) -> Result<Date, Refused> {
    text.parse().map_err(|_| Refused::Field("published_on"))
}

fn listed_by_region(areas: Vec<ListedArea>) -> Result<BTreeMap<RegionId, Vec<Area>>, Refused> {
    let mut regions: BTreeMap<RegionId, Vec<Area>> = BTreeMap::new();
    for ListedArea { code, name, municipality, region } in areas {
        let region = RegionId::new(region).map_err(|_| Refused::Field("areas.region"))?;
        let code = code.try_into().map_err(|_| Refused::Field("areas.code"))?;
        let (name, municipality) = (line(name, "areas.name")?, line(municipality, "areas.municipality")?);
        regions.entry(region).or_default().push(Area { code, name, municipality });
    }
    if regions.values().any(|areas| areas.len() > MOST_AREAS) {
        return Err(Refused::Field("areas"));
    }
    Ok(regions)
}

#[tonic::async_trait]
impl BureauService for Office {
    async fn register_region(
        &self,
        request: Request<RegisterRegionRequest>,
    ) -> Result<Response<RegisterRegionResponse>, Status> {
        let actor = actor(&request)?;
        self.answer(self.register(actor, request.into_inner()).await)
    }

    async fn publish_rate(
        &self,
        request: Request<PublishRateRequest>,
    ) -> Result<Response<PublishRateResponse>, Status> {
        let actor = actor(&request)?;
        self.answer(Self::publish_rate(self, actor, request.into_inner()).await)
    }

    async fn publish_area_list(
        &self,
        request: Request<PublishAreaListRequest>,
    ) -> Result<Response<PublishAreaListResponse>, Status> {
        let actor = actor(&request)?;
        self.answer(self.publish_areas(actor, request.into_inner()).await)
    }

    async fn preview_area_list(
        &self,
        request: Request<PreviewAreaListRequest>,
    ) -> Result<Response<PreviewAreaListResponse>, Status> {
        self.answer(Self::preview(request.into_inner()))
    }

    async fn get_publication_status(
        &self,
        request: Request<GetPublicationStatusRequest>,
    ) -> Result<Response<GetPublicationStatusResponse>, Status> {
        self.answer(self.publication_status(request.get_ref().year))
    }

    async fn collect_figures(
        &self,
        request: Request<CollectFiguresRequest>,
    ) -> Result<Response<CollectFiguresResponse>, Status> {
        let actor = actor(&request)?;
        self.answer(self.collect(actor, request.into_inner()).await)
    }

    async fn get_national_figures(
        &self,
        request: Request<GetNationalFiguresRequest>,
    ) -> Result<Response<GetNationalFiguresResponse>, Status> {
        self.answer(self.national(request.get_ref().year))
    }

    async fn get_national_table(
        &self,
        request: Request<GetNationalTableRequest>,
    ) -> Result<Response<GetNationalTableResponse>, Status> {
        self.answer(self.national_table(request.get_ref()))
    }

    async fn get_region_table(
        &self,
        request: Request<GetRegionTableRequest>,
    ) -> Result<Response<GetRegionTableResponse>, Status> {
        self.answer(self.region_table(request.get_ref()))
    }
}
