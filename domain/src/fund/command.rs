//! What can be asked of a fund's records.

use crate::area::AreaList;
use crate::books;
use crate::count::{enrolled::Overviews, insured::InsuredCounts};
use crate::intake;
use crate::person;
use crate::project::{ApplicationForm, ApplicationId, Decision, EvaluationForm, Verdict, instalment::Paid};
use crate::rate::Rate;
use crate::rules::FundRules;
use crate::settlement::{ListedInsurer, ZnPayment};
use crate::terms::{Date, InsurerKey, Uzovi, Year};
use serde::Serialize;

/// A command. Who gives it is beside it, not in it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The board adopts rules.
    AdoptRules(Box<FundRules>),
    /// The bureau hands over a rate.
    AcceptRate(Rate),
    /// The bureau hands over an area list.
    AcceptAreaList(AreaList),
    /// An insurer is put on the region's list, or gets another key.
    ListInsurer(ListedInsurer),
    /// A quarter's insured come in.
    ImportInsured(InsuredCounts),
    /// Practices' overviews come in.
    ImportOverviews(Overviews),
    /// ZN has paid.
    RecordZnPayment(ZnPayment),
    /// A practice applies.
    Submit(Box<ApplicationForm>),
    /// An applicant withdraws.
    Withdraw {
        /// What.
        application: ApplicationId,
        /// When.
        on: Date,
    },
    /// The committee decides.
    Decide(Decision),
    /// Something of the committee.
    Committee(crate::committee::Command),
    /// An instalment has been paid.
    Pay(Paid),
    /// About orders to pay.
    Orders(Box<crate::orders::Command>),
    /// An evaluation comes in.
    HandInEvaluation(EvaluationForm),
    /// The committee judges an evaluation.
    JudgeEvaluation {
        /// Of which application.
        application: ApplicationId,
        /// When.
        on: Date,
        /// The verdict.
        verdict: Verdict,
    },
    /// Something of claims on what was paid.
    Reclaims(crate::reclaim::Command),
    /// A payment that was recorded did not happen.
    Reverse(Box<crate::reversal::Command>),
    /// About invoices on which a grant is paid.
    Invoices(Box<crate::invoice::Command>),
    /// Something of what projects have shown.
    Outcomes(crate::outcome::Command),
    /// The year is closed.
    CloseYear {
        /// Which.
        year: Year,
        /// When.
        on: Date,
    },
    /// A command whose texts are sealed with the key of a file.
    InFile(Box<person::InFile>),
    /// About persons and their documents.
    People(person::Command),
    /// What belongs to the intake of applications.
    Intake(intake::Command),
    /// About the release of figures, and their sending.
    Release(crate::release::Command),
    /// An insurer asks for its statements, which are about to be sent.
    SendStatements {
        /// Which insurer, as its certificate says.
        uzovi: Uzovi,
        /// The fingerprint of its key.
        key: InsurerKey,
        /// Which year's.
        year: Year,
    },
    /// Something in the fund's books besides grants.
    Books(books::Command),
}

crate::opaque::opaque_debug!(Command);
