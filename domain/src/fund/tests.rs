//! What a fund does, told in scripts: one line per command, with what must come of it.
//!
//! `world` runs a script and holds every fund to the invariants after every line; `script` is the language.

mod script;
pub(crate) mod world;

mod closing;
mod committee;
mod corrections;
mod counts;
mod evaluations;
mod funds;
mod ladder;
mod limits;
mod opaque;
mod random;
mod refusals;
mod statements;
mod stored;
mod whole_year;
mod zonh_story;
