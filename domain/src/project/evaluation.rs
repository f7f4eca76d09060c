//! What comes back from a project, and what that means for its last instalment.

use super::{Application, ApplicationId, Draw, Payment, Stage};
use crate::ledger::{Account, Booking, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::person::length;
use crate::pot;
use crate::records::Fault;
use crate::rules::{BasisPoints, PaymentBasis, YearRules};
use crate::terms::{Cents, Date, Overflow, Year, split_by_weights};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The form that a practice hands in when its project is done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluationForm {
    /// Of which application.
    pub application: ApplicationId,
    /// The day it came in.
    pub received_on: Date,
    /// Whether the goal was met, in the applicant's eyes.
    pub goal_met: bool,
    /// What was really spent.
    pub actual_cost: Cents,
    /// What happened, in the applicant's words.
    pub account: String,
    /// What else the form says; absent: it asks nothing more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<Particulars>,
}

impl EvaluationForm {
    /// Whether a document is named for all of the cost.
    fn shows_cost(&self) -> bool {
        // lines that are there add up to the cost, and each names its document
        self.actual_cost.is_zero()
            || self.particulars.as_ref().is_some_and(|more| !more.cost_lines.is_empty())
    }
}

/// A line of what was really spent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostLine {
    /// What was bought or worked.
    pub what: String,
    /// What it cost.
    pub cents: Cents,
    /// The invoice, receipt or time sheet that shows it, by its own reference.
    pub document: String,
}

/// The fields of funds' evaluation forms beside the account. Every text may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    /// What the actual cost consists of; with any line, the lines add up to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cost_lines: Vec<CostLine>,
    /// How many patients were reached; absent: not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patients_reached: Option<u64>,
    /// What it did to the workload.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workload: String,
    /// What others can use of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reusable: String,
    /// How it goes on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub continuation: String,
}

/// What the committee says of an evaluation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// Approved: the held instalment is paid, as far as the actual cost bears it.
    Approve,
    /// It goes back to the practice, which hands in another form.
    Return,
    /// It goes back with questions in writing; the practice hands in another form.
    Ask {
        /// 1 to 50 questions, each of 1 to 2,000 characters.
        questions: Vec<String>,
    },
    /// Rejected: what is held lapses, and this much of what was paid is claimed back.
    Reject {
        /// At most what was paid.
        reclaim: Cents,
    },
}

/// An evaluation and what became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The form.
    pub form: EvaluationForm,
    /// The verdict and its day, once there is one.
    pub verdict: Option<(Date, Verdict)>,
}

opaque_debug!(EvaluationForm, CostLine, Particulars, Verdict, Evaluation, Consequence);

/// Why an evaluation, or a verdict on it, is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EvaluationRefusal {
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// The application was not granted, or is through.
    #[error("application {0} awaits no evaluation")]
    NotAwaited(ApplicationId),
    /// No evaluation waits for a verdict.
    #[error("no evaluation of application {0} waits for a verdict")]
    NoneWaiting(ApplicationId),
    /// The form tells nothing.
    #[error("the evaluation has no account of what happened")]
    NoAccount,
    /// A cost below nothing.
    #[error("the actual cost is not negative")]
    NegativeCost,
    /// A line of the cost says nothing, costs less than nothing, or names no document; or there are too many.
    #[error(
        "line {0} of the cost needs a text, an amount not below nothing and a document; at most 100 lines"
    )]
    BadCostLine(u32),
    /// The rules ask a document of each line of the cost, and there is none of this one.
    #[error("there is no document of line {0} of the cost")]
    NoCostDocument(u32),
    /// The lines of the cost do not make the actual cost.
    #[error("the lines of the cost make {lines}, not {cost}")]
    CostLinesDoNotAddUp {
        /// What the lines make.
        lines: Cents,
        /// The actual cost.
        cost: Cents,
    },
    /// The rules ask copies of what shows the cost, and the form names no documents.
    #[error("the rules ask a document for each part of the cost")]
    NoCopies,
    /// A text of the form is too long.
    #[error("a text of the form has at most 8000 characters")]
    TextTooLong,
    /// An evaluation is sent back with questions, and there are none, too many, or one that is empty or too long.
    #[error("1 to 50 questions are asked, each of 1 to 2000 characters")]
    BadQuestions,
    /// A verdict dated before the form came in.
    #[error("a verdict cannot be dated before the evaluation came in")]
    BeforeReceipt,
    /// More is claimed back than was paid, or less than nothing.
    #[error("between nothing and the {0} that was paid can be claimed back")]
    ReclaimOutOfRange(Cents),
}

