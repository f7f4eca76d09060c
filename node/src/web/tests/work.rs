//! The pages on which somebody sees what is to be done, and what was shown.

use super::fund::{RULES, TestFund, application, decision, year};
use super::{assert_contains, assert_sound, page};
use wijkfonds_domain::committee::{self, Choice, Condition, Resolution, Ruling, Vote};
use wijkfonds_domain::count::enrolled::{OverviewRow, Overviews};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::intake;
use wijkfonds_domain::outcome::{
    self, Aim, Comparison, Direction, Hundredths, OutcomeRecord, Significance, Unit,
};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{ApplicationForm, Draw, Outcome, Scope};
use wijkfonds_domain::rules::Seat;
use wijkfonds_domain::terms::{Agb, AreaCode, Cents, Date};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn an_incomplete_draft_shows_what_it_lacks_and_that_it_is_late() {
    let fund = TestFund::in_business().await;
    let rules = format!(
        "{RULES}\n[[application.required_fields]]\nfrom = 2018\nsource = \"bron 004\"\nvalue = [\"goal\", \"measured_by\"]\n\
         [[application.completion]]\nfrom = 2018\nsource = \"FHA\"\n\
         value = {{ incomplete = \"recorded\", chances = 1, within = 10, deadline = \"complete\" }}\n"
    );
    fund.order(Command::AdoptRules(Box::new(toml::from_str(&rules).unwrap()))).await;
    let form = Box::new(application("Een <concept>", "2018-05-01", 100_000));
    fund.order(Command::Intake(intake::Command::SaveDraft { draft: None, form })).await;
    let draft = "draft-2018-00001".parse().unwrap();
    let on = day("2018-05-01");
    fund.order(Command::Intake(intake::Command::SubmitDraft { draft, on, at: None })).await;
    let dutch = page(&fund, "/due?year=2018", "nl").await;
    assert_sound(&dutch, "nl");
    assert_contains(
        &dutch,
        &[
            "<th scope=\"row\">draft-2018-00001</th>\n<td>aanvullen door de aanvrager</td>",
            "<td>Een &#60;concept&#62;</td>\n<td>niet volledig</td>",
            "<td>het doel, hoe het resultaat wordt gemeten</td>\n<td>te laat</td>",
            "Gezien vanaf 1 februari 2019.",
        ],
    );
}

#[tokio::test]
async fn a_meeting_shows_its_agenda_votes_and_minutes_and_open_conditions_are_late() {
    let fund = TestFund::in_business().await;
    let rules = format!(
        "{RULES}\n[[composition]]\nfrom = 2018\nsource = \"bron 004\"\nvalue = {{ seats = [{{ seat = \"gp\", number = 3, quorum = 1 }}], \
         quorum = 1, majority = \"simple\", decides = \"board\" }}\n"
    );
    fund.order(Command::AdoptRules(Box::new(toml::from_str(&rules).unwrap()))).await;
    fund.submit(application("Een", "2018-05-01", 100_000)).await;
    for (name, practice) in [("Anna", None), ("Bea", Some(Agb::new("01000001").unwrap()))] {
        let (name, seat, from) = (name.to_owned(), Seat::Gp, day("2018-01-01"));
        let appoint = committee::Command::Appoint { name, seat, practice, from };
        fund.order(Command::Committee(appoint)).await;
    }
    let id = "2018-00001".parse().unwrap();
    let (on, present, chair, agenda) = (day("2018-05-31"), vec![1, 2], 1, vec![id]);
    fund.order(Command::Committee(committee::Command::Hold { on, present, chair, agenda })).await;
    let condition =
        Condition { text: "Een <offerte>".into(), due: day("2018-09-01"), holds_back: true, met_on: None };
    let resolution = Resolution {
        outcome: Outcome::Grant(vec![Draw { pot: PotId::named("1013"), cents: Cents::new(100_000) }]),
        conditions: vec![condition],
        unmet: None,
        reason: "Nodig.".into(),
    };
    let vote = Vote { member: 1, choice: Choice::For, reason: "Goed.".into(), remarks: Vec::new() };
    let voted = committee::Command::Vote {
        meeting: 1,
        application: id,
        interests: Vec::new(),
        votes: vec![vote],
        resolution: resolution.clone(),
    };
    fund.order(Command::Committee(voted)).await;
    let waiting = page(&fund, "/meeting/1", "nl").await;
    assert_contains(
        &waiting,
        &["<td>advies; het bestuur heeft nog niet beslist</td>", "<p>Dit is een advies aan het bestuur.</p>"],
    );
    let ruling = Ruling { application: id, on: day("2018-06-04"), resolution };
    fund.order(Command::Committee(committee::Command::Rule(ruling))).await;
    let meeting = page(&fund, "/meeting/1", "nl").await;
    assert_sound(&meeting, "nl");
    assert_contains(
        &meeting,
        &[
            "<a href=\"/project/2018-00001\">2018-00001</a></th>\n<td class=\"number\">1</td>\n<td class=\"number\">0</td>\n\
             <td class=\"number\">0</td>\n<td class=\"number\">1</td>\n<td>toegekend</td>",
            "<td>advies; besluit op 4 juni 2018: toegekend</td>",
            "<p>Bea stemde niet mee",
            "<p>Besluit van het bestuur op 4 juni 2018:</p>",
        ],
    );
    let meetings = page(&fund, "/meetings?year=2018", "en").await;
    assert_sound(&meetings, "en");
    assert_contains(
        &meetings,
        &[
            "<a href=\"/meeting/1\">1</a></th>\n<td>31 May 2018</td>",
            "<td>Een &#60;offerte&#62;</td>\n<td>1 September 2018</td>\n<td>yes</td>\n<td>late</td>",
        ],
    );
}

