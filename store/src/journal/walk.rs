//! Reading a journal from front to back, believing nothing.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;

use super::{Break, BreakKind, Entry, Hash, Head, MAX_LINE_BYTES, line, positions::Place, segments};

/// A hash, a space, the longest JSON, and an LF.
const LONGEST: u64 = 64 + 1 + MAX_LINE_BYTES as u64 + 1;

/// Goes from entry to entry, over the ends of segments, and checks each link of the chain on the way.
pub(crate) struct Walk {
    journal: PathBuf,
    segments: Vec<u64>,
    /// How many of the segments are behind it, or being read.
    begun: usize,
    reader: Option<BufReader<File>>,
    /// Where the next line starts in the segment that is being read.
    offset: u64,
    /// Which line that is, from 1.
    line: u64,
    /// The entry that was read last.
    head: Head,
    place: Place,
    raw: Vec<u8>,
    bytes: u64,
    torn_bytes: u64,
}

enum Piece {
    Line,
    Torn,
    End,
}

impl Walk {
    /// From the first entry of the journal.
    pub(crate) fn new(journal: &Path) -> Result<Self, Break> {
        Ok(Self::over(journal, segments::list(journal)?))
    }

    fn over(journal: &Path, segments: Vec<u64>) -> Self {
        Self {
            journal: journal.to_owned(),
            segments,
            begun: 0,
            reader: None,
            offset: 0,
            line: 1,
            head: Head::START,
            place: Place::start(),
            raw: Vec::new(),
            bytes: 0,
            torn_bytes: 0,
        }
    }

    /// From a known place on: `place` is the next entry, `segments` are the one that it is in and those after it.
    pub(super) fn from(journal: &Path, segments: Vec<u64>, place: Place) -> Result<Self, Break> {
        let mut walk = Self::over(journal, segments);
        walk.head = Head { seq: place.seq - 1, hash: place.previous };
        walk.offset = place.offset;
        walk.line = place.line;
        walk.begun = 1;
        let mut file = walk.open(place.segment)?;
        file.seek(SeekFrom::Start(place.offset)).map_err(|error| walk.broken(BreakKind::Io(error)))?;
        walk.reader = Some(BufReader::new(file));
        Ok(walk)
    }

    /// The next entry, or `None` at the end of the journal, where a torn line may be left.
    pub(crate) fn next<E: DeserializeOwned>(&mut self) -> Result<Option<Entry<E>>, Break> {
        loop {
            if self.reader.is_none() && !self.begin_segment()? {
                return Ok(None);
            }
            match self.read_piece().map_err(|error| self.broken(BreakKind::Io(error)))? {
                Piece::Line => return self.check().map(Some),
                Piece::Torn if self.raw.len() as u64 == LONGEST => {
                    return Err(self.broken(BreakKind::TooLong));
                }
                Piece::Torn if self.begun < self.segments.len() => return Err(self.broken(BreakKind::Torn)),
                Piece::Torn => {
                    self.torn_bytes = self.raw.len() as u64;
                    return Ok(None);
                }
                Piece::End if self.begun == self.segments.len() => return Ok(None),
                Piece::End => self.reader = None,
            }
        }
    }

    /// The entry that was read last.
    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// Where the entry that was read last is.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// The line that was read last, with its LF.
    pub(super) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// How many bytes of whole lines were read.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many segments there are.
    pub(super) fn segments(&self) -> usize {
        self.segments.len()
    }

    /// The last segment, once the end is reached; `None` if there is not one.
    pub(crate) fn tail(&self) -> Option<Tail> {
        let first = *self.segments.last()?;
        Some(Tail { first, bytes: self.offset, lines: self.line - 1, torn_bytes: self.torn_bytes })
    }

    fn begin_segment(&mut self) -> Result<bool, Break> {
        let Some(&first) = self.segments.get(self.begun) else { return Ok(false) };
        self.offset = 0;
        self.line = 1;
        if first != self.head.seq + 1 {
            let file = segments::path(&self.journal, first);
            return Err(Break { file, line: 1, seq: self.head.seq + 1, kind: BreakKind::MissingSegment });
        }
        self.begun += 1;
        self.reader = Some(BufReader::new(self.open(first)?));
        Ok(true)
    }

    fn open(&self, first: u64) -> Result<File, Break> {
        File::open(segments::path(&self.journal, first)).map_err(|error| self.broken(BreakKind::Io(error)))
    }

    fn read_piece(&mut self) -> io::Result<Piece> {
        self.raw.clear();
        let Some(reader) = &mut self.reader else { return Ok(Piece::End) };
        reader.take(LONGEST).read_until(b'\n', &mut self.raw)?;
        Ok(match self.raw.last() {
            None => Piece::End,
            Some(b'\n') => Piece::Line,
            Some(_) => Piece::Torn,
        })
    }

    fn check<E: DeserializeOwned>(&mut self) -> Result<Entry<E>, Break> {
        let (hash, entry) = self.checked().map_err(|kind| self.broken(kind))?;
        let previous = self.head.hash;
        self.head = Head { seq: self.head.seq + 1, hash };
        let (segment, offset, line) = (self.segment(), self.offset, self.line);
        self.place = Place { seq: self.head.seq, segment, offset, line, previous };
        self.offset += self.raw.len() as u64;
        self.bytes += self.raw.len() as u64;
        self.line += 1;
        Ok(entry)
    }

    fn checked<E: DeserializeOwned>(&self) -> Result<(Hash, Entry<E>), BreakKind> {
        let line = self.raw.strip_suffix(b"\n").unwrap_or(&self.raw);
        let (hash, json) = line::split(line).ok_or(BreakKind::Malformed)?;
        if hash != self.head.hash.then(json) {
            return Err(BreakKind::WrongHash);
        }
        let entry: Entry<E> = line::decode(json)?;
        if entry.seq != self.head.seq + 1 {
            return Err(BreakKind::WrongSeq(entry.seq));
        }
        Ok((hash, entry))
    }

    fn segment(&self) -> u64 {
        self.begun.checked_sub(1).and_then(|index| self.segments.get(index)).copied().unwrap_or(1)
    }

    fn broken(&self, kind: BreakKind) -> Break {
        let file = segments::path(&self.journal, self.segment());
        Break { file, line: self.line, seq: self.head.seq + 1, kind }
    }
}

/// The last segment of a journal.
pub(crate) struct Tail {
    /// The number of its first entry.
    pub(crate) first: u64,
    /// How many of its bytes are whole lines.
    pub(crate) bytes: u64,
    /// How many lines those are.
    pub(crate) lines: u64,
    /// How many bytes of a torn line follow.
    pub(crate) torn_bytes: u64,
}
