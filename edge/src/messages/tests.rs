//! Holds that nothing people can meet is without a sentence, in either language.

use super::codes::key;
use super::*;
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::area::AreaListRefusal;
use wijkfonds_domain::books;
use wijkfonds_domain::bureau::BureauRefusal;
use wijkfonds_domain::count::{EnrolledRefusal, RowProblem, RowRule};
use wijkfonds_domain::disclosure::{Because, Reason};
use wijkfonds_domain::fund::{
    CODES, ImportRefusal, Refusal, RulesRefusal, SubmissionRefusal, WithdrawalRefusal,
};
use wijkfonds_domain::index::{IndexRefusal, Indicator};
use wijkfonds_domain::intake;
use wijkfonds_domain::measure::{Measure, Unit};
use wijkfonds_domain::orders::Refusal as OrderRefusal;
use wijkfonds_domain::person::{self, AttachmentKind, PersonId};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::decision::DecisionRefusal;
use wijkfonds_domain::project::evaluation::EvaluationRefusal;
use wijkfonds_domain::project::instalment::PaymentRefusal;
use wijkfonds_domain::project::{ApplicationId, Criterion, Exclusion, ProjectKind, Scope, Stage, Theme};
use wijkfonds_domain::project::{Field, Missing};
use wijkfonds_domain::rate::RateRefusal;
use wijkfonds_domain::release;
use wijkfonds_domain::rules::{AreaForm, AreaForms, StaffRole};
use wijkfonds_domain::terms::{AreaCode, Cents, Date, Quarter, Year};
use wijkfonds_domain::year::ClosingRefusal;

/// The variables of each key of a file, which has one message a line.
fn variables(file: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let messages = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let messages = messages.map(|line| line.split_once(" = ").unwrap());
    messages.map(|(key, text)| (key, text.split('$').skip(1).map(name).collect())).collect()
}

fn name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

fn year() -> Year {
    Year::new(2018).unwrap()
}

fn application() -> ApplicationId {
    ApplicationId { year: year(), number: 42 }
}

fn day() -> Date {
    "2018-05-31".parse().unwrap()
}

