//! From the first contact to the analysis, as the CONSORT statement counts it. What no fact says is
//! not guessed: the step says why it has no number.

use serde::Serialize;
use ts_rs::TS;

use super::change::ScaleAnalysis;
use super::data::{ARMS, Data};
use super::people::{Person, first_days};
use crate::error::Result;
use crate::research::allocating;
use crate::research::screening::{self, Screened};
use crate::store::Ledger;
use crate::study::protocol::{Allocation, Arm};

/// One step of the flow.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FlowStep {
    /// Which one: `assessed`, `excluded`, `consented`, `allocated`, `heard`, `started`,
    /// `completed`, `withdrew` or `analysed`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How many in all; none where it is not known.
    pub people: Option<u32>,
    /// How many of them in the course arm and in the comparison arm, from the step on at which
    /// there are arms; none for an arm that is not asked.
    pub arms: Option<[Option<u32>; 2]>,
    /// What `people` is made of, such as the reasons for which some were excluded.
    pub parts: Vec<FlowPart>,
    /// What is counted, or why it is not known.
    pub words: String,
}

/// A part of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FlowPart {
    /// Which one, in words.
    pub words: String,
    /// How many.
    pub people: u32,
}

impl FlowStep {
    fn unknown(id: &str, title: &str, words: impl Into<String>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            people: None,
            arms: None,
            parts: Vec::new(),
            words: words.into(),
        }
    }

    fn of_all(id: &str, title: &str, people: u32, words: impl Into<String>) -> Self {
        Self { people: Some(people), ..Self::unknown(id, title, words) }
    }

    fn of_arms(id: &str, title: &str, arms: [u32; 2], words: impl Into<String>) -> Self {
        let all = Self::of_all(id, title, arms.iter().sum(), words);
        Self { arms: Some(arms.map(Some)), ..all }
    }

    fn of_the_course(id: &str, title: &str, people: u32, words: impl Into<String>) -> Self {
        let all = Self::of_all(id, title, people, words);
        Self { arms: Some(ARMS.map(|arm| (arm == Arm::Course).then_some(people))), ..all }
    }
}

/// The steps in order, and what does not add up in them.
pub(super) fn steps(
    ledger: &Ledger,
    data: &Data,
    scales: &[ScaleAnalysis],
) -> Result<(Vec<FlowStep>, Vec<String>)> {
    let count = |is: &dyn Fn(usize, &Person) -> bool| {
        ARMS.map(|arm| {
            let own = data.people.iter().enumerate().filter(|(_, person)| person.arm == arm);
            own.filter(|(at, person)| is(*at, person)).count() as u32
        })
    };
    let screened = screening::entered(ledger)?;
    let heard = count(&|_, _| true);
    let given = match data.protocol.allocation {
        Allocation::ByTrainer => None,
        Allocation::List | Allocation::Blocks => {
            let (course, comparison) = allocating::view(ledger)?.given;
            Some([course, comparison])
        }
    };
    let mut steps = before(screened);
    let consented = first_days(ledger, "consented")?;
    steps.push(match consented.is_empty() {
        true => {
            FlowStep::unknown("consented", "Consented", "No consent was signed in the program.")
        }
        false => FlowStep::of_arms(
            "consented",
            "Consented",
            count(&|_, person| consented.contains_key(&person.code)),
            "Signed the consent in the program.",
        ),
    });
    let opened = "Opened their invitation, and something from them was collected.";
    match given {
        None => steps.push(FlowStep::of_arms("allocated", "In an arm", heard, opened)),
        Some(given) => steps.extend([
            FlowStep::of_arms("allocated", "Allocated", given, "Put into an arm by this ledger."),
            FlowStep::of_arms("heard", "Heard from", heard, opened),
        ]),
    }
    steps.extend(attended(data));
    let analysed = analysed(data, scales);
    steps.extend([
        FlowStep::of_arms(
            "withdrew",
            "Withdrew",
            count(&|_, person| person.withdrew_on.is_some()),
            "Said so in the program, at any time.",
        ),
        FlowStep::of_arms(
            "analysed",
            "Analyzed",
            count(&|at, _| analysed[at]),
            "Have a score at the first wave and at a later one.",
        ),
    ]);
    let in_arms = given.unwrap_or(heard).iter().map(|n| u64::from(*n)).sum();
    let notes = screened.and_then(|screened| does_not_add_up(screened, in_arms));
    Ok((steps, notes.into_iter().collect()))
}

