//! The fund as the machine that its store runs.

use wijkfonds_domain::fund::{self, Command, Event, Refusal, Stop};
use wijkfonds_domain::history::Occasion;
use wijkfonds_domain::terms::RegionId;
use wijkfonds_edge::records::{Reading, Writing};
use wijkfonds_store::{Context, Fault, Machine, Overlay};

/// A regional fund.
pub(crate) struct FundMachine {
    pub(crate) region: RegionId,
}

impl Machine for FundMachine {
    // 2: with the history of projects, what bookings are made of, and the index of applications
    const FORM: u32 = 2;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        &self,
        records: &Overlay<'_>,
        command: &Command,
        _: &Context,
    ) -> Result<Result<Vec<Event>, Refusal>, Fault> {
        match fund::decide(&Reading(records), &self.region, command) {
            Ok(events) => Ok(Ok(events)),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stop::Fault(fault)) => Err(Fault::machine(fault)),
        }
    }

    fn apply(&self, records: &mut Overlay<'_>, event: &Event, context: &Context) -> Result<(), Fault> {
        let occasion = Occasion { at: &context.at, actor: &context.actor };
        fund::apply(&mut Writing(records), event, occasion).map_err(Fault::machine)
    }
}
