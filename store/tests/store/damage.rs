//! Whatever happens to a journal's files is noticed, and named.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use wijkfonds_store::{
    Hash, OpenError,
    journal::{Break, BreakKind, verify},
};

use crate::tally::{add, add_numbered, as_if_killed, copy_folder, open, request, segments, small, try_open};

/// A folder with some segments, closed cleanly.
async fn closed_folder() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 25).await;
    store.close().unwrap();
    data
}

#[tokio::test]
async fn a_last_line_cut_at_any_byte_is_removed_and_its_entry_can_be_asked_for_again() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 6).await;
    let head = store.head();
    store.submit(request("last", add("x", 1))).await.unwrap();
    let killed = as_if_killed(data.path());
    drop(store);

    let last = segments(killed.path()).pop().unwrap();
    let whole = fs::read(&last).unwrap();
    let start = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').map_or(0, |lf| lf + 1);
    for length in start..whole.len() {
        fs::write(&last, &whole[..length]).unwrap();
        let found = verify(killed.path()).unwrap();
        assert_eq!((found.head, found.torn_bytes), (head, (length - start) as u64));

        let store = open(killed.path());
        assert_eq!(store.head(), head, "cut at {length}");
        assert_eq!(fs::read(&last).unwrap(), whole[..start]);
        let again = store.submit(request("last", add("x", 1))).await.unwrap();
        assert_eq!((again.seq, again.repeated), (7, false));
        drop(store);
        fs::remove_file(killed.path().join("closed")).unwrap();
        assert_eq!(segments(killed.path()).pop().unwrap(), last);
    }
}

#[tokio::test]
async fn a_torn_line_after_a_clean_close_is_removed_too() {
    let data = closed_folder().await;
    let last = segments(data.path()).pop().unwrap();
    let whole = fs::read(&last).unwrap();
    fs::write(&last, [&whole[..], b"0123"].concat()).unwrap();
    let store = open(data.path());
    store.submit(request("next", add("x", 1))).await.unwrap();
    store.close().unwrap();
    assert_eq!(verify(data.path()).unwrap().entries, 26);
}

/// What is done to a file of a journal.
#[derive(Debug, Clone)]
enum Harm {
    FlipBit { byte: usize, bit: u8 },
    Truncate { length: usize },
    Insert { at: usize, byte: u8 },
    RemoveFile,
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        6 => (any::<usize>(), 0..8_u8).prop_map(|(byte, bit)| Harm::FlipBit { byte, bit }),
        2 => any::<usize>().prop_map(|length| Harm::Truncate { length }),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Harm::Insert { at, byte }),
        1 => Just(Harm::RemoveFile),
    ]
}

/// Does it, and says which entry is the first that it touches.
fn inflict(harm: &Harm, file: &Path) -> u64 {
    let whole = fs::read(file).unwrap();
    let first: u64 = file.file_stem().unwrap().to_str().unwrap().parse().unwrap();
    let entry_at = |byte: usize| first + whole[..byte].iter().filter(|byte| **byte == b'\n').count() as u64;
    let mut bytes = whole.clone();
    match *harm {
        Harm::FlipBit { byte, bit } => {
            let byte = byte % whole.len();
            bytes[byte] ^= 1 << bit;
            fs::write(file, bytes).unwrap();
            entry_at(byte)
        }
        Harm::Truncate { length } => {
            let length = length % whole.len();
            bytes.truncate(length);
            fs::write(file, bytes).unwrap();
            entry_at(length)
        }
        Harm::Insert { at, byte } => {
            let at = at % whole.len();
            bytes.insert(at, byte);
            fs::write(file, bytes).unwrap();
            entry_at(at)
        }
        Harm::RemoveFile => {
            fs::remove_file(file).unwrap();
            first
        }
    }
}

#[tokio::test]
async fn any_change_to_any_segment_is_noticed_at_the_entry_that_it_touches() {
    let data = closed_folder().await;
    let segments = segments(data.path());
    assert!(segments.len() > 4);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[18; 32]);
    let config = Config { cases: 600, failure_persistence: None, ..Config::default() };
    let opened = Cell::new(0);
    let result = TestRunner::new_with_rng(config, rng).run(&(0..segments.len(), harm()), |(index, harm)| {
        let file = &segments[index];
        let whole = fs::read(file).unwrap();
        let touched = inflict(&harm, file);
        let unchanged = fs::read(file).is_ok_and(|bytes| bytes == whole);
        let found = verify(data.path());
        // Every tenth is also refused by a store; the others would be, by the same check.
        let refused = touched.is_multiple_of(10).then(|| try_open(data.path(), small()).err());
        opened.set(opened.get() + usize::from(refused.is_some()));
        fs::write(file, &whole).unwrap();

        prop_assert!(!unchanged);
        let damage = found.unwrap_err();
        prop_assert_eq!(damage.seq, touched, "{}", damage);
        let named = damage.file.file_name() == file.file_name();
        // What is missing from the end, or is a whole file, can only be named by what remains.
        prop_assert!(
            named || matches!(damage.kind, BreakKind::Shorter { .. } | BreakKind::MissingSegment),
            "{}",
            damage
        );
        if let Some(refused) = refused {
            prop_assert!(matches!(refused, Some(OpenError::Journal(_))), "{refused:?}");
        }
        Ok(())
    });
    result.unwrap();
    assert!(opened.get() > 20);
    assert_eq!(verify(data.path()).unwrap().entries, 25, "the folder is as it was");
}

