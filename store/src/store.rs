//! The handle by which everyone else uses a store.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use serde::de::{DeserializeOwned, IgnoredAny};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    batch::Job,
    closed,
    fault::{Fault, OpenError, Stop},
    folder::{self, Lock},
    journal::{
        self, CopyError, Disk, Entry, Hash, Head, MAX_LINE_BYTES, Place, Positions, RealDisk, Verified,
    },
    machine::{Committed, Machine, Request, SubmitError},
    open::{self, Opened, Options, Progress},
    records::{Changes, Records},
    view::ReadView,
    writer::Writer,
};

/// A data folder that is open. Clones are cheap, and share it.
///
/// Dropping the last clone closes the store as [`close`](Self::close) does, but can only log what goes wrong.
pub struct Store<M: Machine> {
    inner: Arc<Inner<M>>,
}

/// What has happened since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Entries written to the journal.
    pub entries: u64,
    /// Syncs of the journal, each after the entries of one batch.
    pub syncs: u64,
    /// The time that appending and syncing took, all together.
    pub sync_time: Duration,
    /// Commands that wait now.
    pub waiting: usize,
}

impl<M: Machine> Store<M> {
    /// Opens a data folder, making it if need be: verifies the whole journal, and rebuilds the records unless the
    /// folder was closed cleanly. Both take time in proportion to the journal, and are reported to `progress`.
    ///
    /// # Errors
    /// If the folder is held by another store, or its journal is damaged, or the disk fails.
    pub fn open(
        data: &Path,
        machine: M,
        options: Options,
        progress: impl FnMut(Progress),
    ) -> Result<Self, OpenError> {
        Self::open_on(Arc::new(RealDisk), data, machine, options, progress)
    }

    pub(crate) fn open_on(
        disk: Arc<dyn Disk>,
        data: &Path,
        machine: M,
        options: Options,
        mut progress: impl FnMut(Progress),
    ) -> Result<Self, OpenError> {
        let Opened { lock, records, positions, appender } =
            open::open(data, &machine, &options, disk, &mut progress)?;
        let shared = Arc::new(Shared {
            data: data.to_owned(),
            lock: Mutex::new(Some(lock)),
            records: RwLock::new(records),
            positions: RwLock::new(positions),
            counters: Counters::default(),
            stop: watch::Sender::new(None),
        });
        let (sender, queue) = mpsc::channel(options.queue.max(1));
        let writer = Writer {
            machine,
            shared: Arc::clone(&shared),
            appender,
            queue,
            batch: options.batch.max(1),
            line_bytes: options.line_bytes.min(MAX_LINE_BYTES),
        };
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer.run())
            .map_err(Fault::io("start the writer of", data))?;
        let sender = RwLock::new(Some(sender));
        Ok(Self { inner: Arc::new(Inner { shared, sender, thread: Mutex::new(Some(thread)) }) })
    }

    /// Has a command decided, and waits until what comes of it is on the disk.
    ///
    /// A caller that stops waiting does not stop the command. Whoever does not know what became of one submits it
    /// again under the same request id.
    ///
    /// # Errors
    /// See [`SubmitError`]; nothing has changed then, except that with `Stopped` it is not known.
    pub async fn submit(
        &self,
        request: Request<M::Command>,
    ) -> Result<Committed<M::Event>, SubmitError<M::Refusal>> {
        let json = serde_json::to_vec(&request.command).map_err(|_| SubmitError::Unserialisable)?;
        let (reply, answer) = oneshot::channel();
        self.enqueue(Job { request, digest: Hash::of(&json), reply })?;
        answer.await.unwrap_or(Err(SubmitError::Stopped))
    }

    fn enqueue(&self, job: Job<M>) -> Result<(), SubmitError<M::Refusal>> {
        let sender = self.inner.sender.read().unwrap_or_else(PoisonError::into_inner);
        let sender = sender.as_ref().ok_or(SubmitError::Stopped)?;
        sender.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => SubmitError::Busy,
            mpsc::error::TrySendError::Closed(_) => SubmitError::Stopped,
        })
    }

    /// The records as of this moment. Nothing is committed while the view lives: keep it short, and see
    /// [`ReadView`] for what not to do meanwhile.
    #[must_use]
    pub fn read(&self) -> ReadView<'_> {
        self.inner.shared.read()
    }

    /// Up to `limit` entries of the journal, from number `from_seq` on, as written. Only what was synced is among
    /// them, and every one is checked against its hash again.
    ///
    /// # Errors
    /// If the journal cannot be read, or has been damaged since it was opened.
    pub fn history(&self, from_seq: u64, limit: usize) -> Result<Vec<Entry<M::Event>>, Fault> {
        self.inner.shared.history(from_seq, limit)
    }

    /// The last entry that is on the disk and in the records.
    #[must_use]
    pub fn head(&self) -> Head {
        self.inner.shared.head()
    }

    /// What has happened since the store was opened.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let sender = self.inner.sender.read().unwrap_or_else(PoisonError::into_inner);
        let waiting = sender.as_ref().map_or(0, |sender| sender.max_capacity() - sender.capacity());
        let counters = &self.inner.shared.counters;
        Stats {
            entries: counters.entries.load(Ordering::Relaxed),
            syncs: counters.syncs.load(Ordering::Relaxed),
            sync_time: Duration::from_micros(counters.sync_micros.load(Ordering::Relaxed)),
            waiting,
        }
    }

    /// Copies the journal, up to the present head, into a new folder of the form of a data folder, checking every
    /// line on the way. Commands go on meanwhile. It blocks, for a time in proportion to the journal.
    ///
    /// # Errors
    /// See [`CopyError`]. The target has no journal then.
    pub fn export(&self, to: &Path) -> Result<Verified, CopyError> {
        journal::copy_until(&self.inner.shared.data, to, self.head().seq)
    }

    /// Resolves when the store takes no more commands. Unless it was closed, the process should end.
    pub async fn stopped(&self) -> Stop {
        let mut stop = self.inner.shared.stop.subscribe();
        let stopped = stop.wait_for(Option::is_some).await.ok().and_then(|stop| stop.clone());
        // The sender of the news is part of this very store, and what was waited for is there.
        stopped.unwrap_or(Stop::Closed)
    }

    /// Answers what waits, closes the records, notes that the folder is closed cleanly, and gives it up. Other
    /// clones are told that the store has stopped. It blocks meanwhile, and must not be called with a [`ReadView`]
    /// of the same thread alive.
    ///
    /// # Errors
    /// The fault by which the store had stopped, or by which closing failed. The journal holds everything that was
    /// answered nonetheless, and the next opening rebuilds the records.
    pub fn close(self) -> Result<(), Arc<Fault>> {
        match self.inner.close() {
            Stop::Closed => Ok(()),
            Stop::Fault(fault) => Err(fault),
        }
    }
}

