//! The calls of the office packages, each as a subcommand with a flag per field.

use super::names::{choice, is_amount, kebab};
use super::shape::shape;
use super::value::{Form, read};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use wijkfonds_proto::office::dynamic::{
    DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor,
    MethodDescriptor, Value, comment,
};

/// Flags of the client itself: a field with the name of one is `--field-<name>`.
const RESERVED: [&str; 11] = [
    "config",
    "address",
    "certificate",
    "key",
    "authority",
    "language",
    "json",
    "csv",
    "all",
    "help",
    "version",
];

/// What stands above the flags of a call's own.
const FIELDS: &str = "Fields";

/// A call and the subcommand that makes it.
pub(super) struct Call {
    /// The call.
    pub(super) method: MethodDescriptor,
    /// The subcommand.
    pub(super) name: String,
}

/// A message that is a part of a file: a message of headings first, then the file's bytes.
pub(super) struct FileParts {
    /// The field with the headings.
    pub(super) header: FieldDescriptor,
    /// The field with a part of the file.
    pub(super) chunk: FieldDescriptor,
}

impl FileParts {
    fn of(message: &MessageDescriptor) -> Option<Self> {
        let fields: Vec<_> = message.fields().collect();
        let [first, second] = fields.as_slice() else { return None };
        let (header, chunk) = if first.kind() == Kind::Bytes { (second, first) } else { (first, second) };
        let is_file = matches!(header.kind(), Kind::Message(_)) && chunk.kind() == Kind::Bytes;
        let alone =
            header.containing_oneof().is_some() && header.containing_oneof() == chunk.containing_oneof();
        (is_file && alone).then(|| Self { header: header.clone(), chunk: chunk.clone() })
    }
}

/// Every call that can be made from a command line, and the names of those that cannot.
pub(super) fn calls(pool: &DescriptorPool) -> (Vec<Call>, Vec<String>) {
    let methods = || pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    let (mut calls, mut left_out) = (Vec::new(), Vec::new());
    for method in methods() {
        let same = methods().filter(|other| other.name() == method.name()).count();
        let service = method.parent_service().name().trim_end_matches("Service").to_owned();
        let name = if same > 1 { format!("{service}{}", method.name()) } else { method.name().to_owned() };
        let call = Call { name: kebab(&name), method };
        if call.method.is_client_streaming() && call.upload().is_none() {
            left_out.push(call.name);
        } else {
            calls.push(call);
        }
    }
    (calls, left_out)
}

impl Call {
    /// The fields of the request's parts, when the call takes a file.
    pub(super) fn upload(&self) -> Option<FileParts> {
        if self.method.is_client_streaming() { FileParts::of(&self.method.input()) } else { None }
    }

    /// The fields of the answer's parts, when the call gives a file.
    pub(super) fn download(&self) -> Option<FileParts> {
        let gives = self.method.is_server_streaming() && !self.method.is_client_streaming();
        if gives { FileParts::of(&self.method.output()) } else { None }
    }

    /// The message that the flags fill: the request, or the headings of a file.
    fn asked(&self) -> MessageDescriptor {
        match self.upload().map(|upload| upload.header.kind()) {
            Some(Kind::Message(headings)) => headings,
            _ => self.method.input(),
        }
    }

    /// Whether the answer comes in pages.
    pub(super) fn is_paged(&self) -> bool {
        self.method.input().get_field_by_name("page_token").is_some()
            && self.method.output().get_field_by_name("next_page_token").is_some()
    }

    /// The field with the rows, when the answer is a list: the only field with repeated messages.
    pub(super) fn rows(&self) -> Option<FieldDescriptor> {
        rows(&self.method.output())
    }

    /// What the `.proto` file says of the call.
    pub(super) fn about(&self) -> String {
        comment(&self.method.parent_file(), self.method.path())
    }

    /// The subcommand.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(self.name.clone()).about(self.about());
        let asked = self.asked();
        for field in asked.fields() {
            command = command.arg(arg(&field));
        }
        for oneof in asked.oneofs().filter(|oneof| !oneof.is_synthetic()) {
            let ids: Vec<String> = oneof.fields().map(|field| id(&field)).collect();
            command = command.group(ArgGroup::new(format!("oneof {}", oneof.name())).args(ids));
        }
        if let Some(upload) = self.upload() {
            command = command.arg(file_arg(said(&upload.chunk)));
        } else if self.download().is_some() {
            command = command.arg(file_arg("Where the file is written; nothing is written over".to_owned()));
        }
        if self.is_paged() {
            let all = Arg::new("all").long("all").action(ArgAction::SetTrue);
            command = command.arg(all.help("Ask for page after page and show them as one"));
        }
        let shapes = asked.fields().filter_map(|field| shape(&flag(&field), &field));
        command.after_help(shapes.collect::<Vec<_>>().join("\n").trim_end().to_owned())
    }

    /// The message that the flags fill.
    pub(super) fn fill(&self, matches: &ArgMatches) -> DynamicMessage {
        let mut message = DynamicMessage::new(self.asked());
        for field in self.asked().fields() {
            let id = id(&field);
            if matches!(Form::of(&field), Form::Bare) {
                if let (true, Kind::Message(bare)) = (matches.get_flag(&id), field.kind()) {
                    message.set_field(&field, Value::Message(DynamicMessage::new(bare)));
                }
                continue;
            }
            let mut values: Vec<Value> = matches.get_many(&id).into_iter().flatten().cloned().collect();
            if is_repeatable(&field) && !values.is_empty() {
                message.set_field(&field, Value::List(values));
            } else if let Some(value) = values.pop() {
                message.set_field(&field, value);
            }
        }
        message
    }
}

