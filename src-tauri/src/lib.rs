//! The shell: one window, one command, and the core's ports over Tauri, rodio and the system.
//!
//! Everything a page can ask for goes through [`call`] into [`evenkeel_core::api`]. Deliberately
//! absent: plug-ins that a page could reach, a second window, navigation, and the network.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use evenkeel_audio::Player;
use evenkeel_core::api::{self, App};
use evenkeel_core::error::Trouble;
use evenkeel_core::ports::PathKind;
use evenkeel_core::study::invitation::{INVITATION_ENDING, STUDY_ENDING};
use evenkeel_host::{Folders, Machine};
use serde_json::Value;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, RunEvent, State, Url, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt;

/// The label of the only window.
const WINDOW: &str = "main";

/// Runs the program until its window is closed.
///
/// # Errors
/// When the window system, the content folder or the machine says no at the start.
pub fn run() -> Result<(), Box<dyn Error>> {
    let program = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![call])
        .setup(|program| {
            let app = App::new(Arc::new(machine(program.handle())?))?;
            program.manage(app);
            open_window(program.handle())
        })
        .build(tauri::generate_context!())?;
    program.run(|handle, event| {
        if let RunEvent::Exit = event {
            // What was sat so far is noted before the program goes.
            if let Err(error) = handle.state::<App>().close() {
                eprintln!("Evenkeel could not note the sit under way: {error}");
            }
        }
    });
    Ok(())
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
        eprintln!("{name}: {error}");
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
        PathKind::Questionnaire => dialog.blocking_pick_file(),
        PathKind::Study => dialog.add_filter("Study", &[STUDY_ENDING]).blocking_pick_file(),
    };
    chosen.and_then(|path| path.into_path().ok())
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
        .build()?;
    Ok(())
}

/// Whether an address is one of the pages inside the program.
fn is_our_page(address: &Url) -> bool {
    address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
}
