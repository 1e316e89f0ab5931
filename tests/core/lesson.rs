//! Lessons: what a page can hold, and what it refuses.

use evenkeel_core::course::lesson::{Block, Inline, Lesson, parse};

fn blocks(markdown: &str) -> Vec<Block> {
    let mut lesson = parse(&format!("## A heading\n\n{markdown}")).unwrap();
    lesson.sections.remove(0).blocks
}

fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

/// The line and the problem of everything refused.
fn refused(markdown: &str) -> Vec<(u32, String)> {
    let problems = parse(markdown).unwrap_err();
    problems.into_iter().map(|problem| (problem.line, problem.problem)).collect()
}

#[test]
fn headings_make_sections_whose_ids_are_slugs() {
    let lesson = parse("## Thursday, 8:40\n\nOne.\n\n## What you can't see\n\nTwo.\n").unwrap();
    let ids: Vec<_> = lesson.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["thursday-8-40", "what-you-cant-see"]);
    assert_eq!(lesson.sections[1].title, "What you can’t see");
}

#[test]
fn straight_quotes_become_typographic() {
    let found = blocks("He said \"mm-hm\" and didn't look... up.");
    assert_eq!(
        found,
        [Block::Paragraph { text: vec![text("He said “mm-hm” and didn’t look… up.")] }]
    );
}

#[test]
fn stress_weight_and_links_keep_their_place() {
    let found = blocks("Be *here*, **now**,\nor [there](https://example.org/a).");
    assert_eq!(
        found,
        [Block::Paragraph {
            text: vec![
                text("Be "),
                Inline::Em { text: "here".to_owned() },
                text(", "),
                Inline::Strong { text: "now".to_owned() },
                text(", or "),
                Inline::Link { text: "there".to_owned(), to: "https://example.org/a".to_owned() },
                text("."),
            ]
        }]
    );
}

#[test]
fn lists_are_one_level_with_or_without_space_between() {
    for markdown in ["1. One\n2. *Two*\n", "1. One\n\n2. *Two*\n"] {
        assert_eq!(
            blocks(markdown),
            [Block::List {
                ordered: true,
                items: vec![vec![text("One")], vec![Inline::Em { text: "Two".to_owned() }]],
            }]
        );
    }
    assert!(matches!(blocks("- One\n")[..], [Block::List { ordered: false, .. }]));
}

#[test]
fn a_note_and_a_try_have_a_title_and_blocks() {
    let found = blocks(
        "> [!note] It's autopilot\n> Doing without being there.\n\nThen.\n\n> [!try] One bite\n>\n> \
         1. Look.\n> 2. Wait.\n>\n> Stop there.\n",
    );
    let [Block::Note { title, blocks }, Block::Paragraph { .. }, Block::Try { blocks: tried, .. }] =
        &found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(title, "It’s autopilot");
    assert_eq!(blocks[..], [Block::Paragraph { text: vec![text("Doing without being there.")] }]);
    assert!(matches!(tried[..], [Block::List { .. }, Block::Paragraph { .. }]));
}

#[test]
fn words_are_counted_without_sources() {
    let markdown = "## Two words\n\nOne, two — three.\n\n- [A. Source](https://example.org)\n\
                    - see [it](https://example.org)\n";
    let Lesson { words, .. } = parse(markdown).unwrap();
    assert_eq!(words, 7);
}

