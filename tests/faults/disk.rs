//! Full disks, closed folders, a second program, clocks set by a year, and a key store that hangs.

use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use chrono::TimeDelta;
use evenkeel_core::Result;
use evenkeel_core::bundle::{Bundle, Written};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::paper::Paper;
use evenkeel_core::people::open_at;
use evenkeel_core::ports::{Courier, Moment, PathKind, Place, Ports, Sound};
use evenkeel_core::reminders::Event;
use evenkeel_core::store::backup;
use evenkeel_core::store::clock::ClockChange;
use evenkeel_core::store::fact::Draft;
use serde_json::json;

use crate::Size;
use crate::bench::{self, Work, ledger_in};
use crate::check::{Told, check};
use crate::kill;
use crate::report::Row;

/// Kilobytes left free while the disk is almost full.
const LEFT: [u32; 5] = [0, 4, 16, 48, 120];

pub fn run(size: Size) -> Vec<Row> {
    let mut rows = Vec::new();
    if may_mount() {
        let few = [Work::Save, Work::Restore, Work::Migrate];
        for work in if size == Size::Full { Work::chosen() } else { few.to_vec() } {
            rows.push(full(work, if size == Size::Full { &LEFT } else { &LEFT[..1] }));
            rows.push(read_only(work));
        }
    } else {
        let mut row = Row::new("full disk and read-only folder");
        row.notes = "not run: this machine lets nobody mount a small disk".to_owned();
        rows.push(row);
    }
    rows.push(second_program());
    rows.push(clock());
    rows.push(key_store());
    rows
}

/// Runs a script on a disk of its own, 4 MiB, at `$DISK`, which holds a copy of the bench.
fn on_a_small_disk(template: &Path, script: &str) -> (String, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let (disk, after) = (folder.path().join("disk"), folder.path().join("after"));
    std::fs::create_dir(&disk).unwrap();
    let whole = format!(
        "set -e; mount -t tmpfs -o size=4m tmpfs '{disk}'; cp -r '{template}/.' '{disk}'
         DISK='{disk}'; WORK='{work} work'; set +e
         {script}
         cp -r '{disk}' '{after}'",
        disk = disk.display(),
        after = after.display(),
        template = template.display(),
        work = std::env::current_exe().unwrap().display(),
    );
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &whole])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), folder)
}

fn may_mount() -> bool {
    let empty = tempfile::TempDir::new().unwrap();
    on_a_small_disk(empty.path(), "echo mounted").0.contains("mounted")
}

/// The disk is full; when that was told, room is made and the same thing is done again.
fn full(work: Work, left: &[u32]) -> Row {
    let mut row = Row::new(format!("full disk: {}", work.name()));
    let template = bench::make(work);
    let mut errors = 0;
    for kilobytes in left {
        let script = format!(
            "mkdir $DISK/filler; dd if=/dev/zero of=$DISK/room bs=1k count={kilobytes}
             dd if=/dev/zero of=$DISK/filler bs=1k; dd if=/dev/zero of=$DISK/fill bs=1k; sync
             rm $DISK/room; $WORK {word} $DISK 3 --relief $DISK/fill; rm -f $DISK/fill",
            word = work.word(),
        );
        let (said, folder) = on_a_small_disk(template.path(), &script);
        let told = Told::read(&said);
        errors += u64::from(!told.errors.is_empty());
        if !told.done {
            row.find(format!("with {kilobytes} KiB left it did not go on: {told:?}"));
        }
        for error in told.errors.iter().filter(|error| !error.starts_with("disk-full")) {
            row.find(format!("with {kilobytes} KiB left it said {error}"));
        }
        check(work, &folder.path().join("after"), &told, &mut row);
    }
    if errors == 0 {
        row.find("the disk was never full");
    }
    row.notes = format!("{errors} times told");
    row
}

/// The folder takes no new files; when it does again, the same thing works.
fn read_only(work: Work) -> Row {
    let mut row = Row::new(format!("read-only folder: {}", work.name()));
    let template = bench::make(work);
    let script = format!(
        "mount -o remount,ro $DISK; $WORK {word} $DISK 1; echo closed; mount -o remount,rw $DISK
         $WORK {word} $DISK 1",
        word = work.word()
    );
    let (said, folder) = on_a_small_disk(template.path(), &script);
    let (closed, open) = said.split_once("closed\n").unwrap_or((&said, ""));
    let (closed, told) = (Told::read(closed), Told::read(open));
    if closed.errors.is_empty() || closed.done {
        row.find(format!("it was not told: {closed:?}"));
    }
    for error in closed.errors.iter().filter(|error| !error.starts_with("read-only")) {
        row.find(format!("it said {error}"));
    }
    if !told.done {
        row.find(format!("it did not go on afterwards: {told:?}"));
    }
    check(work, &folder.path().join("after"), &told, &mut row);
    row
}

