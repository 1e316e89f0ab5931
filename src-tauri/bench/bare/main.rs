//! The least that Tauri can show: one window of the same size as Evenkeel's, and one page in it.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
