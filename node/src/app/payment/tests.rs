//! What goes to the bank is what the golden file says; what comes from it is read or named.

use super::statement::LARGEST;
use super::transfer::Exported;
use super::*;
use wijkfonds_domain::orders::{Export, Line, Order, OrderState};
use wijkfonds_domain::terms::{Cents, Date, RegionId};

/// Where the file is. Set `WIJKFONDS_WRITE_GOLDEN` to write it anew, and read it before it is kept.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/pain001.xml");
const OWN: &str = "NL02ABNA0123456789";
const PRACTICE: &str = "NL91ABNA0417164300";

fn day() -> Date {
    "2018-07-02".parse().unwrap()
}

fn line(number: u32, cents: i64) -> Line {
    Line {
        application: "2018-00001".parse().unwrap(),
        number,
        cents: Cents::new(cents),
        practice: "01000001".to_owned().try_into().unwrap(),
        account_version: 1,
        end_to_end: format!("2018-00001-{number}-1"),
    }
}

fn order(lines: Vec<Line>) -> Exported {
    let state = OrderState::Approved { by: "carla as board".into(), on: day() };
    let payees = lines.iter().map(|_| account("Praktijk Müller & Coëlho <Oost>".into(), PRACTICE).unwrap());
    Exported {
        payees: payees.collect(),
        order: Order { number: 1, lines, proposed_by: "bert as treasurer".into(), proposed_on: day(), state },
        export: Export {
            account: account("Achterstandsfonds Twente".into(), OWN).unwrap(),
            execute_on: "2018-07-03".parse().unwrap(),
            created: "2018-07-02T09:30:01.123456Z".into(),
        },
    }
}

fn region() -> RegionId {
    RegionId::new("twente").unwrap()
}

#[test]
fn an_order_is_the_file_that_the_golden_one_is() {
    let exported = order(vec![line(1, 50_000), line(2, 49_999)]);
    let transfer = transfer(&region(), &exported).unwrap();
    if std::env::var_os("WIJKFONDS_WRITE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &transfer.document).unwrap();
    }
    assert_eq!(transfer.document, std::fs::read_to_string(GOLDEN).unwrap());
    assert_eq!((transfer.payments, transfer.total), (2, Cents::new(99_999)));
    assert_eq!(transfer.document.matches("<CtrlSum>999.99</CtrlSum>").count(), 2);
    assert_eq!(transfer.file_name, "twente-1.xml");
}

#[test]
fn a_payment_of_nothing_is_no_transfer() {
    assert!(transfer(&region(), &order(vec![line(1, 0)])).is_err());
}

#[test]
fn an_account_that_no_transfer_can_be_made_to_is_none() {
    let cases = [
        ("Praktijk", "NL91 ABNA 0417 1643 00", None),
        ("Praktijk", "NL91ABNA0417164301", Some(NoAccount::Iban)),
        // a country outside SEPA
        ("Praktijk", "TR330006100519786457841326", Some(NoAccount::Iban)),
        ("  ", PRACTICE, Some(NoAccount::Holder)),
        (&"a".repeat(71), PRACTICE, Some(NoAccount::Holder)),
    ];
    for (holder, iban, wrong) in cases {
        assert_eq!(account(holder.into(), iban).err(), wrong, "{holder} {iban}");
    }
}

/// A statement of an account with entries.
fn document(iban: &str, entries: &str) -> String {
    format!(
        r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2018-07-04T06:00:00</CreDtTm></GrpHdr><Stmt><Id>2018/7</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2018-07-03</Dt></Dt></Bal>{entries}</Stmt></BkToCstmrStmt></Document>"#
    )
}

fn entry(amount: &str, status: &str, day: &str, details: &str) -> String {
    format!(
        "<Ntry>{amount}<CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>{day}<AcctSvcrRef>R1</AcctSvcrRef><BkTxCd/><NtryDtls>{details}</NtryDtls></Ntry>"
    )
}

fn detail(amount: &str, end_to_end: &str) -> String {
    format!(
        r#"<TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><RltdPties><CdtrAcct><Id><IBAN>{PRACTICE}</IBAN></Id></CdtrAcct></RltdPties></TxDtls>"#
    )
}

const EUROS: &str = r#"<Amt Ccy="EUR">500.00</Amt>"#;
const DAY: &str = "<ValDt><Dt>2018-07-03</Dt></ValDt>";

fn found(document: &str) -> Result<StatementFound, Vec<(u32, &'static str)>> {
    match read_statements(document.as_bytes(), &Iban::new(OWN).unwrap()) {
        Ok(mut files) => {
            let file = files.remove(0);
            let entries = file.statement.entries.into_iter().zip(file.places).map(|(entry, place)| {
                assert!(entry.on == "2018-07-03".parse().unwrap());
                assert_eq!(entry.account.map(String::from).as_deref(), Some(PRACTICE));
                (entry.reference, entry.cents.get(), entry.end_to_end.unwrap(), (place.entry, place.payment))
            });
            Ok((file.statement.id, file.statement.closing.map(Cents::get), entries.collect()))
        }
        Err(problems) => {
            Err(problems.into_iter().map(|(place, problem)| (place.entry, problem.code())).collect())
        }
    }
}

