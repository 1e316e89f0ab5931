//! What leaves a coach's computer: composed from facts, signed and sealed. How it travels stands in
//! [`super::parcels`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::consent::{Leave, given};
use super::invitation::{Invitation, signer_name};
use super::parcels::{self, Sent};
use super::protocol::Arm;
use super::withdrawal::{WITHDREW, Withdraw};
use crate::course::progress::SectionRead;
use crate::effects::{Hard, PleaseCall, WeekAsked};
use crate::error::{Result, Trouble};
use crate::feedback::{FEEDBACK, Feedback};
use crate::measures::returned::{CORRECTED, Corrected, WORDS, Words};
use crate::measures::sheet::HandedIn;
use crate::needs::{NEEDS, Versioned};
use crate::ports::{Channel, KeyPair, Letter, Ports, Record};
use crate::practice::log::Sat;
use crate::practice::log::entered::{self, Removed, Reported, Source};
use crate::store::fact::{Fact, ME};
use crate::store::{Ledger, hex};
use crate::supervision::{self, SharedMinutes, Supervised};

/// What others see of a coach, and what is on its way.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Sharing {
    /// The cohort's name; none for somebody who takes the course alone.
    pub cohort: Option<String>,
    /// The trainer's name.
    pub trainer: Option<String>,
    /// The study's name, if there is one.
    pub study: Option<String>,
    /// The code under which everything goes out.
    pub code: Option<String>,
    /// Where hand-ins go.
    pub mailbox: Option<String>,
    /// Everything the trainer has been or will be sent, fact by fact.
    pub trainer_sees: Vec<SharedFact>,
    /// Everything the study has been or will be sent, fact by fact.
    pub study_sees: Vec<SharedFact>,
    /// Hand-ins that went out, the latest first.
    pub sent: Vec<SentHandIn>,
    /// Facts that are still to go.
    pub waiting: u32,
    /// Why the last try did not go through.
    pub trouble: Option<Trouble>,
}

/// One fact exactly as it goes out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SharedFact {
    /// The day it belongs to.
    pub day: NaiveDate,
    /// What it is, in words.
    pub words: String,
    /// Its fields as they are sealed, JSON.
    pub exactly: String,
    /// Whether it has gone out.
    pub sent: bool,
}

/// A hand-in that went out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SentHandIn {
    /// To whom.
    pub channel: Channel,
    /// 1 for the first on this channel.
    pub sequence: u32,
    /// The day it went.
    pub day: NaiveDate,
    /// How many facts it held.
    pub facts: u32,
    /// Whether it was saved as a file, to be carried by hand.
    pub by_hand: bool,
    /// The day the reader said that it was received; none before a receipt comes back.
    pub received_on: Option<NaiveDate>,
}

/// The most facts in one hand-in.
const MOST_FACTS: usize = 500;

/// The ending of a hand-in's file name.
pub const HAND_IN_ENDING: &str = "evk";

/// The first fact on each channel: under which terms the sender takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The arm.
    pub arm: Arm,
    /// The day of class 1.
    pub starts_on: NaiveDate,
    /// The first days of weeks without a class; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<NaiveDate>,
    /// The version of the study's protocol; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<u32>,
}

