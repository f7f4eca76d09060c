//! The rules whose values have sentences of their own.

use super::writer::Writer;
use crate::messages::codes;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::rules::{
    CapPart, CarryOver, Committee, Due, Eligibility, EnrolledMethod, FundRules, HourlyMaximum, Location,
    PaymentBasis, PaymentPlan, PotSplit, Round,
};
use wijkfonds_domain::terms::AreaCode;

impl Writer {
    /// The value of a rule at a place in its list; `None` when the rule has no sentences of its own.
    pub(super) fn known(&self, rules: &FundRules, rule: &str, at: usize) -> Option<Vec<String>> {
        let one = |sentence| Some(vec![sentence]);
        match rule {
            "location" => one(self.of(location(rules.location.get(at)?.value))),
            "eligibility" => one(self.eligibility(&rules.eligibility.get(at)?.value)),
            "cap" => Some(self.cap(&rules.cap.get(at)?.value)),
            "paid_share" => one(self.share(&rules.paid_share.get(at)?.value)),
            "hourly_maximum" => Some(self.hourly_maximum(&rules.hourly_maximum.get(at)?.value)),
            "applications_per_practice" => {
                one(self.applications(rules.applications_per_practice.get(at)?.value))
            }
            "pot_split" => Some(self.pot_split(&rules.pot_split.get(at)?.value)),
            "round" => Some(self.round(&rules.round.get(at)?.value)),
            "payment" => Some(self.payment(&rules.payment.get(at)?.value)),
            "payment_basis" => Some(self.payment_basis(rules.payment_basis.get(at)?.value)),
            "committee" => one(self.committee(&rules.committee.get(at)?.value)),
            "carry_over" => one(self.of(carry_over(rules.carry_over.get(at)?.value))),
            "norm_practice" => {
                let patients = self.small(&rules.norm_practice.get(at)?.value);
                one(self.with("value-patients", "number", &patients))
            }
            "area_form" => {
                let forms = rules.area_form.get(at)?.value.iter();
                Some(forms.map(|form| codes::area_form(self.0, *form)).collect())
            }
            "enrolled_method" => one(self.of(enrolled_method(rules.enrolled_method.get(at)?.value))),
            _ => None,
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
                let kinds: Vec<_> = kinds.iter().map(|kind| codes::kind(self.0, *kind)).collect();
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
        let maximum = |maximum: &HourlyMaximum| {
            format!("{}: {}", codes::role(self.0, maximum.role), self.euros(&maximum.cents))
        };
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
                let rest = self.with("value-split-group", "pot", &codes::pot(self.0, &PotId::region()));
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
