//! `BooksService`: the fund's books besides grants.

use super::errors::Refused;
use super::forms::{LINE, TEXT};
use super::project::page_size_of;
use super::{Desk, Office, forms};
use crate::app::CommandError;
use tonic::{Request, Response, Status};
use wijkfonds_domain::books::administration::Cost;
use wijkfonds_domain::books::opening::{Opening, OpeningPot, PaidBefore, RunningProject, StillOpen};
use wijkfonds_domain::books::product::{self, Declaration, DeclarationPayment, PricedDeclaration};
use wijkfonds_domain::books::report::{self, AccountLine};
use wijkfonds_domain::books::reserve::Release;
use wijkfonds_domain::books::{Command as BooksCommand, Event as BooksEvent, Refusal as BooksRefusal};
use wijkfonds_domain::fund::{Command, Event, Refusal};
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Cents, Year};
use wijkfonds_domain::{plain_text, pot, shortfall, year};
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region::books_service_server::BooksService;
use wijkfonds_proto::region::{
    AdoptYearReportRequest, AdoptYearReportResponse, ClosingObstacle, DeclareProductRequest,
    DeclareProductResponse, ExportLedgerRequest, ExportLedgerResponse, GetShortfallRequest,
    GetShortfallResponse, GetYearReportRequest, GetYearReportResponse, InstalmentBefore,
    ListDeclarationsRequest, ListDeclarationsResponse, PayAdministrationRequest, PayAdministrationResponse,
    PayDeclarationRequest, PayDeclarationResponse, PreviewClosingRequest, PreviewClosingResponse,
    ProductDeclaration, ReleaseReserveRequest, ReleaseReserveResponse, ReportAccount, ReportMovement,
    ShortfallEntry, ShortfallPot, TakeOpeningRequest, TakeOpeningResponse,
};

/// Members of a list of balances or projects.
const MOST: usize = 5_000;

#[tonic::async_trait]
impl BooksService for Office {
    async fn take_opening(
        &self,
        request: Request<TakeOpeningRequest>,
    ) -> Result<Response<TakeOpeningResponse>, Status> {
        let desk = self.desk(&request)?;
        let mut message = request.into_inner();
        let request_id = std::mem::take(&mut message.request_id);
        let opening = opening(message).map_err(|refused| refused.status(desk.language))?;
        let event = self.book(&desk, request_id, BooksCommand::TakeOpening(Box::new(opening))).await?;
        let applications = match event {
            Some(BooksEvent::OpeningTaken { applications, .. }) => applications,
            _ => Vec::new(),
        };
        let applications = applications.iter().map(ToString::to_string).collect();
        Ok(Response::new(TakeOpeningResponse { applications }))
    }

    async fn release_reserve(
        &self,
        request: Request<ReleaseReserveRequest>,
    ) -> Result<Response<ReleaseReserveResponse>, Status> {
        let desk = self.desk(&request)?;
        let ReleaseReserveRequest { request_id, year, on, pot, cents, reason } = request.into_inner();
        let release = || {
            Ok(Release {
                year: forms::year(year)?,
                on: forms::day(&on, "on")?,
                pot: PotId::named(forms::text(pot, LINE, "pot")?),
                cents: Cents::new(cents),
                reason: forms::text(reason, TEXT, "reason")?,
            })
        };
        let release = release().map_err(|refused: Refused| refused.status(desk.language))?;
        let fund_year = release.year;
        self.book(&desk, request_id, BooksCommand::ReleaseReserve(release)).await?;
        let reserve = self.fund.read(|records| {
            ledger::balance(records, year::ledger_year(records, fund_year)?, &Account::Reserve)
        });
        let reserve = reserve.map_err(|error| Refused::from(error).status(desk.language))?;
        Ok(Response::new(ReleaseReserveResponse { reserve_cents: -reserve.get() }))
    }

