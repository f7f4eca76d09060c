//! `AttachmentService`: documents of applications.

use super::errors::Refused;
use super::forms::LINE;
use super::{Office, forms};
use crate::app::Document;
use tokio_stream::Iter;
use tonic::{Request, Response, Status, Streaming};
use wijkfonds_domain::person::{Attachment, AttachmentKind, AttachmentPurpose, Whole};
use wijkfonds_proto::office::is_request_id;
use wijkfonds_proto::region::attachment_service_server::AttachmentService;
use wijkfonds_proto::region::get_attachment_response::Part as Given;
use wijkfonds_proto::region::put_attachment_request::Part as Taken;
use wijkfonds_proto::region::{
    Attachment as AttachmentMessage, GetAttachmentRequest, GetAttachmentResponse, ListAttachmentsRequest,
    ListAttachmentsResponse, PutAttachmentHeader, PutAttachmentRequest, PutAttachmentResponse,
};

/// Bytes of a file in a message.
const CHUNK: usize = 64 * 1_024;

#[tonic::async_trait]
impl AttachmentService for Office {
    type GetAttachmentStream = Iter<std::vec::IntoIter<Result<GetAttachmentResponse, Status>>>;

    async fn put_attachment(
        &self,
        request: Request<Streaming<PutAttachmentRequest>>,
    ) -> Result<Response<PutAttachmentResponse>, Status> {
        let desk = self.desk(&request)?;
        let refuse = |refused: Refused| refused.status(desk.language);
        let mut parts = request.into_inner();
        let first = parts.message().await?.and_then(|first| first.part);
        let Some(Taken::Header(header)) = first else { return Err(refuse(Refused::Field("header"))) };
        let (request_id, mut document) = document(header).map_err(refuse)?;
        while let Some(next) = parts.message().await? {
            let Some(Taken::Chunk(chunk)) = next.part else { return Err(refuse(Refused::Field("chunk"))) };
            if !document.take(&chunk) {
                break;
            }
        }
        let put = self.fund.put_document(desk.actor.clone(), request_id, document).await;
        let Attachment { digest, kind, size, .. } = put.map_err(|error| refuse(error.into()))?;
        Ok(Response::new(PutAttachmentResponse { digest, kind: kind.code().to_owned(), size }))
    }

    async fn get_attachment(
        &self,
        request: Request<GetAttachmentRequest>,
    ) -> Result<Response<Self::GetAttachmentStream>, Status> {
        let desk = self.desk(&request)?;
        let refuse = |refused: Refused| refused.status(desk.language);
        let GetAttachmentRequest { application, draft, digest } = request.into_inner();
        let whole = whole(&application, &draft).map_err(refuse)?;
        let found = self.fund.document(whole, &digest).await.map_err(|error| refuse(error.into()))?;
        let (attachment, bytes) = found.ok_or_else(|| refuse(Refused::NotFound))?;
        let first = Given::Attachment(self.attachment(attachment));
        let chunks = bytes.chunks(CHUNK).map(|chunk| Given::Chunk(chunk.to_vec()));
        let parts = std::iter::once(first).chain(chunks);
        let parts = parts.map(|part| Ok(GetAttachmentResponse { part: Some(part) })).collect::<Vec<_>>();
        Ok(Response::new(tokio_stream::iter(parts)))
    }

    async fn list_attachments(
        &self,
        request: Request<ListAttachmentsRequest>,
    ) -> Result<Response<ListAttachmentsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListAttachmentsRequest { application, draft, purpose } = request.into_inner();
        let listed = || {
            let whole = whole(&application, &draft)?;
            let only = (!purpose.is_empty()).then(|| self::purpose(&purpose)).transpose()?;
            let mut found = self.fund.documents(whole)?;
            found.retain(|attachment| only.is_none() || attachment.purpose == only);
            let attachments = found.into_iter().map(|found| self.attachment(found)).collect();
            Ok(ListAttachmentsResponse { attachments })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

impl Office {
    fn attachment(&self, found: Attachment) -> AttachmentMessage {
        AttachmentMessage {
            digest: found.digest,
            file_name: self.fund.file_name(found.file_name).unwrap_or_default(),
            kind: found.kind.code().to_owned(),
            purpose: found.purpose.map_or("", AttachmentPurpose::code).to_owned(),
            line: found.line.unwrap_or(0),
            size: found.size,
            on: found.on.to_string(),
        }
    }
}

fn document(header: PutAttachmentHeader) -> Result<(String, Document), Refused> {
    let PutAttachmentHeader { request_id, application, draft, purpose, line, kind, file_name, on } = header;
    if !is_request_id(&request_id) {
        return Err(Refused::Field("request_id"));
    }
    let said = (!kind.is_empty()).then(|| AttachmentKind::from_code(&kind).ok_or(Refused::Field("kind")));
    let file_name = forms::text(file_name, LINE, "file_name")?;
    if file_name.trim().is_empty() {
        return Err(Refused::Field("file_name"));
    }
    let document = Document {
        whole: whole(&application, &draft)?,
        purpose: self::purpose(&purpose)?,
        line: (line > 0).then_some(line),
        said: said.transpose()?,
        file_name,
        on: forms::day(&on, "on")?,
        bytes: Vec::new(),
    };
    Ok((request_id, document))
}

/// An application or a draft, and not both.
fn whole(application: &str, draft: &str) -> Result<Whole, Refused> {
    match (application, draft) {
        ("", "") => Err(Refused::Field("application")),
        (id, "") => id.parse().map(Whole::Application).map_err(|_| Refused::Field("application")),
        ("", id) => id.parse().map(Whole::Draft).map_err(|_| Refused::Field("draft")),
        _ => Err(Refused::Field("draft")),
    }
}

fn purpose(code: &str) -> Result<AttachmentPurpose, Refused> {
    AttachmentPurpose::from_code(code).ok_or(Refused::Field("purpose"))
}