/// Checks a form against the application it is about.
///
/// # Errors
/// A named refusal.
pub fn check_form(application: &Application, form: &EvaluationForm) -> Result<(), EvaluationRefusal> {
    if !matches!(application.stage, Stage::Granted) {
        return Err(EvaluationRefusal::NotAwaited(application.id));
    }
    if form.account.trim().is_empty() {
        return Err(EvaluationRefusal::NoAccount);
    }
    if form.actual_cost.is_negative() {
        return Err(EvaluationRefusal::NegativeCost);
    }
    match &form.particulars {
        Some(particulars) => check_particulars(particulars, form.actual_cost),
        None => Ok(()),
    }
}

fn check_particulars(particulars: &Particulars, cost: Cents) -> Result<(), EvaluationRefusal> {
    let Particulars { cost_lines, workload, reusable, continuation, .. } = particulars;
    let empty = |text: &str| text.trim().is_empty() || length(text) > 200;
    for (line, number) in cost_lines.iter().zip(1u32..) {
        if number > 100 || empty(&line.what) || line.cents.is_negative() || empty(&line.document) {
            return Err(EvaluationRefusal::BadCostLine(number));
        }
    }
    // a sum that does not fit is no actual cost either
    let lines = Cents::sum(cost_lines.iter().map(|line| line.cents)).unwrap_or(Cents::new(i64::MAX));
    if !cost_lines.is_empty() && lines != cost {
        return Err(EvaluationRefusal::CostLinesDoNotAddUp { lines, cost });
    }
    if [workload, reusable, continuation].iter().any(|text| length(text) > 8_000) {
        return Err(EvaluationRefusal::TextTooLong);
    }
    Ok(())
}

/// Checks a verdict against the application it is about.
///
/// # Errors
/// A named refusal.
pub fn check_verdict(
    application: &Application,
    on: Date,
    verdict: &Verdict,
    basis: PaymentBasis,
) -> Result<(), EvaluationRefusal> {
    let waiting = application.evaluations.last().filter(|evaluation| evaluation.verdict.is_none());
    let Some(waiting) = waiting else { return Err(EvaluationRefusal::NoneWaiting(application.id)) };
    if on < waiting.form.received_on {
        return Err(EvaluationRefusal::BeforeReceipt);
    }
    if let Verdict::Ask { questions } = verdict {
        let bad = |text: &String| text.trim().is_empty() || length(text) > 2_000;
        if !(1..=50).contains(&questions.len()) || questions.iter().any(bad) {
            return Err(EvaluationRefusal::BadQuestions);
        }
    }
    if *verdict == Verdict::Approve && basis.asks_copies() && !waiting.form.shows_cost() {
        return Err(EvaluationRefusal::NoCopies);
    }
    if let Verdict::Reject { reclaim } = verdict {
        let paid = paid(application).unwrap_or(Cents::ZERO);
        if reclaim.is_negative() || *reclaim > paid {
            return Err(EvaluationRefusal::ReclaimOutOfRange(paid));
        }
    }
    Ok(())
}

/// What has been paid of a grant.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn paid(application: &Application) -> Result<Cents, Overflow> {
    let paid = application.instalments.iter().filter(|i| matches!(i.payment, Payment::Paid { .. }));
    paid.map(super::Instalment::cents).try_fold(Cents::ZERO, |sum, cents| sum.plus(cents?))
}

/// The fund's share of the actual cost, rounded down, after what others pay: so much of a grant the cost bears.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn borne(
    application: &Application,
    form: &EvaluationForm,
    paid_share: BasisPoints,
) -> Result<Cents, Overflow> {
    share_of(application, form.actual_cost, paid_share)
}

/// The fund's share of a cost, rounded down, after what others pay.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(crate) fn share_of(
    application: &Application,
    cost: Cents,
    paid_share: BasisPoints,
) -> Result<Cents, Overflow> {
    let own_cost = cost.minus(application.form.other_funding)?.max(Cents::ZERO);
    let (borne, _) = own_cost.share(u64::from(paid_share.0), 10_000)?;
    Ok(borne)
}

