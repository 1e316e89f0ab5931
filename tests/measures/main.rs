//! Copies of questionnaires read and held against keys.
