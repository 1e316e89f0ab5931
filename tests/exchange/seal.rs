//! What opens, and what does not.

use std::time::Instant;

use chrono::NaiveDate;
use evenkeel_core::Code::{BadHandIn, Refused};
use evenkeel_core::ports::{Channel, Courier, KeyPair, Letter, Record};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::forge::{Forgery, bomb, sealed};
use crate::{code_of, letter, post, unsealed};

#[test]
fn a_letter_comes_back_as_it_was_sealed() {
    let (post, letter) = (post(), letter(3));
    let (reader, signer) = (post.new_reader(), post.new_signer());
    let sealed = post.seal(&letter, &signer, &reader.public).unwrap();
    let opened = post.open(&sealed.bytes, &reader).unwrap();
    assert_eq!(opened.letter, letter);
    assert_eq!(opened.sender, signer.public);
    assert_eq!(opened.hash, sealed.hash, "both ends must name the same letter in the chain");
}

#[test]
fn a_letter_made_from_the_description_of_the_format_opens() {
    let (post, letter) = (post(), letter(3));
    let reader = post.new_reader();
    let forgery = Forgery::of(&reader.public, &letter);
    let opened = post.open(&forgery.sealed(&reader.public), &reader).unwrap();
    assert_eq!(opened.letter, letter);
    let hash: String = Sha256::digest(&forgery.body).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(opened.hash, hash);
}

#[test]
fn keys_are_text_that_age_and_ed25519_know() {
    let post = post();
    let (reader, signer) = (post.new_reader(), post.new_signer());
    assert!(reader.secret.starts_with("AGE-SECRET-KEY-1") && reader.public.starts_with("age1"));
    assert_eq!((signer.secret.len(), signer.public.len()), (64, 64));
    assert!(post.new_signer() != signer, "keys are made anew each time");
    assert!(post.new_reader() != reader, "keys are made anew each time");
}

proptest! {
    #[test]
    fn any_letter_survives(letter in any_letter()) {
        let post = post();
        let (reader, signer) = (post.new_reader(), post.new_signer());
        let sealed = post.seal(&letter, &signer, &reader.public).unwrap();
        prop_assert_eq!(post.open(&sealed.bytes, &reader).unwrap().letter, letter);
    }

    #[test]
    fn random_bytes_are_refused(bytes in vec(any::<u8>(), 0..2000), headed: bool) {
        let post = post();
        let start: &[u8] = if headed { b"age-encryption.org/v1\n-> X25519 " } else { b"" };
        code_of(post.open(&[start, &bytes].concat(), &post.new_reader()), BadHandIn);
    }

    #[test]
    fn random_bytes_inside_a_seal_are_refused(bytes in vec(any::<u8>(), 0..5000), headed: bool) {
        let post = post();
        let reader = post.new_reader();
        let start: &[u8] = if headed { b"EVKHI001" } else { b"" };
        let plain = [start, &bytes].concat();
        code_of(post.open(&sealed(&plain, &reader.public), &reader), BadHandIn);
    }
}

#[test]
fn another_reader_cannot_open_it() {
    let post = post();
    let (reader, other) = (post.new_reader(), post.new_reader());
    let sealed = post.seal(&letter(1), &post.new_signer(), &reader.public).unwrap();
    code_of(post.open(&sealed.bytes, &other), BadHandIn);
}

#[test]
fn every_truncation_is_refused() {
    let post = post();
    let reader = post.new_reader();
    let sealed = post.seal(&letter(1), &post.new_signer(), &reader.public).unwrap().bytes;
    let started = Instant::now();
    for length in 0..sealed.len() {
        code_of(post.open(&sealed[..length], &reader), BadHandIn);
    }
    println!("{} truncations in {:?}", sealed.len(), started.elapsed());
    code_of(post.open(&[&sealed[..], b"\0"].concat(), &reader), BadHandIn);
}

#[test]
fn every_flipped_bit_is_refused() {
    let post = post();
    let reader = post.new_reader();
    let mut sealed = post.seal(&letter(1), &post.new_signer(), &reader.public).unwrap().bytes;
    let started = Instant::now();
    for bit in 0..sealed.len() * 8 {
        sealed[bit / 8] ^= 1 << (bit % 8);
        code_of(post.open(&sealed, &reader), BadHandIn);
        sealed[bit / 8] ^= 1 << (bit % 8);
    }
    println!("{} flips in {:?}", sealed.len() * 8, started.elapsed());
    assert!(post.open(&sealed, &reader).is_ok(), "every flip was taken back");
}

