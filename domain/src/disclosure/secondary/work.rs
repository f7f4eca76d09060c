//! How much may be computed: entries touched, not seconds, so that the same input gives the same answer.

/// The work is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutOfWork;

pub(super) struct Work {
    left: u64,
    pub(super) spent: u64,
}

impl Work {
    pub(super) const fn new(budget: u64) -> Self {
        Self { left: budget, spent: 0 }
    }

    pub(super) fn spend(&mut self, entries: usize) -> Result<(), OutOfWork> {
        let entries = entries as u64;
        self.spent += entries;
        self.left = self.left.checked_sub(entries).ok_or(OutOfWork)?;
        Ok(())
    }
}

/// A number that looks like chance, the same for the same cell and salt (splitmix64).
pub(super) fn mixed(cell: usize, salt: u64) -> u64 {
    let seed = (cell as u64).wrapping_mul(0xd6e8_feb8_6659_fd93).wrapping_add(salt);
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x0077_696a_6b66);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// From 0 up to, and without, 1: so that prices are never equal.
pub(super) fn grain(cell: usize, salt: u64) -> f64 {
    f64::from(u32::try_from(mixed(cell, salt) >> 32).unwrap_or(0)) / 4_294_967_296.0
}
