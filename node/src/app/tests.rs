//! A fund on a disk: what of a person is in its data folder, before an erasure and after it.

use super::seal::Sealer;
use super::verify;
use super::{CommandError, Document, Fund, FundMachine, Order, PlainFields, Unsealed};
use crate::web::tests::fund::{RULES, application, areas, decision};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wijkfonds_domain::committee;
use wijkfonds_domain::count::enrolled::{self, OverviewRow, Overviews};
use wijkfonds_domain::fund::{Command, Refusal};
use wijkfonds_domain::history;
use wijkfonds_domain::orders::{self, Iban, Payee};
use wijkfonds_domain::person::{
    self, AttachmentKind, AttachmentPurpose, Name, PersonField, PersonId, PersonKind, Whole,
};
use wijkfonds_domain::project::{self, Decision, Outcome};
use wijkfonds_domain::records::Pair;
use wijkfonds_domain::rules::{Dated, FundRules, Seat};
use wijkfonds_domain::terms::{Agb, AreaCode, RegionId, Year};
use wijkfonds_store::{Options, Store, journal, keys};

const OWNER: &str = "KANARIE Eigenaar Vogelzang";
const PRACTICE: &str = "Praktijk KANARIE Putterhof";
const CONTACT: &str = "Kanárie Contact van Goudvink";
const MAIL: &str = "kanarie.goudvink@voorbeeld.nl";
const KEPT: &str = "Blijvende Eigenaar Kneu";
const HOLDER: &str = "Kanarie Houder van Vink";
const IBAN: &str = "NL91ABNA0417164300";
const MEMBER: &str = "Commissielid KANARIE Spreeuw";
const TITLE: &str = "Uurconsult van KANARIE Merel";
const REASON: &str = "KANARIE Lijster was erbij, \"zei zij\"";
const LETTER: &str = "Beste KANARIE Wielewaal,\nhierbij de offerte.\n";
const FILE: &str = "offerte KANARIE Wielewaal.txt";
const CANARIES: [&str; 11] =
    [OWNER, PRACTICE, CONTACT, MAIL, HOLDER, IBAN, MEMBER, TITLE, REASON, LETTER, FILE];

const COMPOSITION: &str = r#"
seats = [{ seat = "gp", number = 3, quorum = 1 }]
quorum = 1
majority = "simple"
decides = "committee"
"#;

/// The forms in which bytes could be in a file.
fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![bytes.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes()];
    for before in 0..3 {
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let text = engine.encode([&vec![0; before][..], bytes].concat());
            // digits that depend on what stands around it are left out
            forms.push(text.as_bytes()[(before * 8).div_ceil(6)..text.len() - 1].to_vec());
        }
    }
    forms
}

