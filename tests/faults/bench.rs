//! Ledgers to try things on, and where everything lies.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenkeel_audio::Player;
use evenkeel_core::course::ContentFolder;
use evenkeel_core::people::{self, Role};
use evenkeel_core::ports::Ports;
use evenkeel_core::store::backup::{self, archive::Reason};
use evenkeel_core::store::fact::Draft;
use evenkeel_core::store::keys::KeyFile;
use evenkeel_core::store::{DatabaseKey, Ledger};
use evenkeel_host::{Folders, Machine};
use serde_json::json;
use tempfile::TempDir;

/// What a worker does over and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Save,
    Submit,
    Backup,
    Restore,
    Migrate,
    Change,
    BringIn,
}

impl Work {
    pub const ALL: [Self; 7] = [
        Self::Save,
        Self::Submit,
        Self::Backup,
        Self::Restore,
        Self::Migrate,
        Self::Change,
        Self::BringIn,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::Migrate => "migrate",
            Self::Change => "change of passphrase",
            Self::BringIn => "bring in",
        }
    }

    /// The word for the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::BringIn => "bring-in",
            other => other.name(),
        }
    }

    /// All of it, or what was named on the command line.
    pub fn chosen() -> Vec<Self> {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let named: Vec<Self> = words.iter().filter_map(|word| Self::parse(word)).collect();
        if named.is_empty() { Self::ALL.to_vec() } else { named }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.word() == word)
    }
}

/// The words of the passphrase after so many changes.
pub fn passphrase(changes: usize) -> String {
    format!("four quiet words {changes}")
}

/// The one ledger of a bench.
pub fn ledger_in(folder: &Path) -> PathBuf {
    folder.join("people/renee.evenkeel")
}

/// Where the key of a bench is written down for workers that need it as it is.
pub fn key_in(folder: &Path) -> PathBuf {
    folder.join("key")
}

/// This machine, with a bench as its data.
pub fn machine(folder: &Path) -> Arc<dyn Ports> {
    let folders = Folders {
        data: folder.to_owned(),
        content: ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")),
        outbox: folder.join("outbox"),
    };
    let silent = Box::new(Player::without_device());
    Arc::new(Machine::new(folders, silent, Box::new(|_| None)).expect("this machine"))
}

/// Makes a bench for some work, in a state that the work can begin from.
pub fn make(work: Work) -> TempDir {
    let bench = TempDir::new().unwrap();
    let path = ledger_in(bench.path());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    if work == Work::Migrate {
        let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/ledgers");
        for (from, to) in [("1.evenkeel", ""), ("1.evenkeel.keys", ".keys")] {
            let to = PathBuf::from(format!("{}{to}", path.display()));
            std::fs::copy(old.join(from), to).unwrap();
        }
        let key = KeyFile::read(&path).unwrap().unlock(Some("sample")).unwrap();
        keep_key(bench.path(), &key);
        return bench;
    }
    let ports = machine(bench.path());
    let first = passphrase(0);
    let words = (work == Work::Change).then_some(first.as_str());
    let (_, mut ledger) =
        people::create_at(&*ports, &path, "Renee", Role::Coach, words, false).unwrap();
    ledger.set_content_version("1");
    save(&*ports, &mut ledger, 30);
    if matches!(work, Work::Restore | Work::BringIn) {
        backup::now(&*ports, &ledger, Reason::Asked).unwrap();
        save(&*ports, &mut ledger, 10);
    }
    ledger.close().unwrap();
    keep_key(bench.path(), &KeyFile::read(&path).unwrap().unlock(words).unwrap());
    if work == Work::BringIn {
        // Only the backup came along to this computer.
        std::fs::rename(path.with_extension("backups"), bench.path().join("came")).unwrap();
        for entry in std::fs::read_dir(path.parent().unwrap()).unwrap().flatten() {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    bench
}

fn save(ports: &dyn Ports, ledger: &mut Ledger, count: u32) {
    let drafts = (0..count)
        .map(|at| Draft::new("sit-reported", &json!({ "practice": "walk", "minutes": at + 1 })))
        .collect::<Result<Vec<_>, _>>()
        .unwrap();
    ledger.append_all(ports, drafts).unwrap();
}

fn keep_key(folder: &Path, key: &DatabaseKey) {
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(key_in(folder), hex).unwrap();
}

/// The key of a bench.
pub fn read_key(folder: &Path) -> DatabaseKey {
    let hex = std::fs::read_to_string(key_in(folder)).unwrap();
    let mut key = DatabaseKey::new([0u8; 32]);
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap();
    }
    key
}

/// The backup that a bench has from its beginning.
pub fn first_backup(folder: &Path) -> Option<PathBuf> {
    let came = folder.join("came");
    let backups = ledger_in(folder).with_extension("backups");
    [came, backups].iter().find_map(|place| {
        let mut names: Vec<PathBuf> =
            std::fs::read_dir(place).ok()?.flatten().map(|entry| entry.path()).collect();
        names.sort();
        names.into_iter().find(|path| path.to_string_lossy().contains("asked"))
    })
}

/// A copy of a bench.
pub fn copy(from: &Path) -> TempDir {
    let to = TempDir::new().unwrap();
    copy_into(from, to.path());
    to
}

pub fn copy_into(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_into(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
