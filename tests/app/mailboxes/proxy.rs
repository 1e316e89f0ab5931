//! A way to a server on which everything goes wrong that can, now and then: answers are cut, slow
//! or refused, lists are old, requests arrive twice, and what was done is not said.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What can go wrong with one request.
const FAULTS: [Fault; 11] = [
    Fault::CutAnswer,
    Fault::CutRequest,
    Fault::Trickle,
    Fault::Delay,
    Fault::Says(401),
    Fault::Says(403),
    Fault::Says(500),
    Fault::Says(507),
    Fault::OldList,
    Fault::Twice,
    Fault::LostAnswer,
];

const OLD_LIST: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    CutAnswer,
    CutRequest,
    Trickle,
    Delay,
    Says(u16),
    OldList,
    Twice,
    LostAnswer,
}

/// A proxy on a port of its own, as long as this lives.
pub struct Proxy {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    server: u16,
    /// Of a hundred requests, how many something goes wrong with.
    share: AtomicU64,
    dice: Mutex<u64>,
    turn: AtomicUsize,
    lists: Mutex<HashMap<String, Vec<u8>>>,
    struck: [AtomicUsize; FAULTS.len()],
    /// Whether nothing but writing and fetching by name is allowed.
    narrow: AtomicBool,
    over: AtomicBool,
}

impl Proxy {
    pub fn before(server: u16, share: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            server,
            share: AtomicU64::new(share),
            dice: Mutex::new(8),
            turn: AtomicUsize::new(0),
            lists: Mutex::default(),
            struck: Default::default(),
            narrow: AtomicBool::new(false),
            over: AtomicBool::new(false),
        });
        let ours = Arc::clone(&shared);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if ours.over.load(Ordering::Relaxed) {
                    return;
                }
                let ours = Arc::clone(&ours);
                // A client that hangs up is part of the story.
                std::thread::spawn(move || ours.pass(client));
            }
        });
        Self { port, shared }
    }

    /// From now on nothing goes wrong.
    pub fn calm(&self) {
        self.shared.share.store(0, Ordering::Relaxed);
    }

    /// Lets people write and fetch by name, and do nothing else; or everything again.
    pub fn narrow(&self, yes: bool) {
        self.shared.narrow.store(yes, Ordering::Relaxed);
    }

    /// Faults that never struck: a story that proves nothing about them.
    pub fn never_struck(&self) -> Vec<String> {
        let counts = self.shared.struck.iter().zip(FAULTS);
        counts
            .filter(|(count, _)| count.load(Ordering::Relaxed) == 0)
            .map(|(_, fault)| format!("{fault:?}"))
            .collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn pass(&self, mut client: TcpStream) -> Option<()> {
        client.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let request = whole(&mut client)?;
        let head = String::from_utf8_lossy(&request).lines().next()?.to_owned();
        let list = head.starts_with("PROPFIND") || head.contains("list-type");
        let allowed = head.starts_with("PUT ") || head.starts_with("GET ");
        let fault = match self.narrow.load(Ordering::Relaxed) && !allowed {
            true => Some(Fault::Says(403)),
            false => self.draw(list),
        };
        match fault {
            Some(Fault::Says(status)) => {
                let said = format!(
                    "HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
                return client.write_all(said.as_bytes()).ok();
            }
            Some(Fault::CutRequest) => {
                let mut server = TcpStream::connect(("127.0.0.1", self.server)).ok()?;
                server.write_all(&request[..request.len() * 2 / 3]).ok()?;
                return server.shutdown(Shutdown::Both).ok();
            }
            Some(Fault::OldList) => {
                if let Some(old) = self.lists.lock().unwrap().get(&head) {
                    return client.write_all(old).ok();
                }
            }
            Some(Fault::Delay) => std::thread::sleep(Duration::from_millis(150)),
            Some(Fault::Twice) => {
                self.ask(&request)?;
            }
            _ => {}
        }
        let answer = self.ask(&request)?;
        if list && answer.starts_with(b"HTTP/1.1 2") {
            self.lists.lock().unwrap().entry(head).or_insert_with(|| answer.clone());
        }
        match fault {
            Some(Fault::LostAnswer) => Some(()),
            Some(Fault::CutAnswer) => client.write_all(&answer[..answer.len() * 2 / 3]).ok(),
            Some(Fault::Trickle) => answer.chunks(answer.len() / 8 + 1).try_for_each(|part| {
                std::thread::sleep(Duration::from_millis(15));
                client.write_all(part).ok()
            }),
            _ => client.write_all(&answer).ok(),
        }
    }

    /// What goes wrong with the next request, if anything.
    fn draw(&self, list: bool) -> Option<Fault> {
        let mut dice = self.dice.lock().unwrap();
        *dice =
            dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = *dice >> 33;
        if drawn % 100 >= self.share.load(Ordering::Relaxed) {
            return None;
        }
        // In turn, so that a few dozen requests meet every one of them. A list is needed for an old
        // one: it waits for its own.
        let which = match list && self.struck[OLD_LIST].load(Ordering::Relaxed) == 0 {
            true => OLD_LIST,
            false => loop {
                let next = self.turn.fetch_add(1, Ordering::Relaxed) % FAULTS.len();
                if next != OLD_LIST || list {
                    break next;
                }
            },
        };
        self.struck[which].fetch_add(1, Ordering::Relaxed);
        Some(FAULTS[which])
    }

    fn ask(&self, request: &[u8]) -> Option<Vec<u8>> {
        let mut server = TcpStream::connect(("127.0.0.1", self.server)).ok()?;
        server.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let end = request.windows(4).position(|end| end == b"\r\n\r\n")?;
        let closing = b"\r\nConnection: close";
        let request = [&request[..end], closing, &request[end..]].concat();
        // A server may answer and hang up before it has read the whole of a request: what it said
        // is what counts.
        let _ = server.write_all(&request);
        let mut answer = Vec::new();
        let _ = server.read_to_end(&mut answer);
        (!answer.is_empty()).then_some(answer)
    }
}

/// One request with its body, whose length its head says.
fn whole(client: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut request, mut part) = (Vec::new(), [0; 16 << 10]);
    loop {
        if let Some(end) = request.windows(4).position(|end| end == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(Some(0), |text| text.trim().parse().ok())?;
            if request.len() >= end + 4 + length {
                return Some(request);
            }
        }
        match client.read(&mut part).ok()? {
            0 => return None,
            read => request.extend_from_slice(&part[..read]),
        }
    }
}
