//! `sit render`: one sit as a timeline, and as a sound file.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use evenkeel_core::practice::script::{Anchor, Choices, Eyes, Posture};
use evenkeel_core::practice::timeline::{Kind, Timeline, assemble};
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
        /// Write the sound here, WAV
        #[arg(long, value_name = "X.wav")]
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
    if let Some(out) = out {
        evenkeel_audio::write_wav(&timeline, out)?;
    }
    if context.json {
        print_json(&timeline, *print, out.as_ref())?;
    } else if *print {
        print_words(&timeline);
    }
    if let (Some(out), false) = (out, context.json) {
        println!("{} minutes of {practice} are in {}.", minutes, out.display());
    } else if out.is_none() && !*print && !context.json {
        return Err(Error::refused(
            "Say --out X.wav to write the sound, or --timeline to read it.",
        ));
    }
    Ok(Outcome::Well)
}

fn print_json(timeline: &Timeline, events: bool, out: Option<&PathBuf>) -> Result<()> {
    let mut value = serde_json::to_value(timeline)?;
    if !events {
        value = json!({ "practice": timeline.practice, "total_seconds": timeline.total_seconds });
    }
    if let Some(out) = out {
        value["out"] = json!(out);
    }
    println!("{value}");
    Ok(())
}

fn print_words(timeline: &Timeline) {
    for event in &timeline.events {
        let (minutes, seconds) = ((event.start / 60.0) as u32, event.start % 60.0);
        let what = match &event.kind {
            Kind::Bell { .. } => "(bell)".to_owned(),
            Kind::Recording { .. } => "(recording)".to_owned(),
            Kind::Cue { text, .. } => text.clone(),
            Kind::Silence => format!("(silence, {:.1} s)", event.end - event.start),
        };
        println!("{minutes:>3}:{seconds:04.1}  {what}");
    }
}
