//! The national bureau: which regions there are, what it has published, who acknowledged it, and the figures
//! that regions have released. Everything it knows can be asked again.

mod figures;
mod preview;
mod publication;
mod recheck;

pub use figures::{
    NationalFigure, asked_years, has_figures, national, national_by_category, received, table,
};
pub use preview::{Overlap, Preview, preview};
pub use publication::{
    Acknowledgement, NationalList, PublishedAreas, acknowledgement, area_list, area_lists,
};
pub use recheck::{Doubt, Flaw, Rechecked, recheck};

use crate::disclosure::FigureTable;
use crate::disclosure::first::FirstRelease;
use crate::rate::{self, Rate, RateRefusal};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{RegionId, Year};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A region that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its id.
    pub id: RegionId,
    /// The fund's name.
    pub name: String,
    /// Whether a public source confirms the name.
    pub name_confirmed: bool,
    /// Its border listener, as `host:port`.
    pub address: String,
}

/// What can be asked of the bureau's records.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A region takes part, or has another address.
    Register(Member),
    /// A rate is published. Its version is the bureau's to give: the one in the command is not looked at.
    PublishRate(Rate),
    /// A national area list is published. Its version likewise.
    PublishAreaList(NationalList),
    /// A region has acknowledged a publication.
    Acknowledge {
        /// Which region.
        region: RegionId,
        /// Of which year.
        year: Year,
        /// What it uses now.
        acknowledgement: Acknowledgement,
    },
    /// The figures of a year are wanted, from every region, until it has given them.
    AskFigures {
        /// Of which year.
        year: Year,
    },
    /// A region's released figures came.
    KeepFigures {
        /// Which region's.
        region: RegionId,
        /// Of which year.
        year: Year,
        /// The tables, in which nothing wrong was found.
        checked: Rechecked,
    },
}

/// What has happened at the bureau.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event", deny_unknown_fields)]
pub enum Event {
    /// A region takes part.
    Registered {
        /// The region.
        member: Member,
    },
    /// A rate was published.
    RatePublished {
        /// The rate.
        rate: Rate,
    },
    /// An area list was published.
    AreaListPublished {
        /// The list.
        list: NationalList,
    },
    /// A region acknowledged.
    Acknowledged {
        /// Which region.
        region: RegionId,
        /// Of which year.
        year: Year,
        /// What it uses now.
        acknowledgement: Acknowledgement,
    },
    /// The figures of a year are wanted.
    FiguresAsked {
        /// Of which year.
        year: Year,
    },
    /// A region's figures of the first version of the catalogue were kept.
    FiguresKept {
        /// Which region's.
        region: RegionId,
        /// Of which year.
        year: Year,
        /// The tables.
        tables: Vec<FirstRelease>,
    },
    /// Tables of a region that the bureau did not have yet were kept.
    TablesKept {
        /// Which region's.
        region: RegionId,
        /// Of which year.
        year: Year,
        /// The tables.
        tables: Vec<FigureTable>,
    },
}

crate::opaque::opaque_debug!(Command, Event);

/// Why the bureau refuses.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BureauRefusal {
    /// Of a rate.
    #[error(transparent)]
    Rate(#[from] RateRefusal),
    /// An area list that is empty.
    #[error("the area list is empty")]
    NoAreas,
    /// An area that belongs to two regions, or stands in the list twice.
    #[error("area {area} stands in the list twice, for {first} and {second}; an area belongs to one region")]
    DoubleArea {
        /// The area.
        area: crate::terms::AreaCode,
        /// The region for which it stands there first, by id.
        first: RegionId,
        /// The region for which it stands there again; the same when it is there twice for one.
        second: RegionId,
    },
    /// An area of a region that does not take part.
    #[error("region {0} does not take part")]
    UnknownRegion(RegionId),
    /// A list without a source.
    #[error("the area list has no source")]
    NoSource,
    /// A second list of a year without a reason.
    #[error("the year has an area list; another is published only as a correction with a reason")]
    CorrectionWithoutReason,
    /// Tables of another region or year than they are said to be.
    #[error("a table is of another region or year")]
    ForeignTable,
    /// More of the region's figures came while these were looked at.
    #[error("more figures of the region came while these were checked")]
    FiguresOvertaken,
    /// A region's figures of a year are received once and never change.
    #[error("the figures differ from those received before")]
    FiguresChanged,
}

