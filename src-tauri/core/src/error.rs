//! One error type, and one table that turns its code into words.
//!
//! A code exists only where a person or a screen acts on it differently. The detail is for the
//! log; people read [`Code::words`].

use serde::Serialize;
use ts_rs::TS;

/// The result of everything here that can go wrong.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, as a code with a detail for the log.
#[derive(Debug, thiserror::Error)]
#[error("{}: {detail}", self.code.name())]
pub struct Error {
    /// Which row of the table of words this is.
    pub code: Code,
    /// What exactly happened: for the log and for command-line users, never content of answers.
    pub detail: String,
}

impl Error {
    /// An error of this kind, with its detail.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// Bad input that the person can mend: `detail` is a whole sentence that says how.
    pub fn refused(detail: impl Into<String>) -> Self {
        Self::new(Code::Refused, detail)
    }

    /// For a log: the code, and the detail where that is not said to the person. What is said to
    /// them may repeat a name or a place of theirs.
    pub fn for_log(&self) -> String {
        match self.code {
            Code::Refused => self.code.name(),
            _ => self.to_string(),
        }
    }
}

/// The kinds of error that somebody acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The passphrase does not open this ledger.
    WrongPassphrase,
    /// Wrong words were tried too often; the detail says how long to wait.
    TryLater,
    /// The system's key store does not answer, or has lost the key.
    KeychainAway,
    /// The ledger file is not what was written.
    DamagedLedger,
    /// A backup is not what was written.
    DamagedBackup,
    /// The ledger was written by a newer program.
    NewerLedger,
    /// The key file beside the ledger is missing.
    MissingKeys,
    /// Another program holds the ledger.
    LedgerInUse,
    /// Nobody has opened their ledger yet.
    Locked,
    /// The file is not an invitation, or not for this purpose.
    ForeignInvitation,
    /// The invitation opens with a code only, and none was given.
    LockedInvitation,
    /// A hand-in is cut short, changed, or not for this reader.
    BadHandIn,
    /// The folder does not accept new files.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// The disk could not read or write.
    DiskTrouble,
    /// A file or folder is not there.
    NotFound,
    /// The mailbox does not answer.
    MailboxAway,
    /// The mailbox does not let us do what we came for.
    MailboxClosed,
    /// The mailbox has no room left.
    MailboxFull,
    /// The course content does not hold together.
    Content,
    /// What an agency laid over the course does not hold together; the detail says where.
    AgencyContent,
    /// What was typed or given cannot be taken; the detail says why and what to do.
    Refused,
    /// Anything else: a fault of the program.
    Fault,
}

/// How a screen should show an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something to read and mend.
    Notice,
    /// Something failed.
    Alert,
}

/// An error as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Trouble {
    /// The row of the table.
    pub code: Code,
    /// How to show it.
    pub severity: Severity,
    /// What happened.
    pub happened: String,
    /// What is safe, and what to do now.
    pub next: String,
}

impl From<&Error> for Trouble {
    fn from(error: &Error) -> Self {
        let (severity, happened, next) = error.code.words();
        let happened = match error.code {
            Code::Refused | Code::Content => error.detail.clone(),
            Code::AgencyContent => format!("{happened} {}", error.detail),
            _ => happened.to_owned(),
        };
        let next = match error.code {
            Code::TryLater => error.detail.clone(),
            _ => next.to_owned(),
        };
        Self { code: error.code, severity, happened, next }
    }
}

