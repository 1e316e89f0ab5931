//! The shell: one window, one command, and the core's ports over Tauri, rodio and the system.
//!
//! Everything a page can ask for goes through [`call`] into [`evenkeel_core::api`]. Deliberately
//! absent: plug-ins that a page could reach, a second window, navigation, and the network.

mod trace;

use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use evenkeel_audio::Player;
use evenkeel_core::api::{self, App};
use evenkeel_core::error::Trouble;
use evenkeel_core::ports::PathKind;
use evenkeel_core::store::backup;
use evenkeel_core::study::allocation::{ANSWER_ENDING, REQUEST_ENDING};
use evenkeel_core::study::invitation::{INVITATION_ENDING, STUDY_ENDING};
use evenkeel_core::study::outbox::HAND_IN_ENDING;
use evenkeel_host::{Folders, Machine};
use serde_json::Value;
use tauri::plugin::TauriPlugin;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, RunEvent, State, Url, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_notification::NotificationExt;
use tauri_plugin_window_state::StateFlags;

/// How often the clock is looked at for a reminder.
const REMIND_EVERY: Duration = Duration::from_secs(20);
/// The label of the only window.
const WINDOW: &str = "main";

/// How often hand-ins that are due go out by themselves.
const POST_EVERY: Duration = Duration::from_secs(15 * 60);

/// How often to look whether anybody is there.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Runs the program until its window is closed.
///
/// # Errors
/// When the window system, the content folder or the machine says no at the start.
pub fn run() -> Result<(), Box<dyn Error>> {
    trace::begin();
    evenkeel_host::no_core_dumps();
    let folders = Folders::find(None);
    let program = tauri::Builder::default()
        // First of all: a second start on the same data ends here and brings our window forward.
        .plugin(single_instance(&folders.data))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(place_of_the_window())
        .invoke_handler(tauri::generate_handler![call])
        .setup(|program| {
            trace::span("window system and plug-ins");
            let app = App::new(Arc::new(machine(program.handle())?))?;
            program.manage(app);
            trace::span("course and machine");
            remind(program.handle().clone());
            watch(program.handle().clone());
            post(program.handle().clone());
            open_window(program.handle())
        })
        .build(tauri::generate_context!())?;
    program.run(|handle, event| {
        if let RunEvent::Exit = event {
            // What was sat so far is noted before the program goes.
            if let Err(error) = handle.state::<App>().close() {
                eprintln!("Evenkeel could not note the sit under way: {}", error.for_log());
            }
        }
    });
    Ok(())
}

/// Opens the window where it was last, and as large. Whether it was hidden is not remembered: a
/// program that is started shows itself.
fn place_of_the_window() -> TauriPlugin<tauri::Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Makes a second start on the same data bring the first window forward instead.
fn single_instance(data: &Path) -> TauriPlugin<tauri::Wry> {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .callback(|handle, _, _| {
            if let Some(window) = handle.get_webview_window(WINDOW) {
                let _ = window.unminimize();
                let _ = window.show();
                let _ = window.set_focus();
            }
        })
        .dbus_id(format!("org.evenkeel.desktop.d{:016x}", hasher.finish()))
        .build()
}

/// Looks every few seconds whether the ledger should lock itself.
fn watch(handle: AppHandle) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK_EVERY);
            handle.state::<App>().tick();
        }
    });
}

/// Sends what is due from time to time. On a thread of its own, which waits for no mailbox either.
fn post(handle: AppHandle) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(POST_EVERY);
            handle.state::<App>().post_soon();
        }
    });
}

/// The one command: a name of [`api::NAMES`] and its input, as JSON.
#[tauri::command(async)]
fn call(
    window: WebviewWindow,
    app: State<'_, App>,
    name: &str,
    input: Value,
) -> Result<Value, Trouble> {
    if window.label() != WINDOW {
        let stranger = evenkeel_core::Error::new(evenkeel_core::Code::Fault, "a foreign window");
        return Err(Trouble::from(&stranger));
    }
    api::call(&app, name, input).map_err(|error| {
        eprintln!("{name}: {}", error.for_log());
        Trouble::from(&error)
    })
}