fn result(n: u64, direction: Direction) -> OutcomeRecord {
    OutcomeRecord {
        number: 0,
        recorded_on: day("2018-12-01"),
        application: None,
        indicator: "Begrijpt eigen klacht".into(),
        aim: Aim::ExperiencedHealth,
        unit: Unit::Percentage,
        instrument: "Vragenlijst".into(),
        population: "Patiënten".into(),
        n,
        baseline: Some(Hundredths(5_000)),
        follow_up: Some(Hundredths(5_525)),
        comparison: Comparison::BeforeAfter,
        direction,
        effect: Some(Hundredths(525)),
        significance: Significance::NotSignificant,
        source: "Rapport <2018>".into(),
    }
}

#[tokio::test]
async fn results_show_nulls_and_setbacks_and_corrections_and_withhold_what_few_people_say() {
    let fund = TestFund::in_business().await;
    let null = OutcomeRecord { effect: None, ..result(200, Direction::Unchanged) };
    for record in [result(9, Direction::Improved), null, result(10, Direction::Worsened)] {
        fund.order(Command::Outcomes(outcome::Command::Record(record))).await;
    }
    let (record, reason) = (result(11, Direction::Worsened), "verkeerd overgenomen".to_owned());
    fund.order(Command::Outcomes(outcome::Command::Correct { corrects: 3, record, reason })).await;
    let dutch = page(&fund, "/evidence?year=2018", "nl").await;
    assert_sound(&dutch, "nl");
    assert_contains(
        &dutch,
        &[
            "<td>beter</td>\n<td class=\"withheld\">afgeschermd</td>",
            "<td>Tegengesproken door een andere uitkomst. Minder dan tien gemeten.</td>",
            "<td>gelijk gebleven</td>\n<td class=\"number\">50 %</td>\n<td class=\"number\">55,25 %</td>\n<td class=\"number\"></td>",
            "<td>slechter</td>\n<td class=\"number\">50 %</td>",
            "<td>Was fout; verbeterd door uitkomst 4.</td>",
            "In plaats van uitkomst 3: verkeerd overgenomen</td>",
        ],
    );
    assert!(!dutch.contains("<td>9 %"), "{dutch}");
}

#[tokio::test]
async fn a_corrected_overview_shows_threshold_and_maximum_before_and_after() {
    let fund = TestFund::in_business().await;
    let form = application("Een", "2018-05-01", 200_000);
    fund.submit(ApplicationForm { scope: Scope::PracticeBound, ..form }).await;
    let grant = Outcome::Grant(vec![Draw { pot: PotId::named("1013"), cents: Cents::new(200_000) }]);
    fund.order(Command::Decide(decision("2018-00001", grant))).await;
    let area = AreaCode::new("1013").unwrap();
    let row = OverviewRow {
        agb: Agb::new("01000001").unwrap(),
        name: "Praktijk".into(),
        owner: "Eigenaar".into(),
        located_in: None,
        population: 2_000,
        area,
        enrolled: 310,
    };
    let (source, correction) = ("practice".into(), Some("dubbel geteld".to_owned()));
    let (reference_date, rows) = (year().first_day(), vec![row]);
    let overviews = Overviews { year: year(), source, reference_date, quarter: None, correction, rows };
    fund.order(Command::ImportOverviews(overviews)).await;
    let dutch = page(&fund, "/corrections?year=2018", "nl").await;
    assert_sound(&dutch, "nl");
    assert_contains(
        &dutch,
        &[
            "<th scope=\"row\">01000001</th>",
            "<td class=\"number\">400</td>\n<td class=\"number\">310</td>\n<td>ja</td>\n<td>ja</td>\n\
             <td class=\"number\">€ 2.000,00</td>\n<td class=\"number\">€ 1.550,00</td>\n<td>dubbel geteld</td>",
            "<td>Toegekend € 2.000,00, waarvan € 450,00 boven het maximum van nu.</td>",
        ],
    );
}
