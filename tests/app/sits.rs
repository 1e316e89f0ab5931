//! Sits put together, what the log takes from them, and what is told when the sound is in trouble.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use evenkeel_core::api::App;
use evenkeel_core::ports::{Fault, Sound, Volume};
use serde_json::{Value, json};

use crate::world::{World, sit_of};

fn segment(title: &str, minutes: Option<u32>) -> Value {
    json!({ "title": title, "minutes": minutes })
}

fn own_sit(segments: Value) -> Value {
    json!({ "id": "", "title": "Mine", "delay_seconds": 0, "bowl": "small", "strokes": 1,
            "segments": segments })
}

fn start(world: &World, sit: &Value, from: u32) -> Value {
    world.call("own_sit_start", json!({ "sit": sit, "from": from }))
}

fn shipped(world: &World, id: &str) -> Value {
    let cards = world.call("own_sits", json!({}));
    let card = cards.as_array().unwrap().iter().find(|card| card["sit"]["id"] == id);
    card.unwrap_or_else(|| panic!("no {id} in {cards}"))["sit"].clone()
}

fn log(world: &World) -> Vec<(String, u64)> {
    let log = world.call("practice_log", json!({}));
    let sits = log["sits"].as_array().unwrap().iter().rev();
    sits.map(|sit| {
        (sit["title"].as_str().unwrap().to_owned(), sit["measured_seconds"].as_u64().unwrap())
    })
    .collect()
}

#[test]
fn a_timer_rings_at_its_beginning_in_between_and_at_its_end() {
    let world = World::new();
    world.person("Renee", "coach");
    let mut sit = own_sit(json!([segment("Silence", Some(20))]));
    sit["delay_seconds"] = json!(30);
    sit["segments"][0]["every"] = json!(5);
    sit["segments"][0]["at"] = json!([12]);
    let state = start(&world, &sit, 0);
    assert_eq!(state["total_seconds"], 1230.0);
    assert_eq!(state["bells"], json!([30.0, 330.0, 630.0, 750.0, 930.0, 1218.0]));
    assert_eq!(state["segment"], "Silence, 20 minutes");
    assert_eq!(state["choices"], json!(null));
    world.computer.sound.pass(1230.0);
    let over = world.call("sit", json!({}));
    assert_eq!(over["noted"]["measured_seconds"], 1200, "the time before the bell does not count");
    assert_eq!(over["noted"]["to_the_bell"], true);
    assert_eq!(log(&world), [("Bells and silence".to_owned(), 1200)]);
}

#[test]
fn each_practice_of_a_mix_is_noted_with_what_was_sat_of_it() {
    let world = World::new();
    world.person("Renee", "coach");
    let state = start(&world, &shipped(&world, "mix-20-15-10"), 0);
    assert_eq!(state["total_seconds"], 2710.0);
    world.computer.sound.pass(10.0 + 1200.0 + 300.0);
    let state = world.call("sit", json!({}));
    assert_eq!(state["segment"], "Movement, 15 minutes");
    let noted = world.call("sit_stop", json!({}))["noted"].clone();
    assert_eq!((&noted["measured_seconds"], &noted["to_the_bell"]), (&json!(1500), &json!(false)));
    assert_eq!(noted["days"], 1, "two practices on one day are one day");
    let sitting = ("Sitting with the breath".to_owned(), 1200);
    assert_eq!(log(&world), [sitting, ("Mindful movement, standing".to_owned(), 300)]);
    let log = world.call("practice_log", json!({}));
    assert_eq!(log["sits"][1]["to_the_bell"], true);
    assert_eq!(log["sits"][0]["to_the_bell"], false);
    assert_eq!(log["weeks"][0]["measured_minutes"], 25);
}

