//! The command line of an office, from its arguments to its end.

use super::call::{Call, calls};
use super::connection;
use super::detail;
use super::download;
use super::exchange::{Exchange, next_page};
use super::failure::Failure;
use super::output::Output;
use super::value::contents;
use clap::{Arg, ArgAction, ArgMatches, Args, Command};
use jiff::Timestamp;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;
use wijkfonds_edge::Language;
use wijkfonds_edge::messages::Messages;
use wijkfonds_proto::identity::Office;
use wijkfonds_proto::office::dynamic::{
    DynamicMessage, MethodDescriptor, ReflectMessage, Value, descriptors,
};

/// What the tables say of themselves.
const ABOUT: &str = "Works in an office, a region's or the bureau's, with the certificate of a member of its staff. \
    Labels of columns are made of the names of fields, which are English in both languages; numbers, amounts and \
    refusals are in the language asked for. Tables and flags have euros, JSON and CSV have cents.";
/// How the command ends.
const ENDS: &str = "Ends with 0 when it is done, 1 when it was refused or a file has problems, 2 when the command or \
    its configuration is wrong, 3 when the office cannot be reached.";
/// Calls have too many subcommands for one list.
const TEMPLATE: &str = "{about-with-newline}\n{usage-heading} {usage}\n\nOptions:\n{options}\n{after-help}\n";

/// The arguments, which are read by what the descriptors say.
#[derive(Debug, Args)]
pub(crate) struct OfficeCommand {
    /// See `wijkfonds office --help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, num_args = 0..)]
    arguments: Vec<OsString>,
}

impl OfficeCommand {
    /// Carries it out, and says on standard error what went wrong.
    pub(crate) async fn run(self, now: Timestamp) -> ExitCode {
        let mut language = Language::default();
        match attempt(self.arguments, now, &mut language).await {
            Ok(code) => code,
            Err(failure) => failure.report(language),
        }
    }
}

/// The whole command line.
pub(super) fn parser(calls: &[Call], left_out: &[String]) -> Command {
    let language =
        Arg::new("language").long("language").value_name("LANGUAGE").default_value("nl").global(true);
    let language = language.value_parser(["nl", "en"]).help("Of numbers, amounts and refusals");
    let json = Arg::new("json").long("json").action(ArgAction::SetTrue).global(true);
    let csv = Arg::new("csv").long("csv").action(ArgAction::SetTrue).global(true).conflicts_with("json");
    let command = Command::new("wijkfonds office")
        .bin_name("wijkfonds office")
        .about(ABOUT)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name("CALL")
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .after_help(after_help(calls, left_out))
        .arg(language)
        .arg(json.help("Show the answer as proto3 JSON"))
        .arg(csv.help("Show the rows of a list as CSV"));
    connection::flags(command).subcommands(calls.iter().map(Call::command))
}

