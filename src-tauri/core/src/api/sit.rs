//! The coach's commands for sits.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session, lock, path};
use crate::course::Course;
use crate::course::recording::{self, Imported, NewRecording, Recorded};
use crate::error::{Code, Error, Result, Trouble};
use crate::people::Role;
use crate::ports::{Position, Volume};
use crate::practice::laid::{self, Laid};
use crate::practice::own::{self, OwnSit, OwnSitCard};
use crate::practice::script::Choices;
use crate::practice::sit::{Sit, SitState, WeekOfSit, usual_choices};
use crate::practice::timeline::{Timeline, assemble};
use crate::practice::transcript::{Transcript, transcript};
use crate::store::Ledger;
use crate::store::fact::Draft;
use crate::study::enrolment::Enrolment;

/// How often a sit under way is kept, in case the program or the power ends: the most that is lost.
const KEPT_EVERY: Duration = Duration::from_secs(10);
/// How far Back goes, seconds.
const BACK_SECONDS: f64 = 15.0;

/// A sit to start, or to read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SitStart {
    /// The practice's id.
    pub practice: String,
    /// Length, anchor, posture, eyes.
    pub choices: Choices,
}

/// A sit put together, to start.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnSitStart {
    /// The sit, kept or not.
    pub sit: OwnSit,
    /// The segment to begin with: 0 for the first.
    pub from: u32,
}

/// A sit put together, by its id.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnSitId {
    /// Its id.
    pub id: String,
}

/// Where to go in a sit.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SitSeek {
    /// Seconds from its start.
    pub seconds: f64,
}

/// A recording to import.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportRecording {
    /// The practice's id.
    pub practice: String,
    /// The cue it speaks; none for the whole practice.
    pub cue: Option<String>,
    /// The file: WAV, FLAC, MP3 or Ogg.
    pub file: String,
    /// Its name; a cue needs none.
    pub title: String,
    /// Who speaks.
    pub by: String,
}

/// One recording of a practice.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordingInput {
    /// The practice's id.
    pub practice: String,
    /// The recording's id.
    pub recording: String,
}

impl App {
    pub(super) fn recordings(&self, _: Nothing) -> Result<Vec<Recorded>> {
        self.as_role(Role::Trainer, |_| recording::list(&self.agencys_content()))
    }

    pub(super) fn import_recording(&self, input: ImportRecording) -> Result<Imported> {
        self.practice(&input.practice)?;
        let file = path(&input.file)?;
        let ports = self.as_role(Role::Trainer, |session| Ok(Arc::clone(&session.ports)))?;
        // An hour takes seconds to decode: nobody waits for the ledger meanwhile.
        let new = NewRecording {
            file: &file,
            practice: &input.practice,
            cue: input.cue.as_deref(),
            title: &input.title,
            by: &input.by,
        };
        recording::import(&self.agencys_content(), ports.sound(), new)
    }

    pub(super) fn remove_recording(&self, input: RecordingInput) -> Result<Vec<Recorded>> {
        self.practice(&input.practice)?;
        self.as_role(Role::Trainer, |_| {
            recording::remove(&self.agencys_content(), &input.practice, &input.recording)
        })?;
        self.recordings(Nothing {})
    }

    pub(super) fn transcript(&self, input: SitStart) -> Result<Transcript> {
        Ok(transcript(&assemble(self.practice(&input.practice)?, &input.choices)?))
    }

    pub(super) fn sit_start(&self, input: SitStart) -> Result<SitState> {
        let practice = self.practice(&input.practice)?;
        self.begin(&practice.script.title, |_| laid::practice(practice, &input.choices))
    }

    pub(super) fn own_sits(&self, _: Nothing) -> Result<Vec<OwnSitCard>> {
        self.as_coach(|session, _| self.own_sit_cards(&session.ledger))
    }

    pub(super) fn keep_own_sit(&self, input: OwnSit) -> Result<Vec<OwnSitCard>> {
        input.check(|id| self.course.practice(id).map(|practice| &practice.script))?;
        self.as_coach(|session, _| {
            let known = self.own_sit_cards(&session.ledger)?;
            own::keep(&*session.ports, &mut session.ledger, &known, input)?;
            self.own_sit_cards(&session.ledger)
        })
    }

    pub(super) fn remove_own_sit(&self, input: OwnSitId) -> Result<Vec<OwnSitCard>> {
        self.as_coach(|session, _| {
            let known = self.own_sit_cards(&session.ledger)?;
            own::remove(&*session.ports, &mut session.ledger, &known, input.id)?;
            self.own_sit_cards(&session.ledger)
        })
    }

    pub(super) fn own_sit_start(&self, input: OwnSitStart) -> Result<SitState> {
        self.begin(&input.sit.title, |ledger| {
            let practices = &self.course.practices;
            laid::own(&input.sit, input.from as usize, practices, |practice, minutes| {
                usual_choices(ledger, practice, minutes)
            })
        })
    }

