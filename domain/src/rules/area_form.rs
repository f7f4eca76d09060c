//! What the code of an area looks like in a year.

use crate::project::code_list;
use crate::terms::AreaCode;
use serde::{Deserialize, Serialize};

code_list!(
    /// A form of the codes of areas. Designated areas went by postcodes of four digits until 2018 and by those of six
    /// characters from 2019 (NZa); CBS has codes of its own for neighbourhoods.
    AreaForm {
        /// Four digits: `1013`.
        FourDigitPostcode = "four_digit_postcode",
        /// Four digits and two letters: `1013AB`.
        SixCharacterPostcode = "six_character_postcode",
        /// A code of CBS: `BU03630001`.
        CbsNeighbourhood = "cbs_neighbourhood",
    }
);

impl AreaForm {
    /// Whether a code has this form.
    #[must_use]
    pub fn fits(self, code: &AreaCode) -> bool {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let code = code.as_str();
        match self {
            Self::FourDigitPostcode => code.len() == 4 && digits(code),
            Self::SixCharacterPostcode => code.split_at_checked(4).is_some_and(|(number, letters)| {
                digits(number) && letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            }),
            Self::CbsNeighbourhood => {
                code.strip_prefix("BU").is_some_and(|number| number.len() == 8 && digits(number))
            }
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Several forms, of which a code has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AreaForms(u8);

impl AreaForms {
    /// These.
    #[must_use]
    pub fn of(forms: &[AreaForm]) -> Self {
        Self(forms.iter().fold(0, |bits, form| bits | form.bit()))
    }

    /// Which they are, in the order of [`AreaForm::ALL`].
    pub fn iter(self) -> impl Iterator<Item = AreaForm> {
        AreaForm::ALL.iter().copied().filter(move |form| self.0 & form.bit() > 0)
    }

    /// Whether a code has one of them.
    #[must_use]
    pub fn fit(self, code: &AreaCode) -> bool {
        self.iter().any(|form| form.fits(code))
    }
}

/// What is wrong with a rule that names forms.
pub(super) fn problem(forms: &[AreaForm]) -> Option<&'static str> {
    let all = AreaForms::of(forms).iter().count();
    (forms.is_empty() || all < forms.len()).then_some("one or more forms are named, each once")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_form_that_its_year_asks_and_no_other() {
        let table = [
            ("1013", Some(AreaForm::FourDigitPostcode)),
            ("1013AB", Some(AreaForm::SixCharacterPostcode)),
            ("BU03630001", Some(AreaForm::CbsNeighbourhood)),
            ("10131", None),
            ("1013A", None),
            ("10A3AB", None),
            ("101312", None),
            ("BU0363", None),
            ("WK03630001", None),
        ];
        for (code, expected) in table {
            let code = AreaCode::new(code).unwrap();
            for form in AreaForm::ALL {
                assert_eq!(form.fits(&code), expected == Some(*form), "{code} {}", form.code());
            }
        }
        let forms = AreaForms::of(&[AreaForm::CbsNeighbourhood, AreaForm::FourDigitPostcode]);
        let both = [AreaForm::FourDigitPostcode, AreaForm::CbsNeighbourhood];
        assert_eq!(forms.iter().collect::<Vec<_>>(), both);
        assert!(!forms.fit(&AreaCode::new("1013AB").unwrap()));
        assert!(problem(&[]).is_some() && problem(&[both[0], both[0]]).is_some() && problem(&both).is_none());
    }
}
