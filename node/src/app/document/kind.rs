//! What a file is, by what is in it. Its name says nothing.

use std::io::Cursor;
use wijkfonds_domain::person::AttachmentKind;
use zip::ZipArchive;

/// Files in a document of Office Open XML.
const MOST_PARTS: usize = 10_000;
/// Bytes at the end of a PDF in which its end is looked for, as readers do.
const END_OF_PDF: usize = 1_024;

/// The kind of a file; `None` when it is none that is taken, or is cut short.
pub(super) fn kind_of(bytes: &[u8]) -> Option<AttachmentKind> {
    if bytes.starts_with(b"%PDF-") {
        return is_pdf(bytes).then_some(AttachmentKind::Pdf);
    }
    if let Some(chunks) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") {
        return is_png(chunks).then_some(AttachmentKind::Png);
    }
    if bytes.starts_with(b"\xff\xd8") {
        return is_jpeg(bytes).then_some(AttachmentKind::Jpeg);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office_kind(bytes);
    }
    text_kind(bytes)
}

/// A version, and at the end where its table is, and the end.
fn is_pdf(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(END_OF_PDF)..];
    let (start, end) = (find(tail, b"startxref"), find(tail, b"%%EOF"));
    let version = matches!(bytes.get(5..8), Some([b'1' | b'2', b'.', b'0'..=b'9']));
    version && matches!((start, end), (Some(start), Some(end)) if start < end)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|part| part == needle)
}

/// A header first, every chunk whole, and nothing behind the last.
fn is_png(mut rest: &[u8]) -> bool {
    let mut first = true;
    loop {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return false };
        let Some((name, after)) = after.split_first_chunk::<4>() else { return false };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        // four bytes of checksum follow
        let Some(after) = length.checked_add(4).and_then(|length| after.get(length..)) else { return false };
        if first && (name != b"IHDR" || length != 13) {
            return false;
        }
        if name == b"IEND" {
            return length == 0 && after.is_empty();
        }
        (first, rest) = (false, after);
    }
}

/// Segment after segment to where the picture begins, and its end.
fn is_jpeg(bytes: &[u8]) -> bool {
    let mut rest = &bytes[2..];
    loop {
        let [0xff, marker, high, low, ..] = *rest else { return false };
        match marker {
            // more padding before a marker
            0xff => rest = &rest[1..],
            0xc0..=0xfe => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                let Some(after) = rest.get(2 + length..).filter(|_| length >= 2) else { return false };
                if marker == 0xda {
                    return find(after, b"\xff\xd9").is_some();
                }
                rest = after;
            }
            _ => return false,
        }
    }
}

/// A workbook or a text document, whole and without programs in it.
fn office_kind(bytes: &[u8]) -> Option<AttachmentKind> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    // a name that cannot be read is no better than a program
    let program = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin");
    let programs = archive.file_names().any(|name| name.map_or(true, |name| program(&name)));
    if archive.len() > MOST_PARTS || programs || !has("[Content_Types].xml") {
        return None;
    }
    match (has("xl/workbook.xml"), has("word/document.xml")) {
        (true, false) => Some(AttachmentKind::Xlsx),
        (false, true) => Some(AttachmentKind::Docx),
        _ => None,
    }
}

/// Text in UTF-8 without control characters; CSV when every line has as many fields as the first, and two at least.
fn text_kind(bytes: &[u8]) -> Option<AttachmentKind> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if text.trim().is_empty() || text.contains(control) {
        return None;
    }
    let separated = [b',', b';', b'\t'].into_iter().any(|separator| is_table(text, separator));
    Some(if separated { AttachmentKind::Csv } else { AttachmentKind::Text })
}

fn is_table(text: &str, separator: u8) -> bool {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(text.as_bytes());
    // a line with another number of fields than the first is an error to the reader
    let mut lines = 0;
    for record in reader.records() {
        match record {
            Ok(record) if record.len() >= 2 => lines += 1,
            _ => return false,
        }
    }
    lines >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(names: &[&str]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(b"<xml/>").unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn png(chunks: &[(&[u8; 4], usize)]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, length) in chunks {
            bytes.extend(u32::try_from(*length).unwrap().to_be_bytes());
            bytes.extend(*name);
            bytes.extend(vec![0; length + 4]);
        }
        bytes
    }

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\nxref\ntrailer\nstartxref\n9\n%%EOF\n";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xda\x00\x02picture\xff\xd9";

    #[test]
    fn a_file_is_what_is_in_it() {
        let types = "[Content_Types].xml";
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("pdf", PDF.to_vec(), "pdf"),
            ("a PDF cut short", PDF[..40].to_vec(), "none"),
            (
                "a PDF of no version",
                PDF.to_vec().iter().map(|b| if *b == b'7' { b'x' } else { *b }).collect(),
                "none",
            ),
            ("png", png(&[(b"IHDR", 13), (b"IDAT", 9), (b"IEND", 0)]), "png"),
            ("a PNG cut short", png(&[(b"IHDR", 13), (b"IDAT", 9)]), "none"),
            ("a PNG without its header", png(&[(b"IDAT", 9), (b"IEND", 0)]), "none"),
            (
                "a PNG with something behind it",
                [png(&[(b"IHDR", 13), (b"IEND", 0)]), b"PK".to_vec()].concat(),
                "none",
            ),
            ("jpeg", JPEG.to_vec(), "jpeg"),
            ("a JPEG cut short", JPEG[..JPEG.len() - 2].to_vec(), "none"),
            ("a JPEG without a picture", b"\xff\xd8\xff\xd9".to_vec(), "none"),
            ("xlsx", zipped(&[types, "xl/workbook.xml"]), "xlsx"),
            ("docx", zipped(&[types, "word/document.xml"]), "docx"),
            ("a workbook with programs", zipped(&[types, "xl/workbook.xml", "xl/vbaProject.bin"]), "none"),
            ("a workbook and a text", zipped(&[types, "xl/workbook.xml", "word/document.xml"]), "none"),
            ("another archive", zipped(&["readme.txt"]), "none"),
            ("an archive cut short", zipped(&[types, "xl/workbook.xml"])[..60].to_vec(), "none"),
            ("csv", b"a;b\r\n1;\"2\r\n3\"\r\n".to_vec(), "csv"),
            ("csv with a mark", "\u{feff}naam,aantal\nÉén,1\n".into(), "csv"),
            ("a sentence with commas", b"first, second\nthird".to_vec(), "text"),
            ("text", "Wat er was, één keer.\n".into(), "text"),
            ("another encoding", b"\xe9\xe9n keer".to_vec(), "none"),
            ("a program", b"\x7fELF\x02\x01\x01\x00".to_vec(), "none"),
            ("a zero byte", b"text\x00".to_vec(), "none"),
            ("blanks", b" \n".to_vec(), "none"),
            ("nothing", Vec::new(), "none"),
        ];
        for (case, bytes, expected) in cases {
            assert_eq!(kind_of(&bytes).map_or("none", AttachmentKind::code), expected, "{case}");
        }
    }

    #[test]
    fn a_file_cut_off_anywhere_is_no_panic_and_never_another_kind() {
        let whole = [PDF.to_vec(), JPEG.to_vec(), png(&[(b"IHDR", 13), (b"IDAT", 9), (b"IEND", 0)])];
        for bytes in whole {
            let kind = kind_of(&bytes);
            for end in 9..bytes.len() {
                let found = kind_of(&bytes[..end]);
                assert!(found.is_none() || found == kind, "{end} bytes");
            }
        }
    }
}
