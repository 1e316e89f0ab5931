//! Reports on paper: tables, and bars with their words.

use chrono::NaiveDate;
use evenkeel_core::course::lesson::Block;
use evenkeel_core::programme::counts::{CountsSettings, OwnCount};
use evenkeel_core::programme::figures::{ClassFigures, Figures, Month, Practice, Said};
use evenkeel_core::programme::page;
use evenkeel_report::render;

use crate::reader::{Pdf, course, letters};

/// A cohort of which everything is known, with long names.
fn figures() -> Figures {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let month = |at| Month {
        month: day(at, 1),
        boxes: vec![Some(38), None, Some(22), None],
        caseload: Some(100),
        reached: Some(Some(60)),
        agreed: Some(Some(42)),
        others: vec![Some(Some(12))],
    };
    let said = |question: &str| Said {
        theme: "How it fit your work".to_owned(),
        question: question.to_owned(),
        best: "Fully".to_owned(),
        best_n: Some(15),
        n: 25,
        mean: 4.2,
    };
    Figures {
        cohort: "Thursday evenings at the family court house".to_owned(),
        study: Some("Coaches and parents in three counties".to_owned()),
        starts_on: day(1, 15),
        ends_on: day(3, 11),
        weeks: 8,
        as_of: day(4, 1),
        least: 5,
        invited: Some(30),
        began: Some(25),
        withdrew: None,
        rule: 4,
        completed: vec![(4, Some(20)), (5, None), (6, Some(15))],
        classes: vec![ClassFigures { week: 1, day: day(1, 15), parts: vec![Some(30); 5] }],
        class_hours: Some(402.0),
        practice: Some(Practice { measured_hours: 203.4, reported_hours: 51.0 }),
        feedback: vec![said("The course gave me something I can use on a working day.")],
        asked_by_study: false,
        counts: Some((
            CountsSettings {
                on: true,
                others: vec![OwnCount { id: "1".to_owned(), name: "Kits given out".to_owned() }],
            },
            (1..=6).map(month).collect(),
        )),
    }
}

#[test]
fn what_a_funder_gets_fits_on_one_page_and_says_every_number_in_words() {
    let report = page::programme(&figures());
    let words: Vec<String> = report
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| if let Block::Bars { words, .. } = block { Some(words) } else { None })
        .cloned()
        .collect();
    let pdf = Pdf::of(&render(&report.paper(&course())).unwrap());
    std::fs::write(
        "/tmp/wr-json/one.pdf",
        render(&page::programme(&figures()).paper(&course())).unwrap(),
    )
    .unwrap();
    std::fs::write(
        "/tmp/wr-json/all.pdf",
        render(&page::cohort(&figures()).paper(&course())).unwrap(),
    )
    .unwrap();
    assert_eq!(pdf.pages(), 1);
    assert_eq!(pdf.tags("Figure"), words.len());
    let spoken = pdf.alternatives();
    for said in &words {
        assert!(spoken.iter().any(|alt| alt.contains(said)), "{said} in {spoken:?}");
    }
    let text = pdf.letters();
    assert!(text.contains(&letters("20 of 30 (67 %)")) && text.contains("hidden"), "{text}");
}

#[test]
fn the_cohort_report_has_its_numbers_in_tables_with_heads() {
    let report = page::cohort(&figures());
    let tables = report
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter(|block| matches!(block, Block::Table { .. }))
        .count();
    let pdf = Pdf::of(&render(&report.paper(&course())).unwrap());
    assert_eq!((pdf.tags("Table"), tables), (6, 6));
    assert!(pdf.tags("TH") >= 6 * 2, "heads are heads: {}", pdf.tags("TH"));
    let text = pdf.letters();
    assert!(text.contains(&letters("Kits given out")) && text.contains(&letters("June 2026")));
}
