//! Between a region and a health insurer: that insurer's own statements.

use crate::access::Principal;
use crate::border::{BorderRefusal, CallError};
use crate::border_messages::settlement as messages;
use crate::border_messages::settlement::settlement_service_client::SettlementServiceClient;
use crate::border_messages::settlement::settlement_service_server::{
    SettlementService, SettlementServiceServer,
};
use crate::identity::Identity;
use serde::Serialize;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use tonic::service::Routes;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use wijkfonds_domain::settlement::{Attribution, Statement};
use wijkfonds_domain::terms::{InsurerKey, RegionId, Uzovi, Year};

/// A region, as an insurer sees it. Who asks comes from the certificate.
pub trait SettlementPort: Send + Sync + 'static {
    /// The insurer's statements of a year. The sending is in the egress log when this returns.
    fn statements(
        &self,
        actor: String,
        uzovi: Uzovi,
        key: InsurerKey,
        year: Year,
    ) -> impl Future<Output = Result<Vec<Statement>, BorderRefusal>> + Send;
}

/// Adds the routes of a region's border for insurers.
pub fn add_settlement_routes(routes: Routes, port: Arc<impl SettlementPort>) -> Routes {
    routes.add_service(SettlementServiceServer::new(Adapter(port)))
}

struct Adapter<P>(Arc<P>);

#[tonic::async_trait]
impl<P: SettlementPort> SettlementService for Adapter<P> {
    async fn list_statements(
        &self,
        request: Request<messages::ListStatementsRequest>,
    ) -> Result<Response<messages::ListStatementsResponse>, Status> {
        let principal = request.extensions().get::<Principal>().ok_or(BorderRefusal::NotAllowed)?;
        let peer = &principal.caller.peer;
        let Identity::Insurer(uzovi) = peer.identity() else { return Err(BorderRefusal::NotAllowed.into()) };
        let year = Year::new(request.get_ref().year).map_err(|_| BorderRefusal::BadRequest)?;
        let statements =
            self.0.statements(principal.actor(), uzovi.clone(), peer.key().clone(), year).await?;
        let statements = statements.iter().map(statement_to).collect();
        Ok(Response::new(messages::ListStatementsResponse { statements }))
    }
}

fn statement_to(statement: &Statement) -> messages::Statement {
    let attribution = match statement.attribution() {
        Attribution::AssumedByShareOfDue => messages::Attribution::AssumedByShareOfDue,
    };
    messages::Statement {
        region: statement.region().to_string(),
        year: statement.year().into(),
        quarter: statement.quarter().into(),
        uzovi: statement.uzovi().to_string(),
        insured: statement.insured(),
        settled_insured: statement.settled_insured(),
        source: statement.source().to_owned(),
        reference_date: statement.reference_date().to_string(),
        rate_cents: statement.rate().get(),
        rate_version: statement.rate_version(),
        due_cents: statement.due().get(),
        cumulative_due_cents: statement.cumulative_due().get(),
        zn_attributed_cents: statement.zn_attributed().get(),
        difference_cents: statement.difference().get(),
        attribution: attribution.into(),
    }
}

/// A statement as an insurer received it. The fields are those of
/// [`Statement`], in euro cents and persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceivedStatement {
    /// The region's id.
    pub region: String,
    /// The fund year.
    pub year: u32,
    /// 1 to 4.
    pub quarter: u32,
    /// The insurer.
    pub uzovi: String,
    /// The insured in the quarter.
    pub insured: u64,
    /// The settled count, with the fourth quarter.
    pub settled_insured: Option<u64>,
    /// Who counted.
    pub source: String,
    /// Of which day.
    pub reference_date: String,
    /// The year's rate.
    pub rate_cents: i64,
    /// The version of the rate.
    pub rate_version: u32,
    /// Due for the quarter.
    pub due_cents: i64,
    /// Due up to this quarter.
    pub cumulative_due_cents: i64,
    /// Attributed of what ZN paid up to this quarter.
    pub zn_attributed_cents: i64,
    /// Attributed less due.
    pub difference_cents: i64,
    /// Whether the attribution is the assumption by share of what is due.
    pub attribution_is_assumed: bool,
}

impl From<messages::Statement> for ReceivedStatement {
    fn from(statement: messages::Statement) -> Self {
        let attribution_is_assumed = statement.attribution() == messages::Attribution::AssumedByShareOfDue;
        Self {
            region: statement.region,
            year: statement.year,
            quarter: statement.quarter,
            uzovi: statement.uzovi,
            insured: statement.insured,
            settled_insured: statement.settled_insured,
            source: statement.source,
            reference_date: statement.reference_date,
            rate_cents: statement.rate_cents,
            rate_version: statement.rate_version,
            due_cents: statement.due_cents,
            cumulative_due_cents: statement.cumulative_due_cents,
            zn_attributed_cents: statement.zn_attributed_cents,
            difference_cents: statement.difference_cents,
            attribution_is_assumed,
        }
    }
}

/// A region, as an insurer calls it.
#[derive(Clone)]
pub struct SettlementClient {
    region: RegionId,
    uzovi: Uzovi,
    client: SettlementServiceClient<Channel>,
}

impl SettlementClient {
    /// A client of an insurer over a channel that insists on the region's identity.
    #[must_use]
    pub fn new(region: RegionId, uzovi: Uzovi, channel: Channel) -> Self {
        Self { region, uzovi, client: SettlementServiceClient::new(channel) }
    }

    /// The caller's own statements of a year. A statement of another region, insurer or year than was asked is
    /// not taken: it would stand in a total where it does not belong.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn statements(&mut self, year: Year) -> Result<Vec<ReceivedStatement>, CallError> {
        let request = messages::ListStatementsRequest { year: year.into() };
        let statements = self.client.list_statements(request).await?.into_inner().statements;
        let asked = |statement: &messages::Statement| {
            statement.region == self.region.as_str()
                && statement.uzovi == self.uzovi.as_str()
                && statement.year == u32::from(year)
        };
        let quarters: BTreeSet<u32> = statements.iter().map(|statement| statement.quarter).collect();
        if quarters.len() < statements.len() || !statements.iter().all(asked) {
            return Err(CallError::BadAnswer(
                "a statement is of another region, insurer, year or quarter than asked",
            ));
        }
        Ok(statements.into_iter().map(ReceivedStatement::from).collect())
    }
}
