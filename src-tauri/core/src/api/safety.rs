//! Commands that keep a ledger safe: ways into it, and locking it by itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::Nothing;
use super::app::{App, Session};
use crate::error::{Error, Result};
use crate::people::{door, idle};
use crate::store::keys::{OpenedBy, recovery};

/// What keeps the open ledger safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Safety {
    /// By which way it was opened this time.
    pub opened_by: OpenedBy,
    /// Whether it has a passphrase.
    pub passphrase: bool,
    /// Whether there is a recovery code.
    pub recovery: bool,
    /// Whether this computer's key store can open it.
    pub keychain: bool,
    /// Whether this computer has a key store at all.
    pub keychain_here: bool,
    /// After how many minutes without a sign of anybody it is locked; none to leave it open.
    pub lock_after_minutes: Option<u32>,
}

/// The passphrase once more, so that nobody changes the locks at an unattended screen.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskedAgain {
    /// The passphrase or the recovery code; none where there is no passphrase.
    #[ts(type = "string | null")]
    pub current: Option<Zeroizing<String>>,
}

/// A new passphrase.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassphrase {
    /// The passphrase or the recovery code; none where there is no passphrase.
    #[ts(type = "string | null")]
    pub current: Option<Zeroizing<String>>,
    /// The new one; none is the explicit choice to go without.
    #[ts(type = "string | null")]
    pub new: Option<Zeroizing<String>>,
}

/// Whether this computer's key store may open the ledger.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UseKeychain {
    /// The passphrase or the recovery code.
    #[ts(type = "string | null")]
    pub current: Option<Zeroizing<String>>,
    /// Whether it may.
    pub on: bool,
}

/// A recovery code to write down. It opens nothing before it was confirmed.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryCode {
    /// Its groups, to be printed in this order with dashes between them.
    #[ts(type = "Array<string>")]
    pub groups: Vec<Zeroizing<String>>,
    /// Which groups to type back, counted from 1.
    pub ask: Vec<u32>,
}

/// Groups of a recovery code, typed back.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmRecovery {
    /// The groups that were asked for, in that order.
    #[ts(type = "Array<string>")]
    pub groups: Vec<Zeroizing<String>>,
}

/// After how long a ledger is locked.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LockAfterMinutes {
    /// 1 to 240; none to leave it open.
    pub minutes: Option<u32>,
}

/// Whether somebody is there.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Awake {
    /// Whether a key or the pointer moved since this was last said.
    pub moved: bool,
}

/// Whether the ledger is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Watched {
    /// Whether it is open. If not, go to the door.
    pub open: bool,
    /// Seconds until it locks if nobody moves; none when it does not lock by itself.
    pub locks_in_seconds: Option<u32>,
    /// Whether the last backup that was to be made by itself was not.
    pub unsaved: bool,
}

/// A recovery code that was drawn and not confirmed yet.
pub(super) struct Drawn {
    code: Zeroizing<String>,
    ask: Vec<u32>,
}

impl App {
    pub(super) fn safety(&self, _: Nothing) -> Result<Safety> {
        self.with(safety)
    }

    pub(super) fn change_passphrase(&self, input: ChangePassphrase) -> Result<Safety> {
        self.with(|session| {
            door::change_passphrase(
                &*session.ports,
                &session.ledger,
                words(&input.current),
                words(&input.new),
            )?;
            session.person.locked = input.new.is_some();
            session.watch.minutes = lock_after(session)?;
            safety(session)
        })
    }

    pub(super) fn draw_recovery_code(&self, input: AskedAgain) -> Result<RecoveryCode> {
        self.with(|session| {
            let code =
                door::draw_recovery(&*session.ports, &session.ledger, words(&input.current))?;
            let mut dice = [0u8; 2];
            session.ports.random(&mut dice);
            let first = u32::from(dice[0]) % (recovery::GROUPS as u32 - 1);
            let left = recovery::GROUPS as u32 - first - 1;
            let ask = vec![first + 1, first + 2 + u32::from(dice[1]) % left];
            let groups = code.split('-').map(|group| Zeroizing::new(group.to_owned())).collect();
            session.drawn = Some(Drawn { code, ask: ask.clone() });
            Ok(RecoveryCode { groups, ask })
        })
    }