/// One of each refusal that carries facts.
fn refusals_with_facts() -> Vec<Refusal> {
    let (id, day, cents) = (application(), day(), Cents::new(123_456));
    let pot = PotId::region();
    let somebody = PersonId::of_request("an", "1", 0);
    vec![
        person::Refusal::Unknown(somebody.clone()).into(),
        person::Refusal::AlreadyThere(somebody.clone()).into(),
        person::Refusal::AlreadyErased(somebody.clone()).into(),
        person::Refusal::SealedForAnother(somebody.clone()).into(),
        person::Refusal::UnknownApplication(id).into(),
        person::Refusal::BadSize { size: 0, most: 1 }.into(),
        person::Refusal::NoRetentionPeriod(year()).into(),
        person::Refusal::StillRetained(year()).into(),
        person::Refusal::StillSits(1).into(),
        person::Refusal::NoOpenDraft("draft-2018-00001".parse().unwrap()).into(),
        person::Refusal::NoSuchLine(1).into(),
        person::Refusal::TooManyDocuments(100).into(),
        person::Refusal::OtherKind { said: AttachmentKind::Pdf, found: AttachmentKind::Png }.into(),
        person::Refusal::OpenApplications(Vec::new()).into(),
        RulesRefusal::Problems(Vec::new()).into(),
        RulesRefusal::PotsInUse(year()).into(),
        RulesRefusal::OverviewsInUse(year()).into(),
        ImportRefusal::Enrolled(EnrolledRefusal::QuarterMissing(year())).into(),
        ImportRefusal::Enrolled(EnrolledRefusal::QuarterNotUsed(year())).into(),
        ImportRefusal::Enrolled(EnrolledRefusal::OtherReferenceDate { expected: day, found: day }).into(),
        ImportRefusal::Enrolled(EnrolledRefusal::CorrectionWithoutReason(2)).into(),
        RateRefusal::NotNewer { offered: 2, in_use: 3 }.into(),
        AreaListRefusal::NotNewer { offered: 2, in_use: 3 }.into(),
        ImportRefusal::NoAreaList(year()).into(),
        ImportRefusal::Rows(Vec::new()).into(),
        SubmissionRefusal::NoRules(year()).into(),
        SubmissionRefusal::NoAreaList(year()).into(),
        SubmissionRefusal::UnknownPot(pot.clone()).into(),
        WithdrawalRefusal::UnknownApplication(id).into(),
        WithdrawalRefusal::NotOpen(id).into(),
        DecisionRefusal::UnknownApplication(id).into(),
        DecisionRefusal::NotOpen(id).into(),
        DecisionRefusal::Shortfall(cents).into(),
        DecisionRefusal::AboveRequest { asked: cents, granted: cents }.into(),
        DecisionRefusal::PotExhausted { pot: pot.clone(), free: cents, asked: cents }.into(),
        PaymentRefusal::UnknownApplication(id).into(),
        PaymentRefusal::UnknownInstalment(id).into(),
        PaymentRefusal::AlreadyPaid(day).into(),
        PaymentRefusal::Lapsed(day).into(),
        PaymentRefusal::NotYetDue(day).into(),
        PaymentRefusal::BankTooLow(cents).into(),
        OrderRefusal::InOpenOrder(3).into(),
        OrderRefusal::UnknownOrder(3).into(),
        OrderRefusal::NotProposed(3).into(),
        OrderRefusal::NotApproved(3).into(),
        OrderRefusal::PartlyPaid(3).into(),
        OrderRefusal::ExportedOtherwise(3).into(),
        OrderRefusal::ExecutionTooEarly(day).into(),
        OrderRefusal::NothingToRelease(3).into(),
        OrderRefusal::NoConfirmedAccount(id).into(),
        OrderRefusal::AccountChanged(id).into(),
        OrderRefusal::NotPaid(id).into(),
        OrderRefusal::EvaluationRejected(id).into(),
        EvaluationRefusal::UnknownApplication(id).into(),
        EvaluationRefusal::NotAwaited(id).into(),
        EvaluationRefusal::NoneWaiting(id).into(),
        EvaluationRefusal::ReclaimOutOfRange(cents).into(),
        EvaluationRefusal::BadCostLine(3).into(),
        EvaluationRefusal::NoCostDocument(3).into(),
        EvaluationRefusal::CostLinesDoNotAddUp { lines: cents, cost: cents }.into(),
        ClosingRefusal::NotOver(day).into(),
        ClosingRefusal::Undecided(vec![id]).into(),
        books::Refusal::NoRules(year()).into(),
        books::Refusal::YearClosed(year()).into(),
        books::Refusal::UnknownPot(pot.clone()).into(),
        books::Refusal::ReserveTooLow { free: cents, asked: cents }.into(),
        books::Refusal::PotTooLow { pot: pot.clone(), free: cents, asked: cents }.into(),
        books::Refusal::BankTooLow { free: cents, asked: cents }.into(),
        books::Refusal::Shortfall(cents).into(),
        books::Refusal::BooksBegun(year()).into(),
        books::Refusal::OpeningNegative(cents).into(),
        books::Refusal::ProjectNotBefore { count: 7, year: year() }.into(),
        books::Refusal::ProjectAmounts { count: 7 }.into(),
        books::Refusal::CommitmentsDiffer { pot: pot.clone(), stated: cents, running: cents }.into(),
        books::Refusal::OpeningOff(cents).into(),
        books::Refusal::UnknownProduct("x".to_owned()).into(),
        books::Refusal::AlreadyDeclared(Quarter::ALL[0]).into(),
        books::Refusal::AbovePatients { patients: 7, number: 7 }.into(),
        books::Refusal::AboveMost { most: 7, number: 7 }.into(),
        books::Refusal::AboveYear { free: cents, asked: cents }.into(),
        books::Refusal::UnknownDeclaration(7).into(),
        books::Refusal::DeclarationPaid(day).into(),
        books::Refusal::PaidBeforeDeclared(day).into(),
        books::Refusal::AboveAdministration { maximum: cents, booked: cents, asked: cents }.into(),
        books::Refusal::YearBudgetLost(year()).into(),
        books::Refusal::SecondGrantTooEarly(day).into(),
        books::Refusal::NotClosed(year()).into(),
        books::Refusal::BeforeClosing(day).into(),
        books::Refusal::AlreadyAdopted(day).into(),
        // the intake of applications
        intake::Refusal::UnknownDraft(draft()).into(),
        intake::Refusal::DraftNotOpen(draft()).into(),
        intake::Refusal::Malformed(Field::Goal).into(),
        intake::Refusal::Incomplete(vec![missing()]).into(),
        intake::Refusal::ChancesUsedUp { asked: 1, missing: vec![missing()] }.into(),
        intake::Refusal::CompletedTooLate(day).into(),
        intake::Refusal::NoAdmission(year()).into(),
        intake::Refusal::UnknownApplication(id).into(),
        intake::Refusal::AgreementAbovePot { pot: PotId::region(), free: cents, agreed: cents }.into(),
        intake::Refusal::GrantAboveCap { left: cents, free: cents, asked: cents }.into(),
        intake::Refusal::GrantAboveShare { pot: PotId::region(), given: cents, asked: cents }.into(),
        intake::Refusal::DraftsWaiting(vec![draft()]).into(),
        release::Refusal::AlreadyReleased { year: year() }.into(),
        release::Refusal::YearNotClosed { year: year() }.into(),
        release::Refusal::MovedOn { year: year() }.into(),
        release::Refusal::StillComputing { year: year() }.into(),
        release::Refusal::NothingToRelease { year: year() }.into(),
        release::Refusal::NotReleased { year: year() }.into(),
    ]
    .into_iter()
    .chain(refusals_of_evidence())
    .chain(refusals_of_invoices())
    .chain(refusals_of_reversals())
    .collect()
}