fn forms_of_text(text: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for text in [text.to_owned(), text.to_lowercase(), text.to_uppercase()] {
        let json = serde_json::to_string(&text).unwrap();
        let ascii: String = text
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
            .collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), json.trim_matches('"').as_bytes(), ascii.as_bytes(), &little, &big] {
            found.extend(forms(bytes));
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files of a folder in which, or in whose name, one of these stands.
fn with(folder: &Path, needles: &[Vec<u8>]) -> BTreeSet<PathBuf> {
    let holds = |bytes: &[u8]| {
        needles.iter().any(|needle| bytes.windows(needle.len()).any(|part| part == needle.as_slice()))
    };
    let found = files(folder).into_iter();
    found.filter(|path| holds(path.to_str().unwrap().as_bytes()) || holds(&fs::read(path).unwrap())).collect()
}

fn canaries() -> Vec<Vec<u8>> {
    CANARIES.iter().flat_map(|text| forms_of_text(text)).collect()
}

fn open(data: &Path) -> (Fund, Store<FundMachine>) {
    let region = RegionId::new("noord-holland").unwrap();
    let machine = FundMachine { region: region.clone() };
    let store = Store::open(data, machine, Options::default(), |_| {}).unwrap();
    let clock = Arc::new(|| "2019-02-01T12:00:00Z".parse().unwrap());
    let fund = Fund::new(store.clone(), region, clock, Sealer::open(data).unwrap()).unwrap();
    (fund, store)
}

fn row(agb: &str, name: &str, owner: &str) -> OverviewRow {
    OverviewRow {
        agb: Agb::new(agb).unwrap(),
        name: name.into(),
        owner: owner.into(),
        located_in: None,
        population: 2_000,
        area: AreaCode::new("1013").unwrap(),
        enrolled: 400,
    }
}

fn overviews(year: u32, rows: Vec<OverviewRow>) -> Command {
    let year = Year::new(year).unwrap();
    Command::ImportOverviews(Overviews {
        year,
        source: "practice".into(),
        reference_date: year.first_day(),
        quarter: None,
        correction: Some("counted again".into()),
        rows,
    })
}

fn order<C>(request_id: &str, command: C) -> Order<C> {
    Order { actor: "staff anna".into(), request_id: request_id.into(), command }
}

fn first_rows() -> Vec<OverviewRow> {
    vec![
        row("01000001", PRACTICE, OWNER),
        row("01000002", "Tweede", "kanarie  EIGENAAR vogelzang "),
        row("01000003", "Derde", KEPT),
    ]
}

/// Rules by which a fund keeps persons for seven years.
fn rules() -> FundRules {
    let mut rules: FundRules = toml::from_str(RULES).unwrap();
    let (from, source) = (Year::new(2018).unwrap(), "assumption: seven years".into());
    rules.retention_years = vec![Dated { from, until: None, source, value: 7 }];
    rules
}

/// A fund with three practices of two owners.
async fn in_business(fund: &Fund) {
    fund.order(order("rules", Command::AdoptRules(Box::new(rules())))).await.unwrap();
    fund.order(order("areas", Command::AcceptAreaList(areas()))).await.unwrap();
    fund.order(order("overviews", overviews(2018, first_rows()))).await.unwrap();
}

fn owners(fund: &Fund) -> BTreeMap<String, PersonId> {
    let practices = fund.read(|records| enrolled::practices(records, Year::new(2018).unwrap())).unwrap();
    practices.into_iter().map(|one| (one.agb.into(), one.owner.sealed().unwrap().person.clone())).collect()
}

fn names(fund: &Fund) -> Vec<String> {
    let practices = fund.read(|records| enrolled::practices(records, Year::new(2018).unwrap())).unwrap();
    practices.into_iter().map(|one| fund.practice_name(one.name).without_key().to_owned()).collect()
}

fn all_records(fund: &Fund) -> Vec<Pair> {
    fund.read(|records| records.page(b"", None, usize::MAX)).unwrap()
}

fn erase(person: &PersonId) -> Command {
    Command::People(person::Command::Erase { person: person.clone(), on: "2027-01-01".parse().unwrap() })
}

async fn register(fund: &Fund) -> PersonId {
    let fields =
        PlainFields::from([(PersonField::Name, CONTACT.to_owned()), (PersonField::Email, MAIL.to_owned())]);
    let on = "2018-06-01".parse().unwrap();
    let unsealed = Unsealed::Register { kind: PersonKind::Contact, fields, application: None, on };
    fund.order_unsealed(order("contact", unsealed)).await.unwrap();
    PersonId::of_request("staff anna", "contact", 0)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_is_in_any_byte_of_the_data_folder_after_the_erasure() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let (fund, store) = open(data);
    in_business(&fund).await;
    let contact = register(&fund).await;
    let owner = owners(&fund)["01000001"].clone();
    let kept = owners(&fund)["01000003"].clone();
    assert_eq!(names(&fund), [PRACTICE, "Tweede", "Derde"]);
    let (holder, member, file) = written_about(&fund).await;
    let digest = handed_in(&fund).await;
    assert_eq!(opened(&fund, &digest).await.as_deref(), Some(LETTER.as_bytes()));
    assert_eq!(verify::check(data).unwrap().unwrap().sound, 1);
    assert_eq!(read_texts(&fund), [TITLE, REASON, HOLDER, IBAN, MEMBER]);
    let erased = [&owner, &contact, &holder, &member, &file];
    let needles: Vec<Vec<u8>> = erased.iter().flat_map(|person| forms(&key(data, person).unwrap())).collect();
    assert!(with(data, &canaries()).is_empty(), "sealed before it is kept");
    assert_eq!(with(data, &needles), [data.join("keys/keys")].into(), "the search finds what is there");

    for person in erased {
        fund.order(order(&format!("erase {person}"), erase(person))).await.unwrap();
    }
    let gone = [&file, &file, &holder, &member].map(ToString::to_string);
    assert_eq!(read_texts(&fund), [&gone[0], &gone[1], &gone[2], "", &gone[3]]);
    assert!(opened(&fund, &digest).await.is_none());
    assert!(!data.join("attachments").join(&digest).exists());
    let before = all_records(&fund);
    drop(fund);
    store.close().unwrap();
    assert!(with(data, &canaries()).is_empty());
    assert!(with(data, &needles).is_empty(), "the keys are nowhere");
    assert!(key(data, &kept).is_some());
    journal::verify(data).unwrap();

    fs::remove_dir_all(data.join("records")).unwrap();
    let (fund, store) = open(data);
    assert!(!before.is_empty() && all_records(&fund) == before, "rebuilt as they were");
    assert_eq!(names(&fund), [owner.to_string(), owner.to_string(), "Derde".to_owned()]);
    drop(fund);
    store.close().unwrap();
    assert!(with(data, &canaries()).is_empty() && with(data, &needles).is_empty());
}

/// An application with a decision on it, an account and a member of the committee: whose those are, and the file.
async fn written_about(fund: &Fund) -> (PersonId, PersonId, PersonId) {
    let practice = Agb::new("01000001").unwrap();
    let form = application(TITLE, "2018-05-02", 50_000);
    let refused = Decision { reason: REASON.into(), ..decision("2018-00001", Outcome::Refuse) };
    let payee = Payee { holder: HOLDER.into(), iban: Iban::new(IBAN).unwrap().into() };
    let (by, on) = ("anna as clerk".into(), "2018-06-01".parse().unwrap());
    let appoint = committee::Command::Appoint {
        name: MEMBER.into(),
        seat: Seat::Gp,
        practice: None,
        from: "2018-01-02".parse().unwrap(),
    };
    let mut rules = rules();
    let value = toml::from_str(COMPOSITION).unwrap();
    rules.composition =
        vec![Dated { from: Year::new(2018).unwrap(), until: None, source: "FHA".into(), value }];
    let commands = [
        ("submit", Command::Submit(Box::new(form))),
        ("decide", Command::Decide(refused)),
        ("payee", orders::Command::RegisterPayee { practice: practice.clone(), payee, by, on }.into()),
        ("rules again", Command::AdoptRules(Box::new(rules))),
        ("appoint", Command::Committee(appoint)),
        (
            "leave",
            Command::Committee(committee::Command::Leave { member: 1, on: "2018-12-31".parse().unwrap() }),
        ),
    ];
    for (request, command) in commands {
        let done = fund.order(order(request, command)).await;
        done.unwrap_or_else(|error| panic!("{request}: {error}"));
    }
    let of = |request: &str| PersonId::of_request("staff anna", request, 0);
    (of("payee"), of("appoint"), PersonId::of_file(Year::new(2018).unwrap(), Some(&practice)))
}

fn letter(purpose: AttachmentPurpose, text: &str) -> Document {
    Document {
        whole: Whole::Application("2018-00001".parse().unwrap()),
        purpose,
        line: None,
        said: None,
        file_name: FILE.into(),
        on: "2018-06-01".parse().unwrap(),
        bytes: text.into(),
    }
}

async fn handed_in(fund: &Fund) -> String {
    let letter = || letter(AttachmentPurpose::Plan, LETTER);
    let put = || fund.put_document("staff anna".into(), "letter".into(), letter());
    let (first, again) = (put().await.unwrap(), put().await.unwrap());
    assert!(first == again, "a repeated request is the same request");
    first.digest
}

async fn opened(fund: &Fund, digest: &str) -> Option<Vec<u8>> {
    let whole = Whole::Application("2018-00001".parse().unwrap());
    fund.document(whole, digest).await.unwrap().map(|(_, bytes)| bytes)
}

/// What staff read of that.
fn read_texts(fund: &Fund) -> Vec<String> {
    let read = fund.read(|records| {
        let application = project::application(records, "2018-00001".parse().unwrap())?.unwrap();
        let payee = orders::latest(records, &application.form.applicant)?.unwrap().payee;
        let number = payee.iban.plain().map(String::from).unwrap_or_default();
        let member = committee::member(records, 1)?.unwrap();
        let reason = application.decisions[0].reason.clone();
        let told = history::timeline(records, application.id)?.unwrap();
        assert!(told.iter().any(|moment| moment.why == reason), "the timeline says it as well");
        Ok(vec![application.form.title, reason, payee.holder, number, member.name])
    });
    read.unwrap()
}

/// The bytes of a person's key, as they stand in the file.
fn key(data: &Path, person: &PersonId) -> Option<Vec<u8>> {
    let text = fs::read_to_string(data.join("keys/keys")).unwrap();
    let digits = text.lines().find_map(|line| line.strip_prefix(person.as_str()))?.trim();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).ok();
    digits.as_bytes().chunks(2).map(pair).collect()
}

