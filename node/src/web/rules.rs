//! `/rules`: every value of the rules in use, with its years and the document that states it.

use super::words::Words;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use wijkfonds_domain::fund;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::rules::{
    CapPart, CarryOver, Committee, Dated, Due, Eligibility, EnrolledMethod, FundRules, HourlyMaximum,
    Location, NameOrigin, PaymentBasis, PaymentPlan, PotSplit, Round,
};
use wijkfonds_domain::terms::AreaCode;
use wijkfonds_edge::messages;
use wijkfonds_edge::page::Asked;

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let words = Words(asked.language);
    let rules = fund.read(fund::rules)?;
    let rows = rules.as_ref().map(|rules| words.rows(rules)).unwrap_or_default();
    let name = rules.map(|rules| words.name(&rules));
    Page::new(words.of("title-rules"), &Rules { words, name, rows })
}

#[derive(Template)]
#[template(path = "rules.html")]
struct Rules {
    words: Words,
    /// The fund's name, and where it comes from.
    name: Option<(String, String)>,
    rows: Vec<Row>,
}

/// A value of a rule.
struct Row {
    rule: String,
    /// Each a sentence of its own.
    value: Vec<String>,
    years: String,
    source: String,
}

impl Words {
    fn name(&self, rules: &FundRules) -> (String, String) {
        match &rules.name_origin {
            NameOrigin::Confirmed { source } => (rules.name.clone(), source.clone()),
            NameOrigin::Invented => {
                (self.with("name-invented", "name", &rules.name), self.of("label-name-invented"))
            }
        }
    }

