//! Holds every request against a table before any handler sees it.

use super::{Role, Rule};
use crate::border;
use crate::tls::Caller;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tonic::body::Body;
use tower::{Layer, Service};

/// Who makes an admitted request, in which role: found in the request's extensions by handlers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The caller's certificate and address.
    pub caller: Caller,
    /// The role under which the request was admitted.
    pub role: Role,
}

impl Principal {
    /// Who acts, for the journal: the certificate's name and the role.
    #[must_use]
    pub fn actor(&self) -> String {
        format!("{} as {}", self.caller.peer.identity().uri(), self.role.code())
    }
}

type RolesOf = dyn Fn(&Caller) -> Vec<Role> + Send + Sync;

/// Refuses what a listener's tables do not allow.
#[derive(Clone)]
pub struct AccessLayer {
    tables: &'static [&'static [Rule]],
    roles_of: Arc<RolesOf>,
}

impl AccessLayer {
    /// A layer for a listener: its tables, and the roles that its callers have.
    pub fn new(
        tables: &'static [&'static [Rule]],
        roles_of: impl Fn(&Caller) -> Vec<Role> + Send + Sync + 'static,
    ) -> Self {
        Self { tables, roles_of: Arc::new(roles_of) }
    }

    /// The role under which a caller may call a path: the first of the rule's roles that it has.
    fn admitted(&self, caller: &Caller, path: &str) -> Option<Role> {
        let rule = self.tables.iter().flat_map(|table| table.iter()).find(|rule| rule.path == path)?;
        let has = (self.roles_of)(caller);
        rule.roles.iter().copied().find(|role| has.contains(role))
    }
}

impl<S> Layer<S> for AccessLayer {
    type Service = AccessService<S>;

    fn layer(&self, inner: S) -> AccessService<S> {
        AccessService { inner, layer: self.clone() }
    }
}

/// The service that [`AccessLayer`] makes.
#[derive(Clone)]
pub struct AccessService<S> {
    inner: S,
    layer: AccessLayer,
}

impl<S> Service<http::Request<Body>> for AccessService<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = http::Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
        let caller = Caller::of(request.extensions()).cloned();
        let path = request.uri().path();
        let principal = caller.and_then(|caller| {
            let role = self.layer.admitted(&caller, path)?;
            Some(Principal { caller, role })
        });
        let Some(principal) = principal else {
            tracing::warn!(path, "a call was refused: the caller has no role that allows it");
            return Box::pin(async { Ok(border::not_allowed().into_http()) });
        };
        request.extensions_mut().insert(principal);
        Box::pin(self.inner.call(request))
    }
}
