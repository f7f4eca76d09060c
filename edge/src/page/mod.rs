//! Pages for people on this computer: read-only, rendered on the server, without script.
//!
//! A page is reachable only over loopback, only under this computer's own names, and only with the token
//! that the process prints when it starts. What the pages show is not known here.

mod asked;
mod guard;
mod layout;
mod request;
mod server;
mod token;

pub use asked::{Asked, BadParameter};
pub use layout::{Layout, Link, Markup, fault, html, html_with_links, not_found};
pub use server::{Limits, PageError, PageServer};
pub use token::AccessToken;
