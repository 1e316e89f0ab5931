//! Taking hand-ins out of the mailbox: idempotent, in any order, showing what could not be taken.
//!
//! The ledger is asked for twice: for what it knows before anything is read, and for a moment each
//! time some hand-ins have been opened. While the store answers, nobody waits for it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};

use chrono::{Days, NaiveDate};
use rusqlite::params;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::admit::{Admitted, Taken};
pub use super::admit::{Expected, Tickets};
use super::by_hand;
use super::taken::{SetAside, set_aside, taken_names};
use crate::error::{Code, Error, Result, Trouble};
use crate::ports::{Mailbox, OpenedLetter, Ports, Receipt, receipts_folder};
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::mailbox;
use crate::study::outbox::HAND_IN_ENDING;
use crate::study::withdrawal;

/// What a collect brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct Collected {
    /// Hand-ins taken now.
    pub new: u32,
    /// Hand-ins that were taken before.
    pub known: u32,
    /// Facts taken now.
    pub facts: u32,
    /// Files set aside now, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// Hand-ins that are there and were not looked at: somebody stopped it, or the mailbox did.
    pub left: u32,
    /// Why the mailbox stopped it.
    pub trouble: Option<Trouble>,
}

/// How far a collect is, and whether it should stop. Shared by whoever watches it.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU32,
    total: AtomicU32,
    stop: AtomicBool,
}

/// How far a collect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Files looked at.
    pub done: u32,
    /// Files to look at; 0 while the mailbox is still listing them.
    pub total: u32,
}

impl Watch {
    /// How far it is.
    pub fn progress(&self) -> Progress {
        let at = |number: &AtomicU32| number.load(Ordering::Relaxed);
        Progress { done: at(&self.done), total: at(&self.total) }
    }

    /// Has it stop after the hand-in it is at. What was taken by then stays taken.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Something done on the ledger that is lent for it.
pub type OnLedger<'a> = &'a mut dyn FnMut(&mut Ledger) -> Result<()>;

/// Files that are opened at the same time: the store is slower than the keys, or the other way
/// round.
const AT_ONCE: usize = 4;
/// Hand-ins recorded in one step: enough that the disk is not asked for each of them.
const BATCH: usize = 128;
/// Opened hand-ins that wait to be recorded, at most: the next step is opened while this one is
/// recorded.
const AHEAD: usize = BATCH;
/// Days for which a file that was set aside is looked at again: it may still be on its way.
const LOOKED_AT_AGAIN: Days = Days::new(7);
/// After this many files in a row that the mailbox did not give, it is not asked for more.
const GIVES_UP_AFTER: usize = 5;

/// Takes every hand-in that is new in the mailbox. Taking twice, in any order, gives the same.
/// `lend` lends the ledger for one moment at a time.
///
/// # Errors
/// [`Code::MailboxAway`] or [`Code::MailboxClosed`] when the mailbox cannot be listed, and what the
/// ledger says when it cannot be written. A hand-in that cannot be taken is no error, nor is a
/// mailbox that goes away in the middle: both are in the answer.
pub fn collect(
    ports: &dyn Ports,
    lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
    elsewhere: Option<&str>,
    watch: &Watch,
) -> Result<Collected> {
    let mut round = Round::begin(ports, lend, elsewhere)?;
    let folder = round.expected.channel.folder(&round.expected.about);
    let names = ports.courier().list(&round.mailbox, &folder)?;
    let before = names.len();
    let names: Vec<String> =
        names.into_iter().filter(|name| is_hand_in(name) && !round.known.contains(name)).collect();
    round.collected.known += (before - names.len()) as u32;
    watch.total.store(names.len() as u32, Ordering::Relaxed);

    let (courier, next) = (ports.courier(), AtomicUsize::new(0));
    let (mailbox, reader) = (round.mailbox.clone(), round.expected.reader.clone());
    let (give, opened) = mpsc::sync_channel(AHEAD);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(names.len()) {
            let (give, names, next) = (give.clone(), &names, &next);
            let (mailbox, folder, reader) = (&mailbox, &folder, &reader);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(name) = names.get(at).filter(|_| !watch.stopped()) else { break };
                    let got = courier.get(mailbox, folder, name);
                    let letter = got.and_then(|bytes| courier.open(&bytes, reader));
                    if give.send((at, letter)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(give);
        round.take(ports, lend, &names, opened, watch)
    })?;
    round.end(ports, lend)
}

/// Takes hand-ins that came by hand: one file, or all in a folder and the folders in it.
///
/// # Errors
/// [`Code::NotFound`], and what the ledger says when it cannot be written.
pub fn take_by_hand(
    ports: &dyn Ports,
    lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
    path: &Path,
) -> Result<Collected> {
    let files = by_hand::files(path)?;
    let mut round = Round::begin(ports, lend, None)?;
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = files.iter().map(|file| name(file)).collect();
    let (courier, reader) = (ports.courier(), round.expected.reader.clone());
    let (give, opened) = mpsc::sync_channel(AHEAD);
    std::thread::scope(|scope| {
        let files = &files;
        scope.spawn(move || {
            for (at, file) in files.iter().enumerate() {
                let letter = by_hand::read(file).and_then(|bytes| courier.open(&bytes, &reader));
                if give.send((at, letter)).is_err() {
                    break;
                }
            }
        });
        round.take(ports, lend, &names, opened, &Watch::default())
    })?;
    round.end(ports, lend)
}

fn is_hand_in(name: &str) -> bool {
    name.strip_suffix(HAND_IN_ENDING).is_some_and(|stem| stem.ends_with('.'))
}

/// One collect, from what the ledger knew to what it knows.
struct Round {
    expected: Expected,
    mailbox: Mailbox,
    /// Names of files that need not be read.
    known: HashSet<String>,
    /// Since when files have been set aside.
    since: HashMap<String, NaiveDate>,
    taken: Taken,
    collected: Collected,
    today: NaiveDate,
    /// The latest letter taken now of each sender: the letter that a receipt will name.
    latest: BTreeMap<(String, String), (u64, String)>,
}

impl Round {
    fn begin(
        ports: &dyn Ports,
        lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
        elsewhere: Option<&str>,
    ) -> Result<Self> {
        let today = ports.now().day();
        let mut begun = None;
        lend(&mut |ledger| {
            let (expected, address) = Expected::of(ledger)?;
            let mut known = taken_names(ledger)?;
            let mut since = HashMap::new();
            for aside in set_aside(ledger, true)? {
                if aside.why.is_empty() || aside.since + LOOKED_AT_AGAIN < today {
                    known.insert(aside.name);
                } else {
                    since.insert(aside.name, aside.since);
                }
            }
            begun = Some(Self {
                expected,
                mailbox: mailbox::at(ledger, elsewhere.unwrap_or(&address))?,
                known,
                since,
                taken: Taken::of(ledger)?,
                collected: Collected::default(),
                today,
                latest: BTreeMap::new(),
            });
            Ok(())
        })?;
        begun.ok_or_else(|| Error::new(Code::Fault, "no ledger was lent"))
    }

