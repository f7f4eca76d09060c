//! What a fund means: its terms, rules, pots, projects, settlement, and what may be known of it outside.
//!
//! It does nothing by itself: no clock, file, socket, randomness or thread. Time and records come in as
//! arguments, decisions go out as values. It does not know how records are stored, how messages look, or
//! who is calling.

mod opaque;
mod refusals;

pub mod terms;

pub mod records;

pub mod area;
pub mod books;
pub mod count;
pub mod index;
pub mod ledger;
pub mod pot;
pub mod rate;
pub mod rules;

pub mod committee;
pub mod intake;
pub mod invoice;
pub mod orders;
pub mod outcome;
pub mod person;
pub mod plain_text;
pub mod project;
pub mod reclaim;
pub mod reversal;
pub mod settlement;
pub mod shortfall;
pub mod year;

pub mod disclosure;
pub mod egress;
pub mod explain;
pub mod history;
pub mod measure;
pub mod release;
pub mod tally;

pub mod fund;

pub mod bureau;
