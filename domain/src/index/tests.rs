//! Rankings that can be checked by hand.

use super::*;
use crate::rules::BasisPoints;

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).unwrap()
}

fn year(number: u32) -> Year {
    Year::new(number).unwrap()
}

/// Low income, non-western and inactive; with a density so that both methods can use it.
fn area(name: &str, inhabitants: u64, values: [Option<f64>; 3]) -> AreaFigures {
    let [low_income, inactive, non_western] = values;
    let indicators = [
        (Indicator::LowIncome, low_income),
        (Indicator::Inactive, inactive),
        (Indicator::InactiveWithoutPensioners, inactive.map(|share| share / 2.0)),
        (Indicator::NonWestern, non_western),
        (Indicator::AddressDensity, Some(1_000.0)),
    ];
    AreaFigures { code: code(name), inhabitants: Some(inhabitants), indicators: indicators.into() }
}

fn full(name: &str, inhabitants: u64, value: f64) -> AreaFigures {
    area(name, inhabitants, [Some(value); 3])
}

fn three(cut_off: CutOff) -> IndexMethod {
    IndexMethod { cut_off, ..IndexMethod::three_indicators_from_2019() }
}

#[test]
fn scores_are_weighted_means_of_z_scores() {
    // values 10, 20, 30: mean 20, population deviation sqrt(200/3)
    let rows = [full("A1", 300, 10.0), full("A2", 300, 20.0), full("A3", 300, 30.0)];
    let ranking = rank(&three(CutOff::ShareOfAreas(BasisPoints(3_334))), year(2019), &rows).unwrap();
    let seen: Vec<_> =
        ranking.ranked.iter().map(|area| (area.code.as_str(), area.rank, area.designated)).collect();
    assert_eq!(seen, [("A3", 1, true), ("A2", 2, false), ("A1", 3, false)]);
    let expected = 10.0 / (200.0f64 / 3.0).sqrt();
    let first = &ranking.ranked[0];
    assert!((first.score - expected).abs() < 1e-12, "{}", first.score);
    let values: Vec<f64> = first.explained.iter().map(|explained| explained.value).collect();
    assert_eq!(values, [30.0, 15.0, 30.0]);
    assert!(first.explained.iter().all(|explained| (explained.weight - 1.0 / 3.0).abs() < 1e-12));
    assert!(ranking.ranked[1].score.abs() < 1e-12);
    assert_eq!(first.placement, Placement::ByRank { last_rank: 1 });
}

#[test]
fn a_weight_counts_in_proportion() {
    let rows = [
        area("A1", 300, [Some(9.0), Some(1.0), Some(5.0)]),
        area("A2", 300, [Some(1.0), Some(9.0), Some(5.0)]),
    ];
    let mut method = three(CutOff::ShareOfAreas(BasisPoints(5_000)));
    for (weights, first) in [([3.0, 1.0, 1.0], "A1"), ([1.0, 3.0, 1.0], "A2")] {
        for (weighted, weight) in method.indicators.iter_mut().zip(weights) {
            weighted.weight = weight;
        }
        let ranking = rank(&method, year(2019), &rows).unwrap();
        assert_eq!(ranking.ranked[0].code.as_str(), first);
        assert!((ranking.ranked[0].score - 0.4).abs() < 1e-12);
    }
}

#[test]
fn an_area_without_its_figures_is_left_out_with_its_reason() {
    let mut unknown = full("A5", 0, 50.0);
    unknown.inhabitants = None;
    let rows = [
        area("A4", 500, [None, Some(20.0), None]),
        full("A3", 199, 90.0),
        full("A2", 200, 20.0),
        full("A1", 0, 0.0),
        unknown,
        full("A6", 300, 10.0),
    ];
    let ranking = rank(&three(CutOff::ShareOfAreas(BasisPoints::WHOLE)), year(2020), &rows).unwrap();
    let left_out: Vec<_> =
        ranking.left_out.into_iter().map(|left_out| (left_out.code, left_out.reason)).collect();
    let few = |inhabitants| LeftOutReason::TooFewInhabitants { inhabitants, minimum: 200 };
    let expected = [
        (code("A1"), few(0)),
        (code("A3"), few(199)),
        (code("A4"), LeftOutReason::NotPublished(vec![Indicator::LowIncome, Indicator::NonWestern])),
        (code("A5"), LeftOutReason::InhabitantsNotPublished),
    ];
    assert_eq!(left_out, expected);
    assert_eq!(ranking.ranked.len(), 2);
}

