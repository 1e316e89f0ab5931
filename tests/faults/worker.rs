//! One program at work on a bench, to be killed and starved by another.
//!
//! It says on stdout what it was told is safe: `ack …` only after the core said so. An error is
//! `told CODE`; then the same thing is tried again, as a person would, once more with the ledger
//! opened anew, and after that it gives up with `failed …`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use evenkeel_core::error::Result;
use evenkeel_core::measures::runner::Asked;
use evenkeel_core::measures::{Answer, Instrument};
use evenkeel_core::people::restore::{Access, restore};
use evenkeel_core::people::{door, moving};
use evenkeel_core::ports::Ports;
use evenkeel_core::store::backup::{self, archive::Reason};
use evenkeel_core::store::fact::Draft;
use evenkeel_core::store::{DatabaseKey, Ledger};
use evenkeel_core::study::enrolment::Enrolment;
use evenkeel_core::{course, measures};
use serde_json::json;

use crate::bench::{Work, first_backup, ledger_in, machine, passphrase, read_key};

struct Worker {
    ports: Arc<dyn Ports>,
    folder: PathBuf,
    key: DatabaseKey,
    ledger: Option<Ledger>,
    /// Removed after the first error: what stands in the way.
    relief: Option<PathBuf>,
}

/// `work WORD FOLDER [ROUNDS] [--relief FILE] [--hold]`
pub fn work(arguments: &[String]) -> ExitCode {
    let relief = arguments.iter().position(|word| word == "--relief");
    let relief = relief.map(|at| PathBuf::from(&arguments[at + 1]));
    let (word, folder) = (arguments[0].as_str(), PathBuf::from(&arguments[1]));
    let rounds = arguments.get(2).and_then(|word| word.parse().ok()).unwrap_or(1);
    let ports = machine(&folder);
    let key = read_key(&folder);
    let mut worker = Worker { ports, folder, key, ledger: None, relief };
    if word == "hold" {
        worker.attempt(|worker| worker.open());
        println!("ready");
        std::thread::sleep(Duration::from_secs(60));
        return ExitCode::SUCCESS;
    }
    if word == "ask-key-store" {
        let keychain = worker.ports.keychain().expect("a key store");
        match keychain.fetch("renee") {
            Ok(_) => println!("done"),
            Err(error) => println!("told {}", error.code.name()),
        }
        return ExitCode::SUCCESS;
    }
    worker.run(Work::parse(word).expect("a word for work"), rounds);
    println!("done");
    ExitCode::SUCCESS
}

impl Worker {
    fn path(&self) -> PathBuf {
        ledger_in(&self.folder)
    }

    fn open(&mut self) -> Result<()> {
        self.ledger = None;
        let mut ledger = Ledger::open(&self.path(), &self.key)?;
        ledger.set_content_version("1");
        self.ledger = Some(ledger);
        Ok(())
    }

    fn ledger(&mut self) -> &mut Ledger {
        self.ledger.as_mut().expect("it is open")
    }

    /// Does something; told that it did not work, tries again.
    fn attempt<T>(&mut self, act: impl Fn(&mut Self) -> Result<T>) -> T {
        for again in 0..3 {
            match act(self) {
                Ok(value) => return value,
                Err(error) => {
                    println!("told {} {}", error.code.name(), error.detail.replace('\n', " "));
                    if let Some(relief) = self.relief.take() {
                        let _ = std::fs::remove_file(relief);
                    }
                }
            }
            if again == 1 && self.ledger.is_some() {
                let _ = self.open();
            }
        }
        println!("failed");
        std::process::exit(3);
    }

    fn run(&mut self, work: Work, rounds: usize) {
        match work {
            Work::Save => {
                self.begin();
                for round in 0..rounds {
                    self.save(round);
                }
            }
            Work::Submit => self.submit(),
            Work::Backup => {
                self.begin();
                for round in 0..rounds {
                    self.save(round);
                    let made = self.attempt(|worker| {
                        let ports = Arc::clone(&worker.ports);
                        backup::now(&*ports, worker.ledger(), Reason::Asked)
                    });
                    println!("ack backup {}", made.display());
                }
            }
            Work::Restore => {
                let file = first_backup(&self.folder).expect("a backup");
                println!("ready");
                self.attempt(|worker| {
                    restore(&*worker.ports, &worker.path(), &file, Access::Words(None))
                });
                println!("ack restore");
            }
            Work::Migrate => {
                println!("ready");
                self.attempt(Self::open);
                println!("ack migrate");
            }
            Work::Change => {
                self.begin();
                for round in 0..rounds {
                    let (now, next) = (passphrase(round), passphrase(round + 1));
                    self.attempt(|worker| {
                        let ports = Arc::clone(&worker.ports);
                        door::change_passphrase(&*ports, worker.ledger(), Some(&now), Some(&next))
                    });
                    println!("ack change {}", round + 1);
                }
            }
            Work::BringIn => {
                let file = first_backup(&self.folder).expect("a backup");
                println!("ready");
                let opened = self.attempt(|worker| bring_in(&file, &worker.path()));
                self.ledger = Some(opened);
                println!("ack bring-in");
            }
        }
        if let Some(ledger) = self.ledger.take()
            && let Err(error) = ledger.close()
        {
            println!("told {} {}", error.code.name(), error.detail);
        }
    }

    fn begin(&mut self) {
        println!("ready");
        self.attempt(Self::open);
    }

    fn save(&mut self, round: usize) {
        let body = json!({ "practice": "walk", "minutes": round + 1 });
        let fact = self.attempt(|worker| {
            let ports = Arc::clone(&worker.ports);
            worker.ledger().append(&*ports, Draft::new("sit-reported", &body)?)
        });
        println!("ack fact {}", fact.id);
    }

    /// Answers every question of the check-in, one by one, and hands it in.
    fn submit(&mut self) {
        let folder = self.ports.content();
        let course = course::load::load(folder).expect("the course");
        let instruments: Vec<Instrument> = measures::load::load(folder).expect("the measures");
        self.begin();
        let today = self.ports.now().day();
        let enrolment = self.attempt(|worker| Enrolment::of(worker.ledger(), &course, today));
        let asked = Asked::find(&enrolment, &instruments, "baseline", "checkin").expect("a sheet");
        for item in &asked.instrument.items {
            let answer = Answer::Code(asked.instrument.responses[&item.responses].codes[0]);
            self.attempt(|worker| {
                let ports = Arc::clone(&worker.ports);
                asked.answer(&*ports, worker.ledger(), item.number, answer, 900)
            });
            println!("ack answer {}", item.number);
        }
        let receipt = self.attempt(|worker| {
            let ports = Arc::clone(&worker.ports);
            // An error after it was written: who tries again is told that it is handed in.
            match worker.ledger().latest("answers")? {
                Some(fact) => Ok(fact.id),
                None => asked.hand_in(&*ports, worker.ledger()).map(|_| String::new()),
            }
        });
        println!("ack submit {receipt}");
    }
}

fn bring_in(file: &Path, place: &Path) -> Result<Ledger> {
    // Somebody who tries again after it was brought in finds it there.
    if place.exists() {
        let (_, ledger) = evenkeel_core::people::open_at(place, None)?;
        return Ok(ledger);
    }
    Ok(moving::bring_in_at(file, None, place)?.ledger)
}
