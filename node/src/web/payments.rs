//! `/payments`: what a treasurer looks for. What falls due, orders that wait for a second person or for the bank,
//! invoices that wait to be judged, what came in unexplained, and what practices owe back.

use super::words::Words;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use wijkfonds_domain::invoice::{self, Invoice};
use wijkfonds_domain::orders::{self, DueDay, OpenCredit, Order, OrderState};
use wijkfonds_domain::reclaim::{self, Balance};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Cents, Date};
use wijkfonds_edge::messages;
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let words = Words(asked.language);
    let view = fund.read(PaymentsView::read)?;
    Page::new(words.of("title-payments"), &Payments { words, view })
}

#[derive(Template)]
#[template(path = "payments.html")]
struct Payments {
    words: Words,
    view: PaymentsView,
}

struct PaymentsView {
    due: Vec<DueDay>,
    due_total: Cents,
    orders: Vec<OpenOrder>,
    invoices: Vec<Invoice>,
    credits: Vec<OpenCredit>,
    claims: Vec<Balance>,
}

/// An order of which something still waits.
struct OpenOrder {
    order: Order,
    payments: u64,
    total: Cents,
}

impl PaymentsView {
    fn read(records: &dyn Records) -> Result<Self, Fault> {
        // a page knows no day: all that is planned is shown by its own
        let due = orders::due(records, Date::MAX)?;
        let due_total = Cents::sum(due.iter().map(|day| day.total)).map_err(Fault::new)?;
        let mut open = Vec::new();
        for order in orders::orders_after(records, 0, usize::MAX)? {
            open.extend(OpenOrder::of(records, order)?);
        }
        Ok(Self {
            due,
            due_total,
            orders: open,
            invoices: invoice::waiting(records)?,
            credits: orders::unmatched(records)?,
            claims: reclaim::open_claims(records)?,
        })
    }
}

impl OpenOrder {
    /// What of an order waits: all of one that is proposed, and of an approved one what the bank has not paid.
    fn of(records: &dyn Records, order: Order) -> Result<Option<Self>, Fault> {
        if !matches!(order.state, OrderState::Proposed | OrderState::Approved { .. }) {
            return Ok(None);
        }
        let (mut payments, mut total) = (0, Cents::ZERO);
        for line in &order.lines {
            if orders::open_order(records, line.application, line.number)? == Some(order.number) {
                payments += 1;
                total = total.plus(line.cents).map_err(Fault::new)?;
            }
        }
        Ok((payments > 0).then_some(Self { order, payments, total }))
    }
}

impl Payments {
    fn state(&self, order: &Order) -> String {
        match &order.state {
            OrderState::Approved { by, .. } => {
                self.words.with("order-approved-by", "who", &messages::actor(self.words.0, by))
            }
            _ => self.words.of("order-waits-for-a-second-person"),
        }
    }

    fn proposed_by(&self, order: &Order) -> String {
        messages::actor(self.words.0, &order.proposed_by)
    }

    /// How far an instalment is on its way out.
    fn way(&self, instalment: &orders::DueInstalment) -> String {
        match instalment.order {
            Some(order) => self.words.with("due-in-order", "order", &self.words.small(&order)),
            None if !instalment.has_account => self.words.of("due-without-account"),
            None => self.words.of("due-not-ordered"),
        }
    }

    fn reference(&self, claim: &Balance) -> String {
        reclaim::reference(claim.application)
    }
}
