//! Everything that the program left on a disk, to look for words in.

use std::fs;
use std::path::{Path, PathBuf};

/// Where words lie in the clear, by what they are.
pub struct Haystack(Vec<(PathBuf, Vec<u8>)>);

impl Haystack {
    /// Every file under the world's folder, as it is now.
    pub fn of(folder: &Path) -> Self {
        let mut files = Vec::new();
        read_all(folder, &mut files);
        assert!(files.len() > 10, "the program left {} files", files.len());
        Self(files)
    }

    /// The files that hold a word, in the name or in the text.
    pub fn with(&self, needle: &str) -> Vec<&Path> {
        self.0
            .iter()
            .filter(|(path, bytes)| holds(bytes, needle) || holds(path_bytes(path), needle))
            .map(|(path, _)| path.as_path())
            .collect()
    }
}

fn path_bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// Whether bytes hold a word, in any case, as UTF-8 or UTF-16.
pub fn holds(bytes: &[u8], needle: &str) -> bool {
    let small = bytes.to_ascii_lowercase();
    let needle = needle.split(' ').next().unwrap().to_ascii_lowercase();
    let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [needle.as_bytes(), &wide].iter().any(|n| small.windows(n.len()).any(|part| part == *n))
}

fn read_all(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_all(&path, files);
        } else {
            files.push((path.clone(), fs::read(&path).unwrap_or_default()));
        }
    }
}
