//! What follows because nothing is less than nothing: bounds of each cell from the sums that it is in, narrowed until
//! nothing changes.

/// How often all sums are looked at, at most: bounds that still change then are wide enough as they are.
const ROUNDS: usize = 200;

/// Between which values a cell lies; without an upper bound where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Between {
    low: i128,
    high: Option<i128>,
}

impl Between {
    /// Whether there is one value.
    pub(super) fn is_exact(self) -> bool {
        self.high == Some(self.low)
    }

    fn is_empty(self) -> bool {
        self.high.is_some_and(|high| high < self.low)
    }

    /// Narrows it; whether that changed anything.
    fn meet(&mut self, low: i128, high: Option<i128>) -> bool {
        let before = *self;
        self.low = self.low.max(low);
        self.high = match (self.high, high) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        *self != before
    }
}

/// The bounds of every cell.
///
/// # Errors
/// The cells whose sums contradict each other.
pub(super) fn bounds(
    known: &[Option<i128>],
    sums: &[(usize, Vec<usize>)],
) -> Result<Vec<Between>, Vec<usize>> {
    let mut bounds: Vec<Between> =
        known.iter().map(|value| Between { low: value.unwrap_or(0), high: *value }).collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        let mut contradicted = Vec::new();
        for (sum, parts) in sums {
            changed |= narrow(&mut bounds, *sum, parts);
            if bounds[*sum].is_empty() || parts.iter().any(|part| bounds[*part].is_empty()) {
                contradicted.push(*sum);
            }
        }
        if !contradicted.is_empty() {
            return Err(contradicted);
        }
        if !changed {
            break;
        }
    }
    Ok(bounds)
}

fn narrow(bounds: &mut [Between], sum: usize, parts: &[usize]) -> bool {
    let low: i128 = parts.iter().map(|part| bounds[*part].low).sum();
    let open = parts.iter().filter(|part| bounds[**part].high.is_none()).count();
    let high: i128 = parts.iter().filter_map(|part| bounds[*part].high).sum();
    let mut changed = bounds[sum].meet(low, (open == 0).then_some(high));
    let whole = bounds[sum];
    for part in parts {
        let own = bounds[*part];
        // the others are bounded when this is the only one that is not, or none is
        let others_high = match (open, own.high) {
            (0, Some(own)) => Some(high - own),
            (1, None) => Some(high),
            _ => None,
        };
        let at_least = others_high.map_or(0, |others| whole.low - others);
        let at_most = whole.high.map(|whole| whole - (low - own.low));
        changed |= bounds[*part].meet(at_least, at_most);
    }
    changed
}