/// What was entered by hand, or that nothing was.
fn before(screened: Option<Screened>) -> Vec<FlowStep> {
    let Some(Screened { counts, day }) = screened else {
        let not_entered = "No program sees it. Enter your own count under this diagram.";
        return vec![
            FlowStep::unknown("assessed", "Assessed", not_entered),
            FlowStep::unknown("excluded", "Excluded", not_entered),
        ];
    };
    let by_hand = format!("Entered by hand on {}.", day.format("%B %-d, %Y"));
    let parts = [
        ("did not meet the conditions", counts.not_eligible),
        ("declined", counts.declined),
        ("other reasons", counts.other),
    ];
    let excluded = u32::try_from(counts.excluded()).unwrap_or(u32::MAX);
    vec![
        FlowStep::of_all("assessed", "Assessed", counts.assessed, by_hand.clone()),
        FlowStep {
            parts: parts
                .into_iter()
                .filter(|(_, people)| *people > 0)
                .map(|(words, people)| FlowPart { words: words.to_owned(), people })
                .collect(),
            ..FlowStep::of_all("excluded", "Excluded", excluded, by_hand)
        },
    ]
}

fn does_not_add_up(Screened { counts, .. }: Screened, in_arms: u64) -> Option<String> {
    let left = u64::from(counts.assessed) - counts.excluded();
    (left != in_arms).then(|| {
        format!(
            "Assessed less excluded leaves {left}, and {in_arms} are in an arm. Somebody may have \
             sent nothing yet, or a number is off."
        )
    })
}

/// Who came to classes: asked of the course arm alone.
fn attended(data: &Data) -> [FlowStep; 2] {
    let (started, completed) = ("Started", "Completed");
    if !data.attendance.is_known() {
        let words = "Attendance stays in the trainer’s ledger. With a list of classes by code, it \
                     is counted here.";
        return [
            FlowStep::unknown("started", started, words),
            FlowStep::unknown("completed", completed, words),
        ];
    }
    let came = |least: u32| {
        let own = data.people.iter().filter(|person| person.arm == Arm::Course);
        let classes = own.filter_map(|person| data.attendance.of(&person.code));
        classes.filter(|came| *came >= least).count() as u32
    };
    [
        FlowStep::of_the_course("started", started, came(1), "Came to one class or more."),
        match data.protocol.least_classes {
            Some(least) => FlowStep::of_the_course(
                "completed",
                completed,
                came(least),
                format!("Came to {least} classes or more: the protocol’s rule."),
            ),
            None => FlowStep::unknown(
                "completed",
                completed,
                "The protocol does not say how many classes complete the course.",
            ),
        },
    ]
}

/// Who is in at least one comparison, by the place of the person.
fn analysed(data: &Data, scales: &[ScaleAnalysis]) -> Vec<bool> {
    let mut in_any = vec![false; data.people.len()];
    for scale in scales.iter().filter(|scale| !scale.changes.is_empty()) {
        let mut begun = vec![false; data.people.len()];
        for (at, wave) in scale.waves.iter().enumerate() {
            for sheet in data.of(&scale.instrument, &wave.wave) {
                let found = sheet.own.handed_in.score(&scale.scale);
                if found.is_some_and(|score| score.value.is_some()) {
                    begun[sheet.person] |= at == 0;
                    in_any[sheet.person] |= at > 0 && begun[sheet.person];
                }
            }
        }
    }
    in_any
}
