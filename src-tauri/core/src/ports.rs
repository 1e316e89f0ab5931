//! What the core asks of its host, and nothing more.
//!
//! The desktop program, `evenkeelctl` and the tests each bring their own [`Ports`]. Deliberately
//! absent: windows, dialogs, threads and settings. They stay with the host.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::bundle::{Bundle, Written};
use crate::course::ContentFolder;
use crate::error::{Error, Result};
use crate::hours::page::CertificatePage;
use crate::measures::found::{CopyFrom, Found};
use crate::paper::Paper;
use crate::practice::timeline::Timeline;
use crate::reminders::Event;
use crate::store::DatabaseKey;

/// Hours after midnight at which a day begins for somebody who said nothing else, so that a sit at
/// one in the morning still belongs to the evening before.
pub const DAY_STARTS_AT_HOUR: u32 = 4;

/// One reading of the host's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Local wall time with its offset from UTC.
    pub local: DateTime<FixedOffset>,
    /// Milliseconds since the computer started, counting sleep; never goes back while it runs.
    pub boot_ms: i64,
    /// The hour on the wall at which the person's day begins, 0 to 12.
    pub day_starts_at: u32,
}

impl Moment {
    /// A reading for somebody whose day begins at [`DAY_STARTS_AT_HOUR`].
    pub fn new(local: DateTime<FixedOffset>, boot_ms: i64) -> Self {
        Self { local, boot_ms, day_starts_at: DAY_STARTS_AT_HOUR }
    }

    /// The date this moment belongs to for a person whose day begins when they say.
    pub fn day(&self) -> NaiveDate {
        self.day_of(self.local.naive_local())
    }

    /// The date that a time on the wall belongs to for that person. What the wall shows counts,
    /// also in a night in which clocks change.
    pub fn day_of(&self, local: NaiveDateTime) -> NaiveDate {
        (local - TimeDelta::hours(self.day_starts_at.into())).date()
    }
}

/// What goes with a reading of the clocks: where the computer is, and since which start it runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The time zone's IANA name, such as `America/Chicago`, where the system says so.
    pub zone: Option<String>,
    /// Which run of the computer this is: another text after every start, empty where unknown.
    pub boot: String,
}

/// What a path dialog is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PathKind {
    /// A folder.
    Folder,
    /// An invitation file.
    Invitation,
    /// A study file.
    Study,
    /// A recording of somebody's voice.
    Recording,
    /// A new PDF file, to be written.
    SavePdf,
    /// A new drawing, SVG, to be written.
    SaveSvg,
    /// A new table, CSV, to be written.
    SaveCsv,
    /// A backup, or everything of a person from another computer.
    Backup,
    /// A hand-in that came by hand.
    HandIn,
    /// A copy of a questionnaire, or the key of one.
    Questionnaire,
    /// Another program's log of practice, CSV.
    PracticeLog,
    /// A table of names, CSV.
    Names,
    /// A trainer's file with people who wait for an arm.
    Enrolled,
    /// The researcher's answer with arms.
    Arms,
}

