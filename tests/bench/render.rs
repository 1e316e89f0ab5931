//! A sit as a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use evenkeel_audio::{RATE, bell, samples, write_wav};
use evenkeel_core::practice::timeline::{Kind, Timeline};

use crate::side::{Line, Peer, among, seconds};
use crate::window::sit::timeline;
use crate::window::stage::installed;

/// Samples as sox is told that they lie in a file.
const RAW: [&str; 10] = ["-t", "raw", "-e", "signed-integer", "-b", "16", "-c", "1", "-r", "24000"];

/// A sit of 45 minutes, beside the time it lasts, and beside sox joining the same clips with bells
/// and silences that were made for it before.
pub fn render() -> Vec<Line> {
    let folder = tempfile::tempdir().unwrap();
    let timeline = timeline();
    let parts = parts(&timeline, folder.path());
    let (wav, joined) = (folder.path().join("sit.wav"), folder.path().join("joined.wav"));
    let sox = || {
        let mut sox = Command::new(installed("sox")?);
        sox.args(parts.iter().flatten()).arg(&joined).stdin(Stdio::null());
        let mut well = false;
        let took = seconds(|| well = sox.status().is_ok_and(|status| status.success()));
        let lengths = [&wav, &joined].map(|file| fs::metadata(file).map_or(0, |data| data.len()));
        // Sox knows the length of a clip only when it has decoded it.
        assert!(lengths[0].abs_diff(lengths[1]) < u64::from(RATE), "{lengths:?}");
        well.then_some(took)
    };
    let peers = vec![
        Peer::new("the time it lasts", "< 0.002", || Some(timeline.total_seconds)),
        Peer::new("sox, joining the same", "≤ 1.0", sox),
    ];
    let ours = || seconds(|| write_wav(&timeline, &wav).unwrap());
    among("render a sit of 45 minutes", ("s", 7), ours, peers)
}

/// What sox is given to join, in order.
fn parts(timeline: &Timeline, folder: &Path) -> Vec<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for (number, event) in timeline.events.iter().enumerate() {
        let length = (samples(event.end) - samples(event.start)) as usize;
        let sound = match &event.kind {
            Kind::Cue { clip, .. } | Kind::Recording { clip } => {
                parts.push(vec![clip.path.clone()]);
                continue;
            }
            Kind::Bell { bowl, strokes } => bell(*bowl, *strokes, length),
            Kind::Silence => vec![0.0; length],
        };
        let file = folder.join(format!("{number}.raw"));
        let bytes = sound.iter().flat_map(|one| ((one * 32_767.0) as i16).to_le_bytes());
        fs::write(&file, bytes.collect::<Vec<u8>>()).unwrap();
        let raw = RAW.iter().map(PathBuf::from);
        parts.push(raw.chain([file]).collect());
    }
    parts
}
