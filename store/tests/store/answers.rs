//! What a caller is told.

use std::collections::BTreeMap;

use wijkfonds_store::{Options, Stop, SubmitError};

use crate::tally::{
    Answer, Command, Event, Refusal, add, add_numbered, open, queue_up, records, request, small, try_open,
};

/// An answer in a few words.
fn said(answer: &Answer) -> String {
    match answer {
        Ok(committed) if committed.repeated => {
            format!("{} again, {} events", committed.seq, committed.events.len())
        }
        Ok(committed) => format!("{}, {} events", committed.seq, committed.events.len()),
        Err(SubmitError::Refused(Refusal::TooLittle { has })) => format!("refused, has {has}"),
        Err(SubmitError::TooLarge { limit, .. }) => format!("more than {limit} bytes"),
        Err(other) => format!("{other:?}"),
    }
}

#[tokio::test]
async fn each_command_has_its_own_answer_and_takes_a_number_only_if_it_is_committed() {
    let data = tempfile::tempdir().unwrap();
    let store = try_open(data.path(), Options { line_bytes: 1000, ..small() }).unwrap();
    let rows = [
        ("a", add("x", 5), "1, 1 events"),
        ("b", add("x", -6), "refused, has 5"),
        ("c", Command::Nothing, "2, 0 events"),
        ("d", Command::Pair { amount: 2 }, "3, 2 events"),
        // the same id and command: the first answer, and nothing changes
        ("a", add("x", 5), "1 again, 1 events"),
        ("c", Command::Nothing, "2 again, 0 events"),
        // the same id and another command
        ("a", add("x", 6), "RequestIdReused"),
        // a refusal is not an answer for ever
        ("e", add("x", 1), "4, 1 events"),
        ("b", add("x", -6), "5, 1 events"),
        ("f", Command::Say(1000), "more than 1000 bytes"),
        ("f", Command::Say(100), "6, 1 events"),
        ("g", Command::Unserialisable(BTreeMap::from([((1, 2), 3)])), "Unserialisable"),
        ("", add("y", 1), "7, 1 events"),
    ];
    for (request_id, command, expected) in rows {
        let answer = store.submit(request(request_id, command)).await;
        assert_eq!(said(&answer), expected, "{request_id}");
    }
    let expected = [("pair/a", "2"), ("pair/b", "2"), ("said/00000000000000000006", "100"), ("y", "1")];
    assert_eq!(records(&store), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn another_actor_does_not_get_the_first_ones_answer() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    store.submit(request("a", add("x", 5))).await.unwrap();
    let mut theirs = request("a", add("x", 5));
    theirs.actor = "bo".into();
    assert_eq!(store.submit(theirs).await.unwrap_err(), SubmitError::RequestIdReused);
}

#[tokio::test]
async fn a_repeated_request_is_answered_with_the_time_of_the_first() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let first = store.submit(request("a", add("x", 5))).await.unwrap();
    let mut later = request("a", add("x", 5));
    later.at = "2018-03-02T10:00:00Z".into();
    let again = store.submit(later).await.unwrap();
    assert_eq!((again.at, again.events, again.repeated), (first.at, first.events, true));
}

#[tokio::test]
async fn a_command_sees_those_before_it_in_its_batch_and_repeats_among_them_are_recognised() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let rows = [
        ("held up", add("other", 1), "1, 1 events"),
        ("a", add("x", 5), "2, 1 events"),
        ("b", add("x", -3), "3, 1 events"),
        ("c", add("x", -3), "refused, has 2"),
        ("a", add("x", 5), "2 again, 1 events"),
        ("a", add("x", 4), "RequestIdReused"),
        ("d", add("x", -2), "4, 1 events"),
        ("e", add("x", -1), "refused, has 0"),
    ];
    let view = store.read();
    let requests = rows.iter().map(|(request_id, command, _)| request(request_id, command.clone())).collect();
    let waiting = queue_up(&store, requests).await;
    drop(view);
    for (task, (request_id, _, expected)) in waiting.into_iter().zip(rows) {
        assert_eq!(said(&task.await.unwrap()), expected, "{request_id}");
    }
    assert_eq!(store.stats().syncs, 2);
    assert_eq!(store.read().get(b"x").unwrap(), None);
}

#[tokio::test]
async fn history_is_what_was_written_from_any_entry_on() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 300).await;
    for (from, limit) in
        [(1, 300), (0, 2), (1, 0), (63, 3), (64, 3), (65, 1), (150, 40), (299, 9), (300, 9), (301, 9)]
    {
        let found = store.history(from, limit).unwrap();
        let first = from.max(1);
        let expected: Vec<u64> = (first..=300).take(limit).collect();
        assert_eq!(found.iter().map(|entry| entry.seq).collect::<Vec<_>>(), expected, "from {from}");
        for entry in found {
            let number = i64::try_from(entry.seq).unwrap();
            let name = format!("name/{}", number % 7);
            assert_eq!(entry.events, [Event::Added { name, amount: number }]);
            assert_eq!((entry.request_id, entry.actor.as_str()), (format!("r-{number}"), "an"));
        }
    }
    assert_eq!(store.history(300, 1).unwrap()[0].seq, store.head().seq);
}

#[tokio::test]
async fn a_list_is_paged_by_the_last_key_of_the_page_before() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 14).await;
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut after: Option<Vec<u8>> = None;
    loop {
        let page = store.read().scan_after(b"name/", after.as_deref(), 3).unwrap();
        let Some((last, _)) = page.last() else { break };
        after = Some(last.clone());
        pages.push(page.into_iter().map(|(key, _)| String::from_utf8(key).unwrap()).collect());
    }
    let expected = [vec!["name/0", "name/1", "name/2"], vec!["name/3", "name/4", "name/5"], vec!["name/6"]];
    assert_eq!(pages, expected);
}

#[tokio::test]
async fn closing_answers_what_waits_and_tells_the_other_clones() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let other = store.clone();
    let view = store.read();
    let requests = (0..20).map(|number| request(&format!("r-{number}"), add("x", 1))).collect();
    let waiting = queue_up(&store, requests).await;
    drop(view);
    store.close().unwrap();

    for task in waiting {
        task.await.unwrap().unwrap();
    }
    assert_eq!(other.submit(request("later", add("x", 1))).await.unwrap_err(), SubmitError::Stopped);
    assert!(matches!(other.stopped().await, Stop::Closed));
    assert!(other.read().get(b"x").is_err());
    assert_eq!(other.head().seq, 20);

    let again = open(data.path());
    assert_eq!(again.read().get(b"x").unwrap().as_deref(), Some(&b"20"[..]));
    other.close().unwrap();
}

#[tokio::test]
async fn nothing_that_is_kept_shows_in_debug() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let asked = request("r-1", add("Jansen", 1234));
    let shown = [
        format!("{asked:?}"),
        format!("{:?}", store.submit(asked).await),
        format!("{:?}", store.submit(request("r-2", add("Jansen", -5000))).await),
        format!("{:?}", store.history(1, 9).unwrap()),
        format!("{:?}", store.history(1, 1).unwrap()[0].context()),
        format!("{:?} {:?}", store.read(), store.read().overlay()),
        format!("{store:?}"),
    ];
    for text in shown {
        assert!(!text.contains("Jansen") && !text.contains("1234"), "{text}");
    }
}
