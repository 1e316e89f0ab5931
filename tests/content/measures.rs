//! Rules of the questionnaires.

use std::path::Path;

use evenkeel_core::course::ContentFolder;
use evenkeel_core::measures::load;

use crate::folder::{Folder, MEASURE};

#[test]
fn every_item_is_in_one_scale() {
    Folder::good().change(MEASURE, "items = [3]", "items = [1, 3]").finds_at(
        MEASURE,
        38,
        "Item 1 is in 2 scales",
    );
    let folder = Folder::good();
    folder.change(MEASURE, "items = [1, 2]\nreversed = [2]\n", "items = [1]\n");
    folder.change(MEASURE, "least_answered = 2", "least_answered = 1");
    folder.finds_at(MEASURE, 42, "Item 2 is in no scale");
}

#[test]
fn a_total_may_repeat_items() {
    let total = "\n[[scale]]\nid = \"all\"\ntitle = \"All\"\nabout = \"All of it.\"\n\
                 score = \"sum\"\nleast_answered = 3\nrule_by = \"us\"\nitems = [1, 2, 3]\n";
    let with_line = || {
        let folder = Folder::good();
        folder.change(MEASURE, "load = 3 }", "load = 3, all = 9 }");
        folder
    };
    with_line().add(MEASURE, &format!("{total}total = true\n")).finds_nothing();
    assert_eq!(with_line().add(MEASURE, total).findings().len(), 3);
}

#[test]
fn codes_ascend_and_each_has_a_label() {
    Folder::good().change(MEASURE, "[1, 2, 3]", "[3, 2, 1]").finds(MEASURE, "ascend");
    Folder::good().change(MEASURE, "[1, 2, 3]", "[1, 2, 2]").finds(MEASURE, "ascend");
    Folder::good().change(MEASURE, ", \"Often\"]", "]").finds(MEASURE, "3 codes and 2 labels");
}

#[test]
fn a_scale_reverses_only_items_it_holds() {
    Folder::good().change(MEASURE, "reversed = [2]", "reversed = [3]").finds(MEASURE, "item 3");
}

#[test]
fn items_are_numbered_without_gaps() {
    Folder::good()
        .change(MEASURE, "number = 3", "number = 4")
        .change(MEASURE, "items = [3]", "items = [4]")
        .finds_at(MEASURE, 48, "has the number 4");
}

#[test]
fn a_scale_names_items_that_are_there_and_each_once() {
    Folder::good().change(MEASURE, "items = [3]", "items = [3, 9]").finds(MEASURE, "item 9");
    let folder = Folder::good();
    folder.change(MEASURE, "items = [3]", "items = [3, 3]");
    assert!(folder.findings().iter().any(|finding| finding.problem.contains("twice")));
}

#[test]
fn an_item_takes_responses_that_are_there() {
    let folder = Folder::good();
    folder.change(MEASURE, "I slept.\"\nresponses = \"often\"", "I slept.\"\nresponses = \"much\"");
    folder.finds_at(MEASURE, 38, "“much”");
}

#[test]
fn responses_that_no_item_takes_are_found() {
    let folder = Folder::good();
    let more =
        "[responses.spare]\ncodes = [0, 1]\nlabels = [\"No\", \"Yes\"]\n\n[[scale]]\nid = \"ease\"";
    folder.change(MEASURE, "[[scale]]\nid = \"ease\"", more).finds(MEASURE, "“spare”");
}

#[test]
fn a_score_can_be_reached() {
    Folder::good()
        .change(MEASURE, "least_answered = 2", "least_answered = 3")
        .finds(MEASURE, "wants 3 answers");
    Folder::good()
        .change(MEASURE, "least_answered = 1", "least_answered = 0")
        .finds(MEASURE, "wants 0 answers");
}

#[test]
fn columns_of_an_export_have_different_names() {
    Folder::good()
        .change(MEASURE, "id = \"load\"", "id = \"ease_answered\"")
        .finds(MEASURE, "“ease_answered”");
    Folder::good().change(MEASURE, "id = \"load\"", "id = \"id\"").finds(MEASURE, "“id”");
}

#[test]
fn a_scale_id_can_be_a_column() {
    Folder::good()
        .change(MEASURE, "id = \"load\"", "id = \"Work load\"")
        .finds(MEASURE, "“Work load”");
}

#[test]
fn an_instrument_bears_the_name_of_its_file() {
    Folder::good().change(MEASURE, "id = \"pulse\"", "id = \"beat\"").finds(MEASURE, "“beat”");
}

