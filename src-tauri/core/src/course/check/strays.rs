//! Files that nothing refers to: left over, or named wrongly somewhere.

use std::path::Path;

use super::Report;
use crate::course::read;

/// What may lie at the top for people who open the folder.
const FOR_READERS: [&str; 3] = ["README.md", "LICENSE.md", "LICENSE"];

pub(super) fn check(content: &Path, report: &mut Report) {
    for name in FOR_READERS {
        report.refer(name);
    }
    walk(content, "", report);
}

fn walk(content: &Path, folder: &str, report: &mut Report) {
    if report.unlisted.contains(folder) {
        return;
    }
    let Some(names) = report.keep(read::names(content, folder)) else { return };
    for (name, is_folder) in names {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let inside = format!("{path}/");
        if is_folder && report.known.iter().any(|file| file.starts_with(&inside)) {
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
