//! The `wijkfonds` command: the demonstration (the default), and every part of the federation by itself.

mod authority;
mod demo;
mod disclose;
mod insurer;
mod office;

use authority::AuthorityCommand;
use clap::{Parser, Subcommand};
use demo::DemoArguments;
use disclose::DiscloseArguments;
use insurer::InsurerCommand;
use jiff::Timestamp;
use office::OfficeCommand;
use std::process::ExitCode;
use wijkfonds_coordinator::cli::CoordinatorCommand;
use wijkfonds_edge::telemetry::{self, LogFormat};
use wijkfonds_node::cli::NodeCommand;

#[derive(Parser)]
#[command(name = "wijkfonds", version, about = "Regional deprivation funds and their bureau")]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    demo: DemoArguments,
}

#[derive(Subcommand)]
enum Command {
    /// Run the demonstration: sixteen regions, a bureau and six insurers go through 2018. The default.
    Demo(DemoArguments),
    /// Run a region's node, or work on its journal.
    #[command(subcommand)]
    Node(NodeCommand),
    /// Run the national bureau's coordinator.
    #[command(subcommand)]
    Coordinator(CoordinatorCommand),
    /// Do what a health insurer does.
    #[command(subcommand)]
    Insurer(InsurerCommand),
    /// Work in an office, a region's or the bureau's: `wijkfonds office --help` names every call.
    #[command(disable_help_flag = true)]
    Office(OfficeCommand),
    /// Make certificate authorities and certificates, and look at them.
    Authority(AuthorityCommand),
    /// Protect a table of your own from a file, or audit a protected one.
    Disclose(DiscloseArguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = telemetry::init(LogFormat::Text) {
        eprintln!("wijkfonds: {error}");
        return ExitCode::FAILURE;
    }
    let command = arguments.command.unwrap_or(Command::Demo(arguments.demo));
    match run(command).await {
        Ok(end) => end,
        Err(error) => {
            eprintln!("wijkfonds: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match command {
        Command::Demo(demo) => demo.run().await?,
        Command::Node(node) => node.run(&mut std::io::stdout()).await?,
        Command::Coordinator(coordinator) => coordinator.run(&mut std::io::stdout()).await?,
        Command::Insurer(insurer) => insurer.run(Timestamp::now()).await?,
        // it has more ways to end
        Command::Office(office) => return Ok(office.run(Timestamp::now()).await),
        Command::Authority(authority) => authority.run(Timestamp::now(), &mut std::io::stdout().lock())?,
        Command::Disclose(disclose) => disclose.run(&mut std::io::stdout().lock())?,
    }
    Ok(ExitCode::SUCCESS)
}