#[test]
fn a_day_can_be_entered_at_any_segment() {
    let world = World::new();
    world.person("Renee", "coach");
    let day = shipped(&world, "day-of-mindfulness");
    let segments = day["segments"].as_array().unwrap();
    assert_eq!(start(&world, &day, 0)["total_seconds"], 390.0 * 60.0);
    for from in 1..segments.len() {
        let minutes: u64 =
            segments[from..].iter().map(|one| one["minutes"].as_u64().unwrap()).sum();
        let state = start(&world, &day, u32::try_from(from).unwrap());
        assert_eq!(state["total_seconds"], minutes as f64 * 60.0);
        assert_eq!(state["bells"][0], 0.0, "it begins with a bell wherever one comes in");
        let title = segments[from]["title"].as_str().unwrap();
        assert!(state["segment"].as_str().unwrap().starts_with(title), "{state}");
    }
    let late = json!({ "sit": day, "from": segments.len() });
    assert!(world.refused("own_sit_start", late).1.contains("no such part"));
    assert_eq!(log(&world), [], "what was only entered is not in the log");
}

#[test]
fn the_words_of_one_segment_do_not_stand_under_the_next() {
    let world = World::new();
    world.person("Renee", "coach");
    let mut sit = own_sit(json!([segment("Scan", Some(10)), segment("Quiet", Some(5))]));
    sit["segments"][0]["practice"] = json!("body-scan");
    sit["segments"][0]["voice"] = json!(true);
    start(&world, &sit, 0);
    world.computer.sound.pass(590.0);
    let state = world.call("sit", json!({}));
    assert_ne!(state["caption"], "");
    assert_eq!(state["segment"], "Scan, 10 minutes");
    world.computer.sound.pass(20.0);
    let state = world.call("sit", json!({}));
    assert_eq!((&state["caption"], &state["segment"]), (&json!(""), &json!("Quiet, 5 minutes")));
}

#[test]
fn what_is_spoken_in_a_mix_is_as_it_was_last_time() {
    let world = World::new();
    world.person("Renee", "coach");
    let chosen = json!({ "minutes": 10, "anchor": "sounds", "posture": "lying", "eyes": "closed" });
    world.call("sit_start", json!({ "practice": "body-scan", "choices": chosen }));
    world.computer.sound.pass(60.0);
    world.call("sit_stop", json!({}));
    let mut sit = own_sit(json!([segment("Scan", Some(12))]));
    sit["segments"][0]["practice"] = json!("body-scan");
    sit["segments"][0]["voice"] = json!(true);
    start(&world, &sit, 0);
    world.computer.sound.pass(720.0);
    let cards = world.call("practices", json!({}));
    let scan = cards.as_array().unwrap().iter().find(|card| card["id"] == "body-scan").unwrap();
    assert_eq!(scan["choices"]["anchor"], "sounds");
    assert_eq!(scan["choices"]["eyes"], "closed");
}

#[test]
fn an_open_end_goes_on_until_somebody_ends_it() {
    let world = World::new();
    world.person("Renee", "coach");
    let state = start(&world, &own_sit(json!([segment("Open", None)])), 0);
    assert_eq!((&state["open"], &state["ends_at"]), (&json!(true), &json!(null)));
    assert_eq!(state["segment"], "Open, open end");
    assert_eq!(state["bells"], json!([0.0]));
    world.computer.sound.pass(4000.0);
    assert_eq!(world.call("sit", json!({}))["noted"], json!(null));
    let noted = world.call("sit_stop", json!({}))["noted"].clone();
    assert_eq!(noted["measured_seconds"], 4000);
    assert_eq!(noted["to_the_bell"], true, "it has no bell to stop short of");
}

#[test]
fn a_sit_put_together_is_kept_changed_and_removed() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let before = world.call("own_sits", json!({})).as_array().unwrap().len();
    let cards = world.call("keep_own_sit", own_sit(json!([segment("Quiet", Some(9))])));
    let card = cards.as_array().unwrap().last().unwrap().clone();
    assert_eq!((&card["kept"], &card["shipped"]), (&json!(true), &json!(false)));
    assert_eq!((&card["minutes"], &card["lines"]), (&json!(9), &json!(["Quiet, 9 minutes"])));
    let mut sit = card["sit"].clone();
    assert_ne!(sit["id"], "");
    sit["title"] = json!("Mine, changed");
    world.call("keep_own_sit", sit.clone());
    world.call("lock", json!({}));
    world.unlock(&renee);
    let cards = world.call("own_sits", json!({}));
    let cards = cards.as_array().unwrap();
    assert_eq!(cards.len(), before + 1);
    assert_eq!(cards.last().unwrap()["sit"], sit);
    let cards = world.call("remove_own_sit", json!({ "id": sit["id"] }));
    assert_eq!(cards.as_array().unwrap().len(), before);
    assert_eq!(world.refused("remove_own_sit", json!({ "id": sit["id"] })).0, "not-found");
    assert_eq!(world.refused("keep_own_sit", sit).0, "not-found");
}

