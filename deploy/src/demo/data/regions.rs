//! The sixteen regions: where they are and how large.
//!
//! Two sizes are scaled from published ones: Amsterdam-Almere had 212,080 and Noord-Holland 80,660 of 1.5
//! million people in designated areas in 2019, so 127,250 and 48,400 of the 900,000 of 2018. The other sizes,
//! the shares of the insurers, and the areas themselves are made up.

use super::insurers;

/// How ZN pays a region. Nothing is published about it, so each of these is an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZnSchedule {
    /// 99 % of the year in January, on an estimate, and what is left in December.
    Ahead,
    /// A quarter's insured at a time, on its first day; the fourth payment brings the year to what is due.
    Quarterly,
    /// The same, but nothing evens out the difference between the four counts and the settled one.
    QuarterlyUnsettled,
}

/// A municipality with its made-up areas, and with neighbourhoods that exist.
pub(super) struct Municipality {
    pub(super) name: &'static str,
    /// Made-up areas.
    pub(super) invented: u64,
    /// Neighbourhoods by name, with their code where a source has it.
    pub(super) existing: &'static [(&'static str, Option<&'static str>)],
}

/// What a region is like.
pub(super) struct RegionShape {
    /// The rules document, which also says which region it is.
    pub(super) rules_toml: &'static str,
    /// Insured in designated areas.
    pub(super) insured: u64,
    /// Practices with patients from them.
    pub(super) practices: usize,
    /// Who own them.
    pub(super) owners: usize,
    /// How many of the owners are granted anything; `None`: whoever earns it.
    pub(super) owners_granted: Option<usize>,
    /// The insurers' shares in the insured, in the order of [`insurers::codes`].
    pub(super) shares: [u64; insurers::COUNT],
    pub(super) zn: ZnSchedule,
    /// Whether it pays by orders of two persons and reads the bank's statements.
    pub(super) pays_by_order: bool,
    pub(super) municipalities: &'static [Municipality],
    /// Whether its first municipality's areas come from the CBS file, when there is one.
    pub(super) takes_neighbourhoods: bool,
}

const fn invented(name: &'static str, invented: u64) -> Municipality {
    Municipality { name, invented, existing: &[] }
}

/// A region as most are; the table below says what differs.
const PLAIN: RegionShape = RegionShape {
    rules_toml: "",
    insured: 0,
    practices: 0,
    owners: 0,
    owners_granted: None,
    shares: [30, 20, 25, 15, 5, 5],
    zn: ZnSchedule::Quarterly,
    pays_by_order: false,
    municipalities: &[],
    takes_neighbourhoods: false,
};

macro_rules! rules {
    ($id:literal) => {
        include_str!(concat!("../../../demo/rules/", $id, ".toml"))
    };
}

