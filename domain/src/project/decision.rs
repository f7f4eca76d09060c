//! What a committee decides.

use super::{Application, ApplicationId, Draw};
use crate::ledger::{Account, Booking, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::{self, PotId};
use crate::records::{Fault, Records};
use crate::rules::Committee;
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// What the committee says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// Granted, in full or in part, from these pots.
    Grant(Vec<Draw>),
    /// Refused.
    Refuse,
    /// Put off.
    Defer,
}

/// A decision with what makes it valid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// On which application.
    pub application: ApplicationId,
    /// The day of the meeting.
    pub on: Date,
    /// GPs present.
    pub gps: u32,
    /// Insurers present.
    pub insurers: u32,
    /// Other members present.
    pub others: u32,
    /// Votes for the outcome.
    pub votes_for: u32,
    /// Votes against it.
    pub votes_against: u32,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, in the committee's words.
    pub reason: String,
}

opaque_debug!(Outcome, Decision);

/// Why a decision cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecisionRefusal {
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// It is no longer open.
    #[error("application {0} is no longer open")]
    NotOpen(ApplicationId),
    /// The decision is dated before the application came in.
    #[error("a decision cannot be dated before the application came in")]
    BeforeReceipt,
    /// Too few members of one kind, or in all.
    #[error("too few members are present for a quorum")]
    NoQuorum,
    /// More votes than members.
    #[error("there are more votes than members present")]
    TooManyVotes,
    /// No majority for the outcome.
    #[error("there is no majority for the outcome")]
    NoMajority,
    /// A decision has a reason.
    #[error("the decision gives no reason")]
    NoReason,
    /// The fund is short of money, so nothing new is granted.
    #[error("the fund has a shortfall of {0}; no grant until it is covered")]
    Shortfall(Cents),
    /// A grant of nothing, or with one pot twice.
    #[error("a grant draws more than nothing from each pot it names, and names each once")]
    BadDraws,
    /// More than was asked.
    #[error("{granted} is more than the {asked} that is asked")]
    AboveRequest {
        /// What was asked.
        asked: Cents,
        /// What would be granted.
        granted: Cents,
    },
    /// A pot has less free.
    #[error("pot {pot} has {free} free, less than {asked}")]
    PotExhausted {
        /// The pot.
        pot: PotId,
        /// What it has.
        free: Cents,
        /// What is asked of it.
        asked: Cents,
    },
}

/// Climbs the ladder for a decision. `counts` are the rules for its numbers; absent where a meeting's own ladder
/// has been climbed with the votes themselves.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn check(
    records: &dyn Records,
    counts: Option<&Committee>,
    application: &Application,
    decision: &Decision,
    ledger_year: Year,
) -> Result<Result<(), DecisionRefusal>, Fault> {
    if let Err(refusal) = check_standing(counts, application, decision) {
        return Ok(Err(refusal));
    }
    let Outcome::Grant(draws) = &decision.outcome else { return Ok(Ok(())) };
    let shortfall = pot::shortfall(records, ledger_year)?;
    if shortfall.is_positive() {
        return Ok(Err(DecisionRefusal::Shortfall(shortfall)));
    }
    let pots: BTreeMap<_, _> = draws.iter().map(|draw| (&draw.pot, draw.cents)).collect();
    if pots.is_empty() || pots.len() < draws.len() || draws.iter().any(|draw| !draw.cents.is_positive()) {
        return Ok(Err(DecisionRefusal::BadDraws));
    }
    // a sum that does not fit is more than anybody asks
    let granted = Cents::sum(pots.values().copied()).unwrap_or(Cents::new(i64::MAX));
    let asked = application.form.requested().map_err(Fault::new)?;
    if granted > asked {
        return Ok(Err(DecisionRefusal::AboveRequest { asked, granted }));
    }
    for (pot, cents) in pots {
        let free = pot::free(records, ledger_year, pot)?;
        if cents > free {
            return Ok(Err(DecisionRefusal::PotExhausted { pot: pot.clone(), free, asked: cents }));
        }
    }
    Ok(Ok(()))
}

fn check_standing(
    counts: Option<&Committee>,
    application: &Application,
    decision: &Decision,
) -> Result<(), DecisionRefusal> {
    if !application.stage.is_open() {
        return Err(DecisionRefusal::NotOpen(application.id));
    }
    if decision.on < application.form.received_on {
        return Err(DecisionRefusal::BeforeReceipt);
    }
    if let Some(rules) = counts {
        check_counts(rules, decision)?;
    }
    if decision.reason.trim().is_empty() {
        return Err(DecisionRefusal::NoReason);
    }
    Ok(())
}

fn check_counts(rules: &Committee, decision: &Decision) -> Result<(), DecisionRefusal> {
    let present = u64::from(decision.gps) + u64::from(decision.insurers) + u64::from(decision.others);
    let votes = u64::from(decision.votes_for) + u64::from(decision.votes_against);
    if decision.gps < rules.quorum_gps
        || decision.insurers < rules.quorum_insurers
        || present < u64::from(rules.quorum)
    {
        return Err(DecisionRefusal::NoQuorum);
    }
    if votes > present {
        return Err(DecisionRefusal::TooManyVotes);
    }
    if decision.votes_for <= decision.votes_against {
        return Err(DecisionRefusal::NoMajority);
    }
    Ok(())
}

/// The booking of a grant: from what the pots have free to what they are committed to.
///
/// # Errors
/// [`Fault`] when an amount does not fit.
pub fn booking(draws: &[Draw], ledger_year: Year, on: Date) -> Result<Booking, Fault> {
    let mut postings = Vec::with_capacity(2 * draws.len());
    for Draw { pot, cents } in draws {
        postings.push(Posting { account: Account::PotFree(pot.clone()), cents: *cents });
        let cents = cents.negated().map_err(Fault::new)?;
        postings.push(Posting { account: Account::PotCommitted(pot.clone()), cents });
    }
    Booking::new(ledger_year, on, Purpose::Granted, postings).map_err(Fault::new)
}
