//! What somebody could put into a mailbox who should not: nothing of it is taken, and the ledger
//! ends as if it had never been there.

use std::fs;
use std::path::Path;

use ed25519_dalek::SigningKey;
use evenkeel_core::ports::{Channel, KeyPair, Letter, Ports, Record};
use serde_json::{Value, json};

use super::forge::{Forgery, bomb, sealed};
use crate::world::{Team, World, open_raw};

/// A coach has handed in once and is collected; the letter that they would send next.
struct Scene {
    world: World,
    team: Team,
    letter: Letter,
    reader: String,
    researcher: String,
    /// The coach's own signing key.
    signer: SigningKey,
}

fn secret(world: &World, id: &str, name: &str) -> String {
    let raw = open_raw(&world.ledger(id));
    raw.query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0)).unwrap()
}

fn scene() -> Scene {
    let world = World::new();
    let team = world.study();
    for minutes in [7.0, 8.0] {
        world.sit(minutes);
        world.call("send_now", json!({}));
    }
    world.unlock(&team.trainer);
    world.call("collect", json!({}));
    world.call("lock", json!({}));
    let keys = KeyPair {
        secret: secret(&world, &team.trainer, "reader/secret").into(),
        public: secret(&world, &team.trainer, "reader/public"),
    };
    let opened = fs::read_dir(world.letters("progress")).unwrap().flatten().map(|file| {
        let bytes = fs::read(file.path()).unwrap();
        world.computer.courier().open(&bytes, &keys).unwrap()
    });
    let last = opened.max_by_key(|opened| opened.letter.sequence).unwrap();
    let mut letter = last.letter;
    letter.sequence += 1;
    letter.previous = last.hash;
    for record in &mut letter.records {
        record.id = record.id.chars().rev().collect();
    }
    let seed = secret(&world, &team.coach, "signer/progress/secret");
    let seed: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&seed[2 * at..2 * at + 2], 16).unwrap()).collect();
    Scene {
        letter,
        reader: keys.public,
        researcher: secret(&world, &team.researcher, "reader/public"),
        signer: SigningKey::from_bytes(&seed.try_into().unwrap()),
        world,
        team,
    }
}

impl Scene {
    /// The letter with something changed, signed by the coach all the same.
    fn signed(&self, change: impl FnOnce(&mut Letter)) -> Vec<u8> {
        let mut letter = self.letter.clone();
        change(&mut letter);
        self.forgery(&letter).sealed(&self.reader)
    }

    fn forgery(&self, letter: &Letter) -> Forgery {
        let mut forgery = Forgery::of(&self.reader, letter);
        forgery.sender = self.signer.verifying_key().to_bytes();
        forgery.signer = self.signer.clone();
        forgery
    }

    /// Puts files into the mailbox and collects.
    fn collect(&self, files: &[(&str, Vec<u8>)]) -> Value {
        let folder = self.world.letters("progress");
        for (name, bytes) in files {
            fs::write(folder.join(format!("{name}.evk")), bytes).unwrap();
        }
        self.world.unlock(&self.team.trainer);
        let collected = self.world.call("collect", json!({}));
        self.world.call("lock", json!({}));
        collected
    }

    fn facts(&self) -> i64 {
        let raw = open_raw(&self.world.ledger(&self.team.trainer));
        raw.query_row("SELECT COUNT(*) FROM fact WHERE author <> 'me'", [], |row| row.get(0))
            .unwrap()
    }
}

#[test]
fn a_forgery_that_changes_nothing_is_taken_so_the_others_are_refused_for_what_they_change() {
    let scene = scene();
    let before = scene.facts();
    let collected = scene.collect(&[("good", scene.signed(|_| {}))]);
    assert_eq!((&collected["new"], &collected["set_aside"]), (&json!(1), &json!([])));
    assert!(scene.facts() > before);
}

#[test]
fn nothing_is_taken_of_what_somebody_else_put_there() {
    let scene = scene();
    let before = scene.facts();
    let folder = scene.world.letters("progress");
    let any = |folder: &Path| {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|f| f.path()).collect();
        files.sort();
        fs::read(&files[0]).unwrap()
    };
    let real = any(&folder);
    let answers = any(&scene.world.letters("answers"));
    let mut stranger = scene.forgery(&scene.letter);
    stranger.signer = SigningKey::from_bytes(&[9; 32]);
    let mut other_key = Forgery::of(&scene.reader, &scene.letter);
    other_key.sender = other_key.signer.verifying_key().to_bytes();
    let (mut older, mut newer) = (scene.forgery(&scene.letter), scene.forgery(&scene.letter));
    (older.magic, newer.magic) = (*b"EVKHI000", *b"EVKHI002");
    let mut exploding = scene.forgery(&scene.letter);
    exploding.body = bomb(&scene.letter, 1 << 30, None);
    let passed_on = scene.forgery(&scene.letter).sealed(&scene.researcher);
    let strange = vec![
        ("wrong-recipient", passed_on, "sealed for another reader"),
        ("other-channel", answers, "sealed for another reader"),
        ("wrong-signer", stranger.sealed(&scene.reader), "not signed by whom it names"),
        ("other-key", other_key.sealed(&scene.reader), "another key has signed for this code"),
        (
            "channel-swap",
            scene.signed(|letter| letter.channel = Channel::Answers),
            "about another cohort or study",
        ),
        ("other-cohort", scene.signed(|letter| letter.about += "x"), "about another cohort"),
        ("no-ticket", scene.signed(|letter| letter.ticket.clear()), "was not invited"),
        ("old-number", scene.signed(|letter| letter.sequence = 1), "had this number before"),
        ("no-number", scene.signed(|letter| letter.sequence = 0), "no number"),
        ("vast-number", scene.signed(|letter| letter.sequence = u64::MAX), "no number"),
        ("other-past", scene.signed(|letter| letter.previous.clear()), "does not follow"),
        ("older-version", older.sealed(&scene.reader), "not a letter of this version"),
        ("newer-version", newer.sealed(&scene.reader), "not a letter of this version"),
        ("bomb", exploding.sealed(&scene.reader), "larger than any letter"),
        ("empty-inside", sealed(&[], &scene.reader), "shorter than a letter"),
        ("cut", real[..real.len() - 1].to_vec(), "cut short or changed"),
        ("nothing", Vec::new(), "not a sealed hand-in"),
        ("noise", (0..9000u32).map(|at| (at * 7 % 251) as u8).collect(), "not a sealed hand-in"),
    ];
    let files: Vec<(&str, Vec<u8>)> =
        strange.iter().map(|(name, bytes, _)| (*name, bytes.clone())).collect();
    let collected = scene.collect(&files);
    assert_eq!(collected["new"], 0, "{collected}");
    let aside = collected["set_aside"].as_array().unwrap();
    for (name, _, why) in &strange {
        let found = aside.iter().find(|file| file["name"] == format!("{name}.evk"));
        let found = found.unwrap_or_else(|| panic!("{name} was not set aside"));
        let said = found["why"].as_str().unwrap();
        assert!(said.contains(why), "{name}: {said}");
    }
    assert_eq!(aside.len(), strange.len());
    assert_eq!(scene.facts(), before);
}

