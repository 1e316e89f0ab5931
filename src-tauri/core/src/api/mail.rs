//! Hand-ins out and in: sending, saving as files, collecting, and the mailboxes in between.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::app::{App, Session, lock, path};
use super::{Nothing, PathInput};
use crate::cohort::collect::{self, Collected, OnLedger, Progress, Watch};
use crate::cohort::roster;
use crate::cohort::taken::{self, SetAside};
use crate::error::{Code, Error, Result, Trouble};
use crate::people::Role;
use crate::ports::{Login, Ports};
use crate::store::Ledger;
use crate::study::mailbox::{self, MailboxTest, MailboxView};
use crate::study::outbox::{self, Sharing};
use crate::study::parcels::{self, Go};

/// What opens a mailbox.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepLogin {
    /// Which mailbox.
    pub address: String,
    /// The name, or the id of an access key.
    pub user: String,
    /// The password, or the secret of the access key.
    #[ts(type = "string")]
    pub password: Zeroizing<String>,
}

/// Which mailbox to try.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryMailbox {
    /// Its address.
    pub address: String,
}

/// What is known of hand-ins that were not taken, and the collect under way.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HandIns {
    /// When somebody last collected, local wall time.
    pub collected_at: Option<String>,
    /// How far the collect under way is.
    pub progress: Option<Progress>,
    /// Files from which nothing was taken, the latest first.
    pub set_aside: Vec<SetAside>,
    /// Senders of whom hand-ins are missing before others.
    pub gaps: Vec<MissingHandIns>,
    /// The mailboxes that are collected from.
    pub mailboxes: Vec<MailboxView>,
}

/// Hand-ins of one sender that are missing before others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MissingHandIns {
    /// The sender's code.
    pub code: String,
    /// Their name, in a trainer's ledger.
    pub name: Option<String>,
    /// The first numbers that are missing.
    pub missing: Vec<u64>,
}

impl App {
    pub(super) fn sharing(&self, _: Nothing) -> Result<Sharing> {
        self.as_coach(|session, _| {
            let mut sharing = outbox::sharing(&session.ledger)?;
            sharing.trouble = session.trouble.clone();
            Ok(sharing)
        })
    }

    pub(super) fn send_now(&self, input: Nothing) -> Result<Sharing> {
        post(&self.session, &self.posting, Go::Asked);
        self.sharing(input)
    }

    pub(super) fn save_hand_ins(&self, input: PathInput) -> Result<Vec<String>> {
        let folder = path(&input.path)?;
        self.as_coach(|session, _| {
            let Session { ports, ledger, .. } = session;
            parcels::save(&**ports, ledger, &folder)
        })
    }

    pub(super) fn mailboxes(&self, _: Nothing) -> Result<Vec<MailboxView>> {
        self.with(|session| mailbox::view(&*session.ports, &session.ledger))
    }

    pub(super) fn keep_login(&self, input: KeepLogin) -> Result<Vec<MailboxView>> {
        let login = Login { user: input.user, password: input.password };
        self.with(|session| mailbox::keep_login(&mut session.ledger, &input.address, login))?;
        self.mailboxes(Nothing {})
    }

    pub(super) fn try_mailbox(&self, input: TryMailbox) -> Result<MailboxTest> {
        let (ports, mailbox, folder, collects) = self.with(|session| {
            let views = mailbox::view(&*session.ports, &session.ledger)?;
            let view = views.into_iter().find(|view| view.address == input.address);
            let folder = view.and_then(|view| view.folders.into_iter().next());
            let folder =
                folder.ok_or_else(|| Error::refused("This mailbox is not in use here."))?;
            let mailbox = mailbox::at(&session.ledger, &input.address)?;
            let collects = session.person.role != Role::Coach;
            Ok((Arc::clone(&session.ports), mailbox, folder, collects))
        })?;
        Ok(mailbox::try_out(&*ports, &mailbox, &folder, collects))
    }

    pub(super) fn hand_ins(&self, _: Nothing) -> Result<HandIns> {
        let progress = lock(&self.collecting).as_ref().map(|watch| watch.progress());
        self.with(|session| {
            let ledger = &session.ledger;
            let names = roster::roster(ledger)?;
            let gaps = taken::missing(ledger)?.into_iter();
            Ok(HandIns {
                collected_at: ledger.latest("collected")?.map(|fact| fact.at),
                progress,
                set_aside: taken::set_aside(ledger, false)?,
                gaps: gaps
                    .map(|(code, missing)| {
                        let name = names.get(&code).map(|coach| coach.name.clone());
                        MissingHandIns { code, name, missing }
                    })
                    .collect(),
                mailboxes: mailbox::view(&*session.ports, ledger)?,
            })
        })
    }

    pub(super) fn collect(&self, _: Nothing) -> Result<Collected> {
        self.take_in(|ports, lend, watch| collect::collect(ports, lend, None, watch))
    }

    pub(super) fn stop_collecting(&self, _: Nothing) -> Result<()> {
        if let Some(watch) = &*lock(&self.collecting) {
            watch.stop();
        }
        Ok(())
    }

