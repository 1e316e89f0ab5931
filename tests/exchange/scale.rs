//! How long 30,000 hand-ins of 500 coaches take to be collected, verified and recorded, beside a
//! plain loop that opens the same files with age and inserts what is in them, in one run.
//!
//! `cargo test --release -p evenkeel-exchange --test exchange scale -- --ignored --nocapture`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use evenkeel_core::Result;
use evenkeel_core::bundle::{Bundle, Written};
use evenkeel_core::cohort::collect::{OnLedger, Watch, collect};
use evenkeel_core::cohort::inviting;
use evenkeel_core::cohort::roster::{self, NewCohort};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::paper::Paper;
use evenkeel_core::ports::{Channel, Courier, Letter, Moment, PathKind, Ports, Record, Sound};
use evenkeel_core::reminders::Event;
use evenkeel_core::store::fact::Draft;
use evenkeel_core::store::{DatabaseKey, Ledger};
use evenkeel_core::study::invitation::Invitation;
use evenkeel_core::study::protocol::Arm;
use evenkeel_exchange::Post;
use serde_json::json;

use crate::unsealed;

const COACHES: usize = 500;
const EACH: u64 = 60;
const FACTS: u64 = 8;

/// As much of a machine as collecting asks for.
struct Desk {
    post: Post,
    folder: PathBuf,
    content: ContentFolder,
    drawn: AtomicU64,
}