#[test]
fn a_sit_of_the_course_that_was_changed_can_be_had_back() {
    let world = World::new();
    world.person("Renee", "coach");
    let timer = shipped(&world, "timer-20");
    let mut mine = timer.clone();
    mine["segments"][0]["minutes"] = json!(25);
    world.call("keep_own_sit", mine.clone());
    assert_eq!(shipped(&world, "timer-20"), mine);
    world.call("remove_own_sit", json!({ "id": "timer-20" }));
    assert_eq!(shipped(&world, "timer-20"), timer);
    assert_eq!(world.refused("remove_own_sit", json!({ "id": "timer-20" })).0, "not-found");
}

#[test]
fn what_cannot_be_sat_is_refused_in_words_that_say_what_to_mend() {
    let world = World::new();
    world.person("Renee", "coach");
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut sit = own_sit(json!([segment("One", Some(10)), segment("Two", Some(10))]));
        change(&mut sit);
        let (code, words) = world.refused("keep_own_sit", sit.clone());
        assert_eq!(code, "refused");
        assert_eq!(world.refused("own_sit_start", json!({ "sit": sit, "from": 0 })).1, words);
        words
    };
    let change = |pointer: &'static str, value: Value| {
        move |sit: &mut Value| *sit.pointer_mut(pointer).unwrap() = value.clone()
    };
    let voice = |id: &'static str, minutes: Option<u32>| {
        move |sit: &mut Value| {
            sit["segments"][1] = json!({ "title": "Two", "minutes": minutes, "practice": id,
                                         "voice": true });
        }
    };
    assert!(refused(&change("/title", json!(" "))).contains("a name"));
    assert!(refused(&change("/segments/1/title", json!(""))).contains("each part a name"));
    assert!(refused(&change("/segments", json!([]))).contains("add a part"));
    let many = vec![segment("One", Some(1)); 41];
    assert!(refused(&change("/segments", json!(many))).contains("41 parts"));
    assert!(refused(&change("/strokes", json!(4))).contains("1, 2 or 3"));
    assert!(refused(&change("/delay_seconds", json!(601))).contains("10 minutes"));
    assert!(refused(&change("/segments/0/minutes", json!(null))).contains("“One” its minutes"));
    assert!(refused(&change("/segments/0/minutes", json!(0))).contains("at least 1 minute"));
    assert!(refused(&change("/segments/0/minutes", json!(711))).contains("12 hours"));
    assert!(refused(&change("/segments/0/minutes", json!(u32::MAX))).contains("12 hours"));
    let bell = |field: &'static str, value: Value| {
        move |sit: &mut Value| sit["segments"][0][field] = value.clone()
    };
    assert!(refused(&bell("every", json!(10))).contains("minute 10"));
    assert!(refused(&bell("every", json!(0))).contains("minute 0"));
    assert!(refused(&bell("at", json!([3, 12]))).contains("minute 12"));
    assert!(refused(&bell("practice", json!("juggling"))).contains("not in this course"));
    assert!(refused(&bell("voice", json!(true))).contains("no voice"));
    assert!(refused(&voice("silence", Some(10))).contains("no voice"));
    assert!(refused(&voice("body-scan", None)).contains("open end"));
    assert!(refused(&voice("body-scan", Some(9))).contains("Body scan is 10 to 45 minutes"));
    assert!(refused(&voice("stop", Some(5))).contains("STOP is 1 to 3 minutes"));
    let into_the_voice = |sit: &mut Value| {
        voice("body-scan", Some(10))(sit);
        sit["segments"][1]["every"] = json!(5);
    };
    assert!(refused(&into_the_voice).contains("ring into the voice"));
    let own = world.call("own_sits", json!({}));
    assert!(own.as_array().unwrap().iter().all(|card| card["kept"] == false), "nothing was kept");
}

