//! A folder as a mailbox.

use std::fs;
use std::path::Path;

use evenkeel_core::Code::{BadHandIn, MailboxAway, NotFound, ReadOnly, Refused};
use evenkeel_core::ports::{Courier, Mailbox};
use tempfile::TempDir;

use crate::{code_of, letter, post};

fn folder() -> (TempDir, Mailbox) {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = at(text(folder.path()));
    (folder, mailbox)
}

fn at(address: impl Into<String>) -> Mailbox {
    Mailbox { address: address.into(), login: None }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_is_put_is_listed_and_got() {
    let (post, (_folder, mailbox)) = (post(), folder());
    let large = vec![0xa5; 16 << 20];
    assert!(post.list(&mailbox, "progress").unwrap().is_empty(), "no folder yet is no letters");
    post.put(&mailbox, "progress", "b.evk", b"second").unwrap();
    post.put(&mailbox, "progress", "a.evk", b"").unwrap();
    post.put(&mailbox, "answers", "c-1.evk", &large).unwrap();
    assert_eq!(post.list(&mailbox, "progress").unwrap(), ["a.evk", "b.evk"]);
    assert_eq!(post.list(&mailbox, "answers").unwrap(), ["c-1.evk"]);
    assert_eq!(post.get(&mailbox, "progress", "b.evk").unwrap(), b"second");
    assert_eq!(post.get(&mailbox, "progress", "a.evk").unwrap(), b"");
    assert!(post.get(&mailbox, "answers", "c-1.evk").unwrap() == large);
    code_of(post.get(&mailbox, "progress", "c-1.evk"), NotFound);
    code_of(post.get(&mailbox, "receipts", "c-1.evk"), NotFound);
}

#[test]
fn nothing_is_overwritten() {
    let (post, (_folder, mailbox)) = (post(), folder());
    post.put(&mailbox, "progress", "a.evk", b"first").unwrap();
    code_of(post.put(&mailbox, "progress", "a.evk", b"second"), Refused);
    assert_eq!(post.get(&mailbox, "progress", "a.evk").unwrap(), b"first");
    post.put(&mailbox, "progress", "a.evk", b"first").expect("the same once more is no error");
}

#[test]
fn a_missing_mailbox_says_so_and_is_not_made_up() {
    let (post, (folder, _)) = (post(), folder());
    let stick = folder.path().join("stick");
    for mailbox in [at(text(&stick)), at(format!("file://{}", text(&stick)))] {
        code_of(post.put(&mailbox, "progress", "a.evk", b"x"), MailboxAway);
        code_of(post.list(&mailbox, "progress"), MailboxAway);
        code_of(post.get(&mailbox, "progress", "a.evk"), MailboxAway);
    }
    assert!(!stick.exists(), "a stick that is not in must not become a folder");
}

#[test]
fn a_file_in_place_of_the_mailbox_says_so() {
    let (post, (folder, _)) = (post(), folder());
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    for mailbox in [at(text(&file)), at(text(&file.join("below")))] {
        code_of(post.put(&mailbox, "progress", "a.evk", b"x"), MailboxAway);
        code_of(post.list(&mailbox, "progress"), MailboxAway);
        code_of(post.get(&mailbox, "progress", "a.evk"), MailboxAway);
    }
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let (post, (folder, mailbox)) = (post(), folder());
    fs::write(folder.path().join("progress"), b"a file in place of the folder").unwrap();
    code_of(post.put(&mailbox, "progress", "a.evk", b"x"), ReadOnly);
}

/// Where even root may not make a folder.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_mailbox_says_so_and_can_still_be_read() {
    let post = post();
    code_of(post.put(&at("/sys"), "progress", "a.evk", b"x"), ReadOnly);
    assert!(post.list(&at("/sys"), "progress").unwrap().is_empty());
    code_of(post.get(&at("/sys"), "progress", "a.evk"), NotFound);
}

#[test]
fn a_half_written_file_is_not_accepted_as_a_letter() {
    let (post, (folder, mailbox)) = (post(), folder());
    let reader = post.new_reader();
    let sealed = post.seal(&letter(2), &post.new_signer(), &reader.public).unwrap();
    // As another program would copy it, in place.
    fs::create_dir(folder.path().join("progress")).unwrap();
    let half = &sealed.bytes[..sealed.bytes.len() / 2];
    fs::write(folder.path().join("progress/a.evk"), half).unwrap();
    let got = post.get(&mailbox, "progress", "a.evk").unwrap();
    code_of(post.open(&got, &reader), BadHandIn);
    // As this one does, aside.
    post.put(&mailbox, "progress", "b.evk", &sealed.bytes).unwrap();
    assert_eq!(fs::read_dir(folder.path().join(".writing")).unwrap().count(), 0, "moved, not left");
    fs::write(folder.path().join(".writing/c.evk"), half).unwrap();
    assert_eq!(post.list(&mailbox, "progress").unwrap(), ["a.evk", "b.evk"]);
    let got = post.get(&mailbox, "progress", "b.evk").unwrap();
    assert_eq!(post.open(&got, &reader).unwrap().letter, letter(2));
}

