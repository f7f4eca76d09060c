//! How applications come in and pots are shared out: drafts, completion, the board's admissions, receipts,
//! agreements among practices, and the days on which something is due.

mod decide;
mod draft;
pub mod due;
mod grant;
mod refusal;
mod search;

pub use draft::{Draft, DraftId, DraftState};
pub use grant::{demands, preview};
pub use refusal::Refusal;
pub use search::DraftSearch;

pub(crate) use decide::{decide, incomplete};
pub(crate) use grant::check as check_grant;

use crate::count::gp::{self, GpCounts};
use crate::opaque::opaque_debug;
use crate::person::attachment;
use crate::pot::PotId;
use crate::project::{ApplicationForm, ApplicationId, Grounds, Missing};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, Cents, Date, Year};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What can be asked.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Saves a draft, new or instead of what it said.
    SaveDraft {
        /// Which; absent: a new one.
        draft: Option<DraftId>,
        /// What it says so far.
        form: Box<ApplicationForm>,
    },
    /// Hands in a draft.
    SubmitDraft {
        /// Which.
        draft: DraftId,
        /// The day.
        on: Date,
        /// The time of the day, when it is known.
        at: Option<Time>,
    },
    /// Withdraws a draft.
    WithdrawDraft {
        /// Which.
        draft: DraftId,
        /// The day.
        on: Date,
    },
    /// The board admits a practice for a year.
    AdmitPractice(Admitted),
    /// The patients per GP of a practice.
    CountGps(GpCounts),
    /// The applicant has got a receipt and the day of the meeting.
    SendReceipt(Receipt),
    /// Practices agree on a pot.
    RecordAgreement {
        /// The fund year.
        year: Year,
        /// The pot.
        pot: PotId,
        /// What each application gets.
        shares: Vec<(ApplicationId, Cents)>,
    },
    /// A practice signs the agreement on a pot.
    SignAgreement {
        /// The fund year.
        year: Year,
        /// The pot.
        pot: PotId,
        /// Who signs.
        practice: Agb,
    },
}

/// The board's decision to admit a practice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admitted {
    /// The fund year.
    pub year: Year,
    /// The practice.
    pub practice: Agb,
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A receipt that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Of which application.
    pub application: ApplicationId,
    /// The day.
    pub on: Date,
    /// The day of the meeting that it names.
    pub meeting_on: Date,
}

/// What practices agree on about a pot.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// What each application gets.
    pub shares: Vec<(ApplicationId, Cents)>,
    /// Who has signed.
    pub signed: BTreeSet<Agb>,
}

/// What has happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// A draft was saved.
    DraftSaved {
        /// Which.
        draft: DraftId,
        /// What it says.
        form: Box<ApplicationForm>,
    },
    /// A draft was handed in, and is not complete: the applicant is asked to complete it.
    CompletionAsked {
        /// Which.
        draft: DraftId,
        /// The day on which it was handed in.
        on: Date,
        /// All that is missing.
        missing: Vec<Missing>,
        /// The last day for completing it, when the rules state a time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// A draft became an application.
    DraftSubmitted {
        /// Which.
        draft: DraftId,
        /// The application.
        application: ApplicationId,
    },
    /// A draft was withdrawn.
    DraftWithdrawn {
        /// Which.
        draft: DraftId,
        /// The day.
        on: Date,
    },
    /// The ground on which an application is kept out.
    GroundsGiven {
        /// Which application.
        application: ApplicationId,
        /// The ground.
        grounds: Grounds,
    },
    /// The board admitted a practice.
    PracticeAdmitted {
        /// What it decided.
        admitted: Admitted,
    },
    /// The patients per GP of a practice are known.
    GpsCounted {
        /// The counts.
        counts: GpCounts,
    },
    /// A receipt was sent.
    ReceiptSent {
        /// Which.
        receipt: Receipt,
    },
    /// Practices agreed on a pot; earlier signatures are void.
    AgreementRecorded {
        /// The fund year.
        year: Year,
        /// The pot.
        pot: PotId,
        /// What each application gets.
        shares: Vec<(ApplicationId, Cents)>,
    },
    /// A practice signed.
    AgreementSigned {
        /// The fund year.
        year: Year,
        /// The pot.
        pot: PotId,
        /// Who.
        practice: Agb,
    },
}

opaque_debug!(Command, Admitted, Receipt, Agreement, Event);

