//! The trainer's commands around signals and messages.

use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session};
use crate::cohort::board::{CohortView, board};
use crate::cohort::messages::{self, MessageGroup};
use crate::cohort::signals::{self, Mark};
use crate::error::{Code, Error, Result};
use crate::people::Role;

/// What is done about a signal.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkSignal {
    /// The coach's code.
    pub code: String,
    /// The rule's id.
    pub rule: String,
    /// What the signal is about.
    pub about: String,
    /// What is done.
    pub mark: Mark,
}

/// A note about a signal.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteSignal {
    /// The coach's code.
    pub code: String,
    /// The rule's id.
    pub rule: String,
    /// What the signal is about.
    pub about: String,
    /// The words; empty to take them out.
    pub note: String,
}

/// A rule to switch on or off.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchSignal {
    /// The rule's id.
    pub rule: String,
    /// Whether it is on.
    pub on: bool,
}

/// One filled-in text.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MessageInput {
    /// Which it is.
    pub key: String,
}

impl App {
    pub(super) fn mark_signal(&self, input: MarkSignal) -> Result<CohortView> {
        let MarkSignal { code, rule, about, mark } = input;
        self.signals_changed(|Session { ports, ledger, .. }| {
            signals::mark(&**ports, ledger, &self.course, [code, rule, about], mark)
        })
    }

    pub(super) fn note_signal(&self, input: NoteSignal) -> Result<CohortView> {
        let NoteSignal { code, rule, about, note } = input;
        self.signals_changed(|Session { ports, ledger, .. }| {
            signals::note(&**ports, ledger, &self.course, [code, rule, about], &note)
        })
    }

    pub(super) fn switch_signal(&self, input: SwitchSignal) -> Result<CohortView> {
        self.signals_changed(|Session { ports, ledger, .. }| {
            signals::switch(&**ports, ledger, &self.course, &input.rule, input.on)
        })
    }

    pub(super) fn messages(&self, _: Nothing) -> Result<Vec<MessageGroup>> {
        self.as_role(Role::Trainer, |session| self.messages_of(session))
    }

    /// The page names a text, and the core writes the address: a page can open nothing else.
    pub(super) fn open_message(&self, input: MessageInput) -> Result<()> {
        self.as_role(Role::Trainer, |session| {
            let groups = self.messages_of(session)?;
            let mut all = groups.iter().flat_map(|group| &group.messages);
            let message = all
                .find(|message| message.key == input.key)
                .ok_or_else(|| Error::new(Code::NotFound, "no such message today"))?;
            session.ports.open_mail(&message.mailto())
        })
    }

    fn messages_of(&self, session: &Session) -> Result<Vec<MessageGroup>> {
        let view = board(&session.ledger, &self.course, session.ports.now().day())?;
        Ok(messages::messages(&self.course.messages, &view, &session.person.name))
    }

    fn signals_changed(
        &self,
        change: impl FnOnce(&mut Session) -> Result<()>,
    ) -> Result<CohortView> {
        self.as_role(Role::Trainer, |session| {
            change(session)?;
            board(&session.ledger, &self.course, session.ports.now().day())
        })
    }
}
