//! Pages as PDF files, read back by another program's eyes.
#![allow(missing_docs, clippy::unwrap_used)]

mod certificate;
mod figures;
mod nasty;
mod paper;
mod reader;
