//! The demonstration with CBS's figures: with a city made here, and with the real file where there is one.

use super::*;
