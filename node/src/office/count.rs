//! `CountService`: where counts come from, how large practices are, and what a correction did.

use super::project::page_size_of;
use super::{Office, errors::Refused, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::count;
use wijkfonds_domain::count::effect::{self, CorrectionEffect as Effect};
use wijkfonds_domain::count::enrolled::{self, Practice};
use wijkfonds_domain::count::enrolled_effect::{self, Affected, EnrolledEffect, Standing};
use wijkfonds_domain::count::in_use::{self, EnrolledCount};
use wijkfonds_domain::count::insured::CountOrigin;
use wijkfonds_domain::count::surcharge::SurchargeRate;
use wijkfonds_domain::fund;
use wijkfonds_domain::project::ApplicationId;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::rules::{self, YearRules};
use wijkfonds_domain::terms::{Agb, Cents, Quarter, Year};
use wijkfonds_proto::region::count_service_server::CountService;
use wijkfonds_proto::region::{
    AffectedApplications, CorrectionEffect, Count, CountKind, EnrolledCorrection, EnrolledMethod, Fraction,
    ListCountsRequest, ListCountsResponse, ListEnrolledCorrectionsRequest, ListEnrolledCorrectionsResponse,
    ListPracticesRequest, ListPracticesResponse, PotEffect, Practice as PracticeMessage, PracticeStanding,
    SurchargeRate as RateMessage,
};

#[tonic::async_trait]
impl CountService for Office {
    async fn list_counts(
        &self,
        request: Request<ListCountsRequest>,
    ) -> Result<Response<ListCountsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListCountsRequest { year, page_size, page_token } = request.into_inner();
        let listed = || {
            let year = forms::year(year)?;
            let skipped: usize = match page_token.as_str() {
                "" => 0,
                token => token.parse().map_err(|_| Refused::Field("page_token"))?,
            };
            let (all, effect) = self
                .fund
                .read(|records| Ok((counts(records, year)?, effect::of_last_correction(records, year)?)))?;
            let end = skipped.saturating_add(page_size_of(page_size));
            let next_page_token = if end < all.len() { end.to_string() } else { String::new() };
            let counts = all.into_iter().take(end).skip(skipped).collect();
            let last_correction = effect.map(correction_effect);
            Ok(ListCountsResponse { counts, next_page_token, last_correction })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn list_enrolled_corrections(
        &self,
        request: Request<ListEnrolledCorrectionsRequest>,
    ) -> Result<Response<ListEnrolledCorrectionsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListEnrolledCorrectionsRequest { year, page_size, page_token } = request.into_inner();
        let listed = || {
            let (year, size) = (forms::year(year)?, page_size_of(page_size));
            let after = match page_token.as_str() {
                "" => None,
                token => Some(Agb::new(token).map_err(|_| Refused::Field("page_token"))?),
            };
            Ok(self.fund.read(|records| {
                let mut found = enrolled_effect::corrections_after(records, year, after.as_ref(), size + 1)?;
                let more = found.len() > size;
                found.truncate(size);
                let mut corrections = Vec::new();
                for effects in &found {
                    corrections.extend(effects.iter().map(correction));
                    if let (Some(last), Some(effect)) = (corrections.last_mut(), effects.last()) {
                        last.affected =
                            enrolled_effect::affected(records, year, &effect.practice)?.map(affected);
                    }
                }
                let last = corrections.last().filter(|_| more).map(|last| last.practice.clone());
                let next_page_token = last.unwrap_or_default();
                Ok(ListEnrolledCorrectionsResponse { corrections, next_page_token })
            })?)
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn list_practices(
        &self,
        request: Request<ListPracticesRequest>,
    ) -> Result<Response<ListPracticesResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListPracticesRequest { year, page_size, page_token } = request.into_inner();
        let listed = || {
            let year = forms::year(year)?;
            let after = match page_token.as_str() {
                "" => None,
                token => Some(Agb::new(token).map_err(|_| Refused::Field("page_token"))?),
            };
            let size = page_size_of(page_size);
            let (mut found, rules) = self.fund.read(|records| {
                let found = enrolled::practices_after(records, year, after.as_ref(), size + 1)?;
                Ok((found, year_rules(records, year)?))
            })?;
            let more = found.len() > size;
            found.truncate(size);
            let next = found.last().filter(|_| more).map(|last| last.agb.as_str().to_owned());
            let rate = SurchargeRate::of(year);
            // names are opened for the fund's own staff
            let opened = found.into_iter().map(|mut it| {
                it.name = self.fund.practice_name(it.name);
                it
            });
            let practices = opened.map(|it| practice(it, rules.as_ref(), rate)).collect();
            let surcharge = rate.map(surcharge_rate);
            Ok(ListPracticesResponse { practices, next_page_token: next.unwrap_or_default(), surcharge })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

fn year_rules(records: &dyn Records, year: Year) -> Result<Option<YearRules>, Fault> {
    Ok(fund::rules(records)?.and_then(|rules| rules.for_year(year).ok()))
}

fn counts(records: &dyn Records, year: Year) -> Result<Vec<Count>, Fault> {
    let method = year_rules(records, year)?.map(|rules| rules.enrolled_method);
    let insured = in_use::insured_counts(records, year)?.into_iter();
    let insured = insured.map(|(quarter, origin)| count(CountKind::Insured, Some(quarter), origin));
    let enrolled = in_use::enrolled_counts(records, year)?.into_iter();
    let enrolled = enrolled.map(|EnrolledCount { quarter, origin, practices }| {
        let method = method.map_or(EnrolledMethod::Unspecified, enrolled_method);
        Count { method: method.into(), practices, ..count(CountKind::Enrolled, quarter, origin) }
    });
    Ok(insured.chain(enrolled).collect())
}

fn count(kind: CountKind, quarter: Option<Quarter>, origin: CountOrigin) -> Count {
    Count {
        kind: kind.into(),
        quarter: quarter.map_or(0, |quarter| quarter.get().into()),
        source: origin.source,
        reference_date: origin.reference_date.to_string(),
        version: origin.version,
        method: EnrolledMethod::Unspecified.into(),
        correction: origin.correction.unwrap_or_default(),
        practices: 0,
    }
}

const fn enrolled_method(method: rules::EnrolledMethod) -> EnrolledMethod {
    match method {
        rules::EnrolledMethod::OneDate => EnrolledMethod::OneDate,
        rules::EnrolledMethod::MeanOfFourQuarters => EnrolledMethod::MeanOfFourQuarters,
        rules::EnrolledMethod::PracticeOverview => EnrolledMethod::PracticeOverview,
    }
}

fn correction_effect(effect: Effect) -> CorrectionEffect {
    let pot = |pot: effect::PotEffect| PotEffect {
        pot: pot.pot.map_or_else(String::new, |pot| pot.to_string()),
        difference_cents: pot.difference.get(),
        free_cents: pot.free.get(),
        reserve_cents: pot.reserve.get(),
        shortfall_cents: pot.shortfall.get(),
    };
    let Effect { quarter, version, reason, pots } = effect;
    let pots = pots.into_iter().map(pot).collect();
    CorrectionEffect { quarter: quarter.get().into(), version, reason, pots }
}

/// A correction without what stands of the practice's applications.
fn correction(effect: &EnrolledEffect) -> EnrolledCorrection {
    EnrolledCorrection {
        practice: effect.practice.as_str().to_owned(),
        quarter: effect.quarter.map_or(0, |quarter| quarter.get().into()),
        reference_date: effect.reference_date.to_string(),
        version: effect.version,
        reason: effect.reason.clone(),
        before: Some(standing(&effect.before)),
        after: Some(standing(&effect.after)),
        affected: None,
    }
}

fn standing(standing: &Standing) -> PracticeStanding {
    PracticeStanding {
        patients: Some(fraction(standing.patients.fraction())),
        population: Some(fraction(standing.population.fraction())),
        eligible: standing.eligible,
        maximum_cents: standing.cap.map(Cents::get),
    }
}

fn affected(found: Affected) -> AffectedApplications {
    let ids = |ids: Vec<ApplicationId>| ids.iter().map(ToString::to_string).collect();
    AffectedApplications {
        let_in_now: ids(found.let_in_now),
        not_eligible_now: ids(found.not_eligible_now),
        granted_cents: found.granted.get(),
        above_maximum_cents: found.above_cap.get(),
    }
}

fn practice(found: Practice, rules: Option<&YearRules>, rate: Option<SurchargeRate>) -> PracticeMessage {
    let (patients, population) = (found.patients_exactly(), found.population_exactly());
    let size = rules.map(|rules| found.norm_practices_exactly(rules.norm_practice));
    PracticeMessage {
        agb: found.agb.as_str().to_owned(),
        name: found.name.without_key().to_owned(),
        patients: patients.rounded_half_up(),
        patients_exactly: Some(fraction(patients)),
        population: population.rounded_half_up(),
        population_exactly: Some(fraction(population)),
        share_basis_points: patients.basis_points_of(population),
        norm_practices: size.map_or(0, count::Fraction::rounded_half_up),
        norm_practices_exactly: size.map(fraction),
        surcharge_euros: rate.map(|rate| rate.for_patients(patients).text()).unwrap_or_default(),
    }
}

fn fraction(number: count::Fraction) -> Fraction {
    Fraction { numerator: number.numerator(), denominator: number.denominator() }
}

fn surcharge_rate(rate: SurchargeRate) -> RateMessage {
    RateMessage {
        euros: rate.to_string(),
        approximate: rate.is_approximate(),
        source: rate.source().to_owned(),
    }
}
