//! Why something about a claim is not taken.

use crate::project::ApplicationId;
use crate::refusals::refusals;
use crate::terms::{Cents, Date};

refusals! {
    //! Why something about a claim on what was paid is not taken.

    /// There is no such application.
    UnknownApplication { /** Which. */ application: ApplicationId }
        = "reclaim_unknown_application", "there is no application {application}";
    /// Its evaluation has not been approved, so what its cost bears is not known.
    NotApproved { /** Of which application. */ application: ApplicationId }
        = "reclaim_not_approved", "no evaluation of application {application} has been approved";
    /// Nothing is claimed on it.
    NothingClaimed { /** On which application. */ application: ApplicationId }
        = "reclaim_nothing_claimed", "nothing is claimed back of application {application}";
    /// It is dated before the claim that it is about.
    BeforeClaim { /** The day of the verdict or the order. */ day: Date }
        = "reclaim_before_claim", "it is dated before {day}";
    /// An order or a write-off has a reason.
    NoReason {} = "reclaim_no_reason", "no reason is given";
    /// A payment has a reference.
    NoReference {} = "reclaim_no_reference", "the payment has no reference";
    /// Nothing, or more than was paid beyond what the cost bears and is not claimed yet.
    AboveExcess { /** The most. */ euros: Cents, /** What is asked. */ asked: Cents }
        = "reclaim_above_excess", "{asked} is not above nothing and at most the {euros} paid beyond the cost";
    /// Nothing, or more than is owed.
    AboveOwed { /** What is owed. */ euros: Cents, /** What is offered. */ asked: Cents }
        = "reclaim_above_owed", "{asked} is not above nothing and at most the {euros} that is owed";
}