/// Those of claims and of results.
fn refusals_of_evidence() -> Vec<Refusal> {
    use wijkfonds_domain::outcome::{Hundredths, Refusal as Outcome};
    use wijkfonds_domain::reclaim::Refusal as Reclaim;
    let (application, day, euros, asked) = (application(), day(), Cents::new(123_456), Cents::new(200_000));
    let (field, value) = ("follow_up", Hundredths(-7_525));
    vec![
        Reclaim::UnknownApplication { application }.into(),
        Reclaim::NotApproved { application }.into(),
        Reclaim::NothingClaimed { application }.into(),
        Reclaim::BeforeClaim { day }.into(),
        Reclaim::AboveExcess { euros, asked }.into(),
        Reclaim::AboveOwed { euros, asked }.into(),
        Outcome::UnknownApplication { application }.into(),
        Outcome::UnknownOutcome { number: 7 }.into(),
        Outcome::CorrectedBefore { number: 7 }.into(),
        Outcome::NotGranted { application }.into(),
        Outcome::BadText { field }.into(),
        Outcome::OutOfRange { field, value, least: value, most: value }.into(),
        Outcome::EffectDiffers { effect: value, difference: value }.into(),
    ]
}

/// Those of invoices.
fn refusals_of_invoices() -> Vec<Refusal> {
    use wijkfonds_domain::invoice::Refusal as Invoice;
    let (application, day, number) = (application(), day(), 7);
    vec![
        Invoice::UnknownApplication { application }.into(),
        Invoice::NotOnInvoices { application }.into(),
        Invoice::NothingLeft { application }.into(),
        Invoice::NotPaid { day }.into(),
        Invoice::PaidBeforeDated { day }.into(),
        Invoice::TooLate { day }.into(),
        Invoice::AlreadyThere { number }.into(),
        Invoice::UnknownInvoice { number }.into(),
        Invoice::NotWaiting { number }.into(),
        Invoice::BeforeReceipt { day }.into(),
        Invoice::StillWaiting { count: 2 }.into(),
    ]
}

