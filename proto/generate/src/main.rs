//! `cargo run -p wijkfonds-generate` writes the Rust code of the messages after a `.proto` file has changed.
//!
//! No protoc: protox compiles the files. The result is checked in, so that nobody needs this to build.

use prost::Message;
use prost_types::{FileDescriptorProto, FileDescriptorSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The sets for reflection: which packages a listener's strangers may list.
const DESCRIPTOR_SETS: [(&str, &[&str]); 3] = [
    ("border.bin", &["wijkfonds.federation.v1", "wijkfonds.settlement.v1"]),
    ("region.bin", &["wijkfonds.region.v1"]),
    ("bureau.bin", &["wijkfonds.bureau.v1"]),
];

/// The same with what the files say of every element, for the client of an office.
const DESCRIBED_SETS: [(&str, &str); 2] =
    [("region-described.bin", "wijkfonds.region.v1"), ("bureau-described.bin", "wijkfonds.bureau.v1")];

const FILES: &[&str] = &[
    "wijkfonds/federation/v1/region.proto",
    "wijkfonds/federation/v1/directory.proto",
    "wijkfonds/settlement/v1/settlement.proto",
    "wijkfonds/region/v1/fund.proto",
    "wijkfonds/region/v1/details.proto",
    "wijkfonds/region/v1/intake.proto",
    "wijkfonds/region/v1/ledger.proto",
    "wijkfonds/region/v1/project.proto",
    "wijkfonds/region/v1/year.proto",
    "wijkfonds/region/v1/committee.proto",
    "wijkfonds/region/v1/count.proto",
    "wijkfonds/region/v1/books.proto",
    "wijkfonds/region/v1/people.proto",
    "wijkfonds/region/v1/attachment.proto",
    "wijkfonds/region/v1/evidence.proto",
    "wijkfonds/region/v1/disclosure.proto",
    "wijkfonds/region/v1/history.proto",
    "wijkfonds/region/v1/payment.proto",
    "wijkfonds/region/v1/invoice.proto",
    "wijkfonds/bureau/v1/bureau.proto",
    "wijkfonds/bureau/v1/index.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    generate(&proto_folder().join("src/generated"))
}

fn proto_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn generate(to: &Path) -> Result<(), Box<dyn Error>> {
    let descriptors = protox::compile(FILES, [proto_folder()])?;
    for (name, packages) in DESCRIPTOR_SETS {
        let chosen = descriptors.file.iter().filter(|file| packages.contains(&file.package()));
        let set = FileDescriptorSet { file: chosen.map(without_comments).collect() };
        fs::write(to.join(name), set.encode_to_vec())?;
    }
    for (name, package) in DESCRIBED_SETS {
        let chosen = descriptors.file.iter().filter(|file| file.package() == package);
        let set = FileDescriptorSet { file: chosen.map(with_comments_alone).collect() };
        fs::write(to.join(name), set.encode_to_vec())?;
    }
    tonic_prost_build::configure()
        .out_dir(to)
        .emit_rerun_if_changed(false)
        // a message may hold what practices wrote: it does not print
        .skip_debug(["."])
        .compile_fds(descriptors)?;
    Ok(())
}

fn without_comments(file: &FileDescriptorProto) -> FileDescriptorProto {
    FileDescriptorProto { source_code_info: None, ..file.clone() }
}

/// Keeps the comments, and drops the lines and columns, of which nobody who only calls has any use.
fn with_comments_alone(file: &FileDescriptorProto) -> FileDescriptorProto {
    let mut file = file.clone();
    if let Some(info) = &mut file.source_code_info {
        info.location.retain(|location| location.leading_comments.is_some());
        info.location.iter_mut().for_each(|location| location.span.clear());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_code_is_what_the_proto_files_give() {
        let fresh = tempfile::tempdir().unwrap();
        generate(fresh.path()).unwrap();
        let mut compared = 0;
        for entry in fs::read_dir(fresh.path()).unwrap() {
            let file = entry.unwrap();
            let checked_in = proto_folder().join("src/generated").join(file.file_name());
            let same = fs::read(file.path()).unwrap() == fs::read(&checked_in).unwrap();
            assert!(same, "{} differs: cargo run -p wijkfonds-generate", checked_in.display());
            compared += 1;
        }
        assert_eq!(compared, 9, "four packages and five descriptor sets");
        let present = fs::read_dir(proto_folder().join("src/generated")).unwrap().count();
        assert_eq!(present, compared, "a generated file is left over from an older package");
    }
}
