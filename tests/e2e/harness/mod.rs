//! What the journeys stand on: a stage with folders of its own, the program under a driver, pages
//! found by what people see, and a sound server that listens.

pub mod keyboard;
pub mod page;
pub mod processes;
pub mod program;
pub mod sound;
pub mod stage;
pub mod tree;

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long anything may take to show up. Generous: two cores may be busy with a build, and a
/// practice has silences of half a minute.
pub const PATIENCE: Duration = Duration::from_secs(45);
const BETWEEN_LOOKS: Duration = Duration::from_millis(60);

/// Looks again and again until there is something, and gives up after [`PATIENCE`].
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let give_up = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() > give_up {
            return None;
        }
        sleep(BETWEEN_LOOKS).await;
    }
}
