//! `PaymentService`: accounts, orders to pay, files for the bank and statements from it. Who acts is who calls.

mod bank;

use super::errors::Refused;
use super::forms::{LINE, TEXT};
use super::project::page_size_of;
use super::{Desk, Office, forms};
use crate::app::payment::{self, NoAccount};
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::orders::{
    self, Command as OrderCommand, Event as OrderEvent, Iban, Order, OrderState, Payee,
};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::reversal;
use wijkfonds_domain::terms::{Agb, Cents};
use wijkfonds_proto::region::payment_service_server::PaymentService;
use wijkfonds_proto::region::{
    ApproveOrderRequest, ApproveOrderResponse, BankAccount, CancelOrderRequest, CancelOrderResponse,
    ConfirmPayeeRequest, ConfirmPayeeResponse, DueDay, DueInstalment, ExplainCreditRequest,
    ExplainCreditResponse, ExportOrderRequest, ExportOrderResponse, GetOrderRequest, GetOrderResponse,
    GetPayeeRequest, GetPayeeResponse, InstalmentKey, ListDuePaymentsRequest, ListDuePaymentsResponse,
    ListOrdersRequest, ListOrdersResponse, ListRecordedPaymentsRequest, ListRecordedPaymentsResponse,
    ListUnmatchedCreditsRequest, ListUnmatchedCreditsResponse, PaymentOrder, PaymentOrderLine,
    PaymentOrderState, ProposeOrderRequest, ProposeOrderResponse, ReadStatementRequest,
    ReadStatementResponse, RegisterPayeeRequest, RegisterPayeeResponse, ReleaseOrderRequest,
    ReleaseOrderResponse, ReturnPaymentRequest, ReturnPaymentResponse, UndoPaymentRequest,
    UndoPaymentResponse,
};

#[tonic::async_trait]
impl PaymentService for Office {
    async fn register_payee(
        &self,
        request: Request<RegisterPayeeRequest>,
    ) -> Result<Response<RegisterPayeeResponse>, Status> {
        let desk = self.desk(&request)?;
        let message = request.into_inner();
        let command = || {
            let (practice, payee) = (practice(message.practice)?, account(message.account)?);
            let on = forms::day(&message.on, "on")?;
            Ok(OrderCommand::RegisterPayee { practice, payee, by: desk.actor.clone(), on })
        };
        let event = self.give(&desk, message.request_id, command()).await?;
        let version = match event {
            Some(OrderEvent::PayeeRegistered { version, .. }) => version,
            _ => 0,
        };
        Ok(Response::new(RegisterPayeeResponse { version }))
    }