    pub(super) fn sit(&self, _: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            let position = session.ports.sound().position();
            Ok(session.sit.as_ref().map(|sit| sit.state(&*session.ports, position)))
        })
    }

    pub(super) fn sit_pause(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().pause();
            keep(session);
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_brake(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().fade();
            keep(session);
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_resume(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| {
            session.ports.sound().resume();
            Ok(())
        })?;
        self.sit(input)
    }

    pub(super) fn sit_back(&self, _: Nothing) -> Result<Option<SitState>> {
        self.go_to(|position| position.seconds - BACK_SECONDS)
    }

    pub(super) fn sit_seek(&self, input: SitSeek) -> Result<Option<SitState>> {
        if !input.seconds.is_finite() {
            return Err(Error::refused("That is not a moment of this sit."));
        }
        self.go_to(|_| input.seconds)
    }

    fn go_to(&self, place: impl FnOnce(Position) -> f64) -> Result<Option<SitState>> {
        self.with(|session| {
            let Session { ports, sit, .. } = session;
            let position = ports.sound().position();
            if let (Some(sit), Some(position)) =
                (sit.as_mut().filter(|sit| !sit.is_over()), position)
            {
                let seconds = sit.seek(ports.now(), position, place(position));
                ports.sound().seek(seconds);
            }
            Ok(())
        })?;
        self.sit(Nothing {})
    }

    pub(super) fn set_volume(&self, input: Volume) -> Result<Option<SitState>> {
        let fits = |share: f32| (0.0..=1.0).contains(&share);
        if !fits(input.voice) || !fits(input.bells) {
            return Err(Error::refused("Volume goes from 0 to 1."));
        }
        self.with(|session| {
            let Session { ports, ledger, sit, .. } = session;
            ports.sound().set_volume(input);
            if let Some(sit) = sit {
                sit.set_volume(input);
            }
            if volume(ledger)? != input {
                ledger.append(&**ports, Draft::new("volume", &input)?)?;
            }
            Ok(())
        })?;
        self.sit(Nothing {})
    }

    pub(super) fn sit_stop(&self, input: Nothing) -> Result<Option<SitState>> {
        self.with(|session| self.note_sit(session))?;
        self.post_soon();
        self.sit(input)
    }

    /// Ends a sit that is under way and notes what was sat.
    pub(super) fn note_sit(&self, session: &mut Session) -> Result<()> {
        if session.sit.as_ref().is_none_or(Sit::is_over) {
            return Ok(());
        }
        let position = session.ports.sound().position();
        note(session, &self.course, position)?;
        session.ports.sound().stop();
        Ok(())
    }

    /// Ends a sit that is under way, and begins another.
    fn begin(
        &self,
        title: &str,
        lay_out: impl FnOnce(&Ledger) -> Result<Laid>,
    ) -> Result<SitState> {
        let (shared, course) = (Arc::downgrade(&self.session), Arc::clone(&self.course));
        let posting = self.poster();
        self.as_coach(|session, _| {
            let laid = lay_out(&session.ledger)?;
            self.note_sit(session)?;
            let volume = volume(&session.ledger)?;
            let sit = Sit::begin(session.ports.now(), title, laid, volume);
            let timeline = Arc::clone(sit.timeline());
            session.sit = Some(sit);
            keep_on(Weak::clone(&shared), Arc::downgrade(&timeline));
            let played = Arc::downgrade(&timeline);
            let ended = move || {
                if let Some(shared) = shared.upgrade()
                    && let Some(session) = lock(&shared).as_mut()
                    && is_under_way(session, &played)
                {
                    session.trouble =
                        note(session, &course, None).err().map(|error| Trouble::from(&error));
                }
                posting();
            };
            let sound = session.ports.sound();
            sound.set_volume(volume);
            sound.start(timeline, Box::new(ended));
            let position = sound.position();
            let sit = session.sit.as_ref().map(|sit| sit.state(&*session.ports, position));
            sit.ok_or_else(|| Error::new(Code::Fault, "the sit is gone"))
        })
    }

    pub(super) fn own_sit_cards(&self, ledger: &Ledger) -> Result<Vec<OwnSitCard>> {
        own::cards(ledger, &self.course.sits, &self.course.practices)
    }
}

/// How loud sits are, as the person set it last.
pub(super) fn volume(ledger: &Ledger) -> Result<Volume> {
    Ok(ledger.latest("volume")?.map(|fact| fact.read()).transpose()?.unwrap_or_default())
}

fn is_under_way(session: &Session, timeline: &Weak<Timeline>) -> bool {
    let same = |sit: &Sit| std::ptr::eq(Arc::as_ptr(sit.timeline()), timeline.as_ptr());
    session.sit.as_ref().is_some_and(|sit| !sit.is_over() && same(sit))
}

/// Keeps a sit every ten seconds while it is under way, on a thread of its own: the window may be
/// hidden or blocked, and ask for nothing.
fn keep_on(session: Weak<std::sync::Mutex<Option<Session>>>, timeline: Weak<Timeline>) {
    thread::spawn(move || {
        loop {
            thread::sleep(KEPT_EVERY);
            let Some(session) = session.upgrade() else { return };
            match lock(&session).as_mut() {
                Some(session) if is_under_way(session, &timeline) => keep(session),
                _ => return,
            }
        }
    });
}

/// Keeps the sit under way as it would be noted now.
fn keep(session: &mut Session) {
    let Session { ports, ledger, sit, .. } = session;
    if let Some(sit) = sit.as_mut().filter(|sit| !sit.is_over()) {
        sit.look(ports.now(), ports.sound().position());
        // Nobody who is sitting can mend a full disk. It shows when the sit is noted.
        let _ = sit.running().keep(ledger);
    }
}

/// Notes the session's sit; no position means the last bell.
fn note(session: &mut Session, course: &Course, position: Option<Position>) -> Result<()> {
    let enrolment = Enrolment::of(&session.ledger, course, session.ports.now().day())?;
    let Session { ports, ledger, sit, .. } = session;
    let Some(sit) = sit.as_mut() else { return Ok(()) };
    let number = enrolment.week(sit.day());
    let days_asked = enrolment.plans.asked_as_of(course, &enrolment.calendar, sit.day()).days;
    let week = WeekOfSit { calendar: enrolment.calendar, number, days_asked };
    sit.note(&**ports, ledger, &week, position)
}
