//! `FundService`: rules, counts and money.

use super::errors::Refused;
use super::{Desk, Office, forms};
use crate::app::CommandError;
use crate::app::import::{self, FileProblem, Upload};
use std::collections::BTreeSet;
use tonic::{Request, Response, Status, Streaming};
use wijkfonds_domain::count::enrolled::{self, Overviews};
use wijkfonds_domain::count::insured::{self, InsuredCounts};
use wijkfonds_domain::count::{RowProblem, SettledCounts};
use wijkfonds_domain::fund::{self, Command, ImportRefusal, Refusal};
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::rules::FundRules;
use wijkfonds_domain::settlement::{ListedInsurer, ZnPayment, listed_insurers};
use wijkfonds_domain::terms::{AreaCode, Cents, Quarter, Year};
use wijkfonds_domain::{area, pot, rate, year};
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region::fund_service_server::FundService;
use wijkfonds_proto::region::{
    AdoptRulesRequest, AdoptRulesResponse, FileProblem as ProblemMessage, GetStatusRequest,
    GetStatusResponse, ImportInsuredHeader, ImportInsuredRequest, ImportInsuredResponse,
    ImportOverviewsHeader, ImportOverviewsRequest, ImportOverviewsResponse, ListInsurerRequest,
    ListInsurerResponse, ListPotsRequest, ListPotsResponse, Pot, RecordZnPaymentRequest,
    RecordZnPaymentResponse, import_insured_request, import_overviews_request,
};

#[tonic::async_trait]
impl FundService for Office {
    async fn get_status(
        &self,
        request: Request<GetStatusRequest>,
    ) -> Result<Response<GetStatusResponse>, Status> {
        let desk = self.desk(&request)?;
        let status = forms::year(request.get_ref().year)
            .and_then(|year| Ok(self.fund.read(|records| self.status(records, year))?));
        status.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn adopt_rules(
        &self,
        request: Request<AdoptRulesRequest>,
    ) -> Result<Response<AdoptRulesResponse>, Status> {
        let desk = self.desk(&request)?;
        let AdoptRulesRequest { request_id, toml } = request.into_inner();
        let rules: FundRules =
            toml::from_str(&toml).map_err(|error| Refused::Unreadable(error).status(desk.language))?;
        self.order(&desk, request_id, Command::AdoptRules(Box::new(rules))).await?;
        Ok(Response::new(AdoptRulesResponse {}))
    }

    async fn list_insurer(
        &self,
        request: Request<ListInsurerRequest>,
    ) -> Result<Response<ListInsurerResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListInsurerRequest { request_id, uzovi, name, key_fingerprint } = request.into_inner();
        let field = |field| Refused::Field(field).status(desk.language);
        let insurer = ListedInsurer {
            uzovi: uzovi.try_into().map_err(|_| field("uzovi"))?,
            name: forms::text(name, forms::LINE, "name").map_err(|refused| refused.status(desk.language))?,
            key: key_fingerprint.try_into().map_err(|_| field("key_fingerprint"))?,
        };
        self.order(&desk, request_id, Command::ListInsurer(insurer)).await?;
        Ok(Response::new(ListInsurerResponse {}))
    }

    async fn import_insured(
        &self,
        request: Request<Streaming<ImportInsuredRequest>>,
    ) -> Result<Response<ImportInsuredResponse>, Status> {
        use import_insured_request::Part;
        let desk = self.desk(&request)?;
        let mut parts = request.into_inner();
        let Some(Part::Header(header)) = parts.message().await?.and_then(|first| first.part) else {
            return Err(Refused::Field("header").status(desk.language));
        };
        let mut upload = Upload::default();
        while let Some(next) = parts.message().await? {
            let Some(Part::Chunk(chunk)) = next.part else {
                return Err(Refused::Field("chunk").status(desk.language));
            };
            if !upload.take(&chunk) {
                break;
            }
        }
        self.insured(&desk, header, upload).await.map(Response::new)
    }

    async fn import_overviews(
        &self,
        request: Request<Streaming<ImportOverviewsRequest>>,
    ) -> Result<Response<ImportOverviewsResponse>, Status> {
        use import_overviews_request::Part;
        let desk = self.desk(&request)?;
        let mut parts = request.into_inner();
        let Some(Part::Header(header)) = parts.message().await?.and_then(|first| first.part) else {
            return Err(Refused::Field("header").status(desk.language));
        };
        let mut upload = Upload::default();
        while let Some(next) = parts.message().await? {
            let Some(Part::Chunk(chunk)) = next.part else {
                return Err(Refused::Field("chunk").status(desk.language));
            };
            if !upload.take(&chunk) {
                break;
            }
        }
        self.overviews(&desk, header, upload).await.map(Response::new)
    }