/// As a reader could do it who wants to change what somebody handed in.
#[test]
fn every_flipped_bit_inside_the_seal_is_refused() {
    let post = post();
    let reader = post.new_reader();
    let sealed_letter = post.seal(&letter(1), &post.new_signer(), &reader.public).unwrap();
    let mut plain = unsealed(&sealed_letter.bytes, &reader.secret);
    let padding = plain.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    let started = Instant::now();
    // All of header and body; of the padding, which is all alike, one bit in every other byte.
    let bits = (0..padding * 8).chain((padding * 8..plain.len() * 8).step_by(17));
    let count = bits.clone().count();
    for bit in bits {
        plain[bit / 8] ^= 1 << (bit % 8);
        code_of(post.open(&sealed(&plain, &reader.public), &reader), BadHandIn);
        plain[bit / 8] ^= 1 << (bit % 8);
    }
    println!("{count} flips inside the seal in {:?}", started.elapsed());
}

#[test]
fn a_forged_sender_key_is_refused() {
    let post = post();
    let (reader, victim) = (post.new_reader(), ed25519_dalek::SigningKey::from_bytes(&[9; 32]));
    let mut forgery = Forgery::of(&reader.public, &letter(1));
    forgery.sender = victim.verifying_key().to_bytes();
    code_of(post.open(&forgery.sealed(&reader.public), &reader), BadHandIn);
    // The point of order one: for this key, laxer verifiers take this signature over anything.
    (forgery.sender, forgery.signature) = ([0; 32], Some([0; 64]));
    forgery.sender[0] = 1;
    forgery.signature.as_mut().unwrap()[0] = 1;
    code_of(post.open(&forgery.sealed(&reader.public), &reader), BadHandIn);
}

#[test]
fn a_letter_that_its_reader_seals_again_to_somebody_else_is_refused() {
    let post = post();
    let (reader, third) = (post.new_reader(), post.new_reader());
    let sealed_letter = post.seal(&letter(1), &post.new_signer(), &reader.public).unwrap();
    let plain = unsealed(&sealed_letter.bytes, &reader.secret);
    code_of(post.open(&sealed(&plain, &third.public), &third), BadHandIn);
}

#[test]
fn a_bomb_is_refused_within_the_cap() {
    let post = post();
    let reader = post.new_reader();
    let mut forgery = Forgery::of(&reader.public, &letter(1));
    forgery.body = bomb(&letter(1), 1 << 10, None);
    assert!(post.open(&forgery.sealed(&reader.public), &reader).is_ok(), "white space is JSON");
    forgery.body = bomb(&letter(1), 1 << 30, None);
    // Broken at its end: who says "too large" and not "broken" has not read so far.
    forgery.body.truncate(forgery.body.len() - 100);
    let sealed = forgery.sealed(&reader.public);
    let started = Instant::now();
    let detail = code_of(post.open(&sealed, &reader), BadHandIn);
    println!("a bomb of {} bytes refused in {:?}", sealed.len(), started.elapsed());
    assert!(detail.contains("larger than any letter"), "{detail}");
}

#[test]
fn a_body_that_asks_for_much_memory_is_refused() {
    let post = post();
    let reader = post.new_reader();
    let mut forgery = Forgery::of(&reader.public, &letter(1));
    forgery.body = bomb(&letter(1), 0, Some(27));
    let detail = code_of(post.open(&forgery.sealed(&reader.public), &reader), BadHandIn);
    assert!(detail.contains("not compressed as letters are"), "{detail}");
}

