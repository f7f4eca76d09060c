//! The whole history of a project: when, who, what and why, in the order in which it was entered.
//!
//! Every event says of itself what it means for which projects (`told`); what is kept of that is made of the
//! journal alone and can be made again. It stays in the region: it holds reasons, and the staff who acted.

#[cfg(test)]
mod tests;
mod told;

use crate::fund::Event;
use crate::intake::DraftId;
use crate::opaque::opaque_debug;
use crate::project::{self, ApplicationId, code_list};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Date;
use serde::{Deserialize, Serialize};

/// When an event was entered and by whom, as its entry in the journal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion<'a> {
    /// The time, RFC 3339 in UTC.
    pub at: &'a str,
    /// Who, in which role: `spiffe://twente.wijkfonds/staff/anna as clerk`.
    pub actor: &'a str,
}

code_list!(
    /// What can happen to a project.
    What {
        /// A draft was saved: `draft`.
        DraftSaved = "draft_saved",
        /// A draft was handed in and was not complete: `draft`, `missing`, `last_day` (`-`: no day).
        CompletionAsked = "completion_asked",
        /// A draft was handed in and complete: `draft`.
        DraftSubmitted = "draft_submitted",
        /// A draft was withdrawn: `draft`.
        DraftWithdrawn = "draft_withdrawn",
        /// The application came in: `asked`.
        Submitted = "submitted",
        /// It ran already when the fund began with the system: `granted`.
        TakenOver = "taken_over",
        /// A rule keeps it out: `rule`, and what the rule says by name.
        Excluded = "excluded",
        /// The ground on which a rule keeps it out: `rule_key`.
        GroundsGiven = "grounds_given",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
        /// The applicant has got a receipt: `day` of the meeting.
        ReceiptSent = "receipt_sent",
        /// The practices agreed on a pot: `pot`, `euros`.
        Agreed = "agreed",
        /// It was on the agenda of a meeting: `meeting`.
        OnAgenda = "on_agenda",
        /// The committee voted: `meeting`, `for`, `against`, `abstained`, `stakes`.
        Voted = "voted",
        /// The committee voted and the board has yet to decide: as for a vote.
        Advised = "advised",
        /// The board decided after the advice.
        BoardRuled = "board_ruled",
        /// It was granted: `granted`.
        Granted = "granted",
        /// It was refused.
        Refused = "refused",
        /// It was put off.
        Deferred = "deferred",
        /// The instalments of the grant were planned: `number`.
        Planned = "planned",
        /// The grant got conditions: `number`.
        ConditionsSet = "conditions_set",
        /// A condition was met: `number`.
        ConditionMet = "condition_met",
        /// An instalment was put in an order: `instalment`, `euros`, `order`.
        Ordered = "ordered",
        /// The order was approved: `instalment`, `order`.
        OrderApproved = "order_approved",
        /// The order was dropped: `instalment`, `order`.
        OrderCancelled = "order_cancelled",
        /// The order went to the bank: `instalment`, `order`, `day` of execution.
        OrderExported = "order_exported",
        /// The bank did not carry out the order: `instalment`, `order`.
        OrderReleased = "order_released",
        /// An instalment was paid: `instalment`, `reference`.
        Paid = "paid",
        /// The bank returned a payment: `instalment`, `euros`.
        Returned = "returned",
        /// The evaluation came in: `euros` of actual cost.
        EvaluationHandedIn = "evaluation_handed_in",
        /// The evaluation was approved: `euros` that lapse.
        EvaluationApproved = "evaluation_approved",
        /// The evaluation was sent back.
        EvaluationReturned = "evaluation_returned",
        /// The evaluation was sent back with questions, which are the reason.
        EvaluationAsked = "evaluation_asked",
        /// The evaluation was rejected: `euros` claimed back.
        EvaluationRejected = "evaluation_rejected",
        /// An invoice came in: `number`, `euros`.
        InvoiceHandedIn = "invoice_handed_in",
        /// An invoice was approved: `number`, `euros` of the grant that it releases.
        InvoiceApproved = "invoice_approved",
        /// An invoice was refused: `number`.
        InvoiceRefused = "invoice_refused",
        /// No more invoices come, and the rest of the grant lapses.
        InvoicesEnded = "invoices_ended",
        /// Something was claimed back: `euros`.
        ClaimedBack = "claimed_back",
        /// The practice paid back: `euros`, `reference`.
        PaidBack = "paid_back",
        /// What was owed was given up: `euros`.
        WrittenOff = "written_off",
        /// An instalment was not paid after all: `instalment`, `euros`.
        PaymentUndone = "payment_undone",
        /// The practice had not paid back after all: `euros`.
        RepaymentUndone = "repayment_undone",
        /// A result was recorded: `number`.
        OutcomeRecorded = "outcome_recorded",
        /// A result took the place of another: `number`, `corrects`.
        OutcomeCorrected = "outcome_corrected",
        /// Somebody answers for it.
        PersonNamed = "person_named",
        /// A document came in: `kind`, `size` in bytes.
        DocumentAttached = "document_attached",
    }
);

/// One thing that happened to a project.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When it was entered, RFC 3339 in UTC.
    pub at: String,
    /// Who entered it, in which role.
    pub actor: String,
    /// The day from which it counts; absent where nothing counts from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What happened.
    pub what: What,
    /// More of what happened, by name: amounts with their cents, days as `2018-05-14`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, String)>,
    /// Why, in somebody's words; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

opaque_debug!(Moment);

/// By project or draft and number.
const MOMENTS: Table<Moment> = Table::new("history");
const COUNTS: Table<u32> = Table::new("history-count");
/// The draft that an application was.
const DRAFTS: Table<DraftId> = Table::new("history-draft");

/// The history of an application, that of the draft it was first; `None` when there is no such application.
///
/// # Errors
/// [`Fault`] from the store.
pub fn timeline(records: &dyn Records, id: ApplicationId) -> Result<Option<Vec<Moment>>, Fault> {
    if project::application(records, id)?.is_none() {
        return Ok(None);
    }
    let mut moments = match DRAFTS.get(records, id)? {
        Some(draft) => of_draft(records, draft)?,
        None => Vec::new(),
    };
    moments.extend(of(records, id.to_string())?);
    Ok(Some(moments))
}

/// The history of a draft.
///
/// # Errors
/// [`Fault`] from the store.
pub fn of_draft(records: &dyn Records, id: DraftId) -> Result<Vec<Moment>, Fault> {
    of(records, id.to_string())
}

fn of(records: &dyn Records, subject: String) -> Result<Vec<Moment>, Fault> {
    Ok(MOMENTS.under(records, format_args!("{subject}/"))?.into_iter().map(|(_, moment)| moment).collect())
}

/// Keeps what an event means for projects; to be called before it is applied.
pub(crate) fn note(records: &mut dyn RecordsMut, event: &Event, occasion: Occasion<'_>) -> Result<(), Fault> {
    for told::Told { subject, what, on, facts, why } in told::told(records, event)? {
        let (at, actor) = (occasion.at.to_owned(), occasion.actor.to_owned());
        let facts = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let number = COUNTS.get(records, &subject)?.unwrap_or(0) + 1;
        COUNTS.put(records, &subject, &number)?;
        let moment = Moment { at, actor, on, what, facts, why };
        MOMENTS.put(records, format_args!("{subject}/{number:08}"), &moment)?;
    }
    if let Event::Intake(crate::intake::Event::DraftSubmitted { draft, application }) = event {
        DRAFTS.put(records, application, draft)?;
    }
    Ok(())
}
