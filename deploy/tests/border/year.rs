//! A small year of a region in which everything that is not for others is a canary.

use crate::canaries::Canaries;
use crate::nodes::Node;
use crate::support::{Clerk, World, eventually, insurer, rules};
use wijkfonds_proto::region::decide_application_request::Outcome;
use wijkfonds_proto::region::judge_evaluation_request::Verdict;
use wijkfonds_proto::region::*;

/// The area in which everybody of a region lives: public, and the code of released figures.
pub(crate) fn area(number: u64) -> String {
    format!("QJXWVK1{number}")
}

/// Practices with a granted project: enough for figures to be released.
const PRACTICES: u64 = 12;
/// Close to the largest amount that the domain takes, `Cents::LARGEST`, which lies below 2^40; more than 32 bits
/// hold, and turning up nowhere by chance.
const LARGE_CENTS: i64 = 98_765_432_109;

/// A region's year, and what is secret in it.
pub(crate) struct SecretYear {
    region: &'static str,
    /// Keeps regions apart in texts and numbers.
    number: u64,
    area: String,
    clerk: Clerk,
    pub(crate) canaries: Canaries,
    /// Asks for one project that is far larger than the others, so that some totals must be withheld.
    has_large_project: bool,
}

impl SecretYear {
    pub(crate) fn new(world: &World, region: &'static str, number: u64, node: &Node) -> Self {
        let area = area(number);
        let canaries = Canaries::of(&["2018-000"], &[]);
        let clerk = Clerk::new(world, region, node.office);
        Self { region, number, area, clerk, canaries, has_large_project: number == 1 }
    }

    /// The insured of an insurer in a quarter: for itself alone.
    pub(crate) fn insured(&self, insurer: usize) -> u64 {
        [1_223_457, 1_654_321][insurer] + 1_000 * self.number
    }

    fn secret(&mut self, what: &str, number: u64) -> String {
        let text = format!("{what} «Kanarie {}.{number}» \"é\" \\ einde", self.region);
        self.canaries.text(&text);
        text
    }

    fn id(&mut self, what: &str, number: u64) -> String {
        let id = format!("kanarie/{}/{what}/{number}", self.region);
        self.canaries.text(&id);
        id
    }

    fn amount(&mut self, cents: i64) -> i64 {
        let cents_unsigned = u64::try_from(cents).unwrap();
        self.canaries.number(cents_unsigned);
        // a leak may be in euros, as figures are
        self.canaries.number(cents_unsigned / 100);
        cents
    }

    fn base(&self) -> i64 {
        100_000 * i64::try_from(self.number).unwrap()
    }

    /// Rules, the list of insurers, and waiting for what the bureau publishes.
    pub(crate) async fn begin(&mut self, world: &World, insurers: [&str; 2]) {
        let toml = rules(self.region);
        let request_id = self.id("rules", 0);
        self.clerk.board.adopt_rules(AdoptRulesRequest { request_id, toml }).await.unwrap();
        for uzovi in insurers {
            let key_fingerprint = world.credentials(&insurer(uzovi)).as_peer().key().to_string();
            self.canaries.text(&key_fingerprint);
            let number = uzovi.parse().unwrap();
            let (request_id, name) = (self.id("insurer", number), self.secret("Verzekeraar", number));
            let request = ListInsurerRequest { request_id, uzovi: uzovi.into(), name, key_fingerprint };
            self.clerk.board.list_insurer(request).await.unwrap();
        }
        let board = &mut self.clerk.board;
        let ask = async || board.get_status(GetStatusRequest { year: 2018 }).await.unwrap().into_inner();
        let is_told = |status: &GetStatusResponse| status.rate_version > 0 && status.area_list_version > 0;
        eventually("the bureau's publications", ask, is_told).await;
    }

