use super::*;
use crate::area::Area;
use crate::disclosure::{Figure, PolicyDigest};
use crate::measure::{CATALOGUE_VERSION, Dimension, DimensionKind, Measure, Period, TableId};
use crate::records::MemoryRecords;
use crate::terms::{AreaCode, Cents};
use std::collections::BTreeMap;

fn year() -> Year {
    Year::new(2018).unwrap()
}

fn region(id: &str) -> RegionId {
    RegionId::new(id).unwrap()
}

struct Bureau(MemoryRecords);

impl Bureau {
    fn with_members(ids: &[&str]) -> Self {
        let mut bureau = Self(MemoryRecords::default());
        for id in ids {
            let member = Member {
                id: region(id),
                name: (*id).into(),
                name_confirmed: false,
                address: "127.0.0.1:1".into(),
            };
            bureau.run(Command::Register(member)).unwrap();
        }
        bureau
    }

    fn run(&mut self, command: Command) -> Result<usize, BureauRefusal> {
        let events = match decide(&self.0, &command) {
            Ok(events) => events,
            Err(Stop::Refused(refusal)) => return Err(refusal),
            Err(Stop::Fault(fault)) => panic!("{fault}"),
        };
        events.iter().for_each(|event| apply(&mut self.0, event).unwrap());
        Ok(events.len())
    }
}

fn rate(cents: i64, correction: Option<&str>) -> Command {
    Command::PublishRate(Rate {
        year: year(),
        version: 0,
        cents_per_patient: Cents::new(cents),
        source: "ZN".into(),
        published_on: year().first_day(),
        correction: correction.map(str::to_owned),
    })
}

#[test]
fn a_second_rate_is_published_only_with_a_reason_and_repeating_the_first_does_nothing() {
    let mut bureau = Bureau::with_members(&[]);
    assert_eq!(bureau.run(rate(592, None)), Ok(1));
    assert_eq!(bureau.run(rate(592, None)), Ok(0));
    assert_eq!(bureau.run(rate(600, None)), Err(RateRefusal::CorrectionWithoutReason.into()));
    assert_eq!(bureau.run(rate(600, Some("ZN made a mistake"))), Ok(1));
    let in_use = rate::rate(&bureau.0, year()).unwrap().unwrap();
    assert_eq!((in_use.version, in_use.cents_per_patient), (2, Cents::new(600)));
}

fn list(areas: &[(&str, &str)], correction: Option<&str>) -> Command {
    let mut regions: BTreeMap<RegionId, Vec<Area>> = BTreeMap::new();
    for (id, code) in areas {
        let area =
            Area { code: AreaCode::new(*code).unwrap(), name: "Wijk".into(), municipality: "Stad".into() };
        regions.entry(region(id)).or_default().push(area);
    }
    Command::PublishAreaList(NationalList {
        year: year(),
        version: 0,
        source: "demo".into(),
        published_on: year().first_day(),
        correction: correction.map(str::to_owned),
        regions,
    })
}

#[test]
fn an_area_belongs_to_one_region_that_takes_part() {
    let mut bureau = Bureau::with_members(&["noord", "zuid"]);
    let double = |first, second| BureauRefusal::DoubleArea {
        area: AreaCode::new("1013").unwrap(),
        first: region(first),
        second: region(second),
    };
    let cases = [
        (list(&[("noord", "1013"), ("zuid", "1013")], None), Err(double("noord", "zuid"))),
        (list(&[("zuid", "1013"), ("zuid", "1013")], None), Err(double("zuid", "zuid"))),
        (list(&[("oost", "1013")], None), Err(BureauRefusal::UnknownRegion(region("oost")))),
        (list(&[], None), Err(BureauRefusal::NoAreas)),
        (list(&[("noord", "1014"), ("noord", "1013"), ("zuid", "3511")], None), Ok(1)),
        (list(&[("noord", "1013"), ("noord", "1014"), ("zuid", "3511")], None), Ok(0)),
        (list(&[("noord", "1013")], None), Err(BureauRefusal::CorrectionWithoutReason)),
        (list(&[("noord", "1013"), ("noord", "1015")], Some("one more")), Ok(1)),
    ];
    for (row, (command, expected)) in cases.into_iter().enumerate() {
        assert_eq!(bureau.run(command), expected, "row {row}");
    }
    let part = area_list(&bureau.0, year(), &region("noord")).unwrap().unwrap();
    let codes: Vec<_> = part.areas.iter().map(|area| area.code.as_str()).collect();
    assert_eq!((part.version, codes), (2, vec!["1013", "1015"]));
    assert!(area_list(&bureau.0, year(), &region("zuid")).unwrap().is_none());
}

