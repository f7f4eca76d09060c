//! A data folder checked from outside: the journal, and the documents that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wijkfonds_domain::fund::Event;
use wijkfonds_domain::person;
use wijkfonds_store::attachments::{AttachmentFault, Attachments};
use wijkfonds_store::journal::{self, Break, Verified};

/// What a data folder holds.
pub(crate) struct Checked {
    /// The journal.
    pub(crate) journal: Verified,
    /// How many documents are there as the journal says.
    pub(crate) sound: usize,
    /// Documents that are not there, by digest.
    pub(crate) missing: Vec<String>,
    /// Documents that hold something else, by digest.
    pub(crate) damaged: Vec<String>,
    /// Files that the journal does not name, or of persons who were erased: the node removes them when it starts.
    pub(crate) extra: Vec<String>,
}

/// Checks the whole journal of a data folder, and every document that it names. Needs no key and writes nothing.
pub(crate) fn check(data: &Path) -> Result<Result<Checked, AttachmentFault>, Break> {
    let (mut named, mut erased) = (BTreeMap::new(), BTreeSet::new());
    let journal = journal::read::<Event>(data, |entry| {
        for event in entry.events {
            match event {
                Event::People(person::Event::Attached { attachment }) => {
                    named.insert(attachment.digest, attachment.person);
                }
                Event::People(person::Event::Erased { person, .. }) => {
                    erased.insert(person);
                }
                _ => {}
            }
        }
    })?;
    named.retain(|_, person| !erased.contains(person));
    Ok(documents(journal, &Attachments::of(data), named.into_keys().collect()))
}

fn documents(
    journal: Verified,
    attachments: &Attachments,
    named: BTreeSet<String>,
) -> Result<Checked, AttachmentFault> {
    let there = attachments.list()?;
    let extra = there.difference(&named).cloned().collect();
    let mut checked = Checked { journal, sound: 0, missing: Vec::new(), damaged: Vec::new(), extra };
    for digest in named {
        match attachments.get(&digest) {
            Ok(_) => checked.sound += 1,
            Err(AttachmentFault::Missing(digest)) => checked.missing.push(digest),
            Err(AttachmentFault::Damaged(digest)) => checked.damaged.push(digest),
            Err(fault) => return Err(fault),
        }
    }
    Ok(checked)
}

/// The persons who were erased, as a journal says.
pub(crate) fn erased(data: &Path) -> Result<BTreeSet<String>, Break> {
    let mut erased = BTreeSet::new();
    journal::read::<Event>(data, |entry| {
        for event in entry.events {
            if let Event::People(person::Event::Erased { person, .. }) = event {
                erased.insert(person.to_string());
            }
        }
    })?;
    Ok(erased)
}
