//! Where applications are found by what they are, without reading them all.
//!
//! For each application there is an entry under its stage, each of its areas and practices, its kind, and each day on
//! which an instalment of it falls due. Entries that hold no longer say so, because records are never removed.

use super::{Application, ApplicationId, Payment};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Date, Year};
use std::collections::BTreeSet;

/// By year, what, which and number; whether it still holds.
const ENTRIES: Table<bool> = Table::new("application-by");

/// Entries that are read at once.
const BATCH: usize = 500;

/// What an application is, in one respect: `stage/granted`, `area/1013`.
fn respects(application: &Application) -> BTreeSet<String> {
    let form = &application.form;
    let mut found = BTreeSet::from([
        format!("stage/{}", application.stage.code()),
        format!("kind/{}", form.kind.code()),
        format!("practice/{}", form.applicant.as_str()),
    ]);
    found.extend(form.partners.iter().map(|partner| format!("practice/{}", partner.as_str())));
    found.extend(form.areas.iter().map(|area| format!("area/{area}")));
    found.extend(application.instalments.iter().filter_map(|instalment| match instalment.payment {
        Payment::Planned { due } => Some(format!("due/{due}")),
        _ => None,
    }));
    found
}

/// Brings the entries of an application from what it was to what it is.
pub(super) fn put(
    records: &mut dyn RecordsMut,
    before: Option<&Application>,
    now: &Application,
) -> Result<(), Fault> {
    let (was, is) = (before.map(respects).unwrap_or_default(), respects(now));
    let year = now.id.year;
    for respect in was.symmetric_difference(&is) {
        ENTRIES.put(records, format_args!("{year}/{respect}/{}", now.id), &is.contains(respect))?;
    }
    Ok(())
}

/// The applications of a year that are so in one respect, after a given one, in the order of their numbers; as many
/// as are read at once, and whether there may be more.
pub(super) fn page(
    records: &dyn Records,
    year: Year,
    respect: &str,
    after: Option<ApplicationId>,
) -> Result<(Vec<ApplicationId>, Option<ApplicationId>), Fault> {
    let prefix = format!("{year}/{respect}/");
    let after = after.map(|id| format!("{prefix}{id}"));
    let page = ENTRIES.page(records, &prefix, after.as_deref(), BATCH)?;
    let id = |key: &str| key[prefix.len()..].parse::<ApplicationId>().map_err(Fault::new);
    let more = if page.len() < BATCH { None } else { page.last().map(|(key, _)| id(key)).transpose()? };
    let held = page.iter().filter(|(_, holds)| *holds).map(|(key, _)| id(key));
    Ok((held.collect::<Result<_, _>>()?, more))
}

/// The applications of a year of which an instalment falls due by a day, in the order of their numbers.
pub(super) fn due_by(records: &dyn Records, year: Year, day: Date) -> Result<BTreeSet<ApplicationId>, Fault> {
    let prefix = format!("{year}/due/");
    let last = format!("{day}/~");
    let mut found = BTreeSet::new();
    let mut after: Option<String> = None;
    loop {
        let page = ENTRIES.page(records, &prefix, after.as_deref(), BATCH)?;
        for (key, holds) in &page {
            let of = &key[prefix.len()..];
            if of > last.as_str() {
                return Ok(found);
            }
            let (_, id) = of.split_once('/').unwrap_or_default();
            if *holds {
                found.insert(id.parse().map_err(Fault::new)?);
            }
        }
        if page.len() < BATCH {
            return Ok(found);
        }
        after = page.into_iter().next_back().map(|(key, _)| key);
    }
}
