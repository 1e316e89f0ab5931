//! The application behind the commands: who has a ledger open, the course, and the host.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use super::reminders::Bell;
use super::safety::{self, Drawn};
use super::spoken::{SetLanguage, Spoken, Tongues};
use super::{
    ChoosePath, CreateCohort, CreatePerson, HelpView, Invite, Nothing, OpenSample, Start,
    Supervisor, Unlock,
};
use crate::cohort::board::{CohortView, Invited, board};
use crate::cohort::collect;
use crate::cohort::inviting;
use crate::cohort::roster::{self, NewCohort};
use crate::course::{self, ContentFolder, Course, recording, search};
use crate::error::{Code, Error, Result, Trouble};
use crate::measures::fingerprint::Fingerprints;
use crate::measures::{self, Instrument, wording};
use crate::people::day::OwnDay;
use crate::people::idle::Watch;
use crate::people::{self, Opened, Person, Role};
use crate::ports::{Moment, Ports};
use crate::practice::log;
use crate::practice::sit::Sit;
use crate::sample;
use crate::store::Ledger;
use crate::store::keys::OpenedBy;
use crate::study::enrolment::Enrolment;
use crate::study::invitation::{Invitation, StudyFile};
use crate::study::plan;

/// The application. A host makes one and calls commands on it from any thread.
pub struct App {
    pub(super) ports: Arc<dyn Ports>,
    pub(super) course: Arc<Spoken<Course>>,
    pub(super) instruments: Arc<Spoken<Vec<Instrument>>>,
    pub(super) fingerprints: Arc<Fingerprints>,
    /// Made when somebody first looks for something.
    pub(super) index: Mutex<Option<search::Index>>,
    pub(super) bell: Mutex<Bell>,
    /// Why the agency's own files are left out, where they are.
    agency: Option<Trouble>,
    pub(super) session: Arc<Mutex<Option<Session>>>,
    /// Held while hand-ins go out, so that two tries do not send the same twice.
    pub(super) posting: Arc<Mutex<()>>,
    /// The collect under way.
    pub(super) collecting: Mutex<Option<Arc<collect::Watch>>>,
    /// Why the last backup that was to be made by itself was not.
    pub(super) unsaved: Arc<Mutex<Option<Trouble>>>,
}

/// An open ledger and what goes with it until it is locked.
pub(super) struct Session {
    pub(super) person: Person,
    pub(super) ledger: Ledger,
    /// The host, or for a sample study the host with another clock.
    pub(super) ports: Arc<dyn Ports>,
    pub(super) sit: Option<Sit>,
    pub(super) trouble: Option<Trouble>,
    /// By which way it was opened.
    pub(super) by: OpenedBy,
    /// A recovery code that was drawn and not confirmed yet.
    pub(super) drawn: Option<Drawn>,
    /// Whether somebody is there.
    pub(super) watch: Watch,
}

impl App {
    /// Loads the content and waits at the door.
    ///
    /// # Errors
    /// [`Code::Content`] when the content folder does not hold together.
    pub fn new(ports: Arc<dyn Ports>) -> Result<Self> {
        let content = ports.content();
        let read = |content: &ContentFolder| {
            let instruments = measures::load::load(content)?;
            Ok((course::load::load(content)?, instruments, measures::load::fingerprints(content)?))
        };
        let mut agency = None;
        let (course, instruments, fingerprints) = match read(content) {
            // What an agency laid over it must not keep anybody from their course.
            Err(error) if content.agency().is_some() => {
                let error: Error = error;
                agency = Some(Trouble::from(&Error::new(Code::AgencyContent, error.detail)));
                read(&content.alone())?
            }
            read => read?,
        };
        let tongues = Arc::new(Tongues::of(content, &course.manifest.language)?);
        Ok(Self {
            index: Mutex::default(),
            bell: Mutex::default(),
            course: Arc::new(Spoken::new(course, &tongues)),
            instruments: Arc::new(Spoken::new(instruments, &tongues)),
            fingerprints: Arc::new(fingerprints),
            agency,
            ports,
            session: Arc::default(),
            posting: Arc::default(),
            collecting: Mutex::default(),
            unsaved: Arc::default(),
        })
    }

    pub(super) fn start(&self, _: Nothing) -> Result<Start> {
        let session = self.lock_session();
        let supervisor = session.as_ref().map(|session| supervisor(&session.ledger)).transpose()?;
        let takes_course = match session.as_ref() {
            Some(session) if session.person.role == Role::Coach => {
                let today = session.ports.now().day();
                Enrolment::of(&session.ledger, &self.course, today)?.takes_course()
            }
            _ => false,
        };
        Ok(Start {
            people: people::list(&*self.ports)?,
            open: session.as_ref().map(|session| session.person.clone()),
            takes_course,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            outbox: self.ports.outbox_dir().display().to_string(),
            data_dir: self.ports.data_dir().display().to_string(),
            agency: self.agency.clone(),
            help: self.help_view(supervisor.flatten()),
        })
    }

