//! A fund in memory that is held to its invariants after every command.

use super::script::{Line, euros};
use crate::books::{administration, opening, product};
use crate::disclosure::Salt;
use crate::fund::{Command, Event, Refusal, Stop, apply, decide, rules};
use crate::history::Occasion;
use crate::ledger::{self, Account};
use crate::pot::{self, Division, PotId};
use crate::project::{self, Application};
use crate::records::MemoryRecords;
use crate::release::{self, Material};
use crate::rules::{FundRules, PaymentBasis};
use crate::terms::{Cents, RegionId, Year};
use crate::{area, count, invoice, rate, reclaim, settlement, shortfall, year};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The occasion of every event of a test.
pub(crate) const AT: Occasion<'static> =
    Occasion { at: "2018-01-01T00:00:00Z", actor: "spiffe://noord-holland.wijkfonds/staff/anna as clerk" };
const YEARS: std::ops::RangeInclusive<u32> = 2017..=2022;

/// A fund, and everything that happened to it.
pub(crate) struct World {
    pub(crate) records: MemoryRecords,
    pub(crate) region: RegionId,
    pub(crate) events: Vec<Event>,
    closely: bool,
}

impl World {
    /// A fund without anything.
    pub(crate) fn empty() -> Self {
        let region = RegionId::new("noord-holland").unwrap();
        Self { records: MemoryRecords::default(), region, events: Vec::new(), closely: true }
    }

    /// A fund without anything, whose invariants are checked when the test asks for it.
    pub(crate) fn checked_at_the_end() -> Self {
        Self { closely: false, ..Self::empty() }
    }

    /// A fund with rules of its own.
    pub(crate) fn under(rules: FundRules) -> Self {
        let mut world = Self { region: rules.region.clone(), ..Self::empty() };
        world.give(&Command::AdoptRules(Box::new(rules))).unwrap();
        world
    }

    /// A fund after a script.
    pub(crate) fn after(script: &str) -> Self {
        let mut world = Self::empty();
        world.run(script);
        world
    }

    /// Runs a script; every line must come out as it says, `ok` when it says nothing.
    pub(crate) fn run(&mut self, script: &str) {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (text, expected) = line.split_once(" => ").unwrap_or((line, "ok"));
            assert_eq!(self.say(text), expected.trim(), "{text}");
        }
    }

    /// Runs a line and says what came of it: `ok`, `nothing`, `excluded RULE`, or the code of the refusal.
    /// A line `… balances YEAR account=amount` gives `ok` when those are the balances, all of them.
    pub(crate) fn say(&mut self, text: &str) -> String {
        let line = Line::cut(text);
        if line.verb == "balances" {
            return self.compare_balances(&line);
        }
        let command = if line.verb == "release" { self.release(line.year()) } else { line.command() };
        match self.give(&command) {
            Err(refusal) => refusal.code().to_owned(),
            Ok(events) => events.iter().rev().find_map(outcome).unwrap_or_else(|| "nothing".to_owned()),
        }
    }

    /// The board's release of what is proposed now, with a salt laid down before it.
    pub(crate) fn release(&mut self, year: Year) -> Command {
        let salt = Salt::of_bytes([7; 32]);
        self.give(&Command::Release(release::Command::LayDownSalt { salt: salt.clone() })).unwrap();
        let material = Material::read(&self.records, &self.region, year, salt).unwrap();
        let proposal = Arc::new(material.proposal());
        Command::Release(release::Command::Release { year, proposal })
    }

    /// Gives a command; twice, for the same answer.
    pub(crate) fn give(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let decided = self.decide(command);
        assert!(decided == self.decide(command), "another answer the second time");
        self.take(decided?)
    }

    /// Gives a command once, for tests that live many years.
    pub(crate) fn give_once(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let decided = self.decide(command)?;
        self.take(decided)
    }

    fn take(&mut self, events: Vec<Event>) -> Result<Vec<Event>, Refusal> {
        for event in &events {
            apply(&mut self.records, event, AT).unwrap();
        }
        self.events.extend(events.iter().cloned());
        if self.closely {
            self.check_invariants();
        }
        Ok(events)
    }

    fn decide(&self, command: &Command) -> Result<Vec<Event>, Refusal> {
        match decide(&self.records, &self.region, command) {
            Ok(events) => Ok(events),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Fault(fault)) => panic!("{fault}"),
        }
    }

    /// The application with a number such as `2018-00001`.
    pub(crate) fn application(&self, id: &str) -> Application {
        project::application(&self.records, id.parse().unwrap()).unwrap().unwrap()
    }

    fn compare_balances(&self, line: &Line<'_>) -> String {
        let balances = self.balances(line.year());
        let found: BTreeMap<String, Cents> =
            balances.into_iter().map(|(account, cents)| (account.to_string(), cents)).collect();
        let expected: BTreeMap<String, Cents> =
            line.pairs.iter().map(|(account, cents)| ((*account).to_owned(), euros(cents))).collect();
        assert_eq!(found, expected, "balances of {}", line.year());
        "ok".to_owned()
    }

    fn balances(&self, year: Year) -> BTreeMap<Account, Cents> {
        ledger::balances(&self.records, year).unwrap()
    }

    /// The same events on empty records.
    pub(crate) fn replayed(&self) -> MemoryRecords {
        let mut records = MemoryRecords::default();
        self.events.iter().for_each(|event| apply(&mut records, event, AT).unwrap());
        records
    }
}