#[test]
fn an_item_leaves_the_span_of_time_to_the_recall() {
    Folder::good().change(MEASURE, "I slept.", "In the past two weeks, I slept.").finds_at(
        MEASURE,
        38,
        "span of time",
    );
}

#[test]
fn items_labels_and_scales_keep_to_the_words_we_use() {
    Folder::good().change(MEASURE, "I slept.", "I failed.").finds_at(MEASURE, 38, "failed");
    Folder::good().change(MEASURE, "\"Often\"", "\"Guaranteed\"").finds(MEASURE, "guaranteed");
    Folder::good().change(MEASURE, "more ease.", "a cure.").finds(MEASURE, "cure");
}

#[test]
fn the_same_answer_everywhere_gives_what_the_file_says() {
    // The key forgets the reversed item; the line that was worked out by hand does not.
    Folder::good().change(MEASURE, "reversed = [2]\n", "").finds(MEASURE, "gives 3.00 on “ease”");
    Folder::good()
        .change(MEASURE, "ease = 2, load = 3", "ease = 2, load = 2")
        .finds(MEASURE, "the file says 2");
    Folder::good()
        .change(MEASURE, "ease = 2, load = 3", "ease = 2, load = 3, more = 1")
        .finds(MEASURE, "“more”");
    Folder::good()
        .change(MEASURE, "[[straight]]\ncode = 3\ngives = { ease = 2, load = 3 }\n", "")
        .finds(MEASURE, "no [[straight]]");
}

#[test]
fn a_key_without_wording_is_whole_and_half_a_wording_is_not() {
    let folder = Folder::good();
    for text in ["I slept.", "I lay awake.", "I had too many calls."] {
        folder.change(MEASURE, &format!("text = \"{text}\"\n"), "");
    }
    folder.change(MEASURE, "labels = [\"Never\", \"Now and then\", \"Often\"]\n", "");
    folder.finds_nothing();
    Folder::good()
        .change(MEASURE, "text = \"I slept.\"\n", "")
        .finds(MEASURE, "Item 1 has no wording");
    Folder::good()
        .change(MEASURE, "labels = [\"Never\", \"Now and then\", \"Often\"]\n", "")
        .finds(MEASURE, "have no labels");
}

#[test]
fn an_open_question_is_in_no_scale_and_takes_no_codes() {
    let open = "\n[[item]]\nnumber = 4\ntext = \"What else?\"\nopen = true\n";
    Folder::good().add(MEASURE, open).finds_nothing();
    Folder::good()
        .add(MEASURE, &open.replace("open", "responses = \"often\"\nopen"))
        .finds(MEASURE, "Item 4 is open");
    Folder::good()
        .add(MEASURE, open)
        .change(MEASURE, "items = [3]", "items = [3, 4]")
        .finds(MEASURE, "names item 4");
}

#[test]
fn bands_begin_with_the_lowest_score_and_ascend() {
    let bands = |from: [&str; 2]| {
        let [a, b] = from;
        let bands = format!(
            "reversed = [2]\n[scale.bands]\nsource = \"us\"\nnote = \"none\"\n\
             band = [{{ from = {a}, name = \"x\" }}, {{ from = {b}, name = \"y\" }}]\n"
        );
        let folder = Folder::good();
        folder.change(MEASURE, "reversed = [2]\n", &bands);
        folder
    };
    bands(["1", "2.5"]).finds_nothing();
    for wrong in [["0", "2"], ["1", "1"], ["1", "4"]] {
        bands(wrong).finds(MEASURE, "do not cover 1 to 3");
    }
}

#[test]
fn a_precision_that_cannot_be_is_found() {
    for (reliability, sd) in [("1.0", "2"), ("-0.1", "2"), ("0.9", "0"), ("nan", "2")] {
        let precision = format!(
            "reversed = [2]\n[scale.precision]\nreliability = {reliability}\nkind = \"alpha\"\n\
             sd = {sd}\nsource = \"us\"\n"
        );
        Folder::good()
            .change(MEASURE, "reversed = [2]\n", &precision)
            .finds(MEASURE, "The precision of “ease”");
    }
}

