//! Text made printable: every sign has a shape, and no word is longer than a line.

use unicode_segmentation::UnicodeSegmentation;

/// Stands for a sign that no font of ours has.
const BOX: &str = "□";
/// Where a long word may break; it has no width.
const MAY_BREAK: char = '\u{200b}';
/// Signs after which a word counts as long.
const LONG: usize = 36;

/// The text with a box for each sign that no font has, without control signs, and with places to
/// break in words longer than a line. `sets` says whether one font has all of a text.
pub(crate) fn printable(text: &str, sets: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for sign in text.graphemes(true) {
        if sign.chars().all(|c| c.is_whitespace() && c != '\u{a0}') {
            run = 0;
            out.push(' ');
            continue;
        }
        let sign: String = sign.chars().filter(|c| !is_unseen(*c)).collect();
        let Some(first) = sign.chars().next() else { continue };
        if run == LONG {
            run = 0;
            out.push(MAY_BREAK);
        }
        run += 1;
        let bare = first.to_string();
        out.push_str(
            [&sign, &bare].into_iter().find(|text| sets(text)).map_or(BOX, String::as_str),
        );
    }
    out
}

/// What has no shape of its own and means nothing in print: control signs, joiners, marks of
/// direction, variation selectors, and what is no character at all.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn plain_text_stays_as_it_is() {
        let text = "It’s #1: $5, \\o/ [“ok”] *now* é ñ";
        assert_eq!(printable(text, |_| true), text);
    }

    #[test]
    fn a_sign_that_no_font_has_becomes_a_box_and_one_without_a_shape_goes() {
        let text = "a\u{4f60}b\u{200d}c\u{0}d\n e";
        assert_eq!(printable(text, str::is_ascii), "a□bcd  e");
    }

    #[test]
    fn a_letter_keeps_its_mark_where_one_font_has_both_and_else_stands_alone() {
        assert_eq!(printable("e\u{301}x", |_| true), "e\u{301}x");
        assert_eq!(printable("e\u{301}x", str::is_ascii), "ex");
    }

    #[test]
    fn a_word_longer_than_a_line_may_break_and_loses_no_letter() {
        let long = "x".repeat(200);
        let out = printable(&long, |_| true);
        assert_eq!(out.replace('\u{200b}', ""), long);
        assert!(out.split('\u{200b}').all(|part| part.len() <= 36));
    }
}
