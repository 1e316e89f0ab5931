//! A sit is exactly as long as asked, and only its silences stretch.

use evenkeel_core::Code;
use evenkeel_core::practice::script::{
    Anchor, Choices, Clip, Cue, Eyes, Posture, Practice, Script,
};
use evenkeel_core::practice::timeline::{Event, Kind, Timeline, assemble, bell_seconds};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::subsequence;

const ANCHORS: [Anchor; 4] = [Anchor::Breath, Anchor::Hands, Anchor::Feet, Anchor::Sounds];
const POSTURES: [Posture; 2] = [Posture::Lying, Posture::Chair];
const EYES: [Eyes; 2] = [Eyes::Open, Eyes::Closed];

fn practice(cues: Vec<(Cue, f64)>) -> Practice {
    let (cues, lengths): (Vec<_>, Vec<_>) = cues.into_iter().unzip();
    let clips = lengths
        .into_iter()
        .map(|seconds| Clip { path: "x.ogg".into(), sha256: String::new(), seconds })
        .collect();
    let script = Script {
        format_version: 1,
        id: "sit".to_owned(),
        title: "A sit".to_owned(),
        about: String::new(),
        shortest_minutes: 3,
        longest_minutes: 45,
        lengths: vec![3],
        anchors: ANCHORS.to_vec(),
        postures: POSTURES.to_vec(),
        eyes: EYES.to_vec(),
        caution: String::new(),
        cues,
    };
    Practice { script, clips, recordings: vec![] }
}

fn cue(id: &str, pause: u32, stretch: f64, longest: u32) -> Cue {
    Cue {
        id: id.to_owned(),
        text: id.to_owned(),
        say: None,
        pause,
        stretch,
        longest,
        anchor: None,
        posture: None,
        eyes: None,
        from_minutes: None,
        to_minutes: None,
    }
}

fn choices(minutes: u32) -> Choices {
    Choices {
        minutes,
        anchor: Anchor::Hands,
        posture: Posture::Chair,
        eyes: Eyes::Open,
        recording: None,
    }
}

fn lengths(timeline: &Timeline) -> Vec<f64> {
    timeline.events.iter().map(|event| event.end - event.start).collect()
}

#[test]
fn spare_time_is_shared_by_stretch_and_stops_at_the_longest() {
    // 180 s less 10 s of bells and 20 s of words leaves 150 s: 10 + 10 + 130 to share 1 : 3.
    let two = practice(vec![(cue("a", 10, 1.0, 300), 10.0), (cue("b", 10, 3.0, 300), 10.0)]);
    assert_eq!(lengths(&assemble(&two, &choices(3)).unwrap()), [4.0, 10.0, 42.5, 10.0, 107.5, 6.0]);
    // With at most 70 s the second is full, and the first takes the rest.
    let two = practice(vec![(cue("a", 10, 1.0, 300), 10.0), (cue("b", 10, 3.0, 70), 10.0)]);
    assert_eq!(lengths(&assemble(&two, &choices(3)).unwrap()), [4.0, 10.0, 80.0, 10.0, 70.0, 6.0]);
}

#[test]
fn half_shares_are_shares() {
    let two = practice(vec![(cue("a", 0, 0.5, 300), 10.0), (cue("b", 0, 1.5, 300), 10.0)]);
    assert_eq!(lengths(&assemble(&two, &choices(3)).unwrap()), [4.0, 10.0, 37.5, 10.0, 112.5, 6.0]);
}

#[test]
fn a_cue_that_does_not_stretch_keeps_its_pause() {
    let two = practice(vec![(cue("a", 7, 0.0, 300), 10.0), (cue("b", 0, 1.0, 300), 10.0)]);
    assert_eq!(lengths(&assemble(&two, &choices(3)).unwrap()), [4.0, 10.0, 7.0, 10.0, 143.0, 6.0]);
}

#[test]
fn a_length_that_words_do_not_fit_or_silences_cannot_fill_is_refused() {
    let long = practice(vec![(cue("a", 10, 1.0, 300), 165.0)]);
    assert_eq!(assemble(&long, &choices(3)).unwrap_err().code, Code::Content);
    let short = practice(vec![(cue("a", 10, 1.0, 100), 10.0)]);
    assert_eq!(assemble(&short, &choices(3)).unwrap_err().code, Code::Content);
}

#[test]
fn a_choice_the_practice_does_not_offer_is_refused() {
    let mut sit = practice(vec![(cue("a", 10, 1.0, 300), 10.0)]);
    assert_eq!(assemble(&sit, &choices(46)).unwrap_err().code, Code::Refused);
    assert_eq!(assemble(&sit, &choices(2)).unwrap_err().code, Code::Refused);
    sit.script.anchors.retain(|anchor| *anchor != Anchor::Hands);
    assert_eq!(assemble(&sit, &choices(3)).unwrap_err().code, Code::Refused);
}

