//! The stylesheet keeps the contrast that WCAG 2.1 AA asks, in light and in dark.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../assets/style.css");

/// The named colours of each `:root` block: light, dark, print.
fn schemes() -> Vec<BTreeMap<&'static str, [u8; 3]>> {
    let blocks = STYLE.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap());
    let colour = |text: &str| {
        let part = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        [part(1), part(3), part(5)]
    };
    let named = blocks.map(|block| {
        let pairs = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
        pairs.map(|(name, value)| (name, colour(value))).collect()
    });
    named.collect()
}

/// The relative luminance and the contrast ratio as WCAG 2.1 defines them.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        |[red, green, blue]: [u8; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_has_a_contrast_of_4_5_and_lines_of_3() {
    let schemes = schemes();
    assert_eq!(schemes.len(), 3);
    let pairs = [("ink", 4.5), ("muted", 4.5), ("link", 4.5), ("line", 3.0), ("bar", 3.0)];
    for (index, scheme) in schemes.iter().enumerate() {
        for (name, least) in pairs {
            for ground in ["paper", "panel"] {
                let found = contrast(scheme[name], scheme[ground]);
                assert!(found >= least, "scheme {index}: {name} on {ground} has {found:.2}");
            }
        }
    }
    for scheme in &schemes[..2] {
        assert!(contrast(scheme["focus"], scheme["paper"]) >= 3.0);
    }
}

#[test]
fn colours_are_named_in_one_place_and_nothing_comes_from_elsewhere() {
    let outside_roots: String = STYLE
        .split(":root {")
        .enumerate()
        .map(|(index, part)| if index == 0 { part } else { part.split_once('}').unwrap().1 })
        .collect();
    for absent in [": #", "url(", "@import", "rgb("] {
        assert!(!outside_roots.contains(absent), "{absent}");
    }
}