/// Seals what waits on a channel as its next hand-in; `None` when nothing does.
pub(super) fn seal(
    ports: &dyn Ports,
    ledger: &Ledger,
    channel: Channel,
) -> Result<Option<(Sent, Vec<u8>)>> {
    let Some(invitation) = Invitation::accepted(ledger)? else { return Ok(None) };
    let Some((about, reader, ticket)) = addressee(&invitation, channel) else { return Ok(None) };
    let last = last_sealed(ledger, channel)?;
    let signer = KeyPair {
        secret: ledger.secret(&signer_name(channel, "secret"))?,
        public: ledger.secret(&signer_name(channel, "public"))?.to_string(),
    };
    let through = last.as_ref().map_or(0, |sent| sent.through);
    let mut records = Vec::new();
    let mut reached = through;
    let leave = Leave::of(ledger)?;
    for fact in ledger.mine_after(through)? {
        if records.len() == MOST_FACTS {
            break;
        }
        reached = fact.seq;
        if !leave.lets(channel, &fact, through)? {
            continue;
        }
        records.extend(outgoing(channel, &fact, &signer.secret, invitation.starts_on)?);
    }
    if records.is_empty() {
        return Ok(None);
    }
    let restored = ledger.latest("restored")?;
    let restored = restored.map(|fact| record_id(&signer.secret, &fact.id)).unwrap_or_default();
    let facts = records.len() as u32;
    let letter = Letter {
        channel,
        about,
        code: invitation.code,
        ticket,
        sequence: last.as_ref().map_or(1, |sent| sent.sequence + 1),
        restored: restored.clone(),
        previous: last.map_or_else(String::new, |sent| sent.hash),
        day: ports.now().day(),
        records,
    };
    let sealed = ports.courier().seal(&letter, &signer, &reader)?;
    let mut random = [0u8; 16];
    ports.random(&mut random);
    let sent = Sent {
        channel,
        sequence: letter.sequence,
        name: format!("{}.{HAND_IN_ENDING}", hex(&random)),
        hash: sealed.hash,
        through: reached,
        facts,
        restored,
        by_hand: false,
    };
    Ok(Some((sent, sealed.bytes)))
}

/// What others see of this coach.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sharing(ledger: &Ledger) -> Result<Sharing> {
    let invitation = Invitation::accepted(ledger)?;
    let mut view = Sharing {
        cohort: None,
        trainer: None,
        study: None,
        code: None,
        mailbox: None,
        trainer_sees: Vec::new(),
        study_sees: Vec::new(),
        sent: Vec::new(),
        waiting: 0,
        trouble: None,
    };
    let Some(invitation) = invitation else { return Ok(view) };
    view.trainer_sees = shared_facts(ledger, Channel::Progress, &invitation)?;
    if invitation.study.is_some() {
        view.study_sees = shared_facts(ledger, Channel::Answers, &invitation)?;
    }
    view.waiting =
        view.trainer_sees.iter().chain(&view.study_sees).filter(|fact| !fact.sent).count() as u32;
    let received = parcels::received(ledger)?;
    for (day, sent) in all_sent(ledger)?.into_iter().rev() {
        let receipt = received.iter().find(|receipt| receipt.names.contains(&sent.name));
        view.sent.push(SentHandIn {
            channel: sent.channel,
            sequence: sent.sequence as u32,
            day,
            facts: sent.facts,
            by_hand: sent.by_hand,
            received_on: receipt.map(|receipt| receipt.day),
        });
    }
    view.cohort = Some(invitation.cohort_name);
    view.trainer = Some(invitation.trainer);
    view.study = invitation.study.map(|study| study.name);
    view.code = Some(invitation.code);
    view.mailbox = Some(invitation.mailbox);
    Ok(view)
}

/// The day on which something last went out.
///
/// # Errors
/// When the ledger cannot be read.
pub fn last_sent_on(ledger: &Ledger) -> Result<Option<NaiveDate>> {
    Ok(ledger.latest("sent")?.map(|fact| fact.day))
}

fn shared_facts(
    ledger: &Ledger,
    channel: Channel,
    invitation: &Invitation,
) -> Result<Vec<SharedFact>> {
    let secret = ledger.secret(&signer_name(channel, "secret"))?;
    let through = last_sent(ledger, channel)?.map_or(0, |sent| sent.through);
    let mut shared = Vec::new();
    let leave = Leave::of(ledger)?;
    for fact in ledger.mine_after(0)? {
        if !leave.lets(channel, &fact, through)? {
            continue;
        }
        if let Some(record) = outgoing(channel, &fact, &secret, invitation.starts_on)? {
            shared.push(SharedFact {
                day: record.day,
                words: in_words(&record),
                exactly: serde_json::to_string_pretty(&record.body)?,
                sent: fact.seq <= through,
            });
        }
    }
    Ok(shared)
}

/// What went out, in order, with its day.
pub(super) fn all_sent(ledger: &Ledger) -> Result<Vec<(NaiveDate, Sent)>> {
    ledger.facts("sent", ME)?.iter().map(|fact| Ok((fact.day, fact.read()?))).collect()
}