#[test]
fn what_is_heard_twice_counts_twice_and_what_is_left_out_counts_nothing() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(100.0);
    assert_eq!(world.call("sit_back", json!({}))["elapsed_seconds"], 85.0);
    world.computer.sound.pass(515.0);
    assert_eq!(world.call("sit", json!({}))["noted"]["measured_seconds"], 615);

    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(5.0);
    assert_eq!(world.call("sit_back", json!({}))["elapsed_seconds"], 0.0);
    let state = world.call("sit_seek", json!({ "seconds": 590.0 }));
    assert_eq!(state["elapsed_seconds"], 590.0);
    world.computer.sound.pass(10.0);
    assert_eq!(world.call("sit", json!({}))["noted"]["measured_seconds"], 15);
}

#[test]
fn a_segment_that_was_left_for_the_next_did_not_go_to_its_bell() {
    let world = World::new();
    world.person("Renee", "coach");
    let mix = shipped(&world, "mix-20-15-10");
    let bells = |world: &World| {
        let sits = world.call("practice_log", json!({}))["sits"].clone();
        let sits = sits.as_array().unwrap().iter().rev();
        sits.map(|sit| sit["to_the_bell"].as_bool().unwrap()).collect::<Vec<_>>()
    };
    start(&world, &mix, 0);
    world.computer.sound.pass(100.0);
    world.call("sit_seek", json!({ "seconds": 1210.0 }));
    world.computer.sound.pass(900.0 + 5.0);
    world.call("sit_back", json!({}));
    world.call("sit_stop", json!({}));
    assert_eq!(log(&world).iter().map(|(_, seconds)| *seconds).collect::<Vec<_>>(), [90, 900, 5]);
    assert_eq!(bells(&world), [false, true, false], "what was heard stays heard");
}

#[test]
fn going_back_while_it_is_held_keeps_it_held() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(100.0);
    world.call("sit_brake", json!({}));
    world.computer.sound.pass(3600.0);
    let state = world.call("sit_back", json!({}));
    assert_eq!((&state["paused"], &state["elapsed_seconds"]), (&json!(true), &json!(85.0)));
    assert_eq!(world.call("sit_stop", json!({}))["noted"]["measured_seconds"], 100);
}

#[test]
fn the_brake_can_be_pulled_anywhere_and_the_sit_goes_on_to_its_end() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(10));
    for pulled in 1..20 {
        world.computer.sound.pass(30.0);
        let before = world.call("sit", json!({}));
        let held = world.call("sit_brake", json!({}));
        assert_eq!(held["elapsed_seconds"], f64::from(pulled) * 30.0);
        world.computer.sound.pass(77.0);
        let held = world.call("sit", json!({}));
        assert_eq!(held["paused"], true);
        for field in ["caption", "elapsed_seconds", "bells"] {
            assert_eq!(held[field], before[field], "the place is kept");
        }
        world.call("sit_resume", json!({}));
    }
    world.computer.sound.pass(30.0);
    let noted = world.call("sit", json!({}))["noted"].clone();
    assert_eq!((&noted["measured_seconds"], &noted["to_the_bell"]), (&json!(600), &json!(true)));
}

#[test]
fn a_device_without_a_clock_makes_no_minutes() {
    let world = World::new();
    world.person("Renee", "coach");
    world.call("sit_start", sit_of(30));
    world.computer.sound.pass(60.0);
    world.computer.sound.jump(1740.0);
    assert_eq!(world.call("sit", json!({}))["noted"]["measured_seconds"], 61);
}

/// The person's files as a power cut would leave them, on another computer.
fn after_a_power_cut(world: &World) -> World {
    let other = World::new();
    let people = |world: &World| world.folder.path().join("data/people");
    fs::create_dir_all(people(&other)).unwrap();
    for file in fs::read_dir(people(world)).unwrap().flatten() {
        fs::copy(file.path(), people(&other).join(file.file_name())).unwrap();
    }
    other
}