impl Ports for Desk {
    fn now(&self) -> Moment {
        Moment::new(DateTime::parse_from_rfc3339("2026-03-15T20:00:00-05:00").unwrap(), 0)
    }
    fn random(&self, out: &mut [u8]) {
        for byte in out {
            let drawn = self.drawn.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            *byte = ((drawn ^ (drawn >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) as u8;
        }
    }
    fn data_dir(&self) -> &Path {
        &self.folder
    }
    fn content(&self) -> &ContentFolder {
        &self.content
    }
    fn courier(&self) -> &dyn Courier {
        &self.post
    }
    fn outbox_dir(&self) -> PathBuf {
        unreachable!("nothing of this is asked while collecting")
    }
    fn choose_path(&self, _: PathKind) -> Option<PathBuf> {
        unreachable!()
    }
    fn sound(&self) -> &dyn Sound {
        unreachable!()
    }
    fn read_copy(&self, _: CopyFrom<'_>) -> Result<Found> {
        unreachable!()
    }
    fn write_bundle(&self, _: &Bundle, _: &Path) -> Result<Written> {
        unreachable!()
    }
    fn write_calendar(&self, _: &[Event], _: &Path) -> Result<()> {
        unreachable!()
    }
    fn start_with_computer(&self, _: bool) -> Result<()> {
        unreachable!()
    }
    fn write_paper(&self, _: &Paper, _: &Path) -> Result<()> {
        unreachable!()
    }
    fn certificate_pdf(&self, _: &CertificatePage) -> Result<Vec<u8>> {
        unreachable!()
    }
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(739_632 + number as i32).unwrap()
}

/// A cohort of 500 whose mailbox holds 30,000 hand-ins. Gives the folder they lie in.
fn fill(desk: &Desk, ledger: &mut Ledger) -> PathBuf {
    let mailbox = desk.folder.join("mailbox");
    fs::create_dir_all(&mailbox).unwrap();
    let new = NewCohort {
        name: "Everybody".into(),
        starts_on: day(0),
        weeks: 8,
        breaks: Vec::new(),
        plan: Vec::new(),
        mailbox: mailbox.display().to_string(),
        study: None,
    };
    ledger.append(desk, Draft::new("person", &json!({ "role": "trainer" })).unwrap()).unwrap();
    roster::create(desk, ledger, new).unwrap();
    let mut folder = PathBuf::new();
    for coach in 0..COACHES {
        let (path, _) = inviting::invite(
            desk,
            ledger,
            "Joan",
            &format!("Coach {coach}"),
            Arm::Course,
            &desk.folder,
        )
        .unwrap();
        let invitation: Invitation = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        folder = mailbox.join(Channel::Progress.folder(&invitation.cohort));
        fs::create_dir_all(&folder).unwrap();
        let signer = desk.post.new_signer();
        let mut previous = String::new();
        for sequence in 1..=EACH {
            let records = (0..FACTS)
                .map(|fact| Record {
                    id: format!("{:032x}", sequence * FACTS + fact),
                    kind: "sit".into(),
                    at: day(sequence).to_string(),
                    day: day(sequence),
                    body: json!({ "practice": "body-scan", "measured_seconds": 600 + fact,
                                  "to_the_bell": true }),
                })
                .collect();
            let letter = Letter {
                channel: Channel::Progress,
                about: invitation.cohort.clone(),
                code: invitation.code.clone(),
                ticket: invitation.ticket.clone(),
                sequence,
                restored: String::new(),
                previous,
                day: day(sequence),
                records,
            };
            let sealed = desk.post.seal(&letter, &signer, &invitation.reader).unwrap();
            previous = sealed.hash;
            // In no order, as random names are.
            let mut random = [0; 16];
            desk.random(&mut random);
            let name: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
            fs::write(folder.join(format!("{name}.evk")), sealed.bytes).unwrap();
        }
    }
    folder
}

/// The plain loop: open with age, unpack, insert each fact into a table of an encrypted database.
fn plain_loop(folder: &Path, secret: &str, database: &Path) -> (Duration, u64) {
    let begun = Instant::now();
    let mut connection = rusqlite::Connection::open(database).unwrap();
    connection
        .execute_batch(
            "PRAGMA key = \"x'0101010101010101010101010101010101010101010101010101010101010101'\";
             PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE fact (id TEXT PRIMARY KEY, author TEXT, kind TEXT, day TEXT, body TEXT);
             CREATE INDEX fact_kind ON fact (kind, author, day)",
        )
        .unwrap();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort_unstable();
    let mut facts = 0;
    for files in files.chunks(64) {
        let transaction = connection.transaction().unwrap();
        for file in files {
            let plain = unsealed(&fs::read(file).unwrap(), secret);
            let length = u32::from_le_bytes(plain[104..108].try_into().unwrap()) as usize;
            let json = zstd::decode_all(&plain[108..108 + length]).unwrap();
            let letter: Letter = serde_json::from_slice(&json).unwrap();
            for record in letter.records {
                facts += transaction
                    .prepare_cached("INSERT OR IGNORE INTO fact VALUES (?1, ?2, ?3, ?4, ?5)")
                    .unwrap()
                    .execute((
                        format!("{}:{}", letter.code, record.id),
                        &letter.code,
                        record.kind,
                        record.day.to_string(),
                        record.body.to_string(),
                    ))
                    .unwrap() as u64;
            }
        }
        transaction.commit().unwrap();
    }
    (begun.elapsed(), facts)
}

/// Most memory that this process has held, kB, since it was last set back.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[ignore = "takes minutes, and says something only when built for release"]
fn thirty_thousand_hand_ins_are_collected_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk {
        post: Post::new().unwrap(),
        folder: folder.path().to_owned(),
        content: ContentFolder::new(PathBuf::new()),
        drawn: AtomicU64::new(1),
    };
    let key = DatabaseKey::new([7; 32]);
    let mut ledger = Ledger::create(&folder.path().join("trainer.evenkeel"), &key).unwrap();
    let files = fill(&desk, &mut ledger);
    let secret = ledger.secret("reader/secret").unwrap().to_string();

    let (plain, facts) = plain_loop(&files, &secret, &folder.path().join("plain.db"));
    assert_eq!(facts, COACHES as u64 * EACH * FACTS);
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();

    let begun = Instant::now();
    let (mut lent, mut longest) = (BTreeMap::new(), Duration::ZERO);
    let collected = collect(
        &desk,
        &mut |act: OnLedger<'_>| {
            let lend = Instant::now();
            let outcome = act(&mut ledger);
            longest = longest.max(lend.elapsed());
            *lent.entry("times").or_insert(0) += 1;
            outcome
        },
        None,
        &Watch::default(),
    )
    .unwrap();
    let took = begun.elapsed();
    let memory = peak() - before;
    assert_eq!(
        u64::from(collected.new),
        COACHES as u64 * EACH,
        "{:?}",
        collected.set_aside.first()
    );
    assert_eq!(u64::from(collected.facts), facts);

    let begun = Instant::now();
    let again =
        collect(&desk, &mut |act: OnLedger<'_>| act(&mut ledger), None, &Watch::default()).unwrap();
    assert_eq!((again.new, again.known), (0, collected.new));
    let again = begun.elapsed();
    let ratio = took.as_secs_f64() / plain.as_secs_f64();
    println!(
        "30,000 hand-ins with {facts} facts: plain loop {:.1} s, collected {:.1} s, {ratio:.2} \
         times; {} MB more at its most; nothing new, {:.2} s; the ledger lent {} times, {} ms at \
         most",
        plain.as_secs_f64(),
        took.as_secs_f64(),
        memory / 1024,
        again.as_secs_f64(),
        lent["times"],
        longest.as_millis(),
    );
    assert!(memory < 64 * 1024, "{memory} kB");
}
