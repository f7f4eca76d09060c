//! Verbs about claims on what was paid, and about what projects have shown.
//!
//! ```text
//! 2019-02-01 claim 2018-00001 100.01
//! 2019-03-01 repay 2018-00001 40.00
//! 2019-04-01 write-off 2018-00001 60.01 because:bankrupt
//! ```

use super::{Line, euros};
use crate::fund::Command;
use crate::reclaim::{self, Order, Received, WriteOff};

impl Line<'_> {
    pub(super) fn evidence_command(&self) -> Option<Command> {
        let on = self.on;
        let cents = || euros(self.words[1]);
        let reclaims = match self.verb {
            "claim" => {
                let reason = self.text("because", "Less-was-spent.");
                let application = self.application();
                reclaim::Command::Order(Order { application, on, cents: cents(), reason })
            }
            "repay" => {
                let reference = self.text("reference", "bank-1");
                let application = self.application();
                reclaim::Command::Receive(Received { application, on, cents: cents(), reference })
            }
            "write-off" => {
                let reason = self.text("because", "The-practice-has-ended.");
                let application = self.application();
                reclaim::Command::WriteOff(WriteOff { application, on, cents: cents(), reason })
            }
            _ => return None,
        };
        Some(Command::Reclaims(reclaims))
    }
}
