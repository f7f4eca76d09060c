//! The `wijkfonds` command.

mod authority;
mod demo;

use authority::{AuthorityCommand, CommandError};
use clap::{Parser, Subcommand};
use jiff::Timestamp;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Parser)]
#[command(name = "wijkfonds", version, about = "Regional deprivation funds and their bureau")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make certificate authorities and certificates, and look at them.
    Authority(AuthorityCommand),
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wijkfonds: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), CommandError> {
    match arguments.command {
        Command::Authority(command) => command.run(now(), &mut std::io::stdout().lock()),
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}
