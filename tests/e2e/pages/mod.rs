//! The screens, by what somebody does on them. They act and tell; journeys judge.

pub mod desk;
pub mod door;
pub mod player;
pub mod practice;
pub mod questionnaire;
pub mod rail;
pub mod safety;
pub mod week;
