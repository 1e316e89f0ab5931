//! Who may know whom.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::{files, nowhere, root};

/// The names under `[dependencies]` (and its tables) of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(manifest)).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().cloned().collect()
}

#[test]
fn the_core_depends_on_no_host_no_device_and_no_network() {
    let allowed: BTreeSet<String> = [
        "argon2",
        "chacha20poly1305",
        "chrono",
        "csv",
        "evenkeel-stats",
        "hmac",
        "pulldown-cmark",
        "regex",
        "rusqlite",
        "serde",
        "serde_json",
        "sha2",
        "thiserror",
        "toml",
        "ts-rs",
        "unicode-normalization",
        "uuid",
        "zeroize",
    ]
    .map(str::to_owned)
    .into();
    let actual = dependencies("src-tauri/core/Cargo.toml");
    let strange: Vec<_> = actual.difference(&allowed).collect();
    assert!(
        strange.is_empty(),
        "the core has taken on {strange:?}: what it needs comes by ports.rs"
    );
}

#[test]
fn the_parts_of_the_house_depend_on_the_core_and_not_on_each_other() {
    for (part, may) in [
        ("stats", &[][..]),
        ("audio", &["evenkeel-core"]),
        ("exchange", &["evenkeel-core"]),
        ("report", &["evenkeel-core"]),
        ("wording", &["evenkeel-core"]),
        ("host", &["evenkeel-core", "evenkeel-exchange", "evenkeel-report", "evenkeel-wording"]),
        ("cli", &["evenkeel-core", "evenkeel-host", "evenkeel-audio"]),
    ] {
        for name in dependencies(&format!("src-tauri/{part}/Cargo.toml")) {
            let ours = name.starts_with("evenkeel");
            assert!(!ours || may.contains(&name.as_str()), "{part} must not know {name}");
            assert!(!name.starts_with("tauri"), "{part} must not know Tauri");
        }
    }
}

#[test]
fn the_core_has_no_clock_no_dice_and_no_network_of_its_own() {
    nowhere(
        &files("src-tauri/core/src", &["rs"]),
        &[
            "SystemTime::now",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "std::net",
            "getrandom",
            "thread_rng",
            "std::env::var",
            "env::temp_dir",
        ],
        &[],
        "time, randomness and folders come in through ports.rs",
    );
}

#[test]
fn the_content_folder_is_read_by_course_and_measures_alone() {
    let all = files("src-tauri", &["rs"]);
    nowhere(
        &all,
        &[".content()"],
        &[
            "core/src/api/app.rs",
            "core/src/ports.rs",
            "core/src/people/day.rs",
            "core/src/sample/clock.rs",
            "host/src/lib.rs",
            "cli/src/",
        ],
        "the folder is handed to course::load and measures::load; nobody else looks into it",
    );
    nowhere(
        &files("src-tauri/core/src", &["rs"]),
        &["fs::read", "File::open", "read_dir"],
        &[
            "core/src/course/",
            "core/src/measures/load.rs",
            "core/src/store/",
            "core/src/people/",
            "core/src/practice/import/",
            "core/src/research/analysis/attendance.rs",
            "core/src/research/export/practice.rs",
            "core/src/study/invitation.rs",
            "core/src/cohort/by_hand.rs",
            "core/src/cohort/names.rs",
            "core/src/hours/file.rs",
        ],
        "files are read where they belong: content in course and measures, ledgers in store and \
         people, invitations in study, another program's log in practice, a roster and hand-ins \
         that came by hand in cohort, a list of classes in research, \
         a certificate that lies there already in hours",
    );
}

#[test]
fn days_become_weeks_in_the_calendar_alone() {
    nowhere(
        &files("src-tauri", &["rs"]),
        &["* 7", "/ 7", "% 7", "7 *", "julianday"],
        &["core/src/study/calendar.rs"],
        "a week may be longer than seven days: ask the Calendar",
    );
}

#[test]
fn only_hosts_use_the_list_of_commands() {
    let inside: Vec<_> = files("src-tauri/core/src", &["rs"])
        .into_iter()
        .filter(|(name, _)| !name.contains("core/src/api"))
        .collect();
    nowhere(&inside, &["crate::api"], &[], "the core never calls up into its own api");
}

