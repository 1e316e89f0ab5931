//! Sealed hand-ins and mailboxes, from outside.
#![allow(clippy::unwrap_used)]

mod chaos;
mod forge;
mod mailbox;
#[cfg(target_os = "linux")]
mod memory;
mod seal;

use chrono::NaiveDate;
use evenkeel_core::Code;
use evenkeel_core::ports::{Channel, Letter, Record};
use evenkeel_exchange::Post;
use serde_json::json;

fn post() -> Post {
    Post::new().unwrap()
}

/// A letter with this many sits.
fn letter(sits: u32) -> Letter {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Letter {
        channel: Channel::Progress,
        about: "cohort-7".to_owned(),
        code: "QX4K9-7".to_owned(),
        ticket: "0f".repeat(32),
        sequence: 3,
        restored: String::new(),
        previous: "ab".repeat(32),
        day,
        records: (0..sits)
            .map(|number| Record {
                id: format!("{:032x}", u128::from(number) * 0x9e37_79b9_7f4a_7c15_f39c),
                kind: "sit".to_owned(),
                at: "2026-11-22T07:30:00+01:00".to_owned(),
                day,
                body: json!({"practice": "sit", "minutes": 20.1, "returned": true}),
            })
            .collect(),
    }
}

/// Asserts that something was refused with this code, and gives its detail.
#[track_caller]
fn code_of<T>(result: evenkeel_core::Result<T>, code: Code) -> String {
    match result {
        Ok(_) => panic!("accepted, where {code:?} was due"),
        Err(error) => {
            assert_eq!(error.code, code, "{}", error.detail);
            error.detail
        }
    }
}

/// What is inside a seal.
fn unsealed(bytes: &[u8], secret: &str) -> Vec<u8> {
    age::decrypt(&secret.parse::<age::x25519::Identity>().unwrap(), bytes).unwrap()
}
