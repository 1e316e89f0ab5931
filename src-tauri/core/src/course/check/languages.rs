//! The translations that lie beside the files: words without a first one, words that are missing,
//! and words that say something else by their places and numbers.

use super::Report;
use crate::course::language::{Gap, lay_over};
use crate::course::lesson;
use crate::course::{ContentFolder, load, read};
use crate::measures;

/// Checks every file that is translated into some language. Which files are not is no finding: what
/// is not translated stays in the first language, and the page says so.
pub(super) fn check(content: &ContentFolder, report: &mut Report) {
    let Some(languages) = report.keep(read::languages(content)) else { return };
    for language in languages {
        let spoken = content.clone().spoken(&language);
        let first: Vec<String> = report.known.iter().cloned().collect();
        let before = report.findings.len();
        for file in first {
            let Some(name) = spoken.translation(&file) else { continue };
            report.refer(&name);
            match file.rsplit_once('.') {
                Some((_, "toml")) => check_words(&spoken, &file, &name, report),
                Some((_, "md")) => check_page(&spoken, &file, &name, report),
                _ => {}
            }
        }
        // What fits word by word has to hold as a whole too.
        if report.findings.len() == before {
            report.keep(load::load(&spoken).map_err(|error| told(&error.detail)));
            report.keep(measures::load::load(&spoken).map_err(|error| told(&error.detail)));
        }
    }
}

fn told(detail: &str) -> crate::course::Finding {
    crate::course::Finding::new(load::COURSE, detail, "Mend the translation.")
}

fn check_words(content: &ContentFolder, file: &str, name: &str, report: &mut Report) {
    let read = |file: &str| read::toml::<toml::Table>(file, &read::text(content, file)?);
    // A first file that cannot be read has its own finding.
    let (Ok(mut first), Some(words)) = (read(file), report.keep(read(name))) else { return };
    for gap in lay_over(&mut first, &words) {
        let (problem, remedy) = match gap {
            Gap::Missing(at) => (format!("There are no words for: {at}."), "Translate them."),
            Gap::Extra(at) => (
                format!("This is no text of {file}: {at}."),
                "Take it out, or write it as the first file does.",
            ),
            Gap::Differs(at) => (
                format!("The places, numbers or lines differ from the first file: {at}."),
                "Keep what stands in braces, every number, and as many lines.",
            ),
        };
        report.add(name, None, problem, remedy);
    }
    if let Some(source) = report.keep(read::text(content, name)) {
        for (at, line) in (1..).zip(source.lines()).filter(|(_, line)| !line.starts_with('#')) {
            report.heed_words(name, Some(at), line);
        }
    }
}

fn check_page(content: &ContentFolder, file: &str, name: &str, report: &mut Report) {
    let read = |file: &str| read::text(content, file);
    let Some(source) = report.keep(read(name)) else { return };
    let page = match lesson::parse(&source) {
        Ok(page) => page,
        Err(problems) => {
            report.findings.extend(problems.into_iter().map(|problem| problem.in_file(name)));
            return;
        }
    };
    let Some(first) = read(file).ok().and_then(|text| lesson::parse(&text).ok()) else { return };
    if !page.is_laid_out_as(&first) {
        report.add(
            name,
            None,
            "The sections or the exercises are not those of the first file.",
            "Keep as many sections, and name the same exercises in the same order.",
        );
    }
}
