//! Random tables: 1 to 4 dimensions, hierarchies, sparse, singletons, equal contributions, holdings, zero rows.

use std::collections::BTreeMap;
use wijkfonds_domain::disclosure::primary::{Requirements, TablePolicy, ZeroCells};
use wijkfonds_domain::disclosure::secondary::{Effort, SuppressionRefusal, suppress};
use wijkfonds_domain::disclosure::table::{Content, Contribution, Hierarchy, Pattern, TOTAL, Table};

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) table: Table,
    pub(crate) policy: TablePolicy,
    pub(crate) required: Requirements,
}

/// A linear congruential generator, the high half of it.
pub(crate) struct Generator(u64);

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        let mut generator = Self(seed.wrapping_mul(0x9e37_79b9) ^ 0x5eed);
        generator.below(2);
        generator
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

impl Case {
    pub(crate) fn random(seed: u64) -> Self {
        let mut generator = Generator::new(seed);
        let dimensions = 1 + generator.below(4);
        let hierarchies: Vec<Hierarchy> =
            (0..dimensions).map(|at| hierarchy(&mut generator, at, dimensions)).collect();
        let content = if generator.below(4) == 0 { Content::Count } else { Content::Amount };
        let rows = 3 + generator.below(30);
        let contributions: Vec<_> =
            (0..rows).map(|_| contribution(&mut generator, &hierarchies, content)).collect();
        let policy = policy(&mut generator);
        let table = Table::new(content, hierarchies, &contributions).unwrap();
        let required = Requirements::by_rules(&table, &policy);
        Self { table, policy, required }
    }

    pub(crate) fn protect(&self) -> Result<Pattern, SuppressionRefusal> {
        let effort = Effort { tries: 1, ..Effort::usual() };
        suppress(&self.table, &self.policy, &self.required, effort)
    }
}

pub(crate) fn hierarchy(generator: &mut Generator, at: u64, dimensions: u64) -> Hierarchy {
    let leaves = 2 + generator.below([5, 3, 2, 1][usize::try_from(dimensions - 1).unwrap()]);
    // in many dimensions one hierarchy is enough
    let groups = if dimensions < 3 || at == 0 { generator.below(3) } else { 0 };
    let parents: BTreeMap<String, String> = (0..leaves)
        .map(|leaf| {
            let parent = if groups == 0 { TOTAL.to_owned() } else { format!("G{}", leaf % groups) };
            (format!("L{leaf}"), parent)
        })
        .collect();
    Hierarchy::new(&format!("d{at}"), &parents).unwrap()
}

pub(crate) fn contribution(
    generator: &mut Generator,
    hierarchies: &[Hierarchy],
    content: Content,
) -> Contribution {
    let key = |hierarchy: &Hierarchy| {
        let leaves: Vec<usize> = (0..hierarchy.len()).filter(|code| hierarchy.is_leaf(*code)).collect();
        // the first codes are fuller than the last
        let at = generator.below(leaves.len() as u64).min(generator.below(leaves.len() as u64));
        hierarchy.name_of(leaves[usize::try_from(at).unwrap()]).to_owned()
    };
    let keys = hierarchies.iter().map(key).collect();
    let value = match (content, generator.below(6)) {
        (Content::Count, _) => 1,
        (_, 0) => 100,
        (_, 1) => 0,
        (_, 2) => i64::try_from(generator.below(100_000)).unwrap(),
        _ => i64::try_from(1 + generator.below(1_000)).unwrap(),
    };
    let respondent = generator.below(25);
    let holding = respondent.is_multiple_of(5).then(|| format!("H{}", respondent % 3));
    Contribution { keys, value, respondent: format!("R{respondent}"), holding }
}

pub(crate) fn policy(generator: &mut Generator) -> TablePolicy {
    TablePolicy {
        minimum_frequency: u32::try_from(2 + generator.below(3)).unwrap(),
        p_percent: [0, 10, 15, 50][usize::try_from(generator.below(4)).unwrap()],
        insider_coalition: generator.below(2) == 0,
        respondents_subtract: generator.below(2) == 0,
        zero_cells: if generator.below(8) == 0 { ZeroCells::Unsafe } else { ZeroCells::Safe },
        margin_percent: 10,
    }
}
