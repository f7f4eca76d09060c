//! A store's records as the domain's port. The store does not know the domain, nor the domain the store; who runs
//! the one on the other does it through these.

use wijkfonds_domain::records::{Fault, Pair, Records, RecordsMut};
use wijkfonds_store::Overlay;

/// Records to read.
pub struct Reading<'a, 'b>(pub &'a Overlay<'b>);

/// Records to write.
pub struct Writing<'a, 'b>(pub &'a mut Overlay<'b>);

impl Records for Reading<'_, '_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        self.0.get(key).map_err(Fault::new)
    }

    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        self.0.scan_after(prefix, after, limit).map_err(Fault::new)
    }
}

impl Records for Writing<'_, '_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        Reading(self.0).get(key)
    }

    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        Reading(self.0).page(prefix, after, limit)
    }
}

impl RecordsMut for Writing<'_, '_> {
    fn put(&mut self, key: &[u8], value: Vec<u8>) -> Result<(), Fault> {
        self.0.put(key, value);
        Ok(())
    }
}