/// Everything the core asks of the machine it runs on.
pub trait Ports: Send + Sync {
    /// The clocks, now.
    fn now(&self) -> Moment;
    /// What goes with the clocks. A host that cannot know says nothing.
    fn place(&self) -> Place {
        Place::default()
    }
    /// Fills `out` with bytes fit for keys.
    fn random(&self, out: &mut [u8]);
    /// Where people's ledgers lie.
    fn data_dir(&self) -> &Path;
    /// Where the course lies.
    fn content(&self) -> &ContentFolder;
    /// Where files for other people go unless one says otherwise (Documents).
    fn outbox_dir(&self) -> PathBuf;
    /// Asks the person for a file or folder; `None` when they think better of it, or where there
    /// is nobody to ask.
    fn choose_path(&self, kind: PathKind) -> Option<PathBuf>;
    /// The sound device, or what stands in for it.
    fn sound(&self) -> &dyn Sound;
    /// Seals, opens and carries hand-ins.
    fn courier(&self) -> &dyn Courier;
    /// Reads a copy of a questionnaire, whatever format it is in. Nothing of it is trusted.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] with the place and the reason, for anything that is not whole, too
    /// large, or in no known format.
    fn read_copy(&self, from: CopyFrom<'_>) -> Result<Found>;
    /// The system's key store, where the host has one.
    fn keychain(&self) -> Option<&dyn Keychain> {
        None
    }
    /// Writes files for other programs into `folder`, all of them or none, and returns their names.
    /// The same bundle gives the same bytes, and no file says when it was written.
    ///
    /// # Errors
    /// When the folder cannot be written; then no half-written bundle is left behind.
    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written>;
    /// Writes a calendar file to `path`, in place of what was there.
    ///
    /// # Errors
    /// When the file cannot be written; then what was there stays.
    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()>;
    /// Has the program start with the computer, or not.
    ///
    /// # Errors
    /// When the system does not let it.
    fn start_with_computer(&self, yes: bool) -> Result<()>;
    /// Opens a new message, addressed as `mailto` says, in the system's mail program. It does not
    /// wait for that program; nothing is sent. A host without a desktop has none.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when there is no such program.
    fn open_mail(&self, _mailto: &str) -> Result<()> {
        Err(no_mail_program())
    }
    /// Sets a page in type and writes it as a PDF file to `path`, in place of what was there. It
    /// goes nowhere else: the place is one that the person chose.
    ///
    /// # Errors
    /// When the file cannot be written; then what was there stays.
    fn write_paper(&self, paper: &Paper, path: &Path) -> Result<()>;
    /// Sets a certificate in type: the bytes of a PDF file, the same for the same certificate.
    ///
    /// # Errors
    /// [`crate::Code::Fault`] when it cannot be set.
    fn certificate_pdf(&self, page: &CertificatePage) -> Result<Vec<u8>>;
}

/// What is said where no mail program opens.
pub fn no_mail_program() -> Error {
    Error::refused("No mail program was found on this computer. Please copy the text instead.")
}

/// Plays one sit at a time. No call waits for the device.
pub trait Sound: Send + Sync {
    /// Starts a sit from its beginning, ending any other. `ended` is called once, from any
    /// thread, when the last bell has rung out (not when the sit is stopped).
    fn start(&self, timeline: Arc<Timeline>, ended: Box<dyn FnOnce() + Send>);
    /// Holds the sit where it is.
    fn pause(&self);
    /// Fades out within two seconds and holds the sit there: the brake.
    fn fade(&self);
    /// Goes on after [`Sound::pause`] or [`Sound::fade`].
    fn resume(&self);
    /// Goes to this second of the timeline, at least 0 and at most its end. A held sit stays held.
    /// [`Sound::position`] says the new place at once.
    fn seek(&self, seconds: f64);
    /// How loud this sit and those after it are. Heard within 100 ms.
    fn set_volume(&self, volume: Volume);
    /// Ends the sit at once; `ended` is not called.
    fn stop(&self);
    /// Where the sit is now; `None` when there is none.
    fn position(&self) -> Option<Position>;
    /// Decodes a recording (WAV, FLAC, MP3 or Ogg Vorbis) to its end, away from any sit, and writes
    /// a copy of it that can be played in one: a FLAC file, as loud as the voice.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] with the reason when it is not sound, not whole, silent, too loud or
    /// too long; what the file system says otherwise. Then nothing is written.
    fn take_in(&self, recording: &Path, copy: &Path) -> Result<TakenIn>;
}

/// A copy of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenIn {
    /// Its exact length, seconds.
    pub seconds: f64,
    /// SHA-256 of the copy, lower-case hex.
    pub sha256: String,
}

/// Where a sit is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Seconds of the timeline that have gone by, by samples played where there is a device and
    /// by a monotonic clock where there is none. Held time does not count.
    pub seconds: f64,
    /// Whether it is held.
    pub paused: bool,
    /// Whether a device is making sound. Without one the sit goes on as words.
    pub audible: bool,
    /// The latest thing about this sit that the person should be told. What is about the device is
    /// gone again when one makes sound, and that it slept when the sit goes on; a damaged
    /// recording stays said to the end.
    pub fault: Option<Fault>,
}

