//! The ledger: one encrypted SQLite file a person and role, in which facts are only ever added.
//!
//! Beside `NAME.evenkeel` lies `NAME.evenkeel.keys` with the wrapped database key (see [`keys`]).
//! **Invariant:** no plaintext is ever written outside the encrypted file. **Invariant:** a
//! recorded fact is never changed or removed; triggers refuse it and [`verify`] would show it. The
//! one exception, a sender who takes back what they gave, is in [`deletion`].

pub mod backup;
pub mod clock;
pub mod deletion;
pub mod derived;
pub mod fact;
pub(crate) mod files;
pub mod keys;
pub mod verify;

use std::io::Read;
use std::ops::{Bound, RangeBounds};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result};
use crate::ports::Ports;
use fact::{Draft, Fact, ME, Recording};

/// The schema's migrations, never edited once landed.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
    include_str!("schema/0005.sql"),
    include_str!("schema/0006.sql"),
];

/// How every plain SQLite file begins; an encrypted one must not.
const PLAIN_HEADER: &[u8] = b"SQLite format 3";

/// How much of a ledger is held in memory once it was read, KiB. SQLite's own 2 MiB would have the
/// pages of a large one deciphered again for every screen.
const PAGES_KIB: i64 = 32 << 10;

/// The raw key of a database.
pub type DatabaseKey = Zeroizing<[u8; 32]>;

/// An open ledger.
pub struct Ledger {
    connection: Connection,
    /// The version of the schema its file has.
    schema: i64,
    content_version: String,
    file: Option<LedgerFile>,
}

/// Where a ledger lies, and the key it was opened with.
struct LedgerFile {
    path: PathBuf,
    key: DatabaseKey,
}