/// Divides an amount over the pots as the grant was; pots that get nothing are left out.
pub(crate) fn over_pots(application: &Application, cents: Cents) -> Result<Vec<Draw>, Overflow> {
    let weights: Vec<u64> = application.granted.iter().map(|draw| draw.cents.get().unsigned_abs()).collect();
    let pots = application.granted.iter().zip(split_by_weights(cents, &weights)?);
    let draws = pots.map(|(draw, cents)| Draw { pot: draw.pot.clone(), cents });
    Ok(draws.filter(|draw| draw.cents.is_positive()).collect())
}

/// What a verdict does to the money: what lapses of each unpaid instalment, and what is claimed back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Consequence {
    /// What lapses, per instalment (by index) and pot.
    pub lapses: Vec<(usize, Vec<Draw>)>,
    /// What is claimed back, per pot.
    pub reclaims: Vec<Draw>,
}

/// Works out what a verdict does.
///
/// Approving: the fund's share of the actual cost, after what others pay, bears so much of the grant; what is
/// above it lapses from the unpaid instalments, the last one first. What no invoice took lapses whole. What was
/// already paid above it can be claimed back by an order of its own (see [`crate::reclaim`]); of an advance it is
/// claimed back at once.
/// Rejecting: everything unpaid lapses, and the amount named is claimed back, divided over the pots as the
/// grant was.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn consequence(
    application: &Application,
    rules: &YearRules,
    verdict: &Verdict,
) -> Result<Consequence, Overflow> {
    let unpaid = application.instalments.iter().enumerate();
    let mut unpaid: Vec<_> = unpaid.filter(|(_, i)| i.payment.is_to_come()).collect();
    match verdict {
        Verdict::Return | Verdict::Ask { .. } => Ok(Consequence::default()),
        Verdict::Reject { reclaim } => {
            let lapses = unpaid.into_iter().map(|(index, i)| (index, i.parts.clone())).collect();
            Ok(Consequence { lapses, reclaims: over_pots(application, *reclaim)? })
        }
        Verdict::Approve => {
            let Some(evaluation) = application.evaluations.last() else { return Ok(Consequence::default()) };
            let borne = borne(application, &evaluation.form, rules.paid_share)?;
            let mut above = application.granted()?.minus(borne)?.max(Cents::ZERO);
            let mut lapses = Vec::new();
            // what waits for invoices goes first
            unpaid.sort_by_key(|(_, instalment)| instalment.payment == Payment::OnInvoices);
            for (index, instalment) in unpaid.into_iter().rev() {
                let waits = instalment.payment == Payment::OnInvoices;
                let lapse = if waits { instalment.cents()? } else { above.min(instalment.cents()?) };
                if !lapse.is_positive() {
                    continue;
                }
                above = above.minus(lapse)?.max(Cents::ZERO);
                let weights: Vec<u64> =
                    instalment.parts.iter().map(|p| p.cents.get().unsigned_abs()).collect();
                let shares = split_by_weights(lapse, &weights)?;
                let parts = instalment.parts.iter().zip(shares);
                lapses.push((index, parts.map(|(p, cents)| Draw { pot: p.pot.clone(), cents }).collect()));
            }
            Ok(Consequence { lapses, reclaims: unspent(application, rules.payment_basis, borne)? })
        }
    }
}

/// What is claimed back of an advance with the approval of its account, per pot.
fn unspent(application: &Application, basis: PaymentBasis, borne: Cents) -> Result<Vec<Draw>, Overflow> {
    if !matches!(basis, PaymentBasis::Advance { .. }) {
        return Ok(Vec::new());
    }
    let unspent = paid(application)?.minus(borne)?.minus(application.reclaimed)?;
    over_pots(application, unspent.max(Cents::ZERO))
}

/// The booking of a claim: practices owe it, it covers a shortfall, and the pots have the rest free again.
///
/// # Errors
/// [`Fault`] when an amount does not fit.
pub fn reclaim_booking(
    reclaims: &[Draw],
    ledger_year: Year,
    on: Date,
    shortfall: &mut Cents,
) -> Result<Booking, Fault> {
    let mut postings = Vec::with_capacity(3 * reclaims.len());
    for Draw { pot, cents } in reclaims {
        postings.push(Posting { account: Account::ReceivableReclaim, cents: *cents });
        postings.extend(pot::comes_free(pot, *cents, shortfall).map_err(Fault::new)?);
    }
    Booking::new(ledger_year, on, Purpose::Reclaimed, postings).map_err(Fault::new)
}
