//! What has happened to a fund, for ever. The stored form: a change of it is a new version beside the old.

use crate::area::AreaList;
use crate::books;
use crate::count::effect::CorrectedQuarter;
use crate::count::enrolled::{Corrected, Overviews};
use crate::count::insured::InsuredCounts;
use crate::disclosure::first::FirstRelease;
use crate::egress::{Content, Receiver};
use crate::intake;
use crate::ledger::Booking;
use crate::person;
use crate::pot::PotId;
use crate::project::evaluation::EvaluationForm;
use crate::project::{
    ApplicationForm, ApplicationId, Decision, Draw, Exclusion, Instalment, Verdict, instalment::Paid,
};
use crate::rate::Rate;
use crate::rules::FundRules;
use crate::settlement::{ListedInsurer, ZnPayment};
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An event. Those that move money carry the bookings that do so.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event", deny_unknown_fields)]
pub enum Event {
    /// Rules came into use.
    RulesAdopted {
        /// The rules.
        rules: Box<FundRules>,
    },
    /// A rate came into use.
    RateAccepted {
        /// The rate.
        rate: Rate,
    },
    /// An area list came into use.
    AreaListAccepted {
        /// The list.
        list: AreaList,
    },
    /// An insurer is on the region's list.
    InsurerListed {
        /// The insurer.
        insurer: ListedInsurer,
    },
    /// A quarter was counted.
    InsuredCounted {
        /// The counts.
        counts: InsuredCounts,
    },
    /// Overviews of practices came in.
    OverviewsTaken {
        /// The overviews.
        overviews: Overviews,
        /// The earlier overviews that it corrects, by practice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        corrects: Vec<Corrected>,
    },
    /// Pots hold what rate and counts now say.
    PotsFilled {
        /// Of which fund year.
        year: Year,
        /// What each pot should hold.
        entitlements: BTreeMap<PotId, Cents>,
        /// What is set aside for the reserve.
        #[serde(default, skip_serializing_if = "Cents::is_zero")]
        set_aside: Cents,
        /// The differences with before.
        bookings: Vec<Booking>,
        /// The correction of a count that changed it; absent when something else did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corrected: Option<CorrectedQuarter>,
    },
    /// ZN paid.
    ZnPaid {
        /// What.
        payment: ZnPayment,
        /// The booking.
        booking: Booking,
    },
    /// An application came in.
    ApplicationSubmitted {
        /// Its number.
        application: ApplicationId,
        /// What is asked.
        form: Box<ApplicationForm>,
    },
    /// A rule keeps an application out.
    ApplicationExcluded {
        /// Which application.
        application: ApplicationId,
        /// Which rule.
        exclusion: Exclusion,
    },
    /// An application was withdrawn.
    ApplicationWithdrawn {
        /// Which.
        application: ApplicationId,
        /// When.
        on: Date,
    },
    /// The committee decided.
    ApplicationDecided {
        /// What.
        decision: Decision,
    },
    /// Money was granted.
    Granted {
        /// To which application.
        application: ApplicationId,
        /// From which pots.
        draws: Vec<Draw>,
        /// When it will be paid.
        instalments: Vec<Instalment>,
        /// The booking.
        booking: Booking,
    },
    /// An instalment was paid.
    InstalmentPaid {
        /// Which, when, by which order.
        paid: Paid,
        /// The booking.
        booking: Booking,
    },
    /// Something about orders to pay.
    Orders(Box<crate::orders::Event>),
    /// An evaluation came in.
    EvaluationHandedIn {
        /// The form.
        form: EvaluationForm,
    },
    /// The committee judged an evaluation.
    EvaluationJudged {
        /// Of which application.
        application: ApplicationId,
        /// When.
        on: Date,
        /// The verdict.
        verdict: Verdict,
        /// What lapses, per instalment (from 0) and pot.
        lapses: Vec<(usize, Vec<Draw>)>,
        /// What is claimed back.
        reclaimed: Cents,
        /// The bookings.
        bookings: Vec<Booking>,
    },
    /// Something of claims on what was paid.
    Reclaims(crate::reclaim::Event),
    /// A payment that was recorded was undone.
    Reversed(Box<crate::reversal::Event>),
    /// Something about invoices on which a grant is paid.
    Invoices(Box<crate::invoice::Event>),
    /// Something of what projects have shown.
    Outcomes(crate::outcome::Event),
    /// A year was closed.
    YearClosed {
        /// Which.
        year: Year,
        /// When.
        on: Date,
        /// Leftovers, closing and opening.
        bookings: Vec<Booking>,
    },
    /// Something about persons and their documents.
    People(person::Event),
    /// Something of the committee.
    Committee(crate::committee::Event),
    /// Something of the intake of applications.
    Intake(intake::Event),
    /// Figures were released under the first version of the catalogue.
    FiguresReleased {
        /// The tables, as they will be sent whenever they are asked for.
        releases: Vec<FirstRelease>,
    },
    /// Something about the release of figures.
    Release(crate::release::Event),
    /// Something is about to leave the region.
    Sent {
        /// To whom.
        to: Receiver,
        /// What.
        contents: Vec<Content>,
    },
    /// Something happened in the fund's books besides grants.
    Books(books::Event),
}

crate::opaque::opaque_debug!(Event);