    async fn declare_product(
        &self,
        request: Request<DeclareProductRequest>,
    ) -> Result<Response<DeclareProductResponse>, Status> {
        let desk = self.desk(&request)?;
        let message = request.into_inner();
        let declaration = || {
            Ok(Declaration {
                year: forms::year(message.year)?,
                quarter: forms::quarter(message.quarter)?,
                practice: message.practice.try_into().map_err(|_| Refused::Field("practice"))?,
                product: forms::text(message.product, LINE, "product")?,
                number: message.number,
                on: forms::day(&message.on, "on")?,
            })
        };
        let declaration = declaration().map_err(|refused: Refused| refused.status(desk.language))?;
        let event = self.book(&desk, message.request_id, BooksCommand::Declare(declaration)).await?;
        let (id, cents) = match event {
            Some(BooksEvent::ProductDeclared { declaration, .. }) => {
                (declaration.id, declaration.cents.get())
            }
            _ => (0, 0),
        };
        Ok(Response::new(DeclareProductResponse { id, cents }))
    }

    async fn pay_declaration(
        &self,
        request: Request<PayDeclarationRequest>,
    ) -> Result<Response<PayDeclarationResponse>, Status> {
        let desk = self.desk(&request)?;
        let PayDeclarationRequest { request_id, year, id, on, reference } = request.into_inner();
        let payment = || {
            let (year, on) = (forms::year(year)?, forms::day(&on, "on")?);
            Ok(DeclarationPayment { year, id, on, reference: forms::text(reference, LINE, "reference")? })
        };
        let payment = payment().map_err(|refused: Refused| refused.status(desk.language))?;
        self.book(&desk, request_id, BooksCommand::PayDeclaration(payment)).await?;
        Ok(Response::new(PayDeclarationResponse {}))
    }