    async fn get_payee(
        &self,
        request: Request<GetPayeeRequest>,
    ) -> Result<Response<GetPayeeResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = practice(request.into_inner().practice).and_then(|practice| {
            self.fund.read(|records| orders::latest(records, &practice))?.ok_or(Refused::NotFound)
        });
        let found = found.map_err(|refused| refused.status(desk.language))?;
        let number = found.payee.iban.plain().map(String::from);
        let (holder, iban) = (found.payee.holder, number.unwrap_or_default());
        Ok(Response::new(GetPayeeResponse {
            version: found.version,
            account: Some(BankAccount { holder, iban }),
            registered_by: found.registered_by,
            confirmed_by: found.confirmed_by.unwrap_or_default(),
        }))
    }

    async fn confirm_payee(
        &self,
        request: Request<ConfirmPayeeRequest>,
    ) -> Result<Response<ConfirmPayeeResponse>, Status> {
        let desk = self.desk(&request)?;
        let message = request.into_inner();
        let command = || {
            let (practice, on) = (practice(message.practice)?, forms::day(&message.on, "on")?);
            let (version, by) = (message.version, desk.actor.clone());
            Ok(OrderCommand::ConfirmPayee { practice, version, by, on })
        };
        self.give(&desk, message.request_id, command()).await?;
        Ok(Response::new(ConfirmPayeeResponse {}))
    }

    async fn propose_order(
        &self,
        request: Request<ProposeOrderRequest>,
    ) -> Result<Response<ProposeOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let ProposeOrderRequest { request_id, instalments, on } = request.into_inner();
        let command = || {
            let key = |key: &InstalmentKey| Ok((forms::id(&key.application)?, key.number));
            let instalments = instalments.iter().map(key).collect::<Result<_, Refused>>()?;
            Ok(OrderCommand::Propose { instalments, by: desk.actor.clone(), on: forms::day(&on, "on")? })
        };
        let (order, lines) = match self.give(&desk, request_id, command()).await? {
            Some(OrderEvent::OrderProposed { order, lines, .. }) => (order, lines),
            _ => (0, Vec::new()),
        };
        let total = Cents::sum(lines.iter().map(|line| line.cents));
        let total_cents = total.map_err(|_| Status::internal("an amount does not fit"))?.get();
        Ok(Response::new(ProposeOrderResponse { order, total_cents }))
    }

    async fn approve_order(
        &self,
        request: Request<ApproveOrderRequest>,
    ) -> Result<Response<ApproveOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let ApproveOrderRequest { request_id, order, on } = request.into_inner();
        let on = forms::day(&on, "on");
        let command = on.map(|on| OrderCommand::Approve { order, by: desk.actor.clone(), on });
        self.give(&desk, request_id, command).await?;
        Ok(Response::new(ApproveOrderResponse {}))
    }

    async fn cancel_order(
        &self,
        request: Request<CancelOrderRequest>,
    ) -> Result<Response<CancelOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let CancelOrderRequest { request_id, order, on, reason } = request.into_inner();
        let command = || {
            let (on, reason) = (forms::day(&on, "on")?, forms::text(reason, TEXT, "reason")?);
            Ok(OrderCommand::Cancel { order, by: desk.actor.clone(), on, reason })
        };
        self.give(&desk, request_id, command()).await?;
        Ok(Response::new(CancelOrderResponse {}))
    }

    async fn release_order(
        &self,
        request: Request<ReleaseOrderRequest>,
    ) -> Result<Response<ReleaseOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let ReleaseOrderRequest { request_id, order, on, reason } = request.into_inner();
        let command = || {
            let (on, reason) = (forms::day(&on, "on")?, forms::text(reason, TEXT, "reason")?);
            Ok(OrderCommand::Release { order, by: desk.actor.clone(), on, reason })
        };
        self.give(&desk, request_id, command()).await?;
        Ok(Response::new(ReleaseOrderResponse {}))
    }

    async fn get_order(
        &self,
        request: Request<GetOrderRequest>,
    ) -> Result<Response<GetOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let number = request.get_ref().order;
        let found = self.fund.read(|records| {
            let Some(order) = orders::order(records, number)? else { return Ok(None) };
            let lines = lines(records, &order)?;
            Ok(Some(PaymentOrder { lines, ..order_message(records, order)? }))
        });
        let found = found.map_err(Refused::from).and_then(|found| found.ok_or(Refused::NotFound));
        let order = found.map_err(|refused| refused.status(desk.language))?;
        Ok(Response::new(GetOrderResponse { order: Some(order) }))
    }

    async fn list_orders(
        &self,
        request: Request<ListOrdersRequest>,
    ) -> Result<Response<ListOrdersResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListOrdersRequest { page_size, page_token } = request.into_inner();
        let size = page_size_of(page_size);
        let listed = || {
            let after = if page_token.is_empty() { Ok(0) } else { page_token.parse() };
            let after = after.map_err(|_| Refused::Field("page_token"))?;
            Ok(self.fund.read(|records| {
                let mut found = orders::orders_after(records, after, size + 1)?;
                let more = found.len() > size;
                found.truncate(size);
                let next_page_token = found.last().filter(|_| more).map(|last| last.number.to_string());
                let found = found.into_iter().map(|order| order_message(records, order));
                let orders = found.collect::<Result<_, Fault>>()?;
                Ok(ListOrdersResponse { orders, next_page_token: next_page_token.unwrap_or_default() })
            })?)
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn list_due_payments(
        &self,
        request: Request<ListDuePaymentsRequest>,
    ) -> Result<Response<ListDuePaymentsResponse>, Status> {
        let desk = self.desk(&request)?;
        let listed = self.due(request.get_ref());
        listed.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn export_order(
        &self,
        request: Request<ExportOrderRequest>,
    ) -> Result<Response<ExportOrderResponse>, Status> {
        let desk = self.desk(&request)?;
        let ExportOrderRequest { request_id, order, account: own, execute_on, on } = request.into_inner();
        let command = || {
            let (account, execute_on) = (account(own)?, forms::day(&execute_on, "execute_on")?);
            let (by, on) = (desk.actor.clone(), forms::day(&on, "on")?);
            Ok(OrderCommand::Export { order, account, execute_on, by, on })
        };
        self.give(&desk, request_id, command()).await?;
        let exported = self.fund.read(|records| payment::exported(records, order));
        let transfer = exported.map_err(Refused::from).and_then(|exported| {
            payment::transfer(self.fund.region(), &exported).map_err(|_| Refused::NotTransferable)
        });
        let transfer = transfer.map_err(|refused| refused.status(desk.language))?;
        Ok(Response::new(ExportOrderResponse {
            document: transfer.document.into_bytes(),
            file_name: transfer.file_name,
            payments: u32::try_from(transfer.payments).unwrap_or(u32::MAX),
            total_cents: transfer.total.get(),
        }))
    }

    async fn read_statement(
        &self,
        request: Request<ReadStatementRequest>,
    ) -> Result<Response<ReadStatementResponse>, Status> {
        let desk = self.desk(&request)?;
        let ReadStatementRequest { request_id, iban, document } = request.into_inner();
        let iban = Iban::new(&iban).map_err(|_| Refused::Field("iban").status(desk.language))?;
        let files = match payment::read_statements(&document, &iban) {
            Ok(files) => files,
            Err(problems) => return Ok(Response::new(bank::unread(desk.language, &problems))),
        };
        let (statements, places): (Vec<_>, Vec<_>) =
            files.into_iter().map(|file| (file.statement, file.places)).unzip();
        let command = OrderCommand::ReadStatements { statements, by: desk.actor.clone() };
        let events = self.ordered(&desk, request_id, Ok(Command::Orders(Box::new(command)))).await?;
        let outcomes = events.into_iter().filter_map(|event| match event {
            Event::Orders(event) => match *event {
                OrderEvent::StatementRead { outcome, .. } => Some(outcome),
                _ => None,
            },
            _ => None,
        });
        Ok(Response::new(bank::read(desk.language, outcomes.collect(), &places)))
    }

    async fn list_unmatched_credits(
        &self,
        request: Request<ListUnmatchedCreditsRequest>,
    ) -> Result<Response<ListUnmatchedCreditsResponse>, Status> {
        let desk = self.desk(&request)?;
        let listed = self.unmatched(request.get_ref());
        listed.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn explain_credit(
        &self,
        request: Request<ExplainCreditRequest>,
    ) -> Result<Response<ExplainCreditResponse>, Status> {
        let desk = self.desk(&request)?;
        let ExplainCreditRequest { request_id, reference, on, what } = request.into_inner();
        let command = || {
            let (what, on) = (bank::credit_use(what)?, forms::day(&on, "on")?);
            Ok(OrderCommand::ExplainCredit { reference, what, on, by: desk.actor.clone() })
        };
        self.give(&desk, request_id, command()).await?;
        Ok(Response::new(ExplainCreditResponse {}))
    }

    async fn undo_payment(
        &self,
        request: Request<UndoPaymentRequest>,
    ) -> Result<Response<UndoPaymentResponse>, Status> {
        let desk = self.desk(&request)?;
        let UndoPaymentRequest { request_id, on, reason, payment } = request.into_inner();
        let command = || {
            let (payment, on) = (bank::recorded(payment)?, forms::day(&on, "on")?);
            let (reason, by) = (forms::text(reason, TEXT, "reason")?, desk.actor.clone());
            Ok(Command::Reverse(Box::new(reversal::Command { payment, on, reason, by })))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        let cents = events.into_iter().find_map(|event| match event {
            Event::Reversed(event) => Some(event.cents),
            _ => None,
        });
        Ok(Response::new(UndoPaymentResponse { cents: cents.unwrap_or_default().get() }))
    }

    async fn list_recorded_payments(
        &self,
        request: Request<ListRecordedPaymentsRequest>,
    ) -> Result<Response<ListRecordedPaymentsResponse>, Status> {
        let desk = self.desk(&request)?;
        let listed = self.recorded_payments(request.get_ref().year);
        listed.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn return_payment(
        &self,
        request: Request<ReturnPaymentRequest>,
    ) -> Result<Response<ReturnPaymentResponse>, Status> {
        let desk = self.desk(&request)?;
        let message = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&message.application)?, forms::day(&message.on, "on")?);
            let reason = forms::text(message.reason, TEXT, "reason")?;
            let (number, by) = (message.number, desk.actor.clone());
            Ok(OrderCommand::ReturnPayment { application, number, on, reason, by })
        };
        self.give(&desk, message.request_id, command()).await?;
        Ok(Response::new(ReturnPaymentResponse {}))
    }
}

impl Office {
    /// Carries out a command on orders, unless a field was wrong, and gives what happened.
    async fn give(
        &self,
        desk: &Desk,
        request_id: String,
        command: Result<OrderCommand, Refused>,
    ) -> Result<Option<OrderEvent>, Status> {
        let command = command.map(|command| Command::Orders(Box::new(command)));
        let events = self.ordered(desk, request_id, command).await?;
        Ok(events.into_iter().find_map(|event| match event {
            Event::Orders(event) => Some(*event),
            _ => None,
        }))
    }

    fn due(&self, request: &ListDuePaymentsRequest) -> Result<ListDuePaymentsResponse, Refused> {
        let today = forms::day(&request.today, "today")?;
        let until = match request.until.as_str() {
            "" => today,
            until => forms::day(until, "until")?,
        };
        let after = Some(request.page_token.as_str()).filter(|token| !token.is_empty());
        let after = after.map(|token| forms::day(token, "page_token")).transpose()?;
        let size = page_size_of(request.page_size);
        Ok(self.fund.read(|records| {
            let days = orders::due(records, until)?;
            let total = |late: bool| {
                let chosen = days.iter().filter(|day| !late || day.day < today);
                Cents::sum(chosen.map(|day| day.total)).map_err(Fault::new)
            };
            let (total_cents, late_cents) = (total(false)?.get(), total(true)?.get());
            let mut page =
                days.into_iter().filter(|day| after.is_none_or(|after| day.day > after)).peekable();
            let found: Vec<_> = page.by_ref().take(size).collect();
            let last = found.last().filter(|_| page.peek().is_some()).map(|last| last.day.to_string());
            let days = found.into_iter().map(|day| {
                let late = day.day < today;
                due_message(day, late)
            });
            let (days, next_page_token) = (days.collect(), last.unwrap_or_default());
            Ok(ListDuePaymentsResponse { days, total_cents, late_cents, next_page_token })
        })?)
    }
}

fn practice(code: String) -> Result<Agb, Refused> {
    code.try_into().map_err(|_| Refused::Field("practice"))
}

fn account(account: Option<BankAccount>) -> Result<Payee, Refused> {
    let account = account.ok_or(Refused::Field("account"))?;
    let holder = forms::text(account.holder, LINE, "account.holder")?;
    payment::account(holder, &account.iban).map_err(|wrong| match wrong {
        NoAccount::Iban => Refused::Field("account.iban"),
        NoAccount::Holder => Refused::Field("account.holder"),
    })
}

fn due_message(day: orders::DueDay, late: bool) -> DueDay {
    let instalment = |found: orders::DueInstalment| DueInstalment {
        application: found.application.to_string(),
        number: found.number,
        cents: found.cents.get(),
        order: found.order.unwrap_or(0),
        has_account: found.has_account,
    };
    DueDay {
        day: day.day.to_string(),
        late,
        total_cents: day.total.get(),
        instalments: day.instalments.into_iter().map(instalment).collect(),
    }
}

fn order_message(records: &dyn Records, order: Order) -> Result<PaymentOrder, Fault> {
    let total = Cents::sum(order.lines.iter().map(|line| line.cents)).map_err(Fault::new)?;
    let export = orders::export(records, order.number)?;
    let (state, approved_by, state_on) = match order.state {
        OrderState::Proposed => (PaymentOrderState::Proposed, String::new(), order.proposed_on),
        OrderState::Approved { by, on } => (PaymentOrderState::Approved, by, on),
        OrderState::Cancelled { on } => (PaymentOrderState::Cancelled, String::new(), on),
        OrderState::Released { on } => (PaymentOrderState::Released, String::new(), on),
    };
    Ok(PaymentOrder {
        order: order.number,
        state: state.into(),
        proposed_by: order.proposed_by,
        proposed_on: order.proposed_on.to_string(),
        approved_by,
        state_on: state_on.to_string(),
        total_cents: total.get(),
        execute_on: export.map(|export| export.execute_on.to_string()).unwrap_or_default(),
        lines: Vec::new(),
    })
}

fn lines(records: &dyn Records, order: &Order) -> Result<Vec<PaymentOrderLine>, Fault> {
    let line = |line: &orders::Line| {
        let found = orders::version(records, &line.practice, line.account_version)?;
        let found = found.ok_or_else(|| Fault::new("an order names an account that is not there"))?;
        let open = orders::open_order(records, line.application, line.number)?;
        let number = found.payee.iban.plain();
        Ok(PaymentOrderLine {
            application: line.application.to_string(),
            number: line.number,
            cents: line.cents.get(),
            practice: line.practice.as_str().to_owned(),
            iban_ends: number.map(|number| number.last_four().to_owned()).unwrap_or_default(),
            holder: found.payee.holder,
            end_to_end_id: line.end_to_end.clone(),
            waits: open == Some(order.number),
        })
    };
    order.lines.iter().map(line).collect()
}