prop_compose! {
    fn any_cue()(
        pause in 0_u32..30,
        more in 0_u32..200,
        stretch in prop_oneof![Just(0.0), Just(0.5), Just(1.0), 0.1_f64..5.0],
        seconds in 0.5_f64..15.0,
        anchor in option::weighted(0.3, subsequence(ANCHORS.to_vec(), 1..4)),
        posture in option::weighted(0.3, subsequence(POSTURES.to_vec(), 1)),
        eyes in option::weighted(0.3, subsequence(EYES.to_vec(), 1)),
        from_minutes in option::weighted(0.2, 3_u32..30),
        to_minutes in option::weighted(0.2, 10_u32..45),
    ) -> (Cue, f64) {
        let plain = cue("", pause, stretch, pause + more);
        (Cue { anchor, posture, eyes, from_minutes, to_minutes, ..plain }, seconds)
    }
}

fn any_practice() -> impl Strategy<Value = Practice> {
    vec(any_cue(), 1..40).prop_map(|mut cues| {
        for (number, (cue, _)) in cues.iter_mut().enumerate() {
            cue.id = format!("cue-{number}");
        }
        practice(cues)
    })
}

/// Every rule a timeline keeps, whatever the practice.
pub fn holds(
    practice: &Practice,
    choices: &Choices,
    timeline: &Timeline,
) -> Result<(), TestCaseError> {
    let Timeline { total_seconds, events, .. } = timeline;
    prop_assert_eq!(*total_seconds, f64::from(choices.minutes * 60));
    prop_assert_eq!(events[0].start, 0.0);
    prop_assert_eq!(events[events.len() - 1].end, *total_seconds, "the sum is exact");
    for pair in events.windows(2) {
        prop_assert_eq!(pair[0].end, pair[1].start, "events follow each other without gaps");
    }
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    let (first, last) = (&events[0], &events[events.len() - 1]);
    let bells = bell_seconds(choices.minutes);
    prop_assert!(first.kind == Kind::BELL && near(first.end - first.start, bells.0));
    prop_assert!(last.kind == Kind::BELL && near(last.end - last.start, bells.1));

    let said: Vec<_> = practice
        .script
        .cues
        .iter()
        .zip(&practice.clips)
        .filter(|(cue, _)| cue.fits(choices))
        .collect();
    let mut rest: &[Event] = &events[1..events.len() - 1];
    for (cue, clip) in said {
        let Some((spoken, after)) = rest.split_first() else {
            return Err(TestCaseError::fail("a cue is missing"));
        };
        let Kind::Cue { cue: id, .. } = &spoken.kind else {
            return Err(TestCaseError::fail("a cue is out of order"));
        };
        prop_assert_eq!(id, &cue.id);
        prop_assert!(near(spoken.end - spoken.start, clip.seconds), "the voice keeps its pace");
        rest = after;
        let mut silence = 0.0;
        if let [Event { start, end, kind: Kind::Silence }, after @ ..] = rest {
            silence = end - start;
            rest = after;
        }
        prop_assert!(silence > f64::from(cue.pause) - 1e-6, "{} is cut short", cue.id);
        prop_assert!(silence < f64::from(cue.longest) + 1e-6, "{} is too long", cue.id);
        prop_assert!(cue.stretch > 0.0 || near(silence, f64::from(cue.pause)));
    }
    prop_assert!(rest.is_empty(), "something is played that no cue asked for");
    Ok(())
}

/// Whether the length lies between the shortest and the longest that the words allow.
fn can_be(practice: &Practice, choices: &Choices) -> bool {
    let (mut least, mut most) = (20.0, 20.0);
    for (cue, clip) in practice.script.cues.iter().zip(&practice.clips) {
        if cue.fits(choices) {
            least += clip.seconds + f64::from(cue.pause);
            let silence = if cue.stretch > 0.0 { cue.longest } else { cue.pause };
            most += clip.seconds + f64::from(silence);
        }
    }
    (least..=most).contains(&f64::from(choices.minutes * 60))
}

proptest! {
    #[test]
    fn every_choice_gives_a_whole_sit_or_none(practice in any_practice(), minutes in 3_u32..=45) {
        for anchor in ANCHORS {
            for posture in POSTURES {
                for eyes in EYES {
                    let choices = Choices { minutes, anchor, posture, eyes, recording: None };
                    match assemble(&practice, &choices) {
                        Ok(timeline) => holds(&practice, &choices, &timeline)?,
                        Err(error) => {
                            prop_assert_eq!(error.code, Code::Content);
                            prop_assert!(!can_be(&practice, &choices), "{}", error.detail);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_practice_without_words_is_silence_between_two_bells() {
    let silent = practice(vec![]);
    assert_eq!(lengths(&assemble(&silent, &choices(10)).unwrap()), [8.0, 580.0, 12.0]);
}
