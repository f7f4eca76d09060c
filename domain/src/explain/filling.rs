//! What a pot, or the reserve, should hold, and how that comes about.

use super::{Because, Line};
use crate::area::{self, Area};
use crate::count::{SettledCounts, in_use};
use crate::fund;
use crate::pot::{self, Division, PotId};
use crate::rate::{self, Rate};
use crate::records::{Fault, Records};
use crate::rules::{FundRules, SetAside, YearRules};
use crate::terms::{AreaCode, Cents, Overflow, Year};
use std::collections::BTreeMap;

/// More areas than these are told in one line.
const MOST_AREAS: usize = 20;

/// What fills the pots of a year, as it is now.
pub(super) struct Basis {
    document: FundRules,
    rules: YearRules,
    rate: Rate,
    counts: SettledCounts,
    areas: Vec<Area>,
    origins: Vec<Line>,
}

impl Basis {
    /// `None` while the year has no rules or no rate.
    pub(super) fn read(records: &dyn Records, year: Year) -> Result<Option<Self>, Fault> {
        let Some(document) = fund::rules(records)? else { return Ok(None) };
        let (Ok(rules), Some(rate)) = (document.for_year(year), rate::rate(records, year)?) else {
            return Ok(None);
        };
        let origins = in_use::insured_counts(records, year)?.into_iter().map(|(quarter, origin)| {
            Line::of(Because::Count)
                .with("quarter", quarter)
                .with("count_day", origin.reference_date)
                .with("source", origin.source)
                .with("version", origin.version)
        });
        let origins = origins.collect();
        let (counts, areas) = (SettledCounts::read(records, year)?, area::areas(records, year)?);
        Ok(Some(Self { document, rules, rate, counts, areas, origins }))
    }

    /// How much a pot, or with `None` the reserve, should hold, line by line.
    pub(super) fn lines(&self, pot: Option<&PotId>) -> Result<Vec<Line>, Overflow> {
        let rate = Line::of(Because::Rate)
            .with("year", self.rate.year)
            .with("rate_euros", self.rate.cents_per_patient)
            .with("version", self.rate.version)
            .with("source", &self.rate.source);
        let mut lines = vec![rate];
        lines.extend(self.origins.iter().cloned());
        match pot {
            Some(pot) => self.of_pot(pot, &mut lines)?,
            None => self.of_reserve(&mut lines)?,
        }
        Ok(lines)
    }

    fn of_pot(&self, pot: &PotId, lines: &mut Vec<Line>) -> Result<(), Overflow> {
        let division = Division::of(&self.rules);
        let pots = pot::pots_of(&self.areas, division);
        let rate = self.rate.cents_per_patient;
        let areas = pots.get(pot).map(Vec::as_slice).unwrap_or_default();
        lines.extend(self.of_areas(areas)?);
        lines.push(self.rule("pot_split"));
        let insured = |areas: &[AreaCode]| areas.iter().map(|code| self.counts.in_area(code)).sum::<u64>();
        let mut holds = rate.times(insured(areas))?;
        if let Some(above) = division.above {
            let given = |areas: &[AreaCode]| {
                Ok::<_, Overflow>(rate.times(insured(areas))?.share(above.share.0.into(), 10_000)?.0)
            };
            let name = PotId::named(above.name.as_str());
            let line = if *pot == name {
                let others = pots.iter().filter(|(other, _)| **other != name);
                let gets = others
                    .map(|(_, areas)| given(areas))
                    .try_fold(Cents::ZERO, |sum, part| sum.plus(part?))?;
                holds = holds.plus(gets)?;
                Line::of(Because::GetsAbove).with("part_euros", gets)
            } else {
                let gives = given(areas)?;
                holds = holds.minus(gives)?;
                Line::of(Because::GivesAbove).with("pot", &name).with("part_euros", gives)
            };
            lines.extend([line.with("above_share", above.share.0), self.rule("pot_above")]);
        }
        let should = self.entitlements()?.pots.get(pot).copied().unwrap_or_default();
        if should != holds {
            let part = holds.minus(should)?;
            lines.extend([Line::of(Because::SetAside).with("part_euros", part), self.rule("set_aside")]);
        }
        Ok(())
    }

    fn of_areas(&self, areas: &[AreaCode]) -> Result<Vec<Line>, Overflow> {
        let rate = self.rate.cents_per_patient;
        let quarters = self.origins.len();
        let told = |line: Line, insured: u64| {
            let line = line.with("insured_number", insured).with("quarters_number", quarters);
            Ok(line.with("rate_euros", rate).with("result_euros", rate.times(insured)?))
        };
        let counted: BTreeMap<_, _> = areas.iter().map(|code| (code, self.counts.in_area(code))).collect();
        if counted.len() > MOST_AREAS {
            let line = Line::of(Because::Areas).with("areas_number", counted.len());
            return Ok(vec![told(line, counted.values().sum())?]);
        }
        let line =
            |(code, insured): (&&AreaCode, &u64)| told(Line::of(Because::Area).with("area", code), *insured);
        counted.iter().map(line).collect()
    }

    fn of_reserve(&self, lines: &mut Vec<Line>) -> Result<(), Overflow> {
        let entitlements = self.entitlements()?;
        let money = entitlements.total()?;
        let line = match self.rules.set_aside {
            Some(SetAside::Share(share)) => {
                Line::of(Because::ReserveShare).with("aside_share", share.0).with("money_euros", money)
            }
            Some(SetAside::Amount(cents)) => Line::of(Because::ReserveAmount).with("rule_euros", cents),
            None => return Ok(()),
        };
        lines.extend([line.with("result_euros", entitlements.reserve), self.rule("set_aside")]);
        Ok(())
    }

    fn entitlements(&self) -> Result<pot::Entitlements, Overflow> {
        let rate = self.rate.cents_per_patient;
        pot::entitlements(&self.areas, Division::of(&self.rules), rate, &self.counts)
    }

    fn rule(&self, rule: &'static str) -> Line {
        rule_line(&self.document, rule, self.rate.year)
    }
}

/// A rule with the document that states it.
pub(super) fn rule_line(document: &FundRules, rule: &'static str, year: Year) -> Line {
    let source = document.source_of(rule, year).unwrap_or("-");
    Line::of(Because::Rule).with("rule_key", rule).with("source", source)
}

/// How a pot's amount came to change.
pub(super) fn filled(after: Cents, change: Cents) -> Result<Line, Overflow> {
    let line = Line::of(Because::Filled).with("after_euros", after);
    Ok(line.with("before_euros", after.minus(change)?).with("change_euros", change))
}
