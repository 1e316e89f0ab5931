//! One fact: something that happened, with everything needed to trust it later.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::hex;
use crate::error::{Code, Error, Result, without_content};
use crate::ports::{Moment, Place, Ports, Record};

/// The author of the owner's own facts.
pub const ME: &str = "me";

/// The form facts are written in now. Form 1 had no zone and no boot; what was written in it keeps
/// its hash.
const FORM: i64 = 2;

/// A recorded fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its place in this ledger.
    pub seq: i64,
    /// Which fields its hash covers: 1 for facts written under schema 1, else 2.
    pub form: i64,
    /// Its id.
    pub id: String,
    /// [`ME`], or the code of the sender.
    pub author: String,
    /// 1, 2, 3 … for each author.
    pub number: i64,
    /// Its kind, such as `sit`.
    pub kind: String,
    /// Local wall time with offset, RFC 3339; only a date where a sender gave no more.
    pub at: String,
    /// The time zone's IANA name, where the writer's computer knew it.
    pub zone: Option<String>,
    /// The local date it belongs to.
    pub day: NaiveDate,
    /// The computer's own clock, milliseconds.
    pub boot_ms: i64,
    /// Which run of the computer that clock counts from.
    pub boot: String,
    /// The version of the program that wrote it.
    pub program: String,
    /// The version of the course it was written under.
    pub content: String,
    /// The fact it corrects.
    pub corrects: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Its own fields, as the text that was hashed.
    pub body: String,
    /// Its hash.
    pub hash: String,
}

impl Fact {
    /// The fact's own fields as a type.
    ///
    /// # Errors
    /// [`Code::Fault`] when the body is not of that type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.body).map_err(|error| {
            let detail = format!("fact {}: {}", self.kind, without_content(&error));
            Error::new(Code::Fault, detail)
        })
    }

    /// What the hash covers: the hash before it and every field but the place in this ledger.
    /// `None` for a form that this program does not know.
    pub(crate) fn digest(&self, previous: &str) -> Option<String> {
        let number = self.number.to_string();
        let day = self.day.to_string();
        let boot_ms = self.boot_ms.to_string();
        let head = [previous, &self.id, &self.author, &number, &self.kind, &self.at];
        let tail = [
            self.program.as_str(),
            &self.content,
            self.corrects.as_deref().unwrap_or(""),
            self.reason.as_deref().unwrap_or(""),
            &self.body,
        ];
        let mut sha = Sha256::new();
        match self.form {
            1 => hash_fields(&mut sha, head.into_iter().chain([&*day, &boot_ms]).chain(tail)),
            2 => {
                let zone = self.zone.as_deref().unwrap_or("");
                let when = [zone, &day, &self.boot, &boot_ms];
                let fields = ["fact/2"].into_iter().chain(head).chain(when).chain(tail);
                hash_fields(&mut sha, fields);
            }
            _ => return None,
        }
        Some(hex(&sha.finalize()))
    }
}

fn hash_fields<'a>(sha: &mut Sha256, fields: impl Iterator<Item = &'a str>) {
    for field in fields {
        sha.update((field.len() as u64).to_le_bytes());
        sha.update(field.as_bytes());
    }
}

/// A fact about to be recorded.
#[derive(Debug, Clone)]
pub struct Draft {
    id: Option<String>,
    kind: String,
    body: Value,
    day: Option<NaiveDate>,
    corrects: Option<(String, String)>,
    received: Option<(String, Record)>,
}

impl Draft {
    /// A fact of the owner, for the day it is now.
    ///
    /// # Errors
    /// [`Code::Fault`] when the body cannot be JSON.
    pub fn new(kind: &str, body: &impl Serialize) -> Result<Self> {
        Ok(Self {
            id: None,
            kind: kind.to_owned(),
            body: serde_json::to_value(body)?,
            day: None,
            corrects: None,
            received: None,
        })
    }

    /// For another day than today, such as a sit entered later.
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }

    /// Under an id from [`new_id`], so that facts recorded together can name each other.
    pub(crate) fn with_id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    /// In place of an earlier fact, which stays as it is: its id, and why.
    pub fn correcting(mut self, id: &str, reason: &str) -> Self {
        self.corrects = Some((id.to_owned(), reason.to_owned()));
        self
    }

    /// A fact that somebody else recorded and sent, under the sender's code.
    pub fn received(code: &str, record: Record) -> Self {
        Self {
            id: None,
            kind: record.kind.clone(),
            body: record.body.clone(),
            day: Some(record.day),
            corrects: None,
            received: Some((code.to_owned(), record)),
        }
    }
}

