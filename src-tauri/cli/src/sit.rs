//! `sit render`: one sit as a timeline, and as a sound file.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, Subcommand, ValueEnum};
use evenkeel_core::course::Course;
use evenkeel_core::course::recording::{self, NewRecording};
use evenkeel_core::practice::script::{Anchor, Choices, Eyes, Posture, Practice};
use evenkeel_core::practice::timeline::{Bowl, Kind, Timeline, assemble};
use evenkeel_core::{Error, Result};
use serde_json::json;

use crate::{Context, Outcome, host};

#[derive(Subcommand)]
pub(crate) enum Sit {
    /// Lay out a sit, and render it
    Render(Render),
    /// Put a recording into a practice: beside its voice, or in place of one cue's
    Import(Import),
}

#[derive(Args)]
pub(crate) struct Render {
    /// The practice's id, such as body-scan
    practice: String,
    /// Whole minutes
    #[arg(long)]
    minutes: u32,
    /// What attention rests on
    #[arg(long, value_enum, default_value = "hands")]
    anchor: AnchorArg,
    /// How the body is placed; the practice's first where nothing is said
    #[arg(long, value_enum)]
    posture: Option<PostureArg>,
    /// What the eyes do
    #[arg(long, value_enum, default_value = "open")]
    eyes: EyesArg,
    /// Write the sound here: WAV or FLAC, as the name ends
    #[arg(long, value_name = "X.wav|X.flac")]
    out: Option<PathBuf>,
    /// Print what happens when
    #[arg(long)]
    timeline: bool,
}

#[derive(Args)]
pub(crate) struct Import {
    /// The practice's id, such as body-scan
    practice: String,
    /// The recording: WAV, FLAC, MP3 or Ogg
    file: PathBuf,
    /// Who speaks
    #[arg(long)]
    by: String,
    /// Its name, for a whole practice
    #[arg(long, default_value = "")]
    title: String,
    /// The id of the cue it speaks; the whole practice without
    #[arg(long)]
    cue: Option<String>,
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
    Standing,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum EyesArg {
    Open,
    Closed,
}

pub(crate) fn run(context: &Context, args: &Sit) -> Result<Outcome> {
    match args {
        Sit::Render(args) => render(context, args),
        Sit::Import(args) => import(context, args),
    }
}

fn import(context: &Context, args: &Import) -> Result<Outcome> {
    let Import { practice, file, by, title, cue } = args;
    let ports = host::machine()?;
    let (course, _) = host::content(&*ports)?;
    known(&course, practice)?;
    let content = recording::agencys(ports.content(), ports.data_dir());
    let new = NewRecording { file, practice, cue: cue.as_deref(), title, by };
    let imported = recording::import(&content, ports.sound(), new)?;
    if context.json {
        println!("{}", serde_json::to_value(&imported)?);
    } else {
        let folder = content.agency().unwrap_or(content.own());
        println!(
            "{:.1} seconds are in {}. Evenkeel plays them when it starts again.",
            imported.seconds,
            folder.join(&imported.file).display()
        );
    }
    Ok(Outcome::Well)
}

fn known<'a>(course: &'a Course, practice: &str) -> Result<&'a Practice> {
    course.practice(practice).ok_or_else(|| {
        let ids: Vec<_> = course.practices.iter().map(|one| one.script.id.as_str()).collect();
        Error::refused(format!("There is no practice {practice}. There is: {}.", ids.join(", ")))
    })
}

fn render(context: &Context, args: &Render) -> Result<Outcome> {
    let Render { practice, minutes, anchor, posture, eyes, out, timeline: print } = args;
    let ports = host::machine()?;
    let (course, _) = host::content(&*ports)?;
    let known = known(&course, practice)?;
    let choices = Choices {
        minutes: *minutes,
        anchor: match anchor {
            AnchorArg::Breath => Anchor::Breath,
            AnchorArg::Hands => Anchor::Hands,
            AnchorArg::Feet => Anchor::Feet,
            AnchorArg::Sounds => Anchor::Sounds,
        },
        posture: match posture {
            None => known.script.postures[0],
            Some(PostureArg::Lying) => Posture::Lying,
            Some(PostureArg::Chair) => Posture::Chair,
            Some(PostureArg::Standing) => Posture::Standing,
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