/// The calls by service, and how the command ends.
fn after_help(calls: &[Call], left_out: &[String]) -> String {
    let widest = calls.iter().map(|call| call.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    let mut service = String::new();
    for call in calls {
        let of = call.method.parent_service().full_name().to_owned();
        if of != service {
            text.push_str(&format!("\n{of}:\n"));
            service = of;
        }
        let about = call.about();
        let sentence = about.split_once(". ").map_or(about.as_str(), |(first, _)| first);
        text.push_str(&format!("  {:widest$}  {}\n", call.name, sentence.trim_end_matches('.')));
    }
    if !left_out.is_empty() {
        text.push_str(&format!("\nNot from a command line: {}.\n", left_out.join(", ")));
    }
    format!("{}\n`<CALL> --help` names the flags of a call.\n{ENDS}", text.trim_start())
}

async fn attempt(
    arguments: Vec<OsString>,
    now: Timestamp,
    language: &mut Language,
) -> Result<ExitCode, Failure> {
    let pool = descriptors().map_err(|error| Failure::Descriptors(error.to_string()))?;
    let (calls, left_out) = calls(&pool);
    let arguments = std::iter::once(OsString::from("wijkfonds office")).chain(arguments);
    let matches = parser(&calls, &left_out).try_get_matches_from(arguments)?;
    let chosen = matches.get_one::<String>("language").and_then(|code| Language::from_code(code));
    *language = chosen.unwrap_or_default();
    // clap has made sure that there is a subcommand, and that it is one of these
    let Some((name, asked)) = matches.subcommand() else { return Ok(ExitCode::SUCCESS) };
    let Some(call) = calls.iter().find(|call| call.name == name) else { return Ok(ExitCode::SUCCESS) };
    let output = output(asked, *language);
    if !output.fits(call) {
        return Err(Failure::Usage(format!("{name} answers with no list, so there are no rows for --csv")));
    }
    let (message, id) = message(call, asked);
    let (office, channel) = connection::open(&matches, now)?;
    if !is_of(&call.method, &office) {
        return Err(Failure::Usage(Messages::text(*language, "office-other", &[("call", name)])));
    }
    let mut exchange = Exchange::new(channel, *language);
    let made = make(&mut exchange, call, asked, message, output, *language).await;
    if let (Err(failure), Some(id)) = (&made, id)
        && failure.is_unreachable()
    {
        eprintln!("{}", Messages::text(*language, "office-repeat", &[("id", &id)]));
    }
    made
}

fn output(asked: &ArgMatches, language: Language) -> Output {
    match (asked.get_flag("json"), asked.get_flag("csv")) {
        (true, _) => Output::Json,
        (_, true) => Output::Csv,
        _ => Output::Tables(language),
    }
}

/// What is sent, with the request id if it is one that carries one. The name of a file that is sent is that of the
/// file, unless another is given.
fn message(call: &Call, asked: &ArgMatches) -> (DynamicMessage, Option<String>) {
    let mut message = call.fill(asked);
    let absent = |message: &DynamicMessage, name: &str| {
        let field = message.descriptor().get_field_by_name(name)?;
        let is_absent = message.get_field(&field).as_str().is_some_and(str::is_empty);
        is_absent.then_some(field)
    };
    if let Some(field) = absent(&message, "request_id") {
        message.set_field(&field, Value::String(Uuid::now_v7().to_string()));
    }
    let file = call.upload().and_then(|_| asked.get_one::<String>("file"));
    let file = file.and_then(|file| Path::new(file).file_name()?.to_str());
    if let (Some(file), Some(field)) = (file, absent(&message, "file_name")) {
        message.set_field(&field, Value::String(file.to_owned()));
    }
    let id = message.get_field_by_name("request_id").and_then(|id| Some(id.as_str()?.to_owned()));
    (message, id)
}

/// Whether an office's listener has a call: its package is of regions or of the bureau.
fn is_of(method: &MethodDescriptor, office: &Office) -> bool {
    let of_the_bureau = method.parent_file().package_name().split('.').any(|part| part == "bureau");
    of_the_bureau == (*office == Office::Bureau)
}

/// Makes the call and shows what comes. A file that has problems changed nothing, which a script must see.
async fn make(
    exchange: &mut Exchange,
    call: &Call,
    asked: &ArgMatches,
    message: DynamicMessage,
    output: Output,
    language: Language,
) -> Result<ExitCode, Failure> {
    if let Some(parts) = call.download() {
        let file = asked.get_one::<String>("file").map(String::as_str).unwrap_or_default();
        let answers = exchange.stream(&call.method, message).await?;
        let headings = download::save(answers, &parts, Path::new(file)).await?;
        output.answer(&mut io::stdout().lock(), &headings)?;
        return Ok(ExitCode::SUCCESS);
    }
    if call.method.is_server_streaming() && call.upload().is_none() {
        let mut answers = exchange.stream(&call.method, message).await?;
        let mut is_first = true;
        while let Some(answer) = answers.message().await? {
            output.streamed(&mut io::stdout().lock(), &answer, is_first)?;
            is_first = false;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let answer = if let Some(upload) = call.upload() {
        let file = asked.get_one::<String>("file").map(String::as_str).unwrap_or_default();
        let file = contents(file).map_err(Failure::Usage)?;
        if call.method.is_server_streaming() {
            let told = |progress: &DynamicMessage| eprintln!("{}", detail::on_one_line(language, progress));
            exchange.upload_and_watch(&call.method, &upload, message, &file, told).await?
        } else {
            exchange.upload(&call.method, &upload, message, &file).await?
        }
    } else if call.is_paged() && asked.get_flag("all") {
        exchange.pages(call, message).await?
    } else {
        exchange.unary(&call.method, message).await?
    };
    output.answer(&mut io::stdout().lock(), &answer)?;
    if let Some(token) = next_page(&answer).filter(|_| output != Output::Json) {
        eprintln!("{}", Messages::text(language, "office-more", &[("token", &token)]));
    }
    let problems = answer.get_field_by_name("problems");
    let has_problems = problems.is_some_and(|found| found.as_list().is_some_and(|list| !list.is_empty()));
    Ok(if has_problems { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
