//! A world to tell stories in: a computer with a clock that the story sets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use evenkeel_core::api::{self, App};
use evenkeel_core::bundle::{Bundle, Written};
use evenkeel_core::course::ContentFolder;
use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::measures::found::{CopyFrom, Found};
use evenkeel_core::paper::Paper;
use evenkeel_core::ports::{
    Courier, Fault, Keychain, Moment, PathKind, Place, Ports, Position, Sound, TakenIn, Volume,
};
use evenkeel_core::practice::timeline::Timeline;
use evenkeel_core::reminders::Event;
use evenkeel_core::store::DatabaseKey;
use evenkeel_core::store::keys::KeyFile;
use evenkeel_host::{Folders, Machine};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "four quiet words here";

/// A computer.
pub struct World {
    pub folder: TempDir,
    pub computer: Arc<Computer>,
    pub app: App,
}

/// This machine, with a clock and a sound that the story sets.
pub struct Computer {
    machine: Machine,
    now: Clock,
    /// By how much somebody set the wall clock wrong.
    pub wrong_by: Mutex<TimeDelta>,
    pub place: Mutex<Place>,
    pub shelf: Shelf,
    /// Whether the program starts with the computer.
    pub starts: Mutex<bool>,
    /// Messages that were opened in the mail program.
    pub mail: Mutex<Vec<String>>,
    pub sound: Metronome,
}

type Clock = Arc<Mutex<DateTime<FixedOffset>>>;
type Ended = Box<dyn FnOnce() + Send>;

/// A sound device on which time passes when the story says so, and everywhere else with it.
pub struct Metronome {
    place: Mutex<Option<Playing>>,
    now: Clock,
    bells: Mutex<f32>,
}

struct Playing {
    timeline: Arc<Timeline>,
    position: Position,
    ended: Ended,
}

impl Metronome {
    fn new(now: Clock) -> Self {
        Self { place: Mutex::default(), now, bells: Mutex::default() }
    }

    /// Lets seconds go by; at the sit's end the last bell rings out.
    pub fn pass(&self, seconds: f64) {
        *self.now.lock().unwrap() += TimeDelta::milliseconds((seconds * 1000.0) as i64);
        self.jump(seconds);
    }

    /// Moves the sit on without time going by, as a device without a clock does.
    pub fn jump(&self, seconds: f64) {
        let mut place = self.place.lock().unwrap();
        let mut playing = place.take().expect("a sit is under way");
        let Playing { timeline, position, .. } = &mut playing;
        if !position.paused {
            position.seconds = (position.seconds + seconds).min(timeline.ends_after());
        }
        if position.seconds < timeline.ends_after() {
            *place = Some(playing);
            return;
        }
        drop(place);
        (playing.ended)();
    }

    /// How loud its bells are.
    pub fn bells(&self) -> f32 {
        *self.bells.lock().unwrap()
    }

    /// Tells of a fault, as a device would.
    pub fn fault(&self, fault: Fault) {
        self.change(|position| position.fault = Some(fault));
    }

    fn change(&self, change: impl FnOnce(&mut Position)) {
        if let Some(playing) = self.place.lock().unwrap().as_mut() {
            change(&mut playing.position);
        }
    }
}

impl Sound for Metronome {
    fn start(&self, timeline: Arc<Timeline>, ended: Ended) {
        let position = Position { seconds: 0.0, paused: false, audible: true, fault: None };
        *self.place.lock().unwrap() = Some(Playing { timeline, position, ended });
    }
    fn pause(&self) {
        self.change(|position| position.paused = true);
    }
    fn fade(&self) {
        self.change(|position| position.paused = true);
    }
    fn resume(&self) {
        self.change(|position| position.paused = false);
    }
    fn seek(&self, seconds: f64) {
        if let Some(Playing { timeline, position, .. }) = self.place.lock().unwrap().as_mut() {
            position.seconds = seconds.clamp(0.0, timeline.ends_after());
        }
    }
    fn set_volume(&self, volume: Volume) {
        *self.bells.lock().unwrap() = volume.bells;
    }
    fn stop(&self) {
        *self.place.lock().unwrap() = None;
    }
    fn take_in(&self, recording: &Path, copy: &Path) -> Result<TakenIn> {
        std::fs::copy(recording, copy)?;
        Ok(TakenIn { seconds: 600.0, sha256: "5e".repeat(32) })
    }
    fn position(&self) -> Option<Position> {
        self.place.lock().unwrap().as_ref().map(|playing| playing.position)
    }
}

/// The system's key store, which answers or does not.
#[derive(Default)]
pub struct Shelf {
    pub keys: Mutex<BTreeMap<String, DatabaseKey>>,
    pub away: AtomicBool,
}

impl Shelf {
    fn open(&self) -> Result<MutexGuard<'_, BTreeMap<String, DatabaseKey>>> {
        if self.away.load(Ordering::Relaxed) {
            return Err(Error::new(Code::KeychainAway, "the story says so"));
        }
        Ok(self.keys.lock().unwrap())
    }
}