fn machine(handle: &AppHandle) -> evenkeel_core::Result<Machine> {
    let bundled = handle.path().resource_dir().ok().map(|folder| folder.join("content"));
    let asking = handle.clone();
    Machine::new(
        Folders::find(bundled.as_deref()),
        Box::new(Player::new()),
        Box::new(move |kind| ask_for_path(&asking, kind)),
    )
}

fn ask_for_path(handle: &AppHandle, kind: PathKind) -> Option<PathBuf> {
    let dialog = handle.dialog().file();
    let chosen = match kind {
        PathKind::Folder => dialog.blocking_pick_folder(),
        PathKind::Invitation => {
            dialog.add_filter("Invitation", &[INVITATION_ENDING]).blocking_pick_file()
        }
        PathKind::HandIn => dialog.add_filter("Hand-in", &[HAND_IN_ENDING]).blocking_pick_file(),
        PathKind::Questionnaire => dialog.blocking_pick_file(),
        PathKind::Study => dialog.add_filter("Study", &[STUDY_ENDING]).blocking_pick_file(),
        PathKind::Recording => {
            dialog.add_filter("Recording", &["wav", "flac", "mp3", "ogg"]).blocking_pick_file()
        }
        PathKind::SavePdf => dialog.add_filter("PDF", &["pdf"]).blocking_save_file(),
        PathKind::SaveSvg => dialog.add_filter("SVG", &["svg"]).blocking_save_file(),
        PathKind::SaveCsv => dialog.add_filter("CSV", &["csv"]).blocking_save_file(),
        PathKind::PracticeLog => {
            dialog.add_filter("Log", &["csv", "tsv", "txt"]).blocking_pick_file()
        }
        PathKind::Names => dialog.add_filter("Table", &["csv", "tsv", "txt"]).blocking_pick_file(),
        PathKind::Enrolled => dialog.add_filter("Enrolled", &[REQUEST_ENDING]).blocking_pick_file(),
        PathKind::Arms => dialog.add_filter("Arms", &[ANSWER_ENDING]).blocking_pick_file(),
        PathKind::Backup => dialog.add_filter("Backup", &[backup::ENDING]).blocking_pick_file(),
    };
    chosen.and_then(|path| path.into_path().ok())
}

/// Shows a notification when it is time to practice, for as long as the program runs.
fn remind(handle: AppHandle) {
    // A thread of its own: on Linux a notification waits for the session's bus.
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(REMIND_EVERY);
            if !handle.state::<App>().is_time_to_practice() {
                continue;
            }
            let shown = handle
                .notification()
                .builder()
                .title("Evenkeel")
                .body("This is the time you chose. Three minutes count, and so does another day.")
                .show();
            if let Err(error) = shown {
                eprintln!("Evenkeel could not show a reminder: {error}");
            }
        }
    });
}

fn open_window(handle: &AppHandle) -> Result<(), Box<dyn Error>> {
    let config = handle
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == WINDOW)
        .ok_or("tauri.conf.json names no main window")?
        .clone();
    WebviewWindowBuilder::from_config(handle, &config)?
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|_, page| match page.event() {
            PageLoadEvent::Started => trace::span("webview"),
            PageLoadEvent::Finished => trace::span("page and its scripts"),
        })
        // A screen names the page once it is drawn and can be used.
        .on_document_title_changed(|_, title| {
            if title.contains(" · ") {
                trace::span(&format!("screen: {title}"));
            }
        })
        .build()?;
    trace::span("window");
    Ok(())
}

/// Whether an address is one of the pages inside the program.
fn is_our_page(address: &Url) -> bool {
    address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
}
