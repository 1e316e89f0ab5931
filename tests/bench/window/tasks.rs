//! How long the page ever keeps somebody waiting: the longest task on the way through its screens.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::driver::Driven;
use super::stage::{Stage, built};
use crate::side::{Line, said};

/// Each screen is opened so often, and its quickest time counts: what else the machine does makes
/// tasks longer, never shorter.
const TIMES: usize = 3;

/// Opens a screen with a message going round without pause, and gives the longest time, in
/// milliseconds, for which it did not come round: WebKitGTK does not report long tasks itself.
const LONGEST: &str = "
    const [address, done] = arguments;
    const { port1, port2 } = new MessageChannel();
    let [last, longest, on] = [performance.now(), 0, true];
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (on) port2.postMessage(0);
    };
    port2.postMessage(0);
    setTimeout(() => (location.hash = address), 50);
    setTimeout(() => { on = false; done(longest); }, 800);";

/// Where a screen leads to, itself and the rail included.
const LEADS_TO: &str = "return [...document.querySelectorAll('nav a, main a')]
    .map((one) => one.getAttribute('href')).filter((one) => one?.startsWith('#/'));";

/// The longest task of all screens that the rail and its screens lead to, in the sample study.
pub fn tasks() -> Vec<Line> {
    let mut quickest: BTreeMap<String, f64> = BTreeMap::new();
    for role in ["coach", "trainer", "researcher"] {
        let stage = Stage::empty();
        let driven = Driven::start(&stage, &built("evenkeel")).expect("the driver is installed");
        driven.call("open_sample", json!({ "role": role }));
        driven.run("location.reload()");
        driven.wait_for("document.querySelector('main h1') && document.querySelector('nav')");
        for address in addresses(&driven) {
            for _ in 0..TIMES {
                // Every time from the same place, and drawn anew.
                driven.run("location.hash = '#/help'");
                driven.wait_for("document.querySelector('main h1')");
                let longest = driven.ask_page(LONGEST, &[json!(address)]);
                let longest = longest.as_f64().unwrap_or_default() / 1e3;
                let so_far = quickest.entry(format!("{role}: {address}")).or_insert(longest);
                *so_far = so_far.min(longest);
            }
        }
    }
    let mut all: Vec<(String, f64)> = quickest.into_iter().collect();
    all.sort_by(|one, other| other.1.total_cmp(&one.1));
    for (screen, seconds) in &all {
        eprintln!("  {:4.0} ms  {screen}", seconds * 1e3);
    }
    let name = format!("longest task of {} screens ({})", all.len(), all[0].0);
    let mut line = said(&name, ("s", "≤ 50 ms"), TIMES, all[0].1);
    line.each = all.into_iter().map(|(_, seconds)| seconds).collect();
    vec![line]
}

/// What the rail leads to, and what those screens lead to. Of screens that differ in a number
/// alone, such as weeks, the first.
fn addresses(driven: &Driven) -> BTreeSet<String> {
    let here = |found: &Value| -> Vec<String> {
        let all = found.as_array().into_iter().flatten();
        all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let mut kinds = BTreeSet::new();
    let mut all = BTreeSet::new();
    for first in here(&driven.run(LEADS_TO)) {
        driven.run(&format!("location.hash = {}", json!(first)));
        driven.wait_for("document.querySelector('main h1')");
        for address in [vec![first], here(&driven.run(LEADS_TO))].concat() {
            let kind: String = address.chars().filter(|one| !one.is_ascii_digit()).collect();
            if kinds.insert(kind) {
                all.insert(address);
            }
        }
    }
    all
}
