//! One row's fields, each with its rule.

use super::FileProblem;
use csv::StringRecord;
use wijkfonds_domain::count::RowRule;

/// Reads a row's fields and gathers what is wrong with them.
pub(super) struct Fields<'a> {
    record: &'a StringRecord,
    line: u64,
    next: usize,
    problems: &'a mut Vec<FileProblem>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(record: &'a StringRecord, line: u64, problems: &'a mut Vec<FileProblem>) -> Self {
        Self { record, line, next: 0, problems }
    }

    /// The next field as a checked code.
    pub(super) fn code<T: TryFrom<String>>(&mut self, field: &'static str, rule: RowRule) -> Option<T> {
        let text = self.next();
        let code = T::try_from(text.to_owned()).ok();
        if code.is_none() {
            self.problem(field, if text.is_empty() { RowRule::Empty } else { rule });
        }
        code
    }

    /// The next field as a checked code, or nothing when it is empty.
    pub(super) fn optional_code<T: TryFrom<String>>(
        &mut self,
        field: &'static str,
        rule: RowRule,
    ) -> Option<Option<T>> {
        if self.record.get(self.next).is_none_or(|text| text.trim().is_empty()) {
            self.next += 1;
            return Some(None);
        }
        self.code(field, rule).map(Some)
    }

    /// The next field as a count.
    pub(super) fn count(&mut self, field: &'static str) -> Option<u64> {
        let text = self.next();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let negative =
            text.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        let rule = match text {
            "" => RowRule::Empty,
            _ if negative => RowRule::Negative,
            _ if digits => RowRule::TooLarge,
            _ => RowRule::NotANumber,
        };
        let count = if digits { text.parse().ok() } else { None };
        if count.is_none() {
            self.problem(field, rule);
        }
        count
    }

    /// The next field as a text of 1 to 200 characters.
    pub(super) fn text(&mut self, field: &'static str) -> Option<String> {
        let text = self.next();
        let rule = match text.chars().count() {
            0 => RowRule::Empty,
            1..=200 => return Some(text.to_owned()),
            _ => RowRule::TextTooLong,
        };
        self.problem(field, rule);
        None
    }

    fn next(&mut self) -> &'a str {
        let text = self.record.get(self.next).unwrap_or_default().trim();
        self.next += 1;
        text
    }

    fn problem(&mut self, field: &'static str, rule: RowRule) {
        self.problems.push(FileProblem { line: self.line, field, rule });
    }
}
