//! A simulated study that fills all three roles: for looking around, tests and benchmarks.
//!
//! Every fact goes the way of a real one: coaches open invitations, answers are given item by
//! item, hand-ins are sealed, carried and collected. The same seed gives the same people, days and
//! answers; keys are new each time.

mod classes;
mod clock;
mod coach;
mod desk;
mod dice;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::cohort::collect::{Watch, collect};
use crate::cohort::inviting;
use crate::cohort::roster::{self, NewCohort};
use crate::course::Course;
use crate::error::{Error, Result};
use crate::hours::issuing::{self, Issuer};
use crate::hours::training::{self, NoteTraining};
use crate::measures::Instrument;
use crate::people::{self, Person, Role};
use crate::ports::Ports;
use crate::research;
use crate::research::amend::{self, SetProtocol};
use crate::store::Ledger;
use crate::study::consent::{Acceptance, Shares};
use crate::study::invitation::{Invitation, StudyFile};
use crate::study::protocol::Arm;
use clock::Elsewhen;
use coach::Simulated;
use dice::Dice;

/// The passphrase of every sample ledger unless another is asked for.
pub const PASSPHRASE: &str = "sample";

/// How many coaches the modelled study had.
pub const COACHES: u32 = 21;

/// Class 1 of the sample study: a Thursday.
const STARTS_ON: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 15).expect("a date");
/// The questionnaire about age, role and the like.
const ABOUT_THEM: &str = "background";
/// Days after class 1 by which every window has closed.
const WHOLE_STUDY: u64 = 180;

/// What to make.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many coaches, both arms together.
    pub coaches: u32,
    /// Where the dice start.
    pub seed: u64,
    /// The passphrase of the ledgers.
    pub passphrase: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { coaches: COACHES, seed: 1, passphrase: PASSPHRASE.to_owned() }
    }
}

/// A sample study on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The trainer's ledger.
    pub trainer: PathBuf,
    /// The researcher's ledger.
    pub researcher: PathBuf,
    /// Ledgers of coaches: the first two of the course arm, then the first of the comparison arm.
    pub coaches: Vec<PathBuf>,
    /// The mailbox.
    pub mailbox: PathBuf,
}

/// A sample ledger, opened with the clock of its study.
pub struct Opened {
    /// Through whose eyes.
    pub person: Person,
    /// Their ledger.
    pub ledger: Ledger,
    /// The host, at the time of the study.
    pub ports: Arc<dyn Ports>,
}

/// Makes a whole sample study in a folder. `progress` hears how many coaches are done.
///
/// # Errors
/// [`crate::Code::Refused`] when the folder holds a study already, or for fewer than two coaches;
/// [`crate::Code::ReadOnly`] or [`crate::Code::DiskFull`].
pub fn make(
    ports: &Arc<dyn Ports>,
    course: &Course,
    instruments: &[Instrument],
    out: &Path,
    options: &Options,
    progress: &mut dyn FnMut(u32),
) -> Result<Made> {
    make_until(
        ports,
        course,
        instruments,
        out,
        options,
        STARTS_ON + Days::new(WHOLE_STUDY),
        progress,
    )
}

/// Makes a fresh sample study beside people's ledgers and opens it in a role, at a time when that
/// role has most to see. What was there from the last time is thrown away.
///
/// # Errors
/// As [`make`].
pub fn look_around(
    ports: &Arc<dyn Ports>,
    course: &Course,
    instruments: &[Instrument],
    role: Role,
) -> Result<Opened> {
    let out = ports.data_dir().join("sample");
    if out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    let today = STARTS_ON
        + Days::new(match role {
            Role::Coach => 16,
            Role::Trainer => 40,
            Role::Researcher => WHOLE_STUDY,
        });
    let options = Options::default();
    let made = make_until(ports, course, instruments, &out, &options, today, &mut |_| {})?;
    let path = match role {
        Role::Coach => &made.coaches[0],
        Role::Trainer => &made.trainer,
        Role::Researcher => &made.researcher,
    };
    let (person, ledger) = people::open_at(path, Some(&options.passphrase))?;
    Ok(Opened { person, ledger, ports: Arc::new(Elsewhen::going_on(ports, evening(today))) })
}

