//! Chance from a seed, the same on every machine and in every version.
//!
//! Only the generator is a library's: `ChaCha8`, whose stream is fixed by its definition. How numbers are
//! drawn from it is written here, because a library may change that between versions.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A source of chance. Each region has a stream of its own, so that a change in one leaves the others as they are.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number from 0 up to `bound`, which is not among them; 0 when the bound is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both among them.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// A place in a list of this length, which is not empty.
    pub(super) fn index(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(length)).unwrap_or(0)
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// One of a list of texts that is not empty.
    pub(super) fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.index(words.len())]
    }

    /// Puts a list in any order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.index(last + 1));
        }
    }
}

/// Divides a whole by weights: the parts add up to it, and none is a whole one off.
pub(super) fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().copied().map(u128::from).sum();
    let mut seen = 0u128;
    let mut given = 0u128;
    let parts = weights.iter().map(|weight| {
        seen += u128::from(*weight);
        let up_to = (u128::from(total) * seen).checked_div(sum).unwrap_or(0);
        let part = up_to - given;
        given = up_to;
        u64::try_from(part).unwrap_or(0)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_stream_give_these_numbers_for_ever() {
        let drawn = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            [(); 4].map(|()| dice.below(1_000))
        };
        assert_eq!(drawn(1, 0), [381, 294, 798, 916]);
        assert_eq!(drawn(1, 0), drawn(1, 0));
        assert_ne!(drawn(1, 0), drawn(1, 1));
        assert_ne!(drawn(1, 0), drawn(2, 0));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let cases: [(u64, &[u64], &[u64]); 4] = [
            (10, &[1, 1, 1], &[3, 3, 4]),
            (10, &[0, 1, 4], &[0, 2, 8]),
            (0, &[1, 2], &[0, 0]),
            (5, &[0, 0], &[0, 0]),
        ];
        for (total, weights, expected) in cases {
            assert_eq!(apportion(total, weights), expected, "{total} over {weights:?}");
        }
    }
}
