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
        ("others", whole(report.submitted.saturating_sub(report.granted + report.refused))),
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

#[cfg(test)]
mod tests {
    use super::*;
    use wijkfonds_domain::books::report::ProductLine;
    use wijkfonds_domain::terms::Year;

    fn line(account: Account, opening: i64, movements: &[(Purpose, i64)]) -> AccountLine {
        let movements: Vec<_> = movements.iter().map(|(why, cents)| (*why, Cents::new(*cents))).collect();
        let moved: i64 = movements.iter().map(|(_, cents)| cents.get()).sum();
        AccountLine { account, opening: Cents::new(opening), movements, closing: Cents::new(opening + moved) }
    }

    /// A year of 1,801 insured at EUR 5.92, EUR 10,661.92, of which a tenth is set aside. EUR 1,000.00 was granted, of
    /// which a quarter was paid; 3 times an interpreter at EUR 40.00 were declared; administration cost EUR 100.00.
    /// What the pots had left went to the reserve.
    fn report() -> YearReport {
        let pot = PotId::named("1013");
        YearReport {
            fund: "Achterstandsfonds Noord-Holland".into(),
            year: Year::new(2018).unwrap(),
            closed_on: "2019-01-15".parse().unwrap(),
            insured: 1_801,
            rate: Cents::new(592),
            money: Cents::new(1_066_192),
            set_aside: Cents::new(106_619),
            submitted: 5,
            granted: 2,
            refused: 2,
            granted_cents: Cents::new(100_000),
            accounts: vec![
                line(
                    Account::Bank,
                    20_000,
                    &[
                        (Purpose::ZnPaid, 900_000),
                        (Purpose::InstalmentPaid, -25_000),
                        (Purpose::AdministrationPaid, -10_000),
                        (Purpose::Reversed, 5_000),
                    ],
                ),
                line(
                    Account::ReceivableZn,
                    0,
                    &[(Purpose::PotFilled, 1_066_192), (Purpose::ZnPaid, -900_000)],
                ),
                line(
                    Account::PotFree(pot.clone()),
                    0,
                    &[
                        (Purpose::PotFilled, -959_573),
                        (Purpose::Granted, 100_000),
                        (Purpose::ProductDeclared, 12_000),
                        (Purpose::Leftover, 847_573),
                    ],
                ),
                line(
                    Account::PotCommitted(pot),
                    0,
                    &[(Purpose::Granted, -100_000), (Purpose::InstalmentPaid, 25_000)],
                ),
                line(
                    Account::Reserve,
                    -20_000,
                    &[
                        (Purpose::PotFilled, -106_619),
                        (Purpose::AdministrationPaid, 10_000),
                        (Purpose::Reversed, -5_000),
                        (Purpose::Leftover, -847_573),
                    ],
                ),
                line(Account::PayableDeclarations, 0, &[(Purpose::ProductDeclared, -12_000)]),
            ],
            products: vec![ProductLine {
                product: "interpreter".into(),
                number: 3,
                cents: Cents::new(12_000),
            }],
            administration: Cents::new(5_000),
        }
    }

    #[test]
    fn the_report_of_a_year_is_the_text_that_a_board_adopts() {
        let report = report();
        let closing = Cents::sum(report.accounts.iter().map(|line| line.closing)).unwrap();
        assert_eq!(closing, Cents::ZERO, "the example balances");
        for language in Language::ALL {
            let before = year_report(language, &report, None);
            let adopted = year_report(language, &report, Some("2019-03-01".parse().unwrap()));
            let written = format!("{before}\n----\n\n{adopted}");
            let file =
                format!("{}/tests/golden/year-report-{}.txt", env!("CARGO_MANIFEST_DIR"), language.code());
            if std::env::var_os("WIJKFONDS_WRITE_GOLDEN").is_some() {
                std::fs::write(&file, &written).unwrap();
            }
            assert!(std::fs::read_to_string(&file).unwrap() == written, "{written}");
        }
    }
}