    async fn list_declarations(
        &self,
        request: Request<ListDeclarationsRequest>,
    ) -> Result<Response<ListDeclarationsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListDeclarationsRequest { year, page_size, page_token } = request.into_inner();
        let size = page_size_of(page_size);
        let declarations = || {
            let after = if page_token.is_empty() { Ok(0) } else { page_token.parse() };
            let (year, after) = (forms::year(year)?, after.map_err(|_| Refused::Field("page_token"))?);
            Ok(self.fund.read(|records| product::declarations(records, year, after, size + 1))?)
        };
        let mut declarations = declarations().map_err(|refused: Refused| refused.status(desk.language))?;
        let more = declarations.len() > size;
        declarations.truncate(size);
        let next_page_token =
            declarations.last().filter(|_| more).map(|declaration| declaration.id.to_string());
        let declarations = declarations.into_iter().map(declaration_message).collect();
        Ok(Response::new(ListDeclarationsResponse {
            declarations,
            next_page_token: next_page_token.unwrap_or_default(),
        }))
    }

    async fn pay_administration(
        &self,
        request: Request<PayAdministrationRequest>,
    ) -> Result<Response<PayAdministrationResponse>, Status> {
        let desk = self.desk(&request)?;
        let message = request.into_inner();
        let cost = || {
            Ok(Cost {
                year: forms::year(message.year)?,
                on: forms::day(&message.on, "on")?,
                what: forms::text(message.what, TEXT, "what")?,
                cents: Cents::new(message.cents),
                pot: Some(forms::text(message.pot, LINE, "pot")?)
                    .filter(|pot| !pot.is_empty())
                    .map(PotId::named),
                reference: forms::text(message.reference, LINE, "reference")?,
            })
        };
        let cost = cost().map_err(|refused: Refused| refused.status(desk.language))?;
        self.book(&desk, message.request_id, BooksCommand::PayAdministration(cost)).await?;
        Ok(Response::new(PayAdministrationResponse {}))
    }

    async fn preview_closing(
        &self,
        request: Request<PreviewClosingRequest>,
    ) -> Result<Response<PreviewClosingResponse>, Status> {
        let desk = self.desk(&request)?;
        let PreviewClosingRequest { year, on } = request.into_inner();
        let obstacles = || {
            let (year, on) = (forms::year(year)?, forms::day(&on, "on")?);
            Ok(self.fund.read(|records| year::obstacles(records, year, on))?)
        };
        let obstacles = obstacles().map_err(|refused: Refused| refused.status(desk.language))?;
        let obstacles = obstacles.into_iter().map(Refusal::from).map(|refusal| ClosingObstacle {
            code: refusal.code().to_owned(),
            sentence: sentences::refusal(desk.language, &refusal),
        });
        Ok(Response::new(PreviewClosingResponse { obstacles: obstacles.collect() }))
    }

    async fn get_shortfall(
        &self,
        request: Request<GetShortfallRequest>,
    ) -> Result<Response<GetShortfallResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::year(request.get_ref().year).and_then(|year| {
            Ok(self.fund.read(|records| shortfall_message(records, year, desk.language))?)
        });
        found.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn get_year_report(
        &self,
        request: Request<GetYearReportRequest>,
    ) -> Result<Response<GetYearReportResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::year(request.get_ref().year).and_then(|year| {
            let found = self.fund.read(|records| match report::adopted(records, year)? {
                Some((on, report)) => Ok(Some((Some(on), report))),
                None => Ok(report::report(records, year)?.map(|report| (None, report))),
            })?;
            found.ok_or_else(|| CommandError::Refused(BooksRefusal::NotClosed(year).into()).into())
        });
        let (adopted, report) = found.map_err(|refused: Refused| refused.status(desk.language))?;
        Ok(Response::new(GetYearReportResponse {
            adopted_on: adopted.map(|on| on.to_string()).unwrap_or_default(),
            money_cents: report.money.get(),
            set_aside_cents: report.set_aside.get(),
            granted_cents: report.granted_cents.get(),
            administration_cents: report.administration.get(),
            text: sentences::year_report(desk.language, &report, adopted),
            accounts: report.accounts.iter().map(account_message).collect(),
        }))
    }

    async fn adopt_year_report(
        &self,
        request: Request<AdoptYearReportRequest>,
    ) -> Result<Response<AdoptYearReportResponse>, Status> {
        let desk = self.desk(&request)?;
        let AdoptYearReportRequest { request_id, year, on } = request.into_inner();
        let command =
            || Ok(BooksCommand::AdoptReport { year: forms::year(year)?, on: forms::day(&on, "on")? });
        let command = command().map_err(|refused: Refused| refused.status(desk.language))?;
        self.book(&desk, request_id, command).await?;
        Ok(Response::new(AdoptYearReportResponse {}))
    }

    async fn export_ledger(
        &self,
        request: Request<ExportLedgerRequest>,
    ) -> Result<Response<ExportLedgerResponse>, Status> {
        let desk = self.desk(&request)?;
        let ExportLedgerRequest { year, page_size, page_token } = request.into_inner();
        let size = page_size_of(page_size);
        let after = Some(page_token.as_str()).filter(|token| !token.is_empty());
        let bookings = forms::year(year).and_then(|year| {
            Ok(self.fund.read(|records| ledger::bookings(records, year, after, size + 1))?)
        });
        let mut bookings = bookings.map_err(|refused: Refused| refused.status(desk.language))?;
        let more = bookings.len() > size;
        bookings.truncate(size);
        let text =
            bookings.iter().map(|(number, booking)| plain_text::transaction(number, booking)).collect();
        let last = bookings.last().filter(|_| more).map(|(number, _)| number.clone());
        Ok(Response::new(ExportLedgerResponse { text, next_page_token: last.unwrap_or_default() }))
    }
}

impl Office {
    /// Carries out a command on the books and gives what happened.
    async fn book(
        &self,
        desk: &Desk,
        request_id: String,
        command: BooksCommand,
    ) -> Result<Option<BooksEvent>, Status> {
        let committed = self.order(desk, request_id, Command::Books(command)).await?;
        Ok(committed.events.into_iter().find_map(|event| match event {
            Event::Books(event) => Some(event),
            _ => None,
        }))
    }
}

