//! The files that bring people together: the study file and the invitation.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::Calendar;
use super::consent::{self, Acceptance};
use super::locked::Locked;
use super::plan::PlanLine;
use super::protocol::{Arm, Consent, Protocol};
use super::{code, withdrawal};
use crate::error::{Code, Error, Result};
use crate::letters;
use crate::measures::wording::Wording;
use crate::ports::{Channel, KeyPair, Ports};
use crate::store::Ledger;

/// A study file: what a trainer needs from the researcher. Holds no secret but the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyFile {
    /// Always `study`.
    pub evenkeel: String,
    /// The version of this format: 2, or 1 for one that nobody signed.
    pub format_version: u32,
    /// The study's id.
    pub study: String,
    /// Its name.
    pub name: String,
    /// What it asks and when.
    pub protocol: Protocol,
    /// The researcher's public key: answers are sealed to it.
    pub reader: String,
    /// Shows the researcher that an answer comes from somebody invited.
    pub ticket: String,
    /// The mailbox that answers go to; none in files of programs that knew one mailbox only, the
    /// cohort's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<String>,
    /// The installed wordings of the instruments that the protocol asks.
    #[serde(default)]
    pub wordings: Vec<Wording>,
    /// The keys of the study's own questionnaires that the protocol asks, TOML.
    #[serde(default)]
    pub keys: Vec<String>,
    /// The researcher's public key for signatures; left out where there was none yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signer: String,
    /// The researcher's signature over everything else in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
}

/// An invitation file: made out by a trainer to one coach. Holds no name of the coach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Always `invitation`.
    pub evenkeel: String,
    /// The version of this format: 1.
    pub format_version: u32,
    /// The cohort's id.
    pub cohort: String,
    /// Its name.
    pub cohort_name: String,
    /// The trainer's name, as the cohort knows them.
    pub trainer: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The first days of weeks without a class; left out where there are none, as programs did
    /// that knew no breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<NaiveDate>,
    /// Changes of the course's plan, in order; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<PlanLine>,
    /// The coach's code, drawn at random.
    pub code: String,
    /// The coach's arm.
    pub arm: Arm,
    /// The trainer's public key: progress is sealed to it.
    pub reader: String,
    /// Shows the trainer that progress comes from the holder of this invitation.
    pub ticket: String,
    /// The mailbox both use.
    pub mailbox: String,
    /// The study, if there is one.
    pub study: Option<StudyFile>,
}

/// An invitation as the coach reads it before saying yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InvitationPreview {
    /// The cohort's name.
    pub cohort: String,
    /// The trainer's name.
    pub trainer: String,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The last day of the last week.
    pub ends_on: NaiveDate,
    /// The first days of weeks without a class, in order.
    pub breaks: Vec<NaiveDate>,
    /// The arm.
    pub arm: Arm,
    /// The study's name, if there is one.
    pub study: Option<String>,
    /// What the study asks the coach to sign, where it does so here.
    pub consent: Option<Consent>,
    /// Whether coaches see their own scores.
    pub shows_scores: bool,
    /// Whether what they write to open questions goes to the study.
    pub sends_words: bool,
    /// The day the comparison arm gets the course, where it does.
    pub unlocks_on: Option<NaiveDate>,
    /// The sign of the study's key: see [`StudyFile::sign_of_key`].
    pub key_sign: Option<String>,
    /// The code under which everything goes out.
    pub code: String,
}

/// The largest file that is read as an invitation or a study file, bytes: with the wording of two
/// dozen long questionnaires it has about a tenth of that.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The ending of an invitation's file name.
pub const INVITATION_ENDING: &str = "evenkeel-invitation";
/// What a study's signature begins with, so that it is good for nothing else.
const SIGNED_AS: &[u8] = b"evenkeel study file v2\0";

/// The ending of a study file's name.
pub const STUDY_ENDING: &str = "evenkeel-study";

/// The name under which a coach's key for one channel is kept.
pub(crate) fn signer_name(channel: Channel, half: &str) -> String {
    format!("signer/{}/{half}", channel.name())
}

impl Invitation {
    /// Reads and checks an invitation file to a course of `weeks` weeks. `code` opens one that is
    /// locked.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::LockedInvitation`] without the code that opens it;
    /// [`Code::ForeignInvitation`] for anything that is no invitation.
    pub fn read(ports: &dyn Ports, path: &Path, code: Option<&str>, weeks: u32) -> Result<Self> {
        let invitation: Self = match read_file(path)? {
            Sent::Locked(locked) => locked.open(code)?,
            Sent::Plain(invitation) => *invitation,
        };
        if invitation.evenkeel != "invitation"
            || invitation.format_version != 1
            || !code::is_whole(&invitation.code)
        {
            return Err(Error::new(Code::ForeignInvitation, "not an invitation of this format"));
        }
        if let Some(study) = &invitation.study {
            study.check(ports)?;
        }
        invitation
            .calendar(weeks)
            .map_err(|error| Error::new(Code::ForeignInvitation, error.detail))?;
        Ok(invitation)
    }

