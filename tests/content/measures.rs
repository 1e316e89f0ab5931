//! Rules of the questionnaires.

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
    Folder::good().add(MEASURE, &format!("{total}total = true\n")).finds_nothing();
    assert_eq!(Folder::good().add(MEASURE, total).findings().len(), 3);
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
