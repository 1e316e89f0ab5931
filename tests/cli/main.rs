//! evenkeelctl as a script uses it: arguments in, JSON and exit codes out.
#![allow(missing_docs, clippy::unwrap_used)]

mod analyse;
mod paper;
mod report;
mod safety;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// A sample study made once for all tests here; each works on what it does not change, or a copy.
fn study() -> &'static Path {
    static STUDY: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = STUDY.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("study");
        let made = ctl(&["sample", "--out", path.to_str().unwrap()]);
        assert!(made.status.success(), "{}", err(&made));
        (folder, path)
    });
    path
}

/// A copy of a ledger of the study, with its key file.
fn copy_of(name: &str, into: &TempDir) -> String {
    for ending in ["evenkeel", "evenkeel.keys"] {
        let file = format!("{name}.{ending}");
        fs::copy(study().join(&file), into.path().join(&file)).unwrap();
    }
    into.path().join(format!("{name}.evenkeel")).display().to_string()
}

fn ctl(arguments: &[&str]) -> Output {
    ctl_with(arguments, "sample")
}

fn ctl_with(arguments: &[&str], passphrase: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evenkeelctl"))
        .args(arguments)
        .env("EVENKEEL_PASSPHRASE", passphrase)
        .output()
        .unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", err(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn board_prints_one_entry_a_coach_of_both_arms() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let board = json(&ctl(&["board", "--ledger", &ledger, "--json"]));
    let coaches = board["coaches"].as_array().unwrap();
    assert_eq!(coaches.len(), 21);
    assert_eq!(coaches.iter().filter(|coach| coach["arm"] == "comparison").count(), 10);
    let text = board.to_string();
    assert!(!text.contains("score") && !text.contains("answer"), "a board holds no answer");
    let plain = ctl(&["board", "--ledger", &ledger]);
    let plain = String::from_utf8_lossy(&plain.stdout);
    assert!(plain.contains("there is no rank"));
    let call = &board["signals"][0];
    assert_eq!(call["rule"], "please-call");
    assert_eq!(call["state"]["kind"], "open");
    let reason = call["reason"].as_str().unwrap();
    assert!(plain.contains("worth a call: ") && plain.contains(reason), "{plain}");
}

#[test]
fn collect_takes_from_another_mailbox_and_takes_nothing_twice() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let mailbox = study().join("mailbox").display().to_string();
    let again = json(&ctl(&["collect", "--ledger", &ledger, "--mailbox", &mailbox, "--json"]));
    assert_eq!(again["new"], 0);
    assert!(again["known"].as_u64().unwrap() >= 50);
    let away = ctl(&["collect", "--ledger", &ledger, "--mailbox", "/no/such/mailbox"]);
    assert_eq!(away.status.code(), Some(2));
    assert!(err(&away).contains("mailbox does not answer"), "{}", err(&away));
}

#[test]
fn export_writes_tables_that_fit_their_checksums() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let out = folder.path().join("export").display().to_string();
    let exported = json(&ctl(&["export", "--ledger", &ledger, "--out", &out, "--json"]));
    assert_eq!(exported["participants"], 21);
    let sums =
        Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(&out).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stdout));
    let again = ctl(&["export", "--ledger", &ledger, "--out", &out]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("never writes over anything"));
}

#[test]
fn an_export_can_be_looked_at_before_and_is_the_same_again_with_the_key_that_lasts() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let preview = ctl(&["export", "--ledger", &ledger, "--preview", "--k", "11"]);
    let words = String::from_utf8_lossy(&preview.stdout).into_owned();
    assert!(preview.status.success() && words.contains("years_in_work"), "{words}");
    assert!(words.contains("an arm has fewer people than that"), "10 people compare: {words}");
    let sums = |name: &str| {
        let out = folder.path().join(name);
        let place = out.display().to_string();
        let done = ctl(&["export", "--ledger", &ledger, "--out", &place, "--key", "stable"]);
        assert!(done.status.success(), "{}", err(&done));
        fs::read_to_string(out.join("SHA256SUMS")).unwrap()
    };
    assert_eq!(sums("first"), sums("second"));
}

