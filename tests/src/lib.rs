//! What holds for the workspace as a whole, seen from outside. Nothing is here but tests.
//!
//! - `tests/tidy`: the invariants that `ARCHITECTURE.md` writes as absences, held against the manifests, the
//!   sources and the documents.
//! - `tests/compile_fail.rs`: programs that would take a figure out of a region by a way that is not the door.
//!   Each must fail to compile, and for the reason written beside it.
//! - `tests/python`: a client that knows nothing but the published `.proto` files, and a browser in front of the
//!   pages; `.ci/run` runs both against a demonstration.
//!
//! Tests that start processes are in `deploy/tests`: only there does cargo hand out the executable.
