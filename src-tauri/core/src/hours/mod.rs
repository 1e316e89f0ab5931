//! Hours of a coach: what the course, home practice, supervision, ethics and training elsewhere
//! come to under a rule that is data, and the certificate that states them.
//!
//! Deliberately absent: a claim that anybody accredits them. Boards decide what they count.

pub mod certificate;
pub mod check;
pub mod count;
pub mod evidence;
pub mod file;
pub mod issuing;
pub mod naming;
pub mod page;
pub mod rule;
pub mod training;
pub mod view;
