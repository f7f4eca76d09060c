//! The command: what it reads, does and prints.

use super::output::{self, Times};
use super::{input, spec::Spec};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;
use wijkfonds_domain::disclosure::audit::{Depth, audit};
use wijkfonds_domain::disclosure::primary::Requirements;
use wijkfonds_domain::disclosure::secondary::{Effort, suppress};

/// Protect one table from a file, or audit a pattern over it.
#[derive(Args)]
pub(crate) struct DiscloseArguments {
    /// The contributions: CSV with a header line, one row each.
    #[arg(long)]
    input: PathBuf,
    /// What the table is, and its policy: TOML.
    #[arg(long)]
    spec: PathBuf,
    /// Print one JSON object.
    #[arg(long, conflicts_with_all = ["csv", "audit"])]
    json: bool,
    /// Print CSV, one line per cell.
    #[arg(long, conflicts_with = "audit")]
    csv: bool,
    /// Do not protect: audit this pattern, in the form that --json prints.
    #[arg(long)]
    audit: Option<PathBuf>,
}

type AnyError = Box<dyn std::error::Error>;

impl DiscloseArguments {
    pub(crate) fn run(&self, out: &mut impl Write) -> Result<(), AnyError> {
        let start = Instant::now();
        let spec = Spec::read(&self.spec)?;
        let policy = spec.policy()?;
        let table = input::table(&self.input, &spec)?;
        let required = Requirements::by_rules(&table, &policy);
        if let Some(path) = &self.audit {
            let pattern = output::read(path, &table)?;
            let found = audit(&table, &policy, &required, &pattern, Depth::Intervals)?;
            write!(out, "{}", output::audited(&table, &pattern, &found))?;
            return Ok(found.passed()?);
        }
        let pattern = suppress(&table, &policy, &required, Effort::usual())?;
        let before_audit = Instant::now();
        audit(&table, &policy, &required, &pattern, Depth::Witnesses)?.passed()?;
        let times =
            Times { total: start.elapsed().as_secs_f64(), audit: before_audit.elapsed().as_secs_f64() };
        if self.json {
            writeln!(out, "{}", output::json(&table, &pattern, &times)?)?;
        } else if self.csv {
            write!(out, "{}", output::csv(&table, &pattern)?)?;
        } else {
            write!(out, "{}", output::text(&table, &pattern, &times))?;
        }
        Ok(())
    }
}
