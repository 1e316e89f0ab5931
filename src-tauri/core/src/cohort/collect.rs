//! Taking hand-ins out of the mailbox: idempotent, in any order, showing what could not be taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::roster;
use crate::error::{Code, Error, Result, Trouble};
use crate::ports::{Channel, KeyPair, OpenedLetter, Ports};
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::{code, withdrawal};

/// What a collect brought.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Collected {
    /// Hand-ins taken now.
    pub new: u32,
    /// Hand-ins that were taken before.
    pub known: u32,
    /// Facts taken now.
    pub facts: u32,
    /// Files set aside, each with its reason.
    pub set_aside: Vec<SetAside>,
}

/// A file in the mailbox from which nothing was taken.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SetAside {
    /// The file's name.
    pub name: String,
    /// Why.
    pub trouble: Trouble,
}

/// Who may send, and to whom a hand-in must be sealed.
pub struct Expected {
    /// The channel.
    pub channel: Channel,
    /// The cohort's or the study's id.
    pub about: String,
    /// The keys it is sealed to.
    pub reader: KeyPair,
    /// The tickets that are good: one for each code, or one for everybody.
    pub tickets: Tickets,
}

/// Which tickets are good.
#[derive(Debug)]
pub enum Tickets {
    /// A ticket for each code: the trainer's roster.
    Each(BTreeMap<String, String>),
    /// One ticket for the whole study: the researcher holds no roster.
    One(String),
}

impl Expected {
    /// What the owner of a ledger collects, and the mailbox it lies in.
    ///
    /// # Errors
    /// [`crate::Code::Refused`] before there is a cohort or study.
    pub fn of(ledger: &Ledger) -> Result<(Self, String)> {
        if let Some(setup) = roster::setup(ledger)? {
            let each = roster::tickets(ledger)?;
            let expected = Self {
                channel: Channel::Progress,
                about: setup.cohort.id,
                reader: roster::reader(ledger)?,
                tickets: Tickets::Each(each),
            };
            return Ok((expected, setup.cohort.mailbox));
        }
        if let Some(study) = crate::research::setup(ledger)? {
            let expected = Self {
                channel: Channel::Answers,
                about: study.file.study,
                reader: roster::reader(ledger)?,
                tickets: Tickets::One(study.file.ticket),
            };
            return Ok((expected, study.mailbox));
        }
        Err(Error::refused("There is nothing to collect yet: set up a cohort or a study first."))
    }

    /// Whether a letter that opened is one to take.
    fn admit(&self, senders: &BTreeMap<String, String>, opened: &OpenedLetter) -> Result<()> {
        let letter = &opened.letter;
        let bad = |detail: &str| Err(Error::new(Code::BadHandIn, detail));
        if letter.channel != self.channel || letter.about != self.about {
            return bad("it is about another cohort or study");
        }
        let ticket = match &self.tickets {
            Tickets::Each(each) => each.get(&letter.code),
            Tickets::One(ticket) => Some(ticket),
        };
        if ticket != Some(&letter.ticket) || !code::is_whole(&letter.code) {
            return bad("the sender was not invited");
        }
        if senders.get(&letter.code).is_some_and(|known| *known != opened.sender) {
            return bad("another key has signed for this code before");
        }
        Ok(())
    }
}

/// The body of a `received` fact.
#[derive(Debug, Serialize)]
struct Received<'a> {
    name: &'a str,
    code: &'a str,
    sender: &'a str,
    sequence: u64,
    hash: &'a str,
    previous: &'a str,
    day: NaiveDate,
    facts: usize,
}

/// Takes every hand-in that is new in the mailbox. Taking twice, in any order, gives the same.
///
/// # Errors
/// [`Code::MailboxAway`] when the mailbox is not there, and what the ledger says when it cannot
/// be written. A hand-in that cannot be taken is no error: it is in the answer, with its reason.
pub fn collect(
    ports: &dyn Ports,
    ledger: &mut Ledger,
    expected: &Expected,
    mailbox: &str,
) -> Result<Collected> {
    let mut collected = Collected { new: 0, known: 0, facts: 0, set_aside: Vec::new() };
    let taken = taken(ledger)?;
    let mut senders = senders(ledger)?;
    let mut batch = Batch::default();
    for name in ports.courier().list(mailbox, expected.channel.folder())? {
        if taken.contains(&name) {
            collected.known += 1;
            continue;
        }
        match open(ports, expected, &senders, mailbox, &name) {
            Ok(opened) => {
                senders.insert(opened.letter.code.clone(), opened.sender.clone());
                batch.add(&name, opened)?;
            }
            Err(error) if error.code == Code::BadHandIn => {
                collected.set_aside.push(SetAside { name, trouble: Trouble::from(&error) });
            }
            Err(error) => return Err(error),
        }
        if batch.letters == BATCH {
            batch.record(ports, ledger, &mut collected)?;
        }
    }
    batch.record(ports, ledger, &mut collected)?;
    withdrawal::carry_out(ports, ledger)?;
    let summary = json!({ "new": collected.new, "set_aside": collected.set_aside.len() });
    ledger.append(ports, Draft::new("collected", &summary)?)?;
    Ok(collected)
}

/// Hand-ins recorded in one step: enough that the disk is not asked for each of them.
const BATCH: u32 = 64;

/// Hand-ins that were opened and are not recorded yet.
#[derive(Default)]
struct Batch {
    letters: u32,
    drafts: Vec<Draft>,
}

impl Batch {
    fn add(&mut self, name: &str, opened: OpenedLetter) -> Result<()> {
        let letter = opened.letter;
        let received = Received {
            name,
            code: &letter.code,
            sender: &opened.sender,
            sequence: letter.sequence,
            hash: &opened.hash,
            previous: &letter.previous,
            day: letter.day,
            facts: letter.records.len(),
        };
        self.drafts.push(Draft::new("received", &received)?);
        let facts = letter.records.into_iter();
        self.drafts.extend(facts.map(|record| Draft::received(&letter.code, record)));
        self.letters += 1;
        Ok(())
    }

    fn record(
        &mut self,
        ports: &dyn Ports,
        ledger: &mut Ledger,
        collected: &mut Collected,
    ) -> Result<()> {
        let letters = std::mem::take(&mut self.letters);
        let recorded = ledger.append_all(ports, std::mem::take(&mut self.drafts))?;
        collected.new += letters;
        collected.facts += recorded.len() as u32 - letters;
        Ok(())
    }
}

fn open(
    ports: &dyn Ports,
    expected: &Expected,
    senders: &BTreeMap<String, String>,
    mailbox: &str,
    name: &str,
) -> Result<OpenedLetter> {
    let courier = ports.courier();
    let bytes = courier.get(mailbox, expected.channel.folder(), name)?;
    let opened = courier.open(&bytes, &expected.reader)?;
    expected.admit(senders, &opened)?;
    Ok(opened)
}

/// Which key has signed for each code before.
fn senders(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let mut statement =
        ledger.connection().prepare("SELECT author, MIN(sender) FROM letter GROUP BY author")?;
    let senders = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(senders)
}

fn taken(ledger: &Ledger) -> Result<BTreeSet<String>> {
    let mut statement = ledger.connection().prepare("SELECT name FROM letter")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// Hand-ins that are missing between others, by the sender's code.
///
/// # Errors
/// When the ledger cannot be read.
pub fn gaps(ledger: &Ledger) -> Result<BTreeMap<String, u32>> {
    let mut statement = ledger.connection().prepare(
        "SELECT author, MAX(sequence) - COUNT(DISTINCT sequence) FROM letter GROUP BY author",
    )?;
    let gaps = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(gaps)
}
