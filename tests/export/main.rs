//! The export, read by other people's programs: Frictionless, R, PSPP, pandas, openpyxl and an
//! independent program for k-anonymity. `cargo xtask test` sets them up.
#![allow(missing_docs, clippy::unwrap_used)]

mod others;
mod same;
mod study;
