//! The real program, started and driven by WebKitWebDriver.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::{processes, until};

/// One run of the program, with the driver that started it.
pub struct Program {
    /// The session in its window.
    pub client: Client,
    driver: Child,
}

impl Program {
    /// Starts the program with these variables in its environment; it inherits the driver's.
    pub async fn start(environment: &[(String, String)], log: &Path) -> Self {
        let binary = binary();
        let port = free_port();
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log);
        let log = log.expect("the log of the program can be written");
        let driver = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .envs(environment.iter().cloned())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("WebKitWebDriver starts; `cargo xtask setup` installs it");

        until(async || TcpStream::connect(("127.0.0.1", port)).await.ok())
            .await
            .expect("WebKitWebDriver answers on its port");
        // No browserName: the driver would look for a browser instead of the program.
        let mut wanted = Capabilities::new();
        wanted.insert("webkitgtk:browserOptions".into(), json!({ "binary": binary, "args": [] }));
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the program starts under the driver");
        Self { client, driver }
    }

    /// The processes of this run, without the driver.
    pub fn processes(&self) -> Vec<u32> {
        let driver = self.driver.id().unwrap_or_default();
        processes::family(driver).into_iter().filter(|id| *id != driver).collect()
    }

    /// Closes the window and waits until every process of the program is gone, so that the next
    /// run finds its ledgers free.
    pub async fn quit(mut self) {
        let Some(driver) = self.driver.id() else { return };
        let family = processes::family(driver);
        let _ = self.client.close().await;
        let gone = until(async || {
            family.iter().all(|id| *id == driver || !processes::lives(*id)).then_some(())
        })
        .await;
        for id in family.iter().rev().filter(|id| processes::lives(**id)) {
            processes::end(*id);
        }
        if gone.is_none() {
            family.iter().rev().for_each(|id| processes::kill(*id));
        }
        let _ = self.driver.wait().await;
    }
}

/// The program once more, without a driver. It is ended when it is dropped.
pub fn second(environment: &[(String, String)]) -> Child {
    Command::new(binary())
        .envs(environment.iter().cloned())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the program starts a second time")
}

/// The program of this build, or the one that `EVENKEEL_E2E_PROGRAM` names.
fn binary() -> String {
    std::env::var("EVENKEEL_E2E_PROGRAM")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_evenkeel").to_owned())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port on this computer")
        .port()
}
