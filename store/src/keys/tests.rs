use super::*;
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

fn keys() -> (tempfile::TempDir, Keys) {
    let data = tempfile::tempdir().unwrap();
    let keys = Keys::open(data.path()).unwrap();
    (data, keys)
}

fn file(data: &tempfile::TempDir) -> Vec<u8> {
    fs::read(data.path().join("keys/keys")).unwrap()
}

#[test]
fn what_is_sealed_opens_for_its_person_and_field_alone_and_unchanged() {
    let (_data, keys) = keys();
    assert_eq!(keys.create(&["P-1", "P-2", "P-1"]).unwrap(), ["P-1", "P-2"]);
    assert!(keys.create(&["P-1"]).unwrap().is_empty(), "a key that is there stays");
    let sealed = keys.seal("P-1", "name", b"KANARIE").unwrap();
    assert!(!sealed.windows(7).any(|part| part == b"KANARIE"));
    assert_eq!(keys.open_sealed("P-1", "name", &sealed).unwrap().unwrap(), b"KANARIE");
    let damaged = |opened| matches!(opened, Err(KeyFault::Damaged { .. }));
    assert!(damaged(keys.open_sealed("P-2", "name", &sealed)));
    assert!(damaged(keys.open_sealed("P-1", "email", &sealed)));
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        assert!(damaged(keys.open_sealed("P-1", "name", &changed)), "byte {place}");
        assert!(damaged(keys.open_sealed("P-1", "name", &sealed[..place])), "{place} bytes");
    }
}

#[test]
fn the_same_text_is_sealed_alike_for_one_person_and_field_only() {
    let (_data, keys) = keys();
    keys.create(&["P-1", "P-2"]).unwrap();
    let seal = |person, field, text: &str| keys.seal(person, field, text.as_bytes()).unwrap();
    let digest = |person, field, text: &str| keys.digest(person, field, text.as_bytes()).unwrap();
    let (first, told) = (seal("P-1", "name", "text"), digest("P-1", "name", "text"));
    assert_eq!((&first, &told), (&seal("P-1", "name", "text"), &digest("P-1", "name", "text")));
    for (person, field, text) in [("P-2", "name", "text"), ("P-1", "email", "text"), ("P-1", "name", "texT")]
    {
        assert_ne!(first[..12], seal(person, field, text)[..12]);
        assert_ne!(told, digest(person, field, text));
    }
}

#[test]
fn a_destroyed_key_opens_nothing_and_nobody_gets_another() {
    let (data, keys) = keys();
    keys.create(&["P-1", "P-2"]).unwrap();
    let line = file(&data)[..41 + 64].to_vec();
    let sealed = keys.seal("P-1", "name", b"text").unwrap();
    // a link made before shows what becomes of the bytes that had the name
    fs::hard_link(data.path().join("keys/keys"), data.path().join("link")).unwrap();
    keys.destroy("P-1").unwrap();
    keys.destroy("P-1").unwrap();
    let left = fs::read(data.path().join("link")).unwrap();
    let digits = &line[41..];
    assert!(!left.windows(16).any(|part| part == &digits[..16]), "the bytes themselves are overwritten");
    for keys in [keys, Keys::open(data.path()).unwrap()] {
        assert!(keys.is_destroyed("P-1") && !keys.is_destroyed("P-2"));
        assert!(keys.open_sealed("P-1", "name", &sealed).unwrap().is_none());
        assert!(keys.create(&["P-1"]).unwrap().is_empty());
        assert!(matches!(keys.seal("P-1", "name", b"text"), Err(KeyFault::NoKey { .. })));
        assert_eq!(keys.persons(), ["P-2"]);
    }
}

#[test]
fn a_key_that_was_taken_back_was_never_there() {
    let (data, keys) = keys();
    keys.create(&["P-1", "P-2"]).unwrap();
    keys.forget("P-1").unwrap();
    let again = Keys::open(data.path()).unwrap();
    assert_eq!(again.persons(), ["P-2"]);
    assert!(!again.is_destroyed("P-1"));
    assert_eq!(again.create(&["P-1"]).unwrap(), ["P-1"]);
}

