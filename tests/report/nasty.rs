//! Text that would mean something to a typesetter, and text that no font has.

use std::time::Instant;

use evenkeel_core::course::lesson::{Block, Inline};
use evenkeel_core::paper::Paper;
use evenkeel_report::render;

use crate::reader::{Pdf, letters, paper_of, section, words};

/// Signs that typst, JSON or PDF give a meaning.
const NASTY: &str = r##"#panic("no") $x^2$ \ \] ] [ } { *a* _b_ `c` @d <e> = f == // g /* h */ - i + j ~ "k" 'l' https://m.n #set text(red) #import "o" \u{41} %PDF (( )) << >> </json> "}]"##;

#[test]
fn signs_with_a_meaning_stay_signs_wherever_they_stand() {
    let text = || NASTY.to_owned();
    let run = || {
        vec![
            Inline::Text { text: text() },
            Inline::Em { text: text() },
            Inline::Strong { text: text() },
            Inline::Link { text: text(), to: "https://example.org/#a$b\\c]".to_owned() },
        ]
    };
    let paper = Paper {
        language: "en-US".to_owned(),
        eyebrow: text(),
        title: text(),
        lead: text(),
        sections: vec![section(
            NASTY,
            vec![
                Block::Paragraph { text: run() },
                Block::List { ordered: false, items: vec![vec![words(NASTY)]] },
                Block::Note { title: text(), blocks: Vec::new() },
            ],
        )],
        credit: text(),
    };
    let pdf = Pdf::of(&render(&paper).unwrap());
    let found = pdf.letters();
    let times = found.matches(&letters(NASTY)).count();
    // Eyebrow, title, lead, heading, a run of four, an item, the box's title, and the foot.
    assert_eq!((pdf.pages(), times), (1, 4 + 4 + 1 + 1 + 1), "{found}");
    assert!(found.contains("example.org/#a$b\\c]"));
}

#[test]
fn letters_of_other_tongues_stay_and_what_has_no_shape_here_becomes_a_box() {
    let here = "Renée, Łukasz, İpek, Đặng Thị Ngọc, Ελένη, Наталья, ½ café ñandú – “…” €";
    let paper = Paper {
        title: here.to_owned(),
        ..paper_of("李雷 and שלום and 😀👩‍👧 and e\u{301}.")
    };
    let text = Pdf::of(&render(&paper).unwrap()).letters();
    assert!(text.contains(&letters(here)), "{text}");
    // A family of joined signs is one sign.
    assert!(text.contains("□□and□□□□and□□and"), "{text}");
}

#[test]
fn every_sign_of_the_first_planes_can_be_set() {
    let all: String = (0..0x1_3000u32)
        .chain(0x1_f300..0x1_f700)
        .chain([0xe_0001, 0xe_0100, 0xf_0000, 0x10_fffd, 0x10_ffff])
        .filter_map(char::from_u32)
        .filter(|c| !('\u{3400}'..='\u{d7a3}').contains(c))
        .collect();
    for text in [&all, &all.chars().rev().collect()] {
        render(&paper_of(text)).unwrap();
    }
}

#[test]
fn ten_thousand_words_without_a_blank_stay_on_the_sheet_and_lose_nothing() {
    let long: String = (0..10_000).map(|at| ["sit", "walk", "eat", "rest"][at % 4]).collect();
    let began = Instant::now();
    let paper = Paper { title: "x".repeat(300), ..paper_of(&long) };
    let pdf = Pdf::of(&render(&paper).unwrap());
    assert!(began.elapsed().as_secs() < 60, "it took {:?}", began.elapsed());
    assert!(pdf.pages() > 10, "it runs off the sheet: {} pages", pdf.pages());
    let foot = letters(&paper.credit);
    let text = pdf.letters();
    let mut text = text.replace(&foot, "");
    for page in (1..=pdf.pages()).rev() {
        text = text.replace(&format!("Page{page}of{}", pdf.pages()), "");
    }
    assert!(text.contains(&paper.title), "the title is whole");
    assert!(text.contains(&long), "a letter is missing in {text}");
}

#[test]
fn a_page_of_a_title_alone_is_a_page() {
    let paper = Paper {
        language: String::new(),
        eyebrow: String::new(),
        title: "Blank".to_owned(),
        lead: String::new(),
        sections: vec![section("", Vec::new())],
        credit: String::new(),
    };
    let pdf = Pdf::of(&render(&paper).unwrap());
    assert_eq!((pdf.pages(), pdf.letters().as_str()), (1, "Blank"));
}