#[test]
fn a_power_cut_in_the_middle_loses_what_came_after_the_last_look_and_is_told_once() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    start(&world, &shipped(&world, "mix-20-15-10"), 0);
    world.computer.sound.pass(10.0 + 1200.0 + 100.0);
    world.call("sit_pause", json!({}));
    world.call("sit_resume", json!({}));
    world.computer.sound.pass(9.0);

    let later = after_a_power_cut(&world);
    later.at("2026-01-17T09:00");
    for _ in 0..2 {
        later.unlock(&renee);
        let sits = later.call("practice_log", json!({}))["sits"].clone();
        assert_eq!(sits.as_array().unwrap().len(), 2, "it is noted once");
        let (cut, whole) = (&sits[0], &sits[1]);
        assert_eq!(
            (&whole["measured_seconds"], &whole["cut_short"]),
            (&json!(1200), &json!(false))
        );
        assert_eq!((&cut["measured_seconds"], &cut["cut_short"]), (&json!(100), &json!(true)));
        assert_eq!((&cut["to_the_bell"], &cut["day"]), (&json!(false), &json!("2026-01-15")));
        later.call("lock", json!({}));
    }
    world.call("sit_stop", json!({}));
    let sits = world.call("practice_log", json!({}))["sits"].clone();
    assert_eq!(sits[0]["measured_seconds"], 109);
    assert!(sits.as_array().unwrap().iter().all(|sit| sit["cut_short"] == false));
    let whole = after_a_power_cut(&world);
    whole.unlock(&renee);
    assert_eq!(whole.call("practice_log", json!({}))["sits"], sits, "noted once, here as well");
}

#[test]
fn a_sit_is_kept_every_ten_seconds_though_nobody_looks() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    let began = Instant::now();
    world.call("sit_start", sit_of(10));
    world.computer.sound.pass(300.0);
    loop {
        let later = after_a_power_cut(&world);
        later.unlock(&renee);
        if log(&later) == [("Body scan".to_owned(), 300)] {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(15), "nothing was kept");
        std::thread::sleep(Duration::from_millis(250));
    }
    assert!(began.elapsed() > Duration::from_secs(9), "somebody looked");
}

#[test]
fn the_trainer_sees_minutes_of_silence_and_nothing_of_how_it_was_put_together() {
    let world = World::new();
    let team = world.study();
    world.call("keep_own_sit", own_sit(json!([segment("After Tuesday’s visit", Some(9))])));
    world.call("set_volume", json!({ "voice": 0.5, "bells": 1.0 }));
    start(&world, &own_sit(json!([segment("After Tuesday’s visit", Some(9))])), 0);
    world.computer.sound.pass(540.0);
    let sharing = world.call("send_now", json!({}));
    assert!(!sharing.to_string().contains("Tuesday"), "{sharing}");
    let seen = sharing["trainer_sees"].as_array().unwrap();
    assert_eq!(seen.len(), 2, "that they joined, and a sit: {sharing}");
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    let board = world.call("cohort", json!({}));
    assert_eq!(board["coaches"][0]["weeks"][0]["measured_minutes"], 9);
}

#[test]
fn how_loud_it_is_stays_as_it_was_set() {
    let world = World::new();
    let renee = world.person("Renee", "coach");
    assert_eq!(
        world.call("sit_start", sit_of(10))["volume"],
        json!({ "voice": 1.0, "bells": 1.0 })
    );
    let quiet = json!({ "voice": 0.25, "bells": 0.5 });
    assert_eq!(world.call("set_volume", quiet.clone())["volume"], quiet);
    world.call("lock", json!({}));
    world.unlock(&renee);
    world.computer.sound.set_volume(Volume::default());
    assert_eq!(world.call("sit_start", sit_of(10))["volume"], quiet);
    assert_eq!(world.computer.sound.bells(), 0.5, "the sound was told at the start");
    let (_, words) = world.refused("set_volume", json!({ "voice": 1.5, "bells": 1.0 }));
    assert!(words.contains("0 to 1"), "{words}");
}

