//! What a treasurer sees on the page of payments.

use super::fund::{TestFund, application, decision};
use super::{assert_contains, assert_sound, page};
use wijkfonds_domain::fund::Command;
use wijkfonds_domain::orders::{BankStatement, Command as OrderCommand, Iban, Payee, StatementEntry};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{Draw, EvaluationForm, Outcome, Verdict, instalment::Paid};
use wijkfonds_domain::reclaim;
use wijkfonds_domain::terms::{Cents, Date};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn orders(fund: &TestFund, command: OrderCommand) {
    fund.order(Command::Orders(Box::new(command))).await;
}

/// Two grants of 1,000.00: of the first an instalment is ordered; the second is paid, not spent and claimed back.
async fn treasury() -> TestFund {
    let fund = TestFund::in_business().await;
    for (title, id) in [("Eerste", "2018-00001"), ("Tweede", "2018-00002")] {
        fund.submit(application(title, "2018-05-01", 100_000)).await;
        let draws = vec![Draw { pot: PotId::named("1013"), cents: Cents::new(100_000) }];
        fund.order(Command::Decide(decision(id, Outcome::Grant(draws)))).await;
    }
    let second = "2018-00002".parse().unwrap();
    let on = day("2018-06-01");
    fund.order(Command::Pay(Paid { application: second, number: 1, on, reference: "bank-1".into() })).await;
    fund.order(Command::HandInEvaluation(EvaluationForm {
        application: second,
        received_on: on,
        goal_met: false,
        actual_cost: Cents::ZERO,
        account: "Ging niet door.".into(),
        particulars: None,
    }))
    .await;
    fund.order(Command::JudgeEvaluation { application: second, on, verdict: Verdict::Approve }).await;
    let cents = Cents::new(25_000);
    let claim = reclaim::Order { application: second, on, cents, reason: "Niet besteed.".into() };
    fund.order(Command::Reclaims(reclaim::Command::Order(claim))).await;
    let (practice, by) = (application("", "2018-05-01", 1).applicant, String::from("anna as clerk"));
    let payee = Payee { holder: "Praktijk".into(), iban: Iban::new("NL91ABNA0417164300").unwrap().into() };
    orders(&fund, OrderCommand::RegisterPayee { practice: practice.clone(), payee, by, on }).await;
    let by = String::from("spiffe://noord-holland.wijkfonds/staff/carla as board");
    orders(&fund, OrderCommand::ConfirmPayee { practice, version: 1, by, on }).await;
    let by = String::from("spiffe://noord-holland.wijkfonds/staff/bert as treasurer");
    let instalments = vec![("2018-00001".parse().unwrap(), 1)];
    orders(&fund, OrderCommand::Propose { instalments, by: by.clone(), on }).await;
    let entry = StatementEntry {
        reference: "<R7>".into(),
        on,
        cents: Cents::new(1_234),
        end_to_end: None,
        account: Some(Iban::new("DE89370400440532013000").unwrap()),
        account_digest: None,
        text: None,
    };
    let account = Iban::new("NL02ABNA0123456789").unwrap();
    let statement = BankStatement { account, id: "2018/7".into(), closing: None, entries: vec![entry] };
    orders(&fund, OrderCommand::ReadStatements { statements: vec![statement], by }).await;
    fund
}

#[tokio::test]
async fn the_page_of_payments_shows_what_waits_for_somebody() {
    let fund = treasury().await;
    for language in ["nl", "en"] {
        assert_sound(&page(&fund, "/payments", language).await, language);
    }
    let page = page(&fund, "/payments", "en").await;
    let reference = reclaim::reference("2018-00002".parse().unwrap());
    assert_contains(
        &page,
        &[
            "<td>in order 1</td>",
            "<td>not ordered yet</td>",
            "<td>waits for a second person</td>\n<td>bert (treasurer)</td>",
            "<td>…3000</td>\n<td class=\"number\">€12.34</td>",
            "R7",
            &format!("<td>{reference}</td>\n<td class=\"number\">€250.00</td>"),
        ],
    );
    // three instalments of 250.00 of the first; of the second everything unpaid has lapsed
    assert_contains(&page, &["<th scope=\"row\" colspan=\"4\">Total</th><td class=\"number\">€750.00</td>"]);
    assert!(!page.contains("<R7>"), "a bank's reference is no markup");
}