    async fn record_zn_payment(
        &self,
        request: Request<RecordZnPaymentRequest>,
    ) -> Result<Response<RecordZnPaymentResponse>, Status> {
        let desk = self.desk(&request)?;
        let RecordZnPaymentRequest { request_id, year, quarter, cents, on } = request.into_inner();
        let payment = || {
            let (year, quarter) = (forms::year(year)?, forms::quarter(quarter)?);
            Ok(ZnPayment { year, quarter, cents: Cents::new(cents), on: forms::day(&on, "on")? })
        };
        let payment = payment().map_err(|refused: Refused| refused.status(desk.language))?;
        self.order(&desk, request_id, Command::RecordZnPayment(payment)).await?;
        Ok(Response::new(RecordZnPaymentResponse {}))
    }

    async fn list_pots(
        &self,
        request: Request<ListPotsRequest>,
    ) -> Result<Response<ListPotsResponse>, Status> {
        let desk = self.desk(&request)?;
        let pots = forms::year(request.get_ref().year)
            .and_then(|year| Ok(self.fund.read(|records| pots(records, year))?));
        pots.map(Response::new).map_err(|refused| refused.status(desk.language))
    }
}

impl Office {
    fn status(&self, records: &dyn Records, fund_year: Year) -> Result<GetStatusResponse, Fault> {
        let rate = rate::rate(records, fund_year)?;
        let quarters = Quarter::ALL.iter();
        let counted = quarters.map(|quarter| insured::origin(records, fund_year, *quarter));
        let counted = counted.filter(|origin| !matches!(origin, Ok(None))).collect::<Result<Vec<_>, _>>()?;
        let closed_on = year::closed_on(records, fund_year)?;
        Ok(GetStatusResponse {
            region: self.fund.region().to_string(),
            fund_name: fund::rules(records)?.map(|rules| rules.name).unwrap_or_default(),
            rate_version: rate.as_ref().map_or(0, |rate| rate.version),
            rate_cents: rate.map_or(0, |rate| rate.cents_per_patient.get()),
            area_list_version: area::list_in_use(records, fund_year)?.map_or(0, |list| list.version),
            insured: SettledCounts::read(records, fund_year)?.total(),
            quarters_counted: u32::try_from(counted.len()).unwrap_or(4),
            practices: enrolled::practices(records, fund_year)?.len() as u64,
            closed_on: closed_on.map(|day| day.to_string()).unwrap_or_default(),
            journal_sequence: self.fund.sequence(),
        })
    }

    async fn insured(
        &self,
        desk: &Desk,
        header: ImportInsuredHeader,
        upload: Upload,
    ) -> Result<ImportInsuredResponse, Status> {
        let refuse = |refused: Refused| refused.status(desk.language);
        let year = forms::year(header.year).map_err(refuse)?;
        let quarter = forms::quarter(header.quarter).map_err(refuse)?;
        let reference_date = forms::day(&header.reference_date, "header.reference_date").map_err(refuse)?;
        let known = self.fund.read(|records| Known::read(records, year)).map_err(|e| refuse(e.into()))?;
        let checked = import::insured(upload).checked(|rows| {
            known.map_or(Vec::new(), |known| insured::problems(rows, &known.areas, &known.insurers))
        });
        let (rows, lines) = match checked {
            Ok(checked) => checked,
            Err(problems) => return Ok(insured_problems(&header.file_name, problems, desk.language)),
        };
        let taken = rows.len() as u64;
        let source = forms::text(header.source, forms::LINE, "header.source").map_err(refuse)?;
        let correction = forms::text(header.correction, forms::TEXT, "header.correction").map_err(refuse)?;
        let correction = Some(correction).filter(|reason| !reason.is_empty());
        let counts = InsuredCounts { year, quarter, source, reference_date, correction, rows };
        let order = self.import(desk, header.request_id, Command::ImportInsured(counts), &lines).await?;
        if let Err(problems) = order {
            return Ok(insured_problems(&header.file_name, problems, desk.language));
        }
        let settled = self.fund.read(|records| SettledCounts::read(records, year));
        let insured = settled.map_err(|error| refuse(error.into()))?.total();
        Ok(ImportInsuredResponse { rows: taken, insured, problems: Vec::new() })
    }