#[test]
fn a_replay_counts_as_what_it_repeats() {
    let scene = scene();
    let before = scene.facts();
    let folder = scene.world.letters("progress");
    let real: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|file| file.path()).collect();
    let collected = scene.collect(&[("replay", fs::read(&real[0]).unwrap())]);
    assert_eq!((&collected["new"], &collected["set_aside"]), (&json!(0), &json!([])));
    assert_eq!(collected["known"], real.len() + 1, "what was taken, and one of it again");
    assert_eq!(scene.facts(), before);
}

#[test]
fn what_was_set_aside_stays_in_sight_and_is_read_again_for_a_week_only() {
    let scene = scene();
    let whole = scene.signed(|_| {});
    let half = whole[..whole.len() / 2].to_vec();
    assert_eq!(scene.collect(&[("late", half.clone())])["set_aside"][0]["since"], "2026-01-15");
    // The rest of it arrives: it is taken, and out of sight.
    assert_eq!(scene.collect(&[("late", whole)])["new"], 1);
    let seen = |scene: &Scene| {
        scene.world.unlock(&scene.team.trainer);
        let aside = scene.world.call("hand_ins", json!({}))["set_aside"].clone();
        scene.world.call("lock", json!({}));
        aside
    };
    assert_eq!(seen(&scene), json!([]));
    scene.collect(&[("never", half)]);
    scene.world.days_later(9);
    let collected = scene.collect(&[]);
    assert_eq!((&collected["set_aside"], &collected["new"]), (&json!([]), &json!(0)));
    assert_eq!(seen(&scene)[0]["name"], "never.evk");
}

#[test]
fn a_coach_who_writes_facts_of_the_trainer_changes_neither_roster_nor_what_was_received() {
    let scene = scene();
    let board = |scene: &Scene| {
        scene.world.unlock(&scene.team.trainer);
        let view = scene.world.call("cohort", json!({}));
        scene.world.call("lock", json!({}));
        view["coaches"].as_array().unwrap().iter().map(|coach| coach["code"].clone()).collect()
    };
    let before: Vec<Value> = board(&scene);
    let invited = json!({ "code": "ABCD-EFGH", "name": "Nobody", "arm": "course", "ticket": "t" });
    let received = json!({ "name": "z.evk", "code": "ABCD-EFGH", "sender": "s", "sequence": 1,
                           "day": "2026-01-15" });
    let forged = scene.signed(|letter| {
        let like = letter.records[0].clone();
        for (kind, body) in [("invited", invited), ("received", received)] {
            letter.records.push(Record {
                id: kind.into(),
                kind: kind.into(),
                body,
                ..like.clone()
            });
        }
    });
    assert_eq!(scene.collect(&[("forged", forged)])["new"], 1);
    assert_eq!(board(&scene), before);
    let raw = open_raw(&scene.world.ledger(&scene.team.trainer));
    let letters = "SELECT COUNT(*) FROM letter WHERE author = 'ABCD-EFGH'";
    assert_eq!(raw.query_row(letters, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn two_collectors_at_once_take_everything_once() {
    let scene = scene();
    let bytes = scene.signed(|_| {});
    fs::write(scene.world.letters("progress").join("next.evk"), bytes).unwrap();
    scene.world.unlock(&scene.team.trainer);
    let app = &scene.world.app;
    let collect = || evenkeel_core::api::call(app, "collect", json!({}));
    let results = std::thread::scope(|scope| {
        let both = [scope.spawn(collect), scope.spawn(collect)];
        both.map(|one| one.join().unwrap())
    });
    let new: u64 = results.iter().flatten().map(|one| one["new"].as_u64().unwrap()).sum();
    assert_eq!(new, 1);
    for refused in results.iter().filter_map(|one| one.as_ref().err()) {
        assert_eq!(refused.code, evenkeel_core::Code::Refused, "{refused}");
    }
}
