//! Which letters are taken: from whom, and in which place among their sender's.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::roster;
use crate::error::{Code, Error, Result};
use crate::ports::{Channel, KeyPair, OpenedLetter};
use crate::store::Ledger;
use crate::study::code;

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
}

/// One unbroken count of a sender: the code, and which bringing back from a backup it counts from.
type Count = (String, String);

/// What has been taken so far, as far as it bears on what may be taken next.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Which key has signed for each code.
    senders: HashMap<String, String>,
    hashes: HashSet<String>,
    /// Hash and previous hash of the letter with each number.
    counts: HashMap<Count, BTreeMap<u64, (String, String)>>,
}

/// What becomes of a letter that opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Admitted {
    /// It is new.
    New,
    /// The very same letter was taken before.
    Again,
}

impl Taken {
    /// What a ledger has taken.
    pub(super) fn of(ledger: &Ledger) -> Result<Self> {
        let mut taken = Self::default();
        let mut statement = ledger
            .connection()
            .prepare("SELECT author, sender, restored, sequence, hash, previous FROM letter")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let code: String = row.get(0)?;
            taken.senders.insert(code.clone(), row.get(1)?);
            let (number, hash): (i64, String) = (row.get(3)?, row.get(4)?);
            taken.hashes.insert(hash.clone());
            let count = taken.counts.entry((code, row.get(2)?)).or_default();
            count.insert(number as u64, (hash, row.get(5)?));
        }
        Ok(taken)
    }

    /// Whether a letter that opened is one to take, and notes it where it is.
    ///
    /// # Errors
    /// [`Code::BadHandIn`] with why not.
    pub(super) fn admit(&mut self, expected: &Expected, opened: &OpenedLetter) -> Result<Admitted> {
        let letter = &opened.letter;
        let bad = |detail: &str| Err(Error::new(Code::BadHandIn, detail));
        if letter.channel != expected.channel || letter.about != expected.about {
            return bad("it is about another cohort or study");
        }
        let ticket = match &expected.tickets {
            Tickets::Each(each) => each.get(&letter.code),
            Tickets::One(ticket) => Some(ticket),
        };
        if ticket != Some(&letter.ticket) || !code::is_whole(&letter.code) {
            return bad("the sender was not invited");
        }
        if self.senders.get(&letter.code).is_some_and(|known| *known != opened.sender) {
            return bad("another key has signed for this code before");
        }
        if self.hashes.contains(&opened.hash) {
            return Ok(Admitted::Again);
        }
        let number = letter.sequence;
        if number == 0 || number > i64::MAX as u64 {
            return bad("it has no number that hand-ins have");
        }
        let count = (letter.code.clone(), letter.restored.clone());
        let count = self.counts.entry(count).or_default();
        if count.contains_key(&number) {
            return bad("another hand-in had this number before");
        }
        let (before, after) = (count.get(&(number - 1)), count.get(&(number + 1)));
        if before.is_some_and(|(hash, _)| *hash != letter.previous)
            || after.is_some_and(|(_, previous)| *previous != opened.hash)
        {
            return bad("it does not follow the one before it");
        }
        count.insert(number, (opened.hash.clone(), letter.previous.clone()));
        self.hashes.insert(opened.hash.clone());
        self.senders.insert(letter.code.clone(), opened.sender.clone());
        Ok(Admitted::New)
    }

    /// The numbers taken of one sender, as unbroken runs, counted from one bringing back.
    pub(super) fn runs(&self, code: &str, restored: &str) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        let count = self.counts.get(&(code.to_owned(), restored.to_owned()));
        for &number in count.into_iter().flat_map(BTreeMap::keys) {
            match runs.last_mut().filter(|(_, to)| to + 1 == number) {
                Some((_, to)) => *to = number,
                None => runs.push((number, number)),
            }
        }
        runs
    }
}