/// Gives each refusal its code, and the list of all codes, in one place.
macro_rules! codes {
    ($($pattern:pat => $code:literal),+ $(,)?) => {
        impl BureauRefusal {
            /// All codes; every one has a sentence in each language.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code by which messages and callers know it.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $($pattern => $code),+ }
            }
        }
    };
}

codes! {
    Self::Rate(RateRefusal::OutOfRange) => "rate_out_of_range",
    Self::Rate(RateRefusal::NoSource) => "rate_no_source",
    Self::Rate(RateRefusal::NotNewer { .. }) => "rate_not_newer",
    Self::Rate(RateRefusal::CorrectionWithoutReason) => "rate_correction_without_reason",
    Self::NoAreas => "area_list_empty",
    Self::DoubleArea { .. } => "area_list_double_area",
    Self::UnknownRegion(_) => "unknown_region",
    Self::NoSource => "area_list_no_source",
    Self::CorrectionWithoutReason => "area_list_correction_without_reason",
    Self::ForeignTable => "figures_foreign_table",
    Self::FiguresOvertaken => "figures_overtaken",
    Self::FiguresChanged => "figures_changed",
}

impl BureauRefusal {
    /// What a message about it needs, by name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Rate(RateRefusal::NotNewer { offered, in_use }) => {
                vec![("offered", offered.to_string()), ("in_use", in_use.to_string())]
            }
            Self::DoubleArea { area, first, second } => {
                vec![("area", area.to_string()), ("first", first.to_string()), ("second", second.to_string())]
            }
            Self::UnknownRegion(region) => vec![("region", region.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Why a command causes no events.
#[derive(Debug)]
pub enum Stop {
    /// It is refused.
    Refused(BureauRefusal),
    /// The records cannot be trusted.
    Fault(Fault),
}

impl<R: Into<BureauRefusal>> From<R> for Stop {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

const MEMBERS: Table<Member> = Table::new("member");

/// The regions that take part, by id.
///
/// # Errors
/// [`Fault`] from the store.
pub fn members(records: &dyn Records) -> Result<Vec<Member>, Fault> {
    Ok(MEMBERS.under(records, "")?.into_iter().map(|(_, member)| member).collect())
}

/// Decides a command on the bureau's records.
///
/// # Errors
/// [`Stop`]: a refusal by name, or a fault of the records.
pub fn decide(records: &dyn Records, command: &Command) -> Result<Vec<Event>, Stop> {
    match command {
        Command::Register(member) => Ok(vec![Event::Registered { member: member.clone() }]),
        Command::PublishRate(rate) => publish_rate(records, rate),
        Command::PublishAreaList(list) => publication::publish(records, list),
        Command::Acknowledge { region, year, acknowledgement } => {
            let known = publication::acknowledgement(records, *year, region)?;
            let news = known.merged_with(acknowledgement);
            let event =
                Event::Acknowledged { region: region.clone(), year: *year, acknowledgement: news.clone() };
            Ok(if news == known { Vec::new() } else { vec![event] })
        }
        Command::AskFigures { year } => figures::ask(records, *year),
        Command::KeepFigures { region, year, checked } => figures::keep(records, region, *year, checked),
    }
}

fn publish_rate(records: &dyn Records, offered: &Rate) -> Result<Vec<Event>, Stop> {
    let in_use = rate::rate(records, offered.year)?;
    let same =
        |rate: &Rate| rate.cents_per_patient == offered.cents_per_patient && rate.source == offered.source;
    if in_use.as_ref().is_some_and(same) {
        return Ok(Vec::new());
    }
    let version = in_use.map_or(1, |rate| rate.version + 1);
    let rate = Rate { version, ..offered.clone() };
    rate::check(records, &rate)??;
    Ok(vec![Event::RatePublished { rate }])
}

/// Applies an event to the bureau's records.
///
/// # Errors
/// [`Fault`] from the store.
pub fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::Registered { member } => MEMBERS.put(records, &member.id, member),
        Event::RatePublished { rate } => rate::apply(records, rate),
        Event::AreaListPublished { list } => publication::apply(records, list),
        Event::Acknowledged { region, year, acknowledgement } => {
            publication::apply_acknowledgement(records, region, *year, acknowledgement)
        }
        Event::FiguresAsked { year } => figures::apply_asked(records, *year),
        Event::FiguresKept { region, year, tables } => {
            let tables: Vec<_> = tables.iter().map(FirstRelease::table).collect();
            figures::apply(records, region, *year, &tables)
        }
        Event::TablesKept { region, year, tables } => figures::apply(records, region, *year, tables),
    }
}

#[cfg(test)]
mod tests;
