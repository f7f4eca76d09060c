//! A bureau on a store in a folder of its own, and the commands that bring it somewhere.

use crate::app::{Bureau, BureauMachine, Order, Regions};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, SanType, date_time_ymd,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::bureau::{self, Acknowledgement, Command, Member, NationalList};
use wijkfonds_domain::disclosure::{Figure, FigureTable, PolicyDigest};
use wijkfonds_domain::measure::{CATALOGUE_VERSION, Dimension, DimensionKind, Measure, Period, TableId};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{AreaCode, Cents, RegionId, Year};
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::tls::{ClientTls, TlsFiles};
use wijkfonds_store::{Options, Store};

const NOW: &str = "2026-06-01T00:00:00Z";

/// A bureau, with the folder that goes when it goes.
pub(super) struct TestBureau {
    pub(super) bureau: Bureau,
    _folder: TempDir,
}

impl TestBureau {
    /// A bureau with these regions, at addresses where nobody listens. The name of `zuid` is a confirmed one.
    pub(super) async fn with_members(ids: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&folder.path().join("data"), BureauMachine, Options::default(), |_| {}).unwrap();
        let regions = Regions::new(tls(folder.path()));
        let bureau = Bureau::new(store, Arc::new(|| NOW.parse().unwrap()), regions);
        let bureau = Self { bureau, _folder: folder };
        for id in ids {
            let (name, name_confirmed) = match *id {
                "zuid" => ("Fonds <zuid>".to_owned(), true),
                id => (format!("Fonds {id}"), false),
            };
            let member = Member { id: region(id), name, name_confirmed, address: "127.0.0.1:1".into() };
            bureau.order(Command::Register(member)).await;
        }
        bureau
    }

    /// Publishes a rate and its correction and an area list, and asks the figures of the year.
    pub(super) async fn publish(&self) {
        self.order(Command::PublishRate(rate(592, None))).await;
        self.order(Command::PublishRate(rate(600, Some("ZN vergiste zich")))).await;
        self.order(Command::PublishAreaList(list())).await;
        self.order(Command::AskFigures { year: year() }).await;
    }

    /// Keeps a region's projects granted and euros granted; `noord` withholds seven cells of each.
    pub(super) async fn keep(&self, id: &str, figures: [Figure; 2]) {
        let measures = [Measure::ProjectsGranted, Measure::EurosGranted];
        let tables = measures.into_iter().zip(figures).map(|(measure, grand_total)| FigureTable {
            table: TableId {
                region: region(id),
                year: year(),
                period: Period::Year,
                measure,
                catalogue_version: CATALOGUE_VERSION,
            },
            version: 1,
            policy: PolicyDigest::received("0".repeat(64)),
            dimensions: vec![dimension(if id == "noord" { 7 } else { 1 })],
            cells: cells(grand_total, if id == "noord" { 7 } else { 1 }),
        });
        let tables = tables.collect();
        let checked = bureau::recheck(&[], tables).unwrap();
        self.order(Command::KeepFigures { region: region(id), year: year(), checked }).await;
    }

    pub(super) async fn acknowledge(&self, id: &str, rate_version: u32, area_list_version: u32) {
        let acknowledgement = Acknowledgement { rate_version, area_list_version };
        self.order(Command::Acknowledge { region: region(id), year: year(), acknowledgement }).await;
    }

    async fn order(&self, command: Command) {
        let request_id = uuid::Uuid::now_v7().to_string();
        self.bureau.order(Order { actor: "staff anna".into(), request_id, command }).await.unwrap();
    }
}

/// So many codes under the margin.
fn dimension(codes: usize) -> Dimension {
    let mut dimension = Dimension::margin(DimensionKind::Category);
    for code in 0..codes {
        dimension.add(&format!("code{code}"), 0, None);
    }
    dimension
}

/// A grand total with cells beneath it; one alone is the same figure.
fn cells(grand_total: Figure, beneath: usize) -> Vec<Figure> {
    let beneath = if beneath == 1 { vec![grand_total] } else { vec![Figure::Secret; beneath] };
    [vec![grand_total], beneath].concat()
}

pub(super) fn year() -> Year {
    Year::new(2018).unwrap()
}

fn region(id: &str) -> RegionId {
    RegionId::new(id).unwrap()
}

fn rate(cents: i64, correction: Option<&str>) -> Rate {
    Rate {
        year: year(),
        version: 0,
        cents_per_patient: Cents::new(cents),
        source: "ZN".into(),
        published_on: year().first_day(),
        correction: correction.map(str::to_owned),
    }
}

fn list() -> NationalList {
    let code = AreaCode::new("1013").unwrap();
    let area = Area { code, name: "Wijk".into(), municipality: "Stad".into() };
    NationalList {
        year: year(),
        version: 0,
        source: "voorbeeld <index>".into(),
        published_on: year().first_day(),
        correction: None,
        regions: BTreeMap::from([(region("noord"), vec![area])]),
    }
}

/// The bureau's own certificate, from an authority that vouches for nobody else.
fn tls(folder: &Path) -> ClientTls {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![
        SanType::URI("spiffe://wijkfonds/bureau".try_into().unwrap()),
        SanType::DnsName(Identity::Bureau.dns_name().try_into().unwrap()),
    ];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2090, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let write = |name: &str, pem: String| {
        let path = folder.join(name);
        fs::write(&path, pem).unwrap();
        path
    };
    let files = TlsFiles {
        certificate: write("bureau.pem", certificate.pem()),
        key: write("bureau.key", key.serialize_pem()),
        authority: write("authority.pem", authority.pem()),
    };
    ClientTls::new(&files.load(NOW.parse().unwrap()).unwrap())
}