    pub(super) fn set_language(&self, input: SetLanguage) -> Result<()> {
        let alone = self.agency.is_some();
        let content =
            if alone { self.ports.content().alone() } else { self.ports.content().clone() };
        let spoken = content.spoken(&input.language);
        self.course.learn(&input.language, || course::load::load(&spoken))?;
        self.instruments.learn(&input.language, || measures::load::load(&spoken))?;
        if self.course.speak(&input.language) {
            *lock(&self.index) = None;
        }
        Ok(())
    }

    pub(super) fn choose_path(&self, input: ChoosePath) -> Result<Option<String>> {
        Ok(self.ports.choose_path(input.kind).map(|path| path.display().to_string()))
    }

    /// An invitation, with the wordings that it carries checked. `code` opens a locked one.
    pub(super) fn invitation(&self, file: &str, code: Option<&str>) -> Result<Invitation> {
        let weeks = self.course.manifest.weeks;
        let invitation = Invitation::read(&*self.ports, &path(file)?, code, weeks)?;
        invitation.study.iter().try_for_each(|study| self.hold_wordings(study))?;
        Ok(invitation)
    }

    pub(super) fn hold_wordings(&self, study: &StudyFile) -> Result<()> {
        wording::hold(&self.instruments, &self.fingerprints, &study.keys, &study.wordings)
    }

    pub(super) fn create_person(&self, input: CreatePerson) -> Result<Start> {
        let invitation = input
            .invitation
            .filter(|_| input.role == Role::Coach)
            .map(|file| self.invitation(&file, input.code.as_deref()))
            .transpose()?;
        let yes = input.acceptance.unwrap_or_default();
        invitation.iter().try_for_each(|invitation| invitation.check(&yes))?;
        let words = input.passphrase.as_ref().map(|words| words.as_str());
        let (person, mut ledger) = people::create(&*self.ports, &input.name, input.role, words)?;
        if let Some(invitation) = invitation {
            invitation.accept(&*self.ports, &mut ledger, &yes)?;
        }
        let by = if person.locked { OpenedBy::Passphrase } else { OpenedBy::Nothing };
        self.open(Opened { person, ledger, by }, Arc::clone(&self.ports))
    }

    pub(super) fn unlock(&self, input: Unlock) -> Result<Start> {
        self.close()?;
        let words = input.passphrase.as_ref().map(|words| words.as_str());
        let opened = people::open(&*self.ports, &input.id, words)?;
        let start = self.open(opened, Arc::clone(&self.ports))?;
        self.back_up_soon();
        Ok(start)
    }

    pub(super) fn lock(&self, input: Nothing) -> Result<Start> {
        self.close()?;
        self.start(input)
    }

    pub(super) fn open_sample(&self, input: OpenSample) -> Result<Start> {
        self.close()?;
        let opened = sample::look_around(
            &self.ports,
            self.course.original(),
            self.instruments.original(),
            input.role,
        )?;
        let sample::Opened { person, ledger, ports } = opened;
        self.open(Opened { person, ledger, by: OpenedBy::Passphrase }, ports)
    }

    pub(super) fn open(&self, opened: Opened, ports: Arc<dyn Ports>) -> Result<Start> {
        let Opened { person, mut ledger, by } = opened;
        ledger.set_content_version(&self.course.manifest.version);
        let ports = OwnDay::of(ports, &ledger)?;
        // Where it cannot be written now, it is written before the next fact.
        let _ = ledger.note_clock(&*ports);
        let trouble = log::recover(&*ports, &mut ledger).err().map(|error| Trouble::from(&error));
        let watch = Watch::begin(self.now(), None);
        let mut session =
            Session { person, ledger, ports, sit: None, trouble, by, drawn: None, watch };
        session.watch.minutes = safety::lock_after(&session)?;
        self.remember(&session)?;
        // What troubled the last person here is not theirs; it is tried again soon.
        *lock(&self.unsaved) = None;
        *self.lock_session() = Some(session);
        self.post_soon();
        self.start(Nothing {})
    }

    /// Ends a sit that is under way, notes it, and closes the ledger. A host calls this when its
    /// window closes.
    ///
    /// # Errors
    /// When the sit cannot be noted; the ledger then stays open.
    pub fn close(&self) -> Result<()> {
        let mut session = self.lock_session();
        if let Some(session) = session.as_mut() {
            self.note_sit(session)?;
            self.back_up_at_last(session);
        }
        *session = None;
        Ok(())
    }

