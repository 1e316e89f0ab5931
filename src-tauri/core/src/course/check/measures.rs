//! The questionnaires: what loading holds, and the words.

use super::{Report, words};
use crate::course::ContentFolder;
use crate::course::finding::line_of;
use crate::course::read;
use crate::measures::load;

pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    report.refer(load::FINGERPRINTS);
    if let Err(error) = load::fingerprints(content) {
        report.add(load::FINGERPRINTS, None, error.detail, "Put it back as it was delivered.");
    }
    let Some(files) = report.keep(load::files(content)) else { return };
    for file in files {
        report.refer(&file);
        let Some(source) = report.keep(read::text(content, &file)) else { continue };
        let instrument = match load::parse(&file, &source) {
            Ok(instrument) => instrument,
            Err(findings) => {
                report.findings.extend(findings);
                continue;
            }
        };
        for (what, text) in [("the title", &instrument.title), ("what it is", &instrument.about)] {
            report.read(&file, &source, what, text);
        }
        report.heed_words(&file, line_of(&source, &instrument.recall), &instrument.recall);
        for scale in &instrument.scales {
            report.read(&file, &source, &format!("the title of “{}”", scale.id), &scale.title);
            report.read(&file, &source, &format!("the text of “{}”", scale.id), &scale.about);
        }
        // A key without wording has no words of its own below this line.
        if !instrument.is_worded() {
            continue;
        }
        for label in instrument.responses.values().flat_map(|responses| &responses.labels) {
            report.read(&file, &source, "a label", label);
        }
        for item in &instrument.items {
            report.read(&file, &source, &format!("item {}", item.number), &item.text);
            if words::repeats_recall(&item.text) {
                report.add(
                    &file,
                    line_of(&source, &item.text),
                    format!("Item {} repeats the span of time that stands above it.", item.number),
                    "Leave “past two weeks” to the recall.",
                );
            }
        }
    }
}
