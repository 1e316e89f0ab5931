//! Hand-ins on their way: sealed once and kept until a receipt comes back, so that whatever a
//! mailbox does to a try, the next one brings the very same file.
//!
//! **When.** What goes to the trainer goes at the next chance. What goes to the study waits for
//! two hours to a day and two hours, drawn anew each time, and by itself nothing goes out on one
//! channel within two hours of the other. So of two files that come into a mailbox together, one
//! each, nobody can say that they are of one coach. Where a coach sends by hand, both go at once.

use std::path::Path;

use chrono::{DateTime, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::invitation::Invitation;
use super::{mailbox, outbox};
use crate::error::Result;
use crate::ports::{Channel, Mailbox, Ports, Receipt, receipts_folder};
use crate::store::fact::{Draft, ME};
use crate::store::{Ledger, files};

/// A hand-in that is sealed and not yet in the mailbox.
#[derive(Debug)]
pub struct Parcel {
    /// The mailbox.
    pub mailbox: Mailbox,
    /// The folder in it.
    pub folder: String,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// What is noted once it is there.
    pub sent: Sent,
}

/// The body of a `sent` fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// To whom.
    pub channel: Channel,
    /// Its number.
    pub sequence: u64,
    /// The file's name: random.
    pub name: String,
    /// Its hash, which the next one names and a receipt is sealed with.
    pub hash: String,
    /// The place in this ledger up to which it holds facts.
    pub through: i64,
    /// How many.
    pub facts: u32,
    /// See [`crate::ports::Letter::restored`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub restored: String,
    /// Whether it was saved as a file to be carried by hand.
    #[serde(default)]
    pub by_hand: bool,
}

/// The body of a `receipt` fact: numbers of hand-ins that were received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// By whom.
    pub channel: Channel,
    /// Their file names.
    pub names: Vec<String>,
    /// The day the reader wrote it.
    pub day: NaiveDate,
}

/// What goes out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// What is due.
    ByItself,
    /// Everything: somebody asked for it.
    Asked,
}

/// Hand-ins that are looked for in one go, the latest first. A receipt names the latest that a
/// reader took, so a few are enough.
const ASKED_FOR: usize = 8;

/// Seconds between hand-ins of the two channels that go out by themselves.
const APART: i64 = 2 * 3600;
/// Seconds by which a hand-in to the study waits longer than [`APART`], at most.
const SPREAD: u32 = 24 * 3600;

/// Seals everything that waits, as hand-ins that [`next`] gives out.
///
/// # Errors
/// When the ledger cannot be read or written, or the invitation's key is none.
pub fn pack(ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
    for channel in [Channel::Progress, Channel::Answers] {
        while let Some((sent, bytes)) = outbox::seal(ports, ledger, channel)? {
            ledger.connection().execute(
                "INSERT INTO parcel (channel, sequence, due_at, mailed, sent, bytes)
                 VALUES (?1, ?2, ?3, 0, ?4, ?5)",
                params![
                    channel.name(),
                    sent.sequence as i64,
                    due_at(ports, channel),
                    serde_json::to_string(&sent)?,
                    bytes
                ],
            )?;
        }
    }
    Ok(())
}

fn due_at(ports: &dyn Ports, channel: Channel) -> i64 {
    let now = ports.now().local.timestamp();
    if channel == Channel::Progress {
        return now;
    }
    let mut random = [0u8; 4];
    ports.random(&mut random);
    now + APART + i64::from(u32::from_le_bytes(random) % SPREAD)
}

/// The next hand-in to bring into its mailbox.
///
/// # Errors
/// When the ledger cannot be read.
pub fn next(ports: &dyn Ports, ledger: &Ledger, go: Go) -> Result<Option<Parcel>> {
    let Some(invitation) = Invitation::accepted(ledger)? else { return Ok(None) };
    let now = ports.now().local.timestamp();
    let mut statement = ledger.connection().prepare(
        "SELECT sent, bytes FROM parcel WHERE mailed = 0 AND (due_at <= ?1 OR ?2)
         ORDER BY ?2 AND channel = 'answers', due_at, sequence",
    )?;
    let mut rows = statement.query(params![now, go == Go::Asked])?;
    while let Some(row) = rows.next()? {
        let sent: Sent = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let Some((address, folder)) = mailbox::place(&invitation, sent.channel) else { continue };
        if go == Go::ByItself && other_went(ledger, sent.channel)? > now - APART {
            continue;
        }
        let mailbox = mailbox::at(ledger, &address)?;
        return Ok(Some(Parcel { mailbox, folder, bytes: row.get(1)?, sent }));
    }
    Ok(None)
}

/// When something last went out on the other channel, Unix seconds.
fn other_went(ledger: &Ledger, channel: Channel) -> Result<i64> {
    for fact in ledger.facts("sent", ME)?.iter().rev() {
        let sent: Sent = fact.read()?;
        if sent.channel != channel && !sent.by_hand {
            return Ok(DateTime::parse_from_rfc3339(&fact.at).map_or(0, |at| at.timestamp()));
        }
    }
    Ok(0)
}

