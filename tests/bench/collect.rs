//! A mailbox full of hand-ins, taken into a trainer's ledger.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use evenkeel_core::cohort::collect::{self as taking, OnLedger, Watch};
use evenkeel_core::cohort::inviting;
use evenkeel_core::cohort::roster::{self, NewCohort};
use evenkeel_core::people::{Role, open_at};
use evenkeel_core::ports::{Channel, Letter, Ports, Record};
use evenkeel_core::store::Ledger;
use evenkeel_core::study::invitation::Invitation;
use evenkeel_core::study::protocol::Arm;
use serde_json::json;
use tempfile::TempDir;

use crate::desk::{Desk, before_today};
use crate::side::{Line, Peer, among, beside, said, seconds};
use crate::window::stage::installed;

/// Facts in each hand-in.
const FACTS: u64 = 8;
/// Hand-ins of each coach.
const EACH: u64 = 60;

/// 30,000 hand-ins of 500 coaches from a folder, beside a plain loop that opens each with age and
/// inserts what is in it.
pub fn collect() -> Vec<Line> {
    let full = Full::of(500, Path::to_owned);
    let mut turn = 0;
    let plain = || {
        turn += 1;
        Some(full.plain_loop(&full.desk.path().join(format!("plain-{turn}.db"))))
    };
    let took = beside(
        "collect 30,000 hand-ins",
        (3, "≤ 1.5"),
        || full.taken(),
        "age and a bare insert, in a loop",
        plain,
    );
    vec![took, full.held()]
}

/// 1,020 hand-ins over WebDAV, beside rclone copying the same files from the same server.
pub fn webdav() -> Vec<Line> {
    let Some(rclone) = installed("rclone") else {
        let full = Full::of(17, Path::to_owned);
        let peer = Peer::new("rclone", "≤ 1.5", || None);
        return among(
            "collect 1,020 hand-ins from a folder",
            ("s", 7),
            || full.taken(),
            vec![peer],
        );
    };
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("http://127.0.0.1:{port}");
    let full = Full::of(17, |_| PathBuf::from(format!("{address}/mailbox")));
    let root = full.desk.path();
    let _server = Server::start(&rclone, root, port);
    let mut turn = 0;
    let copied = || {
        turn += 1;
        let mut copy = Command::new(&rclone);
        let from = full.letters.strip_prefix(root).unwrap();
        copy.args(["copy", "--config", "/dev/null", "--webdav-url", &address]);
        copy.arg(format!(":webdav:{}", from.display()));
        copy.arg(root.join(format!("copy-{turn}"))).stdin(Stdio::null());
        let mut well = false;
        let took = seconds(|| well = copy.status().is_ok_and(|status| status.success()));
        well.then_some(took)
    };
    vec![beside(
        "collect 1,020 hand-ins over WebDAV",
        (7, "≤ 1.5"),
        || full.taken(),
        "rclone copy of the same files",
        copied,
    )]
}

/// A trainer whose mailbox is full and of which nothing was taken.
struct Full {
    desk: TempDir,
    ports: std::sync::Arc<dyn Ports>,
    /// Where the hand-ins lie.
    letters: PathBuf,
    count: u64,
    /// What opens them.
    secret: String,
}

impl Full {
    /// So many coaches. `address` says by what name the ledger knows the folder of the mailbox.
    fn of(coaches: usize, address: impl FnOnce(&Path) -> PathBuf) -> Self {
        let (mut letters, mut secret) = (PathBuf::new(), String::new());
        let desk = Desk::of(Role::Trainer, |folder, ports, ledger| {
            let mailbox = folder.join("mailbox");
            let new = NewCohort {
                name: "Thursday".into(),
                starts_on: before_today(70),
                weeks: 8,
                breaks: Vec::new(),
                plan: Vec::new(),
                mailbox: address(&mailbox).display().to_string(),
                study: None,
            };
            roster::create(ports, ledger, new).unwrap();
            letters = fill(coaches, ports, ledger, folder, &mailbox);
            secret = ledger.secret("reader/secret").unwrap().to_string();
        });
        desk.app.close().unwrap();
        drop(desk.app);
        let count = coaches as u64 * EACH;
        Self { desk: desk.folder, ports: desk.ports, letters, count, secret }
    }

    /// Seconds to take all of it into a copy of the ledger.
    fn taken(&self) -> f64 {
        let copy = TempDir::new_in(self.desk.path()).unwrap();
        for file in fs::read_dir(self.desk.path().join("people")).unwrap().flatten() {
            if file.path().is_file() {
                fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
            }
        }
        let (_, mut ledger) = open_at(&copy.path().join("renee.evenkeel"), None).unwrap();
        let mut lend = |act: OnLedger<'_>| act(&mut ledger);
        let begun = Instant::now();
        let taken = taking::collect(&*self.ports, &mut lend, None, &Watch::default()).unwrap();
        let took = begun.elapsed().as_secs_f64();
        assert_eq!(u64::from(taken.new), self.count, "{:?}", taken.set_aside.first());
        took
    }