#[test]
fn trouble_with_the_sound_is_told_with_what_is_safe_and_what_to_do() {
    let world = World::new();
    world.person("Renee", "coach");
    assert_eq!(world.call("sit_start", sit_of(10))["fault"], json!(null));
    for (fault, happened, next) in [
        (Fault::NoDevice, "No speaker found", "words of this practice are here"),
        (Fault::DeviceLost, "went away", "what you sat is safe"),
        (Fault::Damaged, "can’t be played", "The sit goes on"),
        (Fault::Slept { seconds: 1 }, "about 1 second.", "does not count"),
        (Fault::Slept { seconds: 95 }, "about 2 minutes.", "does not count"),
        (Fault::Slept { seconds: 7300 }, "about 2 hours.", "does not count"),
    ] {
        world.computer.sound.fault(fault);
        let told = world.call("sit", json!({}))["fault"].clone();
        assert_eq!(told["fault"], serde_json::to_value(fault).unwrap());
        assert!(told["happened"].as_str().unwrap().contains(happened), "{told}");
        assert!(told["next"].as_str().unwrap().contains(next), "{told}");
    }
    assert_eq!(world.call("sit_stop", json!({}))["fault"], json!(null));
}

#[test]
fn the_words_of_a_sit_can_be_read_with_their_times() {
    let world = World::new();
    world.person("Renee", "coach");
    let transcript = world.call("transcript", sit_of(10));
    let lines = transcript["lines"].as_array().unwrap();
    assert_eq!(transcript["total_seconds"], 600.0);
    assert_eq!(lines.first().unwrap(), &json!({ "seconds": 0.0, "kind": "bell" }));
    let last = lines.last().unwrap();
    assert_eq!(last["kind"], "bell");
    assert!((last["seconds"].as_f64().unwrap() - 588.0).abs() < 0.01, "{last}");
    assert!(lines.windows(2).all(|pair| pair[0]["seconds"].as_f64() < pair[1]["seconds"].as_f64()));
    world.call("sit_start", sit_of(10));
    for line in lines.iter().filter(|line| line["kind"] == "words") {
        world.call("sit_seek", json!({ "seconds": line["seconds"] }));
        assert_eq!(world.call("sit", json!({}))["caption"], line["words"]);
    }
}

#[test]
fn silence_offers_a_length_and_nothing_that_changes_nothing() {
    let world = World::new();
    world.person("Renee", "coach");
    for card in world.call("practices", json!({})).as_array().unwrap() {
        assert_eq!(card["silent"], card["id"] == "silence", "{card}");
    }
}

#[test]
fn a_trainers_recording_is_there_when_the_program_starts_again() {
    let mut world = World::new();
    let take = world.path("take.wav");
    fs::write(&take, "rain").unwrap();
    let new = json!({ "practice": "body-scan", "cue": null, "file": take, "title": "Slowly",
                      "by": "Joan" });
    world.person("Renee", "coach");
    assert_eq!(world.refused("import_recording", new.clone()).0, "fault", "a trainer’s alone");
    world.person("Joan", "trainer");
    assert_eq!(world.call("import_recording", new.clone())["seconds"], 600.0);
    assert!(world.refused("import_recording", new).1.contains("there already"));
    let recorded = world.call("recordings", json!({}));
    let scan = recorded.as_array().unwrap().iter().find(|one| one["practice"] == "body-scan");
    let id = scan.unwrap()["whole"][0]["id"].clone();

    let agency = world.folder.path().join("data/agency");
    world.computer = Arc::new(world.computer.with_agency(&agency));
    world.app = App::new(world.computer.clone()).unwrap();
    world.person("Ben", "coach");
    let cards = world.call("practices", json!({}));
    let scan = cards.as_array().unwrap().iter().find(|card| card["id"] == "body-scan").unwrap();
    assert_eq!(scan["recordings"][0]["id"], id);
    let mut sit = sit_of(10);
    sit["choices"]["recording"] = id.clone();
    let state = world.call("sit_start", sit);
    assert_eq!(state["total_seconds"], 620.0);
    assert_eq!(state["segment"], "“Slowly”, Joan");
    world.computer.sound.pass(620.0);
    assert_eq!(log(&world), [("Body scan".to_owned(), 620)]);
    let cards = world.call("practices", json!({}));
    let scan = cards.as_array().unwrap().iter().find(|card| card["id"] == "body-scan").unwrap();
    assert_eq!(scan["choices"].get("recording"), None, "it is chosen each time");

    world.person("Joan too", "trainer");
    let gone = json!({ "practice": "body-scan", "recording": id });
    let left = world.call("remove_recording", gone.clone());
    assert!(left.as_array().unwrap().iter().all(|one| one["whole"] == json!([])));
    assert_eq!(world.refused("remove_recording", gone).0, "not-found");
}
