//! Pulls an insurer's statements from every region at the same time.

use std::time::Duration;
use tokio::task::JoinSet;
use wijkfonds_domain::terms::{RegionId, Uzovi, Year};
use wijkfonds_proto::border::CallError;
use wijkfonds_proto::federation::{DirectoryClient, RegionEntry};
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::settlement::{ReceivedStatement, SettlementClient};
use wijkfonds_proto::tls::{Address, ClientTls, Timeouts, channel};

/// How long a region may take for its whole answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came, and from whom nothing came.
#[derive(Debug, Default)]
pub(crate) struct Pulled {
    /// The statements, by region and quarter.
    pub(crate) statements: Vec<ReceivedStatement>,
    /// The regions that gave none, each with the reason.
    pub(crate) missing: Vec<(RegionId, CallError)>,
}

impl Pulled {
    /// Whether a region is missing, so that no total is whole.
    pub(crate) fn is_partial(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Euro cents due in all statements. `None` when it does not fit.
    pub(crate) fn due_cents(&self) -> Option<i64> {
        self.statements.iter().try_fold(0i64, |sum, statement| sum.checked_add(statement.due_cents))
    }
}

/// Finds the regions through the coordinator and pulls the statements of a year from each.
///
/// # Errors
/// [`CallError`] when the coordinator does not tell the regions. A region that does not answer is no error: it
/// is named in what was pulled.
pub(crate) async fn pull(
    coordinator: &Address,
    tls: &ClientTls,
    uzovi: &Uzovi,
    year: Year,
) -> Result<Pulled, CallError> {
    let bureau = channel(coordinator, tls, &Identity::Bureau, &Timeouts::default());
    let regions = DirectoryClient::new(bureau).regions().await?;
    let mut calls = JoinSet::new();
    for RegionEntry { id, address, .. } in regions {
        let channel = channel(&address, tls, &Identity::Region(id.clone()), &Timeouts::default());
        let mut client = SettlementClient::new(id.clone(), uzovi.clone(), channel);
        calls.spawn(async move {
            // a request's own deadline ends with the first byte of the answer, and a region may stall after it
            let answer = tokio::time::timeout(PATIENCE, client.statements(year)).await;
            (id, answer.unwrap_or_else(|_| Err(CallError::Unreachable("it stalled".to_owned()))))
        });
    }
    let mut pulled = Pulled::default();
    while let Some(called) = calls.join_next().await {
        // a call that was broken off belongs to no region any more, and the whole answer is worth nothing
        let (id, answer) = called.map_err(|_| CallError::BadAnswer("a call was broken off"))?;
        match answer {
            Ok(statements) => pulled.statements.extend(statements),
            Err(error) => pulled.missing.push((id, error)),
        }
    }
    pulled.statements.sort_by(|a, b| (&a.region, a.quarter).cmp(&(&b.region, b.quarter)));
    pulled.missing.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(pulled)
}
