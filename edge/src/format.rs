//! Numbers, amounts and days as people write them in each language.

use crate::Language;
use wijkfonds_domain::rules::BasisPoints;
use wijkfonds_domain::terms::{Cents, Date};

/// An amount with its cents: `€ 1.234,56` or `€1,234.56`.
#[must_use]
pub fn euros(language: Language, amount: Cents) -> String {
    let cents = amount.get().unsigned_abs();
    let whole = whole(language, cents / 100);
    let cents = cents % 100;
    let sign = if amount.is_negative() { "-" } else { "" };
    match language {
        Language::Dutch => format!("€ {sign}{whole},{cents:02}"),
        Language::English => format!("{sign}€{whole}.{cents:02}"),
    }
}

/// An amount in whole euros: `€ 1.234` or `€1,234`.
#[must_use]
pub fn whole_euros(language: Language, euros: u64) -> String {
    let whole = whole(language, euros);
    match language {
        Language::Dutch => format!("€ {whole}"),
        Language::English => format!("€{whole}"),
    }
}

/// A whole number, its digits grouped in threes: `1.234.567` or `1,234,567`.
#[must_use]
pub fn whole(language: Language, number: u64) -> String {
    let separator = match language {
        Language::Dutch => '.',
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A share in percent, with decimals where it has them: `12,75 %` or `12.75%`.
#[must_use]
pub fn share(language: Language, share: BasisPoints) -> String {
    let percent = hundredths(language, u64::from(share.0));
    match language {
        Language::Dutch => format!("{percent} %"),
        Language::English => format!("{percent}%"),
    }
}

/// A number given in hundredths, with decimals where it has them: `1,85` or `1.85`.
#[must_use]
pub fn hundredths(language: Language, number: u64) -> String {
    let decimals = format!("{:02}", number % 100);
    let decimals = decimals.trim_end_matches('0');
    let point = match language {
        _ if decimals.is_empty() => "",
        Language::Dutch => ",",
        Language::English => ".",
    };
    format!("{}{point}{decimals}", whole(language, number / 100))
}

/// A day: `31 mei 2018` or `31 May 2018`. The month is from 1; a month that does not exist stays a number.
#[must_use]
pub fn date(language: Language, year: i32, month: u8, day: u8) -> String {
    let names = match language {
        Language::Dutch => &DUTCH_MONTHS,
        Language::English => &ENGLISH_MONTHS,
    };
    let name = usize::from(month).checked_sub(1).and_then(|index| names.get(index));
    match name {
        Some(name) => format!("{day} {name} {year}"),
        None => format!("{day}-{month}-{year}"),
    }
}

/// A day of the domain; see [`date`].
#[must_use]
pub fn day(language: Language, day: Date) -> String {
    date(language, day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

const DUTCH_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_the_way_of_the_language() {
        let table = [
            (0, "€ 0,00", "€0.00"),
            (5, "€ 0,05", "€0.05"),
            (-5, "€ -0,05", "-€0.05"),
            (592, "€ 5,92", "€5.92"),
            (99_999, "€ 999,99", "€999.99"),
            (123_456, "€ 1.234,56", "€1,234.56"),
            (-100_000_000, "€ -1.000.000,00", "-€1,000,000.00"),
            (i64::MIN, "€ -92.233.720.368.547.758,08", "-€92,233,720,368,547,758.08"),
        ];
        for (cents, dutch, english) in table {
            assert_eq!(euros(Language::Dutch, Cents::new(cents)), dutch);
            assert_eq!(euros(Language::English, Cents::new(cents)), english);
        }
    }

    #[test]
    fn shares_have_the_decimals_that_they_need() {
        let table = [
            (10_000, "100 %", "100%"),
            (1_275, "12,75 %", "12.75%"),
            (1_250, "12,5 %", "12.5%"),
            (5, "0,05 %", "0.05%"),
        ];
        for (points, dutch, english) in table {
            assert_eq!(share(Language::Dutch, BasisPoints(points)), dutch);
            assert_eq!(share(Language::English, BasisPoints(points)), english);
        }
    }

    #[test]
    fn whole_numbers_are_grouped_in_threes() {
        let table = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1.000", "1,000"),
            (80_660, "80.660", "80,660"),
            (212_080, "212.080", "212,080"),
            (u64::MAX, "18.446.744.073.709.551.615", "18,446,744,073,709,551,615"),
        ];
        for (number, dutch, english) in table {
            assert_eq!(whole(Language::Dutch, number), dutch);
            assert_eq!(whole(Language::English, number), english);
            assert_eq!(whole_euros(Language::Dutch, number), format!("€ {dutch}"));
            assert_eq!(whole_euros(Language::English, number), format!("€{english}"));
        }
    }

    #[test]
    fn days_name_their_month() {
        let table = [
            ((2018, 5, 31), "31 mei 2018", "31 May 2018"),
            ((2018, 3, 1), "1 maart 2018", "1 March 2018"),
            ((2019, 1, 1), "1 januari 2019", "1 January 2019"),
            ((2019, 12, 31), "31 december 2019", "31 December 2019"),
            ((2019, 0, 1), "1-0-2019", "1-0-2019"),
            ((2019, 13, 1), "1-13-2019", "1-13-2019"),
        ];
        for ((year, month, day), dutch, english) in table {
            assert_eq!(date(Language::Dutch, year, month, day), dutch);
            assert_eq!(date(Language::English, year, month, day), english);
        }
        let last = wijkfonds_domain::terms::Year::new(2018).unwrap().last_day();
        assert_eq!(day(Language::Dutch, last), "31 december 2018");
    }
}