#[test]
fn the_cut_off_is_a_share_of_the_areas_or_of_the_people() {
    let rows = [
        full("A1", 400, 40.0),
        full("A2", 300, 30.0),
        full("A3", 200, 20.0),
        full("A4", 1_000, 10.0),
        full("A5", 100, 99.0), // left out, but its people live there
    ];
    let cases = [
        (CutOff::ShareOfAreas(BasisPoints(1_200)), 0), // 0.48 of 4 areas
        (CutOff::ShareOfAreas(BasisPoints(1_250)), 1), // 0.5, half up
        (CutOff::ShareOfAreas(BasisPoints::WHOLE), 4),
        (CutOff::ShareOfPeople(BasisPoints(1)), 1),
        (CutOff::ShareOfPeople(BasisPoints(2_000)), 1), // 400 of 2,000
        (CutOff::ShareOfPeople(BasisPoints(2_001)), 2), // 400.2 people, so 400 above is below the line
        (CutOff::ShareOfPeople(BasisPoints(3_500)), 2),
        (CutOff::ShareOfPeople(BasisPoints(3_501)), 3),
        (CutOff::ShareOfPeople(BasisPoints::WHOLE), 4),
    ];
    for (cut_off, expected) in cases {
        let ranking = rank(&three(cut_off), year(2019), &rows).unwrap();
        assert_eq!(ranking.designated().count(), expected, "{cut_off:?}");
    }
    let ranking = rank(&three(CutOff::ShareOfPeople(BasisPoints(2_001))), year(2019), &rows).unwrap();
    let placements: Vec<_> = ranking.ranked.iter().map(|area| area.placement).collect();
    let expected = [0, 400, 700, 900].map(|above| Placement::ByPeopleAbove { above, line: 401 });
    assert_eq!(placements, expected);
}

#[test]
fn the_order_of_the_rows_makes_no_difference() {
    let rows = [full("A3", 300, 20.0), full("A1", 300, 20.0), full("A2", 300, 0.1), full("A4", 300, 0.3)];
    let method = three(CutOff::ShareOfAreas(BasisPoints(2_500)));
    let ranking = rank(&method, year(2019), &rows).unwrap();
    let order: Vec<_> = ranking.ranked.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(order, ["A1", "A3", "A4", "A2"]);
    for rotation in 1..rows.len() {
        let mut rotated = rows.to_vec();
        rotated.rotate_left(rotation);
        assert_eq!(rank(&method, year(2019), &rotated).unwrap(), ranking);
    }
}

#[test]
fn an_indicator_with_one_value_everywhere_decides_nothing() {
    let rows = [full("A1", 300, 5.0), full("A2", 300, 5.0)];
    let ranking =
        rank(&IndexMethod { until: None, ..IndexMethod::four_indicators_until_2018() }, year(2018), &rows);
    assert!(ranking.unwrap().ranked.iter().all(|area| area.score == 0.0));
}

#[test]
fn what_cannot_be_ranked_is_refused_by_name() {
    let good = three(CutOff::ShareOfAreas(BasisPoints(500)));
    let rows = [full("A1", 300, 5.0), full("A2", 300, 7.0)];
    let name = good.name.clone();
    let mut no_indicator = good.clone();
    no_indicator.indicators.clear();
    let mut twice = good.clone();
    twice.indicators.push(twice.indicators[0]);
    let mut weightless = good.clone();
    weightless.indicators[2].weight = 0.0;
    let beyond = IndexMethod { cut_off: CutOff::ShareOfPeople(BasisPoints(10_001)), ..good.clone() };
    let double = [full("A1", 300, 5.0), full("A1", 300, 5.0)];
    let infinite = [full("A1", 300, f64::INFINITY)];
    let cases: [(&IndexMethod, u32, &[AreaFigures], IndexRefusal); 8] = [
        (&good, 2018, &rows, IndexRefusal::NotValidIn { method: name.clone(), year: year(2018) }),
        (&no_indicator, 2019, &rows, IndexRefusal::BadIndicators(name.clone())),
        (&twice, 2019, &rows, IndexRefusal::BadIndicators(name)),
        (&weightless, 2019, &rows, IndexRefusal::BadWeight(Indicator::NonWestern)),
        (&beyond, 2019, &rows, IndexRefusal::BadCutOff),
        (&good, 2019, &double, IndexRefusal::DoubleArea(code("A1"))),
        (
            &good,
            2019,
            &infinite,
            IndexRefusal::NotANumber { code: code("A1"), indicator: Indicator::LowIncome },
        ),
        (&good, 2019, &[], IndexRefusal::NothingToRank),
    ];
    for (method, number, rows, expected) in cases {
        assert_eq!(rank(method, year(number), rows), Err(expected));
    }
}

#[test]
fn the_shipped_methods_say_whose_weights_they_have() {
    let four = IndexMethod::four_indicators_until_2018();
    let three = IndexMethod::three_indicators_from_2019();
    for method in [&four, &three] {
        assert_eq!(method.weighting, DEMO_WEIGHTS);
        assert!(method.indicators.iter().all(|weighted| weighted.weight == 1.0));
    }
    assert_eq!((four.indicators.len(), four.until), (4, Some(year(2018))));
    assert_eq!((three.indicators.len(), three.from), (3, year(2019)));
}