    /// Takes what was opened, in the order of the names, and records it some at a time.
    fn take(
        &mut self,
        ports: &dyn Ports,
        lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
        names: &[String],
        opened: Receiver<(usize, Result<OpenedLetter>)>,
        watch: &Watch,
    ) -> Result<()> {
        let (mut early, mut at, mut away) = (BTreeMap::new(), 0, 0);
        let mut batch = Batch::default();
        for (place, letter) in opened {
            early.insert(place, letter);
            while let Some(letter) = early.remove(&at) {
                let name = &names[at];
                at += 1;
                watch.done.fetch_add(1, Ordering::Relaxed);
                match letter.and_then(|opened| Ok((self.admit(&opened)?, opened))) {
                    Ok((Admitted::New, opened)) => {
                        batch.add(self.new_name(name, &opened), opened)?
                    }
                    Ok((Admitted::Again, _)) => {
                        self.collected.known += 1;
                        batch.aside.push(self.aside(name, ""));
                    }
                    Err(error) if error.code == Code::BadHandIn => {
                        let aside = self.aside(name, &error.detail);
                        self.collected.set_aside.push(aside.clone());
                        batch.aside.push(aside);
                    }
                    // A list may be older than what it lists.
                    Err(error) if error.code == Code::NotFound => {}
                    Err(error) => {
                        self.collected.left += 1;
                        away += 1;
                        self.collected.trouble = Some(Trouble::from(&error));
                        if away == GIVES_UP_AFTER {
                            watch.stop();
                        }
                        continue;
                    }
                }
                away = 0;
            }
            if batch.letters >= BATCH {
                batch.record(ports, lend, &mut self.collected)?;
            }
        }
        batch.record(ports, lend, &mut self.collected)?;
        self.collected.left += (names.len() - at) as u32;
        Ok(())
    }