    /// What comes in from outside: counts, overviews, money.
    pub(crate) async fn import(&mut self, insurers: [&str; 2]) {
        let broken = format!("area,uzovi,insured\n{},{},many\n", self.area, insurers[0]);
        assert!(!self.clerk.import_insured(1, &broken).await.unwrap().problems.is_empty());
        for quarter in 1..=4 {
            let counts = [self.insured(0), self.insured(1)];
            let area = &self.area;
            let rows = insurers.iter().zip(counts).map(|(uzovi, count)| format!("{area},{uzovi},{count}\n"));
            let csv = format!("area,uzovi,insured\n{}", rows.collect::<String>());
            assert!(self.clerk.import_insured(quarter, &csv).await.unwrap().problems.is_empty());
        }
        self.canaries.number(self.insured(0) + self.insured(1));
        let mut csv = "agb,name,owner,located_in,population,area,enrolled\n".to_owned();
        for practice in 1..=PRACTICES {
            csv += &self.overview(practice);
        }
        assert!(self.clerk.import_overviews(&csv).await.unwrap().problems.is_empty());
        let request_id = self.id("zn", 0);
        let cents = self.amount(3_141_592_653 + self.base());
        let on = "2018-01-15".to_owned();
        let request = RecordZnPaymentRequest { request_id, year: 2018, quarter: 1, cents, on };
        self.clerk.treasurer.record_zn_payment(request).await.unwrap();
    }

    fn overview(&mut self, practice: u64) -> String {
        let agb = self.agb(practice);
        self.canaries.text(&agb);
        self.canaries.number(agb.parse().unwrap());
        let population = 1_812_000 + 100 * self.number + practice;
        let enrolled = 1_271_000 + 100 * self.number + practice;
        [population, enrolled].into_iter().for_each(|count| self.canaries.number(count));
        // not `secret`: quotes and commas are for the reader of the file to deal with
        let [name, owner] =
            ["Praktijk", "Eigenaar"].map(|what| format!("{what} Kanarië {} {practice:02}", self.region));
        [&name, &owner].into_iter().for_each(|text| self.canaries.text(text));
        let area = &self.area;
        format!("{agb},{name},{owner},{area},{population},{area},{enrolled}\n")
    }

    fn agb(&self, practice: u64) -> String {
        format!("37{}84{practice:02}6", self.number)
    }

    /// Applications of every fate.
    pub(crate) async fn work(&mut self) {
        for practice in 1..=PRACTICES {
            self.granted(practice).await;
        }
        let late = ApplicationForm { received_on: "2018-12-31".into(), ..self.form(1, 45_678_901) };
        assert!(self.submit("late", 1, late).await.exclusion.is_some());
        let form = self.form(2, 56_789_012);
        let id = self.submit("refused", 2, form).await.id;
        self.decide(&id, Outcome::Refuse(Refuse {})).await.unwrap();
        let form = self.form(3, 67_890_123);
        let id = self.submit("withdrawn", 3, form).await.id;
        let request_id = self.id("withdraw", 3);
        let request = WithdrawApplicationRequest { request_id, id, on: "2018-04-20".into() };
        self.clerk.projects.withdraw_application(request).await.unwrap();
        if self.has_large_project {
            let form = self.form(4, LARGE_CENTS);
            let id = self.submit("large", 4, form).await.id;
            let draws = vec![Draw { pot: "region".into(), cents: LARGE_CENTS }];
            assert!(self.decide(&id, Outcome::Grant(Grant { draws })).await.is_err(), "the pot is too small");
            self.decide(&id, Outcome::Refuse(Refuse {})).await.unwrap();
        }
    }

