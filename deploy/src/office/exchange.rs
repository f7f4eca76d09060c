//! Calls on the wire, of every form that a command line can make.

use super::call::{Call, FileParts};
use std::collections::BTreeSet;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Request, Status, Streaming};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::dynamic::{
    DynamicCodec, DynamicMessage, MethodDescriptor, ReflectMessage, Value,
};

/// Bytes of a file in a message.
const CHUNK: usize = 64 * 1_024;
/// Bytes of an answer: a page of applications holds as many texts as rows.
const LARGEST_ANSWER: usize = 64 * 1_024 * 1_024;

/// A way to an office, and the language in which it is to answer.
pub(super) struct Exchange {
    grpc: Grpc<Channel>,
    language: Language,
}

impl Exchange {
    /// Calls go over this channel.
    pub(super) fn new(channel: Channel, language: Language) -> Self {
        Self { grpc: Grpc::new(channel).max_decoding_message_size(LARGEST_ANSWER), language }
    }

    /// One message there, one back.
    ///
    /// # Errors
    /// The status that came back, or one made here when nothing did.
    pub(super) async fn unary(
        &mut self,
        method: &MethodDescriptor,
        message: DynamicMessage,
    ) -> Result<DynamicMessage, Status> {
        self.ready().await?;
        let codec = DynamicCodec(method.clone());
        Ok(self.grpc.unary(self.request(message), path(method)?, codec).await?.into_inner())
    }

    /// One message there, many back.
    ///
    /// # Errors
    /// As [`Self::unary`].
    pub(super) async fn stream(
        &mut self,
        method: &MethodDescriptor,
        message: DynamicMessage,
    ) -> Result<Streaming<DynamicMessage>, Status> {
        self.ready().await?;
        let codec = DynamicCodec(method.clone());
        Ok(self.grpc.server_streaming(self.request(message), path(method)?, codec).await?.into_inner())
    }

    /// The headings and then the file there, one message back.
    ///
    /// # Errors
    /// As [`Self::unary`].
    pub(super) async fn upload(
        &mut self,
        method: &MethodDescriptor,
        upload: &FileParts,
        headings: DynamicMessage,
        file: &[u8],
    ) -> Result<DynamicMessage, Status> {
        self.ready().await?;
        let request = self.request(tokio_stream::iter(parts(method, upload, headings, file)));
        let codec = DynamicCodec(method.clone());
        Ok(self.grpc.client_streaming(request, path(method)?, codec).await?.into_inner())
    }

    /// The headings and then the file there, many messages back: how far it is, and at last what came of it. `told`
    /// hears how far it is: of every answer with a field `progress`, what is in it.
    ///
    /// # Errors
    /// As [`Self::unary`]; also when no answer comes.
    pub(super) async fn upload_and_watch(
        &mut self,
        method: &MethodDescriptor,
        upload: &FileParts,
        headings: DynamicMessage,
        file: &[u8],
        mut told: impl FnMut(&DynamicMessage),
    ) -> Result<DynamicMessage, Status> {
        self.ready().await?;
        let request = self.request(tokio_stream::iter(parts(method, upload, headings, file)));
        let codec = DynamicCodec(method.clone());
        let mut answers = self.grpc.streaming(request, path(method)?, codec).await?.into_inner();
        let mut last = None;
        while let Some(answer) = answers.message().await? {
            match answer.get_field_by_name("progress").as_deref() {
                Some(Value::Message(progress)) if answer.has_field_by_name("progress") => told(progress),
                _ => last = Some(answer),
            }
        }
        last.ok_or_else(|| Status::internal("no answer came"))
    }

    /// Asks for page after page and puts the rows together.
    ///
    /// # Errors
    /// As [`Self::unary`]; also when a page names itself as the next one.
    pub(super) async fn pages(
        &mut self,
        call: &Call,
        mut message: DynamicMessage,
    ) -> Result<DynamicMessage, Status> {
        let mut whole = self.unary(&call.method, message.clone()).await?;
        let mut seen = BTreeSet::new();
        while let Some(token) = next_page(&whole) {
            if !seen.insert(token.clone()) {
                return Err(Status::internal("a page names one that has been shown as the next"));
            }
            message.set_field_by_name("page_token", Value::String(token));
            let mut page = self.unary(&call.method, message.clone()).await?;
            if let Some(rows) = call.rows() {
                let more = page.take_field(&rows);
                if let (Some(Value::List(more)), Some(all)) = (more, whole.get_field_mut(&rows).as_list_mut())
                {
                    all.extend(more);
                }
            }
            let next = next_page(&page).unwrap_or_default();
            whole.set_field_by_name("next_page_token", Value::String(next));
        }
        Ok(whole)
    }

    async fn ready(&mut self) -> Result<(), Status> {
        self.grpc.ready().await.map_err(|error| Status::from_error(Box::new(error)))
    }

    fn request<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        let language = MetadataValue::from_static(self.language.code());
        request.metadata_mut().insert("accept-language", language);
        request
    }
}

/// What is sent of a file: the headings, then its bytes in parts.
fn parts(
    method: &MethodDescriptor,
    upload: &FileParts,
    headings: DynamicMessage,
    file: &[u8],
) -> Vec<DynamicMessage> {
    let part = |field, value| {
        let mut part = DynamicMessage::new(method.input());
        part.set_field(field, value);
        part
    };
    let chunks = file.chunks(CHUNK).map(|chunk| part(&upload.chunk, Value::Bytes(chunk.to_vec().into())));
    std::iter::once(part(&upload.header, Value::Message(headings))).chain(chunks).collect()
}

/// The token of the page after an answer; `None` on the last page.
pub(super) fn next_page(answer: &DynamicMessage) -> Option<String> {
    let field = answer.descriptor().get_field_by_name("next_page_token")?;
    let token = answer.get_field(&field).as_str()?.to_owned();
    (!token.is_empty()).then_some(token)
}

fn path(method: &MethodDescriptor) -> Result<PathAndQuery, Status> {
    let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
    PathAndQuery::try_from(path).map_err(|_| Status::internal("the call's name is no path"))
}
