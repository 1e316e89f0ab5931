//! Evenkeel, the desktop program.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match evenkeel_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Evenkeel could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
