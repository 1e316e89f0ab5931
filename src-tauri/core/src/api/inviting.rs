//! The trainer's commands around the roster and invitations.

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use super::{Nothing, PathInput};
use crate::cohort::enrolling::{self, NewCoach};
use crate::cohort::inviting::{self, InvitationsView, WriteInvitations};
use crate::cohort::names::{self, NamesPreview};
use crate::cohort::roster;
use crate::error::Result;
use crate::people::Role;
use crate::study::invitation::StudyFile;

/// People to put on the roster.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// All of them.
    pub people: Vec<NewCoach>,
}

/// One coach of the roster.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CodeInput {
    /// The coach's code.
    pub code: String,
}

impl App {
    pub(super) fn invitations(&self, _: Nothing) -> Result<InvitationsView> {
        self.as_role(Role::Trainer, |session| inviting::view(&session.ledger))
    }

    pub(super) fn preview_names(&self, input: PathInput) -> Result<NamesPreview> {
        let file = path(&input.path)?;
        self.as_role(Role::Trainer, |session| names::read(&session.ledger, &file))
    }

    pub(super) fn enrol(&self, input: Enrol) -> Result<InvitationsView> {
        self.roster_changed(|session| {
            enrolling::enrol(&*session.ports, &mut session.ledger, &input.people)
        })
    }

    pub(super) fn write_invitations(&self, input: WriteInvitations) -> Result<InvitationsView> {
        let folder = path(&input.folder)?;
        self.roster_changed(|session| {
            let Session { ports, ledger, person, .. } = session;
            let WriteInvitations { codes, locked, .. } = &input;
            inviting::write(&**ports, ledger, &person.name, codes, *locked, &folder).map(drop)
        })
    }

    pub(super) fn revoke_invitation(&self, input: CodeInput) -> Result<InvitationsView> {
        self.roster_changed(|session| {
            inviting::revoke(&*session.ports, &mut session.ledger, &input.code)
        })
    }

    pub(super) fn unrevoke_invitation(&self, input: CodeInput) -> Result<InvitationsView> {
        self.roster_changed(|session| {
            inviting::unrevoke(&*session.ports, &mut session.ledger, &input.code)
        })
    }

    pub(super) fn ask_for_arms(&self, input: PathInput) -> Result<String> {
        let folder = path(&input.path)?;
        self.as_role(Role::Trainer, |session| {
            let file = enrolling::ask_for_arms(&*session.ports, &mut session.ledger, &folder)?;
            Ok(file.display().to_string())
        })
    }

    pub(super) fn take_arms(&self, input: PathInput) -> Result<InvitationsView> {
        let file = path(&input.path)?;
        self.roster_changed(|session| {
            enrolling::take_arms(&*session.ports, &mut session.ledger, &file).map(drop)
        })
    }

    pub(super) fn update_study(&self, input: PathInput) -> Result<InvitationsView> {
        let study = StudyFile::read(&*self.ports, &path(&input.path)?)?;
        self.hold_wordings(&study)?;
        self.roster_changed(|session| {
            roster::update_study(&*session.ports, &mut session.ledger, study)
        })
    }

    fn roster_changed(
        &self,
        change: impl FnOnce(&mut Session) -> Result<()>,
    ) -> Result<InvitationsView> {
        self.as_role(Role::Trainer, |session| {
            change(session)?;
            inviting::view(&session.ledger)
        })
    }
}
