//! `measures show`: what a key says.

use evenkeel_core::Result;
use evenkeel_core::measures::key::range;
use evenkeel_core::measures::{Band, Instrument, Item, Scale};
use serde_json::{Value, json};

use crate::{Context, Outcome};

/// Prints a key.
pub(super) fn show(context: &Context, instrument: &Instrument) -> Result<Outcome> {
    if context.json {
        println!("{}", as_json(instrument));
        return Ok(Outcome::Well);
    }
    println!("{} ({}, version {})", instrument.title, instrument.id, instrument.version);
    println!("{}\n", instrument.about);
    for (what, text) in [
        ("Recall", instrument.recall.as_str()),
        ("Licence", &instrument.licence),
        ("Credit", &instrument.credit),
        ("Cite", &instrument.citation),
    ] {
        println!("{what:<8} {}", if text.is_empty() { "none stated" } else { text });
    }
    if instrument.needs_permission {
        println!("Permission  has to be named when its wording is installed");
    }
    if let Some(target) = &instrument.target {
        println!("May be replaced: {} ({})", target.words.join(", "), target.by);
    }
    println!("\nAnswers");
    for (name, responses) in &instrument.responses {
        let takers = instrument.items.iter().filter(|item| item.responses == *name);
        let takers: Vec<u32> = takers.map(|item| item.number).collect();
        let higher = match &*responses.higher {
            "" => String::new(),
            higher => format!("; a higher code means {higher}"),
        };
        println!("  {name}: {}{higher}", numbers(&responses.codes));
        println!("    items {}", numbers(&takers));
    }
    println!("\nScales");
    for scale in &instrument.scales {
        let (lowest, highest) = range(instrument, scale);
        println!("  {} ({}), {lowest} to {highest}, {}", scale.id, scale.title, scale.rule_id());
        println!("    items {}; reversed {}", numbers(&scale.items), numbers(&scale.reversed));
        println!("    missing answers: {}", scale.rule_by);
        if let Some(bands) = &scale.bands {
            let bands_of: Vec<String> =
                bands.band.iter().map(|band| format!("{} from {}", band.name, band.from)).collect();
            let source = format!("{}{}", bands.source, not_confirmed(bands.verify));
            println!("    bands by {source}: {}", bands_of.join(", "));
        }
        if let Some(precision) = &scale.precision {
            println!(
                "    smallest reliable change {:.2}, from SD {} and {} {} ({}{})",
                precision.smallest_reliable_change(),
                precision.sd,
                precision.kind,
                precision.reliability,
                precision.source,
                not_confirmed(precision.verify)
            );
        }
    }
    for (what, lines) in
        [("Not confirmed", &instrument.verify), ("Contradictions", &instrument.contradictions)]
    {
        if !lines.is_empty() {
            println!("\n{what}");
            lines.iter().for_each(|line| println!("  {line}"));
        }
    }
    Ok(Outcome::Well)
}

fn as_json(instrument: &Instrument) -> Value {
    let scale = |scale: &Scale| {
        let (lowest, highest) = range(instrument, scale);
        let band = |band: &Band| json!({ "from": band.from, "name": band.name });
        json!({
            "id": scale.id,
            "title": scale.title,
            "rule": scale.rule_id(),
            "rule_by": scale.rule_by,
            "items": scale.items,
            "reversed": scale.reversed,
            "total": scale.total,
            "lowest": lowest,
            "highest": highest,
            "bands": scale.bands.as_ref().map(|bands| json!({
                "source": bands.source,
                "note": bands.note,
                "verify": bands.verify,
                "bands": bands.band.iter().map(band).collect::<Vec<_>>(),
            })),
            "precision": scale.precision.as_ref().map(|known| json!({
                "reliability": known.reliability,
                "kind": known.kind,
                "sd": known.sd,
                "source": known.source,
                "verify": known.verify,
            })),
            "smallest_reliable_change":
                scale.precision.as_ref().map(|known| known.smallest_reliable_change()),
        })
    };
    let item = |item: &Item| {
        json!({
            "number": item.number,
            "responses": item.responses,
            "codes": instrument.codes(item),
            "open": item.open,
        })
    };
    json!({
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "about": instrument.about,
        "recall": instrument.recall,
        "licence": instrument.licence,
        "credit": instrument.credit,
        "citation": instrument.citation,
        "needs_permission": instrument.needs_permission,
        "target_words": instrument.target.as_ref().map(|target| &target.words),
        "validated": instrument.validated,
        "worded": instrument.is_worded(),
        "verify": instrument.verify,
        "contradictions": instrument.contradictions,
        "items": instrument.items.iter().map(item).collect::<Vec<_>>(),
        "scales": instrument.scales.iter().map(scale).collect::<Vec<_>>(),
    })
}

fn not_confirmed(verify: bool) -> &'static str {
    if verify { ", not confirmed" } else { "" }
}

fn numbers<T: ToString>(numbers: &[T]) -> String {
    if numbers.is_empty() {
        return "none".to_owned();
    }
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
