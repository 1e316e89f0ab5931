//! Concealed allocation without a server: who decides, who learns what, and when.
//!
//! The trainer enrols people first: a name in their own ledger, a random code. The codes go to the
//! researcher in a file. The researcher's program puts each code into an arm, by a sequence that
//! only their ledger holds, writes it down, and answers with a signed file. Only then can the
//! trainer write the invitations. So nobody who enrols can know what comes next: the sequence is
//! never on their computer, neither in the study file nor in an envelope that a copy of the ledger
//! could open early. And nobody who knows the sequence knows whom a code stands for. The price is
//! one file each way for each round of enrolment.
//!
//! What it does not do: hide an arm once it is given. Trainer, coach and researcher see it then,
//! as they must. Codes asked for are written down for good, so asking for made-up people to look
//! ahead shows in the numbers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::code;
use super::invitation::{StudyFile, read_file, write_file};
use super::protocol::{Allocation, Arm};
use crate::error::{Code, Error, Result};
use crate::ports::{KeyPair, Ports};
use crate::store::{hex, unhex};

/// How the arms are balanced by chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Blocks {
    /// Parts of a block that go to the course.
    pub course: u32,
    /// Parts that go to the comparison.
    pub comparison: u32,
    /// The sizes a block can have; each block's is drawn. More than one, and nobody can count to
    /// the end of a block.
    pub sizes: Vec<u32>,
}

/// What decides about the next arm. It never leaves the researcher's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Sequence {
    /// By chance.
    Blocks {
        /// 32 random bytes, hex.
        seed: String,
        /// How the arms are balanced.
        blocks: Blocks,
    },
    /// As the researcher brought it.
    List {
        /// The arms in order.
        arms: Vec<Arm>,
    },
}

/// The largest block, and the longest list.
const LARGEST_BLOCK: u32 = 24;
const LONGEST_LIST: usize = 10_000;

impl Sequence {
    /// A new sequence by chance.
    ///
    /// # Errors
    /// [`Code::Refused`] for blocks that cannot balance the arms.
    pub fn by_chance(ports: &dyn Ports, blocks: Blocks) -> Result<Self> {
        let whole = blocks.course + blocks.comparison;
        if blocks.course == 0 || blocks.comparison == 0 || whole > LARGEST_BLOCK {
            return Err(Error::refused(
                "Please give both arms a part of each block, such as 1 to 1.",
            ));
        }
        let fits =
            |size: &u32| (whole..=LARGEST_BLOCK).contains(size) && size.is_multiple_of(whole);
        if blocks.sizes.is_empty() || blocks.sizes.len() > 6 || !blocks.sizes.iter().all(fits) {
            return Err(Error::refused(format!(
                "Please give sizes of blocks that are multiples of {whole}, up to {LARGEST_BLOCK}, \
                 such as {} and {}.",
                whole * 2,
                whole * 3
            )));
        }
        let mut seed = [0u8; 32];
        ports.random(&mut seed);
        Ok(Self::Blocks { seed: hex(&seed), blocks })
    }

    /// A sequence from a list: one arm a line, `course` or `comparison`.
    ///
    /// # Errors
    /// [`Code::Refused`] with the first line that is neither, or when an arm is missing.
    pub fn from_list(text: &str) -> Result<Self> {
        let mut arms = Vec::new();
        for (at, line) in text.lines().enumerate() {
            match line.trim().to_lowercase().as_str() {
                "" => {}
                "course" => arms.push(Arm::Course),
                "comparison" => arms.push(Arm::Comparison),
                _ => {
                    return Err(Error::refused(format!(
                        "Line {} is neither “course” nor “comparison”. Please write one of them on \
                         each line.",
                        at + 1
                    )));
                }
            }
        }
        let both = arms.contains(&Arm::Course) && arms.contains(&Arm::Comparison);
        if !both || arms.len() > LONGEST_LIST {
            return Err(Error::refused("Please give a list in which both arms stand."));
        }
        Ok(Self::List { arms })
    }

    /// What the protocol says about it.
    pub fn allocation(&self) -> Allocation {
        match self {
            Self::Blocks { .. } => Allocation::Blocks,
            Self::List { .. } => Allocation::List,
        }
    }

    /// SHA-256 of the whole, hex: written down when it is set, it shows later that nobody changed
    /// it, and says nothing about it now.
    ///
    /// # Errors
    /// [`Code::Fault`] when it cannot be JSON.
    pub fn commitment(&self) -> Result<String> {
        Ok(hex(&Sha256::digest(serde_json::to_vec(self)?)))
    }

    /// The arm of the next person. `in_cohort` people were put into an arm in this cohort before,
    /// `in_all` in the whole study. A cohort has its own blocks; a list is one for all.
    ///
    /// # Errors
    /// [`Code::Refused`] at the end of a list.
    pub fn next(&self, cohort: &str, in_cohort: usize, in_all: usize) -> Result<Arm> {
        match self {
            Self::List { arms } => arms.get(in_all).copied().ok_or_else(|| {
                Error::refused(
                    "The list has come to its end. Nobody was put into an arm. An amendment can \
                     bring a longer one.",
                )
            }),
            Self::Blocks { seed, blocks } => {
                let mut chance = Chance::new(seed, cohort);
                let mut left = in_cohort;
                loop {
                    let block = chance.block(blocks);
                    match block.get(left) {
                        Some(arm) => return Ok(*arm),
                        None => left -= block.len(),
                    }
                }
            }
        }
    }
}

/// Chance that a seed decides: SHA-256 over seed, cohort and a counter.
struct Chance {
    root: Vec<u8>,
    drawn: u64,
}

