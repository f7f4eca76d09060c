//! A fund on a store in a folder of its own, and the commands that bring it somewhere.

use crate::app::{Fund, FundMachine, Order, Sealer};
use std::sync::Arc;
use tempfile::TempDir;
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::count::enrolled::{OverviewRow, Overviews};
use wijkfonds_domain::count::insured::{InsuredCounts, InsuredRow};
use wijkfonds_domain::disclosure;
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{
    ApplicationForm, BudgetLine, Criterion, Decision, Draw, Outcome, ProjectKind, Scope,
};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::settlement::{ListedInsurer, ZnPayment};
use wijkfonds_domain::terms::{Agb, AreaCode, Cents, InsurerKey, Quarter, RegionId, Uzovi, Year};
use wijkfonds_store::{Options, Store};

pub(crate) const RULES: &str = r#"
region = "noord-holland"
name = "Fonds <Noord>"
name_origin = "invented"
location = [{ from = 2018, source = "bron 004", value = "patients_from_area" }]
eligibility = [{ from = 2018, source = "bron 004", value = { minimum_patients = 300, minimum_share = 2000 } }]
paid_share = [{ from = 2018, source = "bron 004", value = 10000 }]
hourly_maximum = [{ from = 2018, source = "FAM", value = [{ role = "gp", cents = 8500 }] }]
applications_per_practice = [{ from = 2018, source = "assumption: no limit", value = 0 }]
pot_split = [{ from = 2018, source = "bron 004", value = "per_area" }]
committee = [{ from = 2018, source = "bron 004", value = { quorum_gps = 1, quorum_insurers = 1, quorum = 3 } }]
norm_practice = [{ from = 2018, source = "bron 004", value = 2168 }]
carry_over = [
    { from = 2018, until = 2019, source = "bron 004", value = "kept_in_pot" },
    { from = 2020, source = "assumption: later", value = "to_reserve" },
]

[[cap]]
from = 2018
source = "bron 004"
value = [{ per_patient = { cents = 500, entitled = { minimum_patients = 300, minimum_share = 1500 } } }]

[[round]]
from = 2018
source = "bron 004"
value = { opens = { month = 10, day = 1 }, opens_the_year_before = true, last_day = { month = 5, day = 14 } }

[[payment]]
from = 2018
source = "bron 004"
value = [
    { share = 2500, due = { quarter = 1 } },
    { share = 2500, due = { quarter = 2 } },
    { share = 2500, due = { quarter = 3 } },
    { share = 2500, due = "evaluation" },
]
"#;

/// A fund, with the folder that goes when it goes.
pub(super) struct TestFund {
    pub(super) fund: Fund,
    _folder: TempDir,
}

impl TestFund {
    /// A fund without anything, on 1 February 2019.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let region = RegionId::new("noord-holland").unwrap();
        let machine = FundMachine { region: region.clone() };
        let store = Store::open(folder.path(), machine, Options::default(), |_| {}).unwrap();
        let clock = Arc::new(|| "2019-02-01T12:00:00Z".parse().unwrap());
        Self {
            fund: Fund::new(store, region, clock, Sealer::open(folder.path()).unwrap()).unwrap(),
            _folder: folder,
        }
    }

    /// A fund with rules, areas, a rate, counts and money, in 2018.
    pub(super) async fn in_business() -> Self {
        let fund = Self::empty();
        fund.order(Command::AdoptRules(Box::new(toml::from_str(RULES).unwrap()))).await;
        fund.order(Command::AcceptRate(rate())).await;
        fund.order(Command::AcceptAreaList(areas())).await;
        let insurer = ListedInsurer { uzovi: uzovi(), name: "Verzekeraar".into(), key: key() };
        fund.order(Command::ListInsurer(insurer)).await;
        for quarter in Quarter::ALL {
            fund.order(Command::ImportInsured(insured(quarter))).await;
        }
        fund.order(Command::ImportOverviews(overviews())).await;
        let (quarter, on) = (Quarter::ALL[0], year().first_day());
        let payment = ZnPayment { year: year(), quarter, cents: Cents::new(5_920_000), on };
        fund.order(Command::RecordZnPayment(payment)).await;
        fund
    }

    pub(super) async fn order(&self, command: Command) {
        let request_id = uuid::Uuid::now_v7().to_string();
        self.fund.order(Order { actor: "staff anna".into(), request_id, command }).await.unwrap();
    }

    pub(super) async fn submit(&self, form: ApplicationForm) {
        self.order(Command::Submit(Box::new(form))).await;
    }

    /// Releases the year's figures.
    pub(super) async fn release(&self) {
        let order = Order { actor: "staff anna".into(), request_id: "release".into(), command: year() };
        self.fund.release(order).await.unwrap();
    }

    /// The digest of the policy under which figures were released.
    pub(super) fn policy(&self) -> String {
        let released = self.fund.read(|records| disclosure::reissue(records, year())).unwrap();
        released[0].content().policy.as_str().to_owned()
    }

    /// Sends the year's figures to the bureau and its statements to the insurer: twelve lines in the log. Patients
    /// stay: the one practice would learn of an area that nobody else has any.
    pub(super) async fn send(&self) {
        let figures = self.fund.send_figures("bureau".into(), year(), 0).await.unwrap();
        let statements =
            self.fund.send_statements("insurer 3311".into(), (uzovi(), key()), year()).await.unwrap();
        assert_eq!((figures.len(), statements.len()), (8, 4));
    }
}

