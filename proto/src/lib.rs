//! The border treaty: the `.proto` files, the only code that can make a message that crosses a border, who may
//! speak and how.
//!
//! The generated types of the border packages are private here. A region implements the *ports* in
//! [`federation`] and [`settlement`] in the words of the domain, and so cannot send anything that is not
//! [`Released`](wijkfonds_domain::disclosure::Released) or a
//! [`Statement`](wijkfonds_domain::settlement::Statement). The office packages ([`region`], [`bureau`]) stay
//! inside one organisation, so their generated types are public.
//!
//! ```compile_fail,E0603
//! use wijkfonds_proto::border_messages::federation::FigureTable;
//! ```

mod border_messages;

pub mod access;
pub mod border;
pub mod identity;
pub mod office;
pub mod tls;

pub mod federation;
pub mod settlement;

/// The generated messages, services and clients of `wijkfonds.region.v1`: a fund's own office.
pub mod region {
    #![allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic, rustdoc::all)]
    include!("generated/wijkfonds.region.v1.rs");
}

/// The generated messages, services and clients of `wijkfonds.bureau.v1`: the national bureau's own office.
pub mod bureau {
    #![allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic, rustdoc::all)]
    include!("generated/wijkfonds.bureau.v1.rs");
}
