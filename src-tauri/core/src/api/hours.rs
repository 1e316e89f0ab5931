//! Hours and certificates.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use super::app::{App, Session, path};
use crate::error::{Code, Error, Result};
use crate::hours::certificate::{Signed, Statement};
use crate::hours::check::{CheckCertificate, CheckedCertificate, check};
use crate::hours::count::count;
use crate::hours::evidence;
use crate::hours::file::{file_stem, write_new};
use crate::hours::issuing::{self, Issuer, WithdrawCertificate};
use crate::hours::naming::{self, NameOnPaper};
use crate::hours::page::CertificatePage;
use crate::hours::training::{self, NoteTraining};
use crate::hours::view::{HoursView, OwnHours, hours};
use crate::people::Role;
use crate::ports::Ports;
use crate::study::consent;
use crate::study::invitation::Invitation;

/// A note of training to take back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrainingInput {
    /// Its id.
    pub training: String,
}

/// Whose certificates to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IssueCertificates {
    /// The coaches' codes.
    pub codes: Vec<String>,
    /// The folder they go to.
    pub folder: String,
}

/// Certificates that were written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IssuedCertificates {
    /// Where each lies, in the order asked for.
    pub files: Vec<String>,
    /// Everybody's hours, with what was issued.
    pub view: HoursView,
}

impl App {
    pub(super) fn own_hours(&self, _: Nothing) -> Result<OwnHours> {
        self.as_coach(|session, enrolment| {
            let ledger = &session.ledger;
            let rule = self.course.hours.clone();
            let own = evidence::own(ledger, &enrolment.calendar)?;
            Ok(OwnHours {
                hours: count(&rule, &self.course, &own),
                trainer: Invitation::accepted(ledger)?.map(|invitation| invitation.trainer),
                shares_supervision: consent::own(ledger)?.shares.supervision,
                rule,
            })
        })
    }

    pub(super) fn hours(&self, _: Nothing) -> Result<HoursView> {
        self.hours_changed(|_| Ok(()))
    }

    pub(super) fn note_training(&self, input: NoteTraining) -> Result<HoursView> {
        self.hours_changed(|session| training::note(&*session.ports, &mut session.ledger, input))
    }

    pub(super) fn remove_training(&self, input: TrainingInput) -> Result<HoursView> {
        self.hours_changed(|session| {
            training::remove(&*session.ports, &mut session.ledger, &input.training)
        })
    }

    pub(super) fn name_on_paper(&self, input: NameOnPaper) -> Result<HoursView> {
        self.hours_changed(|session| naming::keep(&*session.ports, &mut session.ledger, input))
    }

    pub(super) fn keep_issuer(&self, input: Issuer) -> Result<HoursView> {
        self.hours_changed(|session| {
            issuing::keep_issuer(&*session.ports, &mut session.ledger, &input)
        })
    }

    pub(super) fn withdraw_certificate(&self, input: WithdrawCertificate) -> Result<HoursView> {
        self.hours_changed(|session| issuing::withdraw(&*session.ports, &mut session.ledger, input))
    }

    pub(super) fn issue_certificates(
        &self,
        input: IssueCertificates,
    ) -> Result<IssuedCertificates> {
        let folder = path(&input.folder)?;
        let (ports, signed) = self.as_role(Role::Trainer, |session| {
            let Session { ports, ledger, person, .. } = session;
            let signed = issuing::issue(&**ports, ledger, &self.course, &person.name, &input.codes);
            Ok((Arc::clone(ports), signed?))
        })?;
        // Setting type takes a while, and nobody waits for the ledger meanwhile.
        let files = write_all(&*ports, &signed, &self.course.manifest.language, &folder)?;
        Ok(IssuedCertificates { files, view: self.hours(Nothing {})? })
    }

    pub(super) fn check_certificate(&self, input: CheckCertificate) -> Result<CheckedCertificate> {
        let session = self.lock_session();
        let ledger = session.as_ref().map(|session| &session.ledger);
        check(&*self.ports, ledger, &input)
    }

    fn hours_changed(&self, change: impl FnOnce(&mut Session) -> Result<()>) -> Result<HoursView> {
        self.as_role(Role::Trainer, |session| {
            change(session)?;
            hours(&*session.ports, &mut session.ledger, &self.course)
        })
    }
}

/// Sets and writes what was issued, some at the same time, and gives where each lies.
fn write_all(
    ports: &dyn Ports,
    signed: &[Signed],
    language: &str,
    folder: &Path,
) -> Result<Vec<String>> {
    let one = |signed: &Signed| {
        let statement = Statement::of(signed.text.as_bytes());
        let statement = statement.ok_or_else(|| Error::new(Code::Fault, "nothing was stated"))?;
        let bytes = ports.certificate_pdf(&CertificatePage::of(signed, language)?)?;
        Ok(write_new(folder, &file_stem(&statement), &bytes)?.display().to_string())
    };
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let share = signed.len().div_ceil(at_once).max(1);
    thread::scope(|scope| {
        let shares: Vec<_> = signed
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(one).collect::<Result<Vec<_>>>()))
            .collect();
        let mut files = Vec::with_capacity(signed.len());
        for share in shares {
            let done = share.join().map_err(|_| Error::new(Code::Fault, "setting type broke off"));
            files.extend(done??);
        }
        Ok(files)
    })
}
