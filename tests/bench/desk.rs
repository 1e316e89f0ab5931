//! A computer with one person on it.

use std::path::Path;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use evenkeel_audio::Player;
use evenkeel_core::api::{self, App};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::people::{self, Role};
use evenkeel_core::ports::Ports;
use evenkeel_core::store::Ledger;
use evenkeel_host::{Folders, Machine};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The computer, and the program on it with Renee's ledger open.
pub struct Desk {
    pub folder: TempDir,
    pub ports: Arc<dyn Ports>,
    pub app: App,
}

impl Desk {
    /// Makes Renee, lets `fill` write into her ledger, and opens it.
    pub fn of(role: Role, fill: impl FnOnce(&Path, &dyn Ports, &mut Ledger)) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("people/renee.evenkeel");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let ports = machine(folder.path());
        let (_, mut ledger) =
            people::create_at(&*ports, &path, "Renee", role, None, false).unwrap();
        fill(folder.path(), &*ports, &mut ledger);
        ledger.close().unwrap();
        let app = App::new(Arc::clone(&ports)).unwrap();
        api::call(&app, "unlock", json!({ "id": "renee", "passphrase": null })).unwrap();
        Self { folder, ports, app }
    }

    /// One command, as the window calls it.
    pub fn call(&self, name: &str, input: Value) -> Value {
        api::call(&self.app, name, input).unwrap()
    }
}

fn machine(folder: &Path) -> Arc<dyn Ports> {
    let folders =
        Folders { data: folder.to_owned(), content: content(), outbox: folder.join("outbox") };
    let silent = Box::new(Player::without_device());
    Arc::new(Machine::new(folders, silent, Box::new(|_| None)).unwrap())
}

/// The course of this clone.
pub fn content() -> ContentFolder {
    ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
}

/// A day so many days before today, so that weeks fall where they would.
pub fn before_today(days: u64) -> NaiveDate {
    chrono::Local::now().date_naive() - Days::new(days)
}
