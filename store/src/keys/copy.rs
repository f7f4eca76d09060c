//! A copy of the keys in one file, and bringing it back.
//!
//! The copy is plain text of mode 0600, and not encrypted: whoever needs it is putting a broken machine back, and a
//! passphrase that is not found then costs the fund every name it has. Keep it where the fund keeps its passwords,
//! apart from the copies of the journal; whoever has both reads everything.
//!
//! It names the keys that were destroyed as well. A copy that is brought back destroys them again, so that the
//! newest copy keeps an erasure also over a data folder that is older than it.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    FILE, FOLDER, KeyFault, Keys, at,
    lines::{self, Found, line},
};
use crate::folder;

const HEADING: &str = "wijkfonds keys 1\n";
const END: &str = "end ";

/// What became of the keys of a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many were added.
    pub added: usize,
    /// How many were there already.
    pub there: usize,
    /// How many are destroyed: here, in the copy, or because their person was erased.
    pub destroyed: usize,
}

/// Copies the keys of a data folder into a file that does not exist yet, also while its node runs; how many keys
/// are in it. Whoever has the copy can open what is sealed, also after an erasure here.
///
/// # Errors
/// [`KeyFault`].
pub fn export(data: &Path, to: &Path) -> Result<usize, KeyFault> {
    let found = lines::read(&data.join(FOLDER).join(FILE))?;
    let mut text = HEADING.to_owned();
    for (name, found) in &found {
        text.push_str(&line(name, *found));
    }
    text.push_str(&format!("{END}{}\n", digest(&text)));
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(to);
    let mut file = file.map_err(KeyFault::io(to))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(KeyFault::io(to))?;
    Ok(found.values().filter(|found| matches!(found, Found::Key(_))).count())
}

/// Brings the keys of a copy into a data folder that no node has open. A key that is there stays; one that was
/// destroyed here, in the copy, or whose person is among those `erased`, is destroyed.
///
/// # Errors
/// [`KeyFault`]; [`KeyFault::Conflict`] when another key of the same name is there. Nothing is changed then.
pub fn import(from: &Path, data: &Path, erased: &BTreeSet<String>) -> Result<Imported, KeyFault> {
    let copied = read(from)?;
    let _lock = folder::take(data).map_err(|_| KeyFault::InUse { path: data.to_path_buf() })?;
    let keys = Keys::open(data)?;
    let mut lines = at(&keys.lines);
    let mut added = Vec::new();
    let (mut destroyed, mut imported) = (Vec::new(), Imported::default());
    for (name, found) in copied {
        match (found, lines.get(&name)) {
            (Found::Key(key), Some(Found::Key(there))) if key != there => {
                return Err(KeyFault::Conflict { person: name });
            }
            (Found::Destroyed, _) | (_, Some(Found::Destroyed)) => destroyed.push(name),
            _ if erased.contains(&name) => destroyed.push(name),
            (Found::Key(_), Some(_)) => imported.there += 1,
            (Found::Key(_), None) => added.push((name, found)),
        }
    }
    lines.add(&added)?;
    destroyed.iter().try_for_each(|name| lines.destroy(name))?;
    Ok(Imported { added: added.len(), destroyed: destroyed.len(), ..imported })
}

/// What stands in a copy, which is whole or refused.
fn read(from: &Path) -> Result<Vec<(String, Found)>, KeyFault> {
    let text = fs::read_to_string(from).map_err(KeyFault::io(from))?;
    let bad = || KeyFault::BadCopy { path: from.to_path_buf() };
    let end = text.rfind(END).ok_or_else(bad)?;
    let (whole, said) = text.split_at(end);
    if said != format!("{END}{}\n", digest(whole)) {
        return Err(bad());
    }
    let keys = whole.strip_prefix(HEADING).ok_or_else(bad)?;
    let keys = lines::parse(from, keys.as_bytes())?;
    Ok(keys.into_iter().map(|(_, name, found)| (name, found)).collect())
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