#[test]
fn what_people_wrote_does_not_leave_without_a_review() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let out = folder.path().join("export").display().to_string();
    let asked = ["export", "--ledger", &ledger, "--out", &out, "--include-free-text", "yes"];
    let refused = ctl(&asked);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("it leaves one text at a time"), "{}", err(&refused));
    let review = folder.path().join("review").display().to_string();
    fs::write(&review, "0123456789abcdef\n").unwrap();
    let unknown = ctl(&[&asked[..], &["--review", &review]].concat());
    assert!(err(&unknown).contains("not in this ledger"), "{}", err(&unknown));
    assert!(!folder.path().join("export").exists(), "nothing was written");
}

#[test]
fn verify_exits_with_1_for_a_ledger_that_was_changed() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let good = json(&ctl(&["verify", &ledger, "--json"]));
    assert_eq!(good["ok"], true);
    let mut bytes = fs::read(&ledger).unwrap();
    let place = bytes.len() - 5000;
    bytes[place] ^= 1;
    fs::write(&ledger, bytes).unwrap();
    assert_eq!(ctl(&["verify", &ledger]).status.code(), Some(1));
}

#[test]
fn a_wrong_passphrase_is_one_clear_line_and_exit_2() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("trainer", &folder);
    let wrong = ctl_with(&["board", "--ledger", &ledger], "wrong");
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(err(&wrong).lines().count(), 1, "{}", err(&wrong));
    assert!(err(&wrong).contains("That passphrase does not open it."));
    let file = folder.path().join("words");
    fs::write(&file, "sample\n").unwrap();
    let words = file.display().to_string();
    let right = ctl_with(&["board", "--ledger", &ledger, "--passphrase-file", &words], "wrong");
    assert!(right.status.success(), "{}", err(&right));
}

#[test]
fn the_board_is_not_in_a_researchers_ledger() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let board = ctl(&["board", "--ledger", &ledger]);
    assert_eq!(board.status.code(), Some(2));
    assert!(err(&board).contains("trainer’s ledger"));
}