impl<M: Machine> Clone for Store<M> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<M: Machine> std::fmt::Debug for Store<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("data", &self.inner.shared.data).finish_non_exhaustive()
    }
}

struct Inner<M: Machine> {
    shared: Arc<Shared>,
    /// Gone when the store is closed; without any sender, the writer drains the queue and ends.
    sender: RwLock<Option<mpsc::Sender<Job<M>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl<M: Machine> Inner<M> {
    fn close(&self) -> Stop {
        self.sender.write().unwrap_or_else(PoisonError::into_inner).take();
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take() {
            // The thread catches panics itself, and leaves word of how it ended.
            let _ = thread.join();
        }
        let stop = self.shared.stop.borrow().clone();
        stop.unwrap_or_else(|| Stop::Fault(Arc::new(Fault::Panicked)))
    }
}

impl<M: Machine> Drop for Inner<M> {
    fn drop(&mut self) {
        self.close();
    }
}

/// What the writer and the handles both use.
pub(crate) struct Shared {
    data: PathBuf,
    /// Kept after a fault, as the records can still be read then.
    lock: Mutex<Option<Lock>>,
    /// Written by the writer alone, read by views.
    records: RwLock<Records>,
    /// Changed only with the records locked for writing, so that a view and its head agree.
    positions: RwLock<Positions>,
    pub(crate) counters: Counters,
    pub(crate) stop: watch::Sender<Option<Stop>>,
}

#[derive(Default)]
pub(crate) struct Counters {
    entries: AtomicU64,
    syncs: AtomicU64,
    sync_micros: AtomicU64,
}

impl Counters {
    pub(crate) fn synced(&self, entries: usize, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.entries.fetch_add(entries as u64, Ordering::Relaxed);
        self.syncs.fetch_add(1, Ordering::Relaxed);
        self.sync_micros.fetch_add(micros, Ordering::Relaxed);
    }
}

/// A lock that was poisoned is used all the same: `Records` has nothing to read after a commit that did not finish,
/// and `Positions` only ever grows by whole entries.
impl Shared {
    pub(crate) fn read(&self) -> ReadView<'_> {
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        let head = self.head();
        ReadView::new(records, head)
    }

    pub(crate) fn head(&self) -> Head {
        self.positions.read().unwrap_or_else(PoisonError::into_inner).head()
    }

    pub(crate) fn history<E: DeserializeOwned>(
        &self,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry<E>>, Fault> {
        let from = from.max(1);
        let (head, walk) = {
            let positions = self.positions.read().unwrap_or_else(PoisonError::into_inner);
            (positions.head(), positions.walk_to(&folder::journal(&self.data), from)?)
        };
        let mut entries = Vec::new();
        let Some(mut walk) = walk else { return Ok(entries) };
        while walk.head().seq + 1 < from && walk.next::<IgnoredAny>()?.is_some() {}
        while entries.len() < limit
            && walk.head().seq < head.seq
            && let Some(entry) = walk.next()?
        {
            entries.push(entry);
        }
        Ok(entries)
    }

    /// The entry with this number, which the records say is there.
    pub(crate) fn entry<E: DeserializeOwned>(&self, seq: u64) -> Result<Entry<E>, Fault> {
        let found = self.history(seq, 1)?.pop();
        found.ok_or_else(|| {
            Fault::machine(format!("the records name entry {seq}, which the journal does not have"))
        })
    }

    /// Lets readers see a batch that is on the disk.
    pub(crate) fn commit(
        &self,
        changes: Changes,
        requests: &[(String, u64)],
        places: Vec<(Place, Head)>,
    ) -> Result<(), Fault> {
        let Some((_, head)) = places.last().copied() else { return Ok(()) };
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        records.commit(changes, requests, head)?;
        let mut positions = self.positions.write().unwrap_or_else(PoisonError::into_inner);
        for (place, head) in places {
            positions.note(place, head);
        }
        Ok(())
    }

    /// Closes the records, and notes that this was done in order.
    pub(crate) fn close(&self) -> Result<(), Fault> {
        self.records.write().unwrap_or_else(PoisonError::into_inner).close()?;
        closed::write(&self.data, self.head()).map_err(Fault::io("write to", &self.data))?;
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(())
    }
}
