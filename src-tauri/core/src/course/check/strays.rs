//! Files that nothing refers to: left over, or named wrongly somewhere.

use super::Report;
use crate::course::ContentFolder;
use crate::course::read;

/// What may lie at the top for people who open the folder.
const FOR_READERS: [&str; 3] = ["README.md", "LICENSE.md", "LICENSE"];

pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    for name in FOR_READERS {
        report.refer(name);
    }
    walk(content, "", report);
}

fn walk(content: &ContentFolder, folder: &str, report: &mut Report) {
    if report.unlisted.contains(folder) {
        return;
    }
    let Some(names) = report.keep(read::names(content, folder)) else { return };
    for (name, is_folder) in names {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let inside = format!("{path}/");
        let known = || report.known.iter().any(|file| file.starts_with(&inside));
        if is_folder && (report.unlisted.contains(&path) || known()) {
            walk(content, &path, report);
        } else if is_folder {
            report.add(
                &path,
                None,
                "Nothing refers to this folder.",
                "Take it out, or name it where it belongs.",
            );
        } else if !report.known.contains(&path) {
            report.add(
                &path,
                None,
                "Nothing refers to this file.",
                "Take it out, or name it where it belongs.",
            );
        }
    }
}
