//! Changes that are not yet in the records, seen as if they were.

use std::{collections::BTreeMap, ops::Bound};

use crate::{
    fault::Fault,
    records::{Changes, Records},
};

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// An ordered map over the records, or over nothing.
///
/// The store makes one for each batch; a command sees what those before it in the batch have changed.
pub struct Overlay<'a> {
    below: Option<&'a Records>,
    changes: Changes,
}

impl Overlay<'static> {
    /// A map over nothing, for the tests of machines and for simulations.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { below: None, changes: BTreeMap::new() }
    }
}

impl<'a> Overlay<'a> {
    pub(crate) fn over(records: &'a Records) -> Self {
        Self { below: Some(records), changes: BTreeMap::new() }
    }

    pub(crate) fn into_changes(self) -> Changes {
        self.changes
    }

    /// The value under a key.
    ///
    /// # Errors
    /// If the records cannot be read.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        match (self.changes.get(key), self.below) {
            (Some(changed), _) => Ok(changed.clone()),
            (None, Some(records)) => records.get(key),
            (None, None) => Ok(None),
        }
    }

    /// All pairs whose keys begin with `prefix`, in the order of their keys.
    ///
    /// # Errors
    /// If the records cannot be read.
    pub fn scan(&self, prefix: &[u8]) -> Result<Vec<Pair>, Fault> {
        self.scan_after(prefix, None, usize::MAX)
    }

    /// The first `limit` pairs whose keys begin with `prefix` and come after `after`, in the order of their keys.
    /// For the next page, give the last key of this one.
    ///
    /// # Errors
    /// If the records cannot be read.
    pub fn scan_after(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        let start = match after {
            Some(after) if after >= prefix => Bound::Excluded(after),
            _ => Bound::Included(prefix),
        };
        let mut below =
            self.below.map(|records| records.scan(prefix, start)).transpose()?.into_iter().flatten();
        let mut changed = self
            .changes
            .range::<[u8], _>((start, Bound::Unbounded))
            .take_while(|(key, _)| key.starts_with(prefix))
            .peekable();

        let mut found = Vec::new();
        let mut lower = below.next().transpose()?;
        while found.len() < limit {
            let upper_is_next = match (&lower, changed.peek()) {
                (None, None) => break,
                (None, Some(_)) => true,
                (Some(_), None) => false,
                (Some((lower, _)), Some((upper, _))) => *upper <= lower,
            };
            if !upper_is_next {
                found.extend(lower.take());
                lower = below.next().transpose()?;
                continue;
            }
            let Some((key, value)) = changed.next() else { break };
            if lower.as_ref().is_some_and(|(lower, _)| lower == key) {
                lower = below.next().transpose()?;
            }
            found.extend(value.as_ref().map(|value| (key.clone(), value.clone())));
        }
        Ok(found)
    }

    /// Sets the value under a key.
    pub fn put(&mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.changes.insert(key.into(), Some(value.into()));
    }

    /// Removes a key, if it is there.
    pub fn remove(&mut self, key: impl Into<Vec<u8>>) {
        self.changes.insert(key.into(), None);
    }
}

impl std::fmt::Debug for Overlay<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay").field("changes", &self.changes.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::journal::Head;

    /// Few and short keys, so that they meet; among them the empty one, and bytes at both ends.
    fn key() -> impl Strategy<Value = Vec<u8>> {
        vec(prop_oneof![Just(0), Just(1), Just(b'a'), Just(255)], 0..4)
    }

    fn writes() -> impl Strategy<Value = Vec<(Vec<u8>, Option<u8>)>> {
        vec((key(), any::<Option<u8>>()), 0..24)
    }

    fn page(
        model: &BTreeMap<Vec<u8>, Vec<u8>>,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
    ) -> Vec<Pair> {
        model
            .iter()
            .filter(|(key, _)| key.starts_with(prefix) && after.is_none_or(|after| key.as_slice() > after))
            .take(limit)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn an_overlay_reads_like_an_ordered_map(
            below in writes(),
            above in writes(),
            reads in vec((key(), proptest::option::of(key()), 0..9_usize), 1..12),
        ) {
            let data = tempfile::tempdir().unwrap();
            let mut records = Records::create(data.path(), 1 << 20, 1).unwrap();
            let mut model = BTreeMap::new();
            let mut changes = Changes::new();
            for (key, value) in below {
                let value = value.map(|byte| vec![byte]);
                write(&mut model, &key, value.clone());
                changes.insert(key, value);
            }
            records.commit(changes, &[("a request".into(), 1)], Head::START).unwrap();

            let mut overlay = Overlay::over(&records);
            for (key, value) in above {
                let value = value.map(|byte| vec![byte]);
                write(&mut model, &key, value.clone());
                match value {
                    Some(value) => overlay.put(key, value),
                    None => overlay.remove(key),
                }
            }

            for (key, after, limit) in reads {
                prop_assert_eq!(overlay.get(&key).unwrap(), model.get(&key).cloned());
                prop_assert_eq!(overlay.scan(&key).unwrap(), page(&model, &key, None, usize::MAX));
                let paged = overlay.scan_after(&key, after.as_deref(), limit).unwrap();
                prop_assert_eq!(paged, page(&model, &key, after.as_deref(), limit));
            }
        }
    }

    fn write(model: &mut BTreeMap<Vec<u8>, Vec<u8>>, key: &[u8], value: Option<Vec<u8>>) {
        match value {
            Some(value) => model.insert(key.to_vec(), value),
            None => model.remove(key),
        };
    }

    #[test]
    fn an_overlay_over_nothing_is_a_map_of_its_own() {
        let mut overlay = Overlay::in_memory();
        overlay.put("fund/a", "1");
        overlay.put("fund/b", "2");
        overlay.remove("fund/a");
        assert_eq!(overlay.scan(b"fund/").unwrap(), [(b"fund/b".to_vec(), b"2".to_vec())]);
    }
}