impl Chance {
    fn new(seed: &str, cohort: &str) -> Self {
        let seed = unhex(seed).unwrap_or_default();
        Self { root: [b"evenkeel allocation v1\0", &*seed, cohort.as_bytes()].concat(), drawn: 0 }
    }

    /// A number below `many`, each as likely: what would favor some is drawn again.
    fn below(&mut self, many: u32) -> u32 {
        let fair = u32::MAX - u32::MAX % many;
        loop {
            let digest = Sha256::digest([&*self.root, &self.drawn.to_le_bytes()].concat());
            self.drawn += 1;
            let number = digest[..4].iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte));
            if number < fair {
                return number % many;
            }
        }
    }

    fn block(&mut self, blocks: &Blocks) -> Vec<Arm> {
        let size = blocks.sizes[self.below(blocks.sizes.len() as u32) as usize];
        let course = size / (blocks.course + blocks.comparison) * blocks.course;
        let mut arms: Vec<Arm> =
            (0..size).map(|at| if at < course { Arm::Course } else { Arm::Comparison }).collect();
        for last in (1..arms.len()).rev() {
            let other = self.below(last as u32 + 1) as usize;
            arms.swap(last, other);
        }
        arms
    }
}

/// What a trainer asks for: arms for these codes. Holds no name, and not the cohort's either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Always `allocation-request`.
    evenkeel: String,
    /// The version of this format: 1.
    format_version: u32,
    /// The study's id.
    pub study: String,
    /// The cohort's id.
    pub cohort: String,
    /// The codes, in the order of enrolment.
    pub codes: Vec<String>,
}

/// What the researcher answers, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Always `allocation`.
    evenkeel: String,
    /// The version of this format: 1.
    format_version: u32,
    /// The study's id.
    pub study: String,
    /// The cohort's id.
    pub cohort: String,
    /// Each code's arm.
    pub arms: BTreeMap<String, Arm>,
    /// The researcher's signature over everything else in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    signature: String,
}

/// The ending of a request's file name.
pub const REQUEST_ENDING: &str = "evenkeel-enrolled";
/// The ending of an answer's file name.
pub const ANSWER_ENDING: &str = "evenkeel-arms";

const SIGNED_AS: &[u8] = b"evenkeel allocation v1\0";

fn not_one(what: &str) -> impl Fn(Error) -> Error {
    move |error| match error.code {
        Code::ForeignInvitation => Error::refused(format!(
            "This file is not {what}. Nothing was changed. Please choose the other one."
        )),
        _ => error,
    }
}

impl Request {
    /// A request of a cohort.
    pub fn new(study: &str, cohort: &str, codes: Vec<String>) -> Self {
        Self {
            evenkeel: "allocation-request".to_owned(),
            format_version: 1,
            study: study.to_owned(),
            cohort: cohort.to_owned(),
            codes,
        }
    }

    /// Writes it into a folder and returns where it lies.
    ///
    /// # Errors
    /// [`Code::ReadOnly`] or [`Code::DiskFull`].
    pub fn write(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        write_file(folder, &format!("{name}.{REQUEST_ENDING}"), self)
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`Code::Refused`] for anything else, or when a code is not whole.
    pub fn read(path: &Path) -> Result<Self> {
        let request: Self = read_file(path).map_err(not_one("a list of people to allocate"))?;
        let whole = request.codes.iter().all(|code| code::is_whole(code));
        if request.evenkeel != "allocation-request" || request.format_version != 1 || !whole {
            return Err(Error::refused(
                "This file is not a whole list of people to allocate. Ask the trainer to save it \
                 again.",
            ));
        }
        Ok(request)
    }
}

impl Answer {
    /// The answer to a request, signed.
    ///
    /// # Errors
    /// [`Code::Refused`] when the key is none.
    pub fn signed(
        ports: &dyn Ports,
        signer: &KeyPair,
        request: &Request,
        arms: BTreeMap<String, Arm>,
    ) -> Result<Self> {
        let mut answer = Self {
            evenkeel: "allocation".to_owned(),
            format_version: 1,
            study: request.study.clone(),
            cohort: request.cohort.clone(),
            arms,
            signature: String::new(),
        };
        answer.signature = ports.courier().sign(&answer.signed_bytes()?, signer)?;
        Ok(answer)
    }

    fn signed_bytes(&self) -> Result<Vec<u8>> {
        let bare = Self { signature: String::new(), ..self.clone() };
        Ok([SIGNED_AS, &serde_json::to_vec(&bare)?].concat())
    }

    /// Writes it into a folder and returns where it lies.
    ///
    /// # Errors
    /// [`Code::ReadOnly`] or [`Code::DiskFull`].
    pub fn write(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        write_file(folder, &format!("{name}.{ANSWER_ENDING}"), self)
    }

    /// Reads the answer to a cohort's request.
    ///
    /// # Errors
    /// [`Code::Refused`] for anything else, for another study or cohort, or when the researcher's
    /// key did not sign it.
    pub fn read(ports: &dyn Ports, path: &Path, study: &StudyFile, cohort: &str) -> Result<Self> {
        let answer: Self = read_file(path).map_err(not_one("an answer with arms"))?;
        if answer.evenkeel != "allocation" || answer.format_version != 1 {
            return Err(Error::refused("This file is not an answer with arms of this version."));
        }
        if answer.study != study.study || answer.cohort != cohort {
            return Err(Error::refused(
                "These arms are for another study or cohort. Nothing was changed.",
            ));
        }
        let bytes = answer.signed_bytes()?;
        if !ports.courier().is_signed(&bytes, &answer.signature, &study.signer) {
            return Err(Error::refused(
                "The researcher of your study did not sign these arms. Nothing was changed. Ask \
                 them to send the file again.",
            ));
        }
        Ok(answer)
    }
}
