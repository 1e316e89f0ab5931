//! The machine as a command sees it: no sound, and nobody to ask for a path.

use std::sync::Arc;

use evenkeel_audio::Player;
use evenkeel_core::Result;
use evenkeel_core::course::Course;
use evenkeel_core::measures::Instrument;
use evenkeel_core::ports::Ports;
use evenkeel_host::{Folders, Machine};

/// This machine.
pub(crate) fn machine() -> Result<Arc<dyn Ports>> {
    let machine =
        Machine::new(Folders::find(None), Box::new(Player::without_device()), Box::new(|_| None))?;
    Ok(Arc::new(machine))
}

/// The course and the instruments this machine has.
pub(crate) fn content(ports: &dyn Ports) -> Result<(Course, Vec<Instrument>)> {
    let folder = ports.content();
    Ok((evenkeel_core::course::load::load(folder)?, evenkeel_core::measures::load::load(folder)?))
}
