//! A year's report as a text that a board can adopt, and the account of a shortfall.

use super::{Messages, codes};
use crate::{Language, format};
use wijkfonds_domain::books::report::{AccountLine, YearReport};
use wijkfonds_domain::ledger::{Account, Purpose};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::shortfall::Entry;
use wijkfonds_domain::terms::{Cents, Date};

/// An account's name.
#[must_use]
pub fn account(language: Language, account: &Account) -> String {
    let of = |key, pot| Messages::text(language, key, &[("pot", &codes::pot(language, pot))]);
    match account {
        Account::Bank => language.word("account-bank"),
        Account::ReceivableZn => language.word("account-receivable-zn"),
        Account::ReceivableReclaim => language.word("account-receivable-reclaim"),
        Account::PotFree(pot) => of("account-pot-free", pot),
        Account::PotCommitted(pot) => of("account-pot-committed", pot),
        Account::Reserve => language.word("account-reserve"),
        Account::Shortfall => language.word("account-shortfall"),
        Account::PayableDeclarations => language.word("account-payable-declarations"),
    }
}

fn purpose(language: Language, purpose: Purpose) -> String {
    language.word(&codes::key("purpose", purpose.code()))
}

/// A line of the account of a shortfall.
#[must_use]
pub fn shortfall_entry(language: Language, entry: &Entry) -> String {
    let covered = entry.cents.is_negative();
    // the one amount that has no opposite is none that a fund can have
    let cents = if covered { entry.cents.negated().unwrap_or(entry.cents) } else { entry.cents };
    let pot = |pot: &PotId| codes::pot(language, pot);
    let pot = entry.pot.as_ref().map_or_else(|| account(language, &Account::Reserve), pot);
    let facts = [
        ("day", format::day(language, entry.on)),
        ("pot", pot),
        ("euros", format::euros(language, cents)),
        ("purpose", purpose(language, entry.purpose)),
    ];
    sentence(language, if covered { "shortfall-covered" } else { "shortfall-lacked" }, &facts)
}

/// The report, in lines; `adopted` is the day on which the board did so.
#[must_use]
pub fn year_report(language: Language, report: &YearReport, adopted: Option<Date>) -> String {
    let euros = |cents: Cents| format::euros(language, cents);
    let whole = |number: u64| format::whole(language, number);
    let day = |day: Date| [("day", format::day(language, day))];
    let say = |key: &str, facts: &[(&str, String)]| sentence(language, key, facts);
    let title = [("year", report.year.to_string()), ("fund", report.fund.clone())];
    let money = [
        ("insured", whole(report.insured)),
        ("rate", euros(report.rate)),
        ("money", euros(report.money)),
        ("aside", euros(report.set_aside)),
    ];
    let applications = [
        ("submitted", whole(report.submitted)),
        ("granted", whole(report.granted)),
        ("refused", whole(report.refused)),
        ("euros", euros(report.granted_cents)),
    ];
    let mut lines = vec![say("report-title", &title), String::new()];
    lines.push(say("report-closed", &day(report.closed_on)));
    lines.push(adopted.map_or_else(|| say("report-not-adopted", &[]), |on| say("report-adopted", &day(on))));
    lines.extend([say("report-money", &money), say("report-applications", &applications)]);
    for product in &report.products {
        let facts = [
            ("product", product.product.clone()),
            ("number", whole(product.number)),
            ("euros", euros(product.cents)),
        ];
        lines.push(say("report-product", &facts));
    }
    lines.push(say("report-administration", &[("euros", euros(report.administration))]));
    lines.extend([String::new(), say("report-accounts", &[]), say("report-signs", &[])]);
    lines.extend(report.accounts.iter().flat_map(|line| account_lines(language, line)));
    lines.join("\n") + "\n"
}

fn account_lines(language: Language, line: &AccountLine) -> Vec<String> {
    let amount = |name: String, cents| format!("  {name}: {}", format::euros(language, cents));
    let opening = amount(language.word("report-opening"), line.opening);
    let moved = line.movements.iter().map(|(why, cents)| amount(purpose(language, *why), *cents));
    let closing = amount(language.word("report-closing"), line.closing);
    let head = [String::new(), account(language, &line.account), opening];
    head.into_iter().chain(moved).chain([closing]).collect()
}

fn sentence(language: Language, key: &str, facts: &[(&str, String)]) -> String {
    let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Messages::text(language, key, &facts)
}