#[test]
fn acknowledgements_only_go_up() {
    let mut bureau = Bureau::with_members(&["noord"]);
    let acknowledge = |rate_version, area_list_version| Command::Acknowledge {
        region: region("noord"),
        year: year(),
        acknowledgement: Acknowledgement { rate_version, area_list_version },
    };
    for (rate, areas, events) in [(1, 0, 1), (0, 1, 1), (1, 1, 0), (0, 0, 0), (2, 0, 1)] {
        assert_eq!(bureau.run(acknowledge(rate, areas)), Ok(events), "{rate} {areas}");
    }
    let known = acknowledgement(&bureau.0, year(), &region("noord")).unwrap();
    assert_eq!(known, Acknowledgement { rate_version: 2, area_list_version: 1 });
}

fn figures(id: &str, grand_total: Figure) -> Command {
    let table = TableId {
        region: region(id),
        year: year(),
        period: Period::Year,
        measure: Measure::ProjectsGranted,
        catalogue_version: CATALOGUE_VERSION,
    };
    let mut dimension = Dimension::margin(DimensionKind::Category);
    for code in ["a", "b", "c"] {
        dimension.add(code, 0, None);
    }
    let policy = PolicyDigest::received("0".repeat(64));
    let cells = vec![grand_total, Figure::Secret, Figure::Secret, Figure::Nil];
    let tables = vec![FigureTable { table, version: 1, policy, dimensions: vec![dimension], cells }];
    let checked = recheck(&[], tables).unwrap();
    Command::KeepFigures { region: region(id), year: year(), checked }
}

#[test]
fn a_national_figure_says_which_regions_are_in_it() {
    let mut bureau = Bureau::with_members(&["noord", "oost", "west", "zuid"]);
    assert_eq!(bureau.run(figures("noord", Figure::Value(40))), Ok(1));
    assert_eq!(bureau.run(figures("noord", Figure::Value(40))), Ok(0));
    assert_eq!(bureau.run(figures("noord", Figure::Value(41))), Err(BureauRefusal::FiguresChanged));
    assert_eq!(bureau.run(figures("zuid", Figure::Secret)), Ok(1));
    assert_eq!(bureau.run(figures("west", Figure::Value(2))), Ok(1));
    assert_eq!(
        bureau.run(figures("elders", Figure::Value(2))),
        Err(BureauRefusal::UnknownRegion(region("elders")))
    );
    let national = national(&bureau.0, year()).unwrap();
    let granted = national.iter().find(|figure| figure.measure == Measure::ProjectsGranted).unwrap();
    assert_eq!(granted.total(), Figure::Value(42));
    assert_eq!(granted.published_by(), [region("noord"), region("west")]);
    assert_eq!((granted.withheld_by(), granted.missing()), (vec![region("zuid")], vec![region("oost")]));
    assert_eq!(
        (granted.of(&region("west")), granted.of(&region("oost"))),
        (Figure::Value(2), Figure::Missing)
    );
    assert_eq!((granted.cells_withheld, granted.cells_published), (7, 5));
}

#[test]
fn tables_that_were_checked_beside_fewer_than_are_here_now_are_looked_at_again() {
    let mut bureau = Bureau::with_members(&["noord"]);
    let of = |measure| {
        let Command::KeepFigures { checked, .. } = figures("noord", Figure::Value(40)) else {
            unreachable!()
        };
        let mut table = checked.tables()[0].clone();
        table.table.measure = measure;
        table
    };
    let keep = |known: &[FigureTable], measure| {
        let checked = recheck(known, vec![of(measure)]).unwrap();
        Command::KeepFigures { region: region("noord"), year: year(), checked }
    };
    assert_eq!(bureau.run(keep(&[], Measure::ProjectsGranted)), Ok(1));
    assert_eq!(bureau.run(keep(&[], Measure::EurosPaid)), Err(BureauRefusal::FiguresOvertaken));
    assert_eq!(bureau.run(keep(&[of(Measure::ProjectsGranted)], Measure::EurosPaid)), Ok(1));
    // what is known already is no news, whatever it was checked beside
    assert_eq!(bureau.run(keep(&[], Measure::EurosPaid)), Ok(0));
}
