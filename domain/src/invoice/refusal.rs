//! Why something about an invoice is not taken.

use crate::project::ApplicationId;
use crate::refusals::refusals;
use crate::terms::Date;

refusals! {
    //! Why something about an invoice is not taken.

    /// There is no such application.
    UnknownApplication { /** Which. */ application: ApplicationId }
        = "invoice_unknown_application", "there is no application {application}";
    /// It is not granted, is through, or is paid otherwise than on invoices.
    NotOnInvoices { /** Which application. */ application: ApplicationId }
        = "invoice_not_on_invoices", "application {application} is not paid on invoices";
    /// Everything that was granted has been released, or given up.
    NothingLeft { /** Of which application. */ application: ApplicationId }
        = "invoice_nothing_left", "nothing of the grant of application {application} waits for invoices";
    /// An invoice is of more than nothing.
    NoAmount {} = "invoice_no_amount", "an invoice is of more than nothing";
    /// An invoice is shown by a document, of which the reference is kept.
    NoDocument {} = "invoice_no_document", "the invoice has no document, or its reference is above 200 characters";
    /// The practice has no number of the Chamber of Commerce, and the rules ask it.
    NoChamberNumber {} = "invoice_no_chamber_number", "a number of the Chamber of Commerce has 8 digits";
    /// It has not been paid when it comes in.
    NotPaid { /** The day on which it came in. */ day: Date }
        = "invoice_not_paid", "the invoice was not paid on {day}, when it came in";
    /// It was paid before it was written.
    PaidBeforeDated { /** Its day. */ day: Date }
        = "invoice_paid_before_dated", "the invoice is dated {day}, after its payment";
    /// It came in after the last day.
    TooLate { /** The last day. */ day: Date }
        = "invoice_too_late", "invoices come in until {day}";
    /// Its document was handed in before.
    AlreadyThere { /** As which invoice. */ number: u32 }
        = "invoice_already_there", "the document is that of invoice {number}";
    /// There is no such invoice.
    UnknownInvoice { /** Which. */ number: u32 }
        = "invoice_unknown_invoice", "there is no invoice {number}";
    /// It has been judged.
    NotWaiting { /** Which. */ number: u32 }
        = "invoice_not_waiting", "invoice {number} has been judged";
    /// It is judged before it came in.
    BeforeReceipt { /** The day on which it came in. */ day: Date }
        = "invoice_before_receipt", "the invoice came in on {day}";
    /// A refusal, or an end of the invoices, has a reason.
    NoReason {} = "invoice_no_reason", "no reason is given";
    /// Invoices wait to be judged.
    StillWaiting { /** How many. */ count: usize }
        = "invoice_still_waiting", "{count} invoices wait to be judged";
}