#[test]
fn the_search_finds_a_canary_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    let utf16: Vec<u8> = OWNER.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let planted = [
        OWNER.as_bytes().to_vec(),
        OWNER.to_lowercase().into_bytes(),
        utf16,
        STANDARD_NO_PAD.encode(format!("ab{OWNER}cd")).into_bytes(),
        CONTACT.bytes().map(|byte| format!("{byte:02X}")).collect::<String>().into_bytes(),
        b"Kan\\u00e1rie Contact van Goudvink".to_vec(),
    ];
    fs::write(&file, "nothing").unwrap();
    assert!(with(folder.path(), &canaries()).is_empty());
    for (form, planted) in planted.iter().enumerate() {
        fs::write(&file, [b"before ", &planted[..], b" after"].concat()).unwrap();
        assert_eq!(with(folder.path(), &canaries()).len(), 1, "form {form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_stays_one_person_over_imports_and_repetitions() {
    let folder = tempfile::tempdir().unwrap();
    let (fund, _store) = open(folder.path());
    in_business(&fund).await;
    let first = owners(&fund);
    assert_eq!(first["01000001"], first["01000002"], "one owner, however typed");
    assert_ne!(first["01000001"], first["01000003"]);
    let again = fund.order(order("overviews", overviews(2018, first_rows()))).await.unwrap();
    assert_eq!(again.events.len(), 1, "a repeated request is the same request");
    // at once, and by others: one new owner stays one
    let new = |agb| overviews(2018, vec![row(agb, "Nieuw", "Nieuwe Eigenaar"), row("01000009", "N", KEPT)]);
    let (one, two) =
        tokio::join!(fund.order(order("one", new("01000004"))), fund.order(order("two", new("01000005"))));
    assert!(one.is_ok() && two.is_ok());
    let all = owners(&fund);
    assert_eq!(all["01000004"], all["01000005"]);
    assert_eq!(all["01000009"], first["01000003"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_order_leaves_no_key_and_an_erased_person_gets_none_again() {
    let folder = tempfile::tempdir().unwrap();
    let (fund, _store) = open(folder.path());
    in_business(&fund).await;
    let text = || fs::read_to_string(folder.path().join("keys/keys")).unwrap();
    let count = || text().lines().filter(|line| line.starts_with("P-") && !line.ends_with("--")).count();
    assert_eq!(count(), 2);
    let mut wrong = row("01000004", "Nieuw", "Nieuwe Eigenaar");
    wrong.area = AreaCode::new("9999").unwrap();
    let refused = fund.order(order("wrong", overviews(2018, vec![wrong]))).await;
    assert!(matches!(refused, Err(CommandError::Refused(Refusal::Import(_)))));
    let blank = fund.order(order("blank", overviews(2018, vec![row("01000004", "Nieuw", " ")]))).await;
    assert!(matches!(blank, Err(CommandError::Refused(Refusal::Import(_)))), "blank is seen to be blank");
    let other = overviews(2018, vec![row("01000004", "Nieuw", "Nieuwe Eigenaar")]);
    let reused = fund.order(order("rules", other)).await;
    assert!(matches!(reused, Err(CommandError::RequestIdReused)));
    assert_eq!(count(), 2, "no key without a person");
    let owner = owners(&fund)["01000001"].clone();
    fund.order(order("erase", erase(&owner))).await.unwrap();
    assert_eq!(count(), 1);
    let repeated = fund.order(order("overviews", overviews(2018, first_rows()))).await;
    let Err(CommandError::Refused(refusal)) = repeated else { panic!("the erased came back") };
    assert_eq!((refusal.code(), count()), ("person_already_erased", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_was_cut_short_is_finished_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let (fund, store) = open(data);
    in_business(&fund).await;
    let owner = owners(&fund)["01000001"].clone();
    let path = data.join("keys/keys");
    let keys = fs::read(&path).unwrap();
    fund.order(order("erase", erase(&owner))).await.unwrap();
    assert!(key(data, &owner).is_none());
    drop(fund);
    store.close().unwrap();
    // as if the process had ended after the event was on disk, or an old copy of the keys had been put back
    fs::write(&path, &keys).unwrap();
    assert!(key(data, &owner).is_some());
    let (fund, _store) = open(data);
    assert!(key(data, &owner).is_none());
    let gone = fund.read(|records| {
        enrolled::practice(records, Year::new(2018).unwrap(), &Agb::new("01000001").unwrap())
    });
    assert!(matches!(fund.practice_name(gone.unwrap().unwrap().name), Name::Sealed(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_older_than_an_erasure_brings_nobody_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    let (fund, store) = open(&data);
    in_business(&fund).await;
    let owner = owners(&fund)["01000001"].clone();
    journal::export(&data, &backup).unwrap();
    let [before, after] = ["before", "after"].map(|name| folder.path().join(name));
    keys::export(&data, &before).unwrap();
    fund.order(order("erase", erase(&owner))).await.unwrap();
    keys::export(&data, &after).unwrap();
    let erased = verify::erased(&data).unwrap();
    drop(fund);
    store.close().unwrap();

    // (journal, copies of the keys brought back one after another, whether the owner is there)
    let cases: [(&Path, &[&Path], bool); 4] = [
        (&backup, &[&before], true),
        (&backup, &[&after], false),
        (&backup, &[&before, &after], false),
        (&data, &[&before], false),
    ];
    for (case, (journal, copies, there)) in cases.into_iter().enumerate() {
        let restored = folder.path().join(format!("restored-{case}"));
        journal::restore(journal, &restored).unwrap();
        for copy in copies {
            keys::import(copy, &restored, &verify::erased(&restored).unwrap()).unwrap();
        }
        let (fund, store) = open(&restored);
        assert_eq!(names(&fund)[0] == PRACTICE, there, "case {case}");
        assert_eq!(names(&fund)[2], "Derde", "case {case}");
        let again = fund.order(order("again", overviews(2018, first_rows()))).await;
        assert!(again.is_ok(), "case {case}: the fund works on");
        drop(fund);
        store.close().unwrap();
        journal::verify(&restored).unwrap();
    }
    assert_eq!(erased, [owner.to_string()].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_refused_lost_or_damaged_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let (fund, store) = open(data);
    in_business(&fund).await;
    written_about(&fund).await;
    let said = |said, bytes: &[u8]| Document {
        said: Some(said),
        bytes: bytes.to_vec(),
        ..letter(AttachmentPurpose::Plan, "")
    };
    let cases = [
        (letter(AttachmentPurpose::Plan, ""), "person_bad_size"),
        (letter(AttachmentPurpose::Plan, "\0"), "person_no_document"),
        (letter(AttachmentPurpose::Quote, "no line"), "person_no_such_line"),
        (said(AttachmentKind::Pdf, b"text"), "person_other_kind"),
        (said(AttachmentKind::Text, b"a;b\n1;2\n"), "ok"),
        (said(AttachmentKind::Csv, b"a;b\n1;3\n"), "ok"),
    ];
    for (case, (document, expected)) in cases.into_iter().enumerate() {
        let put = fund.put_document("staff anna".into(), format!("document {case}"), document).await;
        let code = match put {
            Ok(_) => "ok",
            Err(CommandError::Refused(refusal)) => refusal.code(),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(code, expected, "case {case}");
    }
    let mut large = letter(AttachmentPurpose::Plan, "");
    assert!(large.take(&vec![b'a'; 10 << 20]) && !large.take(b"a"));

    let whole = Whole::Application("2018-00001".parse().unwrap());
    let digests: Vec<_> = fund.documents(whole).unwrap().into_iter().map(|one| one.digest).collect();
    let path = |digest: &str| data.join("attachments").join(digest);
    let found = || {
        let checked = verify::check(data).unwrap().unwrap();
        (checked.sound, checked.missing, checked.damaged, checked.extra.len())
    };
    assert_eq!(found(), (2, Vec::new(), Vec::new(), 1), "the one of the refused order is left over");
    drop(fund);
    store.close().unwrap();
    let (fund, store) = open(data);
    assert_eq!(found(), (2, Vec::new(), Vec::new(), 0), "and is removed at the next start");
    fs::write(path(&digests[0]), "other").unwrap();
    fs::remove_file(path(&digests[1])).unwrap();
    assert_eq!(found(), (0, vec![digests[1].clone()], vec![digests[0].clone()], 0));
    assert!(matches!(fund.document(whole, &digests[0]).await, Err(CommandError::Stopped)));
    drop(fund);
    store.close().unwrap();
}
