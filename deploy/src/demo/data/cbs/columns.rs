//! The columns that are used, found by their names, and the fields of a row.

use super::problem::{At, CbsError, CbsRule};
use csv::StringRecord;
use wijkfonds_domain::terms::AreaCode;

/// A column of the file.
pub(super) struct Column {
    name: &'static str,
    index: usize,
}

/// Where the used columns stand.
pub(super) struct Columns {
    pub(super) name: Column,
    pub(super) municipality: Column,
    pub(super) kind: Column,
    pub(super) code: Column,
    pub(super) inhabitants: Column,
    pub(super) non_western: Column,
    pub(super) low_income: Column,
    pub(super) assistance: Column,
    pub(super) disability: Column,
    pub(super) unemployment: Column,
    pub(super) pension: Column,
    pub(super) postcode: Column,
    pub(super) density: Column,
    count: usize,
}

impl Columns {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// When the header is no table of regions, or lacks a column.
    pub(super) fn find(at: &At<'_>, header: &StringRecord) -> Result<Self, CbsError> {
        let is_statline =
            header.iter().any(|name| name.starts_with("SoortRegio") || name.starts_with("Codering"));
        if !is_statline {
            return Err(at.line(1).broken(CbsRule::WrongKindOfFile));
        }
        let find = |name: &'static str| {
            let index = header.iter().position(|found| found == name);
            index
                .map(|index| Column { name, index })
                .ok_or_else(|| at.line(1).broken_in(name, CbsRule::MissingColumn))
        };
        Ok(Self {
            name: find("WijkenEnBuurten")?,
            municipality: find("Gemeentenaam_1")?,
            kind: find("SoortRegio_2")?,
            code: find("Codering_3")?,
            inhabitants: find("AantalInwoners_5")?,
            non_western: find("NietWestersTotaal_18")?,
            low_income: find("k_40PersonenMetLaagsteInkomen_73")?,
            assistance: find("PersonenPerSoortUitkeringBijstand_83")?,
            disability: find("PersonenPerSoortUitkeringAO_84")?,
            unemployment: find("PersonenPerSoortUitkeringWW_85")?,
            pension: find("PersonenPerSoortUitkeringAOW_86")?,
            postcode: find("MeestVoorkomendePostcode_113")?,
            density: find("Omgevingsadressendichtheid_116")?,
            count: header.len(),
        })
    }
}

/// A line with as many fields as the header.
pub(super) struct Row<'a> {
    at: At<'a>,
    pub(super) columns: &'a Columns,
    record: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// Takes a line.
    ///
    /// # Errors
    /// When it has another number of fields than the header.
    pub(super) fn new(at: At<'a>, columns: &'a Columns, record: &'a StringRecord) -> Result<Self, CbsError> {
        let (found, expected) = (record.len(), columns.count);
        if found != expected {
            return Err(at.broken(CbsRule::WrongFieldCount { found, expected }));
        }
        Ok(Self { at, columns, record })
    }

    pub(super) fn broken(&self, column: &Column, rule: CbsRule) -> CbsError {
        self.at.broken_in(column.name, rule)
    }

    pub(super) fn text(&self, column: &Column) -> &'a str {
        self.record.get(column.index).unwrap_or_default()
    }

    /// The field, unless CBS does not publish it.
    pub(super) fn published(&self, column: &Column) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !matches!(*text, "" | "."))
    }

    /// A count.
    pub(super) fn whole(&self, column: &Column) -> Result<Option<u64>, CbsError> {
        let Some(text) = self.published(column) else { return Ok(None) };
        // people are counted in 32 bits
        let count: Result<u32, _> = text.parse();
        count.map(|count| Some(u64::from(count))).map_err(|_| self.broken(column, CbsRule::NotAWholeNumber))
    }

    /// A number with a decimal point.
    pub(super) fn number(&self, column: &Column) -> Result<Option<f64>, CbsError> {
        let Some(text) = self.published(column) else { return Ok(None) };
        let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
        number.map(Some).ok_or_else(|| self.broken(column, CbsRule::NotANumber))
    }

    /// A number from 0 to 100.
    pub(super) fn percentage(&self, column: &Column) -> Result<Option<f64>, CbsError> {
        let number = self.number(column)?;
        let is_percentage = number.is_none_or(|number| number <= 100.0);
        if is_percentage { Ok(number) } else { Err(self.broken(column, CbsRule::AboveHundred)) }
    }

    /// The code of a neighbourhood: BU, four digits of the municipality, two of the district, two of its own.
    pub(super) fn neighbourhood_code(&self) -> Result<AreaCode, CbsError> {
        let column = &self.columns.code;
        let text = self.text(column);
        let digits = text
            .strip_prefix("BU")
            .filter(|rest| rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()));
        let code = digits.and_then(|_| AreaCode::new(text).ok());
        code.ok_or_else(|| self.broken(column, CbsRule::BadCode))
    }
}