impl Keychain for Shelf {
    fn keep(&self, account: &str, key: &DatabaseKey) -> Result<()> {
        self.open()?.insert(account.to_owned(), key.clone());
        Ok(())
    }
    fn fetch(&self, account: &str) -> Result<Option<DatabaseKey>> {
        Ok(self.open()?.get(account).cloned())
    }
    fn forget(&self, account: &str) -> Result<()> {
        self.open()?.remove(account);
        Ok(())
    }
}

impl Ports for Computer {
    fn now(&self) -> Moment {
        let local = *self.now.lock().unwrap();
        Moment::new(local + *self.wrong_by.lock().unwrap(), local.timestamp_millis())
    }
    fn place(&self) -> Place {
        self.place.lock().unwrap().clone()
    }
    fn random(&self, out: &mut [u8]) {
        self.machine.random(out);
    }
    fn data_dir(&self) -> &Path {
        self.machine.data_dir()
    }
    fn content(&self) -> &ContentFolder {
        self.machine.content()
    }
    fn outbox_dir(&self) -> PathBuf {
        self.machine.outbox_dir()
    }
    fn choose_path(&self, kind: PathKind) -> Option<PathBuf> {
        self.machine.choose_path(kind)
    }
    fn sound(&self) -> &dyn Sound {
        &self.sound
    }
    fn courier(&self) -> &dyn Courier {
        self.machine.courier()
    }
    fn read_copy(&self, from: CopyFrom<'_>) -> Result<Found> {
        self.machine.read_copy(from)
    }
    fn keychain(&self) -> Option<&dyn Keychain> {
        Some(&self.shelf)
    }
    fn write_paper(&self, paper: &Paper, path: &Path) -> Result<()> {
        self.machine.write_paper(paper, path)
    }
    fn certificate_pdf(&self, page: &CertificatePage) -> Result<Vec<u8>> {
        self.machine.certificate_pdf(page)
    }
    fn write_calendar(&self, events: &[Event], path: &Path) -> Result<()> {
        self.machine.write_calendar(events, path)
    }
    fn open_mail(&self, mailto: &str) -> Result<()> {
        self.mail.lock().unwrap().push(mailto.to_owned());
        Ok(())
    }
    // The real one would have this very test start with the computer.
    fn start_with_computer(&self, yes: bool) -> Result<()> {
        *self.starts.lock().unwrap() = yes;
        Ok(())
    }
    fn write_bundle(&self, bundle: &Bundle, folder: &Path) -> Result<Written> {
        self.machine.write_bundle(bundle, folder)
    }
}

impl Computer {
    fn new(folders: Folders) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-01-15T20:00:00-06:00").unwrap();
        let now = Arc::new(Mutex::new(now));
        let sound = || Metronome::new(Arc::clone(&now));
        let machine = Machine::new(folders, Box::new(sound()), Box::new(|_| None)).unwrap();
        Self {
            machine,
            sound: sound(),
            starts: Mutex::default(),
            mail: Mutex::default(),
            wrong_by: Mutex::default(),
            place: Mutex::default(),
            shelf: Shelf::default(),
            now,
        }
    }

    /// Another such computer, with an agency's folder over the course.
    pub fn with_agency(&self, agency: &Path) -> Self {
        Self::new(Folders {
            data: self.data_dir().to_owned(),
            content: self.content().alone().under(agency),
            outbox: self.outbox_dir(),
        })
    }

    /// Sets the clock to a local time such as `2026-01-16T01:30`.
    pub fn set(&self, local: &str) {
        let text = format!("{local}:00-06:00");
        *self.now.lock().unwrap() = DateTime::parse_from_rfc3339(&text).unwrap();
    }
}

impl Computer {
    /// Lets time go by.
    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    /// Shows the same instant at another offset from UTC.
    pub fn turn_to(&self, offset: FixedOffset) {
        let mut now = self.now.lock().unwrap();
        *now = now.with_timezone(&offset);
    }
}

