//! Why a payment is not undone.

use crate::project::ApplicationId;
use crate::refusals::refusals;
use crate::terms::{Cents, Date};

refusals! {
    //! Why a payment is not undone.

    /// No such payment was recorded, or it has been undone.
    NotRecorded {} = "reversal_not_recorded", "no such payment is recorded";
    /// It says why.
    NoReason {} = "reversal_no_reason", "no reason is given";
    /// It is undone before it was made.
    BeforePayment { /** Its day. */ day: Date } = "reversal_before_payment", "the payment is of {day}";
    /// The bank's statement shows it, so it happened; what comes back is a returned payment.
    ShownByBank { /** Of which application. */ application: ApplicationId }
        = "reversal_shown_by_bank", "the bank's statement shows this payment of application {application}";
    /// The evaluation was rejected: what is not paid then has lapsed.
    EvaluationRejected { /** Of which application. */ application: ApplicationId }
        = "reversal_evaluation_rejected", "the evaluation of application {application} was rejected";
    /// It is claimed back, so that more would be claimed than was paid.
    ClaimedBack { /** What is claimed. */ euros: Cents }
        = "reversal_claimed_back", "{euros} of what was paid is claimed back";
    /// The bank account in the books has less than it would lose.
    BankTooLow { /** What it has. */ free: Cents, /** What it would lose. */ asked: Cents }
        = "reversal_bank_too_low", "the bank account has {free}, less than {asked}";
}