#[test]
fn an_age_header_for_a_crowd_is_refused_at_once() {
    let post = post();
    let mut file = b"age-encryption.org/v1\n".to_vec();
    file.extend(b"-> a\n\n".repeat(1 << 20));
    file.extend_from_slice(b"--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
    let started = Instant::now();
    code_of(post.open(&file, &post.new_reader()), BadHandIn);
    assert!(started.elapsed().as_secs() < 5, "took {:?}", started.elapsed());
}

#[test]
fn an_oversized_file_is_refused_unread() {
    let post = post();
    let reader = post.new_reader();
    let bytes = sealed(&vec![0; 24 << 20], &reader.public);
    let detail = code_of(post.open(&bytes, &reader), BadHandIn);
    assert_eq!(detail, "larger than any hand-in");
}

#[test]
fn letters_of_different_size_fall_into_the_same_bucket() {
    let post = post();
    let (reader, signer) = (post.new_reader(), post.new_signer());
    let size = |sits: u32| {
        let sealed = post.seal(&letter(sits), &signer, &reader.public).unwrap();
        unsealed(&sealed.bytes, &reader.secret).len()
    };
    assert_eq!((size(0), size(7), size(60)), (4096, 4096, 4096));
    assert!(size(2_000).is_power_of_two() && size(2_000) > 4096);
}

#[test]
fn what_differs_from_the_format_is_refused() {
    let post = post();
    let reader = post.new_reader();
    let good = || Forgery::of(&reader.public, &letter(1));
    let body = good().body.len() as u32;
    let spoilt: [(&str, Forgery); 8] = [
        ("another version", Forgery { magic: *b"EVKHI000", ..good() }),
        ("padding that is not zero", Forgery { last_byte: 1, ..good() }),
        ("more padding", Forgery { size: Some(8192), ..good() }),
        ("less padding", Forgery { size: Some(4095), ..good() }),
        ("no room for what it says", Forgery { length: Some(u32::MAX), ..good() }),
        ("a body cut short", Forgery { length: Some(body - 1), ..good() }),
        ("a body of nothing", Forgery { body: Vec::new(), ..good() }),
        ("a body that is not zstd", Forgery { body: b"{}".to_vec(), ..good() }),
    ];
    for (what, forgery) in spoilt {
        let result = post.open(&forgery.sealed(&reader.public), &reader);
        assert_eq!(result.map(|_| ()).map_err(|e| e.code), Err(BadHandIn), "{what}");
    }
    code_of(post.open(&[], &reader), BadHandIn);
    code_of(post.open(&sealed(&[], &reader.public), &reader), BadHandIn);
}

#[test]
fn signed_json_that_is_no_letter_is_refused_without_quoting_it() {
    let post = post();
    let reader = post.new_reader();
    let text = serde_json::to_string(&letter(1)).unwrap();
    for json in [
        text.replacen('{', r#"{"secretword":1,"#, 1),
        text.replacen("\"sequence\":3", "\"sequence\":\"secretword\"", 1),
        text.replacen("\"sequence\":3", "\"sequence\":-3", 1),
        text.replacen("\"progress\"", "\"secretword\"", 1),
        text.replacen("\"kind\"", "\"kind\":\"secretword\",\"kind\"", 1),
        format!("{text}{text}"),
        format!("{text}secretword"),
        "[".repeat(100_000),
        String::new(),
    ] {
        let forgery = Forgery::around(&reader.public, json.as_bytes());
        let detail = code_of(post.open(&forgery.sealed(&reader.public), &reader), BadHandIn);
        assert!(!detail.contains("secretword"), "the log must not quote a letter: {detail}");
    }
}

#[test]
fn a_key_that_is_no_key_is_refused() {
    let post = post();
    let (reader, signer) = (post.new_reader(), post.new_signer());
    for public in ["", "age1", &reader.secret, &signer.public] {
        code_of(post.seal(&letter(1), &signer, public), Refused);
    }
    let strange = |secret: &str| KeyPair { secret: secret.to_owned().into(), ..signer.clone() };
    let upper = signer.secret.to_uppercase().replace(|c: char| c.is_ascii_digit(), "A");
    for secret in ["", "zz", &upper, &signer.secret[..63], &post.new_signer().secret, "éé"] {
        code_of(post.seal(&letter(1), &strange(secret), &reader.public), Refused);
    }
    let sealed = post.seal(&letter(1), &signer, &reader.public).unwrap();
    code_of(post.open(&sealed.bytes, &signer), Refused);
}

/// age would panic over them, and a study file could hold one.
#[test]
fn a_reader_key_of_small_order_is_refused() {
    let post = post();
    let mut one = [0; 32];
    one[0] = 1;
    let mut minus_one = [0xff; 32];
    (minus_one[0], minus_one[31]) = (0xec, 0x7f);
    let mut no_canon = minus_one;
    no_canon[0] = 0xed;
    for point in [[0; 32], one, minus_one, no_canon] {
        let prefix = bech32::Hrp::parse("age").unwrap();
        let key = bech32::encode::<bech32::Bech32>(prefix, &point).unwrap();
        assert!(key.parse::<age::x25519::Recipient>().is_ok(), "age itself takes {key}");
        code_of(post.seal(&letter(1), &post.new_signer(), &key), Refused);
    }
}

#[test]
fn a_letter_too_large_to_open_is_not_sealed() {
    let post = post();
    let mut large = letter(1);
    large.records[0].body = Value::from(" ".repeat(17 << 20));
    code_of(post.seal(&large, &post.new_signer(), &post.new_reader().public), Refused);
}

prop_compose! {
    fn any_letter()(
        progress: bool,
        (about, code, ticket, previous, restored) in
            any::<(String, String, String, String, String)>(),
        sequence: u64,
        day in any_day(),
        records in vec(any_record(), 0..6),
    ) -> Letter {
        let channel = if progress { Channel::Progress } else { Channel::Answers };
        Letter { channel, about, code, ticket, sequence, restored, previous, day, records }
    }
}

prop_compose! {
    fn any_record()(
        (id, kind, at) in any::<(String, String, String)>(),
        day in any_day(),
        body in any_json(),
    ) -> Record {
        Record { id, kind, at, day, body }
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..4_000_000).prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).unwrap())
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}
