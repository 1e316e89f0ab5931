//! The power goes: what was written and not synced is lost, in part or whole, in any order.
//!
//! A worker's writes are recorded. For every moment between two of them a disk is put together as
//! it may then look: what was synced is there; of the rest each 512-byte sector is there or not;
//! of the names that were not synced the first so many are. Then the ledger is opened from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Size;
use crate::bench::{self, Work};
use crate::check::{Told, check};
use crate::dice::Dice;
use crate::report::Row;
use crate::trace::{self, Call};

const NAMES: &str = "openat,open,creat,write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,\
                     fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,\
                     close,copy_file_range,sendfile,lseek";
const SECTOR: usize = 512;

/// What may be lost of a file.
#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    since: Vec<Change>,
}

/// What may be lost of the names.
#[derive(Clone)]
enum Naming {
    Give(PathBuf, usize),
    Move(PathBuf, PathBuf),
    Remove(PathBuf),
    Folder(PathBuf),
}

impl Naming {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Give(path, _) | Self::Move(_, path) | Self::Remove(path) | Self::Folder(path) => {
                path.parent()
            }
        }
    }
}

/// The disk as the recording goes on.
#[derive(Default)]
struct Disk {
    files: Vec<File>,
    /// Names as the program sees them.
    names: BTreeMap<PathBuf, usize>,
    /// Names as they would be after a cut, with what is not synced yet.
    synced: BTreeMap<PathBuf, usize>,
    folders: Vec<PathBuf>,
    since: Vec<Naming>,
    /// File, place in it, by descriptor.
    open: BTreeMap<i64, (usize, usize)>,
    said: String,
}

pub fn run(size: Size) -> Vec<Row> {
    if !trace::is_there() {
        let mut row = Row::new("power cut");
        row.notes = "not run: strace is not there, or may not be used".to_owned();
        return vec![row];
    }
    let images = if size == Size::Full { 2100 } else { 42 };
    let mut dice = Dice::new(13);
    Work::chosen().into_iter().map(|work| cut(work, images / Work::ALL.len(), &mut dice)).collect()
}

fn cut(work: Work, images: usize, dice: &mut Dice) -> Row {
    let mut row = Row::new(format!("power cut: {}", work.name()));
    let template = bench::make(work);
    let bench = bench::copy(template.path());
    let rounds = if work == Work::Save { 8 } else { 2 };
    let (_, calls) = trace::record(work.word(), bench.path(), rounds, NAMES);
    let main = calls[0].thread;
    let calls: Vec<Call> =
        calls.into_iter().filter(|call| call.thread == main && call.result >= 0).collect();
    // The moments at which something can be lost, counted in calls.
    let mut disk = Disk::new(bench.path(), template.path());
    let mut moments = Vec::new();
    for (at, call) in calls.iter().enumerate() {
        if disk.take(call) {
            moments.push(at);
        }
    }
    let mut chosen: Vec<usize> = (0..images)
        .map(|image| moments[(image * moments.len() / images) % moments.len()])
        .collect();
    chosen.sort_unstable();
    let mut disk = Disk::new(bench.path(), template.path());
    let mut chosen = chosen.into_iter().peekable();
    for (at, call) in calls.iter().enumerate() {
        disk.take(call);
        while chosen.next_if_eq(&at).is_some() {
            let image = disk.cut(template.path(), dice);
            check(work, image.path(), &Told::read(&disk.said), &mut row);
        }
    }
    eprintln!("· {}: {} runs, {} findings", row.what, row.runs, row.found);
    row.notes = format!("{} moments between {} writes and syncs", moments.len(), calls.len());
    row
}

impl Disk {
    /// The bench before the work, all of it safe on disk. Paths are those of the recording.
    fn new(bench: &Path, template: &Path) -> Self {
        let mut disk = Self { folders: vec![bench.to_owned()], ..Self::default() };
        disk.load(template, bench);
        disk.synced = disk.names.clone();
        disk
    }

    fn load(&mut self, from: &Path, to: &Path) {
        for entry in std::fs::read_dir(from).unwrap().flatten() {
            let place = to.join(entry.file_name());
            if entry.path().is_dir() {
                self.folders.push(place.clone());
                self.load(&entry.path(), &place);
            } else {
                let synced = std::fs::read(entry.path()).unwrap();
                self.names.insert(place, self.files.len());
                self.files.push(File { synced, since: Vec::new() });
            }
        }
    }

    fn is_ours(&self, path: &Path) -> bool {
        path.starts_with(&self.folders[0])
    }

