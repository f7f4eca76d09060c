//! Texts and numbers that must not cross a border, in every form in which they could.

use crate::wire::{Recorder, answers};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Buf;
use prost::encoding::{decode_varint, encode_varint};
use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Write};

/// Shorter than this, a form turns up by chance.
const SHORTEST: usize = 4;

/// A canary in one form.
struct Needle {
    canary: String,
    form: &'static str,
    bytes: Vec<u8>,
}

/// A canary that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    /// Who received it.
    pub(crate) peer: String,
    /// In which connection and stream; `None` for the bytes of all of them.
    pub(crate) stream: Option<(usize, u32)>,
    /// The part: a header, a message, or the raw bytes.
    pub(crate) part: String,
    /// What was found.
    pub(crate) canary: String,
    /// In which form.
    pub(crate) form: &'static str,
}

impl fmt::Display for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { peer, stream, part, canary, form } = self;
        write!(f, "{peer} received `{canary}` as {form} in {part}")?;
        stream
            .map_or(Ok(()), |(connection, stream)| write!(f, " of connection {connection}, stream {stream}"))
    }
}

/// A set of canaries, found by the first bytes of their forms.
#[derive(Default)]
pub(crate) struct Canaries {
    needles: Vec<Needle>,
    by_start: HashMap<[u8; SHORTEST], Vec<usize>>,
    numbers: BTreeSet<u64>,
}

impl Canaries {
    pub(crate) fn of(texts: &[&str], numbers: &[u64]) -> Self {
        let mut canaries = Self::default();
        texts.iter().for_each(|text| canaries.text(text));
        numbers.iter().for_each(|number| canaries.number(*number));
        canaries
    }

    pub(crate) fn len(&self) -> usize {
        self.needles.iter().map(|needle| &needle.canary).collect::<BTreeSet<_>>().len()
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text, "text", text.as_bytes());
        let json = serde_json::to_string(text).unwrap();
        self.add(text, "JSON", json.trim_matches('"').as_bytes().to_vec());
        self.add(text, "JSON in ASCII", ascii_json(text).into_bytes());
    }

    pub(crate) fn number(&mut self, number: u64) {
        let name = number.to_string();
        self.value(number);
        self.bytes(&name, "decimal", name.as_bytes());
        for (form, separator) in [("decimal with points", '.'), ("decimal with commas", ',')] {
            self.add(&name, form, grouped(&name, separator).into_bytes());
        }
        for (form, varint) in [("varint", varint(number)), ("zigzag varint", varint(number << 1))] {
            // a smaller number's turns up by chance, and is looked for as the value of a field only
            if varint.len() >= SHORTEST {
                self.add(&name, form, varint);
            }
        }
        // the same goes for one that is mostly zeros
        if number.to_le_bytes().into_iter().filter(|byte| *byte != 0).count() < 3 {
            return;
        }
        self.add(&name, "fixed64, little end first", number.to_le_bytes().to_vec());
        self.add(&name, "fixed64, big end first", number.to_be_bytes().to_vec());
        if let Ok(small) = u32::try_from(number) {
            self.add(&name, "fixed32, little end first", small.to_le_bytes().to_vec());
            self.add(&name, "fixed32, big end first", small.to_be_bytes().to_vec());
        }
    }

    /// A number that is too small to be looked for but as the value of a field.
    pub(crate) fn value(&mut self, number: u64) {
        self.numbers.insert(number);
    }

    /// The bytes, and what encodes any bytes.
    fn bytes(&mut self, canary: &str, form: &'static str, bytes: &[u8]) {
        self.add(canary, form, bytes.to_vec());
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        self.add(canary, "hex in capitals", hex.to_uppercase().into_bytes());
        self.add(canary, "hex", hex.into_bytes());
        for before in 0..3 {
            self.add(canary, "base64", base64_within(&STANDARD_NO_PAD, before, bytes));
            self.add(canary, "base64 for URLs", base64_within(&URL_SAFE_NO_PAD, before, bytes));
        }
    }

    fn add(&mut self, canary: &str, form: &'static str, bytes: Vec<u8>) {
        let start = bytes.first_chunk::<SHORTEST>();
        let start = start.unwrap_or_else(|| panic!("`{canary}` as {form} would turn up by chance"));
        self.by_start.entry(*start).or_default().push(self.needles.len());
        self.needles.push(Needle { canary: canary.to_owned(), form, bytes });
    }

    /// The canaries in some bytes, with their forms.
    pub(crate) fn within(&self, bytes: &[u8]) -> BTreeSet<(&str, &'static str)> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len() {
            let Some(start) = bytes[at..].first_chunk::<SHORTEST>() else { break };
            for needle in self.by_start.get(start).into_iter().flatten().map(|index| &self.needles[*index]) {
                if bytes[at..].starts_with(&needle.bytes) {
                    found.insert((needle.canary.as_str(), needle.form));
                }
            }
        }
        found
    }

    /// The canaries in all that a server sent: in the bytes as they are, and in everything read from them.
    pub(crate) fn leaked(&self, recorder: &Recorder) -> BTreeSet<Hit> {
        recorder.sent().iter().flat_map(|(peer, bytes)| self.leaked_to(peer, bytes)).collect()
    }

    /// The canaries in what one peer was sent.
    pub(crate) fn leaked_to(&self, peer: &str, bytes: &[u8]) -> BTreeSet<Hit> {
        let raw = self.within(bytes).into_iter().map(|found| (None, "the raw bytes".to_owned(), found));
        let mut hits: Vec<_> = raw.collect();
        let answers = answers(bytes);
        for answer in &answers {
            for (part, bytes) in answer.parts() {
                let found = self.within(&bytes).into_iter();
                hits.extend(found.map(|found| (Some(answer.stream), part.clone(), found)));
            }
        }
        let mut hits: BTreeSet<Hit> = hits
            .into_iter()
            .map(|(stream, part, (canary, form))| Hit {
                peer: peer.to_owned(),
                stream,
                part,
                canary: canary.to_owned(),
                form,
            })
            .collect();
        for answer in &answers {
            for (part, message) in answer.protobufs() {
                let values = fields(&message).unwrap_or_default();
                hits.extend(values.intersection(&self.numbers).map(|number| Hit {
                    peer: peer.to_owned(),
                    stream: Some(answer.stream),
                    part: part.to_owned(),
                    canary: number.to_string(),
                    form: "the value of a field",
                }));
            }
        }
        hits
    }
}

