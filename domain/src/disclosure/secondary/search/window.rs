//! Part of a table around one cell: a few codes of each dimension, those where differences cost least. Large tables
//! are searched there first.

use super::Search;
use std::collections::BTreeMap;

/// The leaves that may differ.
pub(in crate::disclosure::secondary) enum Scope<'a> {
    /// Per sum all of its leaves that may.
    Whole(&'a [Vec<usize>]),
    /// Per sum those in a window.
    Window(BTreeMap<usize, Vec<usize>>),
}

impl Scope<'_> {
    /// The leaves of a sum.
    pub(in crate::disclosure::secondary) fn under(&self, sum: usize) -> &[usize] {
        match self {
            Self::Whole(all) => &all[sum],
            Self::Window(some) => some.get(&sum).map_or(&[], Vec::as_slice),
        }
    }
}

impl Search<'_> {
    /// The window around a cell with so many codes of each dimension.
    pub(super) fn window(&self, target: usize, codes: usize) -> Scope<'static> {
        let facts = self.facts;
        let index = facts.figures[target].cells[0];
        let mut cells = vec![0];
        for (dimension, code) in facts.table.codes(index).enumerate() {
            let stride = facts.table.stride(dimension);
            let chosen = self.codes(index, (dimension, code), codes);
            cells =
                cells.iter().flat_map(|base| chosen.iter().map(move |code| base + code * stride)).collect();
        }
        let mut under: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for leaf in cells.into_iter().filter_map(|cell| facts.number(cell)) {
            for sum in facts.sums.above(leaf) {
                under.entry(*sum).or_default().push(leaf);
            }
        }
        Scope::Window(under)
    }

    /// Codes without codes under them: in a cell's own code first, then those that cost least in its stead.
    fn codes(&self, index: usize, (dimension, own): (usize, usize), most: usize) -> Vec<usize> {
        let hierarchy = &self.facts.table.hierarchies()[dimension];
        let stride = self.facts.table.stride(dimension);
        let leaves = (0..hierarchy.len()).filter(|code| hierarchy.is_leaf(*code));
        let priced = leaves.filter_map(|code| {
            let number = self.facts.number(index - own * stride + code * stride)?;
            let price = if self.hidden[number] { 0.0 } else { self.prices[number] };
            let near = hierarchy.parent(code) == hierarchy.parent(own);
            Some((if near { price } else { 4.0 * price + 1e-9 }, code))
        });
        let is_own = |code: usize| hierarchy.chain(code).any(|above| above == own);
        let (mut inside, mut outside): (Vec<_>, Vec<_>) = priced.partition(|(_, code)| is_own(*code));
        for part in [&mut inside, &mut outside] {
            part.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        let of_outside = outside.len().min(if hierarchy.is_leaf(own) { most - 1 } else { most / 2 });
        let of_inside = inside.len().min(most - of_outside);
        let all = inside[..of_inside].iter().chain(&outside[..of_outside]);
        all.map(|(_, code)| *code).collect()
    }
}