#[test]
fn a_put_that_fails_leaves_no_half_file() {
    let (post, (folder, mailbox)) = (post(), folder());
    fs::create_dir_all(folder.path().join("progress")).unwrap();
    fs::write(folder.path().join("progress/a.evk"), b"").unwrap();
    code_of(post.put(&mailbox, "progress", "a.evk", b"x"), Refused);
    fs::write(folder.path().join("answers"), b"").unwrap();
    code_of(post.put(&mailbox, "answers", "a.evk", b"x"), ReadOnly);
    assert_eq!(fs::read_dir(folder.path().join(".writing")).unwrap().count(), 0);
}

#[test]
fn foreign_names_are_skipped() {
    let (post, (folder, mailbox)) = (post(), folder());
    post.put(&mailbox, "progress", "a.evk", b"x").unwrap();
    let progress = folder.path().join("progress");
    for name in [".DS_Store", "Thumbs.db", "a (1).evk", "a_1.evk", "ä.evk", "-a", "a.EVK"] {
        fs::write(progress.join(name), b"x").unwrap();
    }
    fs::create_dir(progress.join("b.evk")).unwrap();
    #[cfg(unix)]
    for (target, name) in [("/nowhere", "c.evk"), ("/dev/zero", "d.evk")] {
        std::os::unix::fs::symlink(target, progress.join(name)).unwrap();
        code_of(post.get(&mailbox, "progress", name), NotFound);
    }
    assert_eq!(post.list(&mailbox, "progress").unwrap(), ["a.evk"]);
    code_of(post.get(&mailbox, "progress", "b.evk"), NotFound);
}

#[test]
fn names_that_could_leave_the_folder_are_refused() {
    let (post, (_folder, mailbox)) = (post(), folder());
    let long = "a".repeat(129);
    for name in ["", ".", "..", "../a", "a/b", "a\\b", ".a", "/etc", "c:", "a\0", "A", "é", &long]
    {
        code_of(post.put(&mailbox, "progress", name, b"x"), Refused);
        code_of(post.get(&mailbox, "progress", name), Refused);
        // A folder may lie in one of its own cohort, and no deeper.
        let folder = if name == "a/b" { "a/b/c" } else { name };
        code_of(post.put(&mailbox, folder, "a.evk", b"x"), Refused);
        code_of(post.list(&mailbox, folder), Refused);
    }
}

#[test]
fn a_file_too_large_for_a_letter_is_not_read() {
    let (post, (folder, mailbox)) = (post(), folder());
    fs::create_dir(folder.path().join("progress")).unwrap();
    let file = fs::File::create(folder.path().join("progress/a.evk")).unwrap();
    file.set_len((24 << 20) + 1).unwrap();
    code_of(post.get(&mailbox, "progress", "a.evk"), BadHandIn);
    file.set_len(24 << 20).unwrap();
    assert_eq!(post.get(&mailbox, "progress", "a.evk").unwrap().len(), 24 << 20);
}

#[test]
fn a_mailbox_can_be_written_as_a_url() {
    let (post, (folder, _)) = (post(), folder());
    let stick = folder.path().join("my stick");
    fs::create_dir(&stick).unwrap();
    let mailbox = at(url::Url::from_file_path(&stick).unwrap());
    assert!(mailbox.address.ends_with("my%20stick"), "{mailbox:?}");
    post.put(&mailbox, "progress", "a.evk", b"x").unwrap();
    assert_eq!(post.list(&at(text(&stick)), "progress").unwrap(), ["a.evk"]);
}

#[test]
fn a_place_that_is_no_mailbox_is_refused_in_plain_words() {
    let post = post();
    for address in [
        "",
        "folder/below",
        "ftp://user:secret@host/x",
        "https://user:secret@host/x",
        "http://host.example/secret",
        "s3://",
        "s3+https://host.example/",
        "s3+http://host.example/bucket",
        "file://elsewhere/x",
    ] {
        let detail = code_of(post.put(&at(address), "progress", "a.evk", b"x"), Refused);
        assert!(detail.contains("https://") || detail.contains("password"), "{detail}");
        assert!(!detail.contains("secret"), "a password must not reach the log: {detail}");
    }
}

#[test]
fn a_call_from_inside_another_runtime_works() {
    let (_folder, mailbox) = folder();
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let post = post();
        post.put(&mailbox, "progress", "a.evk", b"x").unwrap();
        assert_eq!(post.list(&mailbox, "progress").unwrap(), ["a.evk"]);
    });
}
