//! What the bank says, and what was recorded of it: between messages and the domain.

use crate::app::payment::{FileProblem, Place};
use crate::office::Office;
use crate::office::errors::Refused;
use crate::office::forms::{self, TEXT};
use crate::office::project::page_size_of;
use wijkfonds_domain::books::administration;
use wijkfonds_domain::orders::{self, CreditUse, OpenCredit, StatementOutcome};
use wijkfonds_domain::reversal::Recorded;
use wijkfonds_domain::settlement;
use wijkfonds_domain::terms::Cents;
use wijkfonds_edge::Language;
use wijkfonds_edge::messages::statement_problem;
use wijkfonds_proto::region::explain_credit_request::What;
use wijkfonds_proto::region::undo_payment_request::Payment;
use wijkfonds_proto::region::{
    ListRecordedPaymentsResponse, ListUnmatchedCreditsRequest, ListUnmatchedCreditsResponse,
    ReadStatementResponse, RecordedPayment, StatementProblem, UnmatchedCredit,
};

/// What a credit is said to be for.
pub(super) fn credit_use(what: Option<What>) -> Result<CreditUse, Refused> {
    Ok(match what.ok_or(Refused::Field("what"))? {
        What::Zn(zn) => CreditUse::Zn { year: forms::year(zn.year)?, quarter: forms::quarter(zn.quarter)? },
        What::Repayment(id) => CreditUse::Repayment { application: forms::id(&id)? },
        What::Returned(key) => {
            CreditUse::Returned { application: forms::id(&key.application)?, number: key.number }
        }
        What::Otherwise(reason) => CreditUse::Otherwise { reason: forms::text(reason, TEXT, "otherwise")? },
    })
}

/// Which payment is to be undone.
pub(super) fn recorded(payment: Option<Payment>) -> Result<Recorded, Refused> {
    Ok(match payment.ok_or(Refused::Field("payment"))? {
        Payment::Instalment(key) => {
            Recorded::Instalment { application: forms::id(&key.application)?, number: key.number }
        }
        Payment::Repayment(key) => {
            Recorded::Repayment { application: forms::id(&key.application)?, number: key.number }
        }
        Payment::Zn(one) => Recorded::Zn { year: forms::year(one.year)?, number: one.number },
        Payment::Declaration(one) => {
            Recorded::Declaration { year: forms::year(one.year)?, number: one.number }
        }
        Payment::Administration(one) => {
            Recorded::Administration { year: forms::year(one.year)?, number: one.number }
        }
    })
}

impl Office {
    pub(super) fn unmatched(
        &self,
        request: &ListUnmatchedCreditsRequest,
    ) -> Result<ListUnmatchedCreditsResponse, Refused> {
        let mut left = self.fund.read(orders::unmatched)?;
        left.retain(|open| request.page_token.is_empty() || open.credit.reference > request.page_token);
        let size = page_size_of(request.page_size);
        let more = left.len() > size;
        left.truncate(size);
        let next = left.last().filter(|_| more).map(|last| last.credit.reference.clone());
        let credits = left.into_iter().map(credit).collect();
        Ok(ListUnmatchedCreditsResponse { credits, next_page_token: next.unwrap_or_default() })
    }

    pub(super) fn recorded_payments(&self, year: u32) -> Result<ListRecordedPaymentsResponse, Refused> {
        let year = forms::year(year)?;
        let (zn, costs) = self.fund.read(|records| {
            let zn = settlement::numbered_zn_payments(records, year)?;
            Ok((zn, administration::numbered(records, year)?))
        })?;
        let of = |kind: &str, number, on: wijkfonds_domain::terms::Date, cents: Cents| RecordedPayment {
            kind: kind.to_owned(),
            number,
            on: on.to_string(),
            cents: cents.get(),
            ..RecordedPayment::default()
        };
        let zn = zn.into_iter().map(|(number, paid)| RecordedPayment {
            quarter: paid.quarter.into(),
            ..of("zn", number, paid.on, paid.cents)
        });
        let costs = costs.into_iter().map(|(number, cost)| {
            let paid = of("administration", number, cost.on, cost.cents);
            RecordedPayment { what: cost.what, ..paid }
        });
        // by kind: administration before zn
        Ok(ListRecordedPaymentsResponse { payments: costs.chain(zn).collect() })
    }
}

fn credit(open: OpenCredit) -> UnmatchedCredit {
    let OpenCredit { credit, statement, .. } = open;
    UnmatchedCredit {
        reference: credit.reference,
        on: credit.on.to_string(),
        cents: credit.cents.get(),
        account_ends: credit.account_ends,
        statement,
    }
}

fn problem(language: Language, place: Place, code: &str) -> StatementProblem {
    let sentence = statement_problem(language, code);
    let Place { statement, entry, payment } = place;
    StatementProblem { entry, payment, code: code.to_owned(), sentence, statement }
}

/// The answer to a file that could not be read.
pub(super) fn unread(language: Language, problems: &[(Place, FileProblem)]) -> ReadStatementResponse {
    let problems = problems.iter().map(|(place, found)| problem(language, *place, found.code()));
    ReadStatementResponse { read: false, problems: problems.collect(), ..Default::default() }
}

/// The answer to a file, statement by statement with the places of its entries.
pub(super) fn read(
    language: Language,
    outcomes: Vec<StatementOutcome>,
    places: &[Vec<Place>],
) -> ReadStatementResponse {
    let mut answer = ReadStatementResponse { read: true, ..Default::default() };
    answer.statements = u32::try_from(outcomes.len()).unwrap_or(u32::MAX);
    for (outcome, places) in outcomes.into_iter().zip(places) {
        let place = |number: u32| {
            let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            index.and_then(|index| places.get(index)).copied().unwrap_or_default()
        };
        let problems = outcome.problems.iter();
        answer
            .problems
            .extend(problems.map(|(number, found)| problem(language, place(*number), found.code())));
        answer.paid.extend(outcome.paid);
        answer.returned.extend(outcome.returned);
        answer.repaid.extend(outcome.repaid);
        answer.has_difference = outcome.difference.is_some();
        answer.difference_cents = outcome.difference.map(Cents::get).unwrap_or_default();
    }
    answer
}
