//! Releases: what takes long is computed beside the writer, on what the records said at one moment.

use super::fund::{CommandError, Fund, Order};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use wijkfonds_domain::disclosure::{FigureTable, Proposal, Released, Salt};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::release::{self, Material, Refusal};
use wijkfonds_domain::terms::Year;
use wijkfonds_store::Committed;

/// How long somebody waits for a proposal before they are told to ask again. Below the time that a request may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The last proposal of each year, made or in the making. It is good as long as the records say what it is made of.
#[derive(Clone, Default)]
pub(super) struct Proposals(Arc<Mutex<BTreeMap<Year, Making>>>);

#[derive(Clone)]
struct Making {
    basis: String,
    made: watch::Receiver<Option<Arc<Proposal>>>,
}

impl Proposals {
    /// The proposal on this basis: begun now, unless it is there or in the making.
    fn of(&self, year: Year, material: Material) -> watch::Receiver<Option<Arc<Proposal>>> {
        let basis = material.digest();
        // nothing panics while it holds the lock
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // one that was broken off has no value and no sender any more
        let goes_on = |making: &&Making| making.made.borrow().is_some() || making.made.has_changed().is_ok();
        if let Some(making) = all.get(&year).filter(|making| making.basis == basis).filter(goes_on) {
            return making.made.clone();
        }
        let (finished, made) = watch::channel(None);
        all.insert(year, Making { basis, made: made.clone() });
        drop(all);
        // on a thread of its own: neither the writer nor those who serve requests wait for it
        spawn_blocking(move || finished.send_replace(Some(Arc::new(material.proposal()))));
        made
    }
}

impl Fund {
    /// What would be released of a year as the records stand now.
    ///
    /// # Errors
    /// Refused as [`Refusal::StillComputing`] when it takes longer than somebody should wait: ask again.
    pub(crate) async fn preview_release(
        &self,
        actor: &str,
        year: Year,
    ) -> Result<Arc<Proposal>, CommandError> {
        let salt = self.salt(actor).await?;
        let material = self.read_sealed(|records| Material::read(records, self.region(), year, salt))?;
        let mut made = self.proposals().of(year, material);
        let waited = tokio::time::timeout(PATIENCE, made.wait_for(Option::is_some)).await;
        match waited {
            Ok(Ok(made)) => made.clone().ok_or(CommandError::Stopped),
            Ok(Err(_)) => Err(CommandError::Stopped),
            Err(_) => Err(CommandError::Refused(Refusal::StillComputing { year }.into())),
        }
    }

    /// Releases a year's figures as the records stand now.
    ///
    /// # Errors
    /// As [`Fund::preview_release`], and what the fund refuses.
    pub(crate) async fn release(&self, order: Order<Year>) -> Result<Committed<Event>, CommandError> {
        let Order { actor, request_id, command: year } = order;
        let proposal = self.preview_release(&actor, year).await?;
        let command = Command::Release(release::Command::Release { year, proposal });
        self.order(Order { actor, request_id, command }).await
    }

    /// After a year was closed: releases its figures where the board's standing order is in force. It goes on beside
    /// whoever closed the year; what comes of it is in the journal, and a refusal in the log.
    pub(crate) fn carry_out_standing_order(&self, actor: String, events: &[Event]) {
        let closed = events.iter().find_map(|event| match event {
            Event::YearClosed { year, .. } => Some(*year),
            _ => None,
        });
        let Some(year) = closed else { return };
        let fund = self.clone();
        tokio::spawn(async move {
            match fund.read_sealed(|records| release::is_ordered(records)) {
                Ok(true) => {}
                Ok(false) | Err(_) => return,
            }
            loop {
                let request_id = format!("standing-order-{year}");
                let order = Order { actor: format!("standing order, {actor}"), request_id, command: year };
                match fund.release(order).await {
                    Err(CommandError::Refused(refusal)) if refusal.code() == "figures_still_computing" => {}
                    Err(error) => return tracing::warn!(%year, %error, "the standing order released nothing"),
                    Ok(_) => return,
                }
            }
        });
    }

    /// A page of the released figures of a year, logged as sent to the bureau.
    pub(crate) async fn send_figures(
        &self,
        actor: String,
        year: Year,
        page: u32,
    ) -> Result<Vec<Released<FigureTable>>, CommandError> {
        self.own_order(actor, release::Command::Send { year, page }).await?;
        // what a page holds never changes once there is one after it, so what is read now is what was logged
        self.read_sealed(|records| release::page(records, year, page))
    }

    /// The region's salt, laid down by the first who asks for a proposal.
    async fn salt(&self, actor: &str) -> Result<Salt, CommandError> {
        if let Some(salt) = self.read_sealed(|records| release::salt(records))? {
            return Ok(salt);
        }
        let command = release::Command::LayDownSalt { salt: random_salt() };
        self.own_order(actor.to_owned(), command).await?;
        self.read_sealed(|records| release::salt(records))?.ok_or(CommandError::Stopped)
    }

    async fn own_order(&self, actor: String, command: release::Command) -> Result<(), CommandError> {
        let request_id = uuid::Uuid::now_v7().to_string();
        let command = Command::Release(command);
        self.order(Order { actor, request_id, command }).await.map(|_| ())
    }
}

fn random_salt() -> Salt {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    bytes[16..].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    Salt::of_bytes(bytes)
}