#[test]
fn what_people_can_be_known_by_is_in_no_scale_and_has_a_column() {
    let finds = |mark: &str, words: &str| {
        let own = format!("text = \"I slept.\"\n{mark}");
        Folder::good().change(MEASURE, "text = \"I slept.\"\n", &own).finds(MEASURE, words);
    };
    finds("quasi = \"age\"\ncolumn = \"age\"\n", "Item 1 is marked as one");
    finds("column = \"age\"\n", "in a way that does not fit");
}

#[test]
fn damaged_fingerprints_are_found() {
    let file = "measures/fingerprints.json";
    Folder::good().write(file, "{ \"format_version\": 1 }").finds(file, "about");
    let whole = "{ \"format_version\": 1, \"about\": \"\", \"normalise\": \"\", \"hash\": \"\", \
                 \"instruments\": {} }";
    Folder::good().write(file, whole).finds_nothing();
}

#[test]
fn the_instruments_that_ship_are_there_and_none_but_ours_has_wording() {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    let instruments = load::load(&content).unwrap();
    let ids: Vec<&str> = instruments.iter().map(|instrument| &*instrument.id).collect();
    assert_eq!(
        ids,
        [
            "background",
            "bat12",
            "burnout-single",
            "cbi",
            "checkin",
            "course-feedback",
            "ffmq15",
            "ffmq39",
            "maas",
            "olbi",
            "proqol5",
            "pss10",
            "scs-sf",
            "stss",
            "wai-sr"
        ]
    );
    for instrument in &instruments {
        let ours = ["background", "checkin", "course-feedback"].contains(&&*instrument.id);
        assert_eq!(instrument.is_worded(), ours, "{}", instrument.id);
        let labels = instrument.responses.values().any(|set| !set.labels.is_empty());
        assert_eq!(labels, ours, "{}: labels belong to the form", instrument.id);
        assert!(!instrument.credit.is_empty() && !instrument.citation.is_empty());
        for scale in &instrument.scales {
            assert!(!scale.rule_by.is_empty(), "{}/{}", instrument.id, scale.id);
        }
    }
    let fingerprints = load::fingerprints(&content).unwrap();
    for (id, prints) in &fingerprints.instruments {
        let instrument = instruments.iter().find(|known| known.id == *id).unwrap();
        let mut numbers: Vec<u32> = prints.values().copied().collect();
        numbers.sort_unstable();
        let items: Vec<u32> = instrument.items.iter().map(|item| item.number).collect();
        assert_eq!(numbers, items, "{id}: each item has one fingerprint");
    }
}

/// What nobody could confirm against a source says so where it stands, so that whoever installs a
/// wording or reads a result is told.
#[test]
fn every_fact_that_could_not_be_confirmed_says_so() {
    let content = ContentFolder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"));
    let instruments = load::load(&content).unwrap();
    let facts = [
        ("proqol5", &["reversed", "T-scores it ties", "sample that is analysed", ".75", ".81"][..]),
        ("cbi", &["reliabilities", "means and spreads of the PUMA study"]),
        ("stss", &["The items of each scale", ".93", "29.7, 10.7"]),
        ("maas", &["0.69", "0.70"]),
        ("ffmq39", &["citation", "span of time", "licence", ".75 to .91"]),
        ("ffmq15", &["reversed", "citations", "licence", ".75 to .91"]),
        ("pss10", &["two factors", "1983"]),
        ("olbi", &[".74 to .85", "2.25 and 2.10"]),
        ("bat12", &["three each in this order", "nothing is reversed", "2.54 and 2.96"]),
        ("wai-sr", &[".85 to .92", "10 items"]),
        ("burnout-single", &["The line at 3", "83 %", "87 %"]),
        ("scs-sf", &["author’s page again"]),
    ];
    let named: Vec<&str> = facts.iter().map(|(id, _)| *id).collect();
    for instrument in &instruments {
        let published = !instrument.is_worded();
        assert_eq!(published, named.contains(&&*instrument.id), "{}", instrument.id);
        for scale in &instrument.scales {
            let place = format!("{}/{}", instrument.id, scale.id);
            assert!(scale.bands.as_ref().is_none_or(|bands| bands.verify), "bands of {place}");
            assert!(
                scale.precision.as_ref().is_none_or(|known| known.verify),
                "precision of {place}"
            );
        }
    }
    for (id, wanted) in facts {
        let instrument = instruments.iter().find(|known| known.id == id).unwrap();
        let said = instrument.verify.join("\n");
        for words in wanted {
            assert!(said.contains(words), "{id}.toml does not mark {words:?} as not confirmed");
        }
    }
}
