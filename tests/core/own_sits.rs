//! Every shipped practice at every length and choice, and sits put together from them.

use std::path::Path;
use std::sync::LazyLock;

use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, Course};
use evenkeel_core::practice::laid::{self, Laid, SILENCE};
use evenkeel_core::practice::log::Sat;
use evenkeel_core::practice::own::{OwnSit, Segment};
use evenkeel_core::practice::script::{Choices, Clip, Practice, Recording};
use evenkeel_core::practice::timeline::{
    Bowl, Event, Kind, OPEN_ENDS_AFTER_SECONDS, Timeline, assemble,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::timeline::holds;

static COURSE: LazyLock<Course> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load(&ContentFolder::new(content)).unwrap()
});

/// The least between two cues, seconds: in STOP of a minute, which is said almost in one breath.
const LEAST_SILENCE: f64 = 1.0;

#[test]
fn every_practice_holds_at_every_length_with_every_choice() {
    let mut laid_out = 0;
    for practice in &COURSE.practices {
        let script = &practice.script;
        for minutes in script.shortest_minutes..=script.longest_minutes {
            for choices in script.choices(minutes) {
                let timeline = assemble(practice, &choices)
                    .unwrap_or_else(|error| panic!("{} {choices:?}: {error}", script.id));
                if !practice.is_silent() {
                    holds(practice, &choices, &timeline)
                        .unwrap_or_else(|error| panic!("{} {choices:?}: {error}", script.id));
                }
                words_stand_apart(&timeline);
                laid_out += 1;
            }
        }
    }
    assert!(laid_out > 3000, "only {laid_out} sits were laid out");
}

/// Between two cues there is a silence always: somewhere to pull the brake, and to go on from.
fn words_stand_apart(timeline: &Timeline) {
    for pair in timeline.events.windows(2) {
        let is_said = |event: &Event| matches!(event.kind, Kind::Cue { .. });
        if is_said(&pair[0]) {
            assert!(!is_said(&pair[1]), "{}: two cues without a silence", timeline.practice);
            assert!(pair[1].end - pair[1].start >= LEAST_SILENCE, "{}", timeline.practice);
        }
    }
}

fn titled(segment: Segment, index: usize) -> Segment {
    Segment { title: format!("Part {index}"), ..segment }
}

fn silent() -> impl Strategy<Value = Segment> {
    let bells = (option::weighted(0.4, 1_u32..30), vec(1_u32..60, 0..4));
    (1_u32..90, bells, option::of(0..COURSE.practices.len())).prop_map(|(minutes, bells, id)| {
        let (every, at) = bells;
        Segment {
            title: String::new(),
            minutes: Some(minutes),
            practice: id.map(|at| COURSE.practices[at].script.id.clone()),
            voice: false,
            choices: None,
            every: every.filter(|&every| every < minutes),
            at: at.into_iter().filter(|&minute| minute < minutes).collect(),
        }
    })
}

fn spoken() -> impl Strategy<Value = Segment> {
    let voiced: Vec<&Practice> = COURSE.practices.iter().filter(|one| !one.is_silent()).collect();
    (0..voiced.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        move |(at, length, choice)| {
            let script = &voiced[at].script;
            let span = (script.longest_minutes - script.shortest_minutes + 1) as usize;
            let minutes = script.shortest_minutes + length.index(span) as u32;
            let choices: Vec<Choices> = script.choices(minutes).collect();
            Segment {
                title: String::new(),
                minutes: Some(minutes),
                practice: Some(script.id.clone()),
                voice: true,
                choices: Some(choices[choice.index(choices.len())].clone()),
                every: None,
                at: Vec::new(),
            }
        },
    )
}

prop_compose! {
    fn any_sit()(
        delay_seconds in prop_oneof![Just(0_u32), 1_u32..=600],
        bowl in prop_oneof![Just(Bowl::Small), Just(Bowl::Medium), Just(Bowl::Large)],
        strokes in 1_u32..=3,
        mut segments in vec(prop_oneof![silent(), spoken()], 1..12),
        open in option::weighted(0.3, option::weighted(0.5, 1_u32..30)),
    ) -> OwnSit {
        if let Some(every) = open {
            let last = Segment { title: String::new(), minutes: None, practice: None, voice: false,
                                 choices: None, every, at: Vec::new() };
            segments.push(last);
        }
        let mut minutes = 0;
        segments.retain(|segment| {
            minutes += segment.minutes.unwrap_or(0);
            minutes <= 720
        });
        let segments = segments.into_iter().enumerate().map(|(at, one)| titled(one, at)).collect();
        OwnSit { id: "mine".into(), title: "Mine".into(), delay_seconds, bowl, strokes, segments }
    }
}

fn lay_out(sit: &OwnSit, from: usize) -> Laid {
    let usual = |_: &Practice, _| panic!("every spoken segment has its choices");
    laid::own(sit, from, &COURSE.practices, usual).unwrap()
}

