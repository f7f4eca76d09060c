//! An order as a SEPA credit transfer, pain.001.001.09.

use sepa::charset::Transliteration;
use sepa::{CreditTransferEntry, CreditTransferGroup, IsoDate, IsoDateTime, Pain001Builder};
use wijkfonds_domain::orders::{self, Export, Order, Payee};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Cents, RegionId};

/// How letters that banks do not know are written.
pub(super) const LETTERS: Transliteration = Transliteration::Epc;

/// The file of an order.
pub(crate) struct Transfer {
    pub(crate) document: String,
    pub(crate) file_name: String,
    pub(crate) payments: usize,
    pub(crate) total: Cents,
}

/// An order that was exported, with what its file says: all of it from the records, the time of the first export
/// too, so that the file is the same bytes whenever it is asked for.
pub(crate) struct Exported {
    pub(super) order: Order,
    pub(super) export: Export,
    /// Per payment to whom.
    pub(super) payees: Vec<Payee>,
}

/// A payment that no bank takes: of nothing, of too much, or to somebody who was erased.
#[derive(Debug)]
pub(crate) struct NotTransferable;

/// An exported order from the records.
pub(crate) fn exported(records: &dyn Records, number: u32) -> Result<Exported, Fault> {
    let missing = || Fault::new(format!("order {number} was exported and is not there"));
    let order = orders::order(records, number)?.ok_or_else(missing)?;
    let export = orders::export(records, number)?.ok_or_else(missing)?;
    let payee = |line: &orders::Line| {
        let found = orders::version(records, &line.practice, line.account_version)?;
        Ok(found.ok_or_else(missing)?.payee)
    };
    let payees = order.lines.iter().map(payee).collect::<Result<_, Fault>>()?;
    Ok(Exported { order, export, payees })
}

/// The file of an order of a region.
pub(crate) fn transfer(region: &RegionId, exported: &Exported) -> Result<Transfer, NotTransferable> {
    let Exported { order, export, payees } = exported;
    let message_id = format!("{region}-{}", order.number);
    let day = IsoDate::parse(&export.execute_on.to_string()).map_err(|_| NotTransferable)?;
    let mut group = CreditTransferGroup::new(&export.account.holder, &iban(&export.account)?, day)
        .payment_info_id(&message_id);
    for (line, payee) in order.lines.iter().zip(payees) {
        let entry = CreditTransferEntry::new(&payee.holder, iban(payee)?, line.cents.get(), &line.end_to_end);
        group = group.add_entry(entry.with_description(format!("{} {}", line.application, line.number)));
    }
    let document = Pain001Builder::new(&export.account.holder, &message_id)
        .charset(sepa::CharsetPolicy::Transliterate(LETTERS))
        .created_at(IsoDateTime::parse(&export.created).map_err(|_| NotTransferable)?)
        .add_group(group)
        .build()
        .map_err(|_| NotTransferable)?;
    let total = Cents::sum(order.lines.iter().map(|line| line.cents)).map_err(|_| NotTransferable)?;
    Ok(Transfer { document, file_name: format!("{message_id}.xml"), payments: order.lines.len(), total })
}

fn iban(payee: &Payee) -> Result<sepa::Iban, NotTransferable> {
    let iban = payee.iban.plain().ok_or(NotTransferable)?;
    sepa::validate_iban(iban.as_str()).map_err(|_| NotTransferable)
}