/// Notes that a hand-in lies in the mailbox.
///
/// # Errors
/// When the ledger cannot be written; then it is brought there again, which does no harm.
pub fn mailed(ports: &dyn Ports, ledger: &mut Ledger, parcel: &Parcel) -> Result<()> {
    note(ports, ledger, &parcel.sent)?;
    let Sent { channel, sequence, .. } = &parcel.sent;
    ledger.connection().execute(
        "UPDATE parcel SET mailed = 1 WHERE channel = ?1 AND sequence = ?2",
        params![channel.name(), *sequence as i64],
    )?;
    Ok(())
}

/// Notes that a hand-in went out, once.
fn note(ports: &dyn Ports, ledger: &mut Ledger, sent: &Sent) -> Result<()> {
    let noted = outbox::all_sent(ledger)?.iter().any(|(_, one)| one.name == sent.name);
    if !noted {
        ledger.append(ports, Draft::new("sent", sent)?)?;
    }
    Ok(())
}

/// Writes every hand-in of which no receipt has come back as a file to carry by hand, sorted by
/// whom it is for, and gives their paths inside `folder`.
///
/// # Errors
/// [`crate::Code::ReadOnly`] or [`crate::Code::DiskFull`]; what was written by then counts.
pub fn save(ports: &dyn Ports, ledger: &mut Ledger, folder: &Path) -> Result<Vec<String>> {
    pack(ports, ledger)?;
    let mut written = Vec::new();
    for (sent, bytes) in kept(ledger)? {
        let whose = match sent.channel {
            Channel::Progress => "for-your-trainer",
            Channel::Answers => "for-the-study",
        };
        files::make_folder(&folder.join(whose))?;
        let name = format!("{whose}/{}", sent.name);
        files::replace(&folder.join(&name), &bytes)?;
        note(ports, ledger, &Sent { by_hand: true, ..sent })?;
        written.push(name);
    }
    Ok(written)
}

fn kept(ledger: &Ledger) -> Result<Vec<(Sent, Vec<u8>)>> {
    let mut statement =
        ledger.connection().prepare("SELECT sent, bytes FROM parcel ORDER BY channel, sequence")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (sent, bytes) = row?;
        Ok((serde_json::from_str(&sent)?, bytes))
    })
    .collect()
}

/// The place of a channel's latest hand-in that is sealed and did not go out yet.
pub(super) fn latest(ledger: &Ledger, channel: Channel) -> Result<Option<Sent>> {
    let latest: Option<String> = ledger
        .connection()
        .query_row(
            "SELECT sent FROM parcel WHERE channel = ?1 ORDER BY sequence DESC LIMIT 1",
            [channel.name()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(latest.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Where a receipt for a hand-in would lie.
#[derive(Debug)]
pub struct Awaited {
    /// The mailbox.
    pub mailbox: Mailbox,
    /// The folder in it.
    pub folder: String,
    /// The hand-in.
    pub sent: Sent,
}

/// Hand-ins that went out and of which no receipt has come back, the latest of each channel first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn awaited(ledger: &Ledger) -> Result<Vec<Awaited>> {
    let Some(invitation) = Invitation::accepted(ledger)? else { return Ok(Vec::new()) };
    let known = received(ledger)?;
    let mut awaited = Vec::new();
    for channel in [Channel::Progress, Channel::Answers] {
        let Some((address, folder)) = mailbox::place(&invitation, channel) else { continue };
        let about = folder.split('/').next().unwrap_or_default();
        let mailbox = mailbox::at(ledger, &address)?;
        let sent = outbox::all_sent(ledger)?.into_iter().rev().map(|(_, sent)| sent);
        let open = sent
            .filter(|sent| sent.channel == channel)
            .filter(|sent| !known.iter().any(|one| one.names.contains(&sent.name)));
        awaited.extend(open.take(ASKED_FOR).map(|sent| Awaited {
            mailbox: mailbox.clone(),
            folder: receipts_folder(about),
            sent,
        }));
    }
    Ok(awaited)
}

/// Notes what a receipt says, and lets go of the hand-ins that it covers.
///
/// # Errors
/// When the ledger cannot be written.
pub fn note_receipt(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    of: &Sent,
    receipt: &Receipt,
) -> Result<()> {
    let known = received(ledger)?;
    let covers = |number| receipt.received.iter().any(|&(from, to)| (from..=to).contains(&number));
    let names: Vec<String> = outbox::all_sent(ledger)?
        .into_iter()
        .map(|(_, sent)| sent)
        .filter(|sent| sent.channel == of.channel && sent.restored == of.restored)
        .filter(|sent| covers(sent.sequence) || sent.name == of.name)
        .filter(|sent| !known.iter().any(|one| one.names.contains(&sent.name)))
        .map(|sent| sent.name)
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let noted = Received { channel: of.channel, names, day: receipt.day };
    ledger.append(ports, Draft::new("receipt", &noted)?)?;
    for name in &noted.names {
        ledger.connection().execute("DELETE FROM parcel WHERE sent ->> 'name' = ?1", [name])?;
    }
    Ok(())
}

/// The receipts that came back.
pub(super) fn received(ledger: &Ledger) -> Result<Vec<Received>> {
    ledger.facts("receipt", ME)?.iter().map(|fact| fact.read()).collect()
}
