//! Backups: each one file beside its ledger, encrypted with the ledger's own key, and verified
//! before it counts. Old ones are thinned, never the newest.

pub mod archive;
mod thin;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, OptionalExtension};

use archive::{Archive, Inside, Manifest, Plain, Reason};

use super::fact::{Fact, ME};
use super::keys::KeyFile;
use super::{DatabaseKey, Ledger, files};
use crate::error::{Code, Error, Result};
use crate::people::Role;
use crate::ports::Ports;

/// The ending of a backup's file name.
pub const ENDING: &str = "evenkeel-backup";

/// A backup as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// Why.
    pub reason: Reason,
    /// Its size, bytes.
    pub bytes: u64,
    /// Which ledger it is a copy of.
    pub ledger: String,
    /// Its owner's role.
    pub role: Role,
}

/// The folder of a ledger's backups: beside it, with its name.
pub fn folder_of(ledger: &Path) -> PathBuf {
    ledger.with_extension("backups")
}

/// The backups of a ledger, the newest first. What cannot be read as one is left out.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn list(ledger: &Path) -> Result<Vec<Backup>> {
    let folder = folder_of(ledger);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut backups = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING)
            && let Ok(archive) = Archive::open(&path)
            && let Ok(made_at) = DateTime::parse_from_rfc3339(&archive.manifest.made_at)
        {
            let bytes = archive.bytes();
            let Manifest { reason, ledger, role, .. } = archive.manifest;
            backups.push(Backup { path, made_at, reason, bytes, ledger, role });
        }
    }
    backups.sort_by(|a, b| b.made_at.cmp(&a.made_at).then_with(|| b.path.cmp(&a.path)));
    Ok(backups)
}

/// Makes the daily backup if none was made today and something has happened since the last.
/// Then thins out what is old. `None` when there was nothing to do.
///
/// # Errors
/// [`Code::DiskFull`] or [`Code::ReadOnly`]; then the earlier backups are as they were.
pub fn daily(ports: &dyn Ports, ledger: &Ledger) -> Result<Option<PathBuf>> {
    finish_daily(Snapshot::daily(ports, ledger)?)
}

/// Finishes the daily backup and thins out what is old. The ledger need not be held for that.
///
/// # Errors
/// As [`daily`].
pub fn finish_daily(snapshot: Option<Snapshot>) -> Result<Option<PathBuf>> {
    let Some(snapshot) = snapshot else { return Ok(None) };
    let (key, deletion) = (snapshot.key.clone(), snapshot.deletion.clone());
    let made = snapshot.finish()?;
    thin::thin(&made)?;
    if let Some(deletion) = deletion {
        thin::drop_older(&made, &key, &deletion)?;
    }
    Ok(Some(made))
}

/// Makes a backup now, beside the ledger.
///
/// # Errors
/// As [`daily`].
pub fn now(ports: &dyn Ports, ledger: &Ledger, reason: Reason) -> Result<PathBuf> {
    let (path, _) = ledger.place()?;
    Snapshot::take(ports, ledger, KeyFile::read(path)?, reason, &folder_of(path), None)?.finish()
}

/// A copy of a ledger as it was at one moment, on the way to becoming a backup. The ledger need
/// not be held while it is finished.
#[derive(Debug)]
pub struct Snapshot {
    ledger: Scrap,
    target: PathBuf,
    manifest: Manifest,
    keys: KeyFile,
    key: DatabaseKey,
    inside: Inside,
    /// The latest fact by which something received was emptied.
    deletion: Option<Fact>,
}

