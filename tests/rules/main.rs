//! The architecture's invariants, each as a test.
#![allow(missing_docs, clippy::unwrap_used)]

mod bindings;
