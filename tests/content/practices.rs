//! Rules of the practices and their clips.

use crate::folder::{CLIPS, Folder, SCRIPT, sha256};

const SPOKEN: &str = "You might notice what holds you.";

fn clip_of(spoken: &str) -> String {
    format!("practices/sit/clips/{}.ogg", &sha256(&format!("ada|0.85|m1|{spoken}"))[..16])
}

#[test]
fn a_practice_bears_the_name_of_its_folder() {
    let folder = Folder::good();
    folder.change(SCRIPT, "id = \"sit\"", "id = \"stand\"").finds_at(SCRIPT, 2, "“stand”");
}

#[test]
fn an_unknown_field_in_a_script_is_named_with_its_line() {
    let folder = Folder::good();
    folder.change(SCRIPT, "pause = 5", "pause = 5\nvolume = 3").finds_at(SCRIPT, 41, "volume");
}

#[test]
fn a_cue_id_is_used_once() {
    Folder::good()
        .change(SCRIPT, "id = \"end\"", "id = \"arrive\"")
        .render()
        .findings()
        .iter()
        .find(|finding| {
            finding.file == SCRIPT && finding.problem.contains("“arrive” is there twice")
        })
        .unwrap();
}

#[test]
fn the_lengths_offered_are_lengths_it_has() {
    Folder::good().change(SCRIPT, "[3, 5]", "[3, 6]").finds_at(SCRIPT, 7, "lengths");
    Folder::good().change(SCRIPT, "[3, 5]", "[5, 3]").finds_at(SCRIPT, 7, "lengths");
    Folder::good().change(SCRIPT, "[3, 5]", "[]").finds_at(SCRIPT, 7, "lengths");
}

#[test]
fn a_range_of_minutes_is_a_range() {
    let folder = Folder::good();
    folder.change(SCRIPT, "longest_minutes = 5", "longest_minutes = 2");
    assert!(folder.findings().iter().any(|finding| finding.problem.contains("3 to 2 minutes")));
}

#[test]
fn every_practice_has_a_form_for_a_short_day() {
    let folder = Folder::good();
    folder.change(SCRIPT, "longest_minutes = 5", "longest_minutes = 16");
    folder.change(SCRIPT, "shortest_minutes = 3", "shortest_minutes = 16");
    let findings = folder.findings();
    let told = findings.iter().find(|finding| finding.problem.contains("shortest"));
    assert_eq!(told.unwrap().line, Some(5));
    assert!(told.unwrap().remedy.contains("15 minutes or less"));
}

#[test]
fn a_silence_is_not_longer_than_its_longest() {
    Folder::good().change(SCRIPT, "pause = 5", "pause = 6").finds_at(SCRIPT, 38, "silence");
}

#[test]
fn a_cue_has_3_to_60_words() {
    let folder = Folder::good();
    folder.change(SCRIPT, SPOKEN, "You sit.").render().remove(&clip_of(SPOKEN));
    folder.finds_at(SCRIPT, 14, "2 words");
    let folder = Folder::good();
    folder.change(SCRIPT, SPOKEN, &"word ".repeat(61)).render().remove(&clip_of(SPOKEN));
    folder.finds_at(SCRIPT, 14, "61 words");
}

#[test]
fn a_cue_that_no_choice_leads_to_is_found() {
    Folder::good()
        .change(SCRIPT, "anchor = [\"sounds\"]", "anchor = [\"sounds\"]\nfrom_minutes = 6")
        .findings()
        .iter()
        .find(|finding| finding.problem.contains("“sounds” is never said"))
        .unwrap();
}

#[test]
fn every_length_fits_its_silences() {
    // 20 s of bells, 30 s of words, and at most 130 + 60 + 5 s of silence.
    let folder = Folder::good();
    folder.change(
        SCRIPT,
        "longest = 120\nanchor = [\"hands\"]",
        "longest = 60\nanchor = [\"hands\"]",
    );
    let findings = folder.findings();
    let told: Vec<&str> = findings.iter().map(|finding| finding.problem.as_str()).collect();
    assert_eq!(
        told,
        ["It cannot be 5 minutes long in 2 ways, such as hands, chair, eyes open: its words \
             and silences last 75 to 245 s, not 300 s.",]
    );
}

#[test]
fn a_cue_needs_a_clip() {
    let folder = Folder::good();
    let clips = std::fs::read_to_string(folder.path().join(CLIPS)).unwrap();
    let mut clips: serde_json::Value = serde_json::from_str(&clips).unwrap();
    clips["clips"].as_object_mut().unwrap().remove("arrive");
    folder.write(CLIPS, &clips.to_string()).remove(&clip_of(SPOKEN));
    folder.finds(CLIPS, "“arrive” has no clip");
}

#[test]
fn a_clip_speaks_the_words_of_its_cue() {
    Folder::good()
        .change(SCRIPT, SPOKEN, "You might notice what is under you.")
        .finds(CLIPS, "“arrive” speaks other words");
}

#[test]
fn a_clip_is_made_again_when_what_the_voice_gets_changes() {
    Folder::good()
        .change(SCRIPT, "say = \"If you like", "say = \"If you wish")
        .finds(CLIPS, "“sounds” was made before its say changed");
}

#[test]
fn a_clip_that_is_gone_or_damaged_is_found() {
    Folder::good().remove(&clip_of(SPOKEN)).finds(&clip_of(SPOKEN), "missing");
    Folder::good().add(&clip_of(SPOKEN), "x").finds(&clip_of(SPOKEN), "not what was rendered");
}

#[test]
fn a_clip_of_no_cue_is_found() {
    Folder::good()
        .write("practices/sit/clips/old.ogg", "x")
        .finds("practices/sit/clips/old.ogg", "refers");
    let folder = Folder::good();
    let clips = std::fs::read_to_string(folder.path().join(CLIPS)).unwrap();
    let mut clips: serde_json::Value = serde_json::from_str(&clips).unwrap();
    clips["clips"]["gone"] = clips["clips"]["end"].clone();
    folder.write(CLIPS, &clips.to_string()).finds(CLIPS, "“gone”");
}

#[test]
fn a_practice_needs_its_manifest() {
    Folder::good().remove(CLIPS).finds(CLIPS, "missing");
    Folder::good().change(CLIPS, "\"voice\"", "\"speaker\"").finds(CLIPS, "speaker");
}

#[test]
fn a_cue_keeps_to_the_words_we_use() {
    let folder = Folder::good();
    folder.change(SCRIPT, SPOKEN, "You might notice your streak.").render();
    folder.remove(&clip_of(SPOKEN)).finds_at(SCRIPT, 15, "streak");
}
