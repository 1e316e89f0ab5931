//! Locks, backups, and what a run of the real program leaves behind.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::stage::{Stage, journey};
use crate::pages::door::{ALONE, Door};
use crate::pages::rail::Rail;
use crate::pages::safety::Safety;

const PASSPHRASE: &str = "needlewindow four quiet words";
const WRITTEN: &str = "needlewritten both hands";
const BEFORE: &str = "Needlebefore Dana";
const AFTER: &str = "Needleafter Ruth";

#[tokio::test]
async fn a_recovery_code_opens_it_and_a_backup_brings_back_what_was() {
    journey("safety", async |stage| {
        let page = stage.open().await;
        let (door, rail, safety) = (Door(&page), Rail(&page), Safety(&page));
        door.take(ALONE, "Renee", Some(PASSPHRASE)).await;
        page.heading("Body scan").await;
        rail.keep_supervisor(BEFORE, "217-555-0142").await;
        rail.go("Notebook").await;
        page.press("Write: A page of your own").await;
        page.fill("What is here", WRITTEN).await;
        page.press("Keep").await;
        page.reads("Kept, and nobody else can open it.").await;

        safety.open().await;
        stage.picture("locks-and-backups").await;
        let code = safety.make_recovery_code(PASSPHRASE).await;
        assert_eq!(code.len(), 6, "{code:?}");
        assert!(!page.text().await.contains(&code[0]), "the code is still on the page");

        rail.lock().await;
        door.choose("Renee").await;
        door.try_passphrase(&code.join(" ").to_lowercase()).await;
        safety.shows().await;
        page.reads("You came in with your recovery code").await;
        stage.picture("came-in-with-the-code").await;

        safety.back_up().await;
        rail.change_supervisor(AFTER, "217-555-0199").await;
        page.reads(AFTER).await;
        safety.open().await;
        safety.look_at_newest().await;
        page.reads("1 note, of ").await;
        stage.picture("what-it-would-change").await;
        page.press("Bring this backup back").await;
        page.heading("It is brought back").await;
        assert!(!page.text().await.contains("Needle"), "{}", page.text().await);
        stage.picture("brought-back").await;
        page.press("Go on").await;
        door.try_passphrase(PASSPHRASE).await;
        page.reads(BEFORE).await;
        assert!(!page.text().await.contains(AFTER), "what came after the backup is still here");

        assert_nothing_lies_about(&stage, &code);
        stage.quit().await;
        assert_nothing_lies_about(&stage, &code);
    })
    .await;
}

#[tokio::test]
async fn a_second_start_ends_by_itself_and_leaves_the_first_as_it_was() {
    journey("second-start", async |stage| {
        let page = stage.open().await;
        Door(&page).take(ALONE, "Renee", None).await;
        page.heading("Body scan").await;
        let status = stage.start_again().await.expect("the second start goes on running");
        assert!(status.success(), "{status}");
        page.reads(", Renee.").await;
        Rail(&page).go("You").await;
        page.heading("Everything of yours").await;
    })
    .await;
}

/// Words that were typed lie in no file, no log, no argument and no environment. The key file
/// holds a name, and no more.
fn assert_nothing_lies_about(stage: &Stage, code: &[String]) {
    let mut files = Vec::new();
    collect(stage.root(), &mut files);
    files.extend([stage.pictures().join("program.log")]);
    for id in stage.processes() {
        files
            .extend(["cmdline", "environ"].map(|file| PathBuf::from(format!("/proc/{id}/{file}"))));
        // One byte is the one limit that collectors of crashes heed as well.
        let limits = fs::read_to_string(format!("/proc/{id}/limits")).unwrap_or_default();
        if fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name == "evenkeel\n") {
            let core = limits.lines().find(|line| line.starts_with("Max core file size"));
            let numbers: Vec<&str> = core.unwrap_or_default().split_whitespace().skip(4).collect();
            assert_eq!(numbers[..2], ["1", "1"], "{core:?}");
        }
    }
    assert!(files.len() > 10, "{files:?}");
    let recovery = code.join("");
    let needles = ["needle", PASSPHRASE, &recovery[..10], &code.join("-")[..11], "SQLite format 3"];
    for file in files {
        let bytes = fs::read(&file).unwrap_or_default().to_ascii_lowercase();
        for needle in needles.map(str::to_ascii_lowercase) {
            let found = bytes.windows(needle.len()).any(|part| part == needle.as_bytes());
            let webkits = is_webkits(stage, &file) && needle == "sqlite format 3";
            assert!(!found || webkits, "\"{needle}\" lies in {}", file.display());
        }
    }
}

/// WebKit keeps databases of its own, in folders of its own; nothing of ours goes there.
fn is_webkits(stage: &Stage, file: &Path) -> bool {
    ["share", "cache"].iter().any(|folder| file.starts_with(stage.root().join(folder)))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&entry.path(), files),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}
