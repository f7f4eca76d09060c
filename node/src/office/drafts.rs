//! Drafts as messages, and pages of them.

use super::errors::Refused;
use super::intake::draft_id;
use super::project::page_size_of;
use super::{answers, details, forms};
use crate::app::Fund;
use wijkfonds_domain::intake::{Draft, DraftSearch, DraftState};
use wijkfonds_domain::terms::Date;
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::{ListDraftsRequest, ListDraftsResponse};

/// The drafts of a year that are looked for.
pub(super) fn page(fund: &Fund, request: ListDraftsRequest) -> Result<ListDraftsResponse, Refused> {
    let ListDraftsRequest { year, today, state, late_only, page_size, page_token } = request;
    let (year, today) = (forms::year(year)?, details::day_if_said(&today, "today")?);
    let state = state.map(|code| DraftState::known_code(&code).ok_or(Refused::Field("state"))).transpose()?;
    let late_on = if late_only { Some(today.ok_or(Refused::Field("today"))?) } else { None };
    let after = match page_token.as_str() {
        "" => None,
        token => Some(draft_id(token).map_err(|_| Refused::Field("page_token"))?),
    };
    let size = page_size_of(page_size);
    let search = DraftSearch { state, late_on };
    let mut found = fund.read(|records| search.drafts_after(records, year, after, size + 1))?;
    let more = found.len() > size;
    found.truncate(size);
    let next_page_token = found.last().filter(|_| more).map(|last| last.id.to_string()).unwrap_or_default();
    let drafts = found.into_iter().map(|draft| message(draft, today)).collect();
    Ok(ListDraftsResponse { drafts, next_page_token })
}

/// A draft without its details, seen from a day.
pub(super) fn message(draft: Draft, today: Option<Date>) -> messages::Draft {
    let (mut missing, mut application, mut withdrawn_on) = (Vec::new(), String::new(), String::new());
    match &draft.state {
        DraftState::Writing => {}
        DraftState::Incomplete { missing: lacks, .. } => {
            missing = lacks.iter().map(details::missing_field).collect();
        }
        DraftState::Submitted { application: id } => application = id.to_string(),
        DraftState::Withdrawn { on } => withdrawn_on = on.to_string(),
    }
    messages::Draft {
        draft: draft.id.to_string(),
        state: draft.state.code().to_owned(),
        complete_by: details::or_nothing(draft.complete_by()),
        late: today.is_some_and(|today| draft.is_late(today)),
        times_asked: draft.asked,
        first_received_on: details::or_nothing(draft.first_received_on),
        application,
        withdrawn_on,
        missing,
        form: Some(answers::form(draft.form)),
        details: None,
    }
}
