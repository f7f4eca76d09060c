//! The four ways to share out a pot (source 004), each a pure function from what is asked to what is given.
//!
//! Nothing is given beyond what is asked or beyond the pot, and no cent is lost: what is not given stays in the
//! pot and is said.

use super::ApplicationId;
use crate::count::Fraction;
use crate::opaque::opaque_debug;
use crate::rules::Way;
use crate::terms::{Agb, Cents, Date, Overflow, split_by_weights};
use jiff::civil::Time;
use std::collections::{BTreeMap, BTreeSet};

/// What one application asks of one pot.
#[derive(Clone, PartialEq, Eq)]
pub struct Demand {
    /// The application.
    pub application: ApplicationId,
    /// Its practices: the applicant, and the partners of a practice-transcending project.
    pub practices: BTreeSet<Agb>,
    /// Their patients from designated areas, exactly.
    pub patients: Fraction,
    /// What it asks of the pot.
    pub asked: Cents,
    /// The day on which it was complete.
    pub complete_on: Date,
    /// The time of that day; absent: after all that have one.
    pub complete_at: Option<Time>,
}

/// Practices agree on what each application gets, and each signs.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// What they agree on.
    pub shares: BTreeMap<ApplicationId, Cents>,
    /// Who has signed.
    pub signed: BTreeSet<Agb>,
}

/// What a way gives.
#[derive(Clone, PartialEq, Eq)]
pub struct Shares {
    /// The way.
    pub way: Way,
    /// What each application gets, in the order of their numbers; every application that asks is there.
    pub given: BTreeMap<ApplicationId, Cents>,
    /// What stays in the pot.
    pub left: Cents,
    /// What is asked beyond what is given.
    pub unmet: Cents,
    /// Practices whose signature is lacking; empty for other ways than an agreement.
    pub unsigned: BTreeSet<Agb>,
}

opaque_debug!(Demand, Agreed, Shares);

/// Shares out a pot in a way.
///
/// # Errors
/// [`Overflow`] when an amount does not fit, or the pot is below nothing.
pub fn share_out(way: Way, pot: Cents, demands: &[Demand], agreed: &Agreed) -> Result<Shares, Overflow> {
    match way {
        Way::Proportion => in_proportion(pot, demands),
        Way::Agreement => by_agreement(pot, demands, agreed),
        Way::FirstCome => first_come(pot, demands),
        Way::Consultation => in_consultation(pot, demands),
    }
}

/// In proportion to the patients from designated areas of those who ask. Who asks less than that gets what is
/// asked, and the rest goes to the others in the same proportion. A practice with several applications weighs
/// once, and its share serves them in the order of their numbers. Without any patients nothing is given.
///
/// # Errors
/// As [`share_out`].
pub fn in_proportion(pot: Cents, demands: &[Demand]) -> Result<Shares, Overflow> {
    let mut parties: BTreeMap<&BTreeSet<Agb>, (Fraction, Cents)> = BTreeMap::new();
    for demand in demands {
        let party = parties.entry(&demand.practices).or_insert((demand.patients, Cents::ZERO));
        party.1 = party.1.plus(demand.asked)?;
    }
    let parties: Vec<_> = parties.into_iter().collect();
    let patients: Vec<_> = parties.iter().map(|(_, (patients, _))| *patients).collect();
    let weights = Fraction::as_weights(&patients).ok_or(Overflow)?;
    let wants: Vec<_> =
        weights.into_iter().zip(&parties).map(|(weight, (_, (_, asked)))| (weight, *asked)).collect();
    let parts = fill(pot, &wants)?;
    let mut purses: BTreeMap<_, _> = parties.iter().map(|(party, _)| *party).zip(parts).collect();
    let mut given = BTreeMap::new();
    for demand in in_order(demands, |demand| demand.application) {
        let purse = purses.entry(&demand.practices).or_default();
        let gets = demand.asked.min(*purse);
        *purse = purse.minus(gets)?;
        given.insert(demand.application, gets);
    }
    shares(Way::Proportion, pot, demands, given)
}

