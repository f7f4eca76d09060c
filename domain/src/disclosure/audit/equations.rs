//! What the receiver knows: each cell is the sum of the cells beneath it, along each dimension.

use crate::disclosure::table::Table;

pub(super) struct Equations {
    /// Cells that nobody was told, by index in the table.
    pub(super) unknown: Vec<usize>,
    /// Per equation unknown cells, by place in `unknown`, with 1 for a part and −1 for the sum: differences add to 0.
    pub(super) lines: Vec<Vec<(usize, i64)>>,
    /// Per unknown cell its equations.
    pub(super) of: Vec<Vec<usize>>,
}

impl Equations {
    /// The equations of cells of which some are unknown.
    pub(super) fn of(table: &Table, is_unknown: impl Fn(usize) -> bool) -> Self {
        let all = 0..table.cells().len();
        let unknown: Vec<usize> = all.clone().filter(|cell| is_unknown(*cell)).collect();
        let mut places = vec![None; table.cells().len()];
        for (place, cell) in unknown.iter().enumerate() {
            places[*cell] = Some(place);
        }
        let mut lines: Vec<Vec<(usize, i64)>> = Vec::new();
        for (dimension, hierarchy) in table.hierarchies().iter().enumerate() {
            let mut children = vec![Vec::new(); hierarchy.len()];
            for code in 1..hierarchy.len() {
                if let Some(parent) = hierarchy.parent(code) {
                    children[parent].push(code);
                }
            }
            let stride = table.stride(dimension);
            for cell in all.clone() {
                let code = cell / stride % hierarchy.len();
                if children[code].is_empty() {
                    continue;
                }
                let base = cell - code * stride;
                let parts = children[code].iter().filter_map(|child| places[base + child * stride]);
                let mut line: Vec<(usize, i64)> = parts.map(|place| (place, 1)).collect();
                line.extend(places[cell].map(|place| (place, -1)));
                if !line.is_empty() {
                    lines.push(line);
                }
            }
        }
        let mut of = vec![Vec::new(); unknown.len()];
        for (number, line) in lines.iter().enumerate() {
            line.iter().for_each(|(place, _)| of[*place].push(number));
        }
        Self { unknown, lines, of }
    }

    /// Whether these differences, by place, keep every equation they touch.
    pub(super) fn hold(&self, differences: &[(usize, i64)]) -> bool {
        let mut sums: std::collections::BTreeMap<usize, i128> = std::collections::BTreeMap::new();
        for (place, difference) in differences {
            for number in &self.of[*place] {
                let sign =
                    self.lines[*number].iter().find(|(other, _)| other == place).map_or(0, |(_, sign)| *sign);
                *sums.entry(*number).or_default() += i128::from(*difference) * i128::from(sign);
            }
        }
        sums.values().all(|sum| *sum == 0)
    }
}
