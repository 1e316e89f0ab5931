//! What a worker asked of the system, as strace wrote it down.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One call.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which thread.
    pub thread: u32,
    /// Its name.
    pub name: String,
    /// What file descriptors point at, in order.
    pub files: Vec<PathBuf>,
    /// The texts and bytes it was given, in order.
    pub bytes: Vec<Vec<u8>>,
    /// The rest of its arguments.
    pub plain: Vec<String>,
    /// What it gave back; negative for an error.
    pub result: i64,
}

impl Call {
    /// The number of the file descriptor it is about.
    pub fn descriptor(&self) -> Option<i64> {
        self.plain.first()?.parse().ok()
    }
}

/// Whether strace can be used here.
pub fn is_there() -> bool {
    Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a worker under strace and gives what it said, and every call of these names it made.
pub fn record(work: &str, bench: &Path, rounds: usize, names: &str) -> (String, Vec<Call>) {
    let file = tempfile::NamedTempFile::new().unwrap();
    let output = Command::new("strace")
        .args(["-f", "-y", "-xx", "-s", "1000000", "-e", &format!("trace={names}"), "-o"])
        .arg(file.path())
        .arg(std::env::current_exe().unwrap())
        .args(["work", work, &bench.display().to_string(), &rounds.to_string()])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    let calls = text.lines().filter_map(parse).collect();
    (String::from_utf8_lossy(&output.stdout).into_owned(), calls)
}

/// `123 pwrite64(5<\x2f…>, "\x00…", 4096, 0) = 4096`
fn parse(line: &str) -> Option<Call> {
    let (thread, rest) = line.split_once(' ')?;
    let (name, rest) = rest.trim_start().split_once('(')?;
    let (arguments, result) = rest.rsplit_once(") = ").or_else(|| {
        // strace puts blanks before the sign to make columns.
        let at = rest.rfind(" = ")?;
        Some((rest[..at].trim_end().strip_suffix(')')?, &rest[at + 3..]))
    })?;
    let mut call = Call {
        thread: thread.parse().ok()?,
        name: name.to_owned(),
        files: Vec::new(),
        bytes: Vec::new(),
        plain: Vec::new(),
        result: result.split(['<', ' ']).next()?.parse().unwrap_or(-1),
    };
    let mut plain = String::new();
    let mut rest = arguments;
    while let Some(at) = rest.find(['<', '"']) {
        plain.push_str(&rest[..at]);
        let close = if rest.as_bytes()[at] == b'<' { '>' } else { '"' };
        let inside = &rest[at + 1..];
        let end = inside.find(close)?;
        let bytes = unescape(&inside[..end]);
        match close {
            '>' => call.files.push(PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())),
            _ => call.bytes.push(bytes),
        }
        rest = &inside[end + 1..];
    }
    plain.push_str(rest);
    call.plain = plain.split(',').map(|word| word.trim().to_owned()).collect();
    Some(call)
}

fn unescape(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).filter_map(|hex| u8::from_str_radix(hex, 16).ok()).collect()
}
