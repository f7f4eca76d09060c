//! Who gets in, who does not and why: real handshakes, with certificates made on the spot.

#![allow(clippy::unwrap_used)]

mod certificates;
mod credentials;
mod handshake;
mod serve;
