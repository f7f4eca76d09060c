//! The specification of a table: its dimensions, columns, hierarchies and policy.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use wijkfonds_domain::disclosure::primary::{PolicyRefusal, TablePolicy, ZeroCells};
use wijkfonds_domain::disclosure::table::TOTAL;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    pub(super) dimensions: Vec<String>,
    pub(super) value: Option<String>,
    pub(super) respondent: Option<String>,
    pub(super) holding: Option<String>,
    #[serde(default)]
    pub(super) hierarchies: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    policy: PolicySpec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PolicySpec {
    minimum_frequency: u32,
    p_percent: u32,
    insider_coalition: bool,
    respondents_subtract: bool,
    zero_cells: Zero,
    margin_percent: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Zero {
    Safe,
    Unsafe,
}

impl Default for PolicySpec {
    fn default() -> Self {
        let policy = TablePolicy::in_force();
        Self {
            minimum_frequency: policy.minimum_frequency,
            p_percent: policy.p_percent,
            insider_coalition: policy.insider_coalition,
            respondents_subtract: policy.respondents_subtract,
            zero_cells: Zero::Safe,
            margin_percent: policy.margin_percent,
        }
    }
}

impl Spec {
    /// Reads a specification. Errors name file, line, field and rule.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let spec: Self = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            format!("{}, line {line}: {}", path.display(), error.message())
        })?;
        for (at, dimension) in spec.dimensions.iter().enumerate() {
            if spec.dimensions[..at].contains(dimension) {
                return Err(format!("{}: dimensions: {dimension} is there twice", path.display()));
            }
        }
        if let Some(name) = spec.hierarchies.keys().find(|name| !spec.dimensions.contains(name)) {
            return Err(format!("{}: hierarchies.{name}: it is not one of the dimensions", path.display()));
        }
        spec.check_parents().map_err(|(table, code, rule)| {
            let line = line_of(&text, &format!("hierarchies.{table}"), code);
            format!("{}, line {line}: hierarchies.{table}.{code}: {rule}", path.display())
        })?;
        spec.checked_policy().map_err(|refusal| {
            let line = line_of(&text, "policy", refusal.field);
            format!("{}, line {line}: policy.{refusal}", path.display())
        })?;
        Ok(spec)
    }

    /// In a hierarchy that writes out what stands under the margin, every parent is a code too: a slip of the pen
    /// makes no group of its own. Where nothing is written so, parents without a parent are the top.
    fn check_parents(&self) -> Result<(), (&str, &str, String)> {
        let written =
            self.hierarchies.iter().filter(|(_, parents)| parents.values().any(|parent| parent == TOTAL));
        for (name, parents) in written {
            let unknown = |parent: &String| parent != TOTAL && !parents.contains_key(parent);
            if let Some((code, parent)) = parents.iter().find(|(_, parent)| unknown(parent)) {
                let rule = format!("parent {parent} is neither {TOTAL} nor a code of this hierarchy");
                return Err((name, code, rule));
            }
        }
        Ok(())
    }

    pub(super) fn policy(&self) -> Result<TablePolicy, String> {
        self.checked_policy().map_err(|refusal| format!("policy.{refusal}"))
    }

    fn checked_policy(&self) -> Result<TablePolicy, PolicyRefusal> {
        let policy = &self.policy;
        let zero_cells =
            if matches!(policy.zero_cells, Zero::Safe) { ZeroCells::Safe } else { ZeroCells::Unsafe };
        let policy = TablePolicy {
            minimum_frequency: policy.minimum_frequency,
            p_percent: policy.p_percent,
            insider_coalition: policy.insider_coalition,
            respondents_subtract: policy.respondents_subtract,
            zero_cells,
            margin_percent: policy.margin_percent,
        };
        policy.checked()
    }
}

/// The line on which a table of the file gives a key; the first where it is written in another form.
fn line_of(text: &str, table: &str, key: &str) -> usize {
    let header = format!("[{table}]");
    let after = text.lines().enumerate().skip_while(|(_, line)| line.trim() != header);
    let gives = |line: &str| line.split('=').next().is_some_and(|left| left.trim().trim_matches('"') == key);
    after.skip(1).find(|(_, line)| gives(line)).map_or(1, |(at, _)| at + 1)
}
