//! `wijkfonds authority …`: certificates from the command line.

use super::issue::{
    Authority, Existing, IssueError, Issued, OpenError, ReadError, certificate_fingerprint, read_facts,
};
use super::profile::Validity;
use super::set::{SetError, SetPlan, make_set};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;
use wijkfonds_domain::terms::{BadRegionId, RegionId, StaffName, Uzovi};
use wijkfonds_proto::identity::{Identity, Office, TrustDomain};

/// Make certificate authorities and certificates, and look at them.
#[derive(Args, Debug)]
pub(crate) struct AuthorityCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an authority: the federation's, or one office's own.
    Init {
        /// The directory that the authority lives in.
        #[arg(long)]
        dir: PathBuf,
        /// The office whose staff it vouches for: `bureau` or a region's id. Without it: the federation's.
        #[arg(long, value_parser = parse_office)]
        office: Option<Office>,
    },
    /// Issue one certificate, unless it is there already.
    Issue {
        /// The authority's directory. The certificate and its key are put beside it.
        #[arg(long)]
        dir: PathBuf,
        #[command(flatten)]
        terms: Terms,
        #[command(subcommand)]
        holder: Holder,
    },
    /// Make every authority and certificate that a demonstration needs, unless they are there already.
    Set {
        /// The directory that holds one directory for each authority.
        #[arg(long)]
        dir: PathBuf,
        /// A regional fund's id; may be repeated.
        #[arg(long = "region")]
        regions: Vec<RegionId>,
        /// A health insurer's UZOVI code; may be repeated.
        #[arg(long = "insurer")]
        insurers: Vec<Uzovi>,
        /// A member of every office's staff; may be repeated.
        #[arg(long = "staff")]
        staff: Vec<StaffName>,
        #[command(flatten)]
        terms: Terms,
    },
    /// Print the fingerprint of a certificate's key, as a region's list of insurers holds it.
    Fingerprint {
        /// A certificate in PEM form.
        file: PathBuf,
    },
    /// Print whose a certificate is, until when, and its fingerprint.
    Show {
        /// A certificate in PEM form.
        file: PathBuf,
    },
}

#[derive(Args, Clone, Copy, Debug)]
struct Terms {
    /// How long new certificates are valid, in days.
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..))]
    days: u16,
    /// Replace certificates that are there, keeping their keys and so their fingerprints.
    #[arg(long, conflicts_with = "rekey")]
    renew: bool,
    /// Replace certificates that are there, and their keys.
    #[arg(long)]
    rekey: bool,
}

#[derive(Clone, Debug, Subcommand)]
enum Holder {
    /// The bureau, towards the federation.
    Bureau,
    /// A regional fund, towards the federation.
    Region {
        /// The region's id.
        id: RegionId,
    },
    /// A health insurer.
    Insurer {
        /// Its UZOVI code.
        uzovi: Uzovi,
    },
    /// The server of the authority's office, towards its own staff.
    Node,
    /// A member of the staff of the authority's office.
    Staff {
        /// The person's name: small letters, digits and hyphens.
        name: StaffName,
    },
}

/// Why the command did not do what was asked.
#[derive(Debug, Error)]
pub(crate) enum CommandError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Issue(#[from] IssueError),
    #[error(transparent)]
    Set(#[from] SetError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the federation's authority vouches for no node or staff; use an office's")]
    NoOffice,
    #[error("{0} days from now is beyond the calendar")]
    TooLong(u16),
    #[error("cannot print: {0}")]
    Output(#[from] io::Error),
}

impl AuthorityCommand {
    /// Does what was asked and prints the result.
    ///
    /// # Errors
    /// When it cannot be done, with the file or name that stands in the way.
    pub(crate) fn run(self, now: Timestamp, out: &mut impl Write) -> Result<(), CommandError> {
        match self.action {
            Action::Init { dir, office } => init(&dir, office, now, out),
            Action::Issue { dir, terms, holder } => issue(&dir, terms, holder, now, out),
            Action::Set { dir, regions, insurers, staff, terms } => {
                let plan = SetPlan { regions, insurers, staff };
                let issued = make_set(&dir, &plan, now, terms.validity(now)?, terms.existing())?;
                issued.iter().try_for_each(|issued| report(issued, out))
            }
            Action::Fingerprint { file } => Ok(writeln!(out, "{}", certificate_fingerprint(&file)?)?),
            Action::Show { file } => show(&file, out),
        }
    }
}

impl Terms {
    fn validity(self, now: Timestamp) -> Result<Validity, CommandError> {
        Validity::days(now, self.days).ok_or(CommandError::TooLong(self.days))
    }

    fn existing(self) -> Existing {
        match (self.renew, self.rekey) {
            (_, true) => Existing::ReplaceKey,
            (true, false) => Existing::Renew,
            (false, false) => Existing::Keep,
        }
    }
}

impl Holder {
    fn identity(self, domain: &TrustDomain) -> Result<Identity, CommandError> {
        let office = || match domain {
            TrustDomain::Federation => Err(CommandError::NoOffice),
            TrustDomain::Office(office) => Ok(office.clone()),
        };
        Ok(match self {
            Self::Bureau => Identity::Bureau,
            Self::Region { id } => Identity::Region(id),
            Self::Insurer { uzovi } => Identity::Insurer(uzovi),
            Self::Node => Identity::Server { office: office()? },
            Self::Staff { name } => Identity::Staff { office: office()?, name },
        })
    }
}

fn init(
    dir: &Path,
    office: Option<Office>,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let domain = office.map_or(TrustDomain::Federation, TrustDomain::Office);
    let authority = Authority::create(dir, domain, now)?;
    writeln!(out, "{} {}", authority.domain(), authority.certificate().display())?;
    Ok(())
}

fn issue(
    dir: &Path,
    terms: Terms,
    holder: Holder,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let authority = Authority::load(dir)?;
    let identity = holder.identity(authority.domain())?;
    let issued = authority.issue(&identity, terms.validity(now)?, terms.existing())?;
    report(&issued, out)
}

fn report(issued: &Issued, out: &mut impl Write) -> Result<(), CommandError> {
    let kept = if issued.kept { " (kept)" } else { "" };
    writeln!(out, "{} {}{kept}", issued.identity, issued.files.certificate.display())?;
    Ok(())
}

fn show(file: &Path, out: &mut impl Write) -> Result<(), CommandError> {
    let facts = read_facts(file)?;
    writeln!(out, "name         {}", facts.uri)?;
    writeln!(out, "serial       {}", facts.serial)?;
    writeln!(out, "valid from   {}", facts.not_before)?;
    writeln!(out, "valid until  {}", facts.not_after)?;
    writeln!(out, "fingerprint  {}", facts.key)?;
    Ok(())
}

fn parse_office(text: &str) -> Result<Office, BadRegionId> {
    Office::parse(text)
}