/// A second program on the same ledger is refused, and the first goes on.
fn second_program() -> Row {
    let mut row = Row::new("a second program on the same ledger");
    let bench = bench::make(Work::Save);
    let mut first = kill::start("hold", bench.path(), 1);
    kill::until_ready(&mut first);
    let begun = Instant::now();
    let refused = open_at(&ledger_in(bench.path()), None);
    row.notes = format!("refused after {} ms", begun.elapsed().as_millis());
    match refused {
        Err(error) if error.code.name() == "ledger-in-use" => {}
        other => row.find(format!("it was not refused: {:?}", other.map(|_| ()))),
    }
    let _ = first.kill();
    let _ = first.wait();
    check(Work::Save, bench.path(), &Told::default(), &mut row);
    row
}

/// A key store that takes the call and never answers, as a locked one does.
fn key_store() -> Row {
    let mut row = Row::new("a key store that never answers");
    row.runs = 1;
    let bench = bench::make(Work::Save);
    let socket = bench.path().join("bus");
    let bus = UnixListener::bind(&socket).unwrap();
    let begun = Instant::now();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["work", "ask-key-store"])
        .arg(bench.path())
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    row.notes = format!("given up after {} ms", begun.elapsed().as_millis());
    if said != "told keychain-away\n" || begun.elapsed().as_secs() >= 5 {
        row.find(format!("it said {said:?}"));
    }
    drop(bus);
    row
}

/// This machine with its wall clock set wrong.
struct Wrong {
    machine: Arc<dyn Ports>,
    by: TimeDelta,
}

impl Ports for Wrong {
    fn now(&self) -> Moment {
        let now = self.machine.now();
        Moment { local: now.local + self.by, ..now }
    }
    fn place(&self) -> Place {
        self.machine.place()
    }
    fn random(&self, out: &mut [u8]) {
        self.machine.random(out);
    }
    fn data_dir(&self) -> &Path {
        self.machine.data_dir()
    }
    fn content(&self) -> &ContentFolder {
        self.machine.content()
    }
    fn outbox_dir(&self) -> std::path::PathBuf {
        self.machine.outbox_dir()
    }
    fn choose_path(&self, kind: PathKind) -> Option<std::path::PathBuf> {
        self.machine.choose_path(kind)
    }
    fn sound(&self) -> &dyn Sound {
        self.machine.sound()
    }
    fn courier(&self) -> &dyn Courier {
        self.machine.courier()
    }
    fn read_copy(&self, from: CopyFrom<'_>) -> Result<Found> {
        self.machine.read_copy(from)
    }
    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written> {
        self.machine.write_bundle(bundle, folder)
    }
    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()> {
        self.machine.write_calendar(events, path)
    }
    fn start_with_computer(&self, yes: bool) -> Result<()> {
        self.machine.start_with_computer(yes)
    }
    fn write_paper(&self, paper: &Paper, path: &Path) -> Result<()> {
        self.machine.write_paper(paper, path)
    }
    fn certificate_pdf(&self, page: &CertificatePage) -> Result<Vec<u8>> {
        self.machine.certificate_pdf(page)
    }
}

/// A clock set back or ahead by a year is noted, and nothing goes missing for it.
fn clock() -> Row {
    let mut row = Row::new("clock set by a year and back");
    let bench = bench::make(Work::Save);
    let path = ledger_in(bench.path());
    let (_, mut ledger) = open_at(&path, None).unwrap();
    let mut made = 0;
    for days in [-365, 0, 365, 0] {
        let ports = Wrong { machine: bench::machine(bench.path()), by: TimeDelta::days(days) };
        let body = json!({ "practice": "walk", "minutes": 5 });
        let saved = Draft::new("sit-reported", &body)
            .and_then(|draft| ledger.append(&ports, draft))
            .and_then(|_| backup::daily(&ports, &ledger));
        match saved {
            Ok(backup) => made += u64::from(backup.is_some()),
            Err(error) => row.find(error.to_string()),
        }
    }
    let noted: Vec<i64> = ledger
        .facts("clock", "me")
        .unwrap()
        .iter()
        .filter_map(|fact| match fact.read() {
            Ok(ClockChange::Set { seconds }) => Some((seconds as f64 / 86_400.0).round() as i64),
            _ => None,
        })
        .collect();
    if noted != [-365, 365, 365, -365] {
        row.find(format!("noted were {noted:?} days"));
    }
    let listed = backup::list(&path).unwrap().len() as u64;
    if made != 3 || listed != made {
        row.find(format!("{made} backups were made and {listed} are there"));
    }
    ledger.close().unwrap();
    check(Work::Save, bench.path(), &Told::default(), &mut row);
    row
}