fn opening(message: TakeOpeningRequest) -> Result<Opening, Refused> {
    if message.pots.len() > MOST {
        return Err(Refused::Field("pots"));
    }
    if message.projects.len() > MOST {
        return Err(Refused::Field("projects"));
    }
    let pot = |pot: wijkfonds_proto::region::OpeningPot| {
        let name = PotId::named(forms::text(pot.pot, LINE, "pots.pot")?);
        let (free, committed) = (Cents::new(pot.free_cents), Cents::new(pot.committed_cents));
        Ok(OpeningPot { pot: name, free, committed })
    };
    Ok(Opening {
        year: forms::year(message.year)?,
        on: forms::day(&message.on, "on")?,
        source: forms::text(message.source, LINE, "source")?,
        bank: Cents::new(message.bank_cents),
        receivable_zn: Cents::new(message.receivable_zn_cents),
        receivable_reclaim: Cents::new(message.receivable_reclaim_cents),
        reserve: Cents::new(message.reserve_cents),
        pots: message.pots.into_iter().map(pot).collect::<Result<_, Refused>>()?,
        projects: message.projects.into_iter().map(running).collect::<Result<_, Refused>>()?,
    })
}

fn running(message: wijkfonds_proto::region::RunningProject) -> Result<RunningProject, Refused> {
    let paid = |one: InstalmentBefore| {
        Ok(PaidBefore {
            on: forms::day(&one.on, "projects.paid.on")?,
            reference: forms::text(one.reference, LINE, "projects.paid.reference")?,
            parts: forms::draws(one.parts),
        })
    };
    let open = |one: InstalmentBefore| {
        let due = Some(one.on.as_str()).filter(|on| !on.is_empty());
        let due = due.map(|on| forms::day(on, "projects.open.on")).transpose()?;
        Ok(StillOpen { due, parts: forms::draws(one.parts) })
    };
    Ok(RunningProject {
        form: message.form.ok_or(Refused::Field("projects.form")).and_then(forms::application)?,
        granted: forms::draws(message.granted),
        paid: message.paid.into_iter().map(paid).collect::<Result<_, Refused>>()?,
        open: message.open.into_iter().map(open).collect::<Result<_, Refused>>()?,
    })
}

fn declaration_message(declaration: PricedDeclaration) -> ProductDeclaration {
    ProductDeclaration {
        id: declaration.id,
        quarter: declaration.declared.quarter.into(),
        practice: declaration.declared.practice.into(),
        product: declaration.declared.product,
        number: declaration.declared.number,
        cents: declaration.cents.get(),
        pot: declaration.pot.to_string(),
        paid_on: declaration.paid.map(|paid| paid.on.to_string()).unwrap_or_default(),
    }
}

fn shortfall_message(
    records: &dyn Records,
    fund_year: Year,
    language: Language,
) -> Result<GetShortfallResponse, Fault> {
    let ledger_year = year::ledger_year(records, fund_year)?;
    let name = |pot: &Option<PotId>| pot.as_ref().map(ToString::to_string).unwrap_or_default();
    let lacking = shortfall::lacking(records, ledger_year)?;
    let lacking = lacking.iter().map(|(pot, cents)| ShortfallPot { pot: name(pot), cents: cents.get() });
    let account = shortfall::account(records, ledger_year)?;
    let account = account.iter().map(|entry| ShortfallEntry {
        on: entry.on.to_string(),
        purpose: entry.purpose.code().to_owned(),
        pot: name(&entry.pot),
        cents: entry.cents.get(),
        sentence: sentences::shortfall_entry(language, entry),
    });
    Ok(GetShortfallResponse {
        shortfall_cents: pot::shortfall(records, ledger_year)?.get(),
        lacking: lacking.collect(),
        account: account.collect(),
    })
}

fn account_message(line: &AccountLine) -> ReportAccount {
    let movement = |(why, cents): &(ledger::Purpose, Cents)| ReportMovement {
        purpose: why.code().to_owned(),
        cents: cents.get(),
    };
    ReportAccount {
        account: line.account.to_string(),
        opening_cents: line.opening.get(),
        movements: line.movements.iter().map(movement).collect(),
        closing_cents: line.closing.get(),
    }
}
