//! The bureau's pages, for its own people on this machine.

use crate::app::Bureau;
use axum::Router;
use wijkfonds_edge::{Language, Notice};

/// The routes of the pages.
pub(crate) fn routes(bureau: Bureau, language: Language, notices: &[Notice]) -> Router {
    let _ = (bureau, language, notices);
    Router::new()
}
