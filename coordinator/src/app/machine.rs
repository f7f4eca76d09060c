//! The bureau as the machine that its store runs.

use wijkfonds_domain::bureau::{self, BureauRefusal, Command, Event, Stop};
use wijkfonds_edge::records::{Reading, Writing};
use wijkfonds_store::{Context, Fault, Machine, Overlay};

/// The national bureau.
pub(crate) struct BureauMachine;

impl Machine for BureauMachine {
    // 2: with whole tables of figures
    const FORM: u32 = 2;
    type Command = Command;
    type Event = Event;
    type Refusal = BureauRefusal;

    fn decide(
        &self,
        records: &Overlay<'_>,
        command: &Command,
        _: &Context,
    ) -> Result<Result<Vec<Event>, BureauRefusal>, Fault> {
        match bureau::decide(&Reading(records), command) {
            Ok(events) => Ok(Ok(events)),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stop::Fault(fault)) => Err(Fault::machine(fault)),
        }
    }

    fn apply(&self, records: &mut Overlay<'_>, event: &Event, _: &Context) -> Result<(), Fault> {
        bureau::apply(&mut Writing(records), event).map_err(Fault::machine)
    }
}
