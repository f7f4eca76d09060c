//! Every kind of caller calls everything; a file shows who is let in where, and a person can hold it against the
//! tables in `proto/src/access/table.rs`.

use crate::callers::{Caller, Forger};
use crate::raw::{call, is_without_connection};
use crate::support::{Clerk, Process, World, region, staff};
use std::fmt::Write;
use std::net::SocketAddr;
use tonic_types::StatusExt;
use wijkfonds_proto::access::{
    BUREAU_BORDER, BUREAU_OFFICE, COMMON_AT_BUREAU_BORDER, COMMON_AT_REGION_BORDER, COMMON_IN_OFFICE,
    REGION_BORDER, REGION_OFFICE, Role, Rule,
};
use wijkfonds_proto::identity::{Identity, Office};

/// Where the file is. Set `WIJKFONDS_WRITE_GOLDEN` to write it anew, and read it before it is kept.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/border/access.txt");

/// Paths that no table has.
const UNKNOWN: [&str; 4] = [
    "/wijkfonds.region.v1.FundService/DropEverything",
    "/wijkfonds.federation.v1.RegionService/GetApplications",
    "/nobody.v1.Service/Call",
    "/",
];

/// A listener with its tables.
struct Place {
    title: &'static str,
    server: Identity,
    address: SocketAddr,
    own: &'static [Rule],
    common: &'static [Rule],
    /// Somebody who is welcome there.
    welcome: Identity,
}

const NO_CONNECTION: &str = "no connection";

#[tokio::test(flavor = "multi_thread")]
async fn who_may_call_what_is_as_the_file_says_and_nobody_else_may() {
    let world = World::new(&["twente", "nijmegen"], &["3311", "7119", "3332"]);
    let node = Process::start("node", &world.node_config("twente"));
    let coordinator = Process::start("coordinator", &world.coordinator_config());
    let mut clerk = Clerk::new(&world, "twente", node.office);
    clerk.adopt(&world, "twente", &["3311", "7119"]).await;

    let mut found = String::new();
    for place in places(&node, &coordinator) {
        found += &walk(&world, &place).await;
    }
    if std::env::var_os("WIJKFONDS_WRITE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &found).unwrap();
    }
    let expected = std::fs::read_to_string(GOLDEN).unwrap();
    assert!(found == expected, "access differs from {GOLDEN}; it is now:\n{found}");
}

fn places(node: &Process, coordinator: &Process) -> [Place; 4] {
    let twente = Office::Region(region("twente"));
    [
        Place {
            title: "The border of region twente",
            server: Identity::Region(region("twente")),
            address: node.border,
            own: REGION_BORDER,
            common: COMMON_AT_REGION_BORDER,
            welcome: Identity::Bureau,
        },
        Place {
            title: "The office of region twente",
            server: Identity::Server { office: twente.clone() },
            address: node.office,
            own: REGION_OFFICE,
            common: COMMON_IN_OFFICE,
            welcome: staff(twente, Role::Board),
        },
        Place {
            title: "The border of the bureau",
            server: Identity::Bureau,
            address: coordinator.border,
            own: BUREAU_BORDER,
            common: COMMON_AT_BUREAU_BORDER,
            welcome: Identity::Region(region("twente")),
        },
        Place {
            title: "The office of the bureau",
            server: Identity::Server { office: Office::Bureau },
            address: coordinator.office,
            own: BUREAU_OFFICE,
            common: COMMON_IN_OFFICE,
            welcome: staff(Office::Bureau, Role::Board),
        },
    ]
}

/// Everybody calls every path of every table at one listener.
async fn walk(world: &World, place: &Place) -> String {
    let served: Vec<&str> = place.own.iter().chain(place.common).map(|rule| rule.path).collect();
    let tables = [REGION_BORDER, REGION_OFFICE, BUREAU_BORDER, BUREAU_OFFICE];
    let all = tables.into_iter().flatten().map(|rule| rule.path).chain(UNKNOWN);
    let elsewhere: Vec<&str> = all.filter(|path| !served.contains(path)).collect();

    let (mut connected, mut kept_out) = (Vec::new(), Vec::new());
    for caller in Forger::new(world).everybody(&place.welcome) {
        let here = outcomes(world, place, &caller, &served).await;
        let not_here = outcomes(world, place, &caller, &elsewhere).await;
        if here.iter().all(|outcome| outcome == NO_CONNECTION) {
            assert!(not_here.iter().all(|outcome| outcome == NO_CONNECTION), "{}: {not_here:?}", caller.name);
            kept_out.push(caller.name);
            continue;
        }
        for (path, outcome) in elsewhere.iter().zip(&not_here) {
            assert_eq!(outcome, "refused", "{} calls {path} at: {}", caller.name, place.title);
        }
        connected.push((caller.name, here));
    }
    table(place.title, &served, &connected, &kept_out, elsewhere.len())
}

async fn outcomes(world: &World, place: &Place, caller: &Caller, paths: &[&'static str]) -> Vec<String> {
    let mut outcomes = Vec::with_capacity(paths.len());
    let channel = caller.channel(world, &place.server, place.address);
    for path in paths {
        // an empty message; statements are asked of a year, or the refusal would be about that
        let message = if path.ends_with("/ListStatements") { vec![0x08, 0xe2, 0x0f] } else { Vec::new() };
        outcomes.push(outcome(call(&channel, path, message).await));
    }
    outcomes
}

fn outcome(answer: Result<Vec<u8>, tonic::Status>) -> String {
    let Err(status) = answer else { return "allowed".to_owned() };
    if is_without_connection(&status) {
        return NO_CONNECTION.to_owned();
    }
    let reason = status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default();
    match (status.code(), reason.as_str()) {
        (tonic::Code::PermissionDenied, "NOT_ALLOWED") => "refused".to_owned(),
        (tonic::Code::PermissionDenied, "STATEMENT_NOT_LISTED") => "not listed".to_owned(),
        (tonic::Code::Unimplemented, _) => "not served".to_owned(),
        _ => "allowed".to_owned(),
    }
}

fn table(
    title: &str,
    paths: &[&str],
    connected: &[(String, Vec<String>)],
    kept_out: &[String],
    elsewhere: usize,
) -> String {
    let mut text = format!("{title}\n\n{:<40}", "");
    let width = |name: &str| name.len().max(10) + 2;
    for (name, _) in connected {
        write!(text, "{name:<0$}", width(name)).unwrap();
    }
    for (row, path) in paths.iter().enumerate() {
        let short = path.rsplit('.').next().unwrap();
        write!(text, "\n{short:<40}").unwrap();
        for (name, outcomes) in connected {
            write!(text, "{:<1$}", outcomes[row], width(name)).unwrap();
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut text = lines.join("\n");
    write!(
        text,
        "\n{:<40}refused to all of them\n\nNo connection, whatever they call:\n",
        format!("{elsewhere} others")
    )
    .unwrap();
    kept_out.iter().for_each(|name| writeln!(text, "  {name}").unwrap());
    text + "\n"
}