fn outcome(event: &Event) -> Option<String> {
    match event {
        Event::ApplicationExcluded { exclusion, .. } => Some(format!("excluded {}", exclusion.code())),
        _ => Some("ok".to_owned()),
    }
}

/// What holds of every fund at every moment.
impl World {
    pub(crate) fn check_invariants(&self) {
        let years: Vec<Year> = YEARS.map(|number| Year::new(number).unwrap()).collect();
        let mut totals: BTreeMap<Account, Cents> = BTreeMap::new();
        for year in &years {
            let balances = self.balances(*year);
            assert_eq!(sum(balances.values().copied()), Cents::ZERO, "{year} does not balance");
            check_signs(*year, &balances);
            for (account, cents) in balances {
                let total = totals.entry(account).or_default();
                *total = total.plus(cents).unwrap();
            }
        }
        let total = |account: &Account| totals.get(account).copied().unwrap_or_default();
        let applications: Vec<_> =
            years.iter().flat_map(|year| project::applications(&self.records, *year).unwrap()).collect();
        applications.iter().for_each(check_application);
        applications.iter().for_each(|application| self.check_invoices(application));
        let paid = sum(applications.iter().map(|one| project::evaluation::paid(one).unwrap()));
        let reclaimed = sum(applications.iter().map(|one| one.reclaimed));
        let claims: Vec<_> =
            applications.iter().map(|one| reclaim::balance(&self.records, one).unwrap()).collect();
        assert!(claims.iter().all(|claim| !claim.owed.is_negative()), "more came back than was claimed");
        let received = sum(claims.iter().map(|claim| claim.received));
        let written_off = sum(claims.iter().map(|claim| claim.written_off));
        let zn = sum(years
            .iter()
            .flat_map(|year| settlement::zn_payments(&self.records, *year).unwrap())
            .map(|p| p.cents));
        let filled =
            sum(years.iter().map(|year| pot::divided(&self.records, *year).unwrap().total().unwrap()));
        let before = Before::of(&self.records);
        let other = self.paid_besides_grants(&years);
        let came_in = sum([before.bank, before.paid, zn, received]);
        let bank = came_in.minus(sum([paid, other])).unwrap();
        assert_eq!(total(&Account::Bank), bank, "bank = brought along + from ZN + paid back − paid");
        let claimed = before.reclaim.plus(reclaimed).unwrap();
        let owed = claimed.minus(received).unwrap().minus(written_off).unwrap();
        let receivable = total(&Account::ReceivableReclaim);
        assert_eq!(receivable, owed, "receivable = reclaimed − paid back − written off");
        let receivable = before.zn.plus(filled).unwrap().minus(zn).unwrap();
        assert_eq!(total(&Account::ReceivableZn), receivable, "receivable = filled − from ZN");
        let declarations =
            years.iter().flat_map(|year| product::declarations(&self.records, *year, 0, 999).unwrap());
        let unpaid = declarations.filter(|one| one.paid.is_none()).map(|one| one.cents);
        let unpaid = sum(unpaid);
        assert_eq!(
            total(&Account::PayableDeclarations).negated().unwrap(),
            unpaid,
            "payable = unpaid declarations"
        );
        years.iter().for_each(|year| self.check_shortfall(*year));
        let mut committed = unpaid_per_pot(&applications);
        for (account, cents) in &totals {
            let Account::PotCommitted(pot) = account else { continue };
            let unpaid = committed.remove(pot).unwrap_or_default();
            assert_eq!(cents.negated().unwrap(), unpaid, "committed of {pot} = unpaid instalments");
        }
        assert!(
            committed.values().all(|cents| *cents == Cents::ZERO),
            "an unpaid instalment is not committed"
        );
        years.iter().for_each(|year| self.check_year(*year));
    }

