//! `wijkfonds insurer pull`.

use super::pull::{Pulled, pull};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use wijkfonds_domain::terms::{Cents, Uzovi, Year};
use wijkfonds_edge::config::ConfigError;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::{Language, format};
use wijkfonds_proto::border::CallError;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::settlement::ReceivedStatement;
use wijkfonds_proto::tls::{ClientTls, LoadError, TlsFiles};

/// What an insurer can do.
#[derive(Debug, Subcommand)]
pub(crate) enum InsurerCommand {
    /// Pull the insurer's own settlement statements from every region.
    Pull(Pull),
}

/// Which statements, and how they are shown.
#[derive(Debug, Args)]
pub(crate) struct Pull {
    /// The insurer's UZOVI code: must be the one of its certificate.
    #[arg(long)]
    uzovi: Uzovi,
    /// The fund year.
    #[arg(long, value_parser = parse_year)]
    year: Year,
    /// The configuration file; without it that of the demonstration in --dir.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The folder of a demonstration.
    #[arg(long, default_value = "wijkfonds-demo")]
    dir: PathBuf,
    /// Print one JSON object.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print CSV; regions without an answer are named on standard error.
    #[arg(long)]
    csv: bool,
}

fn parse_year(text: &str) -> Result<Year, String> {
    let number: u32 = text.parse().map_err(|_| "a year is a number".to_owned())?;
    Year::new(number).map_err(|error| error.to_string())
}

/// An insurer's configuration file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    coordinator: String,
    certificate: PathBuf,
    key: PathBuf,
    authority: PathBuf,
}

/// Why a pull fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InsurerError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{}: `coordinator` is no host:port", .0.display())]
    Coordinator(PathBuf),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("the certificate is that of {found}, not of insurer {asked}")]
    OtherInsurer { found: Identity, asked: Uzovi },
    #[error("the coordinator: {0}")]
    Coordinators(CallError),
    #[error("the total does not fit in 64 bits of cents")]
    TotalDoesNotFit,
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("the statements cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the statements cannot be written: {0}")]
    Csv(#[from] csv::Error),
    #[error("{} regions gave no statements, so the total is partial", .0)]
    Partial(usize),
}

/// The whole answer as JSON.
#[derive(Serialize)]
struct Whole<'a> {
    uzovi: &'a str,
    year: u32,
    partial: bool,
    missing: Vec<Missing>,
    due_cents: i64,
    statements: &'a [ReceivedStatement],
}

#[derive(Serialize)]
struct Missing {
    region: String,
    reason: String,
}

impl InsurerCommand {
    /// Carries it out.
    ///
    /// # Errors
    /// [`InsurerError`]; [`InsurerError::Partial`] after everything that came has been printed.
    pub(crate) async fn run(self, now: Timestamp) -> Result<(), InsurerError> {
        let Self::Pull(arguments) = self;
        arguments.run(now).await
    }
}

impl Pull {
    async fn run(self, now: Timestamp) -> Result<(), InsurerError> {
        let default = || self.dir.join(format!("insurers/{}/insurer.toml", self.uzovi));
        let file = self.config.clone().unwrap_or_else(default);
        let config: Config = wijkfonds_edge::config::read(&file)?;
        let coordinator = config.coordinator.parse().map_err(|_| InsurerError::Coordinator(file.clone()))?;
        let credentials = config.files(file.parent().unwrap_or(Path::new("."))).load(now)?;
        if *credentials.identity() != Identity::Insurer(self.uzovi.clone()) {
            let found = credentials.identity().clone();
            return Err(InsurerError::OtherInsurer { found, asked: self.uzovi });
        }
        let pulled = pull(&coordinator, &ClientTls::new(&credentials), &self.uzovi, self.year).await;
        let pulled = pulled.map_err(InsurerError::Coordinators)?;
        let due = pulled.due_cents().ok_or(InsurerError::TotalDoesNotFit)?;
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&self.whole(&pulled, due))?)?;
        } else if self.csv {
            print_csv(&mut out, &pulled)?;
        } else {
            print_table(&mut out, &pulled, due)?;
        }
        if pulled.is_partial() { Err(InsurerError::Partial(pulled.missing.len())) } else { Ok(()) }
    }

    fn whole<'a>(&'a self, pulled: &'a Pulled, due_cents: i64) -> Whole<'a> {
        let missing = pulled.missing.iter();
        let missing = missing
            .map(|(region, error)| Missing { region: region.to_string(), reason: error.to_string() })
            .collect();
        Whole {
            uzovi: self.uzovi.as_str(),
            year: self.year.into(),
            partial: pulled.is_partial(),
            missing,
            due_cents,
            statements: &pulled.statements,
        }
    }
}

impl Config {
    fn files(&self, folder: &Path) -> TlsFiles {
        TlsFiles {
            certificate: folder.join(&self.certificate),
            key: folder.join(&self.key),
            authority: folder.join(&self.authority),
        }
    }
}

fn print_csv(out: &mut impl Write, pulled: &Pulled) -> Result<(), InsurerError> {
    let mut writer = csv::Writer::from_writer(out);
    for statement in &pulled.statements {
        writer.serialize(statement)?;
    }
    writer.flush()?;
    name_missing(&mut io::stderr(), pulled)
}

fn print_table(out: &mut impl Write, pulled: &Pulled, due: i64) -> Result<(), InsurerError> {
    let language = Language::Dutch;
    let word = |key: &str| language.word(key);
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_NO_BORDERS);
    table.set_header([
        word("column-region"),
        word("column-quarter"),
        word("column-insured"),
        word("column-rate"),
        word("column-due"),
        word("column-attributed"),
    ]);
    let euros = |cents| format::euros(language, Cents::new(cents));
    for statement in &pulled.statements {
        table.add_row([
            statement.region.clone(),
            statement.quarter.to_string(),
            format::whole(language, statement.insured),
            euros(statement.rate_cents),
            euros(statement.due_cents),
            euros(statement.zn_attributed_cents),
        ]);
    }
    writeln!(out, "{table}")?;
    writeln!(out, "{}: {}", word("column-due"), euros(due))?;
    writeln!(out, "{}", word("label-settlement-assumption"))?;
    name_missing(out, pulled)
}

fn name_missing(out: &mut impl Write, pulled: &Pulled) -> Result<(), InsurerError> {
    for (region, error) in &pulled.missing {
        let args = [("region", region.as_str()), ("reason", &error.to_string())];
        writeln!(out, "{}", Messages::text(Language::Dutch, "insurer-region-missing", &args))?;
    }
    Ok(())
}
