//! Figures, against vectors, other programs and exact fractions.
#![allow(missing_docs, clippy::unwrap_used)]

mod others;
mod vectors;
