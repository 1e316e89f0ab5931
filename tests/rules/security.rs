//! What a page can reach, held as it was decided.

use serde_json::{Value, json};

use crate::root;

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