fn make_until(
    ports: &Arc<dyn Ports>,
    course: &Course,
    instruments: &[Instrument],
    out: &Path,
    options: &Options,
    today: NaiveDate,
    progress: &mut dyn FnMut(u32),
) -> Result<Made> {
    if options.coaches < 2 {
        return Err(Error::refused("A sample study needs at least 2 coaches, one in each arm."));
    }
    let made = Made {
        trainer: out.join("trainer.evenkeel"),
        researcher: out.join("researcher.evenkeel"),
        coaches: ["course-1", "course-2", "comparison-1"]
            .iter()
            .map(|name| out.join("coaches").join(format!("{name}.evenkeel")))
            .collect(),
        mailbox: out.join("mailbox"),
    };
    if made.trainer.exists() {
        return Err(Error::refused(format!(
            "There is a sample study in {} already. Choose another folder.",
            out.display()
        )));
    }
    std::fs::create_dir_all(out.join("coaches"))?;
    std::fs::create_dir_all(&made.mailbox)?;
    let mailbox = std::path::absolute(&made.mailbox)?.display().to_string();

    let mut dice = Dice::new(options.seed);
    let clock = Arc::new(Elsewhen::fixed(ports, dice.fork(), evening(STARTS_ON - Days::new(40))));
    let words = Some(options.passphrase.as_str());
    let (_, mut researcher) = people::create_at(
        &*clock,
        &made.researcher,
        "Sample researcher",
        Role::Researcher,
        words,
        true,
    )?;
    research::create(&*clock, &mut researcher, "Sample study", &mailbox)?;
    ask_about_them(&*clock, &mut researcher, course, instruments)?;
    let study = research::setup(&researcher)?.map(|setup| setup.file);
    let (_, mut trainer) =
        people::create_at(&*clock, &made.trainer, "Joan", Role::Trainer, words, true)?;
    roster::create(&*clock, &mut trainer, new_cohort(course, &mailbox, study))?;

    let letters = out.join("invitations");
    let in_course = options.coaches - options.coaches * 10 / 21;
    let mut coaches = Vec::new();
    for at in 0..options.coaches {
        let arm = if at < in_course { Arm::Course } else { Arm::Comparison };
        let name = coach::name(at);
        let (letter, code) = inviting::invite(&*clock, &mut trainer, "Joan", &name, arm, &letters)?;
        coaches.push((letter, code, name, arm, dice.fork()));
    }
    let mut done = 0;
    let mut in_class = Vec::new();
    for (at, (letter, code, name, arm, dice)) in coaches.into_iter().enumerate() {
        let own_clock =
            Arc::new(Elsewhen::fixed(ports, dice.clone(), evening(STARTS_ON - Days::new(30))));
        let path = match (arm, at as u32) {
            (Arm::Course, 0) => Some(&made.coaches[0]),
            (Arm::Course, 1) => Some(&made.coaches[1]),
            (Arm::Comparison, at) if at == in_course => Some(&made.coaches[2]),
            _ => None,
        };
        let first_name = name.split(' ').next().unwrap_or("Coach");
        let mut ledger = match path {
            Some(path) => {
                people::create_at(&*own_clock, path, first_name, Role::Coach, words, true)?.1
            }
            None => Ledger::in_memory()?,
        };
        ledger.set_content_version(&course.manifest.version);
        let invitation = Invitation::read(&**ports, &letter, None, course.manifest.weeks)?;
        let supervised = arm == Arm::Course && at.is_multiple_of(3);
        let shares = Shares { supervision: supervised, ..Shares::default() };
        let yes = Acceptance { shares, ..Acceptance::default() };
        invitation.accept(&*own_clock, &mut ledger, &yes)?;
        let place = at as u32;
        let mut simulated =
            Simulated { clock: &own_clock, course, instruments, dice, today, place, supervised };
        simulated.live(&mut ledger)?;
        if arm == Arm::Course {
            in_class.push((code, simulated.dice));
        }
        done += 1;
        progress(done);
    }
    std::fs::remove_dir_all(&letters)?;
    classes::hold(&clock, &mut trainer, course, &mut in_class, today)?;
    note_training(&clock, &mut trainer, &in_class, today)?;
    clock.set(evening(today));
    for ledger in [&mut trainer, &mut researcher] {
        collect(&*clock, &mut |act| act(ledger), None, &Watch::default())?;
    }
    Ok(made)
}

/// The sample study also asks who takes part, once, before the course.
fn ask_about_them(
    ports: &dyn Ports,
    researcher: &mut Ledger,
    course: &Course,
    instruments: &[Instrument],
) -> Result<()> {
    let Some(setup) = research::setup(researcher)? else { return Ok(()) };
    let mut protocol = setup.file.protocol;
    if let Some(first) = protocol.waves.first_mut() {
        first.instruments.push(ABOUT_THEM.to_owned());
    }
    let change = SetProtocol { protocol, reason: None };
    amend::set(ports, researcher, instruments, course.manifest.weeks, change)
}

fn new_cohort(course: &Course, mailbox: &str, study: Option<StudyFile>) -> NewCohort {
    NewCohort {
        plan: Vec::new(),
        name: "Thursday cohort".to_owned(),
        starts_on: STARTS_ON,
        weeks: course.manifest.weeks,
        breaks: Vec::new(),
        mailbox: mailbox.to_owned(),
        study,
    }
}

/// Some coaches had training elsewhere.
fn note_training(
    clock: &Elsewhen,
    trainer: &mut Ledger,
    coaches: &[(String, Dice)],
    today: NaiveDate,
) -> Result<()> {
    clock.set(evening(today));
    let agency = "Sample Family Recovery".to_owned();
    issuing::keep_issuer(clock, trainer, &Issuer { agency })?;
    let held = [
        (1, 20, 180, "Ethics for peer workers, one morning, county training center"),
        (4, 33, 90, "Confidentiality in family court, online"),
    ];
    for (at, days, minutes, line) in held {
        let day = STARTS_ON + Days::new(days);
        if let Some((code, _)) = coaches.get(at).filter(|_| day <= today) {
            let (code, line) = (code.clone(), line.to_owned());
            training::note(clock, trainer, NoteTraining { code, day, line, minutes })?;
        }
    }
    Ok(())
}

fn evening(day: NaiveDate) -> chrono::NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(19, 40, 0).unwrap_or_default())
}
