//! How a process ends: asked, or because a part of it did. In a program of its own: a test that starts a child
//! would for a moment share the store's lock with it.
#![allow(clippy::unwrap_used)]

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wijkfonds_edge::desk::RecordsUnreadable;
use wijkfonds_edge::parts::{Parts, RunError, open_store};
use wijkfonds_store::{Context, Fault, Machine, Overlay};

struct Nothing;

impl Machine for Nothing {
    const FORM: u32 = 1;
    type Command = ();
    type Event = ();
    type Refusal = ();

    fn decide(&self, _: &Overlay<'_>, (): &(), _: &Context) -> Result<Result<Vec<()>, ()>, Fault> {
        Ok(Ok(Vec::new()))
    }

    fn apply(&self, _: &mut Overlay<'_>, (): &(), _: &Context) -> Result<(), Fault> {
        Ok(())
    }
}

async fn parts(folder: &tempfile::TempDir) -> Parts<Nothing> {
    Parts::new(open_store(folder.path().join("data"), Nothing).await.unwrap())
}

#[tokio::test]
async fn a_process_whose_part_ends_by_itself_ends_with_an_error_and_closes_its_store() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..3 {
        // opening again shows that the store was closed the time before
        let mut parts = parts(&folder).await;
        let (stop, other_ended) = (parts.stop(), Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&other_ended);
        parts.start(async move {
            stop.await;
            told.store(true, Ordering::SeqCst);
            Ok::<_, Infallible>(())
        });
        parts.start(async move {
            match round {
                0 => Ok(()),
                1 => Err("it failed"),
                _ => panic!("it panicked"),
            }
        });
        let ended = parts.until(std::future::pending()).await;
        let expected = match round {
            0 => matches!(ended, Err(RunError::EndedByItself)),
            1 => matches!(ended, Err(RunError::Part(_))),
            _ => matches!(ended, Err(RunError::Interrupted(_))),
        };
        assert!(expected, "{round}: {ended:?}");
        assert!(other_ended.load(Ordering::SeqCst));
    }
}

#[tokio::test]
async fn a_process_that_is_asked_to_end_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    assert!(parts(&folder).await.until(std::future::ready(())).await.is_ok());
}

#[tokio::test]
async fn records_that_cannot_be_read_are_not_left_as_if_they_could_be_trusted() {
    for (error, is_closed) in [(true, false), (false, true)] {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = parts(&folder).await;
        parts.start(async move { if error { Err(RecordsUnreadable) } else { Ok(()) } });
        assert!(parts.until(std::future::pending()).await.is_err());
        assert_eq!(folder.path().join("data/closed").exists(), is_closed, "{error}");
    }
}
