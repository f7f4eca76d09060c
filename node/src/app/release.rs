//! Releases: what takes long is computed beside the writer, on what the records said at one moment.

use super::fund::{CommandError, Fund, Order};
use tokio::task::spawn_blocking;
use wijkfonds_domain::disclosure::{FigureTable, Proposal, Released, Salt};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::release::{self, Material};
use wijkfonds_domain::terms::Year;
use wijkfonds_store::Committed;

impl Fund {
    /// What would be released of a year now. Nothing is written.
    pub(crate) async fn preview_release(&self, year: Year) -> Result<Proposal, CommandError> {
        let salt = self.read(|records| release::salt(records))?.unwrap_or_else(random_salt);
        self.proposal(year, salt).await
    }

    /// Releases a year's figures as the records stand now.
    pub(crate) async fn release(&self, order: Order<Year>) -> Result<Committed<Event>, CommandError> {
        let Order { actor, request_id, command: year } = order;
        let salt = self.salt(&actor).await?;
        let proposal = Box::new(self.proposal(year, salt).await?);
        let command = Command::Release(release::Command::Release { year, proposal });
        self.order(Order { actor, request_id, command }).await
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
        self.read(|records| release::page(records, year, page))
    }

    async fn proposal(&self, year: Year, salt: Salt) -> Result<Proposal, CommandError> {
        let material = self.read(|records| Material::read(records, self.region(), year, salt))?;
        spawn_blocking(move || material.proposal()).await.map_err(|_| CommandError::Stopped)
    }

    /// The region's salt, laid down by its first release.
    async fn salt(&self, actor: &str) -> Result<Salt, CommandError> {
        let command = release::Command::LayDownSalt { salt: random_salt() };
        self.own_order(actor.to_owned(), command).await?;
        self.read(|records| release::salt(records))?.ok_or(CommandError::Stopped)
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
