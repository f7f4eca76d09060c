//! The reference under which a practice pays back what is claimed: a creditor reference (ISO 11649), so that a slip of
//! the pen is no other claim's.

use crate::project::ApplicationId;

/// What stands between the check digits and the application's number.
const OWN: &str = "WF";

/// The reference of the claim on a grant: `RF` and two check digits, then `WF` and the application's number in digits.
#[must_use]
pub fn reference(id: ApplicationId) -> String {
    let body = format!("{OWN}{}{:05}", id.year, id.number);
    // with 00 in the place of the check digits, they are what is missing to 98
    let check = 98 - remainder(&format!("{body}RF00"));
    format!("RF{check:02}{body}")
}

/// The application whose reference stands in a text, where exactly one does. Spaces are nothing, and small letters
/// are capitals.
#[must_use]
pub fn named_in(text: &str) -> Option<ApplicationId> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_uppercase();
    let mut found = text.match_indices("RF").filter_map(|(at, _)| at_start(&text[at..]));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The application whose reference a text begins with.
fn at_start(text: &str) -> Option<ApplicationId> {
    let digits = text.get(4..)?.strip_prefix(OWN)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (year, number) = digits.get(..end)?.split_at_checked(4)?;
    let id: ApplicationId = format!("{year}-{number}").parse().ok()?;
    text.starts_with(&reference(id)).then_some(id)
}

/// What is left of a text of capitals and digits after division by 97, letters being 10 to 35.
fn remainder(text: &str) -> u32 {
    text.bytes().fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte) - u32::from(b'A') + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_in_what_a_payer_wrote_and_a_slip_of_the_pen_is_none() {
        let id: ApplicationId = "2018-00042".parse().unwrap();
        let whole = reference(id);
        assert_eq!(remainder(&format!("{}{}", &whole[4..], &whole[..4])), 1, "{whole}");
        let other = reference("2018-00024".parse().unwrap());
        let spaced = format!("terugbetaling {} {} uurconsult", &whole[..7].to_lowercase(), &whole[7..]);
        let cases = [
            (whole.clone(), Some(id)),
            (spaced, Some(id)),
            (format!("{whole} {whole}"), Some(id)),
            (format!("{whole} {other}"), None),
            (whole.replace("0042", "0024"), None),
            (whole.replace("RF", "RG"), None),
            (format!("{whole}7"), None),
            ("RF".to_owned(), None),
            ("2018-00042".to_owned(), None),
        ];
        for (text, expected) in cases {
            assert_eq!(named_in(&text), expected, "{text}");
        }
    }
}