#[test]
fn what_a_page_cannot_hold_is_refused_with_its_line() {
    for (markdown, line, words) in [
        ("# Big\n\nText.", 1, "two #"),
        ("## A\n\nText.\n\n### Small\n\nText.", 5, "two #"),
        ("## A\n\n<div>x</div>\n", 3, "HTML"),
        ("## A\n\nSome <b>bold.\n", 3, "HTML"),
        ("## A\n\n<!-- later -->\n\nText.", 3, "HTML"),
        ("## A\n\nSee ![it](https://x.org/a.png) there.", 3, "image"),
        ("## A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nText.", 3, "table"),
        ("## A\n\nText\n\n```\ncode\n```\n", 5, "Code"),
        ("## A\n\nText\n\n    indented\n", 5, "Code"),
        ("## A\n\nSome `code` here.", 3, "Code"),
        ("## A\n\nText.\n\n---\n\nText.", 5, "dividing"),
        ("## A\n\n~~Gone~~ now.", 3, "Struck"),
        ("## A\n\nText[^1].\n\n[^1]: Note.\n", 3, "footnote"),
        ("## A\n\nOne  \ntwo.", 3, "line break"),
        ("## A\n\n- One\n  - Two\n", 4, "inside a list"),
        ("## A\n\n- One\n\n  Two\n", 3, "more than one paragraph"),
        ("## A\n\n- One\n-\n", 4, "empty"),
        ("## A\n\n- [ ] One\n", 3, "tick box"),
        ("## A\n\n3. One\n4. Two\n", 3, "begin at 1"),
        ("## A\n\n> Just a quote.\n", 3, "does not say what it is"),
        ("## A\n\n> [!warn] Careful\n> Text.\n", 3, "does not say what it is"),
        ("## A\n\n> [!note]\n> Text.\n", 3, "does not say what it is"),
        ("## A\n\n> [!note] Alone\n", 3, "nothing else"),
        ("## A\n\n> [!note] Term\n> Text.\n>\n> > Deeper.\n", 6, "quote inside"),
        ("## A\n\n> [!try] Title\n> Text.\n>\n> ## Heading\n", 6, "heading inside"),
        ("## A\n\n[x](http://example.org)", 3, "https"),
        ("## A\n\n[x](tel:988)", 3, "https"),
        ("## A\n\n**a *b* c**", 3, "inside another"),
        ("Before.\n\n## A\n\nText.", 1, "before the first heading"),
        ("## A\n\nText.\n\n## A!\n\nText.", 5, "same heading"),
        ("## A\n\n## B\n\nText.", 1, "Nothing stands under"),
        ("##\n\nText.", 1, "no words"),
        ("", 1, "nothing here"),
    ] {
        let found = refused(markdown);
        assert!(
            found.iter().any(|(at, problem)| *at == line && problem.contains(words)),
            "{markdown:?} should be refused at line {line} for {words:?}, was {found:?}"
        );
        assert!(found.len() <= 2, "{markdown:?} is one mistake, told as {found:?}");
    }
}

#[test]
fn every_problem_is_told_at_once_in_order() {
    let lines: Vec<u32> =
        refused("# A\n\n<p>\n\n> quote\n\n## B\n").into_iter().map(|(line, _)| line).collect();
    assert!(lines.is_sorted() && lines.len() >= 4, "{lines:?}");
}

#[test]
fn quotes_for_roles_that_follow_each_other_are_one_set() {
    let blocks = blocks(
        "> [!for] family-coach\n> You fold towels.\n\n> [!for] sober-escort, sober-companion\n> You \
         said *sure*.\n\nThen lunch.\n\n> [!for] volunteer\n> You stay.\n",
    );
    let [
        Block::Variants { variants },
        Block::Paragraph { .. },
        Block::Variants { variants: alone },
    ] = &blocks[..]
    else {
        panic!("{blocks:?}");
    };
    let roles: Vec<&[String]> = variants.iter().map(|variant| &variant.roles[..]).collect();
    assert_eq!(
        roles,
        [&["family-coach".to_owned()][..], &["sober-escort".into(), "sober-companion".into()]]
    );
    assert_eq!(variants[1].text[1], Inline::Em { text: "sure".to_owned() });
    assert_eq!(alone.len(), 1, "a set ends where something else stands");
}

#[test]
fn only_the_first_of_a_set_counts_as_words_to_read() {
    let lesson = parse(
        "## One\n\n> [!for] volunteer\n> Two three four.\n\n> [!for] phone-coach\n> And six more words than these.\n",
    );
    assert_eq!(lesson.unwrap().words, 4);
}

#[test]
fn what_is_told_for_a_role_is_one_paragraph_with_a_role() {
    let problem = |text: &str| parse(&format!("## A\n\n{text}")).unwrap_err().remove(0).problem;
    assert!(problem("> [!for] volunteer\n> One.\n>\n> Two.\n").contains("not one paragraph"));
    assert!(problem("> [!for]\n> One.\n").contains("does not say what it is"));
    assert!(problem("> [!for] volunteer\n").contains("nothing else"));
}

#[test]
fn an_exercise_names_what_is_done_in_the_program() {
    let lesson =
        parse("## A\n\n> [!try stress-map] A map\n> Draw.\n\n> [!try] On paper\n> Fold.\n");
    let lesson = lesson.unwrap();
    assert_eq!(lesson.exercises().collect::<Vec<_>>(), ["stress-map"]);
    assert!(
        matches!(&lesson.sections[0].blocks[1], Block::Try { exercise: None, title, .. } if title == "On paper")
    );
}
