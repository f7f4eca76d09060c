//! What is to be paid on which day.

use super::{open_order, payee};
use crate::opaque::opaque_debug;
use crate::project::{self, ApplicationId, Payment};
use crate::records::{Fault, Records};
use crate::terms::{Cents, Date};
use std::collections::BTreeMap;

/// An instalment that is planned and not paid.
#[derive(Clone, PartialEq, Eq)]
pub struct DueInstalment {
    /// Of which application.
    pub application: ApplicationId,
    /// Which instalment, from 1.
    pub number: u32,
    /// How much.
    pub cents: Cents,
    /// The open order that is to pay it.
    pub order: Option<u32>,
    /// Whether its practice has an account that can be paid to.
    pub has_account: bool,
}

/// What falls due on a day.
#[derive(Clone, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub day: Date,
    /// What it comes to.
    pub total: Cents,
    /// The instalments, in the order of their applications.
    pub instalments: Vec<DueInstalment>,
}

opaque_debug!(DueInstalment, DueDay);

/// What is planned and not paid up to a day, of all fund years, by the day on which it falls due. What is held,
/// lapsed or paid is not in it.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn due(records: &dyn Records, until: Date) -> Result<Vec<DueDay>, Fault> {
    let mut days: BTreeMap<Date, Vec<DueInstalment>> = BTreeMap::new();
    for application in project::every_application(records)? {
        let has_account = payee::confirmed(records, &application.form.applicant)?.is_some();
        for (number, instalment) in (1u32..).zip(&application.instalments) {
            let Payment::Planned { due } = instalment.payment else { continue };
            if due > until {
                continue;
            }
            let (application, cents) = (application.id, instalment.cents().map_err(Fault::new)?);
            let order = open_order(records, application, number)?;
            let due_instalment = DueInstalment { application, number, cents, order, has_account };
            days.entry(due).or_default().push(due_instalment);
        }
    }
    let day = |(day, instalments): (Date, Vec<DueInstalment>)| {
        let total = Cents::sum(instalments.iter().map(|instalment| instalment.cents)).map_err(Fault::new)?;
        Ok(DueDay { day, total, instalments })
    };
    days.into_iter().map(day).collect()
}