    /// All values, in the order of the document.
    fn rows(&self, rules: &FundRules) -> Vec<Row> {
        let one = |sentence| vec![sentence];
        [
            self.rule("rule-location", &rules.location, |value| one(self.of(location(*value)))),
            self.rule("rule-eligibility", &rules.eligibility, |value| one(self.eligibility(value))),
            self.rule("rule-cap", &rules.cap, |value| self.cap(value)),
            self.rule("rule-paid-share", &rules.paid_share, |value| one(self.share(value))),
            self.rule("rule-hourly-maximum", &rules.hourly_maximum, |value| self.hourly_maximum(value)),
            self.rule("rule-applications", &rules.applications_per_practice, |value| {
                one(self.applications(*value))
            }),
            self.rule("rule-pot-split", &rules.pot_split, |value| self.pot_split(value)),
            self.rule("rule-round", &rules.round, |value| self.round(value)),
            self.rule("rule-payment", &rules.payment, |value| self.payment(value)),
            self.rule("rule-payment-basis", &rules.payment_basis, |value| self.payment_basis(*value)),
            self.rule("rule-committee", &rules.committee, |value| one(self.committee(value))),
            self.rule("rule-carry-over", &rules.carry_over, |value| one(self.of(carry_over(*value)))),
            self.rule("rule-norm-practice", &rules.norm_practice, |value| {
                one(self.with("value-patients", "number", &self.small(value)))
            }),
            self.rule("rule-area-form", &rules.area_form, |value| {
                value.iter().map(|form| messages::area_form(self.0, *form)).collect()
            }),
            self.rule("rule-enrolled-method", &rules.enrolled_method, |value| {
                one(self.of(enrolled_method(*value)))
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn rule<T>(&self, key: &str, values: &[Dated<T>], write: impl Fn(&T) -> Vec<String>) -> Vec<Row> {
        let row = |dated: &Dated<T>| Row {
            rule: self.of(key),
            value: write(&dated.value),
            years: self.years(dated),
            source: dated.source.clone(),
        };
        values.iter().map(row).collect()
    }

    fn years<T>(&self, dated: &Dated<T>) -> String {
        let from = dated.from.to_string();
        match dated.until {
            Some(until) if until == dated.from => from,
            Some(until) => self.sentence("years-from-until", &[("from", from), ("until", until.to_string())]),
            None => self.with("years-from", "from", &from),
        }
    }

    fn eligibility(&self, value: &Eligibility) -> String {
        let patients = value.minimum_patients.map(|minimum| self.whole(&minimum));
        let share = value.minimum_share.map(|minimum| self.share(&minimum));
        let above =
            value.share_above.map(|limit| self.with("value-threshold-above", "share", &self.share(&limit)));
        let rest = || match (patients, share) {
            (None, None) => self.of("value-every-practice"),
            (Some(patients), None) => self.with("value-threshold-patients", "patients", &patients),
            (None, Some(share)) => self.with("value-threshold-share", "share", &share),
            (Some(patients), Some(share)) => {
                self.sentence("value-threshold-either", &[("patients", patients), ("share", share)])
            }
        };
        match above {
            None => rest(),
            Some(above) if value.minimum_patients.is_none() && value.minimum_share.is_none() => above,
            Some(above) => self.sentence("value-threshold-or", &[("one", rest()), ("other", above)]),
        }
    }

    fn cap(&self, parts: &[CapPart]) -> Vec<String> {
        if parts.is_empty() {
            return vec![self.of("value-no-maximum")];
        }
        parts.iter().map(|part| self.cap_part(part)).collect()
    }

    fn cap_part(&self, part: &CapPart) -> String {
        match part {
            CapPart::PerGp { cents, entitled } => self.sentence(
                "value-cap-per-gp",
                &[("euros", self.euros(cents)), ("threshold", self.eligibility(entitled))],
            ),
            CapPart::HoursPerNormPractice { cents_per_hour, hours } => self.sentence(
                "value-cap-hours",
                &[("euros", self.euros(cents_per_hour)), ("hours", self.small(hours))],
            ),
            CapPart::ForKinds { kinds, part } => {
                let kinds: Vec<_> = kinds.iter().map(|kind| self.kind(kind)).collect();
                let facts = [("part", self.cap_part(part)), ("kinds", kinds.join(", "))];
                self.sentence("value-cap-for-kinds", &facts)
            }
            CapPart::PerPatient { cents, entitled } => self.sentence(
                "value-cap-per-patient",
                &[("euros", self.euros(cents)), ("threshold", self.eligibility(entitled))],
            ),
            CapPart::PerNormPractice { cents, at_least, at_most } => self.sentence(
                "value-cap-per-norm-practice",
                &[
                    ("euros", self.euros(cents)),
                    ("least", self.small(at_least)),
                    ("most", self.small(at_most)),
                ],
            ),
            CapPart::Fixed { cents } => self.with("value-cap-fixed", "euros", &self.euros(cents)),
        }
    }

    fn hourly_maximum(&self, maxima: &[HourlyMaximum]) -> Vec<String> {
        if maxima.is_empty() {
            return vec![self.of("value-no-maximum")];
        }
        let maximum =
            |maximum: &HourlyMaximum| format!("{}: {}", self.role(&maximum.role), self.euros(&maximum.cents));
        maxima.iter().map(maximum).collect()
    }

    fn applications(&self, allowed: u32) -> String {
        if allowed == 0 { self.of("value-no-maximum") } else { self.small(&allowed) }
    }

    fn pot_split(&self, split: &PotSplit) -> Vec<String> {
        match split {
            PotSplit::Region => vec![self.of("value-split-region")],
            PotSplit::PerArea => vec![self.of("value-split-area")],
            PotSplit::PerMunicipality => vec![self.of("value-split-municipality")],
            PotSplit::PerGroup(groups) => {
                let rest = self.with("value-split-group", "pot", &self.pot(&PotId::region()));
                let codes =
                    |areas: &[AreaCode]| areas.iter().map(AreaCode::as_str).collect::<Vec<_>>().join(", ");
                let group = groups.iter().map(|group| format!("{}: {}", group.name, codes(&group.areas)));
                [rest].into_iter().chain(group).collect()
            }
        }
    }

    fn round(&self, round: &Round) -> Vec<String> {
        let opens =
            if round.opens_the_year_before { "value-round-opens-before" } else { "value-round-opens" };
        let opens = self.with(opens, "day", &self.day_of_year(&round.opens));
        let last = self.with("value-round-last-day", "day", &self.day_of_year(&round.last_day));
        let rolling =
            round.rolling_up_to.map(|most| self.with("value-round-rolling", "euros", &self.euros(&most)));
        [opens, last].into_iter().chain(rolling).collect()
    }

    fn payment(&self, plan: &PaymentPlan) -> Vec<String> {
        let instalment = plan.0.iter().map(|rule| {
            let share = self.share(&rule.share);
            match rule.due {
                Due::Award => self.with("value-paid-at-award", "share", &share),
                Due::Quarter(quarter) => self
                    .sentence("value-paid-in-quarter", &[("share", share), ("quarter", quarter.to_string())]),
                Due::Later { years, quarter } => self.sentence(
                    "value-paid-in-later-quarter",
                    &[("share", share), ("quarter", quarter.to_string()), ("years", years.to_string())],
                ),
                Due::Evaluation => self.with("value-paid-after-evaluation", "share", &share),
                Due::Invoices => self.with("value-paid-on-invoices", "share", &share),
            }
        });
        instalment.collect()
    }

    fn payment_basis(&self, basis: PaymentBasis) -> Vec<String> {
        let copies = basis.asks_copies().then(|| self.of("value-basis-copies"));
        let (basis, more) = match basis {
            PaymentBasis::Instalments { .. } => ("value-basis-instalments", Vec::new()),
            PaymentBasis::Invoices { chamber_number, last_day } => {
                let number = chamber_number.then(|| self.of("value-basis-chamber-number"));
                let last =
                    last_day.map(|day| self.with("value-basis-last-day", "day", &self.day_of_year(&day)));
                ("value-basis-invoices", number.into_iter().chain(last).collect())
            }
            PaymentBasis::Advance { within_months, .. } => {
                let months = within_months
                    .map(|months| self.with("value-basis-months", "months", &self.small(&months)));
                ("value-basis-advance", months.into_iter().collect())
            }
        };
        [self.of(basis)].into_iter().chain(copies).chain(more).collect()
    }

    fn committee(&self, committee: &Committee) -> String {
        let Committee { quorum_gps, quorum_insurers, quorum } = committee;
        let facts = [
            ("gps", self.small(quorum_gps)),
            ("insurers", self.small(quorum_insurers)),
            ("all", self.small(quorum)),
        ];
        self.sentence("value-quorum", &facts)
    }
}

const fn location(location: Location) -> &'static str {
    match location {
        Location::InArea => "value-location-in-area",
        Location::PatientsFromArea => "value-location-patients-from-area",
        Location::BoardDiscretion => "value-location-board-discretion",
    }
}

const fn enrolled_method(rule: EnrolledMethod) -> &'static str {
    match rule {
        EnrolledMethod::OneDate => "value-enrolled-one-date",
        EnrolledMethod::MeanOfFourQuarters => "value-enrolled-mean-of-four-quarters",
        EnrolledMethod::PracticeOverview => "value-enrolled-practice-overview",
    }
}

const fn carry_over(rule: CarryOver) -> &'static str {
    match rule {
        CarryOver::KeptInPot => "value-carry-over-kept",
        CarryOver::ToReserve => "value-carry-over-reserve",
        CarryOver::LostToPractice => "value-carry-over-lost",
        CarryOver::ResetFromReserve => "value-carry-over-reset",
    }
}
