//! What a region, or the bureau, remembers: a journal on disk, which is the truth, and records built from it.
//!
//! The store knows bytes and keys. What they mean is the business of a [`Machine`], whose pure decisions it
//! runs; it knows no fund, no clock, no network, and it depends on no other crate of this workspace.
//!
//! ```text
//! command ─▶ Machine::decide(&overlay, command)  -> events, or a refusal
//! events  ─▶ Machine::apply(&mut overlay, event)     the next command of the batch sees it
//! batch   ─▶ one append to the journal, one fdatasync
//! overlay ─▶ sled, in one atomic write; then the callers of the batch are answered
//! ```
//!
//! ```
//! use wijkfonds_store::{Context, Fault, Machine, Options, Overlay, Request, Store};
//!
//! /// Keeps the last word of each actor.
//! struct LastWords;
//!
//! impl Machine for LastWords {
//!     const FORM: u32 = 1;
//!     type Command = String;
//!     type Event = String;
//!     type Refusal = &'static str;
//!
//!     fn decide(
//!         &self,
//!         _: &Overlay<'_>,
//!         word: &String,
//!         _: &Context,
//!     ) -> Result<Result<Vec<String>, &'static str>, Fault> {
//!         Ok(if word.is_empty() { Err("say something") } else { Ok(vec![word.clone()]) })
//!     }
//!
//!     fn apply(&self, records: &mut Overlay<'_>, word: &String, context: &Context) -> Result<(), Fault> {
//!         records.put(format!("last/{}", context.actor), word.as_bytes());
//!         Ok(())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let data = tempfile::tempdir()?;
//! # let data = data.path();
//! let store = Store::open(data, LastWords, Options::default(), |_| {})?;
//! let committed = store
//!     .submit(Request {
//!         request_id: "1".into(),
//!         actor: "an".into(),
//!         at: "2018-03-01T09:00:00Z".into(),
//!         command: "goodbye".into(),
//!     })
//!     .await?;
//! assert_eq!(committed.seq, 1);
//! assert_eq!(store.read().get(b"last/an")?.as_deref(), Some(&b"goodbye"[..]));
//! store.close()?;
//! # Ok(())
//! # }
//! ```
//!
//! # What it promises
//!
//! - An answer is given only when everything that it rests on is on the disk, refusals included.
//! - A request id is answered once. Repeating it returns the first answer and changes nothing; the same id with
//!   another command, or by another actor, is refused.
//! - Readers see whole batches, and only what is on the disk: a [`ReadView`] excludes the commit.
//! - A failed write or sync, a fault or a panic of the machine stops the store for good. Nothing is retried, and
//!   nothing is ever half applied: what comes after is a new process, which trusts the journal alone.
//!
//! # The data folder
//!
//! ```text
//! lock        held by the process that has the folder open
//! closed      sequence number and hash of the head, only while the folder is closed cleanly
//! journal/    the truth: see the `journal` module for its form
//! records/    sled, for throwing away: rebuilt from the journal whenever there is doubt about it
//! keys/       one key per person: see the `keys` module; no copy of the journal contains them
//! attachments/ sealed files, each named by its digest
//! ```
//!
//! # How sled is held
//!
//! sled 0.34.7 does not sync what `flush` says it syncs, and after a power cut it can open silently as a shorter
//! store. So it is never the truth here. All records, the index of request ids and the number of the last applied
//! entry live in *one* tree, told apart by the first byte of the key, because `Tree::apply_batch` is atomic and
//! its cost is the writes alone. The transaction over several trees would read every key before writing it, may
//! run its closure again, and buys isolation that the lock between commit and views gives already. Nothing here
//! calls `flush_async` or `generate_id`, the background flush is off, and values are meant to stay well under
//! 4 KiB (large ones become files that sled never syncs).
//!
//! The records are trusted only after a clean close, and only if they name the same head as the journal and as
//! the file `closed`. Otherwise the folder is deleted and rebuilt, with progress shown.

pub mod attachments;
pub mod journal;
pub mod keys;

mod batch;
mod closed;
mod fault;
mod folder;
mod machine;
mod open;
mod overlay;
mod records;
mod store;
mod view;
mod writer;

#[cfg(test)]
mod failing_disk;

pub use fault::{Fault, OpenError, Stop};
pub use journal::{Entry, Hash, Head};
pub use machine::{Committed, Context, Machine, Request, SubmitError};
pub use open::{Options, Progress, Step};
pub use overlay::{Overlay, Pair};
pub use store::{Stats, Store};
pub use view::ReadView;