    /// What left the bank for products and administration.
    fn paid_besides_grants(&self, years: &[Year]) -> Cents {
        let declarations =
            years.iter().flat_map(|year| product::declarations(&self.records, *year, 0, 999).unwrap());
        let declared = declarations.filter(|one| one.paid.is_some()).map(|one| one.cents);
        let costs = years.iter().flat_map(|year| administration::costs(&self.records, *year).unwrap());
        sum(declared.chain(costs.map(|cost| cost.cents)))
    }

    /// On invoices nobody is paid more than they released, and they release no more than the fund's share of them.
    fn check_invoices(&self, application: &Application) {
        let rules = rules(&self.records).unwrap().and_then(|rules| rules.for_year(application.id.year).ok());
        let Some(rules) = rules else { return };
        if !matches!(rules.payment_basis, PaymentBasis::Invoices { .. }) {
            return;
        }
        let invoices = invoice::invoices(&self.records, application.id).unwrap();
        let (cost, released) = invoice::approved(&invoices).unwrap();
        let share = project::evaluation::share_of(application, cost, rules.paid_share).unwrap();
        assert!(released <= share, "{} released more than its share", application.id);
        let paid = project::evaluation::paid(application).unwrap();
        assert!(paid <= released, "{} was paid more than its invoices released", application.id);
    }

    /// What pots lack makes the shortfall.
    fn check_shortfall(&self, year: Year) {
        let lacking = shortfall::lacking(&self.records, year).unwrap();
        let lacks = sum(lacking.iter().map(|(_, cents)| *cents));
        assert_eq!(lacks, pot::shortfall(&self.records, year).unwrap(), "what lacks in {year}");
    }