/// The only field with repeated messages of a message.
pub(super) fn rows(message: &MessageDescriptor) -> Option<FieldDescriptor> {
    let of_messages = |field: &FieldDescriptor| field.is_list() && matches!(field.kind(), Kind::Message(_));
    let mut lists = message.fields().filter(of_messages);
    let first = lists.next();
    first.filter(|_| lists.next().is_none())
}

/// What the matches know a field by; no flag of the client has a space in its name.
fn id(field: &FieldDescriptor) -> String {
    format!("field {}", field.name())
}

/// A list of values that are no messages: its flag is given once per value.
fn is_repeatable(field: &FieldDescriptor) -> bool {
    field.is_list() && !matches!(field.kind(), Kind::Message(_))
}

fn flag(field: &FieldDescriptor) -> String {
    let name = kebab(field.name());
    if RESERVED.contains(&name.as_str()) { format!("field-{name}") } else { name }
}

/// What the `.proto` file says of a field.
fn said(field: &FieldDescriptor) -> String {
    comment(&field.parent_message().parent_file(), field.path())
}

fn arg(field: &FieldDescriptor) -> Arg {
    let said = said(field);
    let action = if is_repeatable(field) { ArgAction::Append } else { ArgAction::Set };
    let arg =
        Arg::new(id(field)).long(flag(field)).action(action).help(help(field, &said)).help_heading(FIELDS);
    let given = field.clone();
    let arg = match Form::of(field) {
        Form::Bare => return arg.action(ArgAction::SetTrue),
        Form::Choice(values) => return arg.value_name("CHOICE").value_parser(choices(&values)),
        Form::Truth => {
            arg.num_args(0..=1).require_equals(true).default_missing_value("true").value_name("true|false")
        }
        // `-1,00` is no number to the parser
        Form::Amount => arg.value_name("EUROS").allow_hyphen_values(true),
        Form::Number => arg.value_name("NUMBER").allow_negative_numbers(true),
        Form::Text => arg.value_name("TEXT"),
        Form::Bytes => arg.value_name("@FILE"),
        Form::Json => arg.value_name("JSON"),
    };
    arg.value_parser(move |text: &str| read(&given, text))
}

fn help(field: &FieldDescriptor, said: &str) -> String {
    let more = match Form::of(field) {
        Form::Amount => " [here in euros, as 500.00 or 500,00]",
        Form::Json if field.is_list() => " [a JSON list, or @file.json; amounts in cents]",
        Form::Json => " [JSON, or @file.json; amounts in cents]",
        // what the files say of it is the same everywhere, and is for programs
        Form::Text if field.name() == "request_id" => {
            return "The same call with the same id is done once. [made when absent]".to_owned();
        }
        _ if is_repeatable(field) => " [once per value]",
        _ => "",
    };
    // a comment about cents would be wrong here
    let said = if is_amount(field) { said.replacen("Euro cents", "Euros", 1) } else { said.to_owned() };
    format!("{said}{more}")
}

fn file_arg(said: String) -> Arg {
    let arg = Arg::new("file").long("file").value_name("FILE").required(true).help_heading(FIELDS);
    arg.value_parser(clap::value_parser!(String)).help(said)
}

fn choices(values: &EnumDescriptor) -> impl TypedValueParser<Value = Value> + use<> {
    let said = |path: &[i32]| comment(&values.parent_file(), path);
    let named: Vec<(String, i32, String)> = values
        .values()
        .filter(|value| !value.name().ends_with("_UNSPECIFIED"))
        .map(|value| (choice(values, value.name()), value.number(), said(value.path())))
        .collect();
    let possible = named.iter().map(|(name, _, help)| PossibleValue::new(name.clone()).help(help.clone()));
    PossibleValuesParser::new(possible.collect::<Vec<_>>()).try_map(move |given| {
        let found = named.iter().find(|(name, ..)| *name == given);
        found.map(|(_, number, _)| Value::EnumNumber(*number)).ok_or("it is none of the values")
    })
}
