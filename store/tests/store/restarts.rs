//! What is there when a store opens again.

use std::{fs, path::Path};

use wijkfonds_store::{OpenError, Progress, Step, Store, SubmitError};

use crate::tally::{
    Command, Tally, add, add_numbered, as_if_killed, copy_folder, open, records, request, small, try_open,
};

/// Opens a folder and says whether the records were rebuilt.
fn open_noting(data: &Path) -> (Store<Tally>, Vec<Progress>) {
    let mut seen = Vec::new();
    let store = Store::open(data, Tally, small(), |progress| seen.push(progress)).unwrap();
    seen.retain(|progress| progress.step == Step::Rebuild);
    (store, seen)
}

#[tokio::test]
async fn after_a_clean_close_everything_is_there_and_nothing_is_rebuilt() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 40).await;
    let (before, head) = (records(&store), store.head());
    store.close().unwrap();

    let (store, rebuilt) = open_noting(data.path());
    assert_eq!((records(&store), store.head()), (before, head));
    assert_eq!(rebuilt, []);
}

#[tokio::test]
async fn dropping_the_last_clone_closes_cleanly_too() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 3).await;
    drop(store);
    let (store, rebuilt) = open_noting(data.path());
    assert_eq!((store.head().seq, rebuilt), (3, vec![]));
}

#[tokio::test]
async fn whatever_is_wrong_with_the_records_they_are_rebuilt_as_they_were() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 2500).await;
    store.submit(request("say", Command::Say(20))).await.unwrap();
    let (before, head) = (records(&store), store.head());
    let killed = as_if_killed(data.path());
    store.close().unwrap();

    type Spoil = fn(&Path);
    let spoil: [(&str, Spoil); 5] = [
        ("killed", |_| {}),
        ("no marker", |data| fs::remove_file(data.join("closed")).unwrap()),
        ("marker unreadable", |data| fs::write(data.join("closed"), "12 abc\n").unwrap()),
        ("records gone", |data| fs::remove_dir_all(data.join("records")).unwrap()),
        ("records spoilt", |data| fs::write(data.join("records/conf"), [7; 64]).unwrap()),
    ];
    for (name, spoil) in spoil {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(if name == "killed" { killed.path() } else { data.path() }, copy.path());
        spoil(copy.path());
        let (store, rebuilt) = open_noting(copy.path());
        assert_eq!((records(&store), store.head()), (before.clone(), head), "{name}");
        let steps: Vec<_> = rebuilt.iter().map(|progress| (progress.done, progress.total)).collect();
        assert_eq!(steps, [(1000, 2501), (2000, 2501), (2501, 2501)], "{name}");
        let again = store.submit(request("r-1234", add("name/2", 1234))).await.unwrap();
        assert_eq!((again.seq, again.repeated), (1234, true), "{name}");
    }
}

#[tokio::test]
async fn a_request_id_is_remembered_over_restarts_and_rebuilds() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let first = store.submit(request("a", Command::Pair { amount: 3 })).await.unwrap();
    add_numbered(&store, 1, 100).await;
    store.close().unwrap();

    for rebuild in [false, true, false] {
        if rebuild {
            fs::remove_file(data.path().join("closed")).unwrap();
        }
        let store = open(data.path());
        let again = store.submit(request("a", Command::Pair { amount: 3 })).await.unwrap();
        assert_eq!((again.seq, &again.events, again.repeated), (first.seq, &first.events, true));
        let other = store.submit(request("a", Command::Pair { amount: 4 })).await;
        assert_eq!(other.unwrap_err(), SubmitError::RequestIdReused);
        assert_eq!(store.head().seq, 101);
        store.close().unwrap();
    }
}

#[tokio::test]
async fn a_folder_is_one_stores_alone_until_it_is_closed() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let refused = try_open(data.path(), small()).unwrap_err();
    assert!(matches!(&refused, OpenError::Locked { path } if path.ends_with("lock")), "{refused}");
    assert!(refused.to_string().contains("held by another process"));
    store.close().unwrap();
    try_open(data.path(), small()).unwrap();
}

#[tokio::test]
async fn an_empty_store_opens_again_as_an_empty_store() {
    let data = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let (store, rebuilt) = open_noting(data.path());
        assert_eq!((store.head().seq, rebuilt), (0, vec![]));
        assert_eq!(store.history(1, 10).unwrap(), []);
        store.close().unwrap();
    }
}
