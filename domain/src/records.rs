//! The port through which the domain reads and writes what a store remembers.
//!
//! The store knows bytes and keys; the tables of typed records on top of them are here.
//! [`MemoryRecords`] serves tests and simulations.

use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display};
use std::marker::PhantomData;

/// The store failed or holds something that cannot be: no answer can be trusted any more, and the
/// process that meets one must stop. A refusal is something else.
#[derive(Debug, thiserror::Error)]
#[error("records fault: {0}")]
pub struct Fault(#[from] Box<dyn Error + Send + Sync>);

impl Fault {
    /// A fault with its cause.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

/// A key and the value under it.
pub type Pair = (Vec<u8>, Vec<u8>);

/// Reading. Keys are ordered as bytes.
pub trait Records {
    /// The value under a key.
    ///
    /// # Errors
    /// [`Fault`] when the store cannot answer.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault>;

    /// Up to `limit` pairs whose key starts with `prefix`, in order, after the key `after`.
    ///
    /// # Errors
    /// [`Fault`] when the store cannot answer.
    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault>;
}

/// Writing, which only `apply` does.
pub trait RecordsMut: Records {
    /// Puts a value under a key.
    ///
    /// # Errors
    /// [`Fault`] when the store cannot take it.
    fn put(&mut self, key: &[u8], value: Vec<u8>) -> Result<(), Fault>;
}

/// A kind of record: a name, and the type of what is under it.
pub struct Table<T> {
    name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Table<T> {
    /// A table of this name. Names are part of the stored form.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, holds: PhantomData }
    }

    /// The record under a key.
    ///
    /// # Errors
    /// [`Fault`] when the store cannot answer or holds no such record's form.
    pub fn get(&self, records: &dyn Records, key: impl Display) -> Result<Option<T>, Fault> {
        let key = self.key(key);
        records.get(key.as_bytes())?.map(|value| self.read(&key, &value)).transpose()
    }

    /// All records whose key starts with `prefix`, with what follows the table's name in their keys.
    ///
    /// # Errors
    /// As [`Table::get`].
    pub fn under(&self, records: &dyn Records, prefix: impl Display) -> Result<Vec<(String, T)>, Fault> {
        self.page(records, prefix, None, usize::MAX)
    }

    /// Up to `limit` records whose key starts with `prefix`, after the key `after`.
    ///
    /// # Errors
    /// As [`Table::get`].
    pub fn page(
        &self,
        records: &dyn Records,
        prefix: impl Display,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, T)>, Fault> {
        let prefix = self.key(prefix);
        let after = after.map(|key| self.key(key));
        let pairs = records.page(prefix.as_bytes(), after.as_deref().map(str::as_bytes), limit)?;
        pairs.into_iter().map(|(key, value)| self.entry(key, &value)).collect()
    }

    /// Puts a record under a key.
    ///
    /// # Errors
    /// [`Fault`] when the store cannot take it.
    pub fn put(&self, records: &mut dyn RecordsMut, key: impl Display, record: &T) -> Result<(), Fault> {
        let value = serde_json::to_vec(record).map_err(Fault::new)?;
        records.put(self.key(key).as_bytes(), value)
    }

    fn key(&self, key: impl Display) -> String {
        format!("{}/{key}", self.name)
    }

    fn entry(&self, key: Vec<u8>, value: &[u8]) -> Result<(String, T), Fault> {
        let mut key = String::from_utf8(key).map_err(Fault::new)?;
        let record = self.read(&key, value)?;
        Ok((key.split_off(self.name.len() + 1), record))
    }

    fn read(&self, key: &str, value: &[u8]) -> Result<T, Fault> {
        // the cause of a serde error may quote the value, so it is left out: keys only
        serde_json::from_slice(value)
            .map_err(|_| Fault::new(format!("the record `{key}` is not of its table's form")))
    }
}

impl<T> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({})", self.name)
    }
}

/// Records in an ordered map in memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MemoryRecords(BTreeMap<Vec<u8>, Vec<u8>>);

crate::opaque::opaque_debug!(MemoryRecords);

impl Records for MemoryRecords {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.0.get(key).cloned())
    }

    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        let start = after.map_or(prefix, |after| after.max(prefix));
        let pairs = self.0.range(start.to_vec()..).filter(|(key, _)| Some(key.as_slice()) != after);
        let pairs = pairs.take_while(|(key, _)| key.starts_with(prefix)).take(limit);
        Ok(pairs.map(|(key, value)| (key.clone(), value.clone())).collect())
    }
}

impl RecordsMut for MemoryRecords {
    fn put(&mut self, key: &[u8], value: Vec<u8>) -> Result<(), Fault> {
        self.0.insert(key.to_vec(), value);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: Table<u64> = Table::new("count");

    #[test]
    fn a_table_pages_through_its_own_keys_only() {
        let mut records = MemoryRecords::default();
        for (key, count) in [("2018/a", 1), ("2018/b", 2), ("2019/a", 3)] {
            COUNTS.put(&mut records, key, &count).unwrap();
        }
        Table::new("counter").put(&mut records, "2018/a", &9u64).unwrap();
        let all: Vec<_> = COUNTS.under(&records, "2018/").unwrap();
        assert_eq!(all, [("2018/a".to_owned(), 1), ("2018/b".to_owned(), 2)]);
        let page = COUNTS.page(&records, "", Some("2018/a"), 1).unwrap();
        assert_eq!(page, [("2018/b".to_owned(), 2)]);
    }

    #[test]
    fn a_record_of_another_form_is_a_fault_that_names_the_key_and_not_the_value() {
        let mut records = MemoryRecords::default();
        records.put(b"count/2018/a", b"\"secret\"".to_vec()).unwrap();
        let fault = COUNTS.get(&records, "2018/a").unwrap_err().to_string();
        assert!(fault.contains("count/2018/a") && !fault.contains("secret"), "{fault}");
    }
}
