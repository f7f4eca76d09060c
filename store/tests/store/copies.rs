//! Taking a journal elsewhere, and bringing it back.

use std::{fs, path::Path, process::Command as Process};

use wijkfonds_store::{
    OpenError,
    journal::{BreakKind, CopyError, export, restore, verify},
};

use crate::tally::{add, add_numbered, open, records, request, segments, small, try_open};

/// Asks the shell script for the number of entries and the last hash.
fn checked_by_shell(data: &Path) -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify.sh");
    let output = Process::new("sh").arg(script).arg(data).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().trim().to_owned();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[tokio::test]
async fn a_shell_script_checks_the_chain_with_common_tools() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    add_numbered(&store, 1, 20).await;
    let odd = "spaces  and \\ \"quotes\" \n lines, é and %s";
    store.submit(request(odd, add(odd, 1))).await.unwrap();
    let head = store.head();
    assert!(segments(data.path()).len() > 3);
    assert_eq!(checked_by_shell(data.path()), Ok(format!("21 {}", head.hash)));

    let damaged = &segments(data.path())[1];
    let text = fs::read_to_string(damaged).unwrap();
    fs::write(damaged, text.replacen("\"amount\":", "\"amount\": ", 1)).unwrap();
    let complaint = checked_by_shell(data.path()).unwrap_err();
    assert!(complaint.contains(damaged.to_str().unwrap()) && complaint.contains("wrong hash"), "{complaint}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_taken_while_writing_restores_to_what_was_there_at_its_head() {
    let (data, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(data.path());
    add_numbered(&store, 1, 50).await;
    let writing = tokio::spawn({
        let store = store.clone();
        async move { add_numbered(&store, 51, 400).await }
    });
    let mut exports = Vec::new();
    for number in 0..6 {
        let to = place.path().join(format!("export {number}"));
        let head = store.head();
        let copied = if number % 2 == 0 { store.export(&to) } else { export(data.path(), &to) }.unwrap();
        assert!(copied.head.seq >= head.seq && copied.entries == copied.head.seq);
        exports.push((to, copied));
    }
    writing.await.unwrap();

    for (number, (from, copied)) in exports.into_iter().enumerate() {
        let found = verify(&from).unwrap();
        assert!(found.closed && found.torn_bytes == 0);
        assert_eq!((found.head, found.segments), (copied.head, copied.segments));

        let restored = place.path().join(format!("restored {number}"));
        assert_eq!(restore(&from, &restored).unwrap().head, copied.head);
        let opened = open(&restored);
        assert_eq!(opened.head(), copied.head);

        let history = store.history(1, usize::try_from(copied.entries).unwrap()).unwrap();
        assert_eq!(opened.history(1, usize::MAX).unwrap(), history);
        let fresh = tempfile::tempdir().unwrap();
        let replayed = open(fresh.path());
        add_numbered(&replayed, 1, i64::try_from(copied.entries).unwrap()).await;
        assert_eq!(records(&opened), records(&replayed));
        assert_eq!(opened.head(), replayed.head(), "the same history has the same hashes");
    }
}

#[tokio::test]
async fn a_copy_goes_only_where_nothing_is_and_a_damaged_one_never_becomes_a_journal() {
    let (data, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(data.path());
    add_numbered(&store, 1, 30).await;
    let good = place.path().join("good");
    store.export(&good).unwrap();

    for copy in [export, restore] {
        let refused = copy(&good, data.path()).unwrap_err();
        assert!(matches!(&refused, CopyError::TargetNotEmpty { path } if path == data.path()), "{refused}");
        let nowhere = copy(&place.path().join("nowhere"), &place.path().join("new")).unwrap_err();
        assert!(nowhere.to_string().contains("nowhere/journal"), "{nowhere}");
        assert!(!place.path().join("new").exists());
    }

    // Cut at the end of a line: the chain is whole, and only what the copy says of its own end gives it away.
    let last = segments(&good).pop().unwrap();
    let text = fs::read_to_string(&last).unwrap();
    let shorter = text.trim_end().rsplit_once('\n').map_or(String::new(), |(kept, _)| format!("{kept}\n"));
    fs::write(&last, shorter).unwrap();
    assert!(matches!(verify(&good).unwrap_err().kind, BreakKind::Shorter { closed_at: 30 }));
    let target = place.path().join("target");
    assert!(matches!(restore(&good, &target), Err(CopyError::Journal(damage)) if damage.seq == 30));

    let refused = try_open(&target, small()).unwrap_err();
    assert!(matches!(&refused, OpenError::UnfinishedCopy { path } if path.starts_with(&target)), "{refused}");
}