    pub(super) fn take_hand_ins(&self, input: PathInput) -> Result<Collected> {
        let path = path(&input.path)?;
        self.take_in(|ports, lend, _| collect::take_by_hand(ports, lend, &path))
    }

    /// Takes hand-ins in, one collect at a time, and lends it the ledger for moments: as long as it
    /// stays open and the same person's.
    fn take_in(
        &self,
        take: impl FnOnce(
            &dyn Ports,
            &mut dyn FnMut(OnLedger<'_>) -> Result<()>,
            &Watch,
        ) -> Result<Collected>,
    ) -> Result<Collected> {
        let (ports, id) =
            self.with(|session| Ok((Arc::clone(&session.ports), session.person.id.clone())))?;
        let watch = Arc::new(Watch::default());
        match &mut *lock(&self.collecting) {
            Some(_) => return Err(Error::refused("Hand-ins are being collected already.")),
            free => *free = Some(Arc::clone(&watch)),
        }
        let mut lend = |act: OnLedger<'_>| {
            self.with(|session| match session.person.id == id {
                true => act(&mut session.ledger),
                false => Err(Error::new(Code::Locked, "another ledger is open by now")),
            })
        };
        let outcome = take(&*ports, &mut lend, &watch);
        *lock(&self.collecting) = None;
        outcome
    }

    /// Sends what is due and looks for receipts, on a thread of its own: nothing waits for the
    /// mailbox. A host calls it from time to time.
    pub fn post_soon(&self) {
        self.poster()();
    }

    /// [`App::post_soon`], to be called from elsewhere.
    pub(super) fn poster(&self) -> impl Fn() + Send + 'static {
        let (session, posting) = (Arc::downgrade(&self.session), Arc::downgrade(&self.posting));
        move || {
            if let (Some(session), Some(posting)) = (session.upgrade(), posting.upgrade()) {
                std::thread::spawn(move || post(&session, &posting, Go::ByItself));
            }
        }
    }
}

type Open = Mutex<Option<Session>>;

/// Sends what goes out now on both channels, then looks for receipts. The ledger is free while the
/// mailbox is busy.
fn post(session: &Open, posting: &Mutex<()>, go: Go) {
    let _one_at_a_time = lock(posting);
    let outcome = send(session, go).and_then(|()| look_for_receipts(session));
    if let Some(open) = lock(session).as_mut() {
        open.trouble = outcome.err().map(|error| Trouble::from(&error));
    }
}

fn send(session: &Open, go: Go) -> Result<()> {
    while let Some((owner, parcel)) = of_coach(session, |ports, ledger| {
        parcels::pack(ports, ledger)?;
        parcels::next(ports, ledger, go)
    })? {
        let Owner { ports, id } = owner;
        let name = &parcel.sent.name;
        ports.courier().put(&parcel.mailbox, &parcel.folder, name, &parcel.bytes)?;
        if !again(session, &id, |ledger| parcels::mailed(&*ports, ledger, &parcel))? {
            break;
        }
    }
    Ok(())
}

fn look_for_receipts(session: &Open) -> Result<()> {
    let awaited = of_coach(session, |_, ledger| parcels::awaited(ledger).map(Some))?;
    let Some((Owner { ports, id }, awaited)) = awaited else { return Ok(()) };
    let mut found = None;
    for one in awaited {
        if found == Some(one.sent.channel) {
            continue;
        }
        let name = ports.courier().receipt_name(&one.sent.hash);
        match ports.courier().get(&one.mailbox, &one.folder, &name) {
            Ok(bytes) => {
                let Ok(receipt) = ports.courier().open_receipt(&one.sent.hash, &bytes) else {
                    continue;
                };
                found = Some(one.sent.channel);
                let note = |ledger: &mut Ledger| {
                    parcels::note_receipt(&*ports, ledger, &one.sent, &receipt)
                };
                if !again(session, &id, note)? {
                    break;
                }
            }
            // Where coaches may not see what is there, a missing file is a closed door.
            Err(error) if matches!(error.code, Code::NotFound | Code::MailboxClosed) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whose ledger it was, and the machine it goes with.
struct Owner {
    ports: Arc<dyn Ports>,
    id: String,
}

/// Asks the open ledger for something, if it is a coach's.
fn of_coach<T>(
    session: &Open,
    ask: impl FnOnce(&dyn Ports, &mut Ledger) -> Result<Option<T>>,
) -> Result<Option<(Owner, T)>> {
    match lock(session).as_mut() {
        Some(open) if open.person.role == Role::Coach => {
            let owner = Owner { ports: Arc::clone(&open.ports), id: open.person.id.clone() };
            Ok(ask(&*open.ports, &mut open.ledger)?.map(|answer| (owner, answer)))
        }
        _ => Ok(None),
    }
}

/// Does something on the ledger that was open before; says whether it still is.
fn again(session: &Open, id: &str, act: impl FnOnce(&mut Ledger) -> Result<()>) -> Result<bool> {
    match lock(session).as_mut() {
        Some(open) if open.person.id == id => act(&mut open.ledger).map(|()| true),
        _ => Ok(false),
    }
}
