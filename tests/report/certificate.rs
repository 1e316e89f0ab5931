//! Certificates on paper.

use chrono::NaiveDate;
use evenkeel_core::hours::certificate::{
    CertificateSays, Read, Signed, StatedHours, Statement, read,
};
use evenkeel_core::hours::page::CertificatePage;
use evenkeel_core::hours::rule::HoursKind;
use evenkeel_report::render_certificate;
use lopdf::Object;

use crate::reader::{Pdf, letters};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn statement(name: &str) -> Statement {
    let stated = |kind, minutes, reported_minutes, least_minutes| StatedHours {
        kind,
        minutes,
        reported_minutes,
        least_minutes,
    };
    Statement {
        number: "7KQM-2X9T".to_owned(),
        says: CertificateSays::Completed,
        name: name.to_owned(),
        course: "Evenkeel: an eight-week course for recovery coaches".to_owned(),
        starts_on: day("2026-01-15"),
        ends_on: day("2026-03-11"),
        classes: 7,
        classes_planned: 8,
        hours: vec![
            stated(HoursKind::Course, 1050, 0, 900),
            stated(HoursKind::Practice, 735, 120, 480),
            stated(HoursKind::Supervision, 180, 0, 0),
            stated(HoursKind::Ethics, 10, 0, 0),
            stated(HoursKind::Training, 90, 0, 0),
        ],
        rule: "course-hours 2026.11".to_owned(),
        trainer: "Joan".to_owned(),
        agency: "Riverbend Family Recovery".to_owned(),
        issued_on: day("2026-03-12"),
    }
}

fn page(statement: &Statement) -> CertificatePage {
    let signed = Signed {
        text: statement.text().unwrap(),
        signer: "5e".repeat(32),
        signature: "a7".repeat(64),
    };
    CertificatePage::of(&signed, "en-US").unwrap()
}

#[test]
fn a_certificate_is_one_tagged_page_that_says_everything_in_order() {
    let page = page(&statement("Renee S."));
    let pdf = Pdf::of(&render_certificate(&page).unwrap());
    assert_eq!(pdf.pages(), 1);
    let text = pdf.letters();
    let mut rest = text.as_str();
    for said in [
        "Certificate of completion",
        "Renee S.",
        "took the course from January 15, 2026 to March 11, 2026, came to or made up 7 of 8",
        "Classes17 h 30 min7 of 8 classes; at least 15 h asked for",
        "12 h 15 min10 h 15 min measured by the program, 2 h entered by the coach",
        "Training elsewhere1 h 30 min",
        "course-hours 2026.11",
        "theirs to decide",
        "JoanRiverbend Family Recovery",
        "March 12, 2026",
        "number 7KQM-2X9T",
        &page.key,
        &page.code,
    ] {
        let place = rest.find(&letters(said));
        let place = place.unwrap_or_else(|| panic!("“{said}” is not where it should be: {rest}"));
        rest = &rest[place + letters(said).len()..];
    }
    assert!(!text.to_lowercase().contains("accredit"));
    assert_eq!((pdf.tags("H1"), pdf.tags("H2"), pdf.tags("Table")), (1, 1, 1));
    assert_eq!((pdf.tags("TH"), pdf.tags("TR"), pdf.tags("TD")), (3, 6, 15));
    assert_eq!(pdf.tags("Figure"), 1, "the picture has a text in its place");
}

#[test]
fn it_has_its_title_its_language_and_no_clock() {
    let page = page(&statement("Tomás A."));
    let bytes = render_certificate(&page).unwrap();
    let pdf = Pdf::of(&bytes);
    assert_eq!(pdf.catalog().get(b"Lang").and_then(Object::as_str).unwrap(), b"en-US");
    let metadata = pdf.metadata();
    assert!(metadata.contains("pdfuaid:part>1<"), "{metadata}");
    assert!(metadata.contains("Certificate of completion, Tomás A."), "{metadata}");
    assert!(!metadata.contains("Date"), "{metadata}");
    assert!(pdf.fonts().iter().all(|(_, embedded)| *embedded));
    assert!(bytes == render_certificate(&page).unwrap(), "the same page, the same bytes");
}

#[test]
fn the_code_is_read_from_the_printed_letters_and_from_the_file_itself() {
    let stated = statement("Renee S.");
    let page = page(&stated);
    let bytes = render_certificate(&page).unwrap();
    for text in [Pdf::of(&bytes).letters(), String::from_utf8_lossy(&bytes).into_owned()] {
        let Read::Whole(signed) = read(&text) else { panic!("no code in {} letters", text.len()) };
        assert_eq!(Statement::of(signed.text.as_bytes()), Some(stated.clone()));
    }
}

#[test]
fn the_longest_names_still_leave_one_page() {
    let names: String =
        "Maria Guadalupe Fernandez-Richardson ".repeat(3).chars().take(80).collect();
    let agency = "County Department of Behavioral Health, Division of Family Recovery, Unit Twelve";
    let long = Statement {
        says: CertificateSays::Attended,
        trainer: names.clone(),
        agency: agency.to_owned(),
        ..statement(&names)
    };
    let pdf = Pdf::of(&render_certificate(&page(&long)).unwrap());
    assert_eq!(pdf.pages(), 1);
    assert!(pdf.letters().contains("Statementofattendance"));
    assert!(pdf.letters().contains(&letters(agency)));
}
