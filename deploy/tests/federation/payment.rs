//! From an account to the bank's statement, by different persons, on a real node.

use crate::support::{Clerk, Process, World, agb, reason, small_year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::region::payment_service_client::PaymentServiceClient;
use wijkfonds_proto::region::*;

const OWN: &str = "NL02ABNA0123456789";
const PRACTICE: &str = "NL91ABNA0417164300";
const DAY: &str = "2018-07-02";

fn statement(end_to_end: &str) -> Vec<u8> {
    format!(
        r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2018-07-04T06:00:00</CreDtTm></GrpHdr><Stmt><Id>2018/7</Id><Acct><Id><IBAN>{OWN}</IBAN></Id></Acct><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">887500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2018-07-03</Dt></Dt></Bal><Ntry><Amt Ccy="EUR">500.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>2018-07-03</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs><RltdPties><CdtrAcct><Id><IBAN>{PRACTICE}</IBAN></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"#
    )
    .into_bytes()
}

#[tokio::test]
async fn an_instalment_is_paid_by_an_order_of_two_persons_and_a_statement_once() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let node = Process::start("node", &world.node_config("twente"));
    let mut staff = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    let id = staff.submit("a", Clerk::form(1, 100_000)).await.unwrap().id;
    staff.grant(&id, 100_000).await.unwrap();
    let client = |role| PaymentServiceClient::new(world.staff("twente", role, node.office));
    let (mut clerk, mut treasurer, mut board) =
        (client(Role::Clerk), client(Role::Treasurer), client(Role::Board));

    let account = |holder: &str, iban: &str| Some(BankAccount { holder: holder.into(), iban: iban.into() });
    let (practice, on) = (agb(1), DAY.to_owned());
    let request = RegisterPayeeRequest {
        request_id: "payee".into(),
        practice: practice.clone(),
        account: account("Practice 1", PRACTICE),
        on: on.clone(),
    };
    assert_eq!(clerk.register_payee(request).await.unwrap().into_inner().version, 1);
    let request = ConfirmPayeeRequest { request_id: "confirm".into(), practice, version: 1, on: on.clone() };
    treasurer.confirm_payee(request).await.unwrap();
    let request = ProposeOrderRequest {
        request_id: "propose".into(),
        instalments: vec![InstalmentKey { application: id.clone(), number: 1 }],
        on: on.clone(),
    };
    let proposed = treasurer.propose_order(request).await.unwrap().into_inner();
    assert_eq!((proposed.order, proposed.total_cents), (1, 50_000));

    let approve = |id: &str| ApproveOrderRequest { request_id: id.into(), order: 1, on: on.clone() };
    let refused = treasurer.approve_order(approve("own")).await.err().unwrap();
    assert_eq!(reason(&refused), "ORDER_SAME_PERSON");
    let export = |id: &str| ExportOrderRequest {
        request_id: id.into(),
        order: 1,
        account: account("Fund", OWN),
        execute_on: "2018-07-03".into(),
        on: on.clone(),
    };
    let refused = treasurer.export_order(export("early")).await.err().unwrap();
    assert_eq!(reason(&refused), "ORDER_NOT_APPROVED");
    board.approve_order(approve("approve")).await.unwrap();
    let file = treasurer.export_order(export("export")).await.unwrap().into_inner();
    let again = treasurer.export_order(export("again")).await.unwrap().into_inner();
    assert!(file == again, "the same order is the same file");
    let order = board.get_order(GetOrderRequest { order: 1 }).await.unwrap().into_inner().order.unwrap();
    let end_to_end = &order.lines[0].end_to_end_id;
    assert!(String::from_utf8(file.document).unwrap().contains(end_to_end));

    let read = |id: &str| ReadStatementRequest {
        request_id: id.into(),
        iban: OWN.into(),
        document: statement(end_to_end),
    };
    let outcome = treasurer.read_statement(read("read")).await.unwrap().into_inner();
    assert!(outcome.read && outcome.problems.is_empty() && outcome.has_difference);
    assert_eq!(outcome.paid, std::slice::from_ref(end_to_end));
    // 150,000 times 5.92 less 500.00 is 887,500.00
    assert_eq!(outcome.difference_cents, 0);
    assert_eq!(staff.summary().await.paid_cents, 50_000);
    let outcome = treasurer.read_statement(read("read again")).await;
    assert!(outcome.is_err(), "a request id has no spaces");
    let outcome = treasurer.read_statement(read("read-again")).await.unwrap().into_inner();
    assert_eq!((outcome.paid.len(), outcome.problems[0].code.as_str()), (0, "already_read"));
    assert_eq!((outcome.difference_cents, staff.summary().await.paid_cents), (0, 50_000));
}