/// Those of undoing payments, and of money that comes in.
fn refusals_of_reversals() -> Vec<Refusal> {
    use wijkfonds_domain::reversal::Refusal as Reversal;
    let (application, euros, asked) = (application(), Cents::new(123_456), Cents::new(200_000));
    vec![
        Reversal::BeforePayment { day: day() }.into(),
        Reversal::ShownByBank { application }.into(),
        Reversal::EvaluationRejected { application }.into(),
        Reversal::ClaimedBack { euros }.into(),
        Reversal::BankTooLow { free: euros, asked }.into(),
        wijkfonds_domain::orders::Refusal::OtherAmount { paid: euros, came: asked }.into(),
    ]
}

/// A second quote that is missing for the third line of a budget.
fn missing() -> Missing {
    Missing { field: Field::Quotes, line: Some(3), needed: 2, there: 1 }
}

fn draft() -> intake::DraftId {
    intake::DraftId { year: year(), number: 7 }
}

/// One of each exclusion.
fn exclusions() -> [Exclusion; 15] {
    let (day, maximum, asked) = (day(), Cents::new(8_500), Cents::new(9_000));
    [
        Exclusion::RoundNotOpen { opens: day },
        Exclusion::DeadlinePassed { last_day: day },
        Exclusion::NoCriterion,
        Exclusion::AreaNotDesignated { area: AreaCode::new("BU03630001").unwrap() },
        Exclusion::PracticeNotInArea,
        Exclusion::PracticeNotAdmitted,
        Exclusion::PracticeNotEligible { patients: 120, population: 2_350 },
        Exclusion::EvaluationMissing { application: application(), last_day: day },
        Exclusion::ApplicationsUsedUp { allowed: 3 },
        Exclusion::SpentBeforeAsked { spent_on: day, asked_on: day },
        Exclusion::TooFewStaff { needed: 191, there: 150 },
        Exclusion::HourlyMaximumExceeded { role: StaffRole::Gp, maximum, asked },
        Exclusion::PriceNotFixed { fixed: maximum, asked },
        Exclusion::PaidShareExceeded { maximum, asked },
        Exclusion::CapExceeded { left: maximum, asked },
    ]
}

/// Every rule of rows.
fn row_rules() -> [RowRule; 22] {
    [
        RowRule::WrongColumns,
        RowRule::WrongFieldCount,
        RowRule::NotUtf8,
        RowRule::BadWorkbook,
        RowRule::LineTooLong,
        RowRule::FileTooLarge,
        RowRule::TooManyRows,
        RowRule::NoRows,
        RowRule::Empty,
        RowRule::NotANumber,
        RowRule::Negative,
        RowRule::TooLarge,
        RowRule::TextTooLong,
        RowRule::BadAgb,
        RowRule::BadUzovi,
        RowRule::BadArea,
        RowRule::UnknownArea,
        RowRule::UnknownInsurer,
        RowRule::DoubleRow,
        RowRule::DiffersFromEarlierRow,
        RowRule::EnrolledAbovePopulation,
        RowRule::AreaForm(AreaForms::of(AreaForm::ALL)),
    ]
}

const STAGE_CODES: [&str; 9] = [
    "submitted",
    "excluded",
    "refused",
    "deferred",
    "withdrawn",
    "granted",
    "evaluation_in",
    "completed",
    "evaluation_rejected",
];

