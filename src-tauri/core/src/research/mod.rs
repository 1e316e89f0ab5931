//! research

/// Export
#[derive(Debug, Clone, PartialEq)]
pub struct Export;