/// Writes `lines` as a journal whose hashes are right.
fn journal_of(lines: &[String]) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("journal")).unwrap();
    let mut previous = "0".repeat(64);
    let mut text = String::new();
    for json in lines {
        previous = Hash::of(format!("{previous}{json}").as_bytes()).to_string();
        text.push_str(&format!("{previous} {json}\n"));
    }
    fs::write(data.path().join("journal/00000000000000000001.log"), text).unwrap();
    data
}

#[test]
fn an_entry_whose_hash_is_right_still_has_to_be_one() {
    let good = |seq: u64| {
        let request = Hash::of(b"");
        format!(
            r#"{{"v":1,"seq":{seq},"at":"t","actor":"a","request_id":"r-{seq}","request":"{request}","events":[]}}"#
        )
    };
    assert_eq!(verify(journal_of(&[good(1), good(2)]).path()).unwrap().entries, 2);

    let rows = [
        (good(3), "the entry says that it is number 3"),
        (good(1), "the entry says that it is number 1"),
        (good(2).replace(r#""v":1"#, r#""v":2"#), "version 2"),
        (good(2).replace(r#""seq":2,"#, ""), "unreadable entry: not of the expected form"),
        ("{}".into(), "unreadable entry"),
        (String::new(), "unreadable entry: ends too early"),
    ];
    for (second, expected) in rows {
        let data = journal_of(&[good(1), second]);
        for damage in [verify(data.path()).unwrap_err(), refusal(data.path())] {
            let said = damage.to_string();
            assert!(
                said.contains("00000000000000000001.log, line 2, entry 2: ") && said.contains(expected),
                "{said}"
            );
        }
    }

    // An event of another kind is a break only for whoever has to read it.
    let data = journal_of(&[good(1), good(2).replace("[]", r#"["unheard of"]"#)]);
    assert_eq!(verify(data.path()).unwrap().entries, 2);
    assert!(matches!(refusal(data.path()), Break { seq: 2, kind: BreakKind::Unreadable(_), .. }));
}

fn refusal(data: &Path) -> Break {
    match try_open(data, small()).unwrap_err() {
        OpenError::Journal(damage) => damage,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_folder_whose_journal_was_taken_away_or_put_together_wrongly_is_refused() {
    let data = closed_folder().await;
    let other = tempfile::tempdir().unwrap();
    add_numbered(&open(other.path()), 11, 35).await;
    let segment = |data: &Path, index: usize| -> PathBuf { segments(data)[index].clone() };
    type Change = Box<dyn Fn(&Path)>;
    let rows: [(&str, Change); 6] = [
        ("the segment that starts with this entry is missing", {
            Box::new(move |data| fs::remove_file(segment(data, 0)).unwrap())
        }),
        ("the last line of a closed segment is cut short", {
            Box::new(move |data| {
                let file = segment(data, 1);
                let whole = fs::read(&file).unwrap();
                fs::write(&file, &whole[..whole.len() - 1]).unwrap();
            })
        }),
        (
            "not a segment of a journal",
            Box::new(|data| fs::write(data.join("journal/notes.txt"), "").unwrap()),
        ),
        ("ends before entry 25", Box::new(|data| fs::remove_dir_all(data.join("journal")).unwrap())),
        ("there are records and no journal", {
            Box::new(|data| {
                fs::remove_dir_all(data.join("journal")).unwrap();
                fs::remove_file(data.join("closed")).unwrap();
            })
        }),
        ("not the one that was closed here", {
            Box::new(move |data| {
                fs::remove_dir_all(data.join("journal")).unwrap();
                copy_folder(&other.path().join("journal"), &data.join("journal"));
            })
        }),
    ];
    for (expected, change) in rows {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(data.path(), copy.path());
        change(copy.path());
        let said = refusal(copy.path()).to_string();
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[tokio::test]
async fn damage_done_while_a_store_runs_is_not_served_as_history() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 20).await;
    let file = &segments(data.path())[1];
    let text = fs::read_to_string(file).unwrap();
    fs::write(file, text.replacen("\"amount\":", "\"amount\":1", 1)).unwrap();
    let fault = store.history(1, 20).unwrap_err();
    assert!(fault.to_string().contains(file.to_str().unwrap()), "{fault}");
}