    async fn granted(&mut self, practice: u64) {
        let cents = 112_345_600 + 100 * i64::try_from(practice).unwrap() + self.base();
        let form = self.form(practice, cents);
        let id = self.submit("granted", practice, form).await.id;
        let draws = vec![Draw { pot: "region".into(), cents }];
        let instalments = self.decide(&id, Outcome::Grant(Grant { draws })).await.unwrap();
        let number = instalments.iter().position(|instalment| instalment.state == "planned");
        if let Some(number) = number {
            self.amount(instalments[number].cents);
            self.pay(&id, practice, u32::try_from(number + 1).unwrap()).await;
        }
        let account = self.secret("Verslag", practice);
        let request = HandInEvaluationRequest {
            request_id: self.id("evaluation", practice),
            id: id.clone(),
            received_on: "2018-12-05".into(),
            goal_met: true,
            actual_cost_cents: self.amount(cents - 1_234_567),
            account,
            ..Default::default()
        };
        self.clerk.projects.hand_in_evaluation(request).await.unwrap();
        let verdict = match practice {
            1 => Verdict::Reject(Reject { reclaim_cents: 0 }),
            2 => Verdict::Return(Return {}),
            _ => Verdict::Approve(Approve {}),
        };
        let request_id = self.id("verdict", practice);
        let request =
            JudgeEvaluationRequest { request_id, id, on: "2018-12-15".into(), verdict: Some(verdict) };
        self.clerk.committee.judge_evaluation(request).await.unwrap();
    }

    fn form(&mut self, practice: u64, cents: i64) -> ApplicationForm {
        let what = self.secret("Begrotingspost", practice);
        let (title, description) = (self.secret("Project", practice), self.secret("Beschrijving", practice));
        let cost = self.amount(cents + 76_543_200);
        let price = BudgetPrice { what, cents: cost };
        ApplicationForm {
            year: 2018,
            received_on: "2018-03-01".into(),
            applicant: self.agb(practice),
            scope: Scope::PracticeTranscending.into(),
            kind: "interpreter_line".into(),
            criteria: vec!["access".into()],
            title,
            description,
            areas: vec![self.area.clone()],
            budget: vec![BudgetLine { line: Some(budget_line::Line::Price(price)) }],
            requested: vec![Draw { pot: "region".into(), cents: self.amount(cents) }],
            ..Default::default()
        }
    }

    async fn submit(
        &mut self,
        what: &str,
        practice: u64,
        form: ApplicationForm,
    ) -> SubmitApplicationResponse {
        let request_id = self.id(what, practice);
        self.clerk.submit(&request_id, form).await.unwrap()
    }

    async fn decide(&mut self, id: &str, outcome: Outcome) -> Result<Vec<Instalment>, tonic::Status> {
        let number = id.split_once('-').unwrap().1.parse().unwrap();
        let kind = if matches!(outcome, Outcome::Grant(_)) { "grant" } else { "refuse" };
        let request = DecideApplicationRequest {
            request_id: self.id(kind, number),
            id: id.into(),
            on: "2018-05-31".into(),
            gps: 3,
            insurers: 3,
            others: 3,
            votes_for: 9,
            votes_against: 0,
            reason: self.secret("Reden", number),
            outcome: Some(outcome),
        };
        Ok(self.clerk.committee.decide_application(request).await?.into_inner().instalments)
    }

    /// Pays, and is refused when it pays again.
    async fn pay(&mut self, id: &str, practice: u64, number: u32) {
        let reference = self.secret("Betaling", practice);
        for (what, goes) in [("pay", true), ("pay-again", false)] {
            let request = PayInstalmentRequest {
                request_id: self.id(what, practice),
                id: id.into(),
                number,
                on: "2018-12-01".into(),
                reference: reference.clone(),
            };
            assert_eq!(self.clerk.payments.pay_instalment(request).await.is_ok(), goes);
        }
    }

    pub(crate) async fn close(&mut self) {
        for (on, goes) in [("2018-12-30", false), ("2019-01-31", true)] {
            let request_id = self.id("close", u64::from(goes));
            let request = CloseYearRequest { request_id, year: 2018, on: on.into() };
            assert_eq!(self.clerk.year.close_year(request).await.is_ok(), goes, "closing on {on}");
        }
    }

    /// Releases, and gives the measures of which the total is published.
    pub(crate) async fn release(&mut self) -> Vec<(String, u64)> {
        let request_id = self.id("release", 0);
        let request = ReleaseFiguresRequest { request_id, year: 2018 };
        let tables = self.clerk.year.release_figures(request).await.unwrap().into_inner().tables;
        tables.into_iter().filter_map(|table| Some((table.measure, table.grand_total?))).collect()
    }
}
