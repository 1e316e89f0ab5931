//! Embeds the window's pages. A missing `ui/dist` is created empty, so that Rust alone still builds.

fn main() -> std::io::Result<()> {
    std::fs::create_dir_all("ui/dist")?;
    tauri_build::build();
    Ok(())
}
