//! What an agency counts, and the reports that leave it: numbers only, small groups hidden.
//!
//! **Invariant:** no field here takes a person's name, and no report holds one.

pub mod counts;
pub mod csv;
pub mod figures;
pub mod page;
pub mod report;