pub(super) fn year() -> Year {
    Year::new(2018).unwrap()
}

/// An application of the practice, for several practices, of one line from one pot.
pub(crate) fn application(title: &str, received_on: &str, cents: i64) -> ApplicationForm {
    let cents = Cents::new(cents);
    ApplicationForm {
        year: year(),
        received_on: received_on.parse().unwrap(),
        applicant: Agb::new("01000001").unwrap(),
        partners: Vec::new(),
        scope: Scope::PracticeTranscending,
        kind: ProjectKind::HourConsult,
        criteria: vec![Criterion::Access],
        title: title.into(),
        description: "Wat & waarom".into(),
        areas: vec![area("1013")],
        budget: vec![BudgetLine::Price { what: "Alles".into(), cents }],
        other_funding: Cents::ZERO,
        requested: vec![Draw { pot: PotId::named("1013"), cents }],
        details: None,
    }
}

pub(crate) fn decision(application: &str, outcome: Outcome) -> Decision {
    Decision {
        application: application.parse().unwrap(),
        on: "2018-05-31".parse().unwrap(),
        gps: 2,
        insurers: 1,
        others: 0,
        votes_for: 3,
        votes_against: 0,
        outcome,
        reason: "Past bij de criteria.".into(),
    }
}

fn rate() -> Rate {
    Rate {
        year: year(),
        version: 1,
        cents_per_patient: Cents::new(592),
        source: "ZN".into(),
        published_on: year().first_day(),
        correction: None,
    }
}

pub(crate) fn areas() -> AreaList {
    let area =
        |code: &str| Area { code: area(code), name: format!("Wijk {code}"), municipality: "Alkmaar".into() };
    AreaList {
        year: year(),
        version: 1,
        source: "NZa".into(),
        published_on: year().first_day(),
        correction: None,
        areas: vec![area("1013"), area("1014")],
    }
}

fn insured(quarter: Quarter) -> InsuredCounts {
    InsuredCounts {
        year: year(),
        quarter,
        source: "Vektis".into(),
        reference_date: quarter.first_day(year()),
        correction: None,
        rows: vec![InsuredRow { area: area("1013"), uzovi: uzovi(), insured: 10_000 }],
    }
}

fn overviews() -> Overviews {
    let row = OverviewRow {
        agb: Agb::new("01000001").unwrap(),
        name: "Praktijk <Een>".into(),
        owner: "Eigenaar".into(),
        located_in: None,
        population: 2_000,
        area: area("1013"),
        enrolled: 400,
    };
    let (source, reference_date) = ("practice".into(), year().first_day());
    Overviews { year: year(), source, reference_date, quarter: None, correction: None, rows: vec![row] }
}

fn area(code: &str) -> AreaCode {
    AreaCode::new(code).unwrap()
}

fn uzovi() -> Uzovi {
    Uzovi::new("3311").unwrap()
}

fn key() -> InsurerKey {
    InsurerKey::new("3311".repeat(16)).unwrap()
}
