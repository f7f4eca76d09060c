//! The regions as they can be reached: a channel to each, and how the last contact went.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use wijkfonds_domain::bureau::{Acknowledgement, Member};
use wijkfonds_domain::terms::{RegionId, Year};
use wijkfonds_proto::border::CallError;
use wijkfonds_proto::federation::RegionClient;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{Address, ClientTls, Timeouts, channel};

/// How long a region may take to answer.
const DEADLINE: Duration = Duration::from_secs(10);

/// How the last contact with a region went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Contact {
    /// There has been none since the start.
    None,
    /// It answered.
    Answered,
    /// It refused a publication, for this reason.
    Refused(String),
    /// It did not answer.
    Unreachable,
    /// Its answer cannot be what was asked.
    BadAnswer,
}

/// The versions that a region has confirmed to this process since it was last away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confirmed(BTreeMap<Year, Acknowledgement>);

impl Confirmed {
    /// Of a year.
    pub(super) fn of(&self, year: Year) -> Acknowledgement {
        self.0.get(&year).cloned().unwrap_or_default()
    }
}

/// Channels and contacts, in memory: they say nothing that a new start would not find out again.
pub(crate) struct Regions {
    tls: ClientTls,
    known: Mutex<BTreeMap<RegionId, Known>>,
}

struct Known {
    address: String,
    client: RegionClient,
    contact: Contact,
    confirmed: Confirmed,
}

impl Regions {
    pub(crate) fn new(tls: ClientTls) -> Self {
        Self { tls, known: Mutex::default() }
    }

    /// A client for a region, over the channel that there is to its address. `None` for an address that is none.
    pub(super) fn client(&self, member: &Member) -> Option<RegionClient> {
        let mut known = self.known();
        if let Some(known) = known.get(&member.id).filter(|known| known.address == member.address) {
            return Some(known.client.clone());
        }
        let address: Address = member.address.parse().ok()?;
        let timeouts = Timeouts { request: DEADLINE, ..Timeouts::default() };
        let channel = channel(&address, &self.tls, &Identity::Region(member.id.clone()), &timeouts);
        let client = RegionClient::new(member.id.clone(), channel);
        let address = member.address.clone();
        known.insert(
            member.id.clone(),
            Known {
                address,
                client: client.clone(),
                contact: Contact::None,
                confirmed: Confirmed::default(),
            },
        );
        Some(client)
    }

    /// How the last contact with a region went.
    pub(crate) fn contact(&self, region: &RegionId) -> Contact {
        self.known().get(region).map_or(Contact::None, |known| known.contact.clone())
    }

    /// Notes how a contact went.
    pub(super) fn note(&self, region: &RegionId, outcome: &Result<(), CallError>) {
        let contact = match outcome {
            Ok(()) => Contact::Answered,
            Err(CallError::Refused { reason, .. }) => Contact::Refused(reason.clone()),
            Err(CallError::Unreachable(_)) => Contact::Unreachable,
            Err(CallError::BadAnswer(_)) => Contact::BadAnswer,
        };
        if let Err(error @ CallError::BadAnswer(_)) = outcome {
            tracing::warn!(%region, %error, "a region's answer is not taken");
        }
        if let Some(known) = self.known().get_mut(region)
            && known.contact != contact
        {
            tracing::info!(%region, ?contact, "contact");
            if contact == Contact::Unreachable {
                known.confirmed = Confirmed::default();
            }
            known.contact = contact;
        }
    }

    /// What a region has confirmed to this process since it was last away.
    pub(super) fn confirmed(&self, region: &RegionId) -> Confirmed {
        self.known().get(region).map(|known| known.confirmed.clone()).unwrap_or_default()
    }

    /// Notes that a region has confirmed versions.
    pub(super) fn confirm(&self, region: &RegionId, year: Year, versions: &Acknowledgement) {
        if let Some(known) = self.known().get_mut(region) {
            let confirmed = known.confirmed.0.entry(year).or_default();
            confirmed.rate_version = confirmed.rate_version.max(versions.rate_version);
            confirmed.area_list_version = confirmed.area_list_version.max(versions.area_list_version);
        }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<RegionId, Known>> {
        // nothing that holds the lock can panic half-way through a change
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
