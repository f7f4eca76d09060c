//! `wijkfonds-coordinator`: the national bureau alone, for those who install one thing only.

use clap::Parser;
use std::process::ExitCode;
use wijkfonds_coordinator::cli::CoordinatorCommand;
use wijkfonds_edge::telemetry::{self, LogFormat};

/// The coordinator of the national bureau.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// How log lines look: text or json.
    #[arg(long, default_value = "text")]
    log: LogFormat,
    #[command(subcommand)]
    command: CoordinatorCommand,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = telemetry::init(arguments.log) {
        eprintln!("wijkfonds-coordinator: {error}");
        return ExitCode::FAILURE;
    }
    match arguments.command.run(&mut std::io::stdout()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wijkfonds-coordinator: {error}");
            ExitCode::FAILURE
        }
    }
}
