//! Plays the bank: accounts that nobody has, and a statement of what it was asked to pay.

use super::calls::Payable;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use wijkfonds_domain::terms::{Cents, Date};
use wijkfonds_proto::region::{BankAccount, PaymentOrderLine};

/// The code of a bank that does not exist.
const BANK: &str = "DEMO";

/// The fund's own account.
pub(super) fn own_account() -> BankAccount {
    BankAccount { holder: "Synthetisch fonds".to_owned(), iban: iban(1) }
}

/// A practice's account: its code is in the number.
pub(super) fn account_of(practice: &str) -> BankAccount {
    let number = practice.parse().unwrap_or(0);
    BankAccount { holder: format!("Praktijk {practice} (synthetisch)"), iban: iban(number) }
}

/// A Dutch account number with its check digits: 98 less the remainder by 97 of bank, number, country and two zeros,
/// in which letters count from ten (ISO 13616).
fn iban(number: u64) -> String {
    let basis = format!("{BANK}{number:010}NL00");
    let remainder = basis.chars().fold(0u64, |rest, letter| {
        let value = letter.to_digit(36).map_or(0, u64::from);
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    });
    format!("NL{:02}{BANK}{number:010}", 98 - remainder)
}

/// What tells an order from every other: its day and what it pays. The same on every run.
pub(super) fn key(on: Date, instalments: &[Payable]) -> String {
    let mut hasher = DefaultHasher::new();
    for payable in instalments {
        (&payable.application, payable.number).hash(&mut hasher);
    }
    format!("{on}-{:016x}", hasher.finish())
}

/// A camt.053 statement that says that every payment of an order went out.
pub(super) fn statement(order: u32, on: &str, lines: &[PaymentOrderLine]) -> String {
    let id = format!("DEMO-{order}");
    let mut entries = String::new();
    for line in lines {
        let PaymentOrderLine { cents, practice, end_to_end_id, .. } = line;
        let (amount, iban) = (Cents::new(*cents), account_of(practice).iban);
        // a text in memory takes every write
        let _ = write!(
            entries,
            "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <ValDt><Dt>{on}</Dt></ValDt><AcctSvcrRef>{end_to_end_id}</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><Refs>\
             <EndToEndId>{end_to_end_id}</EndToEndId></Refs><RltdPties><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct>\
             </RltdPties></TxDtls></NtryDtls></Ntry>"
        );
    }
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId>\
         <CreDtTm>{on}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>{id}</Id><Acct><Id><IBAN>{}</IBAN></Id></Acct>{entries}\
         </Stmt></BkToCstmrStmt></Document>",
        own_account().iban
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_has_the_check_digits_of_its_standard() {
        // NL91 ABNA 0417 1643 00 is the example of the register of account numbers; ours are made the same way
        let checks = |iban: &str| {
            let turned = format!("{}{}", &iban[4..], &iban[..4]);
            turned.chars().fold(0u64, |rest, letter| {
                let value = u64::from(letter.to_digit(36).unwrap());
                (rest * if value < 10 { 10 } else { 100 } + value) % 97
            })
        };
        assert_eq!(checks("NL91ABNA0417164300"), 1);
        assert_eq!(checks(&iban(1)), 1);
        assert_eq!(checks(&account_of("01990123").iban), 1);
    }

    #[test]
    fn an_order_is_known_by_its_day_and_what_it_pays() {
        let payable = |number| Payable { application: "2018-00001".into(), number };
        let day = jiff::civil::date(2018, 6, 1);
        let keys =
            [key(day, &[payable(1)]), key(day, &[payable(2)]), key(day.tomorrow().unwrap(), &[payable(1)])];
        assert!(keys[0] != keys[1] && keys[0] != keys[2]);
        assert_eq!(keys[0], key(day, &[payable(1)]));
    }
}
