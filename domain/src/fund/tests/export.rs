//! A random year as text for plain-text accounting. `tests/oracle/ledger.sh` has `hledger` read what this writes when
//! `WIJKFONDS_LEDGER_DIR` names a folder, and compares every balance.

use super::random;
use super::world::World;
use crate::ledger::{self, Account};
use crate::plain_text;
use crate::pot::PotId;
use crate::terms::{Cents, Year};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FUNDS: usize = 20;

/// The years that a random script can book in.
fn years() -> impl Iterator<Item = Year> {
    (2018..=2021).map(|number| Year::new(number).unwrap())
}

fn text(world: &World, year: Year) -> String {
    let bookings = ledger::bookings(&world.records, year, None, usize::MAX).unwrap();
    bookings.iter().map(|(number, booking)| plain_text::transaction(number, booking)).collect()
}

/// The balances of a text, as a reader of its lines adds them up.
fn added_up(text: &str) -> BTreeMap<String, Cents> {
    let mut balances: BTreeMap<String, Cents> = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("    ")) {
        let (account, amount) = line.split_once("  EUR ").unwrap();
        let cents = Cents::new(amount.replace('.', "").parse().unwrap());
        let balance = balances.entry(account.to_owned()).or_default();
        *balance = balance.plus(cents).unwrap();
    }
    balances.retain(|_, cents| !cents.is_zero());
    balances
}

#[test]
fn the_text_of_a_random_year_has_the_balances_of_its_ledger() {
    let folder = std::env::var_os("WIJKFONDS_LEDGER_DIR");
    let mut written = 0;
    for (number, world) in random::worlds(FUNDS).into_iter().enumerate() {
        for year in years() {
            let text = text(&world, year);
            let balances = ledger::balances(&world.records, year).unwrap();
            let balances: BTreeMap<String, Cents> =
                balances.iter().map(|(account, cents)| (plain_text::account(account), *cents)).collect();
            assert_eq!(added_up(&text), balances, "{year} of fund {number}");
            let Some(folder) = &folder else { continue };
            let lines = balances.iter().map(|(account, cents)| format!("{account},EUR {cents}\n"));
            let path = Path::new(folder).join(format!("{number:03}-{year}"));
            fs::write(path.with_extension("journal"), text).unwrap();
            fs::write(path.with_extension("expected"), lines.collect::<String>()).unwrap();
            written += usize::from(!balances.is_empty());
        }
    }
    assert!(folder.is_none() || written >= FUNDS, "only {written} years have balances");
}

#[test]
fn no_two_pots_share_a_name_and_none_breaks_the_format() {
    let names = ["Den Helder", "Den  Helder", "a:b", "a b", "a_20_b", "a;b", "(a)", "noord"];
    let names = names.map(|name| plain_text::account(&Account::PotFree(PotId::named(name))));
    for (index, name) in names.iter().enumerate() {
        assert!(!names[..index].contains(name), "{name}");
        assert!(!name.contains([' ', ';', '(']) && name.split(':').count() == 4, "{name}");
    }
}
