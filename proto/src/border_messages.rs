//! The generated messages, services and clients of the border packages. Private to this crate: it is what
//! keeps unreleased figures inside a region.

pub(crate) mod federation {
    #![allow(missing_docs, unreachable_pub, dead_code, clippy::all, clippy::pedantic, rustdoc::all)]
    include!("generated/wijkfonds.federation.v1.rs");
}

pub(crate) mod settlement {
    #![allow(missing_docs, unreachable_pub, dead_code, clippy::all, clippy::pedantic, rustdoc::all)]
    include!("generated/wijkfonds.settlement.v1.rs");
}
