//! Refusals of a topic: each with its code, its facts and its sentence in one place.

/// Makes a topic's refusals: the enum, the list of all codes, and of each its code and its facts.
macro_rules! refusals {
    (
        $(#![$whole:meta])+
        $($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $of:ty),* } = $code:literal, $message:literal;)+
    ) => {
        $(#[$whole])+
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error($message)] $name { $($(#[$field_doc])* $field: $of),* }),+
        }

        /// All codes of these refusals.
        pub const REFUSAL_CODES: &[&str] = &[$($code),+];

        impl Refusal {
            /// The code by which messages and callers know it.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),+ }
            }

            /// What was needed and what was there, by name.
            #[must_use]
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.to_string())),*]),+ }
            }
        }
    };
}
pub(crate) use refusals;