    fn admit(&mut self, opened: &OpenedLetter) -> Result<Admitted> {
        let admitted = self.taken.admit(&self.expected, opened)?;
        let letter = &opened.letter;
        if admitted == Admitted::New {
            let key = (letter.code.clone(), letter.restored.clone());
            let latest = self.latest.entry(key).or_default();
            if letter.sequence > latest.0 {
                *latest = (letter.sequence, opened.hash.clone());
            }
        }
        Ok(admitted)
    }

    /// A file's name, unless another hand-in came under it by hand.
    fn new_name(&mut self, name: &str, opened: &OpenedLetter) -> String {
        let name = match self.known.contains(name) {
            true => format!("{}.{HAND_IN_ENDING}", opened.hash),
            false => name.to_owned(),
        };
        self.known.insert(name.clone());
        name
    }

    fn aside(&self, name: &str, why: &str) -> SetAside {
        let since = self.since.get(name).copied().unwrap_or(self.today);
        SetAside { name: name.to_owned(), why: why.to_owned(), since }
    }

    /// Notes the collect, and leaves receipts. Those are for the senders' peace of mind: where they
    /// cannot be written, the next collect that takes something writes others.
    fn end(
        self,
        ports: &dyn Ports,
        lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
    ) -> Result<Collected> {
        let collected = &self.collected;
        let summary = json!({ "new": collected.new, "set_aside": collected.set_aside.len() });
        lend(&mut |ledger| {
            withdrawal::carry_out(ports, ledger)?;
            ledger.append(ports, Draft::new("collected", &summary)?)?;
            Ok(())
        })?;
        let folder = receipts_folder(&self.expected.about);
        for ((code, restored), (_, hash)) in &self.latest {
            let receipt = Receipt { received: self.taken.runs(code, restored), day: self.today };
            let sealed = ports.courier().seal_receipt(hash, &receipt);
            let put = ports.courier().put(&self.mailbox, &folder, &sealed.name, &sealed.bytes);
            if put.is_err_and(|error| error.code != Code::Refused) {
                break;
            }
        }
        Ok(self.collected)
    }
}

/// What was opened and is not recorded yet.
#[derive(Default)]
struct Batch {
    letters: usize,
    drafts: Vec<Draft>,
    taken: Vec<String>,
    aside: Vec<SetAside>,
}

/// The body of a `received` fact.
#[derive(Debug, Serialize)]
struct Received<'a> {
    name: &'a str,
    code: &'a str,
    sender: &'a str,
    sequence: u64,
    #[serde(skip_serializing_if = "str::is_empty")]
    restored: &'a str,
    hash: &'a str,
    previous: &'a str,
    day: NaiveDate,
    facts: usize,
}

impl Batch {
    fn add(&mut self, name: String, opened: OpenedLetter) -> Result<()> {
        let letter = opened.letter;
        let received = Received {
            name: &name,
            code: &letter.code,
            sender: &opened.sender,
            sequence: letter.sequence,
            restored: &letter.restored,
            hash: &opened.hash,
            previous: &letter.previous,
            day: letter.day,
            facts: letter.records.len(),
        };
        self.drafts.push(Draft::new("received", &received)?);
        let facts = letter.records.into_iter();
        self.drafts.extend(facts.map(|record| Draft::received(&letter.code, record)));
        self.taken.push(name);
        self.letters += 1;
        Ok(())
    }

    fn record(
        &mut self,
        ports: &dyn Ports,
        lend: &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
        collected: &mut Collected,
    ) -> Result<()> {
        let Self { letters, drafts, taken, aside } = std::mem::take(self);
        let mut drafts = Some(drafts);
        let mut recorded = 0;
        lend(&mut |ledger| {
            let drafts = drafts.take().unwrap_or_default();
            recorded = ledger.append_all(ports, drafts)?.len();
            let connection = ledger.connection();
            for name in &taken {
                connection
                    .prepare_cached("DELETE FROM set_aside WHERE name = ?1")?
                    .execute([name])?;
            }
            for aside in &aside {
                connection
                    .prepare_cached(
                        "INSERT INTO set_aside (name, why, first_on) VALUES (?1, ?2, ?3)
                         ON CONFLICT (name) DO UPDATE SET why = excluded.why",
                    )?
                    .execute(params![aside.name, aside.why, aside.since.to_string()])?;
            }
            Ok(())
        })?;
        collected.new += letters as u32;
        collected.facts += (recorded - letters) as u32;
        Ok(())
    }
}
