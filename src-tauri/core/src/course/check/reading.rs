//! How hard a text is to read.

use crate::course::text;

/// The Flesch–Kincaid grade of English running text: 0.39 × words a sentence + 11.8 × syllables a
/// word − 15.59 (Kincaid, Fishburne, Rogers and Chissom 1975).
///
/// A sentence ends at a full stop, question mark, exclamation mark or ellipsis before a space, and
/// at the end of a line. Syllables are counted by rule, not from a dictionary, and a number counts
/// as one. 0 where there are no words.
///
/// ```
/// use evenkeel_core::course::check::reading_grade;
/// assert!(reading_grade("Feel the heel. Then feel the ball of the foot.") < 2.0);
/// ```
pub fn reading_grade(text: &str) -> f64 {
    let sentences = text.lines().flat_map(sentences_of_line);
    let (mut count, mut words, mut syllables) = (0.0, 0.0, 0.0);
    for sentence in sentences {
        let mut any = false;
        for word in text::words(sentence) {
            any = true;
            words += 1.0;
            syllables += f64::from(syllables_of(word));
        }
        count += f64::from(u8::from(any));
    }
    if words == 0.0 { 0.0 } else { 0.39 * words / count + 11.8 * syllables / words - 15.59 }
}

fn sentences_of_line(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut begun = 0;
    let mut ended = false;
    for (at, c) in line.char_indices() {
        match c {
            '.' | '?' | '!' | '…' => ended = true,
            '"' | '”' | '’' | '\'' | ')' | ']' => {}
            c if c.is_whitespace() && ended => {
                sentences.push(&line[begun..at]);
                begun = at;
                ended = false;
            }
            _ => ended = false,
        }
    }
    sentences.push(&line[begun..]);
    sentences
}

/// Vowel groups, less the silent ones, plus the vowels that meet without merging.
fn syllables_of(word: &str) -> u32 {
    word.split('-').filter(|part| part.chars().any(char::is_alphanumeric)).map(part).sum()
}

fn part(word: &str) -> u32 {
    let letters: String = word
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let letters = letters.as_bytes();
    let mut groups = 0_i32;
    for (i, &letter) in letters.iter().enumerate() {
        if is_vowel(letter) && (i == 0 || !is_vowel(letters[i - 1])) {
            groups += 1;
        }
    }
    let count = groups + apart(letters) - silent(letters);
    u32::try_from(count).unwrap_or(0).max(1)
}

/// How many vowels beside another are spoken apart from it, as in "diary" and "saying".
fn apart(letters: &[u8]) -> i32 {
    let mut count = 0;
    for (i, pair) in letters.windows(2).enumerate() {
        let before = if i == 0 { b' ' } else { letters[i - 1] };
        let after = letters.get(i + 2).copied().unwrap_or(b' ');
        let earlier = if i < 2 { b' ' } else { letters[i - 2] };
        count += i32::from(match pair {
            b"ia" => !matches!(before, b'c' | b't' | b'g'),
            b"io" => !matches!(before, b't' | b's' | b'c' | b'g' | b'x' | b'h'),
            b"iu" => true,
            b"ie" => match before {
                b'd' | b'l' | b'n' | b'u' => matches!(after, b't' | b'n'),
                b'r' => after == b'n' && earlier != b'f',
                b'c' => after == b't',
                _ => false,
            },
            b"ua" => !matches!(before, b'q' | b'g'),
            _ => false,
        });
    }
    if letters.ends_with(b"dnt") || letters.ends_with(b"snt") {
        count += 1; // "couldn’t", "wasn’t": a syllable without a vowel
    }
    for ending in [&b"ing"[..], b"ings"] {
        if let Some(stem) = letters.strip_suffix(ending) {
            count += i32::from(stem.last().copied().is_some_and(is_vowel));
        }
    }
    count
}

/// How many vowel groups are not spoken, as in "time", "called" and "something".
fn silent(letters: &[u8]) -> i32 {
    let mut count = 0;
    let quiet = |stem: &[u8], spoken_after: &[u8]| match stem {
        [.., before, b'l'] => is_vowel(*before) || matches!(before, b'l' | b'r' | b'w'),
        [.., last] => !is_vowel(*last) && !spoken_after.contains(last),
        [] => false,
    };
    if let Some(stem) = letters.strip_suffix(b"e") {
        count += i32::from(quiet(stem, b""));
    } else if let Some(stem) = letters.strip_suffix(b"ed") {
        count += i32::from(quiet(stem, b"td"));
    } else if let Some(stem) = letters.strip_suffix(b"es") {
        count += i32::from(quiet(stem, b"sxzcgh"));
    }
    for ending in [&b"ely"[..], b"eful", b"eless", b"ement", b"ements", b"eness"] {
        if let Some(stem) = letters.strip_suffix(ending) {
            count += i32::from(quiet(stem, b""));
        }
    }
    if let Some(rest) = letters.strip_prefix(b"some") {
        count += i32::from(rest.first().is_some_and(|first| !is_vowel(*first)));
    }
    count
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}
