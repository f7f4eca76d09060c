//! `IndexService`: why areas are in or out.

use super::{Refused, refused, year};
use std::collections::{BTreeMap, BTreeSet};
use tonic::{Code, Request, Response, Status};
use wijkfonds_domain::index::{
    self, AreaFigures, CutOff, IndexMethod, IndexRefusal, Indicator, LeftOut, RankedArea, Ranking,
};
use wijkfonds_edge::messages::{self, refusal_of_code};
use wijkfonds_edge::{Language, messages::Messages};
use wijkfonds_proto::bureau::index_service_server::IndexService;
use wijkfonds_proto::bureau::{
    self as wire, ExplainIndexRequest, ExplainIndexResponse, ExplainedArea, IndexIndicator, IndicatorShare,
};
use wijkfonds_proto::office::Answer;

/// The index of an office whose people read a language, unless they ask for another.
pub(super) struct IndexOffice {
    pub(super) language: Language,
}

#[tonic::async_trait]
impl IndexService for IndexOffice {
    async fn explain_index(
        &self,
        request: Request<ExplainIndexRequest>,
    ) -> Result<Response<ExplainIndexResponse>, Status> {
        let asked = request.metadata().get("accept-language").and_then(|value| value.to_str().ok());
        let language = asked.and_then(Language::from_accept_language).unwrap_or(self.language);
        let request = request.into_inner();
        // a country has some 14,000 neighbourhoods, and this thread has others to serve
        let explained = tokio::task::spawn_blocking(move || explain(request, language)).await;
        explained.unwrap_or_else(|_| Err(Status::internal("the ranking was broken off"))).map(Response::new)
    }
}

fn explain(request: ExplainIndexRequest, language: Language) -> Result<ExplainIndexResponse, Status> {
    let ExplainIndexRequest { year: asked_year, method, areas, explain } = request;
    let field = |name| refused(Refused::Field(name), language);
    let year = year(asked_year).map_err(|error| refused(error, language))?;
    let wanted = |known: &IndexMethod| {
        if method.is_empty() { known.holds_in(year) } else { known.name == method }
    };
    let method = IndexMethod::shipped().into_iter().find(wanted).ok_or_else(|| field("method"))?;
    let figures = areas.into_iter().map(figures).collect::<Result<Vec<_>, _>>().map_err(field)?;
    let ranking = index::rank(&method, year, &figures).map_err(|refusal| not_ranked(&refusal, language))?;
    Ok(answer(&ranking, &explain.into_iter().collect(), language))
}

fn not_ranked(refusal: &IndexRefusal, language: Language) -> Status {
    let (facts, reason) = (refusal.facts(), refusal.code().to_uppercase());
    let sentence = refusal_of_code(language, refusal.code(), &facts);
    let code = Code::InvalidArgument;
    Answer { code, reason: &reason, facts, language: language.code(), sentence }.into()
}

fn answer(ranking: &Ranking, wanted: &BTreeSet<String>, language: Language) -> ExplainIndexResponse {
    let asked = |code: &str| wanted.is_empty() || wanted.contains(code);
    let (cut_off, cut_off_of) = match ranking.method.cut_off {
        CutOff::ShareOfAreas(share) => (share, "areas"),
        CutOff::ShareOfPeople(share) => (share, "people"),
    };
    let ranked = ranking.ranked.iter().filter(|area| asked(area.code.as_str()));
    let left_out = ranking.left_out.iter().filter(|area| asked(area.code.as_str()));
    let ranked = ranked.map(|area| ranked_area(area, language));
    ExplainIndexResponse {
        method: ranking.method.name.clone(),
        version: ranking.method.version,
        weighting: Messages::text(language, "label-index-demo-weights", &[]),
        minimum_population: ranking.method.minimum_population,
        cut_off_basis_points: cut_off.0,
        cut_off_of: cut_off_of.to_owned(),
        ranked: ranking.ranked.len() as u64,
        designated: ranking.designated().count() as u64,
        left_out: ranking.left_out.len() as u64,
        areas: ranked.chain(left_out.map(|area| area_left_out(area, language))).collect(),
    }
}

fn ranked_area(area: &RankedArea, language: Language) -> ExplainedArea {
    let share = |explained: &index::Explained| IndicatorShare {
        indicator: wire_indicator(explained.indicator).into(),
        value: explained.value,
        z_score: explained.z_score,
        weight: explained.weight,
    };
    ExplainedArea {
        code: area.code.to_string(),
        designated: area.designated,
        rank: area.rank as u64,
        score: area.score,
        inhabitants: area.inhabitants,
        sentence: messages::index_placement(language, area),
        shares: area.explained.iter().map(share).collect(),
    }
}

fn area_left_out(area: &LeftOut, language: Language) -> ExplainedArea {
    let inhabitants = match area.reason {
        index::LeftOutReason::TooFewInhabitants { inhabitants, .. } => inhabitants,
        _ => 0,
    };
    let sentence = messages::index_left_out(language, &area.reason);
    ExplainedArea { code: area.code.to_string(), inhabitants, sentence, ..ExplainedArea::default() }
}

