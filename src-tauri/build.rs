//! Embeds the window's pages, anew when they were built anew. A missing `ui/dist` is created empty,
//! so that Rust alone still builds.

fn main() -> std::io::Result<()> {
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    tauri_build::build();
    Ok(())
}
