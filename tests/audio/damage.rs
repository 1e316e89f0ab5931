//! Damage to each kind of clip: a sit goes on in silence and says so, a file is refused.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use evenkeel_audio::{Damaged, Sit, load_clip, render, samples, write_flac};
use evenkeel_core::Code;
use evenkeel_core::practice::script::Clip;
use evenkeel_core::practice::timeline::Timeline;
use tempfile::tempdir;

use crate::support::Part::{Bell, Cue, Recording, Silence};
use crate::support::{between, peak, sweeps, timeline};

/// Something that happens to a file, with its name.
type Damage = (&'static str, fn(&Path, &mut Clip));

/// What can happen to a file.
const DAMAGES: [Damage; 5] = [
    ("cut short", |path, _| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() * 2 / 3]).unwrap();
    }),
    ("a bit turned", |path, _| {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    }),
    ("missing", |path, _| fs::remove_file(path).unwrap()),
    ("another's hash", |_, clip| clip.sha256 = "0".repeat(64)),
    ("empty", |path, _| fs::write(path, "").unwrap()),
];

/// Bell to 1 s, the clip to 7 s as a cue and to 13.5 s as a recording, bell to 15 s.
fn sit(clip: &Clip) -> Timeline {
    let twice = [Cue(clip.clone()), Silence(0.5), Recording(clip.clone())];
    timeline([Bell(1.0)].into_iter().chain(twice).chain([Bell(1.5)]))
}

#[test]
fn whatever_happens_to_a_clip_everything_else_of_the_sit_stays_in_its_place() {
    for (damage, spoil) in DAMAGES {
        let folder = tempdir().unwrap();
        for mut clip in sweeps(folder.path()) {
            let name = format!("{}, {damage}", clip.path.display());
            let bells = render(&sit(&clip)).unwrap();
            spoil(&clip.path.clone(), &mut clip);
            let sit = sit(&clip);

            let error = render(&sit).unwrap_err();
            assert_eq!(error.code, Code::Content, "{name}: {error}");
            assert!(write_flac(&sit, &folder.path().join("sit.flac")).is_err(), "{name}");
            assert!(load_clip(&clip).is_err(), "{name}");

            let mut wave = vec![9.0; bells.len()];
            let mut player = Sit::new(Arc::new(sit), Damaged::Silence);
            let (first, rest) = wave.split_at_mut(samples(7.2) as usize);
            player.fill(first).unwrap();
            assert_eq!(player.take_damage(), Some(samples(1.0)), "{name}");
            player.fill(rest).unwrap();
            assert_eq!(player.take_damage(), Some(samples(7.5)), "{name}");
            assert_eq!(player.take_damage(), None);
            assert_eq!(between(&wave, 0.0, 1.0), between(&bells, 0.0, 1.0), "{name}");
            assert_eq!(peak(between(&wave, 1.0, 13.5)), 0.0, "{name}");
            assert_eq!(between(&wave, 13.5, 15.0), between(&bells, 13.5, 15.0), "{name}");
        }
    }
}
