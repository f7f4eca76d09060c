//! Calls any method by its path with any bytes, as strangers' tools could.

use bytes::{Buf, BufMut};
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::transport::Channel;

/// Messages as they are.
#[derive(Default)]
pub(crate) struct RawCodec;

impl Codec for RawCodec {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for RawCodec {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, message: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(&message);
        Ok(())
    }
}

impl Decoder for RawCodec {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining()).to_vec()))
    }
}

/// Calls a method with one message and gives the first answer, whether the method streams or not.
pub(crate) async fn call(channel: &Channel, path: &'static str, message: Vec<u8>) -> Result<Vec<u8>, Status> {
    let mut client = tonic::client::Grpc::new(channel.clone());
    client.ready().await.map_err(|error| Status::from_error(error.into()))?;
    let path = http::uri::PathAndQuery::from_static(path);
    let request = tonic::Request::new(tokio_stream::once(message));
    let mut answers = client.streaming(request, path, RawCodec).await?.into_inner();
    Ok(answers.message().await?.unwrap_or_default())
}

/// Whether the server let nobody in: an error of the connection has a cause, an answer has none.
///
/// # Panics
/// When it was the caller who did not want the connection.
pub(crate) fn is_without_connection(status: &Status) -> bool {
    let first = std::error::Error::source(status);
    let causes: Vec<String> =
        std::iter::successors(first, |cause| cause.source()).map(ToString::to_string).collect();
    let own =
        causes.iter().any(|cause| cause.contains("invalid peer certificate") || cause.contains("the server"));
    assert!(!own, "the caller broke off: {causes:?}");
    !causes.is_empty()
}
