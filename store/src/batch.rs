//! Deciding the commands of one batch, before anything of it is written.

use std::collections::HashMap;

use tokio::sync::oneshot;

use crate::{
    fault::Fault,
    journal::{Block, BreakKind, Entry, Hash, JsonFlaw, decode, encode},
    machine::{Committed, Context, Machine, Request, SubmitError},
    overlay::Overlay,
    records::Changes,
    store::Shared,
    view::ReadView,
};

pub(crate) type Answer<M> = Result<Committed<<M as Machine>::Event>, SubmitError<<M as Machine>::Refusal>>;

/// A command in the queue, and where its answer goes.
pub(crate) struct Job<M: Machine> {
    pub(crate) request: Request<M::Command>,
    /// The digest of the command.
    pub(crate) digest: Hash,
    pub(crate) reply: oneshot::Sender<Answer<M>>,
}

/// A batch that is decided and not yet written.
pub(crate) struct Decided<M: Machine> {
    pub(crate) block: Block,
    pub(crate) changes: Changes,
    pub(crate) requests: Vec<(String, u64)>,
    pub(crate) answers: Vec<(oneshot::Sender<Answer<M>>, Answer<M>)>,
}

/// The batch so far. Nothing of it is anywhere else, so it can be dropped at any point.
struct Batch<'a, M> {
    machine: &'a M,
    shared: &'a Shared,
    view: &'a ReadView<'a>,
    line_bytes: usize,
    overlay: Overlay<'a>,
    block: Block,
    requests: HashMap<String, u64>,
}

/// Decides the commands in their order, each on what those before it have led to.
pub(crate) fn decide<M: Machine>(
    machine: &M,
    shared: &Shared,
    line_bytes: usize,
    jobs: Vec<Job<M>>,
) -> Result<Decided<M>, Fault> {
    let view = shared.read();
    let mut batch = Batch {
        machine,
        shared,
        view: &view,
        line_bytes,
        overlay: view.overlay(),
        block: Block::after(view.head()),
        requests: HashMap::new(),
    };
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        let answer = batch.answer(job.request, job.digest)?;
        answers.push((job.reply, answer));
    }
    let Batch { overlay, block, requests, .. } = batch;
    Ok(Decided { block, changes: overlay.into_changes(), requests: requests.into_iter().collect(), answers })
}

impl<M: Machine> Batch<'_, M> {
    fn answer(&mut self, request: Request<M::Command>, digest: Hash) -> Result<Answer<M>, Fault> {
        if let Some(first) = self.first_answer(&request.request_id)? {
            return Ok(repeat(first, &request, digest));
        }
        let Request { request_id, actor, at, command } = request;
        let context = Context { seq: self.block.next_seq(), at, actor, request_id };
        let events = match self.machine.decide(&self.overlay, &command, &context)? {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(SubmitError::Refused(refusal))),
        };

        let (json, entry) = write_and_read_back(&context, digest, &events)?;
        if json.len() > self.line_bytes {
            return Ok(Err(SubmitError::TooLarge { bytes: json.len(), limit: self.line_bytes }));
        }
        for event in &entry.events {
            self.machine.apply(&mut self.overlay, event, &context)?;
        }
        self.block.push(&json);
        self.requests.insert(context.request_id, context.seq);
        Ok(Ok(Committed { seq: entry.seq, at: entry.at, events: entry.events, repeated: false }))
    }

    /// The entry that this request id led to, earlier in this batch or ever before.
    fn first_answer(&self, request_id: &str) -> Result<Option<Entry<M::Event>>, Fault> {
        if let Some(seq) = self.requests.get(request_id) {
            let decoded = self.block.json(*seq).map(decode).transpose();
            return decoded.map_err(|kind| Fault::Events { seq: *seq, kind });
        }
        self.view.request(request_id)?.map(|seq| self.shared.entry(seq)).transpose()
    }
}

/// What is applied and answered is what a later reader of the journal will find, and nothing is ever written that
/// could not be read again.
fn write_and_read_back<E: serde::Serialize + serde::de::DeserializeOwned>(
    context: &Context,
    digest: Hash,
    events: &[E],
) -> Result<(Vec<u8>, Entry<E>), Fault> {
    let unreadable = |kind| Fault::Events { seq: context.seq, kind };
    let json = encode(context, digest, events)
        .map_err(|error| unreadable(BreakKind::Unreadable(JsonFlaw::of(&error))))?;
    let entry = decode(&json).map_err(unreadable)?;
    Ok((json, entry))
}

fn repeat<E, C, R>(
    first: Entry<E>,
    request: &Request<C>,
    digest: Hash,
) -> Result<Committed<E>, SubmitError<R>> {
    if first.request != digest || first.actor != request.actor {
        return Err(SubmitError::RequestIdReused);
    }
    Ok(Committed { seq: first.seq, at: first.at, events: first.events, repeated: true })
}
