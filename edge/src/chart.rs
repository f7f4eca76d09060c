//! A horizontal bar chart as SVG, for people who see it, hear it or print it.
//!
//! Lengths are percentages and heights follow the text, so it fits a narrow screen with letters as large as
//! the page's. It says with a pattern and a word what it says with a colour. A table with the same numbers
//! stands beside every chart; that is up to the page.

use crate::Language;
use crate::page::Markup;
use askama::Template;

/// A chart with one bar a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarChart {
    /// Unique in the page: small letters, digits and hyphens.
    pub id: String,
    /// The language of its words.
    pub language: Language,
    /// What it shows.
    pub title: String,
    /// What there is to see in it, in a sentence. All labels and values follow by themselves.
    pub description: String,
    /// From top to bottom.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is for.
    pub label: String,
    /// How long it is.
    pub value: BarValue,
}

/// What a bar shows. Withheld and missing are neither zero nor each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BarValue {
    /// A figure.
    Figure {
        /// In the unit that all bars of the chart share.
        amount: u64,
        /// The figure as people read it.
        text: String,
    },
    /// There is a figure, and it is not shown.
    Withheld,
    /// There is no figure.
    Missing,
}

impl BarChart {
    /// The chart as an SVG element.
    #[must_use]
    pub fn svg(&self) -> Markup {
        let longest = self.bars.iter().filter_map(|bar| bar.value.amount()).max().unwrap_or(0);
        let rows = self.bars.iter().enumerate().map(|(index, bar)| self.row(index, bar, longest));
        let drawing = Drawing { chart: self, height: em(ROW * self.bars.len()), rows: rows.collect() };
        // rendering fails only when a value cannot be shown, and these are all strings
        Markup::rendered(&drawing).unwrap_or_default()
    }

    fn row<'a>(&'a self, index: usize, bar: &'a Bar, longest: u64) -> Row<'a> {
        let (width, text) = match &bar.value {
            BarValue::Figure { amount, text } => (width(*amount, longest), text.clone()),
            BarValue::Withheld => (width(1, 1), self.language.word("chart-withheld")),
            BarValue::Missing => (width(1, 1), self.language.word("chart-missing")),
        };
        let top = ROW * index;
        Row { bar, width, text, label_y: em(top + 10), bar_y: em(top + 14), text_y: em(top + 23) }
    }
}

impl BarValue {
    const fn amount(&self) -> Option<u64> {
        match self {
            Self::Figure { amount, .. } => Some(*amount),
            Self::Withheld | Self::Missing => None,
        }
    }

    /// The stylesheet's name for it.
    const fn class(&self) -> &'static str {
        match self {
            Self::Figure { .. } => "chart-bar",
            Self::Withheld => "chart-withheld",
            Self::Missing => "chart-missing",
        }
    }
}

/// The height of a bar with its label, in tenths of the letter size.
const ROW: usize = 32;

/// Tenths of the letter size as a length.
fn em(tenths: usize) -> String {
    format!("{}.{}em", tenths / 10, tenths % 10)
}

/// The longest bar takes 60 % of the width and leaves room for the figure behind it; rounded down to a tenth.
fn width(amount: u64, longest: u64) -> String {
    let per_mille = (u128::from(amount) * 600).checked_div(u128::from(longest)).unwrap_or(0);
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

#[derive(Template)]
#[template(path = "chart.svg")]
struct Drawing<'a> {
    chart: &'a BarChart,
    height: String,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    bar: &'a Bar,
    width: String,
    text: String,
    label_y: String,
    bar_y: String,
    text_y: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(bars: Vec<Bar>) -> BarChart {
        BarChart {
            id: "granted".into(),
            language: Language::Dutch,
            title: "Toegekend per regio, 2018".into(),
            description: "Het meest in \"Noord\" & omstreken.".into(),
            bars,
        }
    }

    fn bar(label: &str, amount: u64, text: &str) -> Bar {
        Bar { label: label.into(), value: BarValue::Figure { amount, text: text.into() } }
    }

    #[test]
    fn a_chart_looks_like_the_golden_file() {
        let chart = chart(vec![
            bar("Noord <1>", 1_200, "€ 1.200"),
            bar("Zuid", 400, "€ 400"),
            Bar { label: "Oost".into(), value: BarValue::Withheld },
            bar("West", 0, "€ 0"),
            Bar { label: "Midden".into(), value: BarValue::Missing },
        ]);
        assert_eq!(chart.svg().as_str(), include_str!("../tests/golden/chart.svg").trim_end());
    }

    #[test]
    fn lengths_follow_the_longest_bar() {
        let table = [
            (0, 0, "0.0%"),
            (0, 7, "0.0%"),
            (7, 7, "60.0%"),
            (1, 3, "20.0%"),
            (1, 7, "8.5%"),
            (u64::MAX, u64::MAX, "60.0%"),
            (u64::MAX - 1, u64::MAX, "59.9%"),
        ];
        for (amount, longest, expected) in table {
            assert_eq!(width(amount, longest), expected, "{amount} of {longest}");
        }
    }

    #[test]
    fn a_chart_without_bars_is_still_described() {
        let svg = chart(Vec::new()).svg().to_string();
        assert!(svg.contains("height=\"0.0em\"") && svg.contains("role=\"img\""), "{svg}");
    }
}