impl World {
    /// A new computer, Thursday evening, January 15, 2026.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(&path).unwrap();
            path
        };
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        path("mailbox");
        let computer = Arc::new(Computer::new(Folders {
            data: path("data"),
            content: ContentFolder::new(content),
            outbox: path("outbox"),
        }));
        let app = App::new(computer.clone()).unwrap();
        Self { folder, computer, app }
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Sets the clock to a local time such as `2026-01-16T01:30`.
    pub fn at(&self, local: &str) {
        self.computer.set(local);
    }

    pub fn days_later(&self, days: i64) {
        *self.computer.now.lock().unwrap() += TimeDelta::days(days);
    }

    /// Runs a command that works.
    pub fn call(&self, name: &str, input: Value) -> Value {
        match api::call(&self.app, name, input) {
            Ok(value) => value,
            Err(error) => panic!("{name}: {error}"),
        }
    }

    /// Runs a command that is refused, and says with which code and words.
    pub fn refused(&self, name: &str, input: Value) -> (String, String) {
        let error = api::call(&self.app, name, input).expect_err("it should be refused");
        let trouble = evenkeel_core::error::Trouble::from(&error);
        (error.code.name(), format!("{} {}", trouble.happened, trouble.next))
    }

    /// A new person with a passphrase, opened. Gives the id.
    pub fn person(&self, name: &str, role: &str) -> String {
        self.open_new(json!({ "name": name, "role": role, "passphrase": PASSPHRASE,
                              "invitation": null }))
    }

    pub fn open_new(&self, input: Value) -> String {
        let start = self.call("create_person", input);
        start["open"]["id"].as_str().unwrap().to_owned()
    }

    pub fn unlock(&self, id: &str) {
        self.call("unlock", json!({ "id": id, "passphrase": PASSPHRASE }));
    }

    /// The file of a person's ledger.
    pub fn ledger(&self, id: &str) -> PathBuf {
        self.folder.path().join("data/people").join(format!("{id}.evenkeel"))
    }

    /// The folder of the mailbox that holds the hand-ins of a channel.
    pub fn letters(&self, channel: &str) -> PathBuf {
        let of_all = std::fs::read_dir(self.folder.path().join("mailbox")).unwrap().flatten();
        let mut folders = of_all.map(|folder| folder.path().join(channel));
        folders.find(|folder| folder.is_dir()).expect("something was sent")
    }

    /// Sits the body scan for some minutes of ten.
    pub fn sit(&self, minutes: f64) {
        self.call("sit_start", sit_of(10));
        self.computer.sound.pass(minutes * 60.0);
        self.call("sit_stop", json!({}));
    }

    /// Notes who came to a week's class, and gives the cohort as its trainer then sees it.
    pub fn attended(&self, code: &str, week: u32, how: &str) -> Value {
        let marks = json!([{ "code": code, "attendance": how }]);
        self.call("mark_class", json!({ "part": format!("week-{week}"), "marks": marks }));
        self.call("cohort", json!({}))
    }

    /// Answers every item of the check-in with the same code and hands it in.
    pub fn hand_in(&self, wave: &str, code: i32) -> Value {
        let sheet = json!({ "wave": wave, "instrument": "checkin" });
        let runner = self.call("questionnaire", sheet.clone());
        for item in runner["items"].as_array().unwrap() {
            self.answer(
                wave,
                item["number"].as_u64().unwrap(),
                json!({ "kind": "code", "code": code }),
            );
        }
        self.call("hand_in", sheet)
    }

    pub fn answer(&self, wave: &str, number: u64, answer: Value) -> Value {
        self.call(
            "answer",
            json!({ "wave": wave, "instrument": "checkin", "number": number, "answer": answer,
                    "ms": 1200 }),
        )
    }

    /// A study with one coach: researcher and trainer set up, the coach invited and joined.
    pub fn study(&self) -> Team {
        self.study_at(&self.path("mailbox"), None)
    }

    /// Such a study with its mailbox elsewhere, and the name and password that open it.
    pub fn study_at(&self, mailbox: &str, login: Option<(&str, &str)>) -> Team {
        let researcher = self.person("Rosa Research", "researcher");
        self.call("create_study", json!({ "name": "Coaches 2026", "mailbox": mailbox }));
        self.login(mailbox, login);
        let study_file = self.call("save_study_file", json!({ "path": self.path("outbox") }));
        let trainer = self.person("Joan Trainer", "trainer");
        self.call(
            "create_cohort",
            json!({ "name": "Thursday evenings", "starts_on": day(2026, 1, 15),
                    "mailbox": mailbox, "study_file": study_file }),
        );
        self.login(mailbox, login);
        let invited = self.call(
            "invite",
            json!({ "name": "Imani Needle", "arm": "course", "folder": self.path("outbox") }),
        );
        let invitation = invited["path"].as_str().unwrap().to_owned();
        let coach = self.open_new(json!({ "name": "Imani", "role": "coach",
            "passphrase": PASSPHRASE, "invitation": invitation }));
        self.login(mailbox, login);
        let code = invited["code"].as_str().unwrap().to_owned();
        Team { researcher, trainer, coach, invitation, code }
    }

    /// Keeps what opens a mailbox in the open ledger.
    pub fn login(&self, address: &str, login: Option<(&str, &str)>) {
        if let Some((user, password)) = login {
            let login = json!({ "address": address, "user": user, "password": password });
            self.call("keep_login", login);
        }
    }
}

/// The people of a study.
pub struct Team {
    pub researcher: String,
    pub trainer: String,
    pub coach: String,
    pub invitation: String,
    pub code: String,
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn sit_of(minutes: u32) -> Value {
    json!({ "practice": "body-scan",
            "choices": { "minutes": minutes, "anchor": "hands", "posture": "chair", "eyes": "open" } })
}

/// Opens the encrypted file itself, past the program.
pub fn open_raw(ledger: &Path) -> Connection {
    let key = KeyFile::read(ledger).unwrap().unlock(Some(PASSPHRASE)).unwrap();
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let connection = Connection::open(ledger).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"")).unwrap();
    connection
}

/// Every cell of every table of a ledger, as text.
pub fn everything_in(ledger: &Path) -> String {
    let connection = open_raw(ledger);
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let names: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
    let mut text = String::new();
    for name in names {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                text.push_str(&match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into(),
                    other => format!("{other:?}"),
                });
                text.push(' ');
            }
            text.push('\n');
        }
    }
    text
}
