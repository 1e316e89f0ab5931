//! What About says of the libraries in use is written from the two lock files, and committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::root;

/// Where the list and the texts lie, from the repository's root.
const LIST: &str = "ui/src/views/about/libraries.json";
const TEXTS: &str = "ui/src/views/about/texts.json";
/// The system that the list is made for; the others differ in a few crates for their windows.
const SYSTEM: &str = "x86_64-unknown-linux-gnu";
/// What the pages are built from besides what they depend on: its runtime is built in.
const BUILT_IN: &str = "svelte";

/// One library: name, version, licence, and its texts.
type Library = (String, String, String, Vec<String>);

#[test]
fn about_names_every_library_that_is_built_in() {
    let libraries: Vec<Library> = ours().into_iter().chain(crates()).chain(packages()).collect();
    let (mut texts, mut lines) = (Vec::<String>::new(), Vec::new());
    for (name, version, licence, own) in libraries {
        let at: BTreeSet<usize> = own
            .into_iter()
            .map(|text| {
                texts.iter().position(|known| *known == text).unwrap_or_else(|| {
                    texts.push(text);
                    texts.len() - 1
                })
            })
            .collect();
        assert!(!at.is_empty(), "{name} {version} ({licence}) comes without a licence text");
        let line = json!({ "name": name, "version": version, "licence": licence, "texts": at });
        lines.push(line.to_string());
    }
    let list = format!("[\n{}\n]\n", lines.join(",\n"));
    let texts = format!("{}\n", serde_json::to_string_pretty(&texts).unwrap());
    let stale: Vec<&str> = [(LIST, list), (TEXTS, texts)]
        .into_iter()
        .filter(|(name, text)| !kept(&root().join(name), text))
        .map(|(name, _)| name)
        .collect();
    assert!(
        stale.is_empty(),
        "out of date, and rewritten now; look at it and commit it: {stale:?}"
    );
}

/// Whether a file holds this text; if not, it does now.
fn kept(path: &Path, text: &str) -> bool {
    let same = fs::read_to_string(path).is_ok_and(|before| before == text);
    if !same {
        fs::write(path, text).unwrap();
    }
    same
}

/// The program and its course.
fn ours() -> Vec<Library> {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let code = vec![read("LICENSE"), read("LICENSE-MIT"), read("LICENSE-APACHE")];
    let version = env!("CARGO_PKG_VERSION");
    vec![
        ("Evenkeel".into(), version.into(), "MIT OR Apache-2.0".into(), code),
        ("The course".into(), version.into(), "CC-BY-4.0".into(), vec![read("content/LICENSE.md")]),
    ]
}

/// The crates that the desktop program is linked from, and what some of them bring along in C.
fn crates() -> Vec<Library> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform", SYSTEM])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let all: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let list = list.as_array().unwrap().iter();
        list.map(|each| (each["id"].as_str().unwrap().to_owned(), each.clone())).collect()
    };
    let (packages, nodes) = (by_id(&all["packages"]), by_id(&all["resolve"]["nodes"]));
    let first = packages.iter().find(|(_, package)| package["name"] == "evenkeel").unwrap().0;
    let (mut open, mut seen) = (vec![first.clone()], BTreeSet::new());
    while let Some(id) = open.pop() {
        // What only makes code at build time is not in the program.
        if packages[&id].to_string().contains("\"proc-macro\"") || !seen.insert(id.clone()) {
            continue;
        }
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    let mut libraries: Vec<Library> = Vec::new();
    for package in seen.iter().map(|id| &packages[id]).filter(|each| !each["source"].is_null()) {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let folder = PathBuf::from(text("manifest_path")).parent().unwrap().to_owned();
        let texts = chosen(&text("license"), &folder, &package["authors"]);
        libraries.push((text("name"), text("version"), text("license"), texts));
    }
    // Compiled by a build dependency, and linked all the same.
    let built = |crate_name: &str| {
        let package = packages.values().find(|each| each["name"] == crate_name).unwrap();
        let version = package["version"].as_str().unwrap().split_once('+').unwrap().1.to_owned();
        (PathBuf::from(package["manifest_path"].as_str().unwrap()), version)
    };
    let (_, version) = built("openssl-src");
    libraries.push(("OpenSSL".into(), version, "Apache-2.0".into(), vec![apache()]));
    let (manifest, version) = built("sqlcipher-src");
    let text = manifest.with_file_name("sqlcipher").join("LICENSE-sqlcipher");
    let texts = vec![fs::read_to_string(text).unwrap().trim().to_owned()];
    libraries.push(("SQLCipher".into(), version, "BSD-3-Clause".into(), texts));
    libraries.sort_by_key(|(name, version, ..)| (name.to_lowercase(), version.clone()));
    libraries
}

/// What the pages are built with.
fn packages() -> Vec<Library> {
    let lock = fs::read_to_string(root().join("ui/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&lock).unwrap();
    let names = |of: &Value| -> Vec<String> {
        of.as_object().map(|names| names.keys().cloned().collect()).unwrap_or_default()
    };
    let all = &lock["packages"];
    let mut open = names(&all[""]["dependencies"]);
    open.push(BUILT_IN.to_owned());
    let mut found = BTreeMap::new();
    while let Some(name) = open.pop() {
        let package = &all[format!("node_modules/{name}")];
        open.extend(names(&package["dependencies"]).into_iter().filter(|n| !found.contains_key(n)));
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let folder = root().join("ui/node_modules").join(&name);
        assert!(folder.is_dir(), "{name} is not installed: run `npm ci` in ui/");
        let texts = chosen(&text("license"), &folder, &Value::Null);
        found.insert(name.clone(), (name, text("version"), text("license"), texts));
    }
    found.into_values().collect()
}

/// The texts that go with a library. Where Apache-2.0 is one of several, it is the one we take: its
/// text is the same for all, and a NOTICE goes with it.
fn chosen(licence: &str, folder: &Path, authors: &Value) -> Vec<String> {
    if licence.contains("Apache-2.0") && !licence.contains("AND") {
        return [apache()].into_iter().chain(files(folder, &["NOTICE"])).collect();
    }
    let own = files(folder, &["LICEN", "COPYING", "NOTICE", "UNLICENSE"]);
    if !own.is_empty() {
        return own;
    }
    let authors: Vec<&str> =
        authors.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let (owner, words) = (authors.join(", "), standard(licence));
    if owner.is_empty() { vec![words] } else { vec![format!("Copyright (c) {owner}\n\n{words}")] }
}

/// The texts in a folder whose names begin so, without line ends that differ.
fn files(folder: &Path, begin: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().to_uppercase();
            path.is_file() && begin.iter().any(|begin| name.starts_with(begin))
        })
        .collect();
    paths.sort();
    let read = |path: PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).replace('\r', "");
    paths.into_iter().map(read).map(|text| text.trim().to_owned()).collect()
}

fn apache() -> String {
    fs::read_to_string(root().join("LICENSE-APACHE")).unwrap()
}

/// The words of a licence, for a library that names it and brings no file.
fn standard(licence: &str) -> String {
    let first = licence.split(" OR ").next().unwrap();
    let file = root().join("tests/fixtures/licences").join(format!("{first}.txt"));
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()))
}
