//! Opening a ledger, and the board of a cohort.

use std::path::Path;

use evenkeel_core::cohort::board::{BoardRow, board as read_board};
use evenkeel_core::cohort::signals::SignalState;
use evenkeel_core::course::load::load;
use evenkeel_core::measures::sheet::SheetState;
use evenkeel_core::people::{self, Person};
use evenkeel_core::store::Ledger;
use evenkeel_core::study::protocol::Arm;
use evenkeel_core::{Error, Result};

use crate::{Context, Outcome, host, passphrase};

/// Opens a ledger with the passphrase of this call, slower after each wrong one.
pub(crate) fn open(context: &Context, path: &Path) -> Result<(Person, Ledger)> {
    let ports = host::machine()?;
    let words = passphrase::get(context)?;
    let opened = people::open_slowly(&*ports, path, words.as_deref())?;
    Ok((opened.person, opened.ledger))
}

pub(crate) fn board(context: &Context, path: &Path) -> Result<Outcome> {
    let ports = host::machine()?;
    let (_, ledger) = open(context, path)?;
    let view = read_board(&ledger, &load(ports.content())?, ports.now().day())?;
    let cohort = view.cohort.as_ref().ok_or_else(|| {
        Error::refused("This ledger has no cohort. The board is in a trainer’s ledger.")
    })?;
    if context.json {
        println!("{}", serde_json::to_string(&view)?);
        return Ok(Outcome::Well);
    }
    println!(
        "{}: {} coaches, class 1 on {}, to {}. In order of name; there is no rank.\n",
        cohort.name,
        view.coaches.len(),
        cohort.starts_on,
        cohort.ends_on
    );
    println!(
        "{:<20} {:<10} {:<24} {:>9} {:>9}  {:<10} questionnaires",
        "coach", "arm", "days a week", "measured", "entered", "last heard"
    );
    for coach in &view.coaches {
        println!("{}", line(coach));
    }
    let open = view.signals.iter().filter(|signal| signal.state == SignalState::Open);
    println!("\nworth a call: {}", open.clone().count());
    for signal in open {
        println!("{:<20} {}", signal.name, signal.reason);
    }
    Ok(Outcome::Well)
}

fn line(coach: &BoardRow) -> String {
    let days: Vec<String> = coach.weeks.iter().map(|week| week.days.to_string()).collect();
    let sheets: Vec<String> = coach
        .questionnaires
        .iter()
        .map(|sheet| {
            let state = match sheet.state {
                SheetState::Returned => "returned",
                SheetState::NotDue => "not yet",
                SheetState::Missed => "missed",
                SheetState::Open | SheetState::Begun | SheetState::Late => "open",
            };
            format!("{} {state}", sheet.wave)
        })
        .collect();
    let course = coach.arm == Arm::Course;
    let or_dash = |text: String| if course { text } else { "–".to_owned() };
    format!(
        "{:<20} {:<10} {:<24} {:>9} {:>9}  {:<10} {}",
        coach.name,
        if course { "course" } else { "comparison" },
        or_dash(days.join(" ")),
        or_dash(format!("{} min", coach.measured_minutes)),
        or_dash(format!("{} min", coach.reported_minutes)),
        coach.last_heard.map_or_else(|| "never".to_owned(), |day| day.to_string()),
        sheets.join(", ")
    )
}