    fn check_year(&self, year: Year) {
        let summary = year::summary(&self.records, year, year.last_day()).unwrap();
        let parts = [
            summary.paid_cents,
            summary.held_cents,
            summary.not_yet_due_cents,
            summary.due_cents,
            summary.lapsed_cents,
        ];
        assert_eq!(sum(parts), summary.granted_cents, "every granted cent of {year} is somewhere");
        let stages = summary.refused + summary.granted + summary.withdrawn + summary.open;
        assert_eq!(stages, summary.submitted, "every application of {year} stands somewhere");
        let rules = rules(&self.records).unwrap().and_then(|rules| rules.for_year(year).ok());
        let rate = rate::rate(&self.records, year).unwrap();
        let (Some(rules), Some(rate)) = (rules, rate) else { return };
        let counts = count::SettledCounts::read(&self.records, year).unwrap();
        let areas = area::areas(&self.records, year).unwrap();
        let due = pot::entitlements(&areas, Division::of(&rules), rate.cents_per_patient, &counts).unwrap();
        let more_than_nothing = |pots: BTreeMap<PotId, Cents>| -> BTreeMap<_, _> {
            pots.into_iter().filter(|(_, cents)| *cents != Cents::ZERO).collect()
        };
        let filled = pot::divided(&self.records, year).unwrap();
        let money = areas.iter().map(|area| counts.in_area(&area.code)).sum();
        assert_eq!(
            due.total().unwrap(),
            rate.cents_per_patient.times(money).unwrap(),
            "{year} is divided whole"
        );
        assert_eq!(filled.reserve, due.reserve, "what {year} sets aside");
        let (filled, due) = (more_than_nothing(filled.pots), more_than_nothing(due.pots));
        assert_eq!(filled, due, "the pots of {year} hold rate × count");
    }
}

/// What a fund brought along when it began.
struct Before {
    bank: Cents,
    zn: Cents,
    reclaim: Cents,
    /// Paid of running projects, from a bank account that is not booked here.
    paid: Cents,
}

impl Before {
    fn of(records: &MemoryRecords) -> Self {
        let openings = opening::openings(records).unwrap();
        let paid = openings.iter().flat_map(|opening| &opening.projects).flat_map(|project| &project.paid);
        Self {
            bank: sum(openings.iter().map(|opening| opening.bank)),
            zn: sum(openings.iter().map(|opening| opening.receivable_zn)),
            reclaim: sum(openings.iter().map(|opening| opening.receivable_reclaim)),
            paid: sum(paid.flat_map(|paid| &paid.parts).map(|part| part.cents)),
        }
    }
}

fn check_signs(year: Year, balances: &BTreeMap<Account, Cents>) {
    for (account, cents) in balances {
        let right = match account {
            Account::Bank | Account::ReceivableReclaim | Account::Shortfall => !cents.is_negative(),
            Account::PotFree(_)
            | Account::PotCommitted(_)
            | Account::Reserve
            | Account::PayableDeclarations => !cents.is_positive(),
            Account::ReceivableZn => true,
        };
        assert!(right, "{account} of {year} stands at {cents}");
    }
    let both = balances.contains_key(&Account::Reserve) && balances.contains_key(&Account::Shortfall);
    assert!(!both, "{year} has a reserve and a shortfall");
}

fn check_application(application: &Application) {
    let granted = application.granted().unwrap();
    assert!(project::evaluation::paid(application).unwrap() <= granted, "{} is paid more", application.id);
    assert!(granted <= application.form.requested().unwrap(), "{} is granted more", application.id);
    let instalments = sum(application.instalments.iter().map(|instalment| instalment.cents().unwrap()));
    assert_eq!(
        application.granted().unwrap(),
        instalments,
        "the instalments of {} are the grant",
        application.id
    );
    let part = application.instalments.iter().flat_map(|instalment| &instalment.parts);
    assert!(part.into_iter().all(|part| !part.cents.is_negative()), "{} has a negative part", application.id);
}

fn unpaid_per_pot(applications: &[Application]) -> BTreeMap<PotId, Cents> {
    let mut unpaid: BTreeMap<PotId, Cents> = BTreeMap::new();
    for instalment in applications.iter().flat_map(|application| &application.instalments) {
        if !instalment.payment.is_to_come() {
            continue;
        }
        for part in &instalment.parts {
            let sum = unpaid.entry(part.pot.clone()).or_default();
            *sum = sum.plus(part.cents).unwrap();
        }
    }
    unpaid
}

fn sum(cents: impl IntoIterator<Item = Cents>) -> Cents {
    Cents::sum(cents).unwrap()
}