    pub(super) fn confirm_recovery_code(&self, input: ConfirmRecovery) -> Result<Safety> {
        self.with(|session| {
            let drawn = session.drawn.as_ref().ok_or_else(|| {
                Error::refused("There is no new recovery code. Please make one first.")
            })?;
            let same = input.groups.len() == drawn.ask.len()
                && drawn.ask.iter().zip(&input.groups).all(|(group, typed)| {
                    recovery::same_group(&drawn.code, *group as usize - 1, typed)
                });
            if !same {
                return Err(Error::refused(
                    "That is not what the code says. Nothing was changed. Look at what you wrote \
                     down, letter by letter, then type it again.",
                ));
            }
            door::keep_recovery(&*session.ports, &session.ledger, &drawn.code)?;
            session.drawn = None;
            safety(session)
        })
    }

    pub(super) fn remove_recovery_code(&self, input: AskedAgain) -> Result<Safety> {
        self.with(|session| {
            door::remove_recovery(&*session.ports, &session.ledger, words(&input.current))?;
            safety(session)
        })
    }

    pub(super) fn use_keychain(&self, input: UseKeychain) -> Result<Safety> {
        self.with(|session| {
            let current = words(&input.current);
            door::use_keychain(&*session.ports, &session.ledger, current, input.on)?;
            session.person.keychain = input.on;
            safety(session)
        })
    }

    pub(super) fn lock_after(&self, input: LockAfterMinutes) -> Result<Safety> {
        self.with(|session| {
            idle::choose(&*session.ports, &mut session.ledger, input.minutes)?;
            session.watch.minutes = lock_after(session)?;
            safety(session)
        })
    }

    pub(super) fn awake(&self, input: Awake) -> Result<Watched> {
        self.tick();
        if input.moved {
            self.moved();
        }
        let now = self.now();
        let session = self.lock_session();
        Ok(Watched {
            open: session.is_some(),
            locks_in_seconds: session.as_ref().and_then(|open| open.watch.seconds_left(now)),
            unsaved: session.is_some() && super::app::lock(&self.unsaved).is_some(),
        })
    }

    /// Locks the open ledger when nobody was there for a while, or the computer slept. A host
    /// calls this every few seconds. True when it was locked now.
    pub fn tick(&self) -> bool {
        let now = self.now();
        let over = self.lock_session().as_mut().is_some_and(|open| {
            let sitting = open.ports.sound().position().is_some();
            open.watch.is_over(now, sitting)
        });
        over && self.close().is_ok()
    }

    /// Somebody is there.
    pub(super) fn moved(&self) {
        let now = self.now();
        if let Some(open) = self.lock_session().as_mut() {
            open.watch.moved(now);
        }
    }
}

/// After how many minutes a session is locked. One that opens by itself, or is made up, never is.
pub(super) fn lock_after(session: &Session) -> Result<Option<u32>> {
    if !session.person.locked || session.person.sample {
        return Ok(None);
    }
    idle::minutes(&session.ledger)
}

fn safety(session: &mut Session) -> Result<Safety> {
    let keys = door::keys_of(&session.ledger)?;
    Ok(Safety {
        opened_by: session.by,
        passphrase: keys.locked(),
        recovery: keys.has_recovery(),
        keychain: keys.keychain().is_some(),
        keychain_here: session.ports.keychain().is_some(),
        lock_after_minutes: idle::minutes(&session.ledger)?,
    })
}

fn words(given: &Option<Zeroizing<String>>) -> Option<&str> {
    given.as_ref().map(|words| words.as_str())
}

/// Commands that a screen sends by itself: no sign of anybody.
pub(super) const BY_ITSELF: &[&str] = &["awake", "sit", "start"];
