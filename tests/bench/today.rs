//! The first screen of somebody who has practiced for years.

use evenkeel_core::people::Role;
use evenkeel_core::store::fact::Draft;
use serde_json::json;

use crate::desk::{Desk, before_today};
use crate::side::{Line, alone, seconds};

/// Today after ten years and after one: what it costs must not grow with them.
pub fn today() -> Vec<Line> {
    [(10, "< 20 ms"), (1, "as ten years")]
        .into_iter()
        .map(|(years, reach)| {
            let desk = after(years);
            desk.call("today", json!({}));
            alone(&format!("Today after {years} years of practice"), (21, reach), || {
                seconds(|| desk.call("today", json!({})))
            })
        })
        .collect()
}

/// A sit a day, an entry in the notebook every other day, a section of a lesson a week.
fn after(years: u64) -> Desk {
    Desk::of(Role::Coach, |_, ports, ledger| {
        let words = "Rain on the roof, and the engine off. Nobody called. ".repeat(6);
        let mut drafts = Vec::new();
        for day in (1..=years * 365).rev() {
            let mut add = |kind: &str, body: serde_json::Value| {
                drafts.push(Draft::new(kind, &body).unwrap().on(before_today(day)));
            };
            add(
                "sit",
                json!({ "practice": "body-scan", "measured_seconds": 1500 + day % 300,
                        "to_the_bell": true, "audible": true,
                        "choices": { "minutes": 25, "anchor": "breath", "posture": "chair",
                                     "eyes": "closed" } }),
            );
            if day % 2 == 0 {
                let entry =
                    json!({ "exercise": "pleasant-calendar", "fields": { "happened": words } });
                add("journal", entry);
            }
            if day % 7 == 0 {
                add("lesson-read", json!({ "part": "week-1", "section": "one" }));
            }
        }
        ledger.append_all(ports, drafts).unwrap();
    })
}
