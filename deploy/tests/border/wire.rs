//! Reads what a server sent to one peer, from the bytes up: HTTP/2 frames (RFC 9113), compressed headers, gRPC
//! messages and error details. Whatever does not read as it should is a panic: nothing goes by unread.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use loona_hpack::Decoder;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use wijkfonds_proto::tls::{Direction, Tap};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;
const ACK: u8 = 0x1;
const END_HEADERS: u8 = 0x4;
const PADDED: u8 = 0x8;
const PRIORITY: u8 = 0x20;

/// Keeps what a server sends, by receiver. Connections of one receiver must follow upon each other, which
/// [`answers`] finds out if they do not.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Recorder {
    pub(crate) fn tap(&self) -> Tap {
        let recorder = self.clone();
        Arc::new(move |peer, direction, bytes| {
            if direction == Direction::Out {
                let mut sent = recorder.0.lock().unwrap();
                sent.entry(peer.identity().uri()).or_default().extend_from_slice(bytes);
            }
        })
    }

    /// Every byte that was sent, by the receiver's name.
    pub(crate) fn sent(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.lock().unwrap().clone()
    }
}

/// A frame as it stands in the bytes.
pub(crate) struct Frame<'a> {
    pub(crate) kind: u8,
    flags: u8,
    pub(crate) stream: u32,
    payload: &'a [u8],
}

impl<'a> Frame<'a> {
    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// The payload without padding and priority.
    fn content(&self) -> &'a [u8] {
        let mut content = self.payload;
        if self.has(PADDED) && matches!(self.kind, DATA | HEADERS) {
            let padding = usize::from(content[0]);
            content = &content[1..content.len() - padding];
        }
        if self.has(PRIORITY) && self.kind == HEADERS {
            content = &content[5..];
        }
        content
    }
}

/// Cuts bytes into frames; the last one must be whole as well.
fn frames(mut bytes: &[u8]) -> Vec<Frame<'_>> {
    let mut frames = Vec::new();
    while let Some((head, rest)) = bytes.split_first_chunk::<9>() {
        let [a, b, c, kind, flags, stream @ ..] = *head;
        let length = usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap();
        let (payload, rest) = rest.split_at_checked(length).expect("a frame is whole");
        let stream = u32::from_be_bytes(stream) & 0x7fff_ffff;
        frames.push(Frame { kind, flags, stream, payload });
        bytes = rest;
    }
    assert!(bytes.is_empty(), "half a frame is left over");
    frames
}

/// Whether some frame carries data. The last one may be cut off.
pub(crate) fn has_data(mut bytes: &[u8]) -> bool {
    while let Some((head, rest)) = bytes.split_first_chunk::<9>() {
        let [a, b, c, kind, ..] = *head;
        if kind == DATA {
            return true;
        }
        let length = usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap();
        bytes = rest.get(length..).unwrap_or_default();
    }
    false
}

/// A header with its value.
pub(crate) type Header = (String, Vec<u8>);

/// What a server sent in one stream.
#[derive(Default)]
pub(crate) struct Answer {
    /// Of the receiver's connections, and in it.
    pub(crate) stream: (usize, u32),
    /// Header blocks: the headers, and the trailers when they came apart.
    pub(crate) blocks: Vec<Vec<Header>>,
    data: Vec<u8>,
}

impl Answer {
    /// A header or trailer.
    pub(crate) fn header(&self, name: &str) -> Option<&[u8]> {
        let mut headers = self.blocks.iter().flatten();
        headers.find(|(found, _)| found == name).map(|(_, value)| value.as_slice())
    }

    /// The messages; none of them may be compressed, because nobody asked for it.
    pub(crate) fn messages(&self) -> Vec<&[u8]> {
        let mut rest = self.data.as_slice();
        let mut messages = Vec::new();
        while let Some((head, body)) = rest.split_first_chunk::<5>() {
            let [compressed, length @ ..] = *head;
            assert_eq!(compressed, 0, "a message is compressed");
            let length = usize::try_from(u32::from_be_bytes(length)).unwrap();
            let (message, body) = body.split_at_checked(length).expect("a message is whole");
            messages.push(message);
            rest = body;
        }
        assert!(rest.is_empty(), "half a message is left over");
        messages
    }

    /// The sentence of an error.
    pub(crate) fn sentence(&self) -> Option<String> {
        let encoded = self.header("grpc-message")?;
        Some(String::from_utf8(percent_decoded(encoded)).unwrap())
    }

    /// The `google.rpc.Status` of an error.
    pub(crate) fn details(&self) -> Option<Vec<u8>> {
        self.header("grpc-status-details-bin").map(base64_decoded)
    }

    /// The protobuf messages in it: those sent, and the details of an error.
    pub(crate) fn protobufs(&self) -> Vec<(&'static str, Vec<u8>)> {
        let messages = self.messages().into_iter().map(|message| ("message", message.to_vec()));
        messages.chain(self.details().map(|details| ("details", details))).collect()
    }

    /// Everything that can be read in it: what it is, and its bytes.
    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut parts = Vec::new();
        for (name, value) in self.blocks.iter().flatten() {
            parts.push(("header name".to_owned(), name.clone().into_bytes()));
            parts.push((format!("header {name}"), value.clone()));
            parts.push((format!("header {name}, percent-decoded"), percent_decoded(value)));
            if name.ends_with("-bin") {
                parts.push((format!("header {name}, base64-decoded"), base64_decoded(value)));
            }
        }
        parts.extend(self.messages().into_iter().map(|message| ("message".to_owned(), message.to_vec())));
        parts
    }
}

/// Reads what one receiver was sent.
pub(crate) fn answers(bytes: &[u8]) -> Vec<Answer> {
    let mut answers: BTreeMap<(usize, u32), Answer> = BTreeMap::new();
    let mut connection = 0;
    let mut decoder = Decoder::new();
    let mut block: Option<Vec<u8>> = None;
    for frame in frames(bytes) {
        // a server says its settings once, as the first thing in a connection
        if frame.kind == SETTINGS && !frame.has(ACK) {
            assert!(block.is_none(), "a connection broke off within headers");
            (connection, decoder) = (connection + 1, Decoder::new());
        }
        assert!(connection > 0, "a connection starts with settings");
        assert!(block.is_none() || frame.kind == CONTINUATION, "headers go on until they end");
        let stream = (connection, frame.stream);
        let answer = || Answer { stream, ..Answer::default() };
        match frame.kind {
            DATA => answers.entry(stream).or_insert_with(answer).data.extend_from_slice(frame.content()),
            HEADERS | CONTINUATION => {
                let mut whole = block.take().unwrap_or_default();
                whole.extend_from_slice(frame.content());
                if frame.has(END_HEADERS) {
                    let headers = decoder.decode(&whole).expect("headers can be decompressed");
                    let named =
                        headers.into_iter().map(|(name, value)| (String::from_utf8(name).unwrap(), value));
                    answers.entry(stream).or_insert_with(answer).blocks.push(named.collect());
                } else {
                    block = Some(whole);
                }
            }
            _ => {}
        }
    }
    answers.into_values().collect()
}

/// gRPC sends `-bin` values with or without padding.
fn base64_decoded(value: &[u8]) -> Vec<u8> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(value).expect("a -bin value is base64")
}

fn percent_decoded(value: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let byte = escaped.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    decoded
}
