//! Why a command changes nothing: each reason by name, with the facts that a message about it needs.

use crate::area::AreaListRefusal;
use crate::books;
use crate::count::{EnrolledRefusal, RowProblem};
use crate::intake;
use crate::person;
use crate::pot::PotId;
use crate::project::ApplicationId;
use crate::project::decision::DecisionRefusal;
use crate::project::evaluation::EvaluationRefusal;
use crate::project::instalment::PaymentRefusal;
use crate::rate::RateRefusal;
use crate::rules::RulesProblem;
use crate::settlement::StatementRefusal;
use crate::terms::{Overflow, Year};
use crate::year::ClosingRefusal;
use thiserror::Error;

/// Why rules are not adopted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RulesRefusal {
    /// The document has problems; all of them.
    #[error("the rules have {} problems; the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Problems(Vec<RulesProblem>),
    /// The rules are another region's.
    #[error("these are the rules of another region")]
    OtherRegion,
    /// Pots are in use, and the new rules divide the money otherwise.
    #[error("the pots of {0} are filled, so its division into pots stays")]
    PotsInUse(Year),
    /// Practices have been counted, and the new rules count them by another method.
    #[error("practices have been counted for {0}, so its method of counting them stays")]
    OverviewsInUse(Year),
}

/// Why a file of counts is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportRefusal {
    /// There is no list of areas for the year yet.
    #[error("there is no area list for {0} yet")]
    NoAreaList(Year),
    /// Rows have problems; all of them, up to 100.
    #[error("{} problems in the rows", .0.len())]
    Rows(Vec<RowProblem>),
    /// There is nothing in it.
    #[error("there are no rows")]
    NoRows,
    /// It does not say where the counts come from.
    #[error("the counts have no source")]
    NoSource,
    /// The quarter has been counted; another count needs a reason.
    #[error("the quarter has been counted; another count is taken only as a correction with a reason")]
    CorrectionWithoutReason,
    /// Of overviews of enrolled patients.
    #[error(transparent)]
    Enrolled(#[from] EnrolledRefusal),
}

/// Why an application is not taken in at all. What a fund's rules exclude is taken in and refused; see
/// [`crate::project::Exclusion`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmissionRefusal {
    /// The year is closed.
    #[error("the year is closed")]
    YearClosed,
    /// The fund has no rules for the year.
    #[error("the fund has no rules for {0}")]
    NoRules(Year),
    /// There is no list of areas for the year yet.
    #[error("there is no area list for {0} yet")]
    NoAreaList(Year),
    /// No overview of the year names the practice.
    #[error("no overview of the year names the practice, or a partner")]
    UnknownPractice,
    /// A practice-bound project has one practice.
    #[error("a practice-bound project has no partners")]
    PartnersInPracticeBound,
    /// No title, or one of more than 200 characters.
    #[error("a title has 1 to 200 characters")]
    BadTitle,
    /// A description of more than 8,000 characters.
    #[error("a description has at most 8000 characters")]
    DescriptionTooLong,
    /// It names no area, or more than 50.
    #[error("an application names 1 to 50 areas")]
    BadAreas,
    /// It has no budget, or more than 100 lines, or a line without a cost.
    #[error("a budget has 1 to 100 lines, each with a cost above nothing")]
    BadBudget,
    /// Nothing is asked, or a pot is named twice, or an amount is not above nothing.
    #[error("each pot is named once, with an amount above nothing")]
    BadRequest,
    /// Others' money is not below nothing.
    #[error("other funding is not below nothing")]
    BadOtherFunding,
    /// There is no such pot.
    #[error("the year has no pot {0}")]
    UnknownPot(PotId),
}

/// Why an application is not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WithdrawalRefusal {
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// It is no longer open.
    #[error("application {0} is no longer open")]
    NotOpen(ApplicationId),
}