    /// Follows one call. Whether something on the disk may have changed by it.
    fn take(&mut self, call: &Call) -> bool {
        let path = |at: usize| PathBuf::from(String::from_utf8_lossy(&call.bytes[at]).into_owned());
        match call.name.as_str() {
            "openat" | "open" | "creat" => return self.opened(call, &path(0)),
            "close" => {
                self.open.remove(&call.descriptor().unwrap_or(-1));
            }
            "write" if call.descriptor() == Some(1) => {
                self.said.push_str(&String::from_utf8_lossy(&call.bytes[0]));
            }
            "write" => {
                let Some((file, at)) = self.opened_as(call) else { return false };
                self.files[file].since.push(Change::Write(at, call.bytes[0].clone()));
                let place = (file, at + call.bytes[0].len());
                self.open.insert(call.descriptor().unwrap_or(-1), place);
                return true;
            }
            "pwrite64" => {
                let Some((file, _)) = self.opened_as(call) else { return false };
                let at = call.plain.last().and_then(|word| word.parse().ok()).unwrap_or(0);
                self.files[file].since.push(Change::Write(at, call.bytes[0].clone()));
                return true;
            }
            "ftruncate" => {
                let Some((file, _)) = self.opened_as(call) else { return false };
                let length = call.plain.last().and_then(|word| word.parse().ok()).unwrap_or(0);
                self.files[file].since.push(Change::Length(length));
                return true;
            }
            "fsync" | "fdatasync" => return self.synced(call),
            "rename" if self.is_ours(&path(0)) => {
                let (from, to) = (path(0), path(1));
                if let Some(file) = self.names.remove(&from) {
                    self.names.insert(to.clone(), file);
                }
                self.since.push(Naming::Move(from, to));
                return true;
            }
            "unlink" if self.is_ours(&path(0)) => {
                self.names.remove(&path(0));
                self.since.push(Naming::Remove(path(0)));
                return true;
            }
            "mkdir" if self.is_ours(&path(0)) => {
                self.since.push(Naming::Folder(path(0)));
                return true;
            }
            "lseek" | "rename" | "unlink" | "mkdir" => {}
            other => panic!("the recording does not know what {other} does to a disk"),
        }
        false
    }

    fn opened(&mut self, call: &Call, path: &Path) -> bool {
        if !self.is_ours(path) {
            return false;
        }
        let mut changed = false;
        let flags = call.plain.iter().find(|word| word.contains("O_")).cloned().unwrap_or_default();
        if !self.names.contains_key(path) && flags.contains("O_CREAT") {
            self.files.push(File::default());
            self.names.insert(path.to_owned(), self.files.len() - 1);
            self.since.push(Naming::Give(path.to_owned(), self.files.len() - 1));
            changed = true;
        }
        if let Some(file) = self.names.get(path) {
            if flags.contains("O_TRUNC") {
                self.files[*file].since.push(Change::Length(0));
                changed = true;
            }
            self.open.insert(call.result, (*file, 0));
        }
        changed
    }

    fn opened_as(&self, call: &Call) -> Option<(usize, usize)> {
        self.open.get(&call.descriptor()?).copied()
    }

    fn synced(&mut self, call: &Call) -> bool {
        if let Some((file, _)) = self.opened_as(call) {
            let file = &mut self.files[file];
            let since = std::mem::take(&mut file.since);
            for change in &since {
                apply(&mut file.synced, change);
            }
            return true;
        }
        let Some(folder) = call.files.first().filter(|path| self.is_ours(path)) else {
            return false;
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) = std::mem::take(&mut self.since)
            .into_iter()
            .partition(|naming| naming.folder() == Some(folder));
        self.since = elsewhere;
        for naming in &here {
            name(&mut self.synced, &mut self.folders, naming);
        }
        true
    }

    /// A disk as it may look when the power goes now.
    fn cut(&self, template: &Path, dice: &mut Dice) -> TempDir {
        let image = TempDir::new().unwrap();
        let (mut names, mut folders) = (self.synced.clone(), self.folders.clone());
        for naming in &self.since[..dice.below(self.since.len() + 1)] {
            name(&mut names, &mut folders, naming);
        }
        // Whole disks lose little, or everything that was not synced, or anything between.
        let kept = [0, 100, 50, 90, 10][dice.below(5)];
        let place = |path: &Path| image.path().join(path.strip_prefix(&self.folders[0]).unwrap());
        for folder in &folders {
            std::fs::create_dir_all(place(folder)).unwrap();
        }
        for (path, file) in &names {
            let Some(folder) = path.parent().filter(|folder| folders.iter().any(|f| f == folder))
            else {
                continue;
            };
            let _ = folder;
            let file = &self.files[*file];
            let mut bytes = file.synced.clone();
            for change in &file.since {
                match change {
                    Change::Write(at, data) => {
                        for (sector, data) in data.chunks(SECTOR).enumerate() {
                            if dice.chance(kept) {
                                let change = Change::Write(at + sector * SECTOR, data.to_vec());
                                apply(&mut bytes, &change);
                            }
                        }
                    }
                    Change::Length(_) if dice.chance(kept) => apply(&mut bytes, change),
                    Change::Length(_) => {}
                }
            }
            std::fs::write(place(path), bytes).unwrap();
        }
        let key = bench::key_in(template);
        std::fs::copy(&key, bench::key_in(image.path())).unwrap();
        image
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, data) => {
            if bytes.len() < at + data.len() {
                bytes.resize(at + data.len(), 0);
            }
            bytes[*at..at + data.len()].copy_from_slice(data);
        }
        Change::Length(length) => bytes.resize(*length, 0),
    }
}

fn name(names: &mut BTreeMap<PathBuf, usize>, folders: &mut Vec<PathBuf>, naming: &Naming) {
    match naming {
        Naming::Give(path, file) => {
            names.insert(path.clone(), *file);
        }
        Naming::Move(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
        Naming::Remove(path) => {
            names.remove(path);
        }
        Naming::Folder(path) => folders.push(path.clone()),
    }
}
