//! Cells, margins and what is refused.

use super::*;
use std::collections::BTreeMap;

fn contribution(keys: &[&str], value: i64, respondent: &str, holding: Option<&str>) -> Contribution {
    Contribution {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        value,
        respondent: respondent.to_owned(),
        holding: holding.map(str::to_owned),
    }
}

fn area() -> Hierarchy {
    let parents = [("a1", "A"), ("a2", "A"), ("b1", "B")];
    let parents = parents.map(|(code, parent)| (code.to_owned(), parent.to_owned()));
    Hierarchy::new("area", &BTreeMap::from(parents)).unwrap()
}

#[test]
fn margins_are_the_sums_of_what_stands_under_them_and_a_holding_is_one_respondent() {
    let rows = [
        contribution(&["a1", "q"], 5, "p1", Some("h")),
        contribution(&["a2", "q"], 7, "p2", Some("h")),
        contribution(&["b1", "r"], 11, "p3", None),
    ];
    let hierarchies = vec![area(), Hierarchy::flat("quarter", ["q", "r"]).unwrap()];
    let table = Table::new(Content::Amount, hierarchies.clone(), &rows).unwrap();
    let cases = [
        (["A", "q"], 12, 1),
        (["A", "r"], 0, 0),
        (["B", "Total"], 11, 1),
        (["Total", "q"], 12, 1),
        (["Total", "Total"], 23, 2),
        (["a2", "Total"], 7, 1),
    ];
    for (keys, value, respondents) in cases {
        let cell = &table.cells()[table.find(&keys).unwrap()];
        assert_eq!((cell.value(), cell.contributors().len()), (value, respondents), "{keys:?}");
    }
    let mut turned = rows;
    turned.reverse();
    assert!(Table::new(Content::Amount, hierarchies, &turned).unwrap() == table);
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |keys: &[&str], value| {
        Table::new(Content::Amount, vec![area()], &[contribution(keys, value, "p", None)]).unwrap_err()
    };
    let (dimension, contribution) = ("area".to_owned(), 1);
    assert_eq!(refused(&["a1", "q"], 1), TableRefusal::Keys { contribution, found: 2 });
    assert_eq!(refused(&["a1"], -1), TableRefusal::Negative { contribution });
    assert_eq!(
        refused(&["z"], 1),
        TableRefusal::UnknownCode { contribution, dimension: dimension.clone(), code: "z".into() }
    );
    assert_eq!(refused(&["A"], 1), TableRefusal::NotALeaf { contribution, dimension, code: "A".into() });
    assert_eq!(refused(&["a1"], i64::MAX), TableRefusal::TooLarge);
    let circle = [("x", "y"), ("y", "x")].map(|(code, parent)| (code.to_owned(), parent.to_owned()));
    assert!(matches!(Hierarchy::new("d", &BTreeMap::from(circle)), Err(HierarchyRefusal::Circle { .. })));
}
