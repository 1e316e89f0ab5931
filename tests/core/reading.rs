//! The reading grade.

use evenkeel_core::course::check::reading_grade;

#[test]
fn the_grade_follows_the_formula() {
    // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59.
    assert!((reading_grade("The cat sat on the mat.") - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9);
    // 7 words, 2 sentences, 9 syllables.
    let grade = reading_grade("You notice the table. Then it rains.");
    assert!((grade - (0.39 * 3.5 + 11.8 * 9.0 / 7.0 - 15.59)).abs() < 1e-9, "{grade}");
}

#[test]
fn a_line_without_a_full_stop_is_a_sentence() {
    assert_eq!(reading_grade("One door\nOne wall"), reading_grade("One door. One wall."));
}

#[test]
fn a_point_in_a_number_or_after_a_quote_ends_no_sentence_too_many() {
    let sentence = "At 8.40 he said “go.” Then he left.";
    let two = reading_grade("At eight he said go. Then he left.");
    assert!((reading_grade(sentence) - two).abs() < 1e-9);
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let spoken = [
        (1, "time called notes eyes through brought friend guard talked walks curled need hour's"),
        (2, "table settled changes being saying something quiet client people nothing lonely"),
        (2, "wanted breathing hallway question didn’t wasn’t sometimes careful"),
        (3, "usual radio period diary supervise attention hallway-bench important"),
        (4, "experience society material security"),
    ];
    for (syllables, words) in spoken {
        for word in words.split(' ') {
            let found = (reading_grade(word) + 15.59 - 0.39) / 11.8;
            assert!((found - f64::from(syllables)).abs() < 1e-9, "{word}: {found}");
        }
    }
}

#[test]
fn no_words_have_no_grade() {
    assert_eq!(reading_grade(" … \n — "), 0.0);
}