#[test]
fn both_files_are_read_in_full() {
    for file in [DUTCH, ENGLISH] {
        let resource = FluentResource::try_new(file.to_owned()).map_err(|(_, problems)| problems).unwrap();
        let mut bundle = FluentBundle::<FluentResource>::new_concurrent(vec![langid!("nl")]);
        assert!(bundle.add_resource(resource).is_ok(), "a key stands in the file twice");
    }
    for language in Language::ALL {
        for key in variables(DUTCH).keys() {
            assert!(Messages::has(language, key), "{key} in {language:?}");
        }
    }
}

#[test]
fn both_files_have_the_same_keys_with_the_same_variables() {
    let (dutch, english) = (variables(DUTCH), variables(ENGLISH));
    for key in dutch.keys().chain(english.keys()) {
        assert_eq!(dutch.get(key), english.get(key), "{key}");
    }
}

/// The codes of a fund's refusals and of the bureau's; some are of both.
fn refusal_codes() -> Vec<&'static str> {
    let topics = [
        wijkfonds_domain::committee::REFUSAL_CODES,
        wijkfonds_domain::reclaim::REFUSAL_CODES,
        wijkfonds_domain::outcome::REFUSAL_CODES,
        release::REFUSAL_CODES,
        wijkfonds_domain::invoice::REFUSAL_CODES,
        wijkfonds_domain::reversal::REFUSAL_CODES,
        books::CODES,
    ]
    .concat();
    [CODES, topics.as_slice(), BureauRefusal::CODES, &IndexRefusal::CODES].concat()
}

/// What is wrong with a statement's file, as a region's node names it, and what the domain says of an entry.
fn statement_codes() -> Vec<&'static str> {
    let file = "unreadable_file no_statement other_account no_number too_many not_booked no_amount not_euros \
                no_day parts_differ";
    file.split(' ').chain(wijkfonds_domain::orders::EntryProblem::ALL.map(|problem| problem.code())).collect()
}

