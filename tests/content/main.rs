//! The rules of the content folder: one test a rule, each breaking one thing in a folder that is
//! otherwise good.

#![allow(clippy::unwrap_used)]

mod agency;
mod course;
mod desk;
mod exercises;
mod folder;
mod help;
mod hours;
mod languages;
mod loading;
mod measures;
mod practices;
mod recordings;
mod search;
mod shipped;
mod sits;
