//! `FundService`: rules, counts and money.

use super::errors::Refused;
use super::import::{Answers, Part};
use super::{Office, forms};
use tonic::{Request, Response, Status, Streaming};
use wijkfonds_domain::count::{SettledCounts, enrolled, insured};
use wijkfonds_domain::fund::{self, Command};
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::rules::FundRules;
use wijkfonds_domain::settlement::{ListedInsurer, ZnPayment};
use wijkfonds_domain::terms::{Cents, Quarter, Year};
use wijkfonds_domain::{area, pot, rate, year};
use wijkfonds_edge::messages as sentences;
use wijkfonds_proto::region::fund_service_server::FundService;
use wijkfonds_proto::region::{
    AdoptRulesRequest, AdoptRulesResponse, GetStatusRequest, GetStatusResponse, ImportInsuredRequest,
    ImportInsuredResponse, ImportOverviewsRequest, ImportOverviewsResponse, ListInsurerRequest,
    ListInsurerResponse, ListPotsRequest, ListPotsResponse, ListRuleValuesRequest, ListRuleValuesResponse,
    Pot, RecordZnPaymentRequest, RecordZnPaymentResponse, RuleValue, import_insured_request,
    import_overviews_request,
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

    async fn list_rule_values(
        &self,
        request: Request<ListRuleValuesRequest>,
    ) -> Result<Response<ListRuleValuesResponse>, Status> {
        let desk = self.desk(&request)?;
        let year = u64::from(request.get_ref().year);
        let rules = self.fund.read(fund::rules);
        let rules = rules.map_err(|error| Refused::from(error).status(desk.language))?;
        let all = rules.map(|rules| sentences::rule_values(desk.language, &rules)).unwrap_or_default();
        let held = all.into_iter().filter(|value| {
            year == 0 || (value.from <= year && value.until.is_none_or(|until| year <= until))
        });
        let values = held.map(rule_value).collect();
        Ok(Response::new(ListRuleValuesResponse { values }))
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

    type ImportInsuredStream = Answers<ImportInsuredResponse>;

    async fn import_insured(
        &self,
        request: Request<Streaming<ImportInsuredRequest>>,
    ) -> Result<Response<Self::ImportInsuredStream>, Status> {
        use import_insured_request::Part as Asked;
        let part = |request: ImportInsuredRequest| match request.part? {
            Asked::Header(header) => Some(Part::Header(header)),
            Asked::Chunk(chunk) => Some(Part::Chunk(chunk)),
        };
        self.take_file(request, part, Office::insured).await
    }

    type ImportOverviewsStream = Answers<ImportOverviewsResponse>;

    async fn import_overviews(
        &self,
        request: Request<Streaming<ImportOverviewsRequest>>,
    ) -> Result<Response<Self::ImportOverviewsStream>, Status> {
        use import_overviews_request::Part as Asked;
        let part = |request: ImportOverviewsRequest| match request.part? {
            Asked::Header(header) => Some(Part::Header(header)),
            Asked::Chunk(chunk) => Some(Part::Chunk(chunk)),
        };
        self.take_file(request, part, Office::overviews).await
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

fn rule_value(value: sentences::RuleValue) -> RuleValue {
    // years fit, as the rules were checked
    let year = |year: u64| u32::try_from(year).unwrap_or_default();
    RuleValue {
        rule: value.key,
        label: value.label,
        sentences: value.value,
        from: year(value.from),
        until: value.until.map(year).unwrap_or_default(),
        source: value.source,
    }
}
