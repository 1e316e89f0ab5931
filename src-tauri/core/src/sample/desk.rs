//! What a simulated coach asks for before the course and says at its end. Invented, as all of it is.

use super::dice::Dice;
use crate::course::form::Form;
use crate::feedback::Feedback;
use crate::measures::Instrument;
use crate::needs::Needs;

/// What coaches write at the end, by the number of the question.
const WORDS: [(u32, &[&str]); 3] = [
    (
        13,
        &[
            "The three breaths before I knock.",
            "Both feet on the floor while the phone rings.",
            "The short one in the car.",
            "I put the phone face down at lunch.",
        ],
    ),
    (14, &["Nights on call.", "My neighbor's dog.", "Twenty minutes is a lot on a court day."]),
    (15, &["More about sleep.", "A printed list of the short sits.", "An evening group as well."]),
];
/// What coaches add to what they ask for.
const NOTES: [&str; 4] = [
    "I come straight from court on Thursdays and may be ten minutes late.",
    "Could we have the window open?",
    "I share a laptop with my son.",
    "A parking spot would help.",
];

pub(super) fn needs(form: &Form, dice: &mut Dice) -> Needs {
    let mut needs = Needs::default();
    for question in &form.questions {
        if dice.chance() < 0.1 {
            continue;
        }
        let most = if question.several { dice.between(1, 2) } else { 1 };
        let last = question.options.len() as u32 - 1;
        let mut chosen: Vec<String> = Vec::new();
        for _ in 0..most {
            // The first answers are the more common ones.
            let place = dice.between(0, last).min(dice.between(0, last));
            let option = question.options[place as usize].clone();
            if !chosen.contains(&option) {
                chosen.push(option);
            }
        }
        let in_order = question.options.iter().filter(|option| chosen.contains(option));
        needs.chosen.insert(question.id.clone(), in_order.cloned().collect());
    }
    if dice.chance() < 0.35 {
        needs.note = one_of(&NOTES, dice);
    }
    needs
}

pub(super) fn feedback(asked: &Instrument, dice: &mut Dice) -> Feedback {
    let mut said = Feedback { show_words: dice.chance() < 0.7, ..Feedback::default() };
    for item in asked.items.iter().filter(|item| !item.open) {
        let home = asked.home(item.number);
        let turned = home.is_some_and(|scale| scale.reversed.contains(&item.number));
        let code = (4.0 + dice.normal() * 0.8).round().clamp(1.0, 5.0) as i32;
        if dice.chance() > 0.03 {
            said.codes.insert(item.number, if turned { 6 - code } else { code });
        }
    }
    for (number, lines) in WORDS {
        if dice.chance() < 0.5 {
            said.words.insert(number, one_of(lines, dice));
        }
    }
    said
}

fn one_of(lines: &[&str], dice: &mut Dice) -> String {
    lines[dice.between(0, lines.len() as u32 - 1) as usize].to_owned()
}
