//! Places for connections: so many in all, so many for each peer.

use super::AcceptLimits;
use crate::identity::Identity;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All places of one listener.
pub(super) struct Slots {
    free: Arc<Semaphore>,
    per_peer: usize,
    taken: Mutex<HashMap<Identity, usize>>,
}

impl Slots {
    pub(super) fn new(limits: &AcceptLimits) -> Arc<Self> {
        let free = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
        Arc::new(Self { free, per_peer: limits.connections_per_peer, taken: Mutex::default() })
    }

    /// Waits for a place whose holder is not known yet.
    pub(super) async fn reserve(self: &Arc<Self>) -> Reservation {
        // The semaphore belongs to `self`, which never closes it.
        let permit = Arc::clone(&self.free).acquire_owned().await.expect("the semaphore is never closed");
        Reservation { slots: Arc::clone(self), permit }
    }

    /// Counting stays right even if a panic poisoned the lock: each change below is one step.
    fn taken(&self) -> MutexGuard<'_, HashMap<Identity, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place during the handshake.
pub(super) struct Reservation {
    slots: Arc<Slots>,
    permit: OwnedSemaphorePermit,
}

impl Reservation {
    /// Gives the place to a peer, unless that peer has its share already.
    pub(super) fn assign(self, identity: &Identity) -> Option<Slot> {
        let mut taken = self.slots.taken();
        let count = taken.entry(identity.clone()).or_default();
        if *count >= self.slots.per_peer {
            return None;
        }
        *count += 1;
        drop(taken);
        Some(Slot { slots: self.slots, identity: identity.clone(), _permit: self.permit })
    }
}

/// A peer's place, given back when dropped.
pub(super) struct Slot {
    slots: Arc<Slots>,
    identity: Identity,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken();
        let Some(count) = taken.get_mut(&self.identity) else { return };
        *count -= 1;
        if *count == 0 {
            taken.remove(&self.identity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_peer_gets_its_share_and_has_it_again_after_giving_back() {
        let limits = AcceptLimits { connections_per_peer: 1, ..AcceptLimits::default() };
        let slots = Slots::new(&limits);
        let bureau = Identity::Bureau;
        let insurer = Identity::parse_uri("spiffe://wijkfonds/insurer/3311").unwrap();

        let first = slots.reserve().await.assign(&bureau);
        assert!(first.is_some());
        assert!(slots.reserve().await.assign(&bureau).is_none(), "a second for the same peer");
        assert!(slots.reserve().await.assign(&insurer).is_some(), "another peer");

        drop(first);
        assert!(slots.taken().is_empty());
        assert!(slots.reserve().await.assign(&bureau).is_some());
        assert_eq!(slots.free.available_permits(), limits.connections);
    }
}