#[test]
fn a_rendered_timeline_adds_up_to_the_length_asked_for() {
    let output = ctl(&[
        "sit",
        "render",
        "body-scan",
        "--minutes",
        "20",
        "--anchor",
        "sounds",
        "--timeline",
        "--json",
    ]);
    let timeline = json(&output);
    assert_eq!(
        (&timeline["practice"], &timeline["total_seconds"]),
        (&"body-scan".into(), &1200.0.into())
    );
    let events = timeline["events"].as_array().unwrap();
    let mut now = 0.0;
    for event in events {
        assert!((event["start"].as_f64().unwrap() - now).abs() < 1e-6, "{event}");
        now = event["end"].as_f64().unwrap();
        assert!(["bell", "cue", "silence"].contains(&event["kind"].as_str().unwrap()));
        if event["kind"] == "bell" {
            assert_eq!((&event["bowl"], &event["strokes"]), (&"medium".into(), &1.into()));
        }
    }
    assert!((now - 1200.0).abs() < 1e-6);
    assert_eq!(
        ctl(&["sit", "render", "body-scan", "--minutes", "5", "--timeline"]).status.code(),
        Some(2)
    );
    assert_eq!(
        ctl(&["sit", "render", "none", "--minutes", "10", "--timeline"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_rendered_sit_is_as_long_as_asked_and_the_same_each_time() {
    let folder = TempDir::new().unwrap();
    let render = |name: &str| {
        let out = folder.path().join(name).display().to_string();
        json(&ctl(&["sit", "render", "body-scan", "--minutes", "10", "--out", &out, "--json"]));
        fs::read(out).unwrap()
    };
    let (a, b) = (render("a.wav"), render("b.wav"));
    assert!(a == b, "two renders differ");
    let reader = hound::WavReader::new(&a[..]).unwrap();
    assert_eq!(reader.duration(), 600 * reader.spec().sample_rate);
}

#[test]
fn a_recording_is_imported_into_the_agencys_folder_or_refused_with_a_reason() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (take, agency) = (path("take.wav"), path("agency"));
    fs::create_dir(&agency).unwrap();
    let made = ctl(&["sit", "render", "walking", "--minutes", "10", "--out", &take, "--json"]);
    assert!(made.status.success(), "{}", err(&made));
    let import = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_evenkeelctl"))
            .args(["sit", "import", "walking"])
            .args(arguments)
            .env("EVENKEEL_AGENCY_DIR", &agency)
            .output()
            .unwrap()
    };
    let imported = json(&import(&[&take, "--by", "Joan", "--title", "Slowly", "--json"]));
    assert_eq!(imported["seconds"], 600.0);
    assert!(Path::new(&agency).join(imported["file"].as_str().unwrap()).is_file());
    let list = Path::new(&agency).join("practices/walking/recordings.json");
    let list: Value = serde_json::from_slice(&fs::read(list).unwrap()).unwrap();
    assert_eq!(list["recordings"][0]["by"], "Joan");

    let cut = fs::read(&take).unwrap();
    fs::write(&take, &cut[..cut.len() / 2]).unwrap();
    let refused = import(&[&take, "--by", "Joan", "--title", "Cut"]);
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert!(err(&refused).contains("cut short"), "{}", err(&refused));
}

#[test]
fn a_sit_is_rendered_as_flac_too_and_says_how_fast() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let render = |name: &str, more: &[&str]| {
        let out = path(name);
        let all = ["sit", "render", "body-scan", "--minutes", "10", "--out", &out];
        ctl(&[&all[..], more].concat())
    };
    let made = json(&render("a.flac", &["--json"]));
    assert_eq!((&made["out"], &made["open"]), (&path("a.flac").into(), &false.into()));
    assert!(made["times_real_time"].as_f64().unwrap() > 1.0, "{made}");
    let words = render("b.flac", &[]);
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(words.contains("b.flac, made ") && words.contains(" times as fast"), "{words}");
    let (a, b) = (fs::read(path("a.flac")).unwrap(), fs::read(path("b.flac")).unwrap());
    assert!(a == b, "two renders differ");
    assert!(a.starts_with(b"fLaC"));
    let other = render("c.mp3", &[]);
    assert_eq!(other.status.code(), Some(2));
    assert!(err(&other).contains("neither .wav nor .flac"), "{}", err(&other));
    assert!(!Path::new(&path("c.mp3")).exists());
}

#[test]
fn answers_are_scored_by_the_key_alone() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let header: Vec<String> = (1..=34).map(|number| number.to_string()).collect();
    let row = |id: &str, cell: &str| format!("{id},{}\n", vec![cell; 34].join(","));
    let sheet = format!("id,{}\n{}{}", header.join(","), row("a", "5"), row("b", ""));
    fs::write(path("in.csv"), sheet).unwrap();
    let score = |input: &str, output: &str| {
        ctl(&["measures", "score", "checkin", "--answers", &path(input), "--out", &path(output)])
    };
    assert!(score("in.csv", "out.csv").status.success());
    let out = fs::read_to_string(path("out.csv")).unwrap();
    let mut lines = out.lines();
    assert!(lines.next().unwrap().starts_with("id,burnout,burnout_answered,"));
    assert_eq!(lines.next().unwrap(), "a,3,6,3,6,3,6,3,6,3,6,3,4");
    assert_eq!(lines.next().unwrap(), "b,,0,,0,,0,,0,,0,,0");

    fs::write(path("bad.csv"), format!("id,{}\n{}", header.join(","), row("a", "6"))).unwrap();
    let bad = score("bad.csv", "none.csv");
    assert_eq!(bad.status.code(), Some(2));
    assert!(err(&bad).contains("Row 2"), "{}", err(&bad));
    assert!(!Path::new(&path("none.csv")).exists(), "nothing half-done is left");
}

