//! What a fund does, told in scripts: one line per command, with what must come of it.
//!
//! `world` runs a script and holds every fund to the invariants after every line; `script` is the language.

mod books;
mod books_script;
mod script;
mod search;
pub(crate) mod world;

pub(crate) use random::worlds;
pub(crate) use whole_year::{OTHER_QUARTERS, READY};

/// A fund that is ready for 2018, after a script.
pub(crate) fn script_of(script: &str) -> world::World {
    world::World::after(&format!("{}\n{script}", whole_year::READY))
}

mod closing;
mod committee;
mod corrections;
mod counts;
mod duties;
mod evaluations;
mod export;
mod funds;
mod intake;
mod invoices;
mod ladder;
mod limits;
mod opaque;
mod orders;
mod outcomes;
mod random;
mod reclaims;
mod refusals;
mod reversals;
mod rule_values;
mod several_years;
mod statements;
mod stored;
mod whole_year;
mod zonh_story;
