//! A course in another language: what of it is still in the first one.

use super::Report;
use crate::course::load::COURSE;
use crate::course::{ContentFolder, Manifest, read};

/// Where an agency's folder makes it a course in another language, every text that it does not
/// bring itself is still untranslated.
pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    let Some(agency) = content.agency() else { return };
    let manifest =
        |content: &ContentFolder| read::toml::<Manifest>(COURSE, &read::text(content, COURSE)?);
    // A manifest that cannot be read has its own finding.
    let (Ok(own), Ok(laid_over)) = (manifest(&content.alone()), manifest(content)) else { return };
    if own.language == laid_over.language {
        return;
    }
    let texts = report.known.iter().filter(|file| {
        (file.ends_with(".md") || file.ends_with(".toml"))
            && !file.ends_with("notes.md")
            && content.own().join(file).is_file()
            && !agency.join(file).is_file()
    });
    let problem = format!("This is still in {}, and not in {}.", own.language, laid_over.language);
    let remedy = "Translate it into the agency’s folder, under the same name.";
    let missing: Vec<String> = texts.filter(|file| file.contains('/')).cloned().collect();
    for file in missing {
        report.add(&file, None, problem.clone(), remedy);
    }
}