#[test]
fn the_course_that_ships_is_clean_and_a_broken_one_is_a_finding() {
    assert!(ctl(&["content", "check"]).status.success());
    let empty = TempDir::new().unwrap();
    let output = ctl(&["content", "check", empty.path().to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!report["findings"].as_array().unwrap().is_empty());
}

#[test]
fn a_lesson_on_paper_is_the_same_bytes_each_time() {
    let folder = TempDir::new().unwrap();
    let print = |name: &str| {
        let out = folder.path().join(name).display().to_string();
        let said = json(&ctl(&["content", "paper", "week-1", "--out", &out, "--json"]));
        assert_eq!(said["part"], "week-1");
        fs::read(out).unwrap()
    };
    let (a, b) = (print("a.pdf"), print("b.pdf"));
    assert!(a.starts_with(b"%PDF-1.7") && a == b, "two runs differ");
    let none = ctl(&["content", "paper", "week-99", "--out", "/tmp/none.pdf"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("There is no part week-99"), "{}", err(&none));
}

#[test]
fn the_list_of_measures_names_items_and_scales() {
    let list = json(&ctl(&["measures", "list", "--json"]));
    let list = list["instruments"].as_array().unwrap();
    assert_eq!(list.len(), 15);
    let checkin = list.iter().find(|known| known["id"] == "checkin").unwrap();
    assert_eq!((&checkin["items"], &checkin["worded"]), (&34.into(), &true.into()));
    assert_eq!(checkin["scales"].as_array().unwrap().len(), 6);
    let proqol = list.iter().find(|known| known["id"] == "proqol5").unwrap();
    assert_eq!((&proqol["items"], &proqol["worded"]), (&30.into(), &false.into()));
}

#[test]
fn a_key_is_shown_with_its_rules_and_what_is_not_confirmed() {
    let cbi = json(&ctl(&["measures", "show", "cbi", "--json"]));
    let work =
        cbi["scales"].as_array().unwrap().iter().find(|scale| scale["id"] == "work").unwrap();
    assert_eq!((&work["rule"], &work["reversed"]), (&"percent-4-of-7".into(), &[13].into()));
    assert_eq!(cbi["items"][8]["responses"], "degree");
    assert_eq!(cbi["items"][9]["responses"], "frequency");
    assert_eq!(work["precision"]["verify"], true, "what is not confirmed says so");
    assert_eq!(cbi["target_words"], serde_json::json!(["client", "clients"]));
    let words = ctl(&["measures", "show", "proqol5"]);
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(words.contains("bo (Burnout), 10 to 50, sum-8-of-10"), "{words}");
    assert!(words.contains("reversed 1 4 15 17 29") && words.contains("Not confirmed"), "{words}");
    assert!(
        words.contains("not confirmed: low from 10, moderate from 23, high from 42"),
        "{words}"
    );
    assert!(words.contains("May be replaced: help, helps, helped"), "{words}");
    assert_eq!(ctl(&["measures", "show", "none"]).status.code(), Some(2));
}

/// A questionnaire of somebody's own: its key, and a copy of its words.
const KEY: &str = r#"
format_version = 1
id = "kettle"
version = "1"
title = "Kettle"
about = "Two invented questions."
licence = "CC0"
credit = "nobody"
citation = "none"
validated = false
minutes = 1
item = [{ number = 1, responses = "often" }, { number = 2, responses = "often" }]
[responses.often]
codes = [0, 1]
[[straight]]
code = 1
gives = { tea = 1 }
[[scale]]
id = "tea"
title = "Tea"
about = "A higher number means more tea."
score = "sum"
least_answered = 2
rule_by = "us"
items = [1, 2]
reversed = [2]
"#;

#[test]
fn a_copy_is_judged_item_by_item() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("kettle.toml"), KEY).unwrap();
    fs::write(path("form.txt"), "0 = No  1 = Yes\n1. The kettle was on.\n2. The cup was cold.\n")
        .unwrap();
    let import = |more: &[&str]| {
        let (form, key) = (path("form.txt"), path("kettle.toml"));
        let mut arguments = vec!["measures", "import", &form, "--as", &key];
        arguments.extend(more);
        ctl(&arguments)
    };
    let judged = import(&["--json"]);
    assert_eq!(judged.status.code(), Some(1), "unchecked wording is a finding");
    let judged: Value = serde_json::from_slice(&judged.stdout).unwrap();
    assert_eq!(judged["items"][1]["verdict"], "unchecked");
    assert_eq!((&judged["items"][1]["number"], &judged["installable"]), (&2.into(), &false.into()));
    let checked = import(&["--unchecked", "--json"]);
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!((&checked["installable"], &checked["checked"]), (&true.into(), &"unchecked".into()));
    let words = import(&["--unchecked"]);
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(words.contains("   2  unchecked    line 3"), "{words}");
    assert!(words.contains("Unchecked wording. It can be installed as that."), "{words}");

    fs::write(path("bad.json"), "{ \"resourceType\": \"Questionnaire\", ").unwrap();
    let bad = ctl(&["measures", "import", &path("bad.json"), "--as", "pss10"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(err(&bad).contains("bad.json, line 1, column"), "{}", err(&bad));
    let unknown = ctl(&["measures", "import", &path("form.txt")]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("Name it with --as"), "{}", err(&unknown));
}

#[test]
fn a_key_of_ones_own_is_checked_and_scores() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("kettle.toml"), KEY).unwrap();
    fs::write(path("in.csv"), "id,1,2\na,1,1\nb,0,1\nc,1,\n").unwrap();
    let score = ["measures", "score", &path("kettle.toml"), "--answers", &path("in.csv"), "--out"];
    let scored = ctl(&[&score[..], &[&path("out.csv")]].concat());
    assert!(scored.status.success(), "{}", err(&scored));
    let out = fs::read_to_string(path("out.csv")).unwrap();
    assert_eq!(out, "id,tea,tea_answered\na,1,2\nb,0,2\nc,,1\n");
    fs::write(path("bad.toml"), KEY.replace("gives = { tea = 1 }", "gives = { tea = 2 }")).unwrap();
    let bad = ctl(&["measures", "show", &path("bad.toml")]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(err(&bad).contains("gives 1.00 on “tea”, and the file says 2"), "{}", err(&bad));
}

#[test]
fn unusable_arguments_exit_with_2() {
    for arguments in [&["board"][..], &["nonsense"], &["sample"], &["verify", "/no/such/file"]] {
        assert_eq!(ctl(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

/// A small file system of its own, filled to the brim: what was there stays whole, the message
/// says what to do, and with room again the same command works.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = format!(
        r#"set -eu
mount -t tmpfs -o size=1m tmpfs '{disk}'
cp '{study}'/trainer.evenkeel '{study}'/trainer.evenkeel.keys '{disk}'
dd if=/dev/zero of='{disk}/filler' bs=1k 2>/dev/null || true
set +e
'{ctl}' collect --ledger '{disk}/trainer.evenkeel' 2>'{folder}/words'; echo "full $?"
rm '{disk}/filler'
'{ctl}' verify '{disk}/trainer.evenkeel'; echo "verify $?"
'{ctl}' collect --ledger '{disk}/trainer.evenkeel'; echo "again $?"
"#,
        disk = disk.display(),
        folder = folder.path().display(),
        study = study().display(),
        ctl = env!("CARGO_BIN_EXE_evenkeelctl"),
    );
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .env("EVENKEEL_PASSPHRASE", "sample")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", err(&output));
    let words = fs::read_to_string(folder.path().join("words")).unwrap();
    assert!(said.contains("full 2"), "{said}{words}");
    assert!(words.contains("The disk is full") && words.contains("try again"), "{words}");
    assert!(said.contains("verify 0") && said.contains("again 0"), "{said}");
}

#[test]
fn where_nobody_reads_on_it_ends_quietly() {
    use std::process::Stdio;
    for arguments in [&["content", "stats"][..], &["measures", "list", "--json"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_evenkeelctl"));
        let mut running =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(running.stdout.take());
        let ended = running.wait_with_output().unwrap();
        assert_eq!((err(&ended).as_str(), ended.status.code()), ("", Some(141)), "{arguments:?}");
    }
}
