//! `sit render`: one sit as a timeline, and as a sound file.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Subcommand, ValueEnum};
use evenkeel_core::practice::script::{Anchor, Choices, Eyes, Posture};
use evenkeel_core::practice::timeline::{Bowl, Kind, Timeline, assemble};
use evenkeel_core::{Error, Result};
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Sit {
    /// Lay out a sit, and render it
    Render {
        /// The practice's id, such as body-scan
        practice: String,
        /// Whole minutes
        #[arg(long)]
        minutes: u32,
        /// What attention rests on
        #[arg(long, value_enum, default_value = "hands")]
        anchor: AnchorArg,
        /// How the body is placed
        #[arg(long, value_enum, default_value = "lying")]
        posture: PostureArg,
        /// What the eyes do
        #[arg(long, value_enum, default_value = "open")]
        eyes: EyesArg,
        /// Write the sound here: WAV or FLAC, as the name ends
        #[arg(long, value_name = "X.wav|X.flac")]
        out: Option<PathBuf>,
        /// Print what happens when
        #[arg(long)]
        timeline: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AnchorArg {
    Breath,
    Hands,
    Feet,
    Sounds,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum PostureArg {
    Lying,
    Chair,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum EyesArg {
    Open,
    Closed,
}

pub(crate) fn run(context: &Context, args: &Sit) -> Result<Outcome> {
    let Sit::Render { practice, minutes, anchor, posture, eyes, out, timeline: print } = args;
    let ports = host::machine()?;
    let (course, _) = host::content(&*ports)?;
    let known = course.practice(practice).ok_or_else(|| {
        let ids: Vec<_> = course.practices.iter().map(|one| one.script.id.as_str()).collect();
        Error::refused(format!("There is no practice {practice}. There is: {}.", ids.join(", ")))
    })?;
    let choices = Choices {
        minutes: *minutes,
        anchor: match anchor {
            AnchorArg::Breath => Anchor::Breath,
            AnchorArg::Hands => Anchor::Hands,
            AnchorArg::Feet => Anchor::Feet,
            AnchorArg::Sounds => Anchor::Sounds,
        },
        posture: match posture {
            PostureArg::Lying => Posture::Lying,
            PostureArg::Chair => Posture::Chair,
        },
        eyes: match eyes {
            EyesArg::Open => Eyes::Open,
            EyesArg::Closed => Eyes::Closed,
        },
        recording: None,
    };
    let timeline = assemble(known, &choices)?;
    let made = out.as_deref().map(|out| Made::write(&timeline, out)).transpose()?;
    if context.json {
        print_json(&timeline, *print, made.as_ref())?;
    } else if *print {
        print_words(&timeline);
    }
    if let (Some(made), false) = (&made, context.json) {
        println!(
            "{minutes} minutes of {practice} are in {}, made {:.0} times as fast as they play.",
            made.out.display(),
            made.times_real_time
        );
    } else if out.is_none() && !*print && !context.json {
        return Err(Error::refused(
            "Say --out X.wav or --out X.flac to write the sound, or --timeline to read it.",
        ));
    }
    Ok(Outcome::Well)
}

/// A sound file that was written.
struct Made<'a> {
    out: &'a Path,
    /// How much faster it was made than it plays.
    times_real_time: f64,
}

impl<'a> Made<'a> {
    fn write(timeline: &Timeline, out: &'a Path) -> Result<Self> {
        let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        let begun = Instant::now();
        match ending.as_deref() {
            Some("wav") => evenkeel_audio::write_wav(timeline, out)?,
            Some("flac") => evenkeel_audio::write_flac(timeline, out)?,
            _ => {
                return Err(Error::refused(format!(
                    "{} ends in neither .wav nor .flac. Nothing was written: choose one of the two.",
                    out.display()
                )));
            }
        }
        let took = begun.elapsed().as_secs_f64().max(1e-6);
        Ok(Self { out, times_real_time: timeline.total_seconds / took })
    }
}

fn print_json(timeline: &Timeline, events: bool, made: Option<&Made<'_>>) -> Result<()> {
    let mut value = serde_json::to_value(timeline)?;
    if !events {
        value = json!({ "practice": timeline.practice, "total_seconds": timeline.total_seconds,
                        "open": timeline.open });
    }
    if let Some(made) = made {
        value["out"] = json!(made.out);
        value["times_real_time"] = json!(made.times_real_time.round());
    }
    println!("{value}");
    Ok(())
}

fn print_words(timeline: &Timeline) {
    for event in &timeline.events {
        let (minutes, seconds) = ((event.start / 60.0) as u32, event.start % 60.0);
        let what = match &event.kind {
            Kind::Bell { bowl, strokes } => {
                let size = match bowl {
                    Bowl::Small => "small bell",
                    Bowl::Medium => "bell",
                    Bowl::Large => "large bell",
                };
                if *strokes > 1 {
                    format!("({size}, {strokes} strokes)")
                } else {
                    format!("({size})")
                }
            }
            Kind::Recording { .. } => "(recording)".to_owned(),
            Kind::Cue { text, .. } => text.clone(),
            Kind::Silence => format!("(silence, {:.1} s)", event.end - event.start),
        };
        println!("{minutes:>3}:{seconds:04.1}  {what}");
    }
}