/// The numbers in a protobuf message and in all that could be a message within it; `None` when it is none.
fn fields(mut message: &[u8]) -> Option<BTreeSet<u64>> {
    let mut values = BTreeSet::new();
    while message.has_remaining() {
        let tag = decode_varint(&mut message).ok()?;
        match tag & 7 {
            0 => drop(values.insert(decode_varint(&mut message).ok()?)),
            1 => drop(values.insert(message.try_get_u64_le().ok()?)),
            2 => {
                let length = usize::try_from(decode_varint(&mut message).ok()?).ok()?;
                let (inner, rest) = message.split_at_checked(length)?;
                values.extend(fields(inner).unwrap_or_default());
                message = rest;
            }
            5 => drop(values.insert(message.try_get_u32_le().ok()?.into())),
            _ => return None,
        }
    }
    Some(values)
}

/// Protobuf's variable-length form.
pub(crate) fn varint(number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_varint(number, &mut bytes);
    bytes
}

/// The characters of a text's base64 that are the same whatever stands before and after it, when so many bytes
/// do not fit a group of three.
fn base64_within(engine: &impl Engine, before: usize, bytes: &[u8]) -> Vec<u8> {
    let encoded = engine.encode([&vec![0; before], bytes].concat());
    let (first, last) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
    encoded.as_bytes()[first..last].to_vec()
}

/// A JSON string without its quotes, everything beyond ASCII as `\u`.
fn ascii_json(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    let escaped = json.trim_matches('"').encode_utf16().map(|unit| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    });
    escaped.collect()
}

fn grouped(digits: &str, separator: char) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[test]
fn every_form_of_a_canary_is_found_wherever_it_stands() {
    let canaries = Canaries::of(&["Kanarie \"Één\" \\"], &[98_765_432_109]);
    let text = "Kanarie \"Één\" \\";
    let standard = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let rows: [(&str, Vec<u8>); 16] = [
        ("text", text.as_bytes().to_vec()),
        ("JSON", r#"Kanarie \"Één\" \\"#.as_bytes().to_vec()),
        ("JSON in ASCII", br#"Kanarie \"\u00c9\u00e9n\" \\"#.to_vec()),
        ("hex", b"4b616e617269652022c389c3a96e22205c".to_vec()),
        ("hex in capitals", b"4B616E617269652022C389C3A96E22205C".to_vec()),
        ("base64", standard(&format!("{text}.")).into_bytes()),
        ("base64", standard(&format!("a{text}..")).into_bytes()),
        ("base64", standard(&format!("ab{text}...")).into_bytes()),
        ("base64", standard(&format!("abc{text}")).into_bytes()),
        ("decimal", b"98765432109".to_vec()),
        ("base64", standard("ab98765432109").into_bytes()),
        ("decimal with points", b"98.765.432.109".to_vec()),
        ("varint", vec![0xad, 0xca, 0x83, 0xf7, 0xef, 0x02]),
        ("zigzag varint", vec![0xda, 0x94, 0x87, 0xee, 0xdf, 0x05]),
        ("fixed64, little end first", vec![0x2d, 0xe5, 0xe0, 0xfe, 0x16, 0, 0, 0]),
        ("fixed64, big end first", vec![0, 0, 0, 0x16, 0xfe, 0xe0, 0xe5, 0x2d]),
    ];
    for (form, bytes) in rows {
        let around = [b"some bytes ", bytes.as_slice(), b" and others"].concat();
        let found = canaries.within(&around);
        assert!(
            found.iter().any(|(_, found)| *found == form),
            "{form} in {}: {found:?}",
            around.escape_ascii()
        );
    }
    assert!(canaries.within(b"Kanarie twee, 98765432108").is_empty());
}