#[test]
fn every_code_of_the_domain_has_its_words_and_no_word_is_for_a_code_that_is_not_there() {
    let lists: [(&str, Vec<&str>); 13] = [
        ("hidden", Reason::ALL.iter().map(|reason| reason.code()).collect()),
        ("unreleased", Because::ALL.iter().map(|because| because.code()).collect()),
        ("application-field", Field::ALL.iter().map(|field| field.code()).collect()),
        ("refusal", refusal_codes()),
        ("exclusion", Exclusion::CODES.to_vec()),
        ("kind", ProjectKind::ALL.iter().map(|kind| kind.code()).collect()),
        ("theme", Theme::ALL.iter().map(|theme| theme.code()).collect()),
        ("criterion", Criterion::ALL.iter().map(|criterion| criterion.code()).collect()),
        ("measure", Measure::ALL.iter().map(|measure| measure.code()).collect()),
        ("stage", STAGE_CODES.to_vec()),
        ("indicator", Indicator::ALL.map(Indicator::code).to_vec()),
        ("area-form", AreaForm::ALL.iter().map(|form| form.code()).collect()),
        ("statement-problem", statement_codes()),
    ];
    let keys = variables(DUTCH);
    for (list, codes) in lists {
        let expected: BTreeSet<String> = codes.into_iter().map(|code| key(list, code)).collect();
        let prefix = format!("{list}-");
        let found = keys.keys().filter(|key| key.starts_with(&prefix)).map(|key| (*key).to_owned());
        assert_eq!(found.collect::<BTreeSet<_>>(), expected);
    }
    let rules = row_rules().map(|rule| key("row", rule.code())).into_iter();
    let expected: BTreeSet<_> =
        rules.chain(["row-problem", "row-problem-of-line"].map(str::to_owned)).collect();
    let found = keys.keys().filter(|key| key.starts_with("row-")).map(|key| (*key).to_owned());
    assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn a_refusal_sentence_uses_the_facts_that_the_domain_gives_and_no_others() {
    let keys = variables(DUTCH);
    let with_facts = refusals_with_facts();
    for code in [
        CODES,
        books::CODES,
        wijkfonds_domain::invoice::REFUSAL_CODES,
        wijkfonds_domain::reversal::REFUSAL_CODES,
    ]
    .concat()
    {
        let refusal = with_facts.iter().find(|refusal| refusal.code() == code);
        let facts = refusal.map(Refusal::facts).unwrap_or_default();
        let facts: BTreeSet<_> = facts.iter().map(|(name, _)| *name).collect();
        assert_eq!(keys[key("refusal", code).as_str()], facts, "{code}");
    }
}

#[test]
fn no_sentence_leaves_a_variable_open() {
    for language in Language::ALL {
        let refusals = refusals_with_facts();
        let sentences = refusals.iter().map(|found| refusal(language, found));
        let sentences = sentences.chain(exclusions().map(|found| exclusion(language, &found)));
        for sentence in sentences {
            assert!(!sentence.contains(['{', '$']), "{sentence}");
        }
        assert_eq!(exclusions().each_ref().map(Exclusion::code), Exclusion::CODES);
    }
}

#[test]
fn sentences_read_like_this() {
    let exhausted = Refusal::from(DecisionRefusal::PotExhausted {
        pot: PotId::region(),
        free: Cents::new(123_456),
        asked: Cents::new(200_000),
    });
    let expensive = &exclusions()[11];
    let problem = RowProblem { row: 10, field: "agb", rule: RowRule::BadAgb };
    let (nl, en) = (Language::Dutch, Language::English);
    let table = [
        (
            refusal(nl, &exhausted),
            "Pot regiopot heeft € 1.234,56 vrij, minder dan de € 2.000,00 die eruit zou komen.",
        ),
        (
            refusal(en, &exhausted),
            "Pot regional pot has €1,234.56 free, less than the €2,000.00 that would come out of it.",
        ),
        (
            refusal_of_code(nl, "payment_not_yet_due", &[("day", "2018-05-31")]),
            "Deze termijn wordt pas betaald vanaf 31 mei 2018.",
        ),
        (refusal_of_code(nl, "of_tomorrow", &[("day", "2018-05-31")]), "{refusal-of-tomorrow}"),
        (
            exclusion(nl, expensive),
            "Een uur van een huisarts is begroot op € 90,00; het fonds betaalt ten hoogste € 85,00.",
        ),
        (
            row_problem(en, "p.csv", 12, &problem),
            "p.csv, line 12, column agb: an AGB code has eight digits and starts with 01 or 37",
        ),
        (Messages::text(nl, "regions-answered", &[("answered", "14"), ("total", "16")]), "14 van 16 regio's"),
        (Messages::text(nl, "regions-answered", &[("answered", "14")]), "14 van {$total} regio's"),
        (nl.word("no-such-key"), "{no-such-key}"),
    ];
    for (found, expected) in table {
        assert_eq!(found, expected);
    }
}

#[test]
fn every_word_that_the_code_asks_for_is_there() {
    for language in Language::ALL {
        let mut words: Vec<String> = [Unit::Projects, Unit::Euros, Unit::Persons]
            .map(|found| unit(language, found))
            .into_iter()
            .chain(
                [StaffRole::Gp, StaffRole::PracticeNurse, StaffRole::Staff]
                    .map(|found| role(language, found)),
            )
            .chain([Scope::PracticeBound, Scope::PracticeTranscending].map(|found| scope(language, found)))
            .collect();
        words.push(pot(language, &PotId::region()));
        words.push(stage(language, &Stage::Granted));
        words.push(kind(language, ProjectKind::Locum));
        words.push(theme(language, Theme::Capacity));
        words.push(criterion(language, Criterion::Access));
        words.push(measure(language, Measure::EurosPaid));
        for word in words {
            assert!(!word.starts_with('{'), "{word}");
        }
    }
}
