//! Amounts as people type them: euros with both cents, so that nobody's euros are taken for cents.

/// What is asked of an amount.
pub(super) const ASKED: &str = "an amount is in euros with exactly two decimals, as 500.00 or 500,00";

/// Euro cents of `500.00`, `500,00` or `-0.05`.
///
/// # Errors
/// [`ASKED`] for every other form, bare whole numbers and grouped digits among them; another sentence when it does
/// not fit in 64 bits.
pub(super) fn cents(text: &str) -> Result<i64, String> {
    let asked = || ASKED.to_owned();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (euros, cents) = digits.split_once(['.', ',']).ok_or_else(asked)?;
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(euros) || !all_digits(cents) || cents.len() != 2 {
        return Err(asked());
    }
    format!("{sign}{euros}{cents}")
        .parse()
        .map_err(|_| format!("{text} euros do not fit in 64 bits of cents"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_both_cents_or_is_refused_with_the_sentence() {
        let taken = [("500.00", 50_000), ("500,00", 50_000), ("0,05", 5), ("-0.05", -5), ("5.92", 592)];
        for (text, expected) in taken {
            assert_eq!(cents(text), Ok(expected), "{text}");
        }
        let refused =
            ["500", "500.0", "500.000", "1.500,00", "", "-", ".50", "5,", "€5.00", "5.-1", "+5.00", "5 .00"];
        for text in refused {
            assert_eq!(cents(text), Err(ASKED.to_owned()), "{text}");
        }
        assert!(cents("92233720368547758.08").is_err_and(|error| error.contains("64 bits")));
        assert_eq!(cents("92233720368547758.07"), Ok(i64::MAX));
    }
}
