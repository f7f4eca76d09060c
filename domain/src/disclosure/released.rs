//! What may leave, as a type that cannot be made elsewhere.

use super::{PolicyDigest, first};
use crate::measure::{Code, Dimension, TableId};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Year;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cell as the world sees it. Secret, nil and missing are three things, and none of them is the figure 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The figure, in the measure's unit.
    Value(u64),
    /// The region has the figure and does not tell it, for whatever reason.
    Secret,
    /// Nobody stands behind the cell.
    Nil,
    /// There is no figure.
    Missing,
}

impl Figure {
    /// What it is, for files: a figure, or one of the signs that are not one.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Value(0) => "less_than_half_a_unit",
            Self::Value(_) => "figure",
            Self::Secret => "secret",
            Self::Nil => "nil",
            Self::Missing => "missing",
        }
    }

    /// The number, where it is one; otherwise nothing.
    #[must_use]
    pub fn digits(self) -> String {
        match self {
            Self::Value(value) => value.to_string(),
            Self::Secret | Self::Nil | Self::Missing => String::new(),
        }
    }
}

/// A figure is a number or a sign, so that a table of thousands stays small: `[12,"x",0,"-","."]`.
impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_u64(*value),
            Self::Secret => serializer.serialize_str("x"),
            Self::Nil => serializer.serialize_str("-"),
            Self::Missing => serializer.serialize_str("."),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Value(u64),
            Sign(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Value(value) => Ok(Self::Value(value)),
            Written::Sign(sign) => match sign.as_str() {
                "x" => Ok(Self::Secret),
                "-" => Ok(Self::Nil),
                "." => Ok(Self::Missing),
                _ => Err(D::Error::custom("a figure is a number, x, - or .")),
            },
        }
    }
}

/// A table of the catalogue as it leaves: its code lists whole, and a figure for every combination of codes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureTable {
    /// Which table.
    pub table: TableId,
    /// 1 for the first release; each correction is one more.
    pub version: u32,
    /// Under which policy.
    pub policy: PolicyDigest,
    /// The dimensions; none where the table is one figure.
    pub dimensions: Vec<Dimension>,
    /// A figure per combination of codes, those of the last dimension following each other; the grand total first.
    pub cells: Vec<Figure>,
}

opaque_debug!(FigureTable);

impl FigureTable {
    /// The sum over everything.
    #[must_use]
    pub fn grand_total(&self) -> Figure {
        self.cells.first().copied().unwrap_or(Figure::Missing)
    }

    /// How many cells say what they are.
    #[must_use]
    pub fn cells_published(&self) -> u64 {
        self.cells.len() as u64 - self.cells_withheld()
    }

    /// How many cells are secret.
    #[must_use]
    pub fn cells_withheld(&self) -> u64 {
        self.cells.iter().filter(|cell| **cell == Figure::Secret).count() as u64
    }

    /// Whether it has whole code lists and a figure for every combination. What comes from elsewhere may not.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let sizes = self.dimensions.iter().map(|dimension| dimension.codes.len());
        let size = sizes.fold(1_usize, usize::saturating_mul);
        size == self.cells.len() && self.dimensions.iter().all(Dimension::is_whole)
    }

    /// The codes of the cell at a place, one per dimension.
    #[must_use]
    pub fn codes(&self, mut cell: usize) -> Vec<&Code> {
        let mut codes: Vec<&Code> = Vec::with_capacity(self.dimensions.len());
        for dimension in self.dimensions.iter().rev() {
            let size = dimension.codes.len().max(1);
            codes.extend(dimension.codes.get(cell % size));
            cell /= size;
        }
        codes.reverse();
        codes
    }

    /// The figure of a combination of codes; missing where there is none.
    #[must_use]
    pub fn figure(&self, codes: &[&str]) -> Figure {
        let mut places = self.dimensions.iter().zip(codes);
        let place = places.try_fold(0, |place: usize, (dimension, code)| {
            Some(place * dimension.codes.len() + dimension.find(code)? as usize)
        });
        let place = place.filter(|_| codes.len() == self.dimensions.len());
        place.and_then(|place| self.cells.get(place)).copied().unwrap_or(Figure::Missing)
    }
}

/// Something that has passed disclosure control. Two makers: [`super::release`], and [`reissue`] for what the
/// journal already holds.
///
/// ```compile_fail,E0451
/// use wijkfonds_domain::disclosure::{FigureTable, Released};
/// fn forge(table: FigureTable) -> Released<FigureTable> {
///     Released { content: table }
/// }
/// ```
#[must_use = "a release does nothing until it is recorded or sent"]
#[derive(Clone, PartialEq, Eq)]
pub struct Released<T> {
    content: T,
}

impl<T> std::fmt::Debug for Released<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Released(…)")
    }
}

impl<T> Released<T> {
    pub(super) const fn new(content: T) -> Self {
        Self { content }
    }

    /// What was released.
    pub const fn content(&self) -> &T {
        &self.content
    }
}

impl Released<FigureTable> {
    /// The form in which the journal keeps it.
    #[must_use]
    pub fn to_stored(&self) -> StoredRelease {
        StoredRelease { content: self.content.clone() }
    }
}

/// A release as the journal keeps it. Only the domain looks inside.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredRelease {
    content: FigureTable,
}

opaque_debug!(StoredRelease);

impl StoredRelease {
    /// The release, for the region's own eyes.
    #[must_use]
    pub fn content(&self) -> &FigureTable {
        &self.content
    }
}

/// In the order in which they were released, by year.
const RELEASES: Table<StoredRelease> = Table::new("figures");

/// What was released of a year, in the order in which it was: the stored answer, always the same.
///
/// # Errors
/// [`Fault`] from the store.
pub fn reissue(records: &dyn Records, year: Year) -> Result<Vec<Released<FigureTable>>, Fault> {
    let first = first::released(records, year)?;
    let stored = RELEASES.under(records, format_args!("{year}/"))?;
    let stored = stored.into_iter().map(|(_, stored)| stored.content);
    Ok(first.into_iter().chain(stored).map(Released::new).collect())
}

pub(crate) fn apply(records: &mut dyn RecordsMut, release: &StoredRelease) -> Result<(), Fault> {
    let year = release.content.table.year;
    let before = RELEASES.under(records, format_args!("{year}/"))?.len();
    RELEASES.put(records, format_args!("{year}/{before:06}"), release)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_or_a_sign() {
        let figures = [Figure::Value(12), Figure::Secret, Figure::Value(0), Figure::Nil, Figure::Missing];
        let written = serde_json::to_string(&figures).unwrap();
        assert_eq!(written, r#"[12,"x",0,"-","."]"#);
        assert_eq!(serde_json::from_str::<[Figure; 5]>(&written).unwrap(), figures);
        for bad in ["-1", "1.5", r#""y""#, "null", "{}"] {
            assert!(serde_json::from_str::<Figure>(bad).is_err(), "{bad}");
        }
    }
}
