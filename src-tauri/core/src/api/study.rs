//! The researcher's commands around the protocol and the arms.

use serde::Deserialize;
use ts_rs::TS;

use super::app::{App, Session, path};
use super::{CreateStudy, Nothing, PathInput};
use crate::error::Result;
use crate::measures::wording::{in_use, installed, own_keys};
use crate::people::Role;
use crate::research::allocating::{self, Allocated, AllocationView, SealAllocation};
use crate::research::amend::{self, ProtocolView, SetProtocol};
use crate::research::{self, StudyView};
use crate::store::Ledger;
use crate::study::check::{ProtocolFinding, check};
use crate::study::protocol::Protocol;

/// A trainer's file with people to put into arms, and where the answer goes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Allocate {
    /// The trainer's file.
    pub file: String,
    /// The folder for the answer.
    pub folder: String,
}

impl App {
    pub(super) fn study(&self, _: Nothing) -> Result<StudyView> {
        self.with(|session| self.study_view(session))
    }

    pub(super) fn create_study(&self, input: CreateStudy) -> Result<StudyView> {
        self.as_role(Role::Researcher, |session| {
            research::create(&*session.ports, &mut session.ledger, &input.name, &input.mailbox)?;
            self.study_view(session)
        })
    }

    fn study_view(&self, session: &Session) -> Result<StudyView> {
        let (weeks, today) = (self.course.manifest.weeks, session.ports.now().day());
        research::view(&session.ledger, weeks, today)
    }

    pub(super) fn save_study_file(&self, input: PathInput) -> Result<String> {
        let folder = path(&input.path)?;
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, .. } = session;
            let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
            let instruments = in_use(&self.instruments, &keys, &wordings);
            let weeks = self.course.manifest.weeks;
            let file = research::save_study_file(&**ports, ledger, &instruments, weeks, &folder)?;
            Ok(file.display().to_string())
        })
    }

    pub(super) fn protocol(&self, _: Nothing) -> Result<ProtocolView> {
        self.as_role(Role::Researcher, |session| self.protocol_view(&session.ledger))
    }

    fn protocol_view(&self, ledger: &Ledger) -> Result<ProtocolView> {
        let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
        let instruments = in_use(&self.instruments, &keys, &wordings);
        amend::view(ledger, &instruments, self.course.manifest.weeks)
    }

    pub(super) fn check_protocol(&self, protocol: Protocol) -> Result<Vec<ProtocolFinding>> {
        self.as_role(Role::Researcher, |session| {
            let Session { ledger, .. } = session;
            let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
            let instruments = in_use(&self.instruments, &keys, &wordings);
            check(&protocol, &instruments, self.course.manifest.weeks)
        })
    }

    pub(super) fn set_protocol(&self, input: SetProtocol) -> Result<ProtocolView> {
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, .. } = session;
            let (keys, wordings) = (own_keys(ledger)?, installed(ledger)?);
            let instruments = in_use(&self.instruments, &keys, &wordings);
            amend::set(&**ports, ledger, &instruments, self.course.manifest.weeks, input)?;
            self.protocol_view(ledger)
        })
    }

    pub(super) fn allocation(&self, _: Nothing) -> Result<AllocationView> {
        self.as_role(Role::Researcher, |session| allocating::view(&session.ledger))
    }

    pub(super) fn seal_allocation(&self, input: SealAllocation) -> Result<AllocationView> {
        self.as_role(Role::Researcher, |session| {
            allocating::seal(&*session.ports, &mut session.ledger, input)?;
            allocating::view(&session.ledger)
        })
    }

    pub(super) fn allocate(&self, input: Allocate) -> Result<Allocated> {
        let (file, folder) = (path(&input.file)?, path(&input.folder)?);
        self.as_role(Role::Researcher, |session| {
            let Session { ports, ledger, .. } = session;
            let (path, new, known) = allocating::allocate(&**ports, ledger, &file, &folder)?;
            let view = allocating::view(ledger)?;
            Ok(Allocated { path: path.display().to_string(), new, known, view })
        })
    }
}