/// Why a command is refused: one refusal type per operation, gathered for the one queue they go through.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(transparent)]
pub enum Refusal {
    /// Of rules.
    Rules(#[from] RulesRefusal),
    /// Of a rate.
    Rate(#[from] RateRefusal),
    /// Of an area list.
    AreaList(#[from] AreaListRefusal),
    /// Of counts.
    Import(#[from] ImportRefusal),
    /// Of an application.
    Submission(#[from] SubmissionRefusal),
    /// Of a withdrawal.
    Withdrawal(#[from] WithdrawalRefusal),
    /// Of a decision.
    Decision(#[from] DecisionRefusal),
    /// Of the committee.
    Committee(#[from] crate::committee::Refusal),
    /// Of a payment.
    Payment(#[from] PaymentRefusal),
    /// Of an order to pay.
    Orders(#[from] crate::orders::Refusal),
    /// Of an evaluation.
    Evaluation(#[from] EvaluationRefusal),
    /// Of claims on what was paid.
    Reclaims(#[from] crate::reclaim::Refusal),
    /// Of undoing a payment.
    Reversal(#[from] crate::reversal::Refusal),
    /// Of invoices.
    Invoices(#[from] crate::invoice::Refusal),
    /// Of what projects have shown.
    Outcomes(#[from] crate::outcome::Refusal),
    /// Of closing a year.
    Closing(#[from] ClosingRefusal),
    /// About persons and their documents.
    People(#[from] person::Refusal),
    /// Of the intake of applications.
    Intake(#[from] intake::Refusal),
    /// Of statements.
    Statement(#[from] StatementRefusal),
    /// Of something in the books besides grants.
    Books(#[from] books::Refusal),
    /// Of releasing figures.
    Release(#[from] crate::release::Refusal),
    /// ZN pays more than nothing.
    #[error("a payment is more than nothing")]
    NoPayment,
    /// An amount does not fit.
    #[error(transparent)]
    Amount(#[from] Overflow),
}

/// Gives each refusal its code, and the list of all codes, in one place.
macro_rules! codes {
    ($($pattern:pat => $code:literal),+ $(,)?) => {
        /// All codes of refusals, besides those of the books ([`books::CODES`]); every one has a sentence in each language.
        pub const CODES: &[&str] = &[$($code),+];

        impl Refusal {
            /// The code by which messages and callers know it.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    Self::Books(refusal) => refusal.code(),
                    Self::Committee(refusal) => refusal.code(),
                    Self::Reclaims(refusal) => refusal.code(),
                    Self::Invoices(refusal) => refusal.code(),
                    Self::Reversal(refusal) => refusal.code(),
                    Self::Outcomes(refusal) => refusal.code(),
                    Self::Release(refusal) => refusal.code(),
                    $($pattern => $code),+
                }
            }
        }
    };
}

codes! {
    Refusal::Rules(RulesRefusal::Problems(_)) => "rules_problems",
    Refusal::Rules(RulesRefusal::OtherRegion) => "rules_other_region",
    Refusal::Rules(RulesRefusal::PotsInUse(_)) => "rules_pots_in_use",
    Refusal::Rate(RateRefusal::OutOfRange) => "rate_out_of_range",
    Refusal::Rate(RateRefusal::NoSource) => "rate_no_source",
    Refusal::Rate(RateRefusal::NotNewer { .. }) => "rate_not_newer",
    Refusal::Rate(RateRefusal::CorrectionWithoutReason) => "rate_correction_without_reason",
    Refusal::AreaList(AreaListRefusal::EmptyOrDouble) => "area_list_empty_or_double",
    Refusal::AreaList(AreaListRefusal::NotNewer { .. }) => "area_list_not_newer",
    Refusal::AreaList(AreaListRefusal::CorrectionWithoutReason) => "area_list_correction_without_reason",
    Refusal::AreaList(AreaListRefusal::AreaRemoved) => "area_list_area_removed",
    Refusal::Import(ImportRefusal::NoAreaList(_)) => "import_no_area_list",
    Refusal::Import(ImportRefusal::Rows(_)) => "import_rows",
    Refusal::Import(ImportRefusal::NoRows) => "import_no_rows",
    Refusal::Import(ImportRefusal::NoSource) => "import_no_source",
    Refusal::Import(ImportRefusal::CorrectionWithoutReason) => "import_correction_without_reason",
    // overviews of enrolled patients
    Refusal::Rules(RulesRefusal::OverviewsInUse(_)) => "rules_overviews_in_use",
    Refusal::Import(ImportRefusal::Enrolled(EnrolledRefusal::QuarterMissing(_))) => "overviews_quarter_missing",
    Refusal::Import(ImportRefusal::Enrolled(EnrolledRefusal::QuarterNotUsed(_))) => "overviews_quarter_not_used",
    Refusal::Import(ImportRefusal::Enrolled(EnrolledRefusal::OtherReferenceDate { .. })) =>
        "overviews_other_reference_date",
    Refusal::Import(ImportRefusal::Enrolled(EnrolledRefusal::CorrectionWithoutReason(_))) =>
        "overviews_correction_without_reason",
    Refusal::Submission(SubmissionRefusal::YearClosed) => "submission_year_closed",
    Refusal::Submission(SubmissionRefusal::NoRules(_)) => "submission_no_rules",
    Refusal::Submission(SubmissionRefusal::NoAreaList(_)) => "submission_no_area_list",
    Refusal::Submission(SubmissionRefusal::UnknownPractice) => "submission_unknown_practice",
    Refusal::Submission(SubmissionRefusal::PartnersInPracticeBound) => "submission_partners_in_practice_bound",
    Refusal::Submission(SubmissionRefusal::BadTitle) => "submission_bad_title",
    Refusal::Submission(SubmissionRefusal::DescriptionTooLong) => "submission_description_too_long",
    Refusal::Submission(SubmissionRefusal::BadAreas) => "submission_bad_areas",
    Refusal::Submission(SubmissionRefusal::BadBudget) => "submission_bad_budget",
    Refusal::Submission(SubmissionRefusal::BadRequest) => "submission_bad_request",
    Refusal::Submission(SubmissionRefusal::BadOtherFunding) => "submission_bad_other_funding",
    Refusal::Submission(SubmissionRefusal::UnknownPot(_)) => "submission_unknown_pot",
    Refusal::Withdrawal(WithdrawalRefusal::UnknownApplication(_)) => "withdrawal_unknown_application",
    Refusal::Withdrawal(WithdrawalRefusal::NotOpen(_)) => "withdrawal_not_open",
    Refusal::Decision(DecisionRefusal::UnknownApplication(_)) => "decision_unknown_application",
    Refusal::Decision(DecisionRefusal::NotOpen(_)) => "decision_not_open",
    Refusal::Decision(DecisionRefusal::BeforeReceipt) => "decision_before_receipt",
    Refusal::Decision(DecisionRefusal::NoQuorum) => "decision_no_quorum",
    Refusal::Decision(DecisionRefusal::TooManyVotes) => "decision_too_many_votes",
    Refusal::Decision(DecisionRefusal::NoMajority) => "decision_no_majority",
    Refusal::Decision(DecisionRefusal::NoReason) => "decision_no_reason",
    Refusal::Decision(DecisionRefusal::Shortfall(_)) => "decision_shortfall",
    Refusal::Decision(DecisionRefusal::BadDraws) => "decision_bad_draws",
    Refusal::Decision(DecisionRefusal::AboveRequest { .. }) => "decision_above_request",
    Refusal::Decision(DecisionRefusal::PotExhausted { .. }) => "decision_pot_exhausted",
    Refusal::Payment(PaymentRefusal::UnknownApplication(_)) => "payment_unknown_application",
    Refusal::Payment(PaymentRefusal::UnknownInstalment(_)) => "payment_unknown_instalment",
    Refusal::Payment(PaymentRefusal::AlreadyPaid(_)) => "payment_already_paid",
    Refusal::Payment(PaymentRefusal::Held) => "payment_held",
    Refusal::Payment(PaymentRefusal::OnInvoices) => "payment_on_invoices",
    Refusal::Payment(PaymentRefusal::Lapsed(_)) => "payment_lapsed",
    Refusal::Payment(PaymentRefusal::NotYetDue(_)) => "payment_not_yet_due",
    Refusal::Payment(PaymentRefusal::NoReference) => "payment_no_reference",
    Refusal::Payment(PaymentRefusal::BankTooLow(_)) => "payment_bank_too_low",
    Refusal::Orders(crate::orders::Refusal::BadHolder) => "order_bad_holder",
    Refusal::Orders(crate::orders::Refusal::NotTheLatestAccount(_)) => "order_not_the_latest_account",
    Refusal::Orders(crate::orders::Refusal::AlreadyConfirmed) => "order_already_confirmed",
    Refusal::Orders(crate::orders::Refusal::SamePerson) => "order_same_person",
    Refusal::Orders(crate::orders::Refusal::BadOrder) => "order_bad_order",
    Refusal::Orders(crate::orders::Refusal::InOpenOrder(_)) => "order_in_open_order",
    Refusal::Orders(crate::orders::Refusal::NoConfirmedAccount(_)) => "order_no_confirmed_account",
    Refusal::Orders(crate::orders::Refusal::AccountChanged(_)) => "order_account_changed",
    Refusal::Orders(crate::orders::Refusal::UnknownOrder(_)) => "order_unknown_order",
    Refusal::Orders(crate::orders::Refusal::NotProposed(_)) => "order_not_proposed",
    Refusal::Orders(crate::orders::Refusal::NotApproved(_)) => "order_not_approved",
    Refusal::Orders(crate::orders::Refusal::PartlyPaid(_)) => "order_partly_paid",
    Refusal::Orders(crate::orders::Refusal::ExportedOtherwise(_)) => "order_exported_otherwise",
    Refusal::Orders(crate::orders::Refusal::ExecutionTooEarly(_)) => "order_execution_too_early",
    Refusal::Orders(crate::orders::Refusal::NothingToRelease(_)) => "order_nothing_to_release",
    Refusal::Orders(crate::orders::Refusal::NoReason) => "order_no_reason",
    Refusal::Orders(crate::orders::Refusal::NotPaid(_)) => "order_not_paid",
    Refusal::Orders(crate::orders::Refusal::EvaluationRejected(_)) => "order_evaluation_rejected",
    Refusal::Orders(crate::orders::Refusal::OtherStatement) => "order_other_statement",
    Refusal::Orders(crate::orders::Refusal::NoSuchCredit) => "order_no_such_credit",
    Refusal::Orders(crate::orders::Refusal::OtherAmount { .. }) => "order_other_amount",
    Refusal::Orders(crate::orders::Refusal::NoStatementId) => "order_no_statement_id",
    Refusal::Evaluation(EvaluationRefusal::UnknownApplication(_)) => "evaluation_unknown_application",
    Refusal::Evaluation(EvaluationRefusal::NotAwaited(_)) => "evaluation_not_awaited",
    Refusal::Evaluation(EvaluationRefusal::NoneWaiting(_)) => "evaluation_none_waiting",
    Refusal::Evaluation(EvaluationRefusal::NoAccount) => "evaluation_no_account",
    Refusal::Evaluation(EvaluationRefusal::NegativeCost) => "evaluation_negative_cost",
    Refusal::Evaluation(EvaluationRefusal::BadCostLine(_)) => "evaluation_bad_cost_line",
    Refusal::Evaluation(EvaluationRefusal::NoCostDocument(_)) => "evaluation_no_cost_document",
    Refusal::Evaluation(EvaluationRefusal::CostLinesDoNotAddUp { .. }) => "evaluation_cost_lines_do_not_add_up",
    Refusal::Evaluation(EvaluationRefusal::NoCopies) => "evaluation_no_copies",
    Refusal::Evaluation(EvaluationRefusal::TextTooLong) => "evaluation_text_too_long",
    Refusal::Evaluation(EvaluationRefusal::BadQuestions) => "evaluation_bad_questions",
    Refusal::Evaluation(EvaluationRefusal::BeforeReceipt) => "evaluation_before_receipt",
    Refusal::Evaluation(EvaluationRefusal::ReclaimOutOfRange(_)) => "evaluation_reclaim_out_of_range",
    Refusal::Closing(ClosingRefusal::AlreadyClosed) => "closing_already_closed",
    Refusal::Closing(ClosingRefusal::NotOver(_)) => "closing_not_over",
    Refusal::Closing(ClosingRefusal::NotCounted) => "closing_not_counted",
    Refusal::Closing(ClosingRefusal::Undecided(_)) => "closing_undecided",
    Refusal::Intake(intake::Refusal::UnknownDraft(_)) => "intake_unknown_draft",
    Refusal::Intake(intake::Refusal::DraftNotOpen(_)) => "intake_draft_not_open",
    Refusal::Intake(intake::Refusal::OtherDraft) => "intake_other_draft",
    Refusal::Intake(intake::Refusal::Malformed(_)) => "intake_malformed",
    Refusal::Intake(intake::Refusal::Incomplete(_)) => "intake_incomplete",
    Refusal::Intake(intake::Refusal::ChancesUsedUp { .. }) => "intake_chances_used_up",
    Refusal::Intake(intake::Refusal::CompletedTooLate(_)) => "intake_completed_too_late",
    Refusal::Intake(intake::Refusal::NoAdmission(_)) => "intake_no_admission",
    Refusal::Intake(intake::Refusal::NoReason) => "intake_no_reason",
    Refusal::Intake(intake::Refusal::UnknownPractice) => "intake_unknown_practice",
    Refusal::Intake(intake::Refusal::BadGpCounts) => "intake_bad_gp_counts",
    Refusal::Intake(intake::Refusal::UnknownApplication(_)) => "intake_unknown_application",
    Refusal::Intake(intake::Refusal::BadReceipt) => "intake_bad_receipt",
    Refusal::Intake(intake::Refusal::BadAgreement) => "intake_bad_agreement",
    Refusal::Intake(intake::Refusal::AgreementAbovePot { .. }) => "intake_agreement_above_pot",
    Refusal::Intake(intake::Refusal::NothingToSign) => "intake_nothing_to_sign",
    Refusal::Intake(intake::Refusal::GrantAboveCap { .. }) => "intake_grant_above_cap",
    Refusal::Intake(intake::Refusal::GrantAboveShare { .. }) => "intake_grant_above_share",
    Refusal::Intake(intake::Refusal::DraftsWaiting(_)) => "intake_drafts_waiting",
    Refusal::Statement(StatementRefusal::NotListed) => "statement_not_listed",
    Refusal::Statement(StatementRefusal::NoRate) => "statement_no_rate",
    Refusal::Statement(StatementRefusal::NotCounted) => "statement_not_counted",
    Refusal::People(person::Refusal::Unknown(_)) => "person_unknown",
    Refusal::People(person::Refusal::AlreadyThere(_)) => "person_already_there",
    Refusal::People(person::Refusal::AlreadyErased(_)) => "person_already_erased",
    Refusal::People(person::Refusal::NoFields) => "person_no_fields",
    Refusal::People(person::Refusal::SealedForAnother(_)) => "person_sealed_for_another",
    Refusal::People(person::Refusal::UnknownApplication(_)) => "person_unknown_application",
    Refusal::People(person::Refusal::BadSize { .. }) => "person_bad_size",
    Refusal::People(person::Refusal::NoRetentionPeriod(_)) => "person_no_retention_period",
    Refusal::People(person::Refusal::StillRetained(_)) => "person_still_retained",
    Refusal::People(person::Refusal::NoOpenDraft(_)) => "person_no_open_draft",
    Refusal::People(person::Refusal::OfNothing) => "person_of_nothing",
    Refusal::People(person::Refusal::NoSuchLine(_)) => "person_no_such_line",
    Refusal::People(person::Refusal::TooManyDocuments(_)) => "person_too_many_documents",
    Refusal::People(person::Refusal::NoDocument) => "person_no_document",
    Refusal::People(person::Refusal::OtherKind { .. }) => "person_other_kind",
    Refusal::People(person::Refusal::NoPerson) => "person_no_person",
    Refusal::People(person::Refusal::StillSits(_)) => "person_still_sits",
    Refusal::People(person::Refusal::OpenApplications(_)) => "person_open_applications",
    Refusal::NoPayment => "zn_payment_nothing",
    Refusal::Amount(_) => "amount_does_not_fit",
}

impl Refusal {
    /// What was needed and what was there, by name, for messages inside the region.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Committee(refusal) => refusal.facts(),
            Self::Reclaims(refusal) => refusal.facts(),
            Self::Invoices(refusal) => refusal.facts(),
            Self::Reversal(refusal) => refusal.facts(),
            Self::Orders(crate::orders::Refusal::OtherAmount { paid, came }) => {
                vec![("euros", paid.to_string()), ("asked", came.to_string())]
            }
            Self::Outcomes(refusal) => refusal.facts(),
            Self::Release(refusal) => refusal.facts(),
            Self::Rules(RulesRefusal::Problems(problems)) => {
                let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
                vec![("problems", lines.join("; "))]
            }
            Self::Import(ImportRefusal::Enrolled(refusal)) => refusal.facts(),
            Self::Rules(RulesRefusal::PotsInUse(year) | RulesRefusal::OverviewsInUse(year))
            | Self::Import(ImportRefusal::NoAreaList(year))
            | Self::Submission(SubmissionRefusal::NoRules(year) | SubmissionRefusal::NoAreaList(year)) => {
                vec![("year", year.to_string())]
            }
            Self::Rate(RateRefusal::NotNewer { offered, in_use })
            | Self::AreaList(AreaListRefusal::NotNewer { offered, in_use }) => {
                vec![("offered", offered.to_string()), ("in_use", in_use.to_string())]
            }
            Self::Import(ImportRefusal::Rows(problems)) => vec![("count", problems.len().to_string())],
            Self::Submission(SubmissionRefusal::UnknownPot(pot)) => vec![("pot", pot.to_string())],
            Self::Withdrawal(WithdrawalRefusal::UnknownApplication(id) | WithdrawalRefusal::NotOpen(id))
            | Self::Decision(DecisionRefusal::UnknownApplication(id) | DecisionRefusal::NotOpen(id))
            | Self::Payment(PaymentRefusal::UnknownApplication(id) | PaymentRefusal::UnknownInstalment(id))
            | Self::Evaluation(
                EvaluationRefusal::UnknownApplication(id)
                | EvaluationRefusal::NotAwaited(id)
                | EvaluationRefusal::NoneWaiting(id),
            ) => vec![("application", id.to_string())],
            Self::Orders(
                crate::orders::Refusal::InOpenOrder(order)
                | crate::orders::Refusal::UnknownOrder(order)
                | crate::orders::Refusal::NotProposed(order)
                | crate::orders::Refusal::NotApproved(order)
                | crate::orders::Refusal::PartlyPaid(order)
                | crate::orders::Refusal::ExportedOtherwise(order)
                | crate::orders::Refusal::NothingToRelease(order),
            ) => vec![("order", order.to_string())],
            Self::Orders(
                crate::orders::Refusal::NoConfirmedAccount(id)
                | crate::orders::Refusal::AccountChanged(id)
                | crate::orders::Refusal::NotPaid(id)
                | crate::orders::Refusal::EvaluationRejected(id),
            ) => vec![("application", id.to_string())],
            Self::Decision(DecisionRefusal::Shortfall(cents))
            | Self::Payment(PaymentRefusal::BankTooLow(cents))
            | Self::Evaluation(EvaluationRefusal::ReclaimOutOfRange(cents)) => {
                vec![("euros", cents.to_string())]
            }
            Self::Evaluation(
                EvaluationRefusal::BadCostLine(line) | EvaluationRefusal::NoCostDocument(line),
            ) => vec![("line", line.to_string())],
            Self::Evaluation(EvaluationRefusal::CostLinesDoNotAddUp { lines, cost }) => {
                vec![("asked", lines.to_string()), ("euros", cost.to_string())]
            }
            Self::Decision(DecisionRefusal::AboveRequest { asked, granted }) => {
                vec![("asked", asked.to_string()), ("granted", granted.to_string())]
            }
            Self::Decision(DecisionRefusal::PotExhausted { pot, free, asked }) => {
                vec![("pot", pot.to_string()), ("free", free.to_string()), ("asked", asked.to_string())]
            }
            Self::Payment(
                PaymentRefusal::AlreadyPaid(day)
                | PaymentRefusal::Lapsed(day)
                | PaymentRefusal::NotYetDue(day),
            )
            | Self::Orders(crate::orders::Refusal::ExecutionTooEarly(day))
            | Self::Closing(ClosingRefusal::NotOver(day)) => vec![("day", day.to_string())],
            Self::Closing(ClosingRefusal::Undecided(ids)) => {
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                vec![("count", ids.len().to_string()), ("applications", ids.join(", "))]
            }
            Self::People(refusal) => refusal.facts(),
            Self::Books(refusal) => refusal.facts(),
            Self::Intake(refusal) => refusal.facts(),
            _ => Vec::new(),
        }
    }
}
