//! A draft as one table for the engine: its dimensions and, as the last one, which part of the whole is counted.

use super::audit::{Depth, audit};
use super::primary::{Protection, Requirements, Standing, TablePolicy, ZeroCells};
use super::proposal::{Because, HiddenCell, Reason};
use super::released::Figure;
use super::rounding;
use super::secondary::{Effort, SuppressionRefusal, suppress};
use super::table::{Cell, Content, Hierarchy, Pattern, Status, TOTAL, Table};
use super::{Fate, Policy};
use crate::measure::{Dimension, DimensionKind, Measure, Unit};
use crate::tally::Draft;
use std::collections::BTreeMap;

/// Why a draft is refused, with the codes of the cells that are the trouble.
pub(super) type Refused = (Because, Vec<Vec<String>>);

/// A draft with what is unsafe in it.
pub(super) struct System<'a> {
    draft: &'a Draft,
    table: Table,
    policy: TablePolicy,
    required: Requirements,
    reasons: Vec<Option<Reason>>,
}

/// A system whose audit has passed.
pub(super) struct Protected<'a> {
    draft: &'a Draft,
    table: Table,
    pattern: Pattern,
    reasons: Vec<Option<Reason>>,
    /// What is published of each cell that is not hidden.
    values: Vec<i64>,
}

impl<'a> System<'a> {
    pub(super) fn of(draft: &'a Draft, policy: &Policy) -> Result<Self, Refused> {
        let no_table = |_| (Because::NoTable, Vec::new());
        let mut hierarchies: Vec<Hierarchy> = Vec::new();
        for dimension in draft.dimensions() {
            hierarchies.push(hierarchy(dimension).map_err(no_table)?);
        }
        let parts = draft.parts().codes;
        if !parts.is_empty() {
            let parents = parts.iter().map(|(code, parent)| ((*code).to_owned(), (*parent).to_owned()));
            hierarchies.push(Hierarchy::new("part", &parents.collect()).map_err(no_table)?);
        }
        let content = if draft.unit() == Unit::Euros { Content::Amount } else { Content::Count };
        let table = Table::new(content, hierarchies, draft.contributions());
        let table = table.map_err(|_| (Because::NoTable, Vec::new()))?;
        let mut rules = policy.table();
        if draft.unit() == Unit::Persons {
            rules.zero_cells = ZeroCells::Unsafe;
        }
        let required = Requirements::by_rules(&table, &rules);
        let few = |cell: &Cell| cell.contributors().len() < policy.minimum_respondents as usize;
        let reason = |(place, cell): (usize, &Cell)| {
            let need = required.need(place);
            need.map(|_| if few(cell) { Reason::FewRespondents } else { Reason::Dominated })
        };
        let reasons = table.cells().iter().enumerate().map(reason).collect();
        let mut system = Self { draft, table, policy: rules, required, reasons };
        match draft.unit() {
            Unit::Persons => system.mark_few_persons(policy),
            Unit::Projects if policy.group_disclosure => system.mark_rows_in_one_part(policy),
            Unit::Projects | Unit::Euros => {}
        }
        Ok(system)
    }

    /// Fewer persons than the policy wants: nobody may exclude that there is none, or that there are enough.
    fn mark_few_persons(&mut self, policy: &Policy) {
        let least = i64::from(policy.minimum_persons);
        for (cell, content) in self.table.cells().iter().enumerate() {
            if content.value() < least {
                let up = (least - content.value()).max(1);
                self.required.demand(cell, Protection { down: content.value(), up });
                self.reasons[cell] = Some(Reason::FewPersons);
            }
        }
    }

    /// Where all respondents of a row, or all but one, stand in one part of it, being in the row says which part. The
    /// count of that part must stay open by enough that two more may stand elsewhere.
    fn mark_rows_in_one_part(&mut self, policy: &Policy) {
        let tells = |dimension: usize| {
            let kind = self.draft.dimensions().get(dimension).map(|dimension| dimension.kind);
            kind != Some(DimensionKind::Area)
        };
        let mut found = Vec::new();
        for dimension in (0..self.table.hierarchies().len()).filter(|dimension| tells(*dimension)) {
            for cell in 0..self.table.cells().len() {
                let Some(row) = self.row_of(cell, dimension) else { continue };
                let in_row = self.table.cells()[row].contributors().len();
                let in_cell = self.table.cells()[cell].contributors().len();
                let enough = policy.minimum_respondents as usize;
                if in_row >= enough && in_cell >= enough && in_cell + 1 >= in_row {
                    found.push(cell);
                }
            }
        }
        for cell in found {
            if self.required.need(cell).is_none() {
                let down = i64::from(policy.minimum_respondents - 1).min(self.table.cells()[cell].value());
                self.required.demand(cell, Protection { down, up: 1 });
                self.reasons[cell] = Some(Reason::OnePart);
            }
        }
    }

