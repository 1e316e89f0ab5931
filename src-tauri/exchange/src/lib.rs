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

mod mailbox;
mod seal;
mod sign;

use std::future::Future;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use evenkeel_core::ports::{Courier, KeyPair, Letter, OpenedLetter, SealedLetter};
use evenkeel_core::{Code, Error, Result};
use tokio::runtime::{Builder, Handle, Runtime};

/// How long a mailbox may take over one file or one listing. A network folder that has gone can
/// hold a call for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Seals and opens hand-ins and carries them to and from mailboxes.
///
/// A mailbox is written as the absolute path of a folder or as a `file://` URL. Calls block and
/// may come from any thread, also from inside somebody else's asynchronous runtime.
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
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("post")
            .enable_all()
            .build()
            .map_err(|error| Error::new(Code::Fault, format!("no thread for the post: {error}")))?;
        Ok(Self { handle: runtime.handle().clone(), runtime: Some(runtime) })
    }

    /// Runs `job` on the post's own threads and waits for it no longer than [`PATIENCE`].
    fn wait<T: Send + 'static>(
        &self,
        job: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = mpsc::channel();
        let handle = self.handle.clone();
        // A blocking thread, because opendal opens folders with blocking calls.
        self.handle.spawn_blocking(move || answer.send(handle.block_on(job)));
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

    fn put(&self, mailbox: &str, folder: &str, name: &str, bytes: &[u8]) -> Result<()> {
        let path = mailbox::path(folder, name)?;
        self.wait(mailbox::put(mailbox.to_owned(), path, bytes.to_vec()))
    }

    fn list(&self, mailbox: &str, folder: &str) -> Result<Vec<String>> {
        let folder = mailbox::valid(folder)?.to_owned();
        self.wait(mailbox::list(mailbox.to_owned(), folder))
    }

    fn get(&self, mailbox: &str, folder: &str, name: &str) -> Result<Vec<u8>> {
        let path = mailbox::path(folder, name)?;
        self.wait(mailbox::get(mailbox.to_owned(), path))
    }
}
