//! Working days: no Saturday, no Sunday, and none of the Dutch public holidays that a fund counts.

use super::Date;
use jiff::civil::Weekday;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// In which years Liberation Day, 5 May, is no working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiberationDay {
    /// In every year.
    EveryYear,
    /// In years that end in 0 or 5, as most collective agreements have it.
    EveryFifthYear,
    /// In no year.
    Never,
}

/// The days on which funds differ. New Year, Easter Monday, King's Day, Ascension, Whit Monday and both days of
/// Christmas are no working days for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeDays {
    /// Whether Good Friday is no working day.
    pub good_friday: bool,
    /// When Liberation Day is no working day.
    pub liberation_day: LiberationDay,
}

/// As the Dutch act on terms has it (Algemene termijnenwet, article 3): it lists 5 May with the public
/// holidays, in every year, and puts Good Friday on a level with them.
impl Default for FreeDays {
    fn default() -> Self {
        Self { good_friday: true, liberation_day: LiberationDay::EveryYear }
    }
}

impl FreeDays {
    /// Whether a day is worked.
    #[must_use]
    pub fn is_working_day(self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.is_holiday(day)
    }

    /// The day that lies so many working days after a day, which is not counted itself. `None` beyond the
    /// calendar's end.
    #[must_use]
    pub fn after(self, day: Date, working_days: u32) -> Option<Date> {
        let mut left = working_days;
        let mut at = day;
        while left > 0 {
            at = at.checked_add(1.day()).ok()?;
            left -= u32::from(self.is_working_day(at));
        }
        Some(at)
    }

    fn is_holiday(self, day: Date) -> bool {
        let fixed = match (day.month(), day.day()) {
            (1, 1) | (12, 25 | 26) => true,
            (5, 5) => match self.liberation_day {
                LiberationDay::EveryYear => true,
                LiberationDay::EveryFifthYear => day.year() % 5 == 0,
                LiberationDay::Never => false,
            },
            _ => false,
        };
        // Easter Sunday and Whit Sunday are Sundays anyway
        let days_after_easter = easter(day.year()).and_then(|easter| day.since(easter).ok());
        let moving = days_after_easter.is_some_and(|since| match since.get_days() {
            1 | 39 | 50 => true,
            -2 => self.good_friday,
            _ => false,
        });
        fixed || moving || Some(day) == kings_day(day.year())
    }
}

/// King's Day on 27 April since 2014, before that Queen's Day on 30 April. When that is a Sunday, it is kept on
/// the Saturday before (Queen's Day since 1980, as all years of funds are).
#[must_use]
pub fn kings_day(year: i16) -> Option<Date> {
    let day = Date::new(year, 4, if year >= 2014 { 27 } else { 30 }).ok()?;
    if day.weekday() == Weekday::Sunday { day.checked_sub(1.day()).ok() } else { Some(day) }
}

/// Easter Sunday of a year of the Gregorian calendar, by the moon's age (Gauss, with Lilius' corrections).
/// `None` for a year before the calendar began.
#[must_use]
pub fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let number = i32::from(year);
    let century = number / 100;
    let golden = number % 19;
    // the age of the moon on 22 March, as the corrections for leap centuries and for the moon's drift leave it
    let drift = century - century / 4 - (8 * century + 13) / 25;
    let moon = (19 * golden + drift + 15) % 30;
    let late = moon == 29 || (moon == 28 && golden > 10);
    let full_moon =
        Date::new(year, 3, 21).ok()?.checked_add(Span::new().days(moon - i32::from(late))).ok()?;
    let to_sunday = 7 - i32::from(full_moon.weekday().to_sunday_zero_offset());
    full_moon.checked_add(Span::new().days(to_sunday)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        let table = [
            (1996, 4, 7),
            (1997, 3, 30),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2018, 4, 1),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2100, 3, 28),
        ];
        for (year, month, day) in table {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
        assert_eq!(easter(1582), None);
    }

    #[test]
    fn kings_day_moves_to_saturday_when_it_would_be_a_sunday() {
        let table =
            [(2013, 4, 30), (2014, 4, 26), (2015, 4, 27), (2018, 4, 27), (2025, 4, 26), (2006, 4, 29)];
        for (year, month, day) in table {
            assert_eq!(kings_day(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn a_day_is_worked_or_not() {
        let act = FreeDays::default();
        let lean = FreeDays { good_friday: false, liberation_day: LiberationDay::EveryFifthYear };
        // the day, by the act on terms, by a fund that works on Good Friday and most Liberation Days
        let table = [
            (date(2018, 1, 1), false, false),
            (date(2018, 3, 30), false, true),
            (date(2018, 4, 2), false, false),
            (date(2018, 4, 27), false, false),
            (date(2018, 5, 10), false, false),
            (date(2018, 5, 21), false, false),
            (date(2018, 12, 25), false, false),
            (date(2018, 12, 26), false, false),
            (date(2018, 12, 31), true, true),
            (date(2020, 5, 5), false, false),
            (date(2021, 5, 5), false, true),
            (date(2018, 5, 12), false, false),
            (date(2018, 5, 14), true, true),
        ];
        for (day, by_act, by_fund) in table {
            assert_eq!((act.is_working_day(day), lean.is_working_day(day)), (by_act, by_fund), "{day}");
        }
        let never = FreeDays { liberation_day: LiberationDay::Never, ..act };
        assert!(never.is_working_day(date(2020, 5, 5)));
    }

    #[test]
    fn ten_working_days_skip_what_is_not_worked() {
        let table = [
            // over King's Day (Friday 27 April), Liberation Day (a Saturday) and Ascension (10 May)
            (date(2018, 4, 26), 10, date(2018, 5, 14)),
            (date(2018, 3, 1), 10, date(2018, 3, 15)),
            // over Christmas and New Year
            (date(2018, 12, 21), 10, date(2019, 1, 9)),
            (date(2018, 3, 1), 0, date(2018, 3, 1)),
        ];
        for (day, days, expected) in table {
            assert_eq!(FreeDays::default().after(day, days), Some(expected), "{day}");
        }
        assert_eq!(FreeDays::default().after(Date::MAX, 1), None);
    }
}
