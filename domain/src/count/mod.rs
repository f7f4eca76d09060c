//! Two counts that are never added or substituted.
//!
//! [`insured`]: the insured per designated area and insurer, which Vektis computes; they fill pots and
//! settlement. [`enrolled`]: the patients enrolled per practice and area, from the practice's own overview;
//! they serve eligibility and caps. They have two types, so that one cannot stand in for the other.

pub mod effect;
pub mod enrolled;
pub mod enrolled_effect;
mod fraction;
pub mod gp;
pub mod in_use;
pub mod insured;
mod listed;
pub mod quarters;
mod refusal;
mod row;
mod stored_rows;
pub mod surcharge;

pub use fraction::Fraction;
pub use insured::SettledCounts;
pub use listed::ListedAreas;
pub use refusal::EnrolledRefusal;
pub use row::{MOST_PROBLEMS, RowProblem, RowRule};
