//! The window, driven by WebKitWebDriver: as much of its protocol as measuring needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::by_id::family;
use super::processes::Running;
use super::stage::Stage;

/// How long anything may take to show up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program under a driver, ended when this is dropped.
pub struct Driven {
    driver: Running,
    port: u16,
    session: String,
}

impl Driven {
    /// Starts a program that shows a page of its own; `None` where there is no driver.
    pub fn start(stage: &Stage, program: &Path) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("WebKitWebDriver");
        command.args(["--host=127.0.0.1", &format!("--port={port}")]);
        command.envs(stage.environment()).env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Running(command.spawn().ok()?);
        let mut driven = Self { driver, port, session: String::new() };
        until(|| TcpStream::connect(("127.0.0.1", port)).is_ok());
        let options = json!({ "binary": program, "args": [] });
        let wanted = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let begun = driven.ask("POST", "", &json!({ "capabilities": wanted }));
        driven.session = format!("/{}", begun["sessionId"].as_str()?);
        Some(driven)
    }

    /// The processes of the program, without the driver.
    pub fn family(&self) -> Vec<u32> {
        let driver = self.driver.0.id();
        family(driver).into_iter().filter(|id| *id != driver).collect()
    }

    /// What a script returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What one command of the program answers, asked from its page.
    pub fn call(&self, name: &str, input: Value) -> Value {
        let script = "const [name, input, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('call', { name, input })
              .then((value) => done({ value }), (trouble) => done({ trouble }));";
        let mut answer = self.ask_page(script, &[json!(name), input]);
        assert!(answer["trouble"].is_null(), "{name}: {}", answer["trouble"]);
        answer["value"].take()
    }

    /// What a script says through its last argument, a function.
    pub fn ask_page(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask("POST", "/execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Waits until an expression is true.
    pub fn wait_for(&self, expression: &str) {
        until(|| self.run(&format!("return !!({expression})")) == true);
    }

    /// Presses the button or link that begins with these words.
    pub fn press(&self, words: &str) {
        let words = Value::from(words);
        let found = format!(
            "[...document.querySelectorAll('button, a')].find(
                (one) => one.textContent.trim().startsWith({words}))"
        );
        self.wait_for(&found);
        self.run(&format!("{found}.click()"));
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let body = body.to_string();
        write!(
            stream,
            "{method} /session{}{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: \
             application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.session,
            self.port,
            body.len()
        )
        .unwrap();
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some((_, value)) = line.to_lowercase().split_once("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut text = vec![0; length];
        answer.read_exact(&mut text).unwrap();
        let mut answer: Value = serde_json::from_slice(&text).unwrap();
        if let Some(error) = answer["value"]["error"].as_str() {
            panic!("{path}: {error}: {}", answer["value"]["message"]);
        }
        answer["value"].take()
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        // Asked by its driver, the program ends as it would for a person.
        if !self.session.is_empty() {
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                self.ask("DELETE", "", &json!({}));
            }));
        }
    }
}

/// Looks again and again until something is so.
pub fn until(mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "nothing came for {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(30));
    }
}