    async fn overviews(
        &self,
        desk: &Desk,
        header: ImportOverviewsHeader,
        upload: Upload,
    ) -> Result<ImportOverviewsResponse, Status> {
        let refuse = |refused: Refused| refused.status(desk.language);
        let year = forms::year(header.year).map_err(refuse)?;
        let reference_date = forms::day(&header.reference_date, "header.reference_date").map_err(refuse)?;
        let quarter = match header.quarter {
            0 => None,
            number => Some(forms::quarter(number).map_err(refuse)?),
        };
        let known = self.fund.read(|records| Known::read(records, year)).map_err(|e| refuse(e.into()))?;
        let checked = import::overviews(upload)
            .checked(|rows| known.map_or(Vec::new(), |known| enrolled::problems(rows, &known.areas)));
        let (rows, lines) = match checked {
            Ok(checked) => checked,
            Err(problems) => return Ok(overview_problems(&header.file_name, problems, desk.language)),
        };
        let taken = rows.len() as u64;
        let source = forms::text(header.source, forms::LINE, "header.source").map_err(refuse)?;
        let correction = forms::text(header.correction, forms::TEXT, "header.correction").map_err(refuse)?;
        let correction = Some(correction).filter(|reason| !reason.is_empty());
        let overviews = Overviews { year, source, reference_date, quarter, correction, rows };
        let order = self.import(desk, header.request_id, Command::ImportOverviews(overviews), &lines).await?;
        if let Err(problems) = order {
            return Ok(overview_problems(&header.file_name, problems, desk.language));
        }
        let practices = self.fund.read(|records| enrolled::practices(records, year));
        let practices = practices.map_err(|error| refuse(error.into()))?.len() as u64;
        Ok(ImportOverviewsResponse { rows: taken, practices, problems: Vec::new() })
    }

    /// Carries out an import. The fund checks the rows again, on the records as they are by then; what it finds is
    /// told by line, as the rest.
    async fn import(
        &self,
        desk: &Desk,
        request_id: String,
        command: Command,
        lines: &[u64],
    ) -> Result<Result<(), Vec<FileProblem>>, Status> {
        let order = crate::app::Order { actor: desk.actor.clone(), request_id, command };
        match self.fund.order(order).await {
            Ok(_) => Ok(Ok(())),
            Err(CommandError::Refused(Refusal::Import(ImportRefusal::Rows(problems)))) => {
                Ok(Err(import::in_file(lines, problems)))
            }
            Err(error) => Err(Refused::from(error).status(desk.language)),
        }
    }
}

/// What rows of a year can name. `None` while there is no area list: then the fund refuses the whole import.
struct Known {
    areas: BTreeSet<AreaCode>,
    insurers: BTreeSet<wijkfonds_domain::terms::Uzovi>,
}

impl Known {
    fn read(records: &dyn Records, year: Year) -> Result<Option<Self>, Fault> {
        if area::list_in_use(records, year)?.is_none() {
            return Ok(None);
        }
        let areas = area::areas(records, year)?.into_iter().map(|area| area.code).collect();
        let insurers = listed_insurers(records)?.into_iter().map(|insurer| insurer.uzovi).collect();
        Ok(Some(Self { areas, insurers }))
    }
}

fn insured_problems(file: &str, problems: Vec<FileProblem>, language: Language) -> ImportInsuredResponse {
    ImportInsuredResponse { rows: 0, insured: 0, problems: messages(file, problems, language) }
}

fn overview_problems(file: &str, problems: Vec<FileProblem>, language: Language) -> ImportOverviewsResponse {
    ImportOverviewsResponse { rows: 0, practices: 0, problems: messages(file, problems, language) }
}

fn messages(file: &str, problems: Vec<FileProblem>, language: Language) -> Vec<ProblemMessage> {
    let message = |FileProblem { line, field, rule }: FileProblem| ProblemMessage {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        rule: rule.code().to_owned(),
        sentence: sentences::row_problem(language, line, &RowProblem { row: 0, field, rule }),
    };
    problems.into_iter().map(message).collect()
}

fn pots(records: &dyn Records, fund_year: Year) -> Result<ListPotsResponse, Fault> {
    let ledger_year = year::ledger_year(records, fund_year)?;
    let filled = pot::filled(records, fund_year)?;
    let rules = fund::rules(records)?.and_then(|rules| rules.for_year(fund_year).ok());
    let areas = match &rules {
        Some(rules) => pot::pots(records, fund_year, pot::Division::of(rules))?,
        None => Default::default(),
    };
    let mut pots = Vec::with_capacity(areas.len());
    for (id, areas) in areas {
        pots.push(Pot {
            areas: areas.into_iter().map(String::from).collect(),
            filled_cents: filled.get(&id).copied().unwrap_or_default().get(),
            free_cents: pot::free(records, ledger_year, &id)?.get(),
            committed_cents: pot::committed(records, ledger_year, &id)?.get(),
            id: id.to_string(),
        });
    }
    let balance = |account| ledger::balance(records, ledger_year, &account);
    Ok(ListPotsResponse {
        pots,
        reserve_cents: -balance(Account::Reserve)?.get(),
        shortfall_cents: balance(Account::Shortfall)?.get(),
        bank_cents: balance(Account::Bank)?.get(),
    })
}
