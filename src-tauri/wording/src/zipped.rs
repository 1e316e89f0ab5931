//! ZIP files, read in memory: nothing is unpacked to disk, and no more than a limit is unpacked at
//! all.

use std::io::{Cursor, Read as _};

use evenkeel_core::measures::found::CopyFormat;
use zip::ZipArchive;

use crate::limits::{LARGEST_UNPACKED, MOST_MEMBERS};
use crate::sheets::Members;
use crate::{Outcome, Read, Refusal, redcap, text, workbook};

/// Reads a REDCap instrument ZIP or a workbook, which is a ZIP as well.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Outcome<Read> {
    let broken =
        |error: zip::result::ZipError| Refusal::at(name, format!("The ZIP is damaged: {error}."));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_MEMBERS {
        return Err(Refusal::at(name, format!("It has more than {MOST_MEMBERS} members.")));
    }
    let mut members = Members::new();
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(broken)?;
        let inner = String::from_utf8_lossy(member.name_raw()).into_owned();
        let place = format!("{name}, the member “{}”", inner.escape_debug());
        if !stays_inside(&inner) {
            return Err(Refusal::at(place, "Its name leads out of the ZIP."));
        }
        // The size that a ZIP states is not to be trusted, so what comes out is counted.
        let mut unpacked = Vec::new();
        member
            .take(left + 1)
            .read_to_end(&mut unpacked)
            .map_err(|error| Refusal::at(&place, format!("It cannot be unpacked: {error}.")))?;
        if unpacked.len() as u64 > left {
            let most = LARGEST_UNPACKED / 1024 / 1024;
            return Err(Refusal::at(place, format!("The ZIP unpacks to more than {most} MB.")));
        }
        left -= unpacked.len() as u64;
        // Pictures and the like are counted and not kept.
        if inner == "instrument.csv" || inner.starts_with("xl/") {
            members.insert(inner, unpacked);
        }
    }
    if members.contains_key("xl/workbook.xml") {
        return workbook::read(name, &members);
    }
    let Some(unpacked) = members.get("instrument.csv") else {
        return Err(Refusal::at(
            name,
            "It is neither a REDCap instrument (there is no instrument.csv in it) nor a workbook.",
        ));
    };
    let place = format!("{name}, the member “instrument.csv”");
    let mut read = redcap::read(text::decode(&place, unpacked)?)
        .map_err(|refusal| Refusal::at(format!("{place}, {}", refusal.place), refusal.reason))?;
    read.format = CopyFormat::RedcapZip;
    Ok(read)
}

/// Whether a member's name stays inside: no parent, no root, no drive, no backslash.
fn stays_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && name.split('/').all(|piece| piece != "..")
}
