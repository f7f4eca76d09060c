//! Records as the fund's own staff may read them: sealed texts are opened on the way.

use super::Sealer;
use wijkfonds_domain::person::SealedText;
use wijkfonds_domain::records::{Fault, Pair, Records};

/// Records whose sealed texts are opened. What was erased stands there as the number of whose it was.
pub(crate) struct Opened<'a> {
    pub(crate) records: &'a dyn Records,
    pub(crate) sealer: &'a Sealer,
}

impl Records for Opened<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.records.get(key)?.map(|value| self.sealer.open_texts(value)))
    }

    fn page(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        let page = self.records.page(prefix, after, limit)?;
        Ok(page.into_iter().map(|(key, value)| (key, self.sealer.open_texts(value))).collect())
    }
}

impl Sealer {
    /// A record with its sealed texts opened. Records are JSON; a sealed text has nothing in it that is escaped
    /// there.
    fn open_texts(&self, value: Vec<u8>) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(&value) else { return value };
        if !text.contains(SealedText::SIGN) {
            return value;
        }
        let (mut opened, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(start) = rest.find(SealedText::SIGN) {
            let (before, from) = rest.split_at(start);
            opened.push_str(before);
            rest = match SealedText::read_first(from) {
                Some((sealed, after)) => {
                    opened.push_str(&escaped(&self.readable(sealed)));
                    after
                }
                None => {
                    opened.push(SealedText::SIGN);
                    &from[SealedText::SIGN.len_utf8()..]
                }
            };
        }
        opened.push_str(rest);
        opened.into_bytes()
    }

    fn readable(&self, text: SealedText) -> String {
        match self.text(&text.sealed, &text.field) {
            Ok(Some(text)) => text,
            Ok(None) => text.sealed.person.to_string(),
            Err(fault) => {
                tracing::error!(%fault, "a text cannot be opened");
                text.sealed.person.to_string()
            }
        }
    }
}

/// A text as it stands between quotation marks in JSON.
fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned()
}
