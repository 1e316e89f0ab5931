//! Sits put together: whether each can be sat as it is.

use std::collections::BTreeMap;

use super::Report;
use crate::course::{ContentFolder, load, read};
use crate::practice::script::Script;

/// `practices` holds the script of each practice that could be read.
pub(super) fn check(
    content: &ContentFolder,
    practices: &BTreeMap<String, Option<Script>>,
    report: &mut Report,
) {
    for file in report.keep(load::sit_files(content)).unwrap_or_default() {
        report.refer(&file);
        let Some(source) = report.keep(read::text(content, &file)) else { continue };
        let Some(sit) = report.keep(load::sit(content, &file)) else { continue };
        report.ids(&file, &source, [sit.id.as_str()]);
        report.read(&file, &source, "the title", &sit.title);
        for segment in &sit.segments {
            report.read(&file, &source, "a segment’s title", &segment.title);
        }
        // A script that cannot be read has its own finding.
        let known = |id: &str| practices.get(id).is_none_or(Option::is_some);
        if !sit.segments.iter().filter_map(|one| one.practice.as_deref()).all(known) {
            continue;
        }
        if let Err(refused) = sit.check(|id| practices.get(id).and_then(Option::as_ref)) {
            report.add(&file, None, refused.detail, "Mend it so that it can be sat.");
        }
    }
}
