//! The system's key store: Keychain, Credential Manager or Secret Service.

use std::sync::mpsc;
use std::time::Duration;

use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::ports::Keychain;
use evenkeel_core::store::DatabaseKey;
use keyring::Entry;
use zeroize::Zeroizing;

/// Under which name the key store lists us.
const SERVICE: &str = "Evenkeel";

/// A locked key store waits for a person, for ever if nobody comes.
const LIMIT: Duration = Duration::from_secs(2);

/// This computer's key store.
pub(crate) struct SystemKeychain;

impl Keychain for SystemKeychain {
    fn keep(&self, account: &str, key: &DatabaseKey) -> Result<()> {
        let key = key.clone();
        ask(account, move |entry| entry.set_secret(key.as_slice()))
    }

    fn fetch(&self, account: &str) -> Result<Option<DatabaseKey>> {
        let secret = ask(account, |entry| match entry.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?;
        let Some(secret) = secret.filter(|secret| secret.len() == 32) else { return Ok(None) };
        let mut key = Zeroizing::new([0u8; 32]);
        key.copy_from_slice(&secret);
        Ok(Some(key))
    }

    fn forget(&self, account: &str) -> Result<()> {
        ask(account, |entry| match entry.delete_credential() {
            Err(keyring::Error::NoEntry) => Ok(()),
            outcome => outcome,
        })
    }
}

/// Asks on a thread of its own and waits no longer than [`LIMIT`]. A call that hangs is left to
/// itself.
fn ask<T: Send + 'static>(
    account: &str,
    question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T> {
    let (answer, answered) = mpsc::channel();
    let account = account.to_owned();
    std::thread::spawn(move || {
        let outcome = Entry::new(SERVICE, &account).and_then(|entry| question(&entry));
        let _ = answer.send(outcome);
    });
    match answered.recv_timeout(LIMIT) {
        Ok(outcome) => outcome.map_err(|error| Error::new(Code::KeychainAway, error.to_string())),
        Err(_) => Err(Error::new(Code::KeychainAway, "no answer in time")),
    }
}
