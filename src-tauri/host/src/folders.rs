//! Where things lie on this machine. Each folder can be named by an environment variable, for
//! tests and for agencies that keep data elsewhere.

use std::env;
use std::path::{Path, PathBuf};

use evenkeel_core::course::ContentFolder;
use evenkeel_core::course::recording::AGENCY_FOLDER;

/// The folders of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// People's ledgers: `EVENKEEL_DATA_DIR`, or the system's place for a program's data.
    pub data: PathBuf,
    /// The course: `EVENKEEL_CONTENT_DIR`, or beside the program. Over it lies the agency's folder,
    /// if there is one: `EVENKEEL_AGENCY_DIR`, or `agency` in the data folder.
    pub content: ContentFolder,
    /// Files for other people: `EVENKEEL_OUTBOX_DIR`, or Documents/Evenkeel.
    pub outbox: PathBuf,
}

impl Folders {
    /// The folders as the environment and the system say. `bundled` is where the installed
    /// program keeps its content.
    pub fn find(bundled: Option<&Path>) -> Self {
        let home = env::home_dir().unwrap_or_else(env::temp_dir);
        let data = named("EVENKEEL_DATA_DIR").unwrap_or_else(|| data_home(&home).join("evenkeel"));
        let own = named("EVENKEEL_CONTENT_DIR").unwrap_or_else(|| content(bundled));
        let agency = named("EVENKEEL_AGENCY_DIR").unwrap_or_else(|| data.join(AGENCY_FOLDER));
        let content = ContentFolder::new(own);
        Self {
            content: if agency.is_dir() { content.under(agency) } else { content },
            data,
            outbox: named("EVENKEEL_OUTBOX_DIR")
                .unwrap_or_else(|| home.join("Documents").join("Evenkeel")),
        }
    }
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn data_home(home: &Path) -> PathBuf {
    if cfg!(target_os = "windows") {
        named("LOCALAPPDATA").unwrap_or_else(|| home.join("AppData/Local"))
    } else if cfg!(target_os = "macos") {
        home.join("Library/Application Support")
    } else {
        named("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share"))
    }
}

/// The content that belongs to this program: the source tree while it is being worked on, else
/// what is bundled with it or lies beside it.
fn content(bundled: Option<&Path>) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let source = source.canonicalize().unwrap_or(source);
    let beside = env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(|folder| folder.join("content")));
    let mut places: Vec<PathBuf> =
        bundled.map(Path::to_owned).into_iter().chain(beside).chain([source.clone()]).collect();
    if cfg!(debug_assertions) {
        places.rotate_right(1);
    }
    places.into_iter().find(|folder| folder.join("course/course.toml").is_file()).unwrap_or(source)
}