    /// The calendar it invites to, for a course of `weeks` weeks.
    ///
    /// # Errors
    /// As [`Calendar::new`].
    pub fn calendar(&self, weeks: u32) -> Result<Calendar> {
        Calendar::new(self.starts_on, weeks, self.breaks.clone())
    }

    /// What the coach reads before saying yes, of a course of `weeks` weeks.
    ///
    /// # Errors
    /// As [`Calendar::new`].
    pub fn preview(&self, weeks: u32) -> Result<InvitationPreview> {
        let calendar = self.calendar(weeks)?;
        let study = self.study.as_ref();
        Ok(InvitationPreview {
            consent: study.and_then(|study| study.protocol.consent.clone()),
            shows_scores: study.is_none_or(|study| study.protocol.shows_scores),
            sends_words: study.is_some_and(|study| study.protocol.sends_words),
            unlocks_on: self.unlocks_on(&calendar),
            key_sign: study.and_then(StudyFile::sign_of_key),
            cohort: self.cohort_name.clone(),
            trainer: self.trainer.clone(),
            starts_on: calendar.starts_on(),
            ends_on: calendar.ends_on(),
            breaks: calendar.breaks().to_vec(),
            arm: self.arm,
            study: study.map(|study| study.name.clone()),
            code: self.code.clone(),
        })
    }

    /// The day the course is unlocked for somebody in the comparison arm.
    pub fn unlocks_on(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let study = self.study.as_ref().filter(|_| self.arm == Arm::Comparison)?;
        study.protocol.unlocks_on(calendar)
    }

    /// Writes the invitation into a folder, locked with a code where there is one, and returns
    /// where it lies.
    ///
    /// # Errors
    /// [`Code::ReadOnly`], [`Code::DiskFull`] or [`Code::NotFound`].
    pub fn write(&self, ports: &dyn Ports, folder: &Path, code: Option<&str>) -> Result<PathBuf> {
        let name = format!("{}.{INVITATION_ENDING}", self.code);
        match code {
            Some(code) => write_file(folder, &name, &Locked::with(ports, self, code)?),
            None => write_file(folder, &name, self),
        }
    }

    /// Whether it could be accepted like this.
    ///
    /// # Errors
    /// As [`Invitation::accept`].
    pub fn check(&self, yes: &Acceptance) -> Result<()> {
        consent::accepting(self, yes).map(drop)
    }

    /// Accepts the invitation: makes the coach's signing keys, one pair a channel, and records it
    /// with the signed consent. One that was written anew for the same code takes the place of the
    /// earlier one; the keys stay.
    ///
    /// # Errors
    /// [`Code::Refused`] without the consent that the study asks for, when this ledger belongs to
    /// another code, or after a withdrawal. When the ledger cannot be written.
    pub fn accept(&self, ports: &dyn Ports, ledger: &mut Ledger, yes: &Acceptance) -> Result<()> {
        let drafts = consent::accepting(self, yes)?;
        match Self::accepted(ledger)? {
            None => {
                for channel in [Channel::Progress, Channel::Answers] {
                    let pair = ports.courier().new_signer();
                    ledger.keep_secret(&signer_name(channel, "secret"), &pair.secret)?;
                    ledger.keep_secret(&signer_name(channel, "public"), &pair.public)?;
                }
            }
            Some(before) if (&before.code, &before.cohort) != (&self.code, &self.cohort) => {
                return Err(Error::refused(format!(
                    "You take part under the code {} here, and this invitation is for {}. Nothing \
                     was changed. To use it, lock, and begin as somebody new.",
                    before.code, self.code
                )));
            }
            Some(_) if withdrawal::own(ledger)?.is_some() => {
                return Err(Error::refused(
                    "You have withdrawn. Nothing was changed. To take part again, ask your trainer \
                     for a new invitation, lock, and begin as somebody new.",
                ));
            }
            Some(_) => {}
        }
        ledger.append_all(ports, drafts)?;
        Ok(())
    }

    /// The invitation that a coach accepted, if any.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn accepted(ledger: &Ledger) -> Result<Option<Self>> {
        ledger.latest("joined")?.map(|fact| fact.read()).transpose()
    }
}

