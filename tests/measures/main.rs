//! Copies of questionnaires: read from every format with the oddities it has in the wild, and held
//! against a key. Every question here is invented; no published item stands in this repository.
#![allow(missing_docs, clippy::unwrap_used)]

mod differential;
mod fhir;
mod limesurvey;
mod limits;
mod mangled;
mod pasted;
mod plain;
mod reading;
mod redcap;
mod reproschema;
mod support;
mod workbook;