/// Every rule that a sit put together keeps.
fn keeps_its_rules(sit: &OwnSit, from: usize) -> Result<(), TestCaseError> {
    let Laid { timeline, spans } = lay_out(sit, from);
    let segments = &sit.segments[from..];
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    prop_assert_eq!(timeline.open, segments.iter().any(|one| one.minutes.is_none()));
    let asked: u32 = segments.iter().filter_map(|one| one.minutes).sum();
    let asked = f64::from(sit.delay_seconds + asked * 60);
    if !timeline.open {
        prop_assert_eq!(timeline.total_seconds, asked, "the sum is exact");
    }
    let mut now = 0.0;
    for event in &timeline.events {
        prop_assert_eq!(event.start, now, "events follow each other without gaps");
        prop_assert!(event.end > event.start);
        now = event.end;
    }
    prop_assert_eq!(now, timeline.total_seconds);
    prop_assert!(timeline.total_seconds <= timeline.ends_after());

    prop_assert_eq!(spans.len(), segments.len());
    let mut start = f64::from(sit.delay_seconds);
    let mut bells = vec![start];
    for (index, (span, segment)) in spans.iter().zip(segments).enumerate() {
        prop_assert_eq!(span.start, start, "spans follow each other without gaps");
        let practice = segment.practice.as_deref().unwrap_or(SILENCE);
        prop_assert_eq!(&span.practice, practice);
        prop_assert_eq!(span.choices.is_some(), segment.voice);
        let Some(minutes) = segment.minutes else {
            prop_assert!(span.is_open());
            continue;
        };
        let end = start + f64::from(minutes) * 60.0;
        prop_assert_eq!(span.end, end, "each segment is as long as it says");
        let within: Vec<&Event> =
            timeline.events.iter().filter(|one| one.start >= start && one.start < end).collect();
        let ends_with = within[within.len() - 1];
        let strokes = if index + 1 == segments.len() { sit.strokes } else { 1 };
        prop_assert_eq!(&ends_with.kind, &Kind::Bell { bowl: sit.bowl, strokes });
        prop_assert!(ends_with.end - ends_with.start >= 6.0 - 1e-6, "the bell rings out");
        if segment.voice {
            let choices = segment.choices.as_ref().unwrap();
            let alone = assemble(COURSE.practice(practice).unwrap(), choices).unwrap();
            let said = |events: &[&Event]| -> Vec<(f64, f64, Kind)> {
                let cues = events.iter().filter(|one| matches!(one.kind, Kind::Cue { .. }));
                cues.map(|one| (one.start, one.end, one.kind.clone())).collect()
            };
            let (here, there) = (said(&within), said(&alone.events.iter().collect::<Vec<_>>()));
            prop_assert_eq!(here.len(), there.len());
            for (here, there) in here.iter().zip(&there) {
                prop_assert_eq!(&here.2, &there.2, "the same words in the same order");
                prop_assert!(near(here.0 - start, there.0) && near(here.1 - start, there.1));
            }
        }
        let between =
            segment.every.into_iter().flat_map(|every| (every..minutes).step_by(every as usize));
        let mut between: Vec<u32> = between.chain(segment.at.clone()).collect();
        between.sort_unstable();
        between.dedup();
        bells.extend(between.iter().map(|&minute| start + f64::from(minute) * 60.0));
        bells.push(ends_with.start);
        start = end;
    }
    let rung: Vec<f64> =
        timeline.events.iter().filter(|one| one.kind.is_bell()).map(|one| one.start).collect();
    let rung_here = rung.iter().filter(|&&at| !timeline.open || at < start || bells.contains(&at));
    let rung_here: Vec<f64> = rung_here.copied().collect();
    prop_assert_eq!(rung_here.len(), bells.len(), "{:?} for {:?}", rung_here, bells);
    for (rung, bell) in rung_here.iter().zip(&bells) {
        prop_assert!(near(*rung, *bell), "a bell rings at {rung} in place of {bell}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_sit_put_together_is_exact_wherever_it_is_entered(
        sit in any_sit(), from in any::<prop::sample::Index>(),
    ) {
        keeps_its_rules(&sit, 0)?;
        keeps_its_rules(&sit, from.index(sit.segments.len()))?;
    }
}

#[test]
fn the_sits_of_the_course_keep_the_rules_at_every_segment() {
    assert!(COURSE.sits.len() >= 3);
    for sit in &COURSE.sits {
        for from in 0..sit.segments.len() {
            let usual = |practice: &Practice, minutes: u32| {
                Ok(practice.script.choices(minutes).next().unwrap())
            };
            let laid = laid::own(sit, from, &COURSE.practices, usual).unwrap();
            let minutes: u32 = sit.segments[from..].iter().filter_map(|one| one.minutes).sum();
            let asked = f64::from(sit.delay_seconds + minutes * 60);
            assert_eq!(laid.timeline.total_seconds, asked, "{} from {from}", sit.id);
            words_stand_apart(&laid.timeline);
        }
    }
}

#[test]
fn bells_ring_through_an_open_end_as_long_as_it_can_last() {
    let mut sit = COURSE.sits.iter().find(|sit| sit.id == "timer-20").unwrap().clone();
    sit.segments[0].minutes = None;
    let laid = lay_out(&sit, 0);
    assert!(laid.timeline.total_seconds < 60.0, "silence needs no events");
    sit.segments[0].every = Some(30);
    let Laid { timeline, .. } = lay_out(&sit, 0);
    let bells: Vec<f64> =
        timeline.events.iter().filter(|one| one.kind.is_bell()).map(|one| one.start).collect();
    let delay = f64::from(sit.delay_seconds);
    assert_eq!(bells[..3], [delay, delay + 1800.0, delay + 3600.0]);
    assert!(OPEN_ENDS_AFTER_SECONDS - bells[bells.len() - 1] <= 1800.0);
}

fn recorded(seconds: f64) -> Practice {
    let mut practice = COURSE.practice("body-scan").unwrap().clone();
    let clip = Clip { path: "x.flac".into(), sha256: String::new(), seconds };
    practice.recordings =
        vec![Recording { id: "r-1".into(), title: "Slowly".into(), by: "Joan".into(), clip }];
    practice
}

fn with_recording(practice: &Practice, minutes: u32) -> Choices {
    let first = practice.script.choices(minutes).next().unwrap();
    Choices { recording: Some("r-1".into()), ..first }
}

#[test]
fn a_recording_is_as_long_as_it_is_between_two_bells() {
    let practice = recorded(1234.5);
    let laid = laid::practice(&practice, &with_recording(&practice, 10)).unwrap();
    let lengths: Vec<f64> = laid.timeline.events.iter().map(|one| one.end - one.start).collect();
    assert_eq!(lengths, [8.0, 1234.5, 12.0]);
    assert_eq!(laid.timeline.total_seconds, 1254.5);
    assert!(matches!(laid.timeline.events[1].kind, Kind::Recording { .. }));
    assert_eq!(laid.spans[0].choices.as_ref().unwrap().minutes, 21, "as long as it really is");
    assert_eq!(laid.spans[0].line.as_deref(), Some("“Slowly”, Joan"));
    let mut gone = with_recording(&practice, 10);
    gone.recording = Some("r-2".into());
    assert!(laid::practice(&practice, &gone).unwrap_err().detail.contains("not here any more"));
}

#[test]
fn a_recording_in_a_segment_is_followed_by_silence_to_the_bell() {
    let practices = [recorded(600.0)];
    let segment = |minutes| Segment {
        title: "Scan".into(),
        minutes: Some(minutes),
        practice: Some("body-scan".into()),
        voice: true,
        choices: Some(with_recording(&practices[0], 10)),
        every: None,
        at: Vec::new(),
    };
    let sit = |minutes| OwnSit {
        id: "mine".into(),
        title: "Mine".into(),
        delay_seconds: 0,
        bowl: Bowl::Medium,
        strokes: 1,
        segments: vec![segment(minutes), segment(minutes)],
    };
    let usual = |_: &Practice, _| panic!("it has its choices");
    let Laid { timeline, .. } = laid::own(&sit(12), 0, &practices, usual).unwrap();
    let lengths: Vec<f64> = timeline.events.iter().map(|one| one.end - one.start).collect();
    assert_eq!(lengths, [8.0, 600.0, 100.0, 12.0, 8.0, 600.0, 100.0, 12.0]);
    let short = laid::own(&sit(10), 0, &practices, usual).unwrap_err();
    assert!(short.detail.contains("longer than 10 minutes"), "{}", short.detail);
}

#[test]
fn sits_noted_by_earlier_versions_still_read_and_new_ones_say_no_more_than_they_must() {
    let old = r#"{"practice":"body-scan","choices":{"minutes":30,"anchor":"hands",
        "posture":"chair","eyes":"open"},"measured_seconds":1800,"to_the_bell":true,
        "audible":true}"#;
    let sat: Sat = serde_json::from_str(old).unwrap();
    assert_eq!(sat.choices.as_ref().unwrap().minutes, 30);
    assert!(!sat.cut_short && sat.choices.as_ref().unwrap().recording.is_none());
    let again = serde_json::to_value(&sat).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(old).unwrap());
    let silent = Sat { choices: None, cut_short: true, ..sat };
    let silent = serde_json::to_value(&silent).unwrap();
    assert_eq!((silent.get("choices"), &silent["cut_short"]), (None, &serde_json::json!(true)));
}
