//! Money besides decisions: what a fund brings along, orders to the bank, the fund's own products, its
//! administration, and the report of the year.

use super::forms::{application_form, draw};
use super::{Calls, StepError, reason_of};
use crate::demo::data::invoices::InvoicePlan;
use crate::demo::region::bank;
use wijkfonds_domain::books::administration::Cost;
use wijkfonds_domain::books::opening::{Opening, RunningProject};
use wijkfonds_domain::books::product::Declaration;
use wijkfonds_domain::terms::{Date, Year};
use wijkfonds_proto::region as messages;

/// An instalment that is due.
pub(in crate::demo::region) struct Payable {
    pub(in crate::demo::region) application: String,
    pub(in crate::demo::region) number: u32,
}

impl Calls {
    /// What the fund brings along; the numbers of the running projects.
    pub(in crate::demo::region) async fn take_opening(
        &mut self,
        opening: &Opening,
    ) -> Result<Vec<String>, StepError> {
        let project = |project: &RunningProject| messages::RunningProject {
            form: Some(application_form(&project.form)),
            granted: project.granted.iter().map(draw).collect(),
            paid: Vec::new(),
            open: project
                .open
                .iter()
                .map(|open| messages::InstalmentBefore {
                    on: open.due.map(|due| due.to_string()).unwrap_or_default(),
                    reference: String::new(),
                    parts: open.parts.iter().map(draw).collect(),
                })
                .collect(),
        };
        let pot = |pot: &wijkfonds_domain::books::opening::OpeningPot| messages::OpeningPot {
            pot: pot.pot.to_string(),
            free_cents: pot.free.get(),
            committed_cents: pot.committed.get(),
        };
        let request = messages::TakeOpeningRequest {
            request_id: "opening".to_owned(),
            year: opening.year.into(),
            on: opening.on.to_string(),
            source: opening.source.clone(),
            bank_cents: opening.bank.get(),
            receivable_zn_cents: opening.receivable_zn.get(),
            receivable_reclaim_cents: opening.receivable_reclaim.get(),
            reserve_cents: opening.reserve.get(),
            pots: opening.pots.iter().map(pot).collect(),
            projects: opening.projects.iter().map(project).collect(),
        };
        Ok(self.books.treasurer.take_opening(request).await?.into_inner().applications)
    }