impl Snapshot {
    /// For the daily backup, if one is due.
    ///
    /// # Errors
    /// As [`daily`].
    pub fn daily(ports: &dyn Ports, ledger: &Ledger) -> Result<Option<Self>> {
        let (path, key) = ledger.place()?;
        let today = ports.now().local.date_naive();
        let backups = list(path)?;
        if backups.iter().any(|backup| backup.made_at.date_naive() == today) {
            return Ok(None);
        }
        let head = ledger.head()?;
        let nothing_new = backups.first().is_some_and(|newest| {
            Archive::open(&newest.path)
                .and_then(|archive| archive.manifest.open(key))
                .is_ok_and(|inside| inside.head == head && inside.facts == count(ledger))
        });
        if nothing_new {
            return Ok(None);
        }
        let keys = KeyFile::read(path)?;
        Self::take(ports, ledger, keys, Reason::Daily, &folder_of(path), None).map(Some)
    }

    /// Copies a ledger. `keys` is what will open the backup, `name` its file's name without the
    /// ending; else its name says when it was made and why.
    ///
    /// # Errors
    /// As [`daily`].
    pub fn take(
        ports: &dyn Ports,
        ledger: &Ledger,
        keys: KeyFile,
        reason: Reason,
        folder: &Path,
        name: Option<&str>,
    ) -> Result<Self> {
        let made_at = ports.now().local;
        let stamp = made_at.format("%Y-%m-%d-%H%M%S").to_string();
        let name = match name {
            Some(name) => name.to_owned(),
            None => format!("{stamp}-{}", reason_name(reason)),
        };
        let target = free_name(folder, &name);
        let of = Copied { reason, made_at: made_at.to_rfc3339(), keys, target };
        Self::copy(ledger, of, |out| ports.random(out))
    }

    fn copy(ledger: &Ledger, of: Copied, random: impl FnOnce(&mut [u8])) -> Result<Self> {
        let (path, key) = ledger.place()?;
        let folder = of.target.parent().unwrap_or(Path::new("."));
        files::make_folder(folder)?;
        let scrap = Scrap(copying(&of.target));
        let _ = std::fs::remove_file(&scrap.0);
        // Made first, so that nobody else may read it at any time.
        drop(files::private_file(&scrap.0)?);
        let connection = ledger.connection();
        connection.execute("VACUUM INTO ?1", [scrap.0.to_string_lossy()])?;
        let inside = Inside {
            name: of.keys.name.clone(),
            facts: count(ledger),
            head: ledger.head()?,
            last_day: last_day(connection)?,
        };
        let plain = Plain {
            ledger: ledger.identity()?,
            person: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            role: of.keys.role,
            sample: of.keys.sample,
            made_at: of.made_at,
            reason: of.reason,
        };
        let manifest = Manifest::seal(random, key, plain, &inside)?;
        let Copied { keys, target, .. } = of;
        let deletion = ledger.last_deletion()?;
        Ok(Self { ledger: scrap, target, manifest, keys, key: key.clone(), inside, deletion })
    }

    /// Verifies the copy, puts it into one file, reads that back, and gives it its name.
    ///
    /// # Errors
    /// As [`daily`]; [`Code::DamagedLedger`] when the copy does not hold what was written.
    pub fn finish(self) -> Result<PathBuf> {
        self.check()?;
        let half = Scrap(files::with_suffix(&self.target, ".writing"));
        let mut writer = BufWriter::new(files::private_file(&half.0)?);
        archive::pack(&mut writer, &self.manifest, &self.keys, &self.ledger.0)?;
        let file = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        drop(file);
        Archive::open(&half.0)?.unpack(&mut std::io::sink())?;
        files::move_into_place(&half.0, &self.target)?;
        Ok(self.target.clone())
    }

    fn check(&self) -> Result<()> {
        let copy = Ledger::open_copy(&self.ledger.0, &self.key)?;
        let verdict = copy.verify()?;
        if let Some(finding) = verdict.findings.first() {
            return Err(Error::new(Code::DamagedLedger, finding.clone()));
        }
        if (verdict.facts, &verdict.head) != (self.inside.facts, &self.inside.head) {
            return Err(Error::new(Code::Fault, "the copy holds other facts than the ledger"));
        }
        Ok(())
    }
}

/// What a copy becomes.
struct Copied {
    reason: Reason,
    made_at: String,
    keys: KeyFile,
    target: PathBuf,
}