fn last_sent(ledger: &Ledger, channel: Channel) -> Result<Option<Sent>> {
    let of_channel = all_sent(ledger)?.into_iter().map(|(_, sent)| sent);
    Ok(of_channel.filter(|sent| sent.channel == channel).max_by_key(|sent| sent.sequence))
}

/// The latest hand-in of a channel, gone out or not.
fn last_sealed(ledger: &Ledger, channel: Channel) -> Result<Option<Sent>> {
    let both = [last_sent(ledger, channel)?, parcels::latest(ledger, channel)?];
    Ok(both.into_iter().flatten().max_by_key(|sent| sent.sequence))
}

/// Whom a channel is sealed to: what it is about, the reader's key, and the ticket to show.
fn addressee(invitation: &Invitation, channel: Channel) -> Option<(String, String, String)> {
    match channel {
        Channel::Progress => {
            Some((invitation.cohort.clone(), invitation.reader.clone(), invitation.ticket.clone()))
        }
        Channel::Answers => invitation
            .study
            .as_ref()
            .map(|study| (study.study.clone(), study.reader.clone(), study.ticket.clone())),
    }
}

/// What of a fact goes out on a channel, and nothing else ever does. The trainer gets days, never
/// the time of day; the study gets answers, never practice. Imported sits from before the course
/// stay where they are.
fn outgoing(
    channel: Channel,
    fact: &Fact,
    secret: &str,
    starts_on: NaiveDate,
) -> Result<Option<Record>> {
    let stays = |source: Source| source == Source::Imported && fact.day < starts_on;
    let (kind, body) = match (channel, fact.kind.as_str()) {
        (_, "joined") => {
            let invitation: Invitation = fact.read()?;
            let Invitation { arm, starts_on, breaks, study, .. } = invitation;
            let protocol = study.map(|study| study.protocol.version);
            let terms = Terms { arm, starts_on, breaks, protocol };
            ("joined", serde_json::to_value(terms)?)
        }
        (_, WITHDREW) => (WITHDREW, serde_json::to_value(fact.read::<Withdraw>()?)?),
        (Channel::Answers, "consented") => ("consented", serde_json::to_value(given(fact)?)?),
        (Channel::Progress, "sit") => {
            let sat: Sat = fact.read()?;
            let body = json!({
                "practice": sat.practice,
                "measured_seconds": sat.measured_seconds,
                "to_the_bell": sat.to_the_bell,
            });
            ("sit", body)
        }
        (Channel::Progress, "sit-reported") => match fact.read::<Reported>()? {
            sat if stays(sat.source) => return Ok(None),
            sat => ("sit-reported", serde_json::to_value(Reported { row: None, ..sat })?),
        },
        (Channel::Progress, "sit-corrected") => {
            let entered::Corrected { sit, version, practice, minutes, source } = fact.read()?;
            let sit = record_id(secret, &sit);
            if stays(source) {
                ("sit-removed", serde_json::to_value(Removed { sit, version, source })?)
            } else {
                let body = entered::Corrected { sit, version, practice, minutes, source };
                ("sit-corrected", serde_json::to_value(body)?)
            }
        }
        (Channel::Progress, "sit-removed") => match fact.read::<Removed>()? {
            sat if stays(sat.source) => return Ok(None),
            sat => {
                let body = Removed { sit: record_id(secret, &sat.sit), ..sat };
                ("sit-removed", serde_json::to_value(body)?)
            }
        },
        (Channel::Progress, "lesson-read") => {
            ("lesson-read", serde_json::to_value(fact.read::<SectionRead>()?)?)
        }
        (Channel::Progress, NEEDS) => (NEEDS, serde_json::to_value(fact.read::<Versioned>()?)?),
        (Channel::Progress, FEEDBACK) => {
            (FEEDBACK, serde_json::to_value(fact.read::<Feedback>()?.outgoing())?)
        }
        (Channel::Progress, "supervised") => {
            let minutes = fact.read::<Supervised>()?.minutes;
            ("supervised", serde_json::to_value(SharedMinutes { minutes })?)
        }
        (Channel::Progress, "supervised-removed") => {
            let supervision::Removed { meeting } = fact.read()?;
            let body = supervision::Removed { meeting: record_id(secret, &meeting) };
            ("supervised-removed", serde_json::to_value(body)?)
        }
        (Channel::Progress, "please-call") => {
            ("please-call", serde_json::to_value(fact.read::<PleaseCall>()?)?)
        }
        // That it happened and how it was; the words stay.
        (Channel::Progress, "hard") => match fact.read::<Hard>()? {
            hard if hard.tell_trainer => ("hard", serde_json::to_value(hard.how)?),
            _ => return Ok(None),
        },
        (Channel::Answers, "hard") => ("hard", serde_json::to_value(fact.read::<Hard>()?.how)?),
        (Channel::Answers, "week-asked") => {
            ("week-asked", serde_json::to_value(fact.read::<WeekAsked>()?)?)
        }
        (Channel::Progress, "answers") => {
            let answers: HandedIn = fact.read()?;
            ("returned", json!({ "wave": answers.wave, "instrument": answers.instrument }))
        }
        (Channel::Answers, "answers") => {
            ("answers", serde_json::to_value(fact.read::<HandedIn>()?)?)
        }
        (Channel::Answers, CORRECTED) => {
            (CORRECTED, serde_json::to_value(fact.read::<Corrected>()?)?)
        }
        (Channel::Answers, WORDS) => match fact.read::<Words>()? {
            words if words.shared => (WORDS, serde_json::to_value(words)?),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let at = match channel {
        Channel::Progress => fact.day.to_string(),
        Channel::Answers => fact.at.clone(),
    };
    let id = record_id(secret, &fact.id);
    Ok(Some(Record { id, kind: kind.to_owned(), at, day: fact.day, body }))
}

/// An id of its own on each channel, the same each time: two channels cannot be joined by it.
fn record_id(secret: &str, fact: &str) -> String {
    let mut sha = Sha256::new();
    sha.update(secret.as_bytes());
    sha.update([0]);
    sha.update(fact.as_bytes());
    hex(&sha.finalize()[..16])
}

fn in_words(record: &Record) -> String {
    let text = |name: &str| record.body[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| record.body[name].as_u64().unwrap_or_default();
    match record.kind.as_str() {
        "joined" => "You joined".to_owned(),
        "consented" => format!("You signed the consent, version {}", number("version")),
        WITHDREW if record.body["keep"] == true => "You withdrew. What you gave is kept".to_owned(),
        WITHDREW => "You withdrew. What you gave is to be deleted".to_owned(),
        "sit" => match number("measured_seconds") / 60 {
            0 => "Less than a minute of practice, measured".to_owned(),
            1 => "1 minute of practice, measured".to_owned(),
            minutes => format!("{minutes} minutes of practice, measured"),
        },
        "sit-reported" => format!("{} minutes of practice, entered by you", number("minutes")),
        "sit-corrected" => {
            format!("An entry of yours, changed to {} minutes of practice", number("minutes"))
        }
        "sit-removed" => "An entry of yours, taken out".to_owned(),
        "supervised" => {
            format!("{} minutes of supervision; nothing of what it was", number("minutes"))
        }
        "supervised-removed" => "A meeting of supervision, taken out".to_owned(),
        "please-call" => match text("note").as_str() {
            "" => "Please call me".to_owned(),
            note => format!("Please call me: {note}"),
        },
        NEEDS => "What would help you come: all you chose and wrote".to_owned(),
        FEEDBACK if record.body["show_words"] == true => {
            "What you said about the course, with your words".to_owned()
        }
        FEEDBACK => "What you said about the course, none of your words".to_owned(),
        "hard" => "That something was hard, and how; none of your words".to_owned(),
        "week-asked" => format!("Your answer about week {}", number("week")),
        "lesson-read" => "A section of a lesson, read".to_owned(),
        "returned" => format!("Questionnaire handed in ({}), no answers", text("wave")),
        "answers" => format!("Questionnaire ({}), all answers", text("wave")),
        CORRECTED => {
            let wave = record.body["handed_in"]["wave"].as_str().unwrap_or_default();
            format!("One answer corrected ({wave})")
        }
        WORDS => format!("What you wrote to open questions ({})", text("wave")),
        other => other.to_owned(),
    }
}