    /// The instalments that are due on a day, with the open order that is to pay each; 0 for none.
    pub(in crate::demo::region) async fn due(
        &mut self,
        on: Date,
    ) -> Result<Vec<(String, u32, u32)>, StepError> {
        let mut due = Vec::new();
        let mut page_token = String::new();
        loop {
            let (today, until) = (on.to_string(), String::new());
            let request = messages::ListDuePaymentsRequest { today, until, page_size: 0, page_token };
            let page = self.payments.treasurer.list_due_payments(request).await?.into_inner();
            let instalments = page.days.into_iter().flat_map(|day| day.instalments);
            due.extend(instalments.map(|one| (one.application, one.number, one.order)));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(due);
            }
        }
    }

    /// A clerk registers the practice's account, and the treasurer confirms it.
    pub(in crate::demo::region) async fn register_account(
        &mut self,
        practice: &str,
        on: Date,
    ) -> Result<(), StepError> {
        let (on, practice) = (on.to_string(), practice.to_owned());
        let request = messages::RegisterPayeeRequest {
            request_id: format!("account-{practice}"),
            practice: practice.clone(),
            account: Some(bank::account_of(&practice)),
            on: on.clone(),
        };
        let version = self.payments.clerk.register_payee(request).await?.into_inner().version;
        let request_id = format!("account-{practice}-confirm");
        let request = messages::ConfirmPayeeRequest { request_id, practice, version, on };
        self.payments.treasurer.confirm_payee(request).await?;
        Ok(())
    }

    /// The treasurer proposes an order: its number, or `None` when the bank account is too low for it.
    pub(in crate::demo::region) async fn propose_order(
        &mut self,
        instalments: &[Payable],
        on: Date,
    ) -> Result<Option<u32>, StepError> {
        let instalment = |payable: &Payable| messages::InstalmentKey {
            application: payable.application.clone(),
            number: payable.number,
        };
        let request = messages::ProposeOrderRequest {
            request_id: format!("order-{}", bank::key(on, instalments)),
            instalments: instalments.iter().map(instalment).collect(),
            on: on.to_string(),
        };
        match self.payments.treasurer.propose_order(request).await {
            Err(status) if reason_of(&status).as_deref() == Some("PAYMENT_BANK_TOO_LOW") => Ok(None),
            proposed => Ok(Some(proposed?.into_inner().order)),
        }
    }

    /// The board approves an order, the bank carries it out, and its statement says so: whether everything was paid.
    /// What was not is let go, to be ordered again. An order that was left half way is taken up where it was.
    pub(in crate::demo::region) async fn carry_out(&mut self, order: u32) -> Result<bool, StepError> {
        let request = messages::GetOrderRequest { order };
        let found = self.payments.treasurer.get_order(request).await?.into_inner().order.unwrap_or_default();
        let on = found.proposed_on.clone();
        let request_id = format!("order-{order}-approve");
        let request = messages::ApproveOrderRequest { request_id, order, on: on.clone() };
        self.payments.board.approve_order(request).await?;
        let request = messages::ExportOrderRequest {
            request_id: format!("order-{order}-export"),
            order,
            account: Some(bank::own_account()),
            execute_on: on.clone(),
            on: on.clone(),
        };
        self.payments.treasurer.export_order(request).await?;
        let request = messages::ReadStatementRequest {
            request_id: format!("order-{order}-statement"),
            iban: bank::own_account().iban,
            document: bank::statement(order, &on, &found.lines).into_bytes(),
        };
        let answer = self.payments.treasurer.read_statement(request).await?.into_inner();
        let all = answer.read && answer.paid.len() == found.lines.len();
        if !all {
            let reason = "De bank had niet genoeg saldo (synthetisch).".to_owned();
            let request_id = format!("order-{order}-release");
            let request = messages::ReleaseOrderRequest { request_id, order, on, reason };
            self.payments.treasurer.release_order(request).await?;
        }
        Ok(all)
    }

    /// A clerk takes an invoice in and the treasurer approves it: `false` when the grant is used up or ended already.
    pub(in crate::demo::region) async fn invoice(
        &mut self,
        id: &str,
        place: usize,
        invoice: &InvoicePlan,
    ) -> Result<bool, StepError> {
        let on = invoice.on.to_string();
        let request = messages::HandInInvoiceRequest {
            request_id: format!("invoice-{id}-{place}"),
            application: id.to_owned(),
            on: on.clone(),
            dated: invoice.dated.to_string(),
            paid_on: invoice.paid_on.to_string(),
            cents: invoice.cents.get(),
            document: invoice.document.clone(),
            chamber_number: invoice.chamber_number.clone(),
        };
        let number = match self.invoices.clerk.hand_in_invoice(request).await {
            Ok(answer) => answer.into_inner().number,
            Err(status) => match reason_of(&status).as_deref() {
                Some("INVOICE_NOTHING_LEFT" | "INVOICE_NOT_ON_INVOICES") => return Ok(false),
                _ => return Err(status.into()),
            },
        };
        let request_id = format!("invoice-{id}-{place}-approve");
        let request = messages::ApproveInvoiceRequest { request_id, application: id.to_owned(), number, on };
        self.invoices.treasurer.approve_invoice(request).await?;
        Ok(true)
    }

    /// A practice declares a product: the declaration's number, or `None` when its pot or its year has too little left.
    pub(in crate::demo::region) async fn declare(
        &mut self,
        declared: &Declaration,
    ) -> Result<Option<u32>, StepError> {
        let practice = declared.practice.as_str().to_owned();
        let request = messages::DeclareProductRequest {
            request_id: format!("declare-{}-{practice}-{}", declared.quarter, declared.product),
            year: declared.year.into(),
            quarter: declared.quarter.into(),
            practice,
            product: declared.product.clone(),
            number: declared.number,
            on: declared.on.to_string(),
        };
        match self.books.clerk.declare_product(request).await {
            Ok(declared) => Ok(Some(declared.into_inner().id)),
            Err(status) => match reason_of(&status).as_deref() {
                // asked again after the year was closed, what was refused before it is refused for that
                Some(
                    "BOOKS_POT_TOO_LOW" | "BOOKS_ABOVE_YEAR" | "BOOKS_ABOVE_MOST" | "BOOKS_SHORTFALL"
                    | "BOOKS_YEAR_CLOSED",
                ) => Ok(None),
                _ => Err(status.into()),
            },
        }
    }

    pub(in crate::demo::region) async fn pay_declaration(
        &mut self,
        year: Year,
        id: u32,
        on: Date,
    ) -> Result<(), StepError> {
        let request = messages::PayDeclarationRequest {
            request_id: format!("declaration-{id}-pay"),
            year: year.into(),
            id,
            on: on.to_string(),
            reference: format!("DEMO declaratie {id}"),
        };
        self.books.treasurer.pay_declaration(request).await?;
        Ok(())
    }

    pub(in crate::demo::region) async fn pay_administration(&mut self, cost: &Cost) -> Result<(), StepError> {
        let request = messages::PayAdministrationRequest {
            request_id: "administration".to_owned(),
            year: cost.year.into(),
            on: cost.on.to_string(),
            what: cost.what.clone(),
            cents: cost.cents.get(),
            pot: cost.pot.as_ref().map(ToString::to_string).unwrap_or_default(),
            reference: cost.reference.clone(),
        };
        self.books.treasurer.pay_administration(request).await?;
        Ok(())
    }

    /// The board adopts the report of the closed year.
    pub(in crate::demo::region) async fn adopt_report(
        &mut self,
        year: Year,
        on: Date,
    ) -> Result<(), StepError> {
        let (request_id, on) = ("report".to_owned(), on.to_string());
        let request = messages::AdoptYearReportRequest { request_id, year: year.into(), on };
        self.books.board.adopt_year_report(request).await?;
        Ok(())
    }
}
