//! The one thread that writes: gather, decide, append, sync, commit, answer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use tokio::sync::mpsc;

use crate::{
    batch::{self, Decided, Job},
    fault::{Fault, Stop},
    journal::Appender,
    machine::Machine,
    store::Shared,
};

pub(crate) struct Writer<M: Machine> {
    pub(crate) machine: M,
    pub(crate) shared: Arc<Shared>,
    pub(crate) appender: Appender,
    pub(crate) queue: mpsc::Receiver<Job<M>>,
    pub(crate) batch: usize,
    pub(crate) line_bytes: usize,
}

impl<M: Machine> Writer<M> {
    /// Serves until the store is closed or something fails. Every command that is not answered by then is dropped
    /// with the queue, by which its caller learns that the store has stopped.
    pub(crate) fn run(mut self) {
        // After a panic nothing is used again but the records as last committed, and those only for reading.
        let stop = match catch_unwind(AssertUnwindSafe(|| self.serve())) {
            Ok(Ok(())) => Stop::Closed,
            Ok(Err(fault)) => Stop::Fault(Arc::new(fault)),
            Err(_) => Stop::Fault(Arc::new(Fault::Panicked)),
        };
        if !stop.is_clean() {
            tracing::error!(reason = %stop, "the store takes no more commands");
        }
        self.shared.stop.send_replace(Some(stop));
    }

    fn serve(&mut self) -> Result<(), Fault> {
        while let Some(first) = self.queue.blocking_recv() {
            let jobs = self.gather(first);
            self.write(jobs)?;
        }
        self.shared.close()
    }

    /// What waits now. Nothing is waited for: while a batch is being synced, the next one gathers by itself.
    fn gather(&mut self, first: Job<M>) -> Vec<Job<M>> {
        let mut jobs = vec![first];
        while jobs.len() < self.batch
            && let Ok(job) = self.queue.try_recv()
        {
            jobs.push(job);
        }
        jobs
    }

    fn write(&mut self, jobs: Vec<Job<M>>) -> Result<(), Fault> {
        let decided = batch::decide(&self.machine, &self.shared, self.line_bytes, jobs)?;
        let Decided { block, changes, requests, answers } = decided;
        if block.len() > 0 {
            let started = Instant::now();
            let places = self.appender.append(&block)?;
            self.shared.counters.synced(block.len(), started.elapsed());
            self.shared.commit(changes, &requests, places)?;
        }
        for (reply, answer) in answers {
            // A caller that went away is no concern of the store's; it can ask again.
            let _ = reply.send(answer);
        }
        Ok(())
    }
}
