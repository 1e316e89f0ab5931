//! Lessons and cards on paper.

use std::fs;

use evenkeel_core::classes::take_home;
use evenkeel_core::course::lesson::{Block, Inline};
use evenkeel_core::paper::Paper;
use evenkeel_report::{render, write_paper};
use lopdf::Object;

use crate::reader::{Pdf, course, letters, paper_of, paragraph, section, words};

#[test]
fn the_lesson_of_every_part_is_set_with_every_heading_in_order() {
    let course = course();
    for part in &course.manifest.parts {
        let paper = Paper::lesson(&course, part, &[]);
        let pdf = Pdf::of(&render(&paper).unwrap());
        let text = pdf.letters();
        let mut rest = text.as_str();
        let sections = paper.sections.iter().map(|section| &section.title);
        for heading in [&paper.eyebrow, &paper.title, &paper.lead].into_iter().chain(sections) {
            let place = rest.find(&letters(heading));
            let Some(place) = place else {
                panic!("{}: “{heading}” is not where it should be in {rest}", part.id)
            };
            rest = &rest[place + letters(heading).len()..];
        }
        assert!(pdf.pages() >= 3, "{}: {} pages", part.id, pdf.pages());
        assert_eq!(pdf.tags("H1"), 1, "{}", part.id);
        assert_eq!(pdf.tags("H2"), paper.sections.len(), "{}", part.id);
        assert!(text.contains(&letters(&format!("Page 1 of {}", pdf.pages()))), "{}", part.id);
        assert_eq!(text.matches(&letters(&paper.credit)).count(), pdf.pages(), "on every page");
    }
}

#[test]
fn the_card_of_every_part_fits_on_one_page_and_counts_no_pages() {
    let course = course();
    for part in &course.manifest.parts {
        let paper = Paper::card(&course, part);
        let pdf = Pdf::of(&render(&paper).unwrap());
        assert_eq!(pdf.pages(), 1, "{}", part.id);
        let text = pdf.letters();
        assert!(text.contains("988") && !text.contains("Page1"), "{}: {text}", part.id);
    }
}

#[test]
fn what_people_take_home_begins_each_sheet_on_a_page_of_its_own() {
    let course = course();
    for part in &course.manifest.parts {
        let paper = take_home::paper(&course, part, &part.plan);
        let pdf = Pdf::of(&render(&paper).unwrap());
        assert_eq!(pdf.tags("H2"), paper.sections.len(), "{}", part.id);
        assert!(pdf.pages() >= paper.sections.len(), "{}: {} pages", part.id, pdf.pages());
        let text = pdf.letters();
        for section in &paper.sections {
            assert!(text.contains(&letters(&section.title)), "{}: {}", part.id, section.title);
        }
        assert!(text.contains("Day1") && text.contains("Day7"), "{}", part.id);
    }
}

#[test]
fn the_run_of_a_class_is_set_with_its_minutes() {
    let course = course();
    let part = course.part("week-1").unwrap();
    let sections = course.class_of(part).sections.clone();
    let mut steps = sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| if let Block::Steps { steps } = block { Some(steps) } else { None });
    let steps = steps.next().unwrap();
    let text = Pdf::of(&render(&Paper { sections: sections.clone(), ..paper_of("") }).unwrap());
    let text = text.letters();
    for step in steps {
        let line = letters(&format!("{} min {}.", step.minutes, step.title));
        assert!(text.contains(&line), "{line} in {text}");
    }
}

