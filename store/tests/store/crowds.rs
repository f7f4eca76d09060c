//! Many callers at once.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use wijkfonds_store::{Options, SubmitError};

use crate::tally::{Command, add, open, queue_up, request, small, sum, try_open};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_callers_share_a_sync_and_each_gets_its_own_entry() {
    const CALLERS: u64 = 64;
    const EACH: u64 = 20;
    let data = tempfile::tempdir().unwrap();
    let store = try_open(data.path(), Options { segment_bytes: 20_000, ..small() }).unwrap();
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut seqs = Vec::new();
                for number in 0..EACH {
                    let request = request(&format!("{caller}/{number}"), add("x", 1));
                    seqs.push(store.submit(request).await.unwrap().seq);
                }
                seqs
            })
        })
        .collect();
    let mut seqs = Vec::new();
    for caller in callers {
        seqs.extend(caller.await.unwrap());
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=CALLERS * EACH).collect::<Vec<_>>());

    let stats = store.stats();
    assert_eq!((stats.entries, stats.waiting), (CALLERS * EACH, 0));
    assert!(stats.syncs * 4 < stats.entries, "{stats:?}");
    assert_eq!(sum(store.read().get(b"x").unwrap()).unwrap(), i64::try_from(CALLERS * EACH).unwrap());
}

#[tokio::test]
async fn a_full_queue_is_busy_at_once_and_takes_commands_again_later() {
    let data = tempfile::tempdir().unwrap();
    let store = try_open(data.path(), Options { queue: 3, batch: 1, ..small() }).unwrap();
    let view = store.read();
    let requests = (0..4).map(|number| request(&format!("r-{number}"), add("x", 1))).collect();
    let waiting = queue_up(&store, requests).await;
    for _ in 0..3 {
        let answer = store.submit(request("one more", add("x", 1))).await;
        assert_eq!(answer.unwrap_err(), SubmitError::Busy);
    }
    drop(view);
    for task in waiting {
        task.await.unwrap().unwrap();
    }
    assert_eq!(store.submit(request("one more", add("x", 1))).await.unwrap().seq, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_is_of_one_moment_while_the_writer_is_busy() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let (store, done) = (store.clone(), Arc::clone(&done));
            thread::spawn(move || {
                let mut views = 0;
                while !done.load(Ordering::SeqCst) {
                    let view = store.read();
                    let expected = i64::try_from(view.head().seq).unwrap();
                    let first = sum(view.get(b"pair/a").unwrap()).unwrap();
                    let scanned = view.scan(b"pair/").unwrap();
                    let second = sum(view.get(b"pair/b").unwrap()).unwrap();
                    assert_eq!((first, second), (expected, expected));
                    assert!(scanned.iter().all(|(_, value)| value == expected.to_string().as_bytes()));
                    views += 1;
                }
                views
            })
        })
        .collect();
    for number in 0..400 {
        store.submit(request(&format!("r-{number}"), Command::Pair { amount: 1 })).await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    for reader in readers {
        assert!(reader.join().unwrap() > 0);
    }
}