#[test]
fn facts_are_only_ever_added() {
    nowhere(
        &files("src-tauri", &["rs", "sql"]),
        &["UPDATE fact", "DELETE FROM fact", "REPLACE INTO fact", "INSERT OR REPLACE"],
        &["core/src/store/deletion.rs"],
        "a correction is a new fact that names the old one; only what a sender takes back is emptied",
    );
}

#[test]
fn only_the_api_folder_of_the_pages_knows_tauri() {
    nowhere(
        &files("ui/src", &["ts", "svelte"]),
        &["@tauri-apps", "__TAURI"],
        &["ui/src/api/", ".test.ts"],
        "views call ui/src/api/call.ts",
    );
}

#[test]
fn pages_draw_no_raw_html_and_use_no_foreign_address() {
    nowhere(
        &files("ui/src", &["ts", "svelte", "css"]),
        &["{@html", "innerHTML", "fetch(", "XMLHttpRequest", "WebSocket", "@import \"http"],
        &[".test.ts"],
        "what a page shows comes from the one command",
    );
}

#[test]
fn components_take_their_colours_from_the_tokens() {
    let raw = |line: &str| {
        let code = line.trim_start();
        let colour = code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).any(|word| {
            word.len() >= 4
                && word.starts_with('#')
                && word[1..].chars().all(|c| c.is_ascii_hexdigit())
        });
        code.contains(": ") && (colour || code.contains("rgb(") || code.contains("hsl("))
    };
    let places: Vec<String> = files("ui/src", &["css", "svelte"])
        .iter()
        .filter(|(name, _)| !name.ends_with("tokens.css"))
        .flat_map(|(name, text)| {
            let style = if name.ends_with(".svelte") {
                text.split("<style>").nth(1).unwrap_or_default()
            } else {
                text.as_str()
            };
            style
                .lines()
                .filter(|line| raw(line))
                .map(move |line| format!("{name}: {}", line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(places.is_empty(), "colours stand in ui/src/styles/tokens.css:\n{}", places.join("\n"));
}

/// A view's styles stay on the page once it was opened, so they must not reach into another view.
#[test]
fn no_style_of_one_view_reaches_into_another() {
    let aside = Regex::new(r"(?s)/\*.*?\*/|\([^()]*\)").unwrap();
    let rule = Regex::new(r"(?m)(?:^|[{},])\s*\.([\w-]+)(?:[\s,{:>])").unwrap();
    let marked = Regex::new(r#"class(?:="([^"]*)"|:([\w-]+))"#).unwrap();
    let folder = |file: &str| file.rsplit_once('/').unwrap().0.to_owned();
    // Classes that by themselves begin a rule, such as `week` in `.week td`.
    let alone = |css: &str| -> BTreeSet<String> {
        let rules = aside.replace_all(css, "");
        rule.captures_iter(&rules).map(|hit| hit[1].to_owned()).collect()
    };
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, source) in files("ui/src", &["svelte"]) {
        for hit in marked.captures_iter(&source) {
            let names = hit.get(1).or(hit.get(2)).unwrap().as_str();
            for name in names.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')) {
                used.entry(name.to_owned()).or_default().insert(folder(&file));
            }
        }
    }
    let shared: BTreeSet<String> =
        files("ui/src/styles", &["css"]).iter().flat_map(|(_, css)| alone(css)).collect();
    assert!(shared.len() > 20 && used.len() > 100, "the styles have moved");
    let leaks: Vec<String> = files("ui/src/views", &["css"])
        .iter()
        .flat_map(|(file, css)| {
            let own = folder(file);
            let foreign = |name: &String| {
                used.get(name).is_some_and(|folders| folders.iter().any(|folder| *folder != own))
            };
            let names = alone(css).into_iter().filter(|name| !shared.contains(name));
            let file = file.clone();
            names.filter(foreign).map(move |name| format!("{file}: .{name}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(leaks.is_empty(), "give these a parent of their own view:\n{}", leaks.join("\n"));
}
