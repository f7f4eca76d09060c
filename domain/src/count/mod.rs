//! Two counts that are never added or substituted.
//!
//! [`insured`]: the insured per designated area and insurer, which Vektis computes; they fill pots and
//! settlement. [`enrolled`]: the patients enrolled per practice and area, from the practice's own overview;
//! they serve eligibility and caps. They have two types, so that one cannot stand in for the other.

pub mod enrolled;
pub mod gp;
pub mod insured;
mod row;

pub use insured::SettledCounts;
pub use row::{MOST_PROBLEMS, RowProblem, RowRule};
