//! The region's pages, for its own people on this machine.

use crate::app::Fund;
use axum::Router;
use wijkfonds_edge::{Language, Notice};

/// The routes of the pages.
pub(crate) fn routes(fund: Fund, language: Language, notices: &[Notice]) -> Router {
    let _ = (fund, language, notices);
    Router::new()
}
