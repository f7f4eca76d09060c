//! The words everything else is written in: money, periods, codes, identifiers.
//!
//! Each type here checks once, when it is made, and is proof of that check from then on.
//! Nothing here knows a fund, a rule or a journal.

mod codes;
mod money;
mod period;
pub mod workday;

pub use codes::{
    Agb, AreaCode, BadAgb, BadAreaCode, BadInsurerKey, BadName, BadRegionId, BadUzovi, InsurerKey, RegionId,
    StaffName, Uzovi,
};
pub use money::{Cents, Overflow, split_by_weights};
pub use period::{BadPeriod, Date, Quarter, Year};