#[test]
fn keys_are_for_their_owner_only_and_nothing_half_written_stays() {
    let (data, keys) = keys();
    keys.create(&["P-1"]).unwrap();
    let mode = |path: &str| fs::metadata(data.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("keys"), mode("keys/keys")), (0o700, 0o600));
    for name in ["", "../P-1", "P/1", "P.1", &"P".repeat(41)] {
        assert!(matches!(keys.create(&[name]), Err(KeyFault::BadName)), "{name}");
    }
    let whole = file(&data);
    fs::write(data.path().join("keys/keys"), [&whole[..], b"P-2      "].concat()).unwrap();
    assert_eq!(Keys::open(data.path()).unwrap().persons(), ["P-1"]);
    assert_eq!(file(&data), whole);
    let mut damaged = whole.clone();
    damaged[50] = b'x';
    fs::write(data.path().join("keys/keys"), damaged).unwrap();
    assert!(matches!(Keys::open(data.path()), Err(KeyFault::BadLine { line: 1, .. })));
}

#[test]
fn files_of_one_key_each_are_taken_over() {
    let (data, keys) = keys();
    drop(keys);
    let old = data.path().join("keys/P-1.key");
    fs::write(&old, [7; 32]).unwrap();
    fs::hard_link(&old, data.path().join("link")).unwrap();
    fs::write(data.path().join("keys/P-2.unfinished"), [7; 9]).unwrap();
    let keys = Keys::open(data.path()).unwrap();
    assert_eq!(keys.persons(), ["P-1"]);
    assert_eq!(fs::read_dir(data.path().join("keys")).unwrap().count(), 1);
    assert_eq!(fs::read(data.path().join("link")).unwrap(), [0; 32]);
}

#[test]
fn a_copy_brings_back_what_is_missing_and_nobody_who_was_erased() {
    let (data, keys) = keys();
    keys.create(&["P-1", "P-2", "P-3", "P-4"]).unwrap();
    let sealed = keys.seal("P-1", "name", b"text").unwrap();
    keys.destroy("P-4").unwrap();
    let copy = data.path().join("copy");
    assert_eq!(export(data.path(), &copy).unwrap(), 3);
    assert!(export(data.path(), &copy).is_err(), "nothing is written over");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    keys.destroy("P-2").unwrap();

    let none = BTreeSet::new();
    let expected = Imported { added: 0, there: 2, destroyed: 2 };
    assert_eq!(import(&copy, data.path(), &none).unwrap(), expected, "destroyed here stays destroyed");
    let other = tempfile::tempdir().unwrap();
    let erased = BTreeSet::from(["P-3".to_owned()]);
    let expected = Imported { added: 2, there: 0, destroyed: 2 };
    assert_eq!(import(&copy, other.path(), &erased).unwrap(), expected);
    let copied = Keys::open(other.path()).unwrap();
    assert_eq!(copied.open_sealed("P-1", "name", &sealed).unwrap().unwrap(), b"text");
    assert!(copied.is_destroyed("P-3") && copied.is_destroyed("P-4"));

    let foreign = tempfile::tempdir().unwrap();
    Keys::open(foreign.path()).unwrap().create(&["P-1"]).unwrap();
    assert!(matches!(import(&copy, foreign.path(), &none), Err(KeyFault::Conflict { .. })));
    assert_eq!(Keys::open(foreign.path()).unwrap().persons(), ["P-1"], "nothing is changed");
    let text = fs::read_to_string(&copy).unwrap();
    for bad in [&text[..text.len() - 1], &text.replacen("P-1", "P-9", 1), ""] {
        fs::write(&copy, bad).unwrap();
        assert!(matches!(import(&copy, data.path(), &none), Err(KeyFault::BadCopy { .. })));
    }
}