    /// How much more memory than before is held while all of it is taken.
    fn held(&self) -> Line {
        fs::write("/proc/self/clear_refs", "5").unwrap();
        let before = peak();
        self.taken();
        let more = (peak() - before) / 1024.0;
        said("more memory while collecting 30,000 hand-ins", ("MB", "< 64 MB"), 1, more)
    }

    /// Seconds to open each with age, unpack it, and insert each fact into an encrypted database.
    fn plain_loop(&self, database: &Path) -> f64 {
        let begun = Instant::now();
        let mut bare = rusqlite::Connection::open(database).unwrap();
        bare.execute_batch(
            "PRAGMA key = \"x'0101010101010101010101010101010101010101010101010101010101010101'\";
             PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE fact (id TEXT PRIMARY KEY, author TEXT, kind TEXT, day TEXT, body TEXT);
             CREATE INDEX fact_kind ON fact (kind, author, day)",
        )
        .unwrap();
        let files = fs::read_dir(&self.letters).unwrap().flatten();
        let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
        files.sort_unstable();
        let secret: age::x25519::Identity = self.secret.parse().unwrap();
        for files in files.chunks(64) {
            let transaction = bare.transaction().unwrap();
            for file in files {
                let plain = age::decrypt(&secret, &fs::read(file).unwrap()).unwrap();
                let length = u32::from_le_bytes(plain[104..108].try_into().unwrap()) as usize;
                let json = zstd::decode_all(&plain[108..108 + length]).unwrap();
                let letter: Letter = serde_json::from_slice(&json).unwrap();
                for record in letter.records {
                    transaction
                        .prepare_cached("INSERT OR IGNORE INTO fact VALUES (?1, ?2, ?3, ?4, ?5)")
                        .unwrap()
                        .execute((
                            format!("{}:{}", letter.code, record.id),
                            &letter.code,
                            record.kind,
                            record.day.to_string(),
                            record.body.to_string(),
                        ))
                        .unwrap();
                }
            }
            transaction.commit().unwrap();
        }
        begun.elapsed().as_secs_f64()
    }
}

/// The most memory that this process has held since that was set back, kB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Puts hand-ins into the mailbox, in no order, as random names are. Gives the folder they are in.
fn fill(
    coaches: usize,
    ports: &dyn Ports,
    ledger: &mut Ledger,
    folder: &Path,
    mailbox: &Path,
) -> PathBuf {
    let mut letters = PathBuf::new();
    for coach in 0..coaches {
        let name = format!("Coach {coach}");
        let invited = inviting::invite(ports, ledger, "Joan", &name, Arm::Course, folder);
        let invitation: Invitation =
            serde_json::from_slice(&fs::read(invited.unwrap().0).unwrap()).unwrap();
        letters = mailbox.join(Channel::Progress.folder(&invitation.cohort));
        fs::create_dir_all(&letters).unwrap();
        let signer = ports.courier().new_signer();
        let mut previous = String::new();
        for sequence in 1..=EACH {
            let day = before_today(70 - sequence);
            let record = |fact| Record {
                id: format!("{:032x}", sequence * FACTS + fact),
                kind: "sit".into(),
                at: day.to_string(),
                day,
                body: json!({ "practice": "body-scan", "measured_seconds": 600 + fact,
                              "to_the_bell": true }),
            };
            let letter = Letter {
                channel: Channel::Progress,
                about: invitation.cohort.clone(),
                code: invitation.code.clone(),
                ticket: invitation.ticket.clone(),
                sequence,
                restored: String::new(),
                previous,
                day,
                records: (0..FACTS).map(record).collect(),
            };
            let sealed = ports.courier().seal(&letter, &signer, &invitation.reader).unwrap();
            previous = sealed.hash;
            let mut random = [0; 16];
            ports.random(&mut random);
            let name: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
            fs::write(letters.join(format!("{name}.evk")), sealed.bytes).unwrap();
        }
    }
    letters
}

/// A WebDAV server on this computer, ended when it is dropped.
struct Server(Child);

impl Server {
    fn start(rclone: &Path, root: &Path, port: u16) -> Self {
        let at = format!("127.0.0.1:{port}");
        let mut serve = Command::new(rclone);
        serve.args(["serve", "webdav", "--config", "/dev/null", "--addr", &at]).arg(root);
        serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Self(serve.spawn().unwrap());
        while std::net::TcpStream::connect(&at).is_err() {
            std::thread::sleep(Duration::from_millis(30));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
