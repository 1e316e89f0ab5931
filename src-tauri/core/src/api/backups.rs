//! Commands on backups: made, listed, brought back, and carried to another computer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::app::{App, Session, lock, path};
use super::{Nothing, Start};
use crate::error::{Code, Error, Result, Trouble};
use crate::people::moving::{self, MovePreview};
use crate::people::restore::{self, Access, Ready, RestorePreview};
use crate::people::{self, Person};
use crate::store::backup::archive::Reason;
use crate::store::backup::{self, Snapshot};
use crate::store::verify::Verdict;

/// The backups of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Backups {
    /// The folder they lie in.
    pub folder: String,
    /// All of them, the newest first.
    pub backups: Vec<BackupLine>,
    /// Why the last one that was to be made by itself was not.
    pub trouble: Option<Trouble>,
}

/// One backup as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupLine {
    /// Its file's name.
    pub name: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Why.
    pub reason: Reason,
    /// Its size, bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Somebody on this computer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonInput {
    /// Their id.
    pub id: String,
}

/// A backup to bring back.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreInput {
    /// Whose it is: their id on this computer.
    pub id: String,
    /// The file's name in the list, or the whole path of one from elsewhere.
    pub backup: String,
    /// The passphrase or recovery code, of now or of then. Not needed while the ledger is open.
    #[ts(type = "string | null")]
    pub passphrase: Option<Zeroizing<String>>,
}

/// A backup that was brought back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RestoredView {
    /// The door: the ledger is locked now.
    pub start: Start,
    /// What changed.
    pub changed: RestorePreview,
    /// Where what was replaced is kept.
    pub kept: Option<String>,
}

/// Where to write everything for another computer.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveForMoving {
    /// The folder.
    pub folder: String,
    /// A passphrase for the file, where the ledger has none.
    #[ts(type = "string | null")]
    pub passphrase: Option<Zeroizing<String>>,
}

/// A file from another computer.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MovingInput {
    /// Its whole path.
    pub path: String,
    /// The passphrase or recovery code.
    #[ts(type = "string | null")]
    pub passphrase: Option<Zeroizing<String>>,
}

impl App {
    pub(super) fn backups(&self, input: PersonInput) -> Result<Backups> {
        let ledger = people::find(&*self.ports, &input.id)?;
        let backups = backup::list(&ledger)?
            .into_iter()
            .map(|backup| BackupLine {
                name: backup.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                made_at: backup.made_at.to_rfc3339(),
                reason: backup.reason,
                bytes: backup.bytes,
            })
            .collect();
        Ok(Backups {
            folder: backup::folder_of(&ledger).display().to_string(),
            backups,
            trouble: lock(&self.unsaved).clone(),
        })
    }

    pub(super) fn back_up_now(&self, _: Nothing) -> Result<Backups> {
        let id = self.with(|session| {
            refuse_sample(&session.person)?;
            backup::now(&*session.ports, &session.ledger, Reason::Asked)?;
            Ok(session.person.id.clone())
        })?;
        *lock(&self.unsaved) = None;
        self.backups(PersonInput { id })
    }

    pub(super) fn preview_restore(&self, input: RestoreInput) -> Result<RestorePreview> {
        let (ledger, file) = self.places(&input)?;
        let session = self.lock_session();
        let open = session.as_ref().filter(|open| open.person.id == input.id);
        let access =
            open.map_or(Access::Words(words(&input.passphrase)), |open| Access::Open(&open.ledger));
        restore::preview(&*self.ports, &ledger, &file, access)
    }

    pub(super) fn restore(&self, input: RestoreInput) -> Result<RestoredView> {
        let (ledger, file) = self.places(&input)?;
        let restored = {
            let mut session = self.lock_session();
            let open = session.as_ref().filter(|open| open.person.id == input.id);
            let access = open
                .map_or(Access::Words(words(&input.passphrase)), |open| Access::Open(&open.ledger));
            let ready = Ready::make(&*self.ports, &ledger, &file, access)?;
            if let Some(open) = session.as_mut() {
                self.note_sit(open)?;
            }
            *session = None;
            ready.put_in_place(&*self.ports, &ledger)?
        };
        Ok(RestoredView {
            start: self.start(Nothing {})?,
            changed: restored.changed,
            kept: restored.kept.map(|path| path.display().to_string()),
        })
    }

    pub(super) fn save_for_moving(&self, input: SaveForMoving) -> Result<String> {
        let folder = path(&input.folder)?;
        self.with(|session| {
            refuse_sample(&session.person)?;
            let file =
                moving::pack(&*session.ports, &session.ledger, &folder, words(&input.passphrase))?;
            Ok(file.display().to_string())
        })
    }

    pub(super) fn preview_moving(&self, input: MovingInput) -> Result<MovePreview> {
        moving::preview(&*self.ports, &path(&input.path)?, words(&input.passphrase))
    }

    pub(super) fn bring_in(&self, input: MovingInput) -> Result<Start> {
        let file = path(&input.path)?;
        self.close()?;
        let opened = moving::bring_in(&*self.ports, &file, words(&input.passphrase))?;
        self.open(opened, Arc::clone(&self.ports))
    }

    pub(super) fn check_ledger(&self, _: Nothing) -> Result<Verdict> {
        self.with(|session| session.ledger.verify())
    }

    /// The ledger of a person, and the backup that is meant.
    fn places(&self, input: &RestoreInput) -> Result<(PathBuf, PathBuf)> {
        let ledger = people::find(&*self.ports, &input.id)?;
        let listed = backup::list(&ledger)?.into_iter().map(|backup| backup.path).find(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy() == input.backup)
        });
        let file = match listed {
            Some(file) => file,
            None => path(&input.backup)?,
        };
        Ok((ledger, file))
    }

    /// Makes today's backup, if it is due, on a thread of its own.
    pub(super) fn back_up_soon(&self) {
        let (session, unsaved) = (Arc::clone(&self.session), Arc::clone(&self.unsaved));
        std::thread::spawn(move || {
            let snapshot = match lock(&session).as_ref() {
                Some(open) if !open.person.sample => Snapshot::daily(&*open.ports, &open.ledger),
                _ => return,
            };
            note(&unsaved, snapshot.and_then(backup::finish_daily));
        });
    }

    /// Makes today's backup, if it is due, before the ledger is closed.
    pub(super) fn back_up_at_last(&self, session: &Session) {
        if !session.person.sample {
            note(&self.unsaved, backup::daily(&*session.ports, &session.ledger));
        }
    }
}

/// Keeps why a backup was not made. Neither opening nor closing waits for that.
fn note(unsaved: &Mutex<Option<Trouble>>, outcome: Result<Option<PathBuf>>) {
    match outcome {
        Ok(Some(_)) => *lock(unsaved) = None,
        Ok(None) => {}
        Err(error) => *lock(unsaved) = Some(Trouble::from(&error)),
    }
}

fn refuse_sample(person: &Person) -> Result<()> {
    if person.sample {
        return Err(Error::new(
            Code::Refused,
            "This is the sample study. It is made anew each time, so there is nothing to keep.",
        ));
    }
    Ok(())
}

fn words(given: &Option<Zeroizing<String>>) -> Option<&str> {
    given.as_ref().map(|words| words.as_str())
}