impl Code {
    /// The code as it stands in logs and in JSON.
    pub fn name(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The one table: severity, what happened, what is safe and what to do now.
    pub fn words(self) -> (Severity, &'static str, &'static str) {
        use Severity::{Alert, Notice};
        match self {
            Self::WrongPassphrase => (
                Notice,
                "That passphrase does not open it.",
                "Nothing was lost. Check capital letters and the keyboard language, then try again.",
            ),
            Self::TryLater => (
                Notice,
                "That was not right several times in a row.",
                "Nothing was lost. Wait a little, then try again.",
            ),
            Self::KeychainAway => (
                Notice,
                "This computer’s key store does not answer, or no longer has the key.",
                "Nothing was lost. Open it with your passphrase.",
            ),
            Self::DamagedLedger => (
                Alert,
                "This file is damaged: it is not what Evenkeel wrote.",
                "It was left as it is. Bring back a backup, or ask your trainer before you go on.",
            ),
            Self::DamagedBackup => (
                Alert,
                "This backup is damaged, or it is none.",
                "Nothing was changed, here or in it. Choose another backup.",
            ),
            Self::NewerLedger => (
                Notice,
                "This was written by a newer Evenkeel.",
                "Nothing was changed. Update Evenkeel on this computer, then open it again.",
            ),
            Self::MissingKeys => (
                Alert,
                "The key file that belongs beside this ledger is missing.",
                "Nothing was changed. Put the file that ends in .keys back into the same folder.",
            ),
            Self::LedgerInUse => (
                Notice,
                "Another program has this open.",
                "Nothing was lost. Close the other Evenkeel, then try again.",
            ),
            Self::Locked => (
                Notice,
                "Evenkeel is locked.",
                "Everything is saved. Open it again with your passphrase.",
            ),
            Self::ForeignInvitation => (
                Notice,
                "This file is not an invitation that Evenkeel can open.",
                "Nothing was changed. Ask your trainer to send the invitation again.",
            ),
            Self::LockedInvitation => (
                Notice,
                "This invitation is locked with a short code.",
                "Your trainer tells you the code, usually by phone. Type it, then open the file again.",
            ),
            Self::BadHandIn => (
                Alert,
                "A hand-in could not be opened: it is cut short, changed, or sealed for someone else.",
                "It was set aside and nothing was taken from it. Ask the coach to send it again.",
            ),
            Self::ReadOnly => (
                Alert,
                "This folder does not let Evenkeel write into it.",
                "What was saved before is safe. Choose another folder, or ask for the right to write here.",
            ),
            Self::DiskFull => (
                Alert,
                "The disk is full.",
                "What was saved before is safe; this last step is not. Free some space, then try again.",
            ),
            Self::DiskTrouble => (
                Alert,
                "The disk could not do what it was asked.",
                "What was saved before is safe; this last step is not. Try again. If it comes back, copy your backups to another disk.",
            ),
            Self::NotFound => (
                Notice,
                "That file or folder is not there.",
                "Nothing was changed. Check the place and the name, then try again.",
            ),
            Self::MailboxAway => (
                Notice,
                "The mailbox does not answer just now.",
                "Everything is kept on this computer and goes out when the mailbox is back.",
            ),
            Self::MailboxClosed => (
                Notice,
                "The mailbox did not let Evenkeel in. The name or the password may be another one now, or a right is missing.",
                "Nothing was lost, and what waits goes out later. Check name and password, or ask whoever looks after the mailbox.",
            ),
            Self::MailboxFull => (
                Notice,
                "The mailbox is full.",
                "Nothing was lost, and what waits goes out later. Tell whoever looks after the mailbox.",
            ),
            Self::Content => (
                Alert,
                "The course content does not hold together.",
                "Nothing of yours is affected. Put back the content folder as it was delivered.",
            ),
            Self::AgencyContent => (
                Notice,
                "Your agency’s own files for the course do not hold together, so they are left out.",
                "Nothing of yours is affected, and the course is here without them. Tell whoever looks after that folder.",
            ),
            Self::Refused => (Notice, "That could not be taken.", "Nothing was lost."),
            Self::Fault => (
                Alert,
                "Something went wrong inside Evenkeel.",
                "What was saved before is safe. Close the program, open it again, and try once more.",
            ),
        }
    }
}

/// The number that Unix systems have for a disk that could not.
const EIO: i32 = 5;

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let code = match error.kind() {
            ErrorKind::NotFound => Code::NotFound,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Code::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Code::DiskFull,
            _ if cfg!(unix) && error.raw_os_error() == Some(EIO) => Code::DiskTrouble,
            _ => Code::Fault,
        };
        Self::new(code, error.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let code = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Code::DamagedLedger,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Code::ReadOnly,
            Some(ErrorCode::CannotOpen) => Code::ReadOnly,
            Some(ErrorCode::DiskFull) => Code::DiskFull,
            Some(ErrorCode::SystemIoFailure) => Code::DiskTrouble,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Code::LedgerInUse,
            _ => Code::Fault,
        };
        Self::new(code, error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::new(Code::Fault, without_content(&error))
    }
}

/// What is wrong with some JSON, without the words in it: those may be somebody's own.
pub(crate) fn without_content(error: &serde_json::Error) -> String {
    format!("JSON {:?} error at {}:{}", error.classify(), error.line(), error.column())
}
