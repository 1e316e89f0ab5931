//! The files that bring people together: the study file and the invitation.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::Calendar;
use super::code;
use super::plan::PlanLine;
use super::protocol::{Arm, Protocol};
use crate::error::{Code, Error, Result};
use crate::measures::wording::Wording;
use crate::ports::{Channel, Ports};
use crate::store::Ledger;
use crate::store::fact::Draft;

/// A study file: what a trainer needs from the researcher. Holds no secret but the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyFile {
    /// Always `study`.
    pub evenkeel: String,
    /// The version of this format: 1.
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
    /// The code under which everything goes out.
    pub code: String,
}

/// The largest file that is read as an invitation or a study file, bytes: with the wording of two
/// dozen long questionnaires it has about a tenth of that.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The ending of an invitation's file name.
pub const INVITATION_ENDING: &str = "evenkeel-invitation";
/// The ending of a study file's name.
pub const STUDY_ENDING: &str = "evenkeel-study";

/// The name under which a coach's key for one channel is kept.
pub(crate) fn signer_name(channel: Channel, half: &str) -> String {
    format!("signer/{}/{half}", channel.name())
}

impl Invitation {
    /// Reads and checks an invitation file to a course of `weeks` weeks.
    ///
    /// # Errors
    /// [`Code::NotFound`], or [`Code::ForeignInvitation`] for anything that is not one.
    pub fn read(path: &Path, weeks: u32) -> Result<Self> {
        let invitation: Self = read_file(path)?;
        if invitation.evenkeel != "invitation"
            || invitation.format_version != 1
            || !code::is_whole(&invitation.code)
        {
            return Err(Error::new(Code::ForeignInvitation, "not an invitation of this format"));
        }
        if let Some(study) = &invitation.study {
            study.check()?;
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
        Ok(InvitationPreview {
            cohort: self.cohort_name.clone(),
            trainer: self.trainer.clone(),
            starts_on: calendar.starts_on(),
            ends_on: calendar.ends_on(),
            breaks: calendar.breaks().to_vec(),
            arm: self.arm,
            study: self.study.as_ref().map(|study| study.name.clone()),
            code: self.code.clone(),
        })
    }

    /// Writes the invitation into a folder and returns where it lies.
    ///
    /// # Errors
    /// [`Code::ReadOnly`], [`Code::DiskFull`] or [`Code::NotFound`].
    pub fn write(&self, folder: &Path) -> Result<PathBuf> {
        write_file(folder, &format!("{}.{INVITATION_ENDING}", self.code), self)
    }

    /// Accepts the invitation: makes the coach's signing keys, one pair a channel, and records it.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn accept(&self, ports: &dyn Ports, ledger: &mut Ledger) -> Result<()> {
        for channel in [Channel::Progress, Channel::Answers] {
            let pair = ports.courier().new_signer();
            ledger.keep_secret(&signer_name(channel, "secret"), &pair.secret)?;
            ledger.keep_secret(&signer_name(channel, "public"), &pair.public)?;
        }
        ledger.append(ports, Draft::new("joined", self)?)?;
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

impl StudyFile {
    /// Reads and checks a study file.
    ///
    /// # Errors
    /// [`Code::NotFound`], or [`Code::Refused`] for anything that is not one.
    pub fn read(path: &Path) -> Result<Self> {
        let study: Self = read_file(path).map_err(|error| match error.code {
            Code::ForeignInvitation => Error::refused(
                "This file is not a study file that Evenkeel can open. Ask the researcher to send \
                 it again.",
            ),
            _ => error,
        })?;
        study.check()?;
        Ok(study)
    }

    fn check(&self) -> Result<()> {
        if self.evenkeel != "study" || self.format_version != 1 || self.protocol.waves.is_empty() {
            return Err(Error::refused("This file is not a study file of this version."));
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

fn read_file<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let foreign = |detail: String| Error::new(Code::ForeignInvitation, detail);
    let size = std::fs::metadata(path)?.len();
    if size > LARGEST {
        return Err(foreign(format!("{size} bytes is too large")));
    }
    let bytes = std::fs::read(path)?;
    serde_json::from_slice(&bytes).map_err(|error| foreign(error.to_string()))
}

fn write_file(folder: &Path, name: &str, content: &impl Serialize) -> Result<PathBuf> {
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
