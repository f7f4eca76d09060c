//! How a process is told to end, and how its parts hear of it.

use std::future::Future;
use std::io;
use tokio::signal::unix::{Signal, SignalKind};
use tokio::sync::watch;

/// Waits for SIGINT or SIGTERM.
///
/// # Errors
/// The operating system does not let the process listen for signals.
pub async fn signal() -> io::Result<()> {
    let mut signals = Signals::listen()?;
    signals.next().await;
    Ok(())
}

/// The two signals that ask a process to end.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// From here on the signals no longer end the process by themselves.
    fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: tokio::signal::unix::signal(SignalKind::interrupt())?,
            terminate: tokio::signal::unix::signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The end of a process, as its parts see it: asked for once, heard by everyone, also by who comes later.
#[derive(Clone, Debug)]
pub struct Shutdown {
    asked: watch::Sender<bool>,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self::new()
    }
}

impl Shutdown {
    /// An end that nobody has asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self { asked: watch::Sender::new(false) }
    }

    /// An end that SIGINT or SIGTERM asks for. Call it inside a runtime; it listens from the return on.
    ///
    /// # Errors
    /// The operating system does not let the process listen for signals.
    pub fn on_signal() -> io::Result<Self> {
        let (shutdown, mut signals) = (Self::new(), Signals::listen()?);
        let asked = shutdown.clone();
        tokio::spawn(async move {
            signals.next().await;
            tracing::info!("asked to stop");
            asked.trigger();
        });
        Ok(shutdown)
    }

    /// Asks for the end. Asking again changes nothing.
    pub fn trigger(&self) {
        self.asked.send_replace(true);
    }

    /// Asks for the end when standard input ends: a child process outlives nobody who holds its input. It waits
    /// on a thread of its own, as a read of standard input cannot be broken off.
    pub fn trigger_when_input_ends(&self) {
        let shutdown = self.clone();
        std::thread::spawn(move || {
            // an error means that there is no input to wait for
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
            tracing::info!("the input has ended");
            shutdown.trigger();
        });
    }

    /// Whether the end has been asked for.
    #[must_use]
    pub fn is_triggered(&self) -> bool {
        *self.asked.borrow()
    }

    /// Waits until the end is asked for. The future stands by itself, for servers that want one.
    pub fn triggered(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        // the sender goes along, so the channel is open as long as someone waits
        let (sender, mut asked) = (self.asked.clone(), self.asked.subscribe());
        async move {
            let _ = asked.wait_for(|asked| *asked).await;
            drop(sender);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Poll;

    #[tokio::test]
    async fn everyone_hears_of_the_end_also_who_comes_later() {
        let shutdown = Shutdown::new();
        let earlier = tokio::spawn(shutdown.triggered());
        assert!(!shutdown.is_triggered());
        shutdown.clone().trigger();
        shutdown.trigger();
        earlier.await.unwrap();
        shutdown.triggered().await;
        assert!(shutdown.is_triggered());
    }

    #[tokio::test]
    async fn who_waits_still_waits_when_all_handles_are_gone() {
        let mut waiting = Box::pin(Shutdown::new().triggered());
        let polled = std::future::poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context)));
        assert!(polled.await.is_pending());
    }

    #[tokio::test]
    async fn a_signal_of_the_operating_system_asks_for_the_end() {
        for name in ["TERM", "INT"] {
            let shutdown = Shutdown::on_signal().unwrap();
            let send = format!("kill -s {name} {}", std::process::id());
            let sent = std::process::Command::new("sh").args(["-c", &send]).status().unwrap();
            assert!(sent.success());
            shutdown.triggered().await;
        }
    }
}