/// Divides by weights with a most for each: who reaches it leaves the rest to the others.
fn fill(pot: Cents, wants: &[(u64, Cents)]) -> Result<Vec<Cents>, Overflow> {
    let mut given = vec![Cents::ZERO; wants.len()];
    let mut open: Vec<usize> = (0..wants.len()).filter(|index| wants[*index].0 > 0).collect();
    let mut left = pot;
    while !open.is_empty() {
        let weights: Vec<_> = open.iter().map(|index| wants[*index].0).collect();
        let parts = split_by_weights(left, &weights)?;
        let offers: Vec<_> = open.iter().copied().zip(parts).collect();
        let (full, short): (Vec<_>, Vec<_>) =
            offers.iter().partition(|(index, part)| *part >= wants[*index].1);
        if full.is_empty() {
            short.iter().for_each(|(index, part)| given[*index] = *part);
            return Ok(given);
        }
        for (index, _) in full {
            given[index] = wants[index].1;
            left = left.minus(wants[index].1)?;
        }
        open = short.into_iter().map(|(index, _)| index).collect();
    }
    Ok(given)
}

/// As the practices agree, once all who ask have signed and the agreement fits the pot; nothing before that.
///
/// # Errors
/// As [`share_out`].
pub fn by_agreement(pot: Cents, demands: &[Demand], agreed: &Agreed) -> Result<Shares, Overflow> {
    let askers: BTreeSet<_> = demands.iter().flat_map(|demand| demand.practices.iter().cloned()).collect();
    let unsigned: BTreeSet<_> = askers.difference(&agreed.signed).cloned().collect();
    let share = |demand: &Demand| agreed.shares.get(&demand.application).copied().unwrap_or_default();
    let sum = Cents::sum(demands.iter().map(share))?;
    let stands = unsigned.is_empty() && sum <= pot;
    let gets = |demand: &Demand| if stands { share(demand).min(demand.asked) } else { Cents::ZERO };
    let given = demands.iter().map(|demand| (demand.application, gets(demand))).collect();
    Ok(Shares { unsigned, ..shares(Way::Agreement, pot, demands, given)? })
}

/// First come, first served, by the time at which the application was complete, down to the last cent: the last
/// one gets what is left. Of two of one moment the lower number comes first.
///
/// # Errors
/// As [`share_out`].
pub fn first_come(pot: Cents, demands: &[Demand]) -> Result<Shares, Overflow> {
    let queue = in_order(demands, |demand| {
        (demand.complete_on, demand.complete_at.is_none(), demand.complete_at, demand.application)
    });
    let mut left = pot;
    let mut given = BTreeMap::new();
    for demand in queue {
        let gets = demand.asked.min(left);
        left = left.minus(gets)?;
        given.insert(demand.application, gets);
    }
    shares(Way::FirstCome, pot, demands, given)
}

/// In consultation: when all fits, all is given. When it does not, the way itself gives nothing, and
/// [`Shares::unmet`] tells the committee how much is asked beyond that.
///
/// # Errors
/// As [`share_out`].
pub fn in_consultation(pot: Cents, demands: &[Demand]) -> Result<Shares, Overflow> {
    let asked = Cents::sum(demands.iter().map(|demand| demand.asked))?;
    let gets = |demand: &Demand| if asked <= pot { demand.asked } else { Cents::ZERO };
    let given = demands.iter().map(|demand| (demand.application, gets(demand))).collect();
    shares(Way::Consultation, pot, demands, given)
}

fn in_order<K: Ord>(demands: &[Demand], key: impl Fn(&Demand) -> K) -> Vec<&Demand> {
    let mut ordered: Vec<_> = demands.iter().collect();
    ordered.sort_by_key(|demand| key(demand));
    ordered
}

fn shares(
    way: Way,
    pot: Cents,
    demands: &[Demand],
    given: BTreeMap<ApplicationId, Cents>,
) -> Result<Shares, Overflow> {
    if pot.is_negative() {
        return Err(Overflow);
    }
    let sum = Cents::sum(given.values().copied())?;
    let asked = Cents::sum(demands.iter().map(|demand| demand.asked))?;
    Ok(Shares { way, given, left: pot.minus(sum)?, unmet: asked.minus(sum)?, unsigned: BTreeSet::new() })
}

#[cfg(test)]
mod tests;
