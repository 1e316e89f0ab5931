//! The coach's commands around consent: reading an invitation, sharing, withdrawing.

use serde::Deserialize;
use ts_rs::TS;

use super::app::App;
use super::{Nothing, Start};
use crate::error::Result;
use crate::people::Role;
use crate::study::consent::{self, Acceptance, OwnConsent, Shares};
use crate::study::invitation::InvitationPreview;
use crate::study::withdrawal::{self, Withdraw};

/// An invitation file, and the code that opens it where it is locked.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InvitationInput {
    /// The file.
    pub path: String,
    /// The code.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub code: Option<String>,
}

/// An invitation that somebody accepts who is here already.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The file.
    pub invitation: InvitationInput,
    /// How it is accepted.
    pub acceptance: Acceptance,
}

impl App {
    pub(super) fn preview_invitation(&self, input: InvitationInput) -> Result<InvitationPreview> {
        let invitation = self.invitation(&input.path, input.code.as_deref())?;
        invitation.preview(self.course.manifest.weeks)
    }

    pub(super) fn join(&self, input: Join) -> Result<Start> {
        let Join { invitation: file, acceptance } = input;
        let invitation = self.invitation(&file.path, file.code.as_deref())?;
        self.as_role(Role::Coach, |session| {
            invitation.accept(&*session.ports, &mut session.ledger, &acceptance)
        })?;
        self.post_soon();
        self.start(Nothing {})
    }

    pub(super) fn own_consent(&self, _: Nothing) -> Result<OwnConsent> {
        self.as_role(Role::Coach, |session| consent::own(&session.ledger))
    }

    pub(super) fn share(&self, input: Shares) -> Result<OwnConsent> {
        self.as_role(Role::Coach, |session| {
            consent::share(&*session.ports, &mut session.ledger, input)?;
            consent::own(&session.ledger)
        })
    }

    pub(super) fn withdraw(&self, input: Withdraw) -> Result<OwnConsent> {
        let own = self.as_role(Role::Coach, |session| {
            withdrawal::withdraw(&*session.ports, &mut session.ledger, input)?;
            consent::own(&session.ledger)
        })?;
        self.post_soon();
        Ok(own)
    }
}
