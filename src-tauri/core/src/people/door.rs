//! Ways into a ledger: trying words, and adding, changing and taking away what opens it. The
//! database itself is never rewritten; only its key file is.

use std::path::Path;

use super::long_enough;
use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use crate::store::keys::tries::Tries;
use crate::store::keys::{KeyFile, OpenedBy, Slot, recovery};
use crate::store::{DatabaseKey, Ledger};

/// Tries words on a key file. Each wrong try makes the next one wait longer.
///
/// # Errors
/// [`Code::WrongPassphrase`]; [`Code::TryLater`] before the wait is over.
pub(super) fn try_words(
    ports: &dyn Ports,
    ledger: &Path,
    keys: &KeyFile,
    words: Option<&str>,
) -> Result<(DatabaseKey, OpenedBy)> {
    if !keys.locked() || words.is_none() {
        return keys.unlock_by(words);
    }
    let before = Tries::of(ledger);
    let seconds = before.wait(ports);
    if seconds > 0 {
        return Err(Error::new(
            Code::TryLater,
            format!("Nothing was lost. Wait {seconds} seconds, then try again."),
        ));
    }
    // Where it cannot be counted, nobody is kept out for that.
    let _ = before.count(ports, ledger);
    let opened = keys.unlock_by(words);
    match &opened {
        Ok(_) => Tries::forget(ledger),
        Err(error) if error.code != Code::WrongPassphrase => before.put_back(ledger),
        Err(_) => {}
    }
    opened
}

/// The key file of an open ledger, once its owner has said the passphrase again.
fn asked_again<'a>(
    ports: &dyn Ports,
    ledger: &'a Ledger,
    current: Option<&str>,
) -> Result<(&'a Path, &'a DatabaseKey, KeyFile)> {
    let (path, key) = ledger.place()?;
    let keys = KeyFile::read(path)?;
    let (opened, _) = try_words(ports, path, &keys, current)?;
    if opened != *key {
        return Err(Error::new(Code::DamagedLedger, "the key file belongs to another ledger"));
    }
    Ok((path, key, keys))
}

/// The key file of an open ledger.
///
/// # Errors
/// As [`KeyFile::read`].
pub fn keys_of(ledger: &Ledger) -> Result<KeyFile> {
    KeyFile::read(ledger.place()?.0)
}

/// Changes the passphrase, or takes it away. Without one, the other ways go as well: they would
/// guard nothing.
///
/// # Errors
/// [`Code::WrongPassphrase`], [`Code::TryLater`]; [`Code::Refused`] for a short one. Then the old
/// one still opens it.
pub fn change_passphrase(
    ports: &dyn Ports,
    ledger: &Ledger,
    current: Option<&str>,
    new: Option<&str>,
) -> Result<()> {
    long_enough(new)?;
    let (path, key, mut keys) = asked_again(ports, ledger, current)?;
    let stored = keys.keychain().map(|stored| stored.account.clone());
    keys.put(Slot::wrap(ports, key, new)?);
    if new.is_none() {
        keys.remove_recovery();
        keys.remove_keychain();
    }
    keys.write(path)?;
    if new.is_none() {
        forget(ports, stored);
    }
    Ok(())
}

/// Draws a recovery code. It opens nothing before [`keep_recovery`].
///
/// # Errors
/// As [`change_passphrase`]; [`Code::Refused`] where there is no passphrase.
pub fn draw_recovery(
    ports: &dyn Ports,
    ledger: &Ledger,
    current: Option<&str>,
) -> Result<zeroize::Zeroizing<String>> {
    let (_, _, keys) = asked_again(ports, ledger, current)?;
    with_passphrase(&keys)?;
    Ok(recovery::draw(ports))
}

/// Makes a code that was drawn and written down open the ledger, in place of an earlier one.
///
/// # Errors
/// [`Code::ReadOnly`] or [`Code::DiskFull`]; then the earlier one still opens it.
pub fn keep_recovery(ports: &dyn Ports, ledger: &Ledger, code: &str) -> Result<()> {
    let (path, key) = ledger.place()?;
    let mut keys = KeyFile::read(path)?;
    with_passphrase(&keys)?;
    keys.put_recovery(ports, key, code)?;
    keys.write(path)
}

/// Makes the recovery code open nothing any more.
///
/// # Errors
/// As [`change_passphrase`].
pub fn remove_recovery(ports: &dyn Ports, ledger: &Ledger, current: Option<&str>) -> Result<()> {
    let (path, _, mut keys) = asked_again(ports, ledger, current)?;
    keys.remove_recovery();
    keys.write(path)
}

/// Lets the system's key store open the ledger, or no longer.
///
/// # Errors
/// As [`change_passphrase`]; [`Code::KeychainAway`] when the key store does not answer.
pub fn use_keychain(
    ports: &dyn Ports,
    ledger: &Ledger,
    current: Option<&str>,
    on: bool,
) -> Result<()> {
    let (path, key, mut keys) = asked_again(ports, ledger, current)?;
    if on {
        with_passphrase(&keys)?;
        let keychain =
            ports.keychain().ok_or_else(|| Error::new(Code::KeychainAway, "no key store here"))?;
        let account = path.file_stem().unwrap_or_default().to_string_lossy();
        keys.put_keychain(ports, key, keychain, &account)?;
        return keys.write(path);
    }
    let stored = keys.keychain().map(|stored| stored.account.clone());
    keys.remove_keychain();
    keys.write(path)?;
    forget(ports, stored);
    Ok(())
}

fn with_passphrase(keys: &KeyFile) -> Result<()> {
    if keys.locked() {
        return Ok(());
    }
    Err(Error::refused(
        "This opens without a passphrase, so there is nothing to recover or to keep for you. \
         Choose a passphrase first.",
    ))
}

/// What the key store keeps opens nothing any more; that it lies there longer does no harm.
fn forget(ports: &dyn Ports, account: Option<String>) {
    if let (Some(keychain), Some(account)) = (ports.keychain(), account) {
        let _ = keychain.forget(&account);
    }
}
