//! What a page can reach, held as it was decided.

use serde_json::{Value, json};

use crate::{files, root};

fn config() -> Value {
    let text = std::fs::read_to_string(root().join("tauri.conf.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_content_security_policy_lets_a_page_reach_nothing_but_us() {
    let config = config();
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for word in ["unsafe-inline", "unsafe-eval", "https:", "*", "blob:", "asset:"] {
        assert!(!policy.contains(word), "{word} in {policy}");
    }
    let plain: Vec<&str> = policy.match_indices("http:").map(|(at, _)| &policy[at..]).collect();
    assert!(plain.iter().all(|rest| rest.starts_with("http://ipc.localhost")), "{policy}");
}

#[test]
fn the_window_has_no_global_tauri_no_asset_protocol_and_no_permission() {
    let config = config();
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["app"]["security"]["freezePrototype"], true);
    assert_eq!(config["app"]["security"]["assetProtocol"]["enable"], false);
    let capabilities = config["app"]["security"]["capabilities"].as_array().unwrap();
    assert_eq!(capabilities.len(), 1);
    assert_eq!(capabilities[0]["windows"], json!(["main"]));
    assert_eq!(capabilities[0]["permissions"], json!([]), "plug-ins are used from Rust alone");
    assert!(capabilities[0].get("remote").is_none());
    assert!(config["build"].get("devUrl").is_none(), "it belongs into a config for development");
}

#[test]
fn the_plug_ins_that_widen_what_a_page_can_reach_are_not_there() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for plug_in in ["sql", "fs", "http", "shell", "store", "stronghold", "updater"] {
        let name = format!("tauri-plugin-{plug_in}");
        assert!(!manifest.contains(&name), "{name} is not wanted");
    }
    assert!(!manifest.contains("devtools"), "no developer tools in a released program");
}

#[test]
fn the_shell_offers_one_command() {
    let shell = std::fs::read_to_string(root().join("src-tauri/src/lib.rs")).unwrap();
    assert_eq!(shell.matches("#[tauri::command").count(), 1);
    assert!(shell.contains("generate_handler![call]"));
    assert!(shell.contains("NewWindowResponse::Deny") && shell.contains("on_navigation"));
}

#[test]
fn words_and_keys_that_open_something_are_wiped_from_memory() {
    let names = ["passphrase", "current", "new", "secret", "groups"];
    let places: Vec<String> = ["core", "exchange", "host"]
        .iter()
        .flat_map(|part| files(&format!("src-tauri/{part}/src"), &["rs"]))
        // A made-up study has nothing to hide.
        .filter(|(name, _)| !name.contains("/sample/"))
        .flat_map(|(name, text)| {
            let fields = text.lines().map(|line| line.trim().trim_start_matches("pub ").to_owned());
            let bare = fields.filter(|line| {
                names.iter().any(|field| line.starts_with(&format!("{field}: ")))
                    && line.ends_with(',')
                    && line.contains("String")
                    && !line.contains("Zeroizing")
            });
            bare.map(|line| format!("{name}: {line}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(places.is_empty(), "these stay in memory after use; make them Zeroizing: {places:?}");
}

#[test]
fn the_log_is_written_from_codes_alone() {
    let shell = files("src-tauri/src", &["rs"]);
    let lines: Vec<&str> = shell
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.contains("eprintln!"))
        .collect();
    let core = files("src-tauri/core/src", &["rs"]);
    let silent = core.iter().all(|(_, text)| {
        ["println!(", "eprintln!(", "dbg!("].iter().all(|macro_| !text.contains(macro_))
    });
    assert!(silent, "the core writes no log; its host does");
    assert!(lines.iter().any(|line| line.contains("error.for_log()")), "{lines:?}");
    let input = lines.iter().find(|line| line.contains("input") || line.contains("words"));
    assert_eq!(input, None, "what was typed goes to no log");
}
