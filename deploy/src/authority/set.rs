//! Every certificate that a demonstration needs, under one directory:
//! `federation/` for the bureau, regions and insurers, `office-<id>/` for each office's own people.

use super::issue::{Authority, Existing, IssueError, Issued, OpenError};
use super::profile::Validity;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use thiserror::Error;
use wijkfonds_domain::terms::{RegionId, StaffName, Uzovi};
use wijkfonds_proto::identity::{Identity, Office, TrustDomain};

/// Who takes part. The bureau always does.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetPlan {
    /// The regional funds.
    pub(crate) regions: Vec<RegionId>,
    /// The insurers.
    pub(crate) insurers: Vec<Uzovi>,
    /// The people of every office, the bureau's included.
    pub(crate) staff: Vec<StaffName>,
}

/// Why a set is not complete.
#[derive(Debug, Error)]
pub(crate) enum SetError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Issue(#[from] IssueError),
}

/// Makes what is missing of a set, and says where everybody finds theirs.
///
/// # Errors
/// When an authority or a certificate cannot be made; what was made until then stays.
pub(crate) fn make_set(
    root: &Path,
    plan: &SetPlan,
    now: Timestamp,
    validity: Validity,
    existing: Existing,
) -> Result<Vec<Issued>, SetError> {
    let offices = std::iter::once(Office::Bureau).chain(plan.regions.iter().cloned().map(Office::Region));
    let mut issued = issue_all(root, &TrustDomain::Federation, &federation(plan), now, validity, existing)?;
    for office in offices {
        let people = people(plan, &office);
        issued.extend(issue_all(root, &TrustDomain::Office(office), &people, now, validity, existing)?);
    }
    Ok(issued)
}

fn issue_all(
    root: &Path,
    domain: &TrustDomain,
    identities: &[Identity],
    now: Timestamp,
    validity: Validity,
    existing: Existing,
) -> Result<Vec<Issued>, SetError> {
    let authority = Authority::ensure(&directory(root, domain), domain.clone(), now)?;
    identities.iter().map(|identity| Ok(authority.issue(identity, validity, existing)?)).collect()
}

fn federation(plan: &SetPlan) -> Vec<Identity> {
    let regions = plan.regions.iter().cloned().map(Identity::Region);
    let insurers = plan.insurers.iter().cloned().map(Identity::Insurer);
    std::iter::once(Identity::Bureau).chain(regions).chain(insurers).collect()
}

fn people(plan: &SetPlan, office: &Office) -> Vec<Identity> {
    let staff = plan.staff.iter().cloned().map(|name| Identity::Staff { office: office.clone(), name });
    std::iter::once(Identity::Server { office: office.clone() }).chain(staff).collect()
}

fn directory(root: &Path, domain: &TrustDomain) -> PathBuf {
    match domain {
        TrustDomain::Federation => root.join("federation"),
        TrustDomain::Office(office) => root.join(format!("office-{office}")),
    }
}
