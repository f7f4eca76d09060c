//! The way to an office's listener, with the certificate of a member of its staff.

use clap::{Arg, ArgMatches, Command};
use jiff::Timestamp;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tonic::transport::Channel;
use wijkfonds_edge::config::ConfigError;
use wijkfonds_proto::identity::{Identity, Office};
use wijkfonds_proto::tls::{Address, ClientTls, LoadError, Timeouts, TlsFiles, channel};

/// The configuration file of somebody in an office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    address: String,
    certificate: PathBuf,
    key: PathBuf,
    authority: PathBuf,
}

/// Why there is no way to the office.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConnectionError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("the office's address: {0}")]
    Address(#[from] wijkfonds_proto::tls::BadAddress),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("the certificate is that of {0}, not of a member of an office's staff")]
    NoStaff(Identity),
}

/// The flags of a connection, before the subcommand.
pub(super) fn flags(command: Command) -> Command {
    let arg = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let file = |name, help| arg(name, "FILE", help).value_parser(clap::value_parser!(PathBuf));
    command
        .arg(
            file("config", "Where the office is and who you are; not read when all four flags say so")
                .default_value("office.toml"),
        )
        .arg(arg("address", "HOST:PORT", "The office's listener, instead of the configuration's"))
        .arg(file("certificate", "Your certificate, instead of the configuration's"))
        .arg(file("key", "The certificate's key, instead of the configuration's"))
        .arg(file("authority", "The office's authority, instead of the configuration's"))
}

/// The office that the certificate is of, and a channel to it, which connects when it is first used.
///
/// # Errors
/// [`ConnectionError`].
pub(super) fn open(matches: &ArgMatches, now: Timestamp) -> Result<(Office, Channel), ConnectionError> {
    let config = configuration(matches)?;
    let address: Address = config.address.parse()?;
    let files = TlsFiles { certificate: config.certificate, key: config.key, authority: config.authority };
    let credentials = files.load(now)?;
    let Identity::Staff { office, .. } = credentials.identity().clone() else {
        return Err(ConnectionError::NoStaff(credentials.identity().clone()));
    };
    let server = Identity::Server { office: office.clone() };
    Ok((office, channel(&address, &ClientTls::new(&credentials), &server, &Timeouts::default())))
}

/// What the flags say, and what they do not say from the file, whose paths are relative to itself.
fn configuration(matches: &ArgMatches) -> Result<Config, ConnectionError> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let address = matches.get_one::<String>("address").cloned();
    let given = (address, path("certificate"), path("key"), path("authority"));
    let (address, certificate, key, authority) = match given {
        (Some(address), Some(certificate), Some(key), Some(authority)) => {
            return Ok(Config { address, certificate, key, authority });
        }
        partial => partial,
    };
    let file = path("config").unwrap_or_else(|| PathBuf::from("office.toml"));
    let config: Config = wijkfonds_edge::config::read(&file)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    Ok(Config {
        address: address.unwrap_or(config.address),
        certificate: certificate.unwrap_or_else(|| folder.join(config.certificate)),
        key: key.unwrap_or_else(|| folder.join(config.key)),
        authority: authority.unwrap_or_else(|| folder.join(config.authority)),
    })
}