/// What went wrong with the sound of a sit. None of these ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fault {
    /// No device makes sound: there is none, another program keeps it for itself, or it has no
    /// clock. The sit goes on by the monotonic clock, with its words.
    NoDevice,
    /// The device went away while it played. The sit is held where it was.
    DeviceLost,
    /// A recording is missing or damaged. Silence and its words take its place; the sit goes on.
    Damaged,
    /// The computer slept, or the program stood still. The sit is held where it was.
    Slept {
        /// For how long, whole seconds.
        seconds: u32,
    },
}

/// How loud a sit is: 0 is silent, 1 as recorded, and the steps between sound even.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// The voice: cues and recordings.
    pub voice: f32,
    /// The bells. The last bell of a sit can always be heard, unless this is exactly 0.
    pub bells: f32,
}

impl Default for Volume {
    fn default() -> Self {
        Self { voice: 1.0, bells: 1.0 }
    }
}

/// The system's key store. No call takes longer than about two seconds: one that is locked and
/// waits for a person would hang for ever.
pub trait Keychain: Send + Sync {
    /// Keeps a key under a name, in place of what was kept there.
    ///
    /// # Errors
    /// [`crate::Code::KeychainAway`] when it does not answer or does not want to.
    fn keep(&self, account: &str, key: &DatabaseKey) -> Result<()>;
    /// The key under a name; `None` when there is none.
    ///
    /// # Errors
    /// As [`Keychain::keep`].
    fn fetch(&self, account: &str) -> Result<Option<DatabaseKey>>;
    /// Forgets the key under a name, if there is one.
    ///
    /// # Errors
    /// As [`Keychain::keep`].
    fn forget(&self, account: &str) -> Result<()>;
}

/// A pair of keys as text. The secret half never leaves the ledger.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// The half that opens or signs.
    pub secret: Zeroizing<String>,
    /// The half that others may have.
    pub public: String,
}

/// The folder of the mailbox in which receipts of a cohort or study lie, by its id.
pub fn receipts_folder(about: &str) -> String {
    format!("{about}/receipts")
}

/// The two kinds of hand-in, each sealed to one reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Practice days, minutes and "returned or not": to the trainer.
    Progress,
    /// Questionnaire answers: to the researcher.
    Answers,
}

impl Channel {
    /// What this channel is called in names of folders and keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Answers => "answers",
        }
    }

    /// The folder of the mailbox for this channel of a cohort or study, by its id: one of its own,
    /// so that a store can let coaches write into it and no more.
    pub fn folder(self, about: &str) -> String {
        format!("{about}/{}", self.name())
    }
}

/// What is inside a hand-in, once opened and verified.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Which reader it is for.
    pub channel: Channel,
    /// The cohort (progress) or the study (answers) it belongs to.
    pub about: String,
    /// The participant's code, which is derived from nothing.
    pub code: String,
    /// Proof that the sender holds the invitation made out to this code.
    pub ticket: String,
    /// 1 for the sender's first hand-in on this channel, then without gaps.
    pub sequence: u64,
    /// Which bringing back of the sender's ledger from a backup this counts from, as it then
    /// numbers on from an earlier place: a random name of its own on each channel. Left out where
    /// there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub restored: String,
    /// SHA-256 (hex) of the sender's previous letter on this channel, empty for the first.
    pub previous: String,
    /// The day it was made, local date.
    pub day: NaiveDate,
    /// The facts themselves.
    pub records: Vec<Record>,
}

/// One fact as it travels: its own id on each channel, so that two channels cannot be joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Unique within the sender and channel.
    pub id: String,
    /// The kind of fact, such as `sit` or `answers`.
    pub kind: String,
    /// Local wall time with offset, RFC 3339.
    pub at: String,
    /// The local date the fact belongs to.
    pub day: NaiveDate,
    /// The fact's own fields.
    pub body: serde_json::Value,
}

/// A letter that was opened: who signed it, and its hash for the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedLetter {
    /// The sender's public signing key.
    pub sender: String,
    /// SHA-256 (hex) of the signed bytes.
    pub hash: String,
    /// What it says.
    pub letter: Letter,
}

/// A letter that was sealed: the bytes to put into the mailbox, and its hash for the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct SealedLetter {
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 (hex) of the signed bytes, for the next letter's `previous`.
    pub hash: String,
}

