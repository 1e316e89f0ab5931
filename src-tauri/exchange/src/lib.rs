//! Sealed hand-ins, and the mailbox they travel through.
//!
//! [`Post`] is the [`Courier`] that the desktop program and `evenkeelctl` share. `seal` turns a
//! letter into a file that one reader can open and whose sender is proven; `mailbox` carries such
//! files through a store that need not be trusted, nor agree with other stores on anything but:
//! write a new name, list, read, delete.
//!
//! Deliberately absent: who is known, in which order letters belong and what they mean. A letter
//! that opens is whole and signed by the key it names, no more; whose key that is, the core
//! decides.
//!
//! **Invariant:** no detail of an error holds any content of a letter.

mod address;
mod mailbox;
mod receipt;
mod seal;
mod sign;
mod wire;

use std::future::Future;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use evenkeel_core::ports::{
    Courier, KeyPair, Letter, Mailbox, MailboxKind, OpenedLetter, Receipt, SealedLetter,
    SealedReceipt,
};
use evenkeel_core::{Code, Error, Result};
use opendal::Operator;
use tokio::runtime::{Builder, Handle, Runtime};

use address::Address;
use mailbox::Stores;

/// How long a mailbox may take over one file or one listing. A network folder that has gone can
/// hold a call for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to wait before a store over the network is asked again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1200)];

/// Seals and opens hand-ins and carries them to and from mailboxes.
///
/// How a mailbox is written down stands in `address`. Calls block and may come from any thread,
/// also from inside somebody else's asynchronous runtime. Nothing is sent over a network, nor made
/// ready for it, before a mailbox that lies there is asked for something.
///
/// ```
/// use evenkeel_core::ports::Courier;
///
/// let post = evenkeel_exchange::Post::new()?;
/// assert!(post.new_reader().public.starts_with("age1"));
/// assert_eq!(post.new_signer().public.len(), 64);
/// # Ok::<(), evenkeel_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Post {
    stores: Arc<Stores>,
    handle: Handle,
    /// Held for [`Drop`] only.
    runtime: Option<Runtime>,
}

impl Post {
    /// A post with one thread of its own for mailboxes.
    ///
    /// # Errors
    /// When the system gives out no more threads.
    pub fn new() -> Result<Self> {
        Self::over(|store| store)
    }

    /// A post that lays something over every store it opens: for tests, which have stores fail.
    ///
    /// # Errors
    /// As [`Post::new`].
    pub fn over(layer: fn(Operator) -> Operator) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("post")
            .enable_all()
            .build()
            .map_err(|error| Error::new(Code::Fault, format!("no thread for the post: {error}")))?;
        let handle = runtime.handle().clone();
        Ok(Self { stores: Arc::new(Stores::new(layer)), handle, runtime: Some(runtime) })
    }

    /// Runs `job` on the post's own threads and waits for it no longer than [`PATIENCE`]. A store
    /// over the network that stumbles is asked up to three times.
    fn wait<T: Send + 'static, F>(
        &self,
        mailbox: &Mailbox,
        job: impl Fn(Arc<Stores>, Mailbox) -> F + Send + 'static,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let (answer, answered) = mpsc::channel();
        let handle = self.handle.clone();
        let (stores, mailbox) = (Arc::clone(&self.stores), mailbox.clone());
        let far = Address::read(&mailbox.address)?.kind() != MailboxKind::Folder;
        // A blocking thread, because opendal opens folders with blocking calls.
        self.handle.spawn_blocking(move || {
            let mut pauses = PAUSES.iter().filter(|_| far);
            let outcome = loop {
                let outcome = handle.block_on(job(Arc::clone(&stores), mailbox.clone()));
                let stumbled = outcome.as_ref().is_err_and(|error| error.code == Code::MailboxAway);
                match pauses.next().filter(|_| stumbled) {
                    Some(pause) => std::thread::sleep(*pause),
                    None => break outcome,
                }
            };
            answer.send(outcome)
        });
        answered.recv_timeout(PATIENCE).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => {
                    Error::new(Code::MailboxAway, format!("no answer within {PATIENCE:?}"))
                }
                RecvTimeoutError::Disconnected => {
                    Error::new(Code::Fault, "the post's thread ended without an answer")
                }
            })
        })
    }
}

impl Drop for Post {
    /// Does not wait: a call that hangs must not keep the program from closing.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Courier for Post {
    fn new_reader(&self) -> KeyPair {
        seal::new_reader()
    }

    fn new_signer(&self) -> KeyPair {
        seal::new_signer()
    }

    fn sign(&self, bytes: &[u8], signer: &KeyPair) -> Result<String> {
        sign::sign(bytes, signer)
    }

    fn is_signed(&self, bytes: &[u8], signature: &str, signer: &str) -> bool {
        sign::is_signed(bytes, signature, signer)
    }

    fn seal(&self, letter: &Letter, signer: &KeyPair, reader: &str) -> Result<SealedLetter> {
        seal::seal(letter, signer, reader)
    }

    fn open(&self, bytes: &[u8], reader: &KeyPair) -> Result<OpenedLetter> {
        seal::open(bytes, reader)
    }

    fn put(&self, mailbox: &Mailbox, folder: &str, name: &str, bytes: &[u8]) -> Result<()> {
        let path = mailbox::path(folder, name)?;
        let bytes = bytes.to_vec();
        self.wait(mailbox, move |stores, mailbox| {
            mailbox::put(stores, mailbox, path.clone(), bytes.clone())
        })
    }

    fn list(&self, mailbox: &Mailbox, folder: &str) -> Result<Vec<String>> {
        let folder = mailbox::folder(folder)?.to_owned();
        self.wait(mailbox, move |stores, mailbox| mailbox::list(stores, mailbox, folder.clone()))
    }

    fn get(&self, mailbox: &Mailbox, folder: &str, name: &str) -> Result<Vec<u8>> {
        let path = mailbox::path(folder, name)?;
        self.wait(mailbox, move |stores, mailbox| mailbox::get(stores, mailbox, path.clone()))
    }

    fn delete(&self, mailbox: &Mailbox, folder: &str, name: &str) -> Result<()> {
        let path = mailbox::path(folder, name)?;
        self.wait(mailbox, move |stores, mailbox| mailbox::delete(stores, mailbox, path.clone()))
    }

    fn kind(&self, address: &str) -> Result<MailboxKind> {
        Ok(Address::read(address)?.kind())
    }

    fn seal_receipt(&self, letter: &str, receipt: &Receipt) -> SealedReceipt {
        receipt::seal(letter, receipt)
    }

    fn receipt_name(&self, letter: &str) -> String {
        receipt::name(letter)
    }

    fn open_receipt(&self, letter: &str, bytes: &[u8]) -> Result<Receipt> {
        receipt::open(letter, bytes)
    }
}
