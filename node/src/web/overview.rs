//! `/`: a fund year at a glance.

use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::area::{self, Area, AreaListInUse};
use wijkfonds_domain::fund;
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::pot::{self, PotId};
use wijkfonds_domain::rate::{self, Rate};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::rules::{FundRules, NameOrigin};
use wijkfonds_domain::terms::{Cents, Date, Overflow, Year};
use wijkfonds_domain::year::{self, YearSummary};
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let asked_year = asked.year()?;
    let words = Words(asked.language);
    let (rules, years, year) = fund.read(|records| {
        let years = Years::read(records, asked_year)?;
        let year = years.shown.map(|year| YearView::read(records, year)).transpose()?;
        Ok((fund::rules(records)?, years, year))
    })?;
    let title = title(rules.as_ref(), fund, words);
    let invented = rules.as_ref().is_some_and(is_invented);
    let mut page = Page::new(title, &Overview { words, has_rules: rules.is_some(), years, year })?;
    page.remarks.extend(invented.then(|| words.of("label-name-invented")));
    Ok(page)
}

fn title(rules: Option<&FundRules>, fund: &Fund, words: Words) -> String {
    match rules {
        Some(rules) if is_invented(rules) => words.with("name-invented", "name", &rules.name),
        Some(rules) => rules.name.clone(),
        None => words.with("title-region", "region", fund.region().as_str()),
    }
}

fn is_invented(rules: &FundRules) -> bool {
    rules.name_origin == NameOrigin::Invented
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    words: Words,
    has_rules: bool,
    years: Years,
    year: Option<YearView>,
}

struct YearView {
    year: Year,
    /// The money is shown as it stands on this day.
    day: Date,
    closed: Option<Date>,
    /// Where the year's money is booked now: the year itself, or once it is closed the open year after it.
    ledger_year: Year,
    rate: Option<Rate>,
    areas: Option<(AreaListInUse, u64)>,
    summary: YearSummary,
    pots: Vec<PotView>,
    /// The sums over the pots.
    all_pots: PotSums,
    balance: Balance,
}

struct PotView {
    pot: PotId,
    area: Option<String>,
    sums: PotSums,
}

#[derive(Clone, Copy, Default)]
struct PotSums {
    filled: Cents,
    free: Cents,
    committed: Cents,
}

/// What the fund has in the books, and what stands against it.
struct Balance {
    bank: Cents,
    from_zn: Cents,
    from_practices: Cents,
    shortfall: Cents,
    has: Cents,
    free: Cents,
    committed: Cents,
    reserve: Cents,
    against: Cents,
}

impl YearView {
    fn read(records: &dyn Records, year: Year) -> Result<Self, Fault> {
        // what should have been paid in the year is due; what is planned after it is not
        let day = year.last_day();
        let areas = area::areas(records, year)?;
        let ledger_year = year::ledger_year(records, year)?;
        let balances = ledger::balances(records, ledger_year)?;
        let pots = pots(&balances, &pot::filled(records, year)?, &areas).map_err(Fault::new)?;
        let all_pots = pots.iter().try_fold(PotSums::default(), |sum, pot| sum.plus(pot.sums));
        let all_pots = all_pots.map_err(Fault::new)?;
        Ok(Self {
            year,
            day,
            closed: year::closed_on(records, year)?,
            ledger_year,
            rate: rate::rate(records, year)?,
            areas: area::list_in_use(records, year)?.map(|list| (list, areas.len() as u64)),
            summary: year::summary(records, year, day)?,
            pots,
            all_pots,
            balance: Balance::of(&balances, all_pots).map_err(Fault::new)?,
        })
    }
}

/// Every pot that was filled, or that has money of another year in the same books. A pot that is called after an
/// area's code has that area's name beside it.
fn pots(
    balances: &BTreeMap<Account, Cents>,
    filled: &BTreeMap<PotId, Cents>,
    areas: &[Area],
) -> Result<Vec<PotView>, Overflow> {
    let with_money = balances.keys().filter_map(|account| match account {
        Account::PotFree(pot) | Account::PotCommitted(pot) => Some(pot),
        _ => None,
    });
    let names: BTreeSet<&PotId> = filled.keys().chain(with_money).collect();
    let view = |pot: &PotId| {
        let sums = PotSums {
            filled: filled.get(pot).copied().unwrap_or_default(),
            free: credit(balances, &Account::PotFree(pot.clone()))?,
            committed: credit(balances, &Account::PotCommitted(pot.clone()))?,
        };
        let area = areas.iter().find(|area| area.code.as_str() == pot.as_str());
        Ok(PotView { pot: pot.clone(), area: area.map(|area| area.name.clone()), sums })
    };
    names.into_iter().map(view).collect()
}

impl PotSums {
    fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self {
            filled: self.filled.plus(other.filled)?,
            free: self.free.plus(other.free)?,
            committed: self.committed.plus(other.committed)?,
        })
    }
}

impl Balance {
    fn of(balances: &BTreeMap<Account, Cents>, pots: PotSums) -> Result<Self, Overflow> {
        let PotSums { free, committed, .. } = pots;
        let bank = debit(balances, &Account::Bank);
        let from_zn = debit(balances, &Account::ReceivableZn);
        let from_practices = debit(balances, &Account::ReceivableReclaim);
        let shortfall = debit(balances, &Account::Shortfall);
        let reserve = credit(balances, &Account::Reserve)?;
        let has = Cents::sum([bank, from_zn, from_practices, shortfall])?;
        let against = Cents::sum([free, committed, reserve])?;
        Ok(Self { bank, from_zn, from_practices, shortfall, has, free, committed, reserve, against })
    }
}

/// A balance that stands positive.
fn debit(balances: &BTreeMap<Account, Cents>, account: &Account) -> Cents {
    balances.get(account).copied().unwrap_or_default()
}

/// A balance that stands negative, as a positive amount.
fn credit(balances: &BTreeMap<Account, Cents>, account: &Account) -> Result<Cents, Overflow> {
    debit(balances, account).negated()
}

impl Overview {
    fn text(&self, key: &str, year: &Year) -> String {
        self.words.with(key, "year", &year.to_string())
    }

    fn money_caption(&self, view: &YearView) -> String {
        let facts = [("year", view.year.to_string()), ("day", self.words.day(&view.day))];
        self.words.sentence("money-caption", &facts)
    }

    fn requested_and_reclaimed(&self, view: &YearView) -> String {
        let requested = self.words.euros(&view.summary.requested_cents);
        let reclaimed = self.words.euros(&view.summary.reclaimed_cents);
        self.words.sentence("requested-and-reclaimed", &[("requested", requested), ("reclaimed", reclaimed)])
    }

    fn closed(&self, view: &YearView, day: &Date) -> String {
        let facts = [
            ("year", view.year.to_string()),
            ("day", self.words.day(day)),
            ("next", view.ledger_year.to_string()),
        ];
        self.words.sentence("year-closed-on", &facts)
    }
}