/// Seals, opens and carries hand-ins. The mailbox need not be trusted.
pub trait Courier: Send + Sync {
    /// A new pair of keys to be sealed to (age X25519).
    fn new_reader(&self) -> KeyPair;
    /// A new pair of keys to sign with (Ed25519).
    fn new_signer(&self) -> KeyPair;
    /// Signs bytes as `signer`; the signature as hex.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when the key is not a key.
    fn sign(&self, bytes: &[u8], signer: &KeyPair) -> Result<String>;
    /// Whether the holder of the public key `signer` signed exactly these bytes.
    fn is_signed(&self, bytes: &[u8], signature: &str, signer: &str) -> bool;
    /// Signs a letter as `signer` and seals it to the public key `reader`.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when a key is not a key.
    fn seal(&self, letter: &Letter, signer: &KeyPair, reader: &str) -> Result<SealedLetter>;
    /// Opens with the reader's keys and verifies the signature before anything is parsed.
    ///
    /// # Errors
    /// [`crate::Code::BadHandIn`] for anything but a whole letter, sealed to this reader and
    /// signed by whom it names.
    fn open(&self, bytes: &[u8], reader: &KeyPair) -> Result<OpenedLetter>;
    /// Writes a new file into a folder of the mailbox, making the folder where it has to and may.
    /// Never overwrites. Bytes that lie there under this name already are no error.
    ///
    /// # Errors
    /// [`crate::Code::MailboxAway`], [`crate::Code::MailboxClosed`], [`crate::Code::MailboxFull`];
    /// of a folder on a disk also [`crate::Code::ReadOnly`] and [`crate::Code::DiskFull`].
    fn put(&self, mailbox: &Mailbox, folder: &str, name: &str, bytes: &[u8]) -> Result<()>;
    /// The names in a folder of the mailbox, sorted; empty when the folder is not there yet.
    ///
    /// # Errors
    /// [`crate::Code::MailboxAway`] when the mailbox itself is not there, and
    /// [`crate::Code::MailboxClosed`].
    fn list(&self, mailbox: &Mailbox, folder: &str) -> Result<Vec<String>>;
    /// One file of the mailbox.
    ///
    /// # Errors
    /// As [`Courier::list`]; [`crate::Code::NotFound`], and [`crate::Code::BadHandIn`] for a file
    /// too large to be a hand-in.
    fn get(&self, mailbox: &Mailbox, folder: &str, name: &str) -> Result<Vec<u8>>;
    /// Takes a file out of the mailbox. One that is not there is no error.
    ///
    /// # Errors
    /// As [`Courier::put`].
    fn delete(&self, mailbox: &Mailbox, folder: &str, name: &str) -> Result<()>;
    /// What kind of store an address names.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] when it names none, with words that say what would.
    fn kind(&self, address: &str) -> Result<MailboxKind>;
    /// The file that tells the sender of a letter with this hash what has been received. Only who
    /// opened the letter can make it, and only who wrote the letter can find and read it.
    fn seal_receipt(&self, letter: &str, receipt: &Receipt) -> SealedReceipt;
    /// The name under which the receipt for a letter with this hash would lie.
    fn receipt_name(&self, letter: &str) -> String;
    /// Opens a receipt for a letter with this hash.
    ///
    /// # Errors
    /// [`crate::Code::BadHandIn`] for anything else.
    fn open_receipt(&self, letter: &str, bytes: &[u8]) -> Result<Receipt>;
}

/// Where a mailbox is, and what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The full path of a folder, `https://…` for WebDAV, `s3://…` or `s3+https://…`.
    pub address: String,
    /// Name and password, where it wants some.
    pub login: Option<Login>,
}

/// What a mailbox asks of those who come: kept in the ledger and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The name, or the id of an access key.
    pub user: String,
    /// The password, or the secret of the access key.
    pub password: zeroize::Zeroizing<String>,
}

/// Never says the password.
impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

/// The kinds of store that can be a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MailboxKind {
    /// A folder: a shared drive, a synchronized folder, a stick.
    Folder,
    /// WebDAV: Nextcloud and the like.
    Webdav,
    /// Object storage that speaks S3.
    S3,
}

/// What a reader has received of one sender on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Numbers of hand-ins, as first and last of each unbroken run, in order.
    pub received: Vec<(u64, u64)>,
    /// The day it was written, the reader's local date.
    pub day: NaiveDate,
}

/// A receipt as it lies in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedReceipt {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
