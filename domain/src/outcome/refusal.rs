//! Why a result is not recorded.

use super::record::Hundredths;
use crate::project::ApplicationId;
use crate::refusals::refusals;

refusals! {
    //! Why a result is not recorded.

    /// There is no such application.
    UnknownApplication { /** Which. */ application: ApplicationId }
        = "outcome_unknown_application", "there is no application {application}";
    /// There is no such result.
    UnknownOutcome { /** Which. */ number: u32 }
        = "outcome_unknown", "there is no result {number}";
    /// It was corrected already; the one in its place can be corrected.
    CorrectedBefore { /** Which. */ number: u32 }
        = "outcome_corrected_before", "this result was corrected by result {number}";
    /// A correction says what was wrong.
    NoReason {} = "outcome_no_reason", "a correction says what was wrong, in at most 8000 characters";
    /// The application was not granted, so it has shown nothing.
    NotGranted { /** Which. */ application: ApplicationId }
        = "outcome_not_granted", "application {application} was not granted";
    /// A text is missing or too long.
    BadText { /** Which field. */ field: &'static str }
        = "outcome_bad_text", "`{field}` has 1 to 500 characters";
    /// Nobody was measured.
    NobodyMeasured {} = "outcome_nobody_measured", "a result is of at least one measured person or thing";
    /// A value that its unit does not have.
    OutOfRange { /** Which field. */ field: &'static str, /** The value. */ value: Hundredths, /** The least. */ least: Hundredths, /** The most. */ most: Hundredths }
        = "outcome_out_of_range", "`{field}` is {value}; it lies between {least} and {most}";
    /// A value before and one after are a comparison, and it says that there is none.
    NotCompared {} = "outcome_not_compared", "a baseline with a follow-up is a comparison";
    /// The effect is not the difference between before and after.
    EffectDiffers { /** The effect. */ effect: Hundredths, /** After less before. */ difference: Hundredths }
        = "outcome_effect_differs", "the effect is {effect}, and the follow-up less the baseline {difference}";
    /// It says better or worse, and the effect is nothing.
    DirectionWithoutEffect {} = "outcome_direction_without_effect", "an effect of nothing has no direction";
}