fn figures(area: wire::AreaFigures) -> Result<AreaFigures, &'static str> {
    let code = area.code.try_into().map_err(|_| "areas.code")?;
    let mut indicators = BTreeMap::new();
    for value in area.indicators {
        let indicator = domain_indicator(value.indicator()).ok_or("areas.indicators.indicator")?;
        if indicators.insert(indicator, Some(value.value)).is_some() {
            return Err("areas.indicators");
        }
    }
    Ok(AreaFigures { code, inhabitants: area.inhabitants, indicators })
}

const fn wire_indicator(indicator: Indicator) -> IndexIndicator {
    match indicator {
        Indicator::LowIncome => IndexIndicator::LowIncome,
        Indicator::Inactive => IndexIndicator::Inactive,
        Indicator::InactiveWithoutPensioners => IndexIndicator::InactiveWithoutPensioners,
        Indicator::NonWestern => IndexIndicator::NonWestern,
        Indicator::AddressDensity => IndexIndicator::AddressDensity,
    }
}

fn domain_indicator(indicator: IndexIndicator) -> Option<Indicator> {
    Indicator::ALL.into_iter().find(|known| wire_indicator(*known) == indicator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(number: u64, inhabitants: u64, low_income: Option<f64>) -> wire::AreaFigures {
        let value =
            |indicator: IndexIndicator, value| wire::IndicatorValue { indicator: indicator.into(), value };
        let others = [IndexIndicator::InactiveWithoutPensioners, IndexIndicator::NonWestern];
        let mut indicators: Vec<_> = others.map(|indicator| value(indicator, 10.0)).into();
        indicators.extend(low_income.map(|low| value(IndexIndicator::LowIncome, low)));
        wire::AreaFigures { code: format!("{}", 1_000 + number), inhabitants: Some(inhabitants), indicators }
    }

    fn request() -> ExplainIndexRequest {
        let mut areas: Vec<_> = (0u32..20).map(|n| area(n.into(), 1_000, Some(f64::from(n)))).collect();
        areas.push(area(90, 150, Some(99.0)));
        areas.push(area(91, 1_000, None));
        ExplainIndexRequest { year: 2019, areas, ..ExplainIndexRequest::default() }
    }

    #[test]
    fn every_area_says_why_it_is_in_or_out() {
        let answer = explain(request(), Language::English).unwrap_or_else(|_| panic!("it ranks"));
        assert_eq!((answer.ranked, answer.designated, answer.left_out), (20, 2, 2));
        assert_eq!(
            (answer.method.as_str(), answer.cut_off_basis_points),
            ("three_indicators_from_2019", 800)
        );
        assert!(answer.weighting.contains("example"), "{}", answer.weighting);
        let said = |code: &str| answer.areas.iter().find(|area| area.code == code).unwrap();
        // 8 % of 21,150 people is 1,692: the first 1,000 are above that line, the first 2,000 are not
        let table = [
            (
                "1019",
                true,
                1,
                "In: rank 1, and 0 people live in the areas above it, less than the line of 1,692.",
            ),
            (
                "1018",
                true,
                2,
                "In: rank 2, and 1,000 people live in the areas above it, less than the line of 1,692.",
            ),
            (
                "1017",
                false,
                3,
                "Out: rank 3, and 2,000 people live in the areas above it, not less than the line of 1,692.",
            ),
            ("1090", false, 0, "Left out: it has 150 inhabitants, and the method asks 200."),
            ("1091", false, 0, "Left out: not published are: low income."),
        ];
        for (code, designated, rank, sentence) in table {
            let area = said(code);
            assert_eq!((area.designated, area.rank, area.sentence.as_str()), (designated, rank, sentence));
        }
        assert_eq!(said("1019").shares.len(), 3);
        let one = ExplainIndexRequest { explain: vec!["1017".into()], ..request() };
        let one = explain(one, Language::Dutch).unwrap_or_else(|_| panic!("it ranks"));
        assert_eq!((one.areas.len(), one.ranked), (1, 20));
        assert!(one.areas[0].sentence.starts_with("Niet aangewezen: plaats 3"), "{}", one.areas[0].sentence);
    }

    #[test]
    fn what_cannot_be_ranked_is_refused_by_name() {
        let double = {
            let mut asked = request();
            asked.areas.push(area(0, 1_000, Some(1.0)));
            asked
        };
        let table = [
            (ExplainIndexRequest { year: 3, ..request() }, "year"),
            (ExplainIndexRequest { method: "nivel".into(), ..request() }, "method"),
            (ExplainIndexRequest { areas: Vec::new(), ..request() }, "INDEX_NOTHING_TO_RANK"),
            (
                ExplainIndexRequest { method: "four_indicators_until_2018".into(), ..request() },
                "INDEX_NOT_VALID_IN",
            ),
            (double, "INDEX_DOUBLE_AREA"),
        ];
        for (asked, named) in table {
            let Err(status) = explain(asked, Language::English) else { panic!("{named} is taken") };
            let details = String::from_utf8_lossy(status.details()).into_owned();
            assert!(details.contains(named), "{named}: {details}");
        }
    }
}