/// A backup of a ledger that is about to be brought to a newer form. There is no clock at hand:
/// it is dated by the last thing that happened in the ledger. One that was made before, by a
/// migration that did not come to its end, is replaced.
pub(super) fn before_migration(ledger: &Ledger, version: i64) -> Result<PathBuf> {
    let (path, _) = ledger.place()?;
    let made_at: Option<String> = ledger
        .connection()
        .query_row(
            "SELECT at FROM fact WHERE author = ?1 ORDER BY number DESC LIMIT 1",
            [ME],
            |row| row.get(0),
        )
        .optional()?;
    let name = format!("before-version-{}.{ENDING}", version + 1);
    let of = Copied {
        reason: Reason::BeforeMigration,
        made_at: made_at.unwrap_or_default(),
        keys: KeyFile::read(path)?,
        target: folder_of(path).join(name),
    };
    let bytes: Vec<u8> =
        ledger.connection().query_row("SELECT randomblob(12)", [], |row| row.get(0))?;
    Snapshot::copy(ledger, of, |out| out.copy_from_slice(&bytes))?.finish()
}

/// A file that goes when it is no longer needed, however that comes about.
#[derive(Debug)]
pub(crate) struct Scrap(pub(crate) PathBuf);

impl Drop for Scrap {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-journal", "-shm"] {
            let _ = std::fs::remove_file(files::with_suffix(&self.0, suffix));
        }
    }
}

/// Where the copy of a ledger lies until it is a backup.
fn copying(target: &Path) -> PathBuf {
    files::with_suffix(target, ".copying")
}

/// A name in a folder that nothing has yet, nor will have soon: another copy may be on its way.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let is_free = |path: &PathBuf| !path.exists() && !copying(path).exists();
    let first = folder.join(format!("{name}.{ENDING}"));
    let others = (2..).map(|at| folder.join(format!("{name}-{at}.{ENDING}")));
    std::iter::once(first).chain(others).find(is_free).unwrap_or_default()
}

fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::Daily => "daily",
        Reason::Asked => "asked",
        Reason::Moving => "moving",
        Reason::BeforeMigration => "before-migration",
        Reason::BeforeRestore => "before-restore",
    }
}

fn count(ledger: &Ledger) -> u64 {
    ledger
        .connection()
        .query_row("SELECT COUNT(*) FROM fact", [], |row| row.get::<_, i64>(0))
        .map_or(0, |count| count as u64)
}

fn last_day(connection: &Connection) -> Result<Option<NaiveDate>> {
    let day: Option<String> =
        connection.query_row("SELECT MAX(day) FROM fact", [], |row| row.get(0))?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Writes a backup's ledger beside where it will go and reads all of it: what the program has
/// open next is what was backed up.
///
/// # Errors
/// [`Code::DamagedBackup`]; [`Code::DiskFull`] or [`Code::ReadOnly`].
pub(crate) fn unpack_verified(
    archive: &mut Archive,
    key: &DatabaseKey,
    to: &Path,
) -> Result<(Scrap, Inside)> {
    let bad = |detail: String| Error::new(Code::DamagedBackup, detail);
    let inside = archive.manifest.open(key)?;
    let scrap = Scrap(to.to_owned());
    let mut writer = BufWriter::new(files::private_file(to)?);
    archive.unpack(&mut writer)?;
    let file: File = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    drop(file);
    let ledger = Ledger::open_copy(to, key).map_err(|error| match error.code {
        Code::DamagedLedger => bad(error.detail),
        _ => error,
    })?;
    let verdict = ledger.verify().map_err(|error| bad(error.detail))?;
    if let Some(finding) = verdict.findings.first() {
        return Err(bad(finding.clone()));
    }
    let same = (verdict.facts, &verdict.head) == (inside.facts, &inside.head)
        && ledger.identity()? == archive.manifest.ledger;
    if !same {
        return Err(bad("it holds other facts than it says".to_owned()));
    }
    drop(ledger);
    Ok((scrap, inside))
}