#[test]
fn a_point_is_told_for_the_readers_roles_and_else_for_all_by_name() {
    let course = course();
    let part = course.part("orientation").unwrap();
    let text = |roles: &[&str]| {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        Pdf::of(&render(&Paper::lesson(&course, part, &roles)).unwrap()).letters()
    };
    let (all, escort, none) = (text(&[]), text(&["sober-escort"]), text(&["no-such-role"]));
    assert!(all.contains("Soberescort.Onthewayout") && all.contains("Volunteer.Youcome"));
    assert!(escort.contains("Onthewayout") && !escort.contains("Soberescort."));
    assert!(!escort.contains("Youcometothisontop"));
    assert!(
        none.contains("Youmighttieit") && !none.contains("Onthewayout"),
        "the first is for all"
    );
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let course = course();
    let card = Paper::card(&course, course.part("week-1").unwrap());
    let first = render(&card).unwrap();
    render(&paper_of("Something else in between.")).unwrap();
    assert!(first == render(&card).unwrap());
}

#[test]
fn a_page_is_tagged_and_says_so_in_its_own_language() {
    let pdf = Pdf::of(&render(&paper_of("Words.")).unwrap());
    let catalog = pdf.catalog();
    let marks = pdf.dictionary(catalog.get(b"MarkInfo").unwrap());
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot"));
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"en-US");
    let shown = pdf.dictionary(catalog.get(b"ViewerPreferences").unwrap());
    assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let metadata = pdf.metadata();
    assert!(metadata.contains("pdfuaid:part>1<"), "{metadata}");
    assert!(metadata.contains("A page"), "the title");
    assert!(!metadata.contains("Date"), "no clock: {metadata}");
}

#[test]
fn the_fonts_are_ours_and_travel_with_the_page() {
    let mut paper = paper_of("Upright, ");
    let Some(Block::Paragraph { text }) = paper.sections[0].blocks.first_mut() else { panic!() };
    text.push(Inline::Em { text: "slanted, ".to_owned() });
    text.push(Inline::Strong { text: "strong.".to_owned() });
    let fonts = Pdf::of(&render(&paper).unwrap()).fonts();
    for family in ["Literata", "Literata-Italic", "Literata-SemiBold", "SourceSans3-Regular"] {
        assert!(fonts.iter().any(|(name, _)| name.contains(family)), "{family} in {fonts:?}");
    }
    let ours = |name: &str| name.contains("Literata") || name.contains("SourceSans3");
    assert!(fonts.iter().all(|(name, embedded)| *embedded && ours(name)), "{fonts:?}");
}

#[test]
fn the_sheet_is_what_printers_hold_there() {
    let sheet = |language: &str| {
        let paper = Paper { language: language.to_owned(), ..paper_of("Words.") };
        let (width, height) = Pdf::of(&render(&paper).unwrap()).sheet();
        (width.round(), height.round())
    };
    assert_eq!(sheet("en-US"), (612.0, 792.0));
    assert_eq!(sheet("en"), (612.0, 792.0));
    assert_eq!(sheet("en-GB"), (595.0, 842.0));
}

#[test]
fn a_box_beside_the_text_has_a_heading_and_a_source_its_address() {
    let link =
        Inline::Link { text: "A study.".to_owned(), to: "https://doi.org/10.1/x".to_owned() };
    let paper = Paper {
        sections: vec![section(
            "One",
            vec![
                Block::Note { title: "Stress".to_owned(), blocks: vec![paragraph("What it is.")] },
                Block::List { ordered: false, items: vec![vec![link], vec![words("B")]] },
            ],
        )],
        ..paper_of("")
    };
    let pdf = Pdf::of(&render(&paper).unwrap());
    assert_eq!((pdf.tags("H3"), pdf.tags("Link"), pdf.tags("LI")), (1, 1, 2));
    assert!(pdf.letters().contains("A study.doi.org/10.1/x".replace(' ', "").as_str()));
}

#[test]
fn a_file_is_replaced_whole_or_left_as_it_was() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("page.pdf");
    fs::write(&path, "what was there").unwrap();
    write_paper(&paper_of("Words."), &path).unwrap();
    assert!(fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(names.len(), 1, "nothing half-written is left");
    let nowhere = folder.path().join("no/such/page.pdf");
    assert_eq!(write_paper(&paper_of("Words."), &nowhere).unwrap_err().code.name(), "not-found");
}