/// When, where and under which course facts are recorded, those of one transaction alike.
pub(super) struct Recording<'a> {
    pub(super) ports: &'a dyn Ports,
    pub(super) now: Moment,
    pub(super) place: Place,
    content: &'a str,
}

impl<'a> Recording<'a> {
    pub(super) fn now(ports: &'a dyn Ports, content: &'a str) -> Self {
        Self { ports, now: ports.now(), place: ports.place(), content }
    }
}

/// Records one fact. `None` when it was received before: sending twice does no harm.
pub(super) fn append_inner(
    transaction: &Transaction,
    recording: &Recording,
    draft: &Draft,
) -> Result<Option<Fact>> {
    let Recording { ports, now, place, content } = recording;
    let (author, id, at, zone) = match &draft.received {
        Some((code, record)) => {
            (code.clone(), format!("{code}:{}", record.id), record.at.clone(), None)
        }
        None => {
            let id = draft.id.clone().unwrap_or_else(|| new_id(*ports));
            (ME.to_owned(), id, now.local.to_rfc3339(), place.zone.clone())
        }
    };
    if draft.received.is_some()
        && transaction.prepare_cached("SELECT 1 FROM fact WHERE id = ?1")?.exists([&id])?
    {
        return Ok(None);
    }
    let (last, previous): (i64, String) = transaction
        .prepare_cached("SELECT number, hash FROM chain WHERE author = ?1")?
        .query_row([&author], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    let (corrects, reason) = draft.corrects.clone().unzip();
    let mut fact = Fact {
        seq: 0,
        form: FORM,
        id,
        author,
        number: last + 1,
        kind: draft.kind.clone(),
        at,
        zone,
        day: draft.day.unwrap_or_else(|| now.day()),
        boot_ms: now.boot_ms,
        boot: place.boot.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        content: (*content).to_owned(),
        corrects,
        reason,
        body: draft.body.to_string(),
        hash: String::new(),
    };
    fact.hash = fact.digest(&previous).unwrap_or_default();
    transaction
        .prepare_cached(
            "INSERT INTO fact (form, id, author, number, kind, at, zone, day, boot_ms, boot,
                               program, content, corrects, reason, body, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            fact.form,
            fact.id,
            fact.author,
            fact.number,
            fact.kind,
            fact.at,
            fact.zone,
            fact.day.to_string(),
            fact.boot_ms,
            fact.boot,
            fact.program,
            fact.content,
            fact.corrects,
            fact.reason,
            fact.body,
            fact.hash
        ])?;
    fact.seq = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO chain (author, number, hash) VALUES (?1, ?2, ?3)
             ON CONFLICT (author) DO UPDATE SET number = excluded.number, hash = excluded.hash",
        )?
        .execute(params![fact.author, fact.number, fact.hash])?;
    Ok(Some(fact))
}

/// The columns of a fact, in the order in which [`from_row`] reads them.
pub(super) const COLUMNS: &str = "seq, form, id, author, number, kind, at, zone, day, boot_ms, \
                                  boot, program, content, corrects, reason, body, hash";

/// The same for a file of an older schema, with what its facts did not carry yet.
pub(super) fn columns(schema: i64) -> &'static str {
    match schema {
        ..=1 => {
            "seq, 1, id, author, number, kind, at, NULL, day, boot_ms, '', program, content, \
             corrects, reason, body, hash"
        }
        _ => COLUMNS,
    }
}

/// Facts that a condition selects.
pub(super) fn select(
    connection: &Connection,
    condition: &str,
    params: impl Params,
) -> Result<Vec<Fact>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM fact {condition}"))?;
    let facts = statement.query_map(params, from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(facts)
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<Fact> {
    let day: String = row.get(8)?;
    Ok(Fact {
        seq: row.get(0)?,
        form: row.get(1)?,
        id: row.get(2)?,
        author: row.get(3)?,
        number: row.get(4)?,
        kind: row.get(5)?,
        at: row.get(6)?,
        zone: row.get(7)?,
        day: day.parse().unwrap_or_default(),
        boot_ms: row.get(9)?,
        boot: row.get(10)?,
        program: row.get(11)?,
        content: row.get(12)?,
        corrects: row.get(13)?,
        reason: row.get(14)?,
        body: row.get(15)?,
        hash: row.get(16)?,
    })
}

/// A new UUIDv7 from the host's clock and randomness.
pub(crate) fn new_id(ports: &dyn Ports) -> String {
    let mut random = [0u8; 10];
    ports.random(&mut random);
    let millis = ports.now().local.timestamp_millis().max(0) as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
}