    pub(super) fn help(&self, _: Nothing) -> Result<HelpView> {
        let session = self.lock_session();
        let supervisor = session.as_ref().map(|session| supervisor(&session.ledger)).transpose()?;
        Ok(self.help_view(supervisor.flatten()))
    }

    fn help_view(&self, supervisor: Option<Supervisor>) -> HelpView {
        let today = self.today_for_help();
        let help = self.course.help.clone();
        let stale = help.lines.iter().filter(|line| line.is_stale(today));
        HelpView { stale: stale.map(|line| line.id.clone()).collect(), help, supervisor }
    }

    /// The date as the computer has it: help lines age for everybody alike.
    pub(super) fn today_for_help(&self) -> NaiveDate {
        self.ports.now().local.date_naive()
    }

    pub(super) fn set_supervisor(&self, input: Supervisor) -> Result<HelpView> {
        self.with(|session| {
            let draft = crate::store::fact::Draft::new("supervisor", &input)?;
            session.ledger.append(&*session.ports, draft)
        })?;
        self.help(Nothing {})
    }

    pub(super) fn cohort(&self, _: Nothing) -> Result<CohortView> {
        self.with(|session| board(&session.ledger, &self.course, session.ports.now().day()))
    }

    pub(super) fn create_cohort(&self, input: CreateCohort) -> Result<CohortView> {
        let study = input
            .study_file
            .filter(|file| !file.trim().is_empty())
            .map(|file| {
                let study = StudyFile::read(&*self.ports, &path(&file)?)?;
                self.hold_wordings(&study).map(|()| study)
            })
            .transpose()?;
        input.plan.iter().try_for_each(|line| plan::check(line, &self.course))?;
        // A study says where its answers go; a cohort that says nothing else uses the same place.
        let of_study = study.as_ref().and_then(|study: &StudyFile| study.mailbox.clone());
        let mailbox = Some(input.mailbox).filter(|place| !place.trim().is_empty()).or(of_study);
        let new = NewCohort {
            name: input.name,
            starts_on: input.starts_on,
            weeks: self.course.manifest.weeks,
            breaks: input.breaks,
            plan: input.plan,
            mailbox: mailbox.unwrap_or_default(),
            study,
        };
        self.as_role(Role::Trainer, |session| {
            roster::create(&*session.ports, &mut session.ledger, new)?;
            board(&session.ledger, &self.course, session.ports.now().day())
        })
    }

    pub(super) fn invite(&self, input: Invite) -> Result<Invited> {
        let folder = path(&input.folder)?;
        self.as_role(Role::Trainer, |session| {
            let (path, code) = inviting::invite(
                &*session.ports,
                &mut session.ledger,
                &session.person.name,
                &input.name,
                input.arm,
                &folder,
            )?;
            let view = board(&session.ledger, &self.course, session.ports.now().day())?;
            Ok(Invited { path: path.display().to_string(), code, view })
        })
    }

    /// The content folder as a trainer changes it.
    pub(super) fn agencys_content(&self) -> ContentFolder {
        recording::agencys(self.ports.content(), self.ports.data_dir())
    }

    /// Runs something on the open ledger.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        match self.lock_session().as_mut() {
            Some(session) => act(session),
            None => Err(Error::new(Code::Locked, "no ledger is open")),
        }
    }

    /// As [`App::with`], for one role only.
    pub(super) fn as_role<T>(
        &self,
        role: Role,
        act: impl FnOnce(&mut Session) -> Result<T>,
    ) -> Result<T> {
        self.with(|session| {
            if session.person.role != role {
                return Err(Error::new(Code::Fault, format!("this is for the {role:?} alone")));
            }
            act(session)
        })
    }

    /// The computer's own clocks, also in a sample study.
    pub(super) fn now(&self) -> Moment {
        self.ports.now()
    }

    pub(super) fn lock_session(&self) -> MutexGuard<'_, Option<Session>> {
        lock(&self.session)
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn supervisor(ledger: &Ledger) -> Result<Option<Supervisor>> {
    ledger.latest("supervisor")?.map(|fact| fact.read()).transpose()
}

/// A path that somebody typed or chose.
pub(super) fn path(text: &str) -> Result<PathBuf> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::refused("Please choose a place first."));
    }
    let path = Path::new(text);
    if path.is_absolute() {
        Ok(path.to_owned())
    } else {
        Err(Error::refused("Please give the whole path, or choose it with the button."))
    }
}
