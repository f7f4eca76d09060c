//! Every way in which the disk can fail the writer, one after the other.

use std::{
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    Context, Fault, Machine, OpenError, Options, Overlay, Request, Stop, Store, SubmitError,
    journal::{Disk, RealDisk, SegmentFile},
};

/// Lets so many operations through, fails the next, and counts what is asked of it after that.
struct FailingDisk {
    calls: Arc<Calls>,
}

struct Calls {
    left: AtomicUsize,
    after_failure: AtomicUsize,
}

impl Calls {
    fn pass(&self) -> io::Result<()> {
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            self.after_failure.fetch_add(1, Ordering::SeqCst);
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.left.store(left - 1, Ordering::SeqCst);
        Ok(())
    }
}

struct FailingFile {
    file: Box<dyn SegmentFile>,
    calls: Arc<Calls>,
}

impl Disk for FailingDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn SegmentFile>> {
        self.calls.pass()?;
        Ok(Box::new(FailingFile { file: RealDisk.create(path)?, calls: Arc::clone(&self.calls) }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn SegmentFile>> {
        self.calls.pass()?;
        Ok(Box::new(FailingFile { file: RealDisk.open(path)?, calls: Arc::clone(&self.calls) }))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.calls.pass()?;
        RealDisk.sync_folder(folder)
    }
}

impl SegmentFile for FailingFile {
    /// An append that fails leaves half of itself behind.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.calls.pass() {
            self.file.append(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.append(bytes)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.calls.pass()?;
        self.file.sync_data()
    }
}

/// Keeps the texts that it is given, under their entry's number.
struct Keeper;

impl Machine for Keeper {
    const FORM: u32 = 1;
    type Command = String;
    type Event = String;
    type Refusal = ();

    fn decide(&self, _: &Overlay<'_>, text: &String, _: &Context) -> Result<Result<Vec<String>, ()>, Fault> {
        Ok(Ok(vec![text.clone()]))
    }

    fn apply(&self, records: &mut Overlay<'_>, text: &String, context: &Context) -> Result<(), Fault> {
        records.put(context.seq.to_be_bytes(), text.as_bytes());
        Ok(())
    }
}

fn request(number: usize) -> Request<String> {
    let request_id = format!("request {number}");
    Request { command: request_id.clone(), request_id, actor: "an".into(), at: "2018-01-01T00:00:00Z".into() }
}

const COMMANDS: usize = 12;

/// Segments so short that every second entry starts one.
fn options() -> Options {
    Options { segment_bytes: 300, cache_bytes: 1 << 20, ..Options::default() }
}

/// Submits one command after the other, and says how many were answered. From the first failure on there must be
/// no answer, and not one more attempt to write.
async fn answered_before_failure(disk: Arc<FailingDisk>, data: &Path) -> Result<usize, OpenError> {
    let calls = Arc::clone(&disk.calls);
    let store = Store::open_on(disk, data, Keeper, options(), |_| {})?;
    let mut answered = 0;
    let mut stopped = false;
    for number in 1..=COMMANDS {
        match store.submit(request(number)).await {
            Ok(committed) => {
                assert!(!stopped, "answered after a failure");
                assert_eq!(committed.seq, number as u64);
                answered += 1;
            }
            Err(SubmitError::Stopped) => stopped = true,
            Err(other) => panic!("{other}"),
        }
    }
    if stopped {
        assert!(matches!(store.stopped().await, Stop::Fault(fault) if matches!(*fault, Fault::Io { .. })));
        assert_eq!(store.head().seq, answered as u64);
        assert_eq!(store.read().scan(b"").unwrap().len(), answered);
        assert!(store.close().is_err());
        assert_eq!(calls.after_failure.load(Ordering::SeqCst), 1, "something was tried again");
    } else {
        store.close().unwrap();
    }
    Ok(answered)
}

#[tokio::test]
async fn after_any_failure_of_the_disk_nothing_is_answered_and_nothing_answered_is_lost() {
    for operations in 0.. {
        let data = tempfile::tempdir().unwrap();
        let calls =
            Arc::new(Calls { left: AtomicUsize::new(operations), after_failure: AtomicUsize::new(0) });
        let disk = Arc::new(FailingDisk { calls: Arc::clone(&calls) });
        let answered = match answered_before_failure(disk, data.path()).await {
            Ok(answered) => answered,
            Err(OpenError::Fault(Fault::Io { .. })) => 0,
            Err(other) => panic!("{other}"),
        };

        let store = Store::open(data.path(), Keeper, options(), |_| {}).unwrap();
        let found = store.history(1, usize::MAX).unwrap();
        assert!(found.len() >= answered, "{answered} were answered and {} are there", found.len());
        for (entry, number) in found.iter().zip(1..) {
            assert_eq!(entry.events, [request(number).command]);
        }
        for number in 1..=COMMANDS {
            let again = store.submit(request(number)).await.unwrap();
            assert_eq!((again.seq, again.repeated), (number as u64, number <= found.len()));
        }
        store.close().unwrap();

        if calls.after_failure.load(Ordering::SeqCst) == 0 {
            assert_eq!(answered, COMMANDS);
            // An append and a sync for each command, a file and a synced folder for each segment.
            let segments = fs::read_dir(data.path().join("journal")).unwrap().count();
            assert_eq!(operations, 2 * COMMANDS + 2 * segments);
            break;
        }
    }
}
