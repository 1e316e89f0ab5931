//! The practice log.