    /// Gives cells their standing by what became of their tables: what was released is known, what it hid stays hidden,
    /// and what is held back is told to nobody, while what is unsafe in it stays protected.
    ///
    /// A released figure that has changed since is refused: with the new one beside it, the difference would tell.
    pub(super) fn beside(mut self, fates: &[(Measure, &str, Fate<'_>)]) -> Result<Self, Refused> {
        let mut moved = Vec::new();
        for (_, part, fate) in fates {
            for (place, cell) in cells_of(self.draft, &self.table, part).into_iter().enumerate() {
                let Some(cell) = cell else { continue };
                match fate {
                    Fate::New => {}
                    Fate::Held => {
                        let need = self.required.need(cell);
                        self.required.stand(cell, Standing::Closed);
                        need.into_iter().for_each(|need| self.required.demand(cell, need));
                    }
                    Fate::Released(table) => match table.cells.get(place) {
                        Some(Figure::Secret) => {
                            self.required.stand(cell, Standing::Hidden);
                            self.reasons[cell].get_or_insert(Reason::HiddenBefore);
                        }
                        Some(Figure::Value(figure)) if self.is_value(cell, *figure) => {
                            self.required.stand(cell, Standing::Published);
                        }
                        Some(Figure::Nil) if self.is_value(cell, 0) => {
                            self.required.stand(cell, Standing::Published);
                        }
                        _ => moved.push(cell),
                    },
                }
            }
        }
        if moved.is_empty() { Ok(self) } else { Err((Because::Moved, self.keys(moved))) }
    }

    fn is_value(&self, cell: usize, figure: u64) -> bool {
        i64::try_from(figure).is_ok_and(|figure| figure == self.table.cells()[cell].value())
    }

    /// The sum that a cell is a part of, along a dimension.
    fn row_of(&self, cell: usize, dimension: usize) -> Option<usize> {
        let hierarchy = &self.table.hierarchies()[dimension];
        let code = self.table.codes(cell).nth(dimension)?;
        let parent = hierarchy.parent(code)?;
        Some(cell - (code - parent) * self.table.stride(dimension))
    }

    fn keys(&self, cells: impl IntoIterator<Item = usize>) -> Vec<Vec<String>> {
        cells.into_iter().map(|cell| self.table.keys(cell).into_iter().map(str::to_owned).collect()).collect()
    }

    /// Hides what must be hidden, has it audited, and rounds what is published.
    pub(super) fn protect(mut self, policy: &Policy) -> Result<Protected<'a>, Refused> {
        let pattern =
            suppress(&self.table, &self.policy, &self.required, EFFORT).map_err(|refusal| match refusal {
                SuppressionRefusal::Unprotected { cell } => (Because::Unprotected, self.keys([cell])),
                SuppressionRefusal::PublishedBefore { cell, .. } => {
                    (Because::PublishedBefore, self.keys([cell]))
                }
                _ => (Because::TooLarge, Vec::new()),
            })?;
        let audited = audit(&self.table, &self.policy, &self.required, &pattern, Depth::Witnesses);
        let audited = audited.map_err(|_| (Because::Audit, Vec::new()))?;
        let narrow = audited.findings.iter().filter(|finding| !finding.wide_enough);
        let narrow: Vec<usize> = narrow.map(|finding| finding.cell).collect();
        if !narrow.is_empty() {
            return Err((Because::Audit, self.keys(narrow)));
        }
        let values = if self.draft.unit() == Unit::Persons {
            let rounded = rounding::round(&self.table, i64::from(policy.persons_rounded_to));
            rounded.map_err(|_| (Because::Rounding, Vec::new()))?
        } else {
            self.table.cells().iter().map(Cell::value).collect()
        };
        for (reason, status) in self.reasons.iter_mut().zip(&pattern.statuses) {
            if status.is_hidden() {
                reason.get_or_insert(Reason::Protects);
            }
        }
        Ok(Protected { draft: self.draft, table: self.table, pattern, reasons: self.reasons, values })
    }
}

/// How much may be computed for one draft.
const EFFORT: Effort = Effort { tries: 1, ..Effort::usual() };

fn hierarchy(dimension: &Dimension) -> Result<Hierarchy, super::table::HierarchyRefusal> {
    let name = |place: u32| dimension.codes.get(place as usize).map_or(TOTAL, |code| code.code.as_str());
    let parents =
        dimension.codes.iter().skip(1).map(|code| (code.code.clone(), name(code.parent).to_owned()));
    Hierarchy::new(dimension.kind.code(), &parents.collect::<BTreeMap<_, _>>())
}

/// The cells that the table of a part shows, in its order.
fn cells_of(draft: &Draft, table: &Table, part: &str) -> Vec<Option<usize>> {
    let mut combinations: Vec<Vec<&str>> = vec![Vec::new()];
    for dimension in draft.dimensions() {
        let codes = || dimension.codes.iter().map(|code| code.code.as_str());
        let longer =
            combinations.iter().flat_map(|keys| codes().map(move |code| [keys.as_slice(), &[code]].concat()));
        combinations = longer.collect();
    }
    let last = (!draft.parts().codes.is_empty()).then_some(part);
    combinations.iter_mut().for_each(|keys| keys.extend(last));
    combinations.iter().map(|keys| table.find(keys)).collect()
}

impl Protected<'_> {
    /// What the table of a part shows: a figure per combination of codes, and why hidden ones are hidden.
    pub(super) fn shown(&self, part: &str) -> (Vec<Figure>, Vec<HiddenCell>) {
        let (mut figures, mut hidden) = (Vec::new(), Vec::new());
        for (place, cell) in cells_of(self.draft, &self.table, part).into_iter().enumerate() {
            let Some(cell) = cell else {
                figures.push(Figure::Missing);
                continue;
            };
            figures.push(self.figure(cell));
            if self.pattern.statuses[cell].is_hidden() {
                let reason = self.reasons[cell].unwrap_or(Reason::Protects);
                hidden.push(HiddenCell { cell: place, reason });
            }
        }
        (figures, hidden)
    }

    fn figure(&self, cell: usize) -> Figure {
        match self.pattern.statuses[cell] {
            Status::Primary | Status::Secondary => Figure::Secret,
            Status::Empty => Figure::Nil,
            Status::Closed => Figure::Missing,
            Status::Safe => u64::try_from(self.values[cell]).map_or(Figure::Missing, Figure::Value),
        }
    }
}