/// Says where the ledger is, never its key.
impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("path", &self.file.as_ref().map(|file| &file.path))
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Makes a new encrypted ledger. The file must not be there yet.
    ///
    /// # Errors
    /// [`Code::Refused`] when the file is there; [`Code::ReadOnly`] or [`Code::DiskFull`].
    pub fn create(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::refused(format!(
                "There is a ledger at {} already. It was left as it is.",
                path.display()
            )),
            _ => error.into(),
        })?;
        let made = Self::connect(path, key);
        if made.is_err() {
            let _ = std::fs::remove_file(path);
        }
        made
    }

    /// Opens a ledger with its key.
    ///
    /// # Errors
    /// [`Code::NotFound`], [`Code::DamagedLedger`], [`Code::NewerLedger`], [`Code::LedgerInUse`].
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let mut header = [0u8; PLAIN_HEADER.len()];
        // For writing as well: SQLite would open what it may only read, and say so much later.
        let mut file = std::fs::OpenOptions::new().read(true).write(true).open(path)?;
        match file.read_exact(&mut header) {
            Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                return Err(error.into());
            }
            Ok(()) if header != PLAIN_HEADER => {}
            _ => {
                return Err(Error::new(Code::DamagedLedger, "the file is empty or not encrypted"));
            }
        }
        drop(file);
        match Self::connect(path, key) {
            // Where the disk was in trouble for a moment, SQLCipher makes up the salt that it could
            // not read. Damage is there the next time as well.
            Err(error) if error.code == Code::DamagedLedger => Self::connect(path, key),
            opened => opened,
        }
    }

    /// A ledger without a file, for the many simulated coaches nobody will open.
    ///
    /// # Errors
    /// When SQLite has no memory left.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, None)
    }

    /// Opens a copy of a ledger to read it, in whatever form it is. It is left as it is, and so
    /// is everything beside it.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub(crate) fn open_copy(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        unlock(&connection, key)?;
        let schema = version(&connection)?;
        // A check makes things and rolls them back; nothing of that has to outlive it.
        connection.execute_batch("PRAGMA journal_mode = MEMORY")?;
        let file = LedgerFile { path: path.to_owned(), key: key.clone() };
        Ok(Self { connection, schema, content_version: String::new(), file: Some(file) })
    }

    fn connect(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let connection = Connection::open(path)?;
        unlock(&connection, key)?;
        connection.busy_timeout(Duration::from_millis(500))?;
        // One program at a time; the write-ahead log then needs no shared memory beside the file.
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )?;
        connection.pragma_update(None, "cache_size", -PAGES_KIB)?;
        Self::prepare(connection, Some(LedgerFile { path: path.to_owned(), key: key.clone() }))
    }

    fn prepare(connection: Connection, file: Option<LedgerFile>) -> Result<Self> {
        connection.execute_batch("PRAGMA foreign_keys = ON")?;
        let schema = version(&connection)?;
        let mut ledger = Self { connection, schema, content_version: String::new(), file };
        let known = MIGRATIONS.len() as i64;
        if schema == known {
            return Ok(ledger);
        }
        if schema > 0 && ledger.file.is_some() {
            backup::before_migration(&ledger, schema)?;
        }
        let transaction =
            ledger.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (index, sql) in MIGRATIONS.iter().enumerate().skip(schema as usize) {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        }
        if schema > 0 {
            // A newer program may read more out of the same facts.
            derived::make_again(&transaction)?;
        }
        transaction.commit()?;
        ledger.schema = known;
        Ok(ledger)
    }

    /// Closes it, with everything in the one file.
    ///
    /// # Errors
    /// [`Code::DiskFull`] or [`Code::ReadOnly`]; what was appended is safe all the same.
    pub fn close(self) -> Result<()> {
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// Whether its file has the newest schema.
    fn is_of_this_form(&self) -> bool {
        self.schema == MIGRATIONS.len() as i64
    }

    /// Where it lies; none for one without a file.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// Where it lies, and the key it was opened with.
    ///
    /// # Errors
    /// [`Code::Fault`] for one without a file.
    pub(crate) fn place(&self) -> Result<(&Path, &DatabaseKey)> {
        self.file
            .as_ref()
            .map(|file| (file.path.as_path(), &file.key))
            .ok_or_else(|| Error::new(Code::Fault, "this ledger has no file"))
    }

    /// Which ledger this is, in every copy of it: the id of its first fact.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] when it has none.
    pub fn identity(&self) -> Result<String> {
        self.connection
            .query_row("SELECT id FROM fact WHERE author = ?1 AND number = 1", [ME], |row| {
                row.get(0)
            })
            .optional()?
            .ok_or_else(|| Error::new(Code::DamagedLedger, "the ledger has no beginning"))
    }

    /// Says under which version of the course facts are written from now on.
    pub fn set_content_version(&mut self, version: &str) {
        version.clone_into(&mut self.content_version);
    }

    /// Appends one fact of the owner and returns it.
    ///
    /// # Errors
    /// [`Code::DiskFull`] or [`Code::ReadOnly`]; then nothing was recorded.
    pub fn append(&mut self, ports: &dyn Ports, draft: Draft) -> Result<Fact> {
        let mut facts = self.append_all(ports, vec![draft])?;
        facts.pop().ok_or_else(|| Error::new(Code::Fault, "nothing was appended"))
    }

    /// Appends several facts, all of them or none.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn append_all(&mut self, ports: &dyn Ports, drafts: Vec<Draft>) -> Result<Vec<Fact>> {
        self.append_with(ports, drafts, |_| Ok(()))
    }

    /// Appends the facts that a draft has become, and drops it (see [`Ledger::keep_draft`]): both
    /// or neither.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn append_over_draft(
        &mut self,
        ports: &dyn Ports,
        name: &str,
        drafts: Vec<Draft>,
    ) -> Result<()> {
        self.append_with(ports, drafts, |transaction| {
            transaction.execute("DELETE FROM draft WHERE name = ?1", [name])?;
            Ok(())
        })?;
        Ok(())
    }

    fn append_with(
        &mut self,
        ports: &dyn Ports,
        drafts: Vec<Draft>,
        also: impl FnOnce(&Transaction) -> Result<()>,
    ) -> Result<Vec<Fact>> {
        let recording = Recording::now(ports, &self.content_version);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let noticed = clock::noticed(&transaction, &recording)?;
        let mut facts = Vec::with_capacity(drafts.len());
        let mut days = derived::Days::default();
        for (at, draft) in noticed.iter().chain(&drafts).enumerate() {
            let Some(fact) = fact::append_inner(&transaction, &recording, draft)? else {
                continue;
            };
            derived::apply(&transaction, &fact, &mut days)?;
            if at >= noticed.len() {
                facts.push(fact);
            }
        }
        days.work_out(&transaction)?;
        also(&transaction)?;
        transaction.commit()?;
        Ok(facts)
    }

    /// Writes down when the computer's clock was set or its zone changed since the last fact.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn note_clock(&mut self, ports: &dyn Ports) -> Result<()> {
        self.append_all(ports, Vec::new())?;
        Ok(())
    }

    /// Facts of a kind by an author, in the order they were made.
    ///
    /// # Errors
    /// [`Code::DamagedLedger`] when the file cannot be read.
    pub fn facts(&self, kind: &str, author: &str) -> Result<Vec<Fact>> {
        fact::select(
            &self.connection,
            "WHERE kind = ?1 AND author = ?2 ORDER BY seq",
            params![kind, author],
        )
    }

    /// The owner's facts of a kind that belong to some days, in the order they were made.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn mine_on(&self, kind: &str, days: &impl RangeBounds<NaiveDate>) -> Result<Vec<Fact>> {
        // Days as text stand in the order of days, and before and after all of them stand these.
        let text = |bound: Bound<&NaiveDate>, open: &str| match bound {
            Bound::Included(day) | Bound::Excluded(day) => day.to_string(),
            Bound::Unbounded => open.to_owned(),
        };
        let (first, last) = (text(days.start_bound(), ""), text(days.end_bound(), "~"));
        let mut facts = fact::select(
            &self.connection,
            "WHERE kind = ?1 AND author = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY seq",
            params![kind, ME, first, last],
        )?;
        facts.retain(|fact| days.contains(&fact.day));
        Ok(facts)
    }

    /// The owner's fact of a kind and an id.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn mine(&self, kind: &str, id: &str) -> Result<Option<Fact>> {
        let condition = "WHERE id = ?1 AND kind = ?2 AND author = ?3";
        Ok(fact::select(&self.connection, condition, params![id, kind, ME])?.pop())
    }

    /// Facts of a kind by everybody, in the order they arrived.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn facts_of_all(&self, kind: &str) -> Result<Vec<Fact>> {
        fact::select(&self.connection, "WHERE kind = ?1 ORDER BY seq", params![kind])
    }

    /// Goes through everybody's facts of one kind in order, one at a time: for what is too much to
    /// be held at once.
    ///
    /// # Errors
    /// As [`Ledger::facts`], and the first error of `take`.
    pub fn each_of_all(&self, kind: &str, mut take: impl FnMut(Fact) -> Result<()>) -> Result<()> {
        // Sorted by their places alone: SQLite would carry every body through its sorter.
        let mut places =
            self.connection.prepare_cached("SELECT seq FROM fact WHERE kind = ?1 ORDER BY seq")?;
        let places: Vec<i64> =
            places.query_map([kind], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let sql = format!("SELECT {} FROM fact WHERE seq = ?1", fact::COLUMNS);
        let mut statement = self.connection.prepare_cached(&sql)?;
        for place in places {
            take(statement.query_row([place], fact::from_row)?)?;
        }
        Ok(())
    }

    /// The owner's facts after a place in the ledger, in order.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn mine_after(&self, seq: i64) -> Result<Vec<Fact>> {
        fact::select(
            &self.connection,
            // By place, not by author: those before are passed over.
            "WHERE +author = ?1 AND seq > ?2 ORDER BY seq",
            params![ME, seq],
        )
    }

    /// The owner's latest fact of a kind.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn latest(&self, kind: &str) -> Result<Option<Fact>> {
        Ok(fact::select(
            &self.connection,
            "WHERE seq = (SELECT MAX(seq) FROM fact WHERE kind = ?1 AND author = ?2)",
            params![kind, ME],
        )?
        .pop())
    }

    /// Keeps what is being written or sat, in place of what was kept under this name; nothing for
    /// nothing. Drafts are no facts.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn keep_draft(&mut self, name: &str, body: Option<&str>) -> Result<()> {
        match body {
            Some(body) => self.connection.execute(
                "INSERT INTO draft (name, body) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET body = excluded.body",
                params![name, body],
            )?,
            None => self.connection.execute("DELETE FROM draft WHERE name = ?1", [name])?,
        };
        Ok(())
    }

    /// What was being written or sat under this name.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn draft(&self, name: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .query_row("SELECT body FROM draft WHERE name = ?1", [name], |row| row.get(0))
            .optional()?)
    }

    /// Keeps a key for good.
    ///
    /// # Errors
    /// When the name is taken, or the disk is full.
    pub fn keep_secret(&mut self, name: &str, value: &str) -> Result<()> {
        self.connection
            .execute("INSERT INTO secret (name, value) VALUES (?1, ?2)", params![name, value])?;
        Ok(())
    }

    /// Keeps something secret that its owner may change, in place of what was kept before.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn replace_secret(&mut self, name: &str, value: &str) -> Result<()> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM secret WHERE name = ?1", [name])?;
        transaction
            .execute("INSERT INTO secret (name, value) VALUES (?1, ?2)", params![name, value])?;
        transaction.commit()?;
        Ok(())
    }

    /// Something secret that may have been kept.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn find_secret(&self, name: &str) -> Result<Option<Zeroizing<String>>> {
        Ok(self
            .connection
            .query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0))
            .optional()?
            .map(Zeroizing::new))
    }

    /// A key kept earlier.
    ///
    /// # Errors
    /// [`Code::Fault`] when there is none of this name.
    pub fn secret(&self, name: &str) -> Result<Zeroizing<String>> {
        self.connection
            .query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0))
            .optional()?
            .map(Zeroizing::new)
            .ok_or_else(|| Error::new(Code::Fault, format!("no key named {name}")))
    }

    /// The hash of the owner's last fact; empty for an empty ledger.
    ///
    /// # Errors
    /// As [`Ledger::facts`].
    pub fn head(&self) -> Result<String> {
        Ok(self
            .connection
            .query_row("SELECT hash FROM chain WHERE author = ?1", [ME], |row| row.get(0))
            .optional()?
            .unwrap_or_default())
    }

    /// For read models that other nouns keep their SQL for.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// Gives a connection its key and makes sure that it is one that encrypts.
fn unlock(connection: &Connection, key: &DatabaseKey) -> Result<()> {
    let hex = Zeroizing::new(hex(key.as_slice()));
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hex.as_str()));
    connection.execute_batch(&pragma)?;
    // What SQLite sets aside while it sorts would be plain text in a temporary file.
    connection.execute_batch(
        "PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;
         PRAGMA temp_store = MEMORY",
    )?;
    let cipher: Option<String> =
        connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).optional()?;
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::new(Code::Fault, "this SQLite cannot encrypt"));
    }
    Ok(())
}

/// The version of the schema that a file has; 0 for a new one.
fn version(connection: &Connection) -> Result<i64> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as i64;
    if version > known {
        return Err(Error::new(
            Code::NewerLedger,
            format!("ledger version {version}, this program knows {known}"),
        ));
    }
    Ok(version)
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes from lower- or upper-case hexadecimal.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
