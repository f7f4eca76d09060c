//! What ends a store, and what it leaves behind.

use wijkfonds_store::{Fault, Stop, SubmitError};

use crate::tally::{Command, add, open, queue_up, records, request};

#[tokio::test]
async fn a_fault_or_a_panic_of_the_machine_stops_the_store_and_leaves_nothing_half_done() {
    let rows = [
        (Command::Fault, "contradict themselves: a fault in decide"),
        (Command::FaultInApply, "contradict themselves: a fault in apply"),
        (Command::Panic, "panicked"),
        (Command::PanicInApply, "panicked"),
        (Command::Unreadable, "the events of entry 2 cannot be written and read back"),
    ];
    for (command, expected) in rows {
        let data = tempfile::tempdir().unwrap();
        let store = open(data.path());
        store.submit(request("before", add("x", 1))).await.unwrap();

        let answer = store.submit(request("bad", command)).await;
        assert_eq!(answer.unwrap_err(), SubmitError::Stopped, "{expected}");
        let stop = store.stopped().await;
        assert!(matches!(stop, Stop::Fault(_)) && stop.to_string().contains(expected), "{stop}");
        let after = store.submit(request("after", add("x", 1))).await;
        assert_eq!(after.unwrap_err(), SubmitError::Stopped, "{expected}");

        let expected_records = [("x".to_owned(), "1".to_owned())];
        assert_eq!(records(&store), expected_records, "still readable: {expected}");
        assert!(!matches!(*store.close().unwrap_err(), Fault::Stopped));

        let store = open(data.path());
        assert_eq!((store.head().seq, records(&store)), (1, expected_records.to_vec()), "{expected}");
        assert_eq!(store.submit(request("after", add("x", 1))).await.unwrap().seq, 2);
    }
}

#[tokio::test]
async fn what_waits_behind_a_fault_or_beside_it_in_its_batch_is_not_answered_and_not_written() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let view = store.read();
    let commands = [add("x", 1), add("x", 2), Command::Fault, add("x", 3)];
    let numbered = commands.into_iter().enumerate();
    let requests = numbered.map(|(number, command)| request(&format!("r-{number}"), command)).collect();
    let waiting = queue_up(&store, requests).await;
    drop(view);
    let mut answers = Vec::new();
    for task in waiting {
        answers.push(task.await.unwrap().map(|committed| committed.seq));
    }
    let stopped = || Err(SubmitError::Stopped);
    assert_eq!(answers, [Ok(1), stopped(), stopped(), stopped()]);
    assert_eq!(store.head().seq, 1);
}
