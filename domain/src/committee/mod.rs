//! The committee: its members, its meetings, what it votes, what the board makes of its advice, and the
//! conditions of grants.
//!
//! What is decided goes down the one ladder of [`crate::project::decision`], and the same events follow.

mod command;
mod meeting;
mod refusal;
pub(crate) mod vote;

pub use command::{Command, Event};
pub use meeting::{
    Choice, Condition, Interest, Item, Meeting, Member, Minutes, Remark, Resolution, Ruling, Vote,
};
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::person;
use crate::project::ApplicationId;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Date, Year};
use std::collections::BTreeMap;

const MEMBERS: Table<Member> = Table::new("committee-member");
const MEETINGS: Table<Meeting> = Table::new("committee-meeting");
const ITEMS: Table<Item> = Table::new("committee-item");
const ADVICE: Table<u32> = Table::new("committee-advice");
const RULINGS: Table<Ruling> = Table::new("board-ruling");
/// Per meeting and application that went to the board: its ruling, once there is one.
const ADVISED: Table<Option<Ruling>> = Table::new("committee-advised");
const CONDITIONS: Table<Vec<Condition>> = Table::new("grant-condition");

/// All members there have ever been, by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn members(records: &dyn Records) -> Result<Vec<Member>, Fault> {
    Ok(MEMBERS.under(records, "")?.into_iter().map(|(_, member)| member).collect())
}

/// A member by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn member(records: &dyn Records, number: u32) -> Result<Option<Member>, Fault> {
    MEMBERS.get(records, key(number))
}

/// All meetings, by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn meetings(records: &dyn Records) -> Result<Vec<Meeting>, Fault> {
    Ok(MEETINGS.under(records, "")?.into_iter().map(|(_, meeting)| meeting).collect())
}

/// A meeting by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn meeting(records: &dyn Records, number: u32) -> Result<Option<Meeting>, Fault> {
    MEETINGS.get(records, key(number))
}

/// What a meeting voted on an application.
///
/// # Errors
/// [`Fault`] from the store.
pub fn item(records: &dyn Records, meeting: u32, id: ApplicationId) -> Result<Option<Item>, Fault> {
    ITEMS.get(records, format_args!("{}/{id}", key(meeting)))
}

/// The last advice on an application that the board has not yet ruled on.
///
/// # Errors
/// [`Fault`] from the store.
pub fn advice(records: &dyn Records, id: ApplicationId) -> Result<Option<Item>, Fault> {
    match ADVICE.get(records, id)? {
        None | Some(0) => Ok(None),
        Some(meeting) => item(records, meeting, id),
    }
}

/// The board's last ruling on an application.
///
/// # Errors
/// [`Fault`] from the store.
pub fn ruling(records: &dyn Records, id: ApplicationId) -> Result<Option<Ruling>, Fault> {
    RULINGS.get(records, id)
}

/// The conditions of a grant, in their order.
///
/// # Errors
/// [`Fault`] from the store.
pub fn conditions(records: &dyn Records, id: ApplicationId) -> Result<Vec<Condition>, Fault> {
    Ok(CONDITIONS.get(records, id)?.unwrap_or_default())
}

/// A condition of a grant that is not met yet.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenCondition {
    /// Of which grant.
    pub application: ApplicationId,
    /// Which of its conditions, from 1.
    pub number: u32,
    /// The condition.
    pub condition: Condition,
}

crate::opaque::opaque_debug!(OpenCondition);

impl OpenCondition {
    /// Whether, seen from `today`, its day has passed.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.condition.due < today
    }
}

/// The conditions of a year's grants that are not met, by day, then application.
///
/// # Errors
/// [`Fault`] from the store.
pub fn open_conditions(records: &dyn Records, year: Year) -> Result<Vec<OpenCondition>, Fault> {
    let mut open = Vec::new();
    for (key, conditions) in CONDITIONS.under(records, format_args!("{year}-"))? {
        let application: ApplicationId = key.parse().map_err(Fault::new)?;
        let numbered = (1..).zip(conditions).filter(|(_, condition)| condition.met_on.is_none());
        open.extend(numbered.map(|(number, condition)| OpenCondition { application, number, condition }));
    }
    open.sort_by_key(|one| (one.condition.due, one.application, one.number));
    Ok(open)
}

/// The number (from 1) of the first condition that is not met and holds back the instalments of a grant.
///
/// # Errors
/// [`Fault`] from the store.
pub fn holding_back(records: &dyn Records, id: ApplicationId) -> Result<Option<u32>, Fault> {
    let conditions = conditions(records, id)?;
    let numbered = (1..).zip(&conditions);
    let mut open = numbered.filter(|(_, condition)| condition.holds_back && condition.met_on.is_none());
    Ok(open.next().map(|(number, _)| number))
}

/// The minutes of a meeting, as far as it has voted.
///
/// # Errors
/// [`Fault`] from the store.
pub fn minutes(records: &dyn Records, number: u32) -> Result<Option<Minutes>, Fault> {
    let Some(meeting) = meeting(records, number)? else { return Ok(None) };
    let present: Result<Vec<_>, _> = meeting.present.iter().map(|number| member(records, *number)).collect();
    let present = present?.into_iter().flatten().collect();
    let (mut items, mut board) = (Vec::new(), BTreeMap::new());
    for id in &meeting.agenda {
        items.push((*id, item(records, number, *id)?));
        let advised = ADVISED.get(records, format_args!("{}/{id}", key(number)))?;
        board.extend(advised.map(|ruling| (*id, ruling)));
    }
    Ok(Some(Minutes { meeting, present, items, board }))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::MemberAppointed { member } => {
            person::apply_member(records, member, member.from)?;
            MEMBERS.put(records, key(member.number), member)
        }
        Event::MemberLeft { member: number, on } => left(records, *number, *on),
        Event::MeetingHeld { meeting } => MEETINGS.put(records, key(meeting.number), meeting),
        Event::Voted { item, advice } => {
            let id = item.application;
            ITEMS.put(records, format_args!("{}/{id}", key(item.meeting)), item)?;
            if !advice {
                return Ok(());
            }
            ADVISED.put(records, format_args!("{}/{id}", key(item.meeting)), &None)?;
            ADVICE.put(records, id, &item.meeting)
        }
        Event::BoardRuled { ruling } => {
            if let Some(meeting) = ADVICE.get(records, ruling.application)?.filter(|meeting| *meeting > 0) {
                let advised = format!("{}/{}", key(meeting), ruling.application);
                ADVISED.put(records, advised, &Some(ruling.clone()))?;
            }
            ADVICE.put(records, ruling.application, &0)?;
            RULINGS.put(records, ruling.application, ruling)
        }
        Event::ConditionsSet { application, conditions } => CONDITIONS.put(records, application, conditions),
        Event::ConditionMet { application, condition, on } => {
            let mut conditions = conditions(records, *application)?;
            let index = usize::try_from(*condition).map_err(Fault::new)?.saturating_sub(1);
            let met = conditions.get_mut(index);
            met.ok_or_else(|| Fault::new("an event names a condition that is not there"))?.met_on = Some(*on);
            CONDITIONS.put(records, application, &conditions)
        }
    }
}

fn left(records: &mut dyn RecordsMut, number: u32, on: Date) -> Result<(), Fault> {
    let found = member(records, number)?;
    let mut member = found.ok_or_else(|| Fault::new("an event names a member who is not there"))?;
    member.until = Some(on);
    person::apply_member(records, &member, on)?;
    MEMBERS.put(records, key(number), &member)
}

/// Numbers as keys sort as numbers.
fn key(number: u32) -> String {
    format!("{number:010}")
}