/// An invitation as it is sent.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sent {
    Locked(Locked),
    Plain(Box<Invitation>),
}

impl StudyFile {
    /// Reads and checks a study file.
    ///
    /// # Errors
    /// [`Code::NotFound`], or [`Code::Refused`] for anything that is not one.
    pub fn read(ports: &dyn Ports, path: &Path) -> Result<Self> {
        let study: Self = read_file(path).map_err(|error| match error.code {
            Code::ForeignInvitation => Error::refused(
                "This file is not a study file that Evenkeel can open. Ask the researcher to send \
                 it again.",
            ),
            _ => error,
        })?;
        study.check(ports)?;
        Ok(study)
    }

    /// The same, signed by the researcher's key.
    ///
    /// # Errors
    /// [`Code::Refused`] when the key is none.
    pub fn signed(mut self, ports: &dyn Ports, signer: &KeyPair) -> Result<Self> {
        self.format_version = 2;
        self.signer.clone_from(&signer.public);
        self.signature = ports.courier().sign(&self.signed_bytes()?, signer)?;
        Ok(self)
    }

    /// What the signature covers: everything but itself.
    fn signed_bytes(&self) -> Result<Vec<u8>> {
        let bare = Self { signature: String::new(), ..self.clone() };
        Ok([SIGNED_AS, &serde_json::to_vec(&bare)?].concat())
    }

    /// A short sign of the researcher's key, such as `7KQM-2X9T`: two people who compare it over
    /// the phone know that they mean the same study. None for a file that was not signed.
    pub fn sign_of_key(&self) -> Option<String> {
        (!self.signer.is_empty()).then(|| sign_of(&self.signer))
    }

    /// Whether it is a study file, and as its researcher signed it. The first version of the
    /// format had no signature.
    fn check(&self, ports: &dyn Ports) -> Result<()> {
        let known = self.evenkeel == "study" && (1..=2).contains(&self.format_version);
        if !known || self.protocol.waves.is_empty() {
            return Err(Error::refused("This file is not a study file of this version."));
        }
        let unsigned = self.format_version == 1 && self.signer.is_empty();
        if !unsigned
            && !ports.courier().is_signed(&self.signed_bytes()?, &self.signature, &self.signer)
        {
            return Err(Error::refused(
                "This study file was changed after the researcher signed it. Nothing was taken \
                 from it. Ask the researcher to send it again.",
            ));
        }
        Ok(())
    }

    /// Writes the study file into a folder and returns where it lies.
    ///
    /// # Errors
    /// As [`Invitation::write`].
    pub fn write(&self, folder: &Path) -> Result<PathBuf> {
        let name: String = self
            .name
            .chars()
            .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        write_file(folder, &format!("{}.{STUDY_ENDING}", name.trim_matches('-')), self)
    }
}

/// The key that somebody signs files for one use with, made when it is first needed.
pub(crate) fn signer(ports: &dyn Ports, ledger: &mut Ledger, used_for: &str) -> Result<KeyPair> {
    let (secret, public) =
        (format!("signer/{used_for}/secret"), format!("signer/{used_for}/public"));
    if let (Ok(secret), Ok(public)) = (ledger.secret(&secret), ledger.secret(&public)) {
        return Ok(KeyPair { secret, public: public.to_string() });
    }
    let pair = ports.courier().new_signer();
    ledger.keep_secret(&secret, &pair.secret)?;
    ledger.keep_secret(&public, &pair.public)?;
    Ok(pair)
}

/// The sign of a public key: see [`StudyFile::sign_of_key`].
pub(crate) fn sign_of(public: &str) -> String {
    let sign = letters::of(public.as_bytes(), 7);
    format!("{}-{}", &sign[..4], &sign[4..])
}

pub(crate) fn read_file<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let foreign = |detail: String| Error::new(Code::ForeignInvitation, detail);
    let size = std::fs::metadata(path)?.len();
    if size > LARGEST {
        return Err(foreign(format!("{size} bytes is too large")));
    }
    let bytes = std::fs::read(path)?;
    serde_json::from_slice(&bytes).map_err(|error| foreign(error.to_string()))
}

pub(crate) fn write_file(folder: &Path, name: &str, content: &impl Serialize) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name);
    let half = folder.join(format!(".{name}.writing"));
    let text = serde_json::to_string_pretty(content)?;
    let written = std::fs::write(&half, text).and_then(|()| std::fs::rename(&half, &path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&half);
        return Err(error.into());
    }
    Ok(path)
}
