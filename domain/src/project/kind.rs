//! Code lists: what a project does, and which of the funds' criteria it serves.

use serde::{Deserialize, Serialize};

/// Makes a closed code list: an enum, all its members in order, and the code of each.
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$member_doc])* #[serde(rename = $code)] $member),+
        }

        impl $name {
            /// All members, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The code by which files, messages and pages know it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$member => $code),+ }
            }

            /// The member with a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.code() == code)
            }
        }
    };
}
pub(crate) use code_list;

code_list!(
    /// What a project does: the kinds seen at the funds (their own sites, listed in the domain facts, section 5).
    ProjectKind {
        /// An interpreter by telephone.
        InterpreterLine = "interpreter_line",
        /// Consults of an hour.
        HourConsult = "hour_consult",
        /// Multidisciplinary consultation, with the social domain.
        Multidisciplinary = "multidisciplinary",
        /// Training of the practice's staff.
        Training = "training",
        /// A locum.
        Locum = "locum",
        /// An extra assistant or practice nurse.
        ExtraStaff = "extra_staff",
        /// A literacy scan.
        LiteracyScan = "literacy_scan",
        /// Access to the practice.
        Accessibility = "accessibility",
        /// Digitisation.
        Digitisation = "digitisation",
        /// Coaching of patients.
        Coaching = "coaching",
        /// Translations.
        Translations = "translations",
        /// Krachtige Basiszorg: stronger primary care in a neighbourhood.
        StrongerPrimaryCare = "stronger_primary_care",
    }
);

code_list!(
    /// The level above kinds in what is published. The grouping is ours.
    Theme {
        /// Being understood.
        Communication = "communication",
        /// Hands and hours.
        Capacity = "capacity",
        /// Working with others.
        Cooperation = "cooperation",
        /// The practice itself.
        Practice = "practice",
    }
);

impl ProjectKind {
    /// The theme it belongs to.
    #[must_use]
    pub const fn theme(self) -> Theme {
        match self {
            Self::InterpreterLine | Self::LiteracyScan | Self::Translations => Theme::Communication,
            Self::HourConsult | Self::Locum | Self::ExtraStaff => Theme::Capacity,
            Self::Multidisciplinary | Self::StrongerPrimaryCare | Self::Coaching => Theme::Cooperation,
            Self::Training | Self::Accessibility | Self::Digitisation => Theme::Practice,
        }
    }
}

code_list!(
    /// The criteria of 1996 for what fund money is for; seven of the eight are known
    /// (achterstandsfondsen.nl, LHV Twente).
    Criterion {
        /// Less workload: a smaller practice.
        Workload = "workload",
        /// Less burden on call.
        OnCall = "on_call",
        /// Access and availability.
        Access = "access",
        /// The gatekeeper's position.
        Gatekeeper = "gatekeeper",
        /// Appropriate use of care.
        AppropriateUse = "appropriate_use",
        /// A medical policy for groups of patients.
        GroupPolicy = "group_policy",
        /// Cooperation with other disciplines.
        Cooperation = "cooperation",
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in ProjectKind::ALL {
            assert_eq!(ProjectKind::from_code(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.code()));
        }
        assert_eq!(ProjectKind::from_code("other"), None);
    }
}