/// The regions in the order of the national list.
pub(super) const SHAPES: [RegionShape; 16] = [
    RegionShape {
        rules_toml: rules!("noord-holland"),
        insured: 48_400,
        practices: 46,
        owners: 38,
        shares: [52, 10, 22, 6, 3, 7],
        municipalities: &[
            invented("Den Helder", 3),
            Municipality { name: "Hoorn", invented: 2, existing: &[("Kersenboogerd", None)] },
            Municipality { name: "Alkmaar", invented: 3, existing: &[("Overdie-Oost", Some("BU03610302"))] },
            Municipality { name: "Haarlem", invented: 3, existing: &[("Haarlem-Oost", None)] },
            Municipality {
                name: "Zaanstad",
                invented: 2,
                existing: &[("Poelenburg, Zaandam", None), ("Peldersveld, Zaandam", None)],
            },
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("amsterdam-almere"),
        insured: 127_250,
        practices: 118,
        owners: 96,
        shares: [58, 13, 15, 7, 3, 4],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[invented("Amsterdam", 34), invented("Almere", 5)],
        takes_neighbourhoods: true,
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("midden-nederland"),
        insured: 76_000,
        practices: 70,
        owners: 59,
        shares: [55, 12, 18, 8, 4, 3],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[
            invented("Utrecht", 12),
            invented("Amersfoort", 6),
            invented("Nieuwegein", 3),
            invented("Zeist", 3),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("haaglanden"),
        insured: 116_000,
        practices: 106,
        owners: 88,
        shares: [22, 34, 16, 11, 15, 2],
        municipalities: &[
            invented("Den Haag", 24),
            invented("Zoetermeer", 4),
            invented("Leidschendam-Voorburg", 2),
            invented("Rijswijk", 2),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("rotterdam"),
        insured: 122_000,
        practices: 112,
        owners: 91,
        shares: [38, 20, 17, 8, 15, 2],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[invented("Rotterdam", 30), invented("Schiedam", 4), invented("Vlaardingen", 3)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("zuidwest-nederland"),
        insured: 78_000,
        practices: 72,
        owners: 63,
        shares: [12, 46, 32, 4, 5, 1],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[
            invented("Tilburg", 8),
            invented("Breda", 6),
            invented("Dordrecht", 6),
            invented("Oss", 3),
            invented("Bergen op Zoom", 3),
            invented("Vlissingen", 2),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("zuidoost-brabant"),
        insured: 44_000,
        practices: 42,
        owners: 37,
        shares: [10, 52, 31, 4, 2, 1],
        zn: ZnSchedule::QuarterlyUnsettled,
        municipalities: &[invented("Eindhoven", 12), invented("Helmond", 5)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("limburg"),
        insured: 64_000,
        practices: 60,
        owners: 54,
        shares: [7, 58, 29, 3, 2, 1],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[
            invented("Maastricht", 8),
            invented("Heerlen", 8),
            invented("Venlo", 4),
            invented("Kerkrade", 4),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("groningen"),
        insured: 46_000,
        practices: 44,
        owners: 40,
        shares: [21, 6, 15, 50, 1, 7],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[
            invented("Groningen", 6),
            invented("Veendam", 4),
            invented("Delfzijl", 4),
            invented("Hoogezand-Sappemeer", 4),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("zfvd"),
        insured: 42_000,
        practices: 40,
        owners: 36,
        shares: [49, 8, 21, 14, 2, 6],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[
            invented("Zwolle", 6),
            invented("Lelystad", 6),
            invented("Emmen", 5),
            invented("Hoogeveen", 3),
        ],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("twente"),
        insured: 40_000,
        practices: 38,
        owners: 34,
        shares: [15, 6, 16, 60, 1, 2],
        zn: ZnSchedule::QuarterlyUnsettled,
        municipalities: &[invented("Enschede", 9), invented("Almelo", 6)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("leiden-alphen"),
        insured: 18_000,
        practices: 19,
        owners: 17,
        owners_granted: Some(8),
        shares: [34, 24, 22, 8, 10, 2],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[invented("Leiden", 6), invented("Alphen aan den Rijn", 3)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("nijmegen"),
        insured: 26_000,
        practices: 26,
        owners: 23,
        shares: [14, 20, 51, 12, 1, 2],
        municipalities: &[invented("Nijmegen", 10)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("demonstratie-14"),
        insured: 30_000,
        practices: 30,
        owners: 26,
        shares: [20, 10, 20, 46, 2, 2],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[invented("Voorbeeldstad", 8), invented("Voorbeeldveld", 4)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("demonstratie-15"),
        insured: 14_000,
        practices: 18,
        owners: 16,
        shares: [16, 6, 12, 10, 1, 55],
        zn: ZnSchedule::Ahead,
        pays_by_order: true,
        municipalities: &[invented("Verzonnendam", 8)],
        ..PLAIN
    },
    RegionShape {
        rules_toml: rules!("demonstratie-16"),
        insured: 8_350,
        practices: 10,
        owners: 6,
        shares: [30, 20, 25, 15, 5, 5],
        municipalities: &[invented("Verzonnenwoude", 8)],
        ..PLAIN
    },
];
