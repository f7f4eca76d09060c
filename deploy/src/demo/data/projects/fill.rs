//! Applications that the rules let through, pot by pot: some pots are asked for more than they have.

use super::form::{self, Outline};
use super::{Calendar, Desk, Dice, ProjectPlan, Situation, course};
use crate::demo::data::calendar::days_before;
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::person::Name;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{ApplicationForm, Draw, ProjectKind, Scope};
use wijkfonds_domain::rules::Incomplete;
use wijkfonds_domain::terms::{AreaCode, Cents, Date, Overflow};

/// Amounts are asked in steps of 25 euros, and nobody asks less than 400.
const STEP: Cents = Cents::from_euros(25);
const LEAST: Cents = Cents::from_euros(400);

/// Plans applications until every pot is asked for what is meant for it.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn all_pots(
    situation: &Situation<'_>,
    calendar: &Calendar,
    desk: &mut Desk,
    plans: &mut Vec<ProjectPlan>,
    dice: &mut Dice,
) -> Result<(), Overflow> {
    let mut meant = BTreeMap::new();
    for (pot, cents) in &situation.pots {
        meant.insert(pot.clone(), cents.share(pressure(dice), 100)?.0);
    }
    let applicants = applicants(situation);
    let granted = granted_owners(situation);
    for pot in situation.pots.keys() {
        let is_above = situation.rules.pot_above.as_ref().is_some_and(|above| above.name == pot.as_str());
        let mut queue = match applicants.get(pot) {
            Some(practices) => practices.clone(),
            None if is_above => situation.fit_practices(),
            None => continue,
        };
        dice.shuffle(&mut queue);
        for practice in queue.iter().copied().cycle() {
            let left = meant.get(pot).copied().unwrap_or_default();
            let Some(asked) = amount(left, dice) else { break };
            let second = desk.of(practice).number > 0;
            let outline = if is_above {
                Outline {
                    requested: vec![Draw { pot: pot.clone(), cents: asked }],
                    ..together(situation, calendar, practice, asked, &meant, dice)?
                }
            } else {
                outline(situation, calendar, desk, practice, asked, &meant, dice)?
            };
            let not_before = (second && outline.scope == Scope::PracticeBound)
                .then(|| situation.rules.second_grant.first_day(situation.year))
                .flatten();
            for draw in &outline.requested {
                let left = meant.entry(draw.pot.clone()).or_default();
                *left = left.minus(draw.cents)?;
            }
            let form = form::write(situation, outline, dice)?;
            let may_be_granted =
                granted.as_ref().is_none_or(|owners| owners.contains(&situation.practices[practice].owner));
            let course = course::draw(&form, calendar, not_before, may_be_granted, dice)?;
            let incomplete_on = incomplete_on(situation, &form, calendar, dice);
            plans.push(ProjectPlan { form, incomplete_on, course });
        }
    }
    Ok(())
}

/// What a pot is asked for, in percents of what it has: one in six little, two in six too much.
fn pressure(dice: &mut Dice) -> u64 {
    match dice.below(6) {
        0 => dice.between(40, 65),
        1..4 => dice.between(88, 115),
        _ => dice.between(120, 145),
    }
}

/// An amount in steps, small ones more often than large ones, at most what is left.
fn amount(left: Cents, dice: &mut Dice) -> Option<Cents> {
    let steps = dice.between(26, 280).min(dice.between(26, 280));
    rounded_down(STEP.times(steps).ok()?.min(left))
}

/// Whole steps; `None` when that is less than anybody asks.
fn rounded_down(cents: Cents) -> Option<Cents> {
    let steps = u64::try_from(cents.get() / STEP.get()).ok()?;
    STEP.times(steps).ok().filter(|cents| *cents >= LEAST)
}

/// The practices that can apply, per pot of the area that most of their patients come from.
fn applicants(situation: &Situation<'_>) -> BTreeMap<PotId, Vec<usize>> {
    let mut applicants: BTreeMap<PotId, Vec<usize>> = BTreeMap::new();
    for practice in situation.fit_practices() {
        if let Some(pot) = home(situation, practice).and_then(|area| form::pot(situation, area)) {
            applicants.entry(pot).or_default().push(practice);
        }
    }
    applicants
}

/// The area that most of a practice's patients from designated areas come from.
pub(super) fn home<'a>(situation: &Situation<'a>, practice: usize) -> Option<&'a AreaCode> {
    situation.practices[practice].enrolled.iter().max_by_key(|(_, enrolled)| *enrolled).map(|(area, _)| area)
}

/// The owners that are granted something, where not all are.
fn granted_owners(situation: &Situation<'_>) -> Option<BTreeSet<Name>> {
    let number = situation.owners_granted?;
    let owners: BTreeSet<_> = situation.practices.iter().map(|practice| practice.owner.clone()).collect();
    Some(owners.into_iter().take(number).collect())
}