type StatementFound = (String, Option<i64>, Vec<(String, i64, String, (u32, u32))>);

#[test]
fn a_statement_is_read_with_every_payment_of_a_batch() {
    let one = entry(EUROS, "BOOK", DAY, &detail("500.00", "a"));
    let two = entry(EUROS, "BOOK", DAY, &(detail("200.00", "b") + &detail("300.00", "c")));
    let expected = vec![
        ("R1".to_owned(), -50_000, "a".to_owned(), (1, 0)),
        ("R1/1".to_owned(), -20_000, "b".to_owned(), (2, 1)),
        ("R1/2".to_owned(), -30_000, "c".to_owned(), (2, 2)),
    ];
    assert_eq!(found(&document(OWN, &(one + &two))), Ok(("2018/7".into(), Some(10_000), expected)));
}

#[test]
fn what_cannot_be_read_is_named_by_its_place() {
    let good = entry(EUROS, "BOOK", DAY, &detail("500.00", "a"));
    let wrong = [
        entry(EUROS, "PDNG", DAY, ""),
        entry("", "BOOK", DAY, ""),
        entry(r#"<Amt Ccy="USD">500.00</Amt>"#, "BOOK", DAY, ""),
        entry(EUROS, "BOOK", "", ""),
        entry(EUROS, "BOOK", DAY, &(detail("200.00", "b") + &detail("299.00", "c"))),
    ];
    let codes = ["not_booked", "no_amount", "not_euros", "no_day", "parts_differ"];
    let listed: Vec<_> = (2..).zip(codes).collect();
    assert_eq!(found(&document(OWN, &(good.clone() + &wrong.concat()))), Err(listed));
    let whole = document(OWN, &good);
    let cases = [
        (String::new(), "unreadable_file"),
        (whole[..whole.len() - 3].to_owned(), "unreadable_file"),
        (format!("{}{whole}", " ".repeat(LARGEST)), "unreadable_file"),
        (
            whole.replace(&whole[whole.find("<Stmt>").unwrap()..whole.find("</BkToCstmrStmt>").unwrap()], ""),
            "no_statement",
        ),
        (document(PRACTICE, &good), "other_account"),
        (whole.replace("2018/7", " "), "no_number"),
        (document(OWN, &good.repeat(5_001)), "too_many"),
    ];
    for (text, code) in cases {
        assert_eq!(found(&text), Err(vec![(0, code)]), "{code}");
    }
}

#[test]
fn a_file_has_several_statements_each_with_its_own_days_and_places() {
    let of = |id: &str, day: &str, text: &str| {
        let detail = detail("500.00", "a")
            .replace("</RltdPties>", &format!("</RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf>"));
        let entry = entry(EUROS, "BOOK", &DAY.replace("2018-07-03", day), &detail);
        let whole = document(OWN, &entry.replace("DBIT", "CRDT")).replace("2018/7", id);
        whole[whole.find("<Stmt>").unwrap()..whole.find("</BkToCstmrStmt>").unwrap()].to_owned()
    };
    let whole = document(OWN, "");
    let (head, tail) =
        (&whole[..whole.find("<Stmt>").unwrap()], &whole[whole.find("</BkToCstmrStmt>").unwrap()..]);
    let both = [of("2018/7", "2018-07-03", "one"), of("2018/8", "2018-07-05", "two")].concat();
    let own = Iban::new(OWN).unwrap();
    let files = read_statements(format!("{head}{both}{tail}").as_bytes(), &own).unwrap();
    let seen: Vec<_> = files
        .iter()
        .map(|file| {
            let entry = &file.statement.entries[0];
            (
                file.statement.id.as_str(),
                entry.on.to_string(),
                entry.text.as_deref(),
                file.places[0].statement,
            )
        })
        .collect();
    let expected = [
        ("2018/7", "2018-07-03".to_owned(), Some("one"), 1),
        ("2018/8", "2018-07-05".to_owned(), Some("two"), 2),
    ];
    assert_eq!(seen, expected);
    let broken = both.replacen("CRDT", "", 2).replace("<Id>2018/8</Id>", "<Id> </Id>");
    let problems = read_statements(format!("{head}{broken}{tail}").as_bytes(), &own).err().unwrap();
    let problems: Vec<_> =
        problems.iter().map(|(place, problem)| (place.statement, place.entry, problem.code())).collect();
    assert_eq!(problems, [(1, 1, "no_amount"), (2, 0, "no_number")]);
}