const ADMITTED: Table<Admitted> = Table::new("admitted");
const GROUNDS: Table<Grounds> = Table::new("grounds");
const RECEIPTS: Table<Receipt> = Table::new("receipt");
const AGREEMENTS: Table<Agreement> = Table::new("agreement");

/// The board's decision to admit a practice for a year, if there is one.
///
/// # Errors
/// [`Fault`] from the store.
pub fn admission(records: &dyn Records, year: Year, practice: &Agb) -> Result<Option<Admitted>, Fault> {
    ADMITTED.get(records, format_args!("{year}/{}", practice.as_str()))
}

/// The ground on which an application was kept out, if it was.
///
/// # Errors
/// [`Fault`] from the store.
pub fn grounds(records: &dyn Records, application: ApplicationId) -> Result<Option<Grounds>, Fault> {
    GROUNDS.get(records, application)
}

/// The receipt of an application, if one was sent.
///
/// # Errors
/// [`Fault`] from the store.
pub fn receipt(records: &dyn Records, application: ApplicationId) -> Result<Option<Receipt>, Fault> {
    RECEIPTS.get(records, application)
}

/// What practices agree on about a pot, if they do.
///
/// # Errors
/// [`Fault`] from the store.
pub fn agreement(records: &dyn Records, year: Year, pot: &PotId) -> Result<Option<Agreement>, Fault> {
    AGREEMENTS.get(records, format_args!("{year}/{pot}"))
}

/// A draft by its number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn draft(records: &dyn Records, id: DraftId) -> Result<Option<Draft>, Fault> {
    draft::DRAFTS.get(records, id)
}

/// Up to `limit` drafts for a fund year after a given one, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn drafts_after(
    records: &dyn Records,
    year: Year,
    after: Option<DraftId>,
    limit: usize,
) -> Result<Vec<Draft>, Fault> {
    let after = after.map(|id| id.to_string());
    let page = draft::DRAFTS.page(records, format_args!("draft-{year}-"), after.as_deref(), limit)?;
    Ok(page.into_iter().map(|(_, found)| found).collect())
}

/// The drafts of a fund year that were handed in and wait to be completed.
///
/// # Errors
/// [`Fault`] from the store.
pub fn waiting(records: &dyn Records, year: Year) -> Result<Vec<DraftId>, Fault> {
    let drafts = drafts_after(records, year, None, usize::MAX)?.into_iter();
    let incomplete = drafts.filter(|draft| matches!(draft.state, DraftState::Incomplete { .. }));
    Ok(incomplete.map(|draft| draft.id).collect())
}

/// Changes the records as an event says.
///
/// # Errors
/// [`Fault`] from the store, or for an event that does not fit the records.
pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::DraftSaved { draft, form } => draft::save(records, *draft, form),
        Event::CompletionAsked { draft, on, missing, until } => {
            draft::change(records, *draft, |draft| draft.ask(*on, missing, *until))
        }
        Event::DraftSubmitted { draft, application } => {
            attachment::apply_submitted(records, *draft, *application)?;
            draft::change(records, *draft, |draft| {
                draft.state = DraftState::Submitted { application: *application };
            })
        }
        Event::DraftWithdrawn { draft, on } => {
            draft::change(records, *draft, |draft| draft.state = DraftState::Withdrawn { on: *on })
        }
        Event::GroundsGiven { application, grounds } => GROUNDS.put(records, application, grounds),
        Event::PracticeAdmitted { admitted } => {
            let key = format!("{}/{}", admitted.year, admitted.practice.as_str());
            ADMITTED.put(records, key, admitted)
        }
        Event::GpsCounted { counts } => gp::apply(records, counts),
        Event::ReceiptSent { receipt } => RECEIPTS.put(records, receipt.application, receipt),
        Event::AgreementRecorded { year, pot, shares } => {
            let agreement = Agreement { shares: shares.clone(), signed: BTreeSet::new() };
            AGREEMENTS.put(records, format_args!("{year}/{pot}"), &agreement)
        }
        Event::AgreementSigned { year, pot, practice } => {
            let mut agreement = agreement(records, *year, pot)?.unwrap_or_default();
            agreement.signed.insert(practice.clone());
            AGREEMENTS.put(records, format_args!("{year}/{pot}"), &agreement)
        }
    }
}

impl Agreement {
    /// As the way of sharing out reads it.
    #[must_use]
    pub fn agreed(self) -> crate::project::allocation::Agreed {
        let shares: BTreeMap<_, _> = self.shares.into_iter().collect();
        crate::project::allocation::Agreed { shares, signed: self.signed }
    }
}