/// Now and then an application was handed in a few days earlier without what the rules ask.
fn incomplete_on(
    situation: &Situation<'_>,
    form: &ApplicationForm,
    calendar: &Calendar,
    dice: &mut Dice,
) -> Option<Date> {
    let completes = situation.rules.application.completion.incomplete == Incomplete::Recorded;
    let lacks = form.details.is_some() && completes && dice.percent(8);
    let day = lacks.then(|| days_before(form.received_on, dice.between(2, 9)));
    day.filter(|day| *day >= calendar.opens)
}

/// What a practice applies for: something of its own while its maximum bears it, or something with others.
fn outline<'a>(
    situation: &Situation<'a>,
    calendar: &Calendar,
    desk: &mut Desk,
    practice: usize,
    asked: Cents,
    meant: &BTreeMap<PotId, Cents>,
    dice: &mut Dice,
) -> Result<Outline<'a>, Overflow> {
    let kind = *dice.pick(ProjectKind::ALL);
    let own = dice.percent(72).then(|| left_for(situation, desk, practice, kind)).transpose()?;
    let Some(own) = own.and_then(|left| rounded_down(left.min(asked))) else {
        return together(situation, calendar, practice, asked, meant, dice);
    };
    desk.add(practice, kind, own)?;
    let received_on = calendar.day_in_time(own, dice);
    let areas: Vec<AreaCode> = home(situation, practice).cloned().into_iter().collect();
    let requested = draws(situation, &areas, own, meant)?;
    let applicant = &situation.practices[practice];
    Ok(Outline { applicant, scope: Scope::PracticeBound, kind, areas, requested, received_on })
}

/// A project with others.
fn together<'a>(
    situation: &Situation<'a>,
    calendar: &Calendar,
    practice: usize,
    asked: Cents,
    meant: &BTreeMap<PotId, Cents>,
    dice: &mut Dice,
) -> Result<Outline<'a>, Overflow> {
    let home: Vec<AreaCode> = home(situation, practice).cloned().into_iter().collect();
    let kind = *dice.pick(ProjectKind::ALL);
    let received_on = calendar.day_in_time(asked, dice);
    let areas = with_others(situation, home, dice);
    let requested = draws(situation, &areas, asked, meant)?;
    let applicant = &situation.practices[practice];
    Ok(Outline { applicant, scope: Scope::PracticeTranscending, kind, areas, requested, received_on })
}

/// What a practice can still ask for projects of its own of a kind; nothing when it has used up its applications.
fn left_for(
    situation: &Situation<'_>,
    desk: &Desk,
    practice: usize,
    kind: ProjectKind,
) -> Result<Cents, Overflow> {
    let earlier = desk.of(practice);
    let allowed = situation.rules.applications_per_practice;
    if desk.reserved.contains(&practice) || allowed > 0 && earlier.number >= allowed {
        return Ok(Cents::ZERO);
    }
    Ok(situation.left(practice, kind, &earlier)?.unwrap_or(Cents::new(i64::MAX)))
}

/// The lead area and up to three others of the region.
fn with_others(situation: &Situation<'_>, mut areas: Vec<AreaCode>, dice: &mut Dice) -> Vec<AreaCode> {
    for _ in 0..dice.between(0, 3) {
        let other = &dice.pick(situation.areas).code;
        if !areas.contains(other) {
            areas.push(other.clone());
        }
    }
    areas
}

/// Divides an amount over the pots of the areas: each other pot bears an equal part while something is meant
/// for it, and the lead area's pot the rest.
fn draws(
    situation: &Situation<'_>,
    areas: &[AreaCode],
    asked: Cents,
    meant: &BTreeMap<PotId, Cents>,
) -> Result<Vec<Draw>, Overflow> {
    let mut pots: Vec<PotId> = Vec::new();
    for pot in areas.iter().filter_map(|code| form::pot(situation, code)) {
        if !pots.contains(&pot) {
            pots.push(pot);
        }
    }
    let parts = u64::try_from(pots.len()).unwrap_or(1) + 1;
    let (part, _) = asked.share(1, parts)?;
    let mut rest = asked;
    let mut draws = Vec::with_capacity(pots.len());
    for pot in pots.iter().skip(1) {
        if meant.get(pot).is_some_and(|left| *left >= part) && part.is_positive() {
            rest = rest.minus(part)?;
            draws.push(Draw { pot: pot.clone(), cents: part });
        }
    }
    let lead = pots.into_iter().next().map(|pot| Draw { pot, cents: rest });
    Ok(lead.into_iter().chain(draws).collect())
}
