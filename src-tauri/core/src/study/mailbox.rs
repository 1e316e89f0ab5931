//! The mailboxes of one ledger: where they are, what opens them, and whether they do what is asked.

use serde::Serialize;
use ts_rs::TS;

use super::invitation::Invitation;
use crate::cohort::roster;
use crate::error::{Error, Result, Trouble};
use crate::ports::{Channel, Login, Mailbox, MailboxKind, Ports};
use crate::research;
use crate::store::{Ledger, hex};

/// A mailbox that a ledger uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MailboxView {
    /// Where it is.
    pub address: String,
    /// What kind of store; none where this program cannot read the address.
    pub kind: Option<MailboxKind>,
    /// The name that opens it, where one was kept. The password stays where it is.
    pub user: Option<String>,
    /// The folders that it is used for.
    pub folders: Vec<String>,
}

/// An address as somebody typed it, once it is one.
///
/// # Errors
/// [`crate::Code::Refused`] for what is none, or holds a password.
pub(crate) fn address(ports: &dyn Ports, typed: &str) -> Result<String> {
    let address = typed.trim();
    ports.courier().kind(address)?;
    Ok(address.to_owned())
}

/// What was tried on a mailbox, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MailboxTest {
    /// Whether everything that this person needs of it works.
    pub works: bool,
    /// Each thing by itself.
    pub tried: Vec<Tried>,
}

/// One thing asked of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Tried {
    /// What was asked.
    pub step: MailboxStep,
    /// Whether this person needs it.
    pub needed: bool,
    /// Whether it was asked at all: what was never written cannot be read.
    pub asked: bool,
    /// Why it did not work.
    pub trouble: Option<Trouble>,
}

/// The four things that a mailbox is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MailboxStep {
    /// Write a new file.
    Write,
    /// See which files are there.
    List,
    /// Read a file.
    Read,
    /// Take a file out.
    Delete,
}

/// The ending of a test file's name: no hand-in has it.
const TEST_ENDING: &str = "test";

/// A mailbox with what was kept to open it.
///
/// # Errors
/// When the ledger cannot be read.
pub fn at(ledger: &Ledger, address: &str) -> Result<Mailbox> {
    let kept = ledger.find_secret(&secret_name(address))?;
    let login = kept.map(|text| serde_json::from_str::<Login>(&text)).transpose()?;
    Ok(Mailbox { address: address.to_owned(), login })
}

/// Keeps what opens a mailbox, in place of what was kept before: in the ledger and nowhere else.
///
/// # Errors
/// [`crate::Code::Refused`] for a mailbox that this ledger does not use, and an empty name.
pub fn keep_login(ledger: &mut Ledger, address: &str, login: Login) -> Result<()> {
    if !places(ledger)?.iter().any(|(used, _)| used == address) {
        return Err(Error::refused("This mailbox is not in use here. Nothing was changed."));
    }
    if login.user.trim().is_empty() {
        return Err(Error::refused("Please give the name that goes with the password."));
    }
    let login = Login { user: login.user.trim().to_owned(), ..login };
    let text = zeroize::Zeroizing::new(serde_json::to_string(&login)?);
    ledger.replace_secret(&secret_name(address), &text)
}

/// The mailboxes that this ledger uses.
///
/// # Errors
/// When the ledger cannot be read.
pub fn view(ports: &dyn Ports, ledger: &Ledger) -> Result<Vec<MailboxView>> {
    let mut views: Vec<MailboxView> = Vec::new();
    for (address, folder) in places(ledger)? {
        match views.iter_mut().find(|view| view.address == address) {
            Some(view) => view.folders.push(folder),
            None => views.push(MailboxView {
                kind: ports.courier().kind(&address).ok(),
                user: at(ledger, &address)?.login.map(|login| login.user),
                folders: vec![folder],
                address,
            }),
        }
    }
    Ok(views)
}

/// Writes a file into a folder of a mailbox, looks for it, reads it and takes it out again. A coach
/// needs to write and no more; who collects needs to list and to read as well.
pub fn try_out(ports: &dyn Ports, mailbox: &Mailbox, folder: &str, collects: bool) -> MailboxTest {
    let courier = ports.courier();
    let mut random = [0u8; 16];
    ports.random(&mut random);
    let name = format!("{}.{TEST_ENDING}", hex(&random));
    let bytes = b"Evenkeel tried this mailbox. This file can be deleted.\n";
    let written = courier.put(mailbox, folder, &name, bytes);
    let there = written.is_ok();
    let different = || Error::new(crate::Code::MailboxAway, "it gave back something else");
    let list = || match courier.list(mailbox, folder)? {
        names if !there || names.contains(&name) => Ok(()),
        _ => Err(different()),
    };
    let read = || match courier.get(mailbox, folder, &name)? {
        read if read == bytes => Ok(()),
        _ => Err(different()),
    };
    let tried = |step, needed, outcome: Option<Result<()>>| Tried {
        step,
        needed,
        asked: outcome.is_some(),
        trouble: outcome.and_then(Result::err).map(|error| Trouble::from(&error)),
    };
    let listed = tried(MailboxStep::List, collects, Some(list()));
    let got = tried(MailboxStep::Read, collects, there.then(read));
    let deleted = there.then(|| courier.delete(mailbox, folder, &name));
    let tried = vec![
        tried(MailboxStep::Write, true, Some(written)),
        listed,
        got,
        tried(MailboxStep::Delete, false, deleted),
    ];
    let works = tried.iter().all(|one| !one.needed || (one.asked && one.trouble.is_none()));
    MailboxTest { works, tried }
}

/// Addresses with the folder in them that this ledger uses, one a channel.
fn places(ledger: &Ledger) -> Result<Vec<(String, String)>> {
    if let Some(invitation) = Invitation::accepted(ledger)? {
        let channels = [Channel::Progress, Channel::Answers].into_iter();
        return Ok(channels.filter_map(|channel| place(&invitation, channel)).collect());
    }
    if let Some(setup) = roster::setup(ledger)? {
        return Ok(vec![(setup.cohort.mailbox, Channel::Progress.folder(&setup.cohort.id))]);
    }
    Ok(match research::setup(ledger)? {
        Some(setup) => vec![(setup.mailbox, Channel::Answers.folder(&setup.file.study))],
        None => Vec::new(),
    })
}

/// Where a coach's hand-ins of a channel go: the address and the folder.
pub(crate) fn place(invitation: &Invitation, channel: Channel) -> Option<(String, String)> {
    match channel {
        Channel::Progress => Some((invitation.mailbox.clone(), channel.folder(&invitation.cohort))),
        Channel::Answers => invitation.study.as_ref().map(|study| {
            let address = study.mailbox.as_ref().unwrap_or(&invitation.mailbox);
            (address.clone(), channel.folder(&study.study))
        }),
    }
}

fn secret_name(address: &str) -> String {
    format!("mailbox/{address}")
}
