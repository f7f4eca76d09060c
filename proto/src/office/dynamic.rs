//! Calls that are known by their descriptors alone: what the client of an office runs on.
//!
//! Only the office packages are here. The messages of the borders have no dynamic form, as they have no public one.

pub use prost_reflect::{
    DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MapKey,
    MessageDescriptor, MethodDescriptor, ReflectMessage, SerializeOptions, ServiceDescriptor, Value,
};

use prost::Message;
use prost_reflect::DescriptorError;
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

const REGION: &[u8] = include_bytes!("../generated/region-described.bin");
const BUREAU: &[u8] = include_bytes!("../generated/bureau-described.bin");

/// The descriptors of both office packages, with what their files say of every element.
///
/// # Errors
/// When they cannot be read, which a test rules out for those checked in.
pub fn descriptors() -> Result<DescriptorPool, DescriptorError> {
    let mut pool = DescriptorPool::decode(REGION)?;
    pool.decode_file_descriptor_set(BUREAU)?;
    Ok(pool)
}

/// What a `.proto` file says above the element at a path; empty when it says nothing.
#[must_use]
pub fn comment(file: &FileDescriptor, path: &[i32]) -> String {
    let info = file.file_descriptor_proto().source_code_info.as_ref();
    let found = info.and_then(|info| info.location.iter().find(|location| location.path == path));
    let lines = found.map(|location| location.leading_comments().lines().map(str::trim));
    lines.map(|lines| lines.collect::<Vec<_>>().join(" ").trim().to_owned()).unwrap_or_default()
}

/// Dynamic messages on the wire, as a method's descriptor says.
#[derive(Clone)]
pub struct DynamicCodec(pub MethodDescriptor);

impl Codec for DynamicCodec {
    type Encode = DynamicMessage;
    type Decode = DynamicMessage;
    type Encoder = DynamicEncoder;
    type Decoder = DynamicDecoder;

    fn encoder(&mut self) -> DynamicEncoder {
        DynamicEncoder(())
    }

    fn decoder(&mut self) -> DynamicDecoder {
        DynamicDecoder(self.0.output())
    }
}

/// Writes dynamic messages.
pub struct DynamicEncoder(());

impl Encoder for DynamicEncoder {
    type Item = DynamicMessage;
    type Error = Status;

    fn encode(&mut self, item: DynamicMessage, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        item.encode(to).map_err(|_| Status::internal("the message does not fit"))
    }
}

/// Reads dynamic messages.
pub struct DynamicDecoder(MessageDescriptor);

impl Decoder for DynamicDecoder {
    type Item = DynamicMessage;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<DynamicMessage>, Status> {
        let message = DynamicMessage::decode(self.0.clone(), from);
        message.map(Some).map_err(|_| Status::internal("the answer is not of the method's form"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_and_every_field_of_a_request_says_what_it_is() {
        let pool = descriptors().unwrap();
        let mut seen = 0;
        for method in pool.services().flat_map(|service| service.methods().collect::<Vec<_>>()) {
            let file = method.parent_service().parent_file();
            assert_ne!(comment(&file, method.path()), "", "{}", method.full_name());
            for field in method.input().fields() {
                assert_ne!(
                    comment(&field.parent_message().parent_file(), field.path()),
                    "",
                    "{}",
                    field.full_name()
                );
                seen += 1;
            }
        }
        assert!(seen > 50, "{seen}");
    }
}
