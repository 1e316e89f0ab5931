//! `analyse`: what came of a study, as a page to read.

use std::path::PathBuf;

use clap::Args;
use evenkeel_core::Result;
use evenkeel_core::measures::wording;
use evenkeel_core::research::analysis::attendance::Attendance;
use evenkeel_core::research::analysis::{
    Analysis, ArmScores, Compared, Figure, Flow, Interval, ItemMissing, OutsideWindow, Quality,
    ScaleAnalysis, ScaleChange, SheetOf, WaveArm, analyse,
};
use evenkeel_core::study::protocol::Arm;

use crate::ledger::open;
use crate::{Context, Outcome, host};

#[derive(Args)]
pub(crate) struct AnalyseArgs {
    /// The researcher's ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// The classes that each coach came to, where the study may know: CSV with the columns code
    /// and classes. It is read for this page and kept nowhere
    #[arg(long, value_name = "FILE")]
    attendance: Option<PathBuf>,
}

pub(crate) fn run(context: &Context, args: &AnalyseArgs) -> Result<Outcome> {
    let ports = host::machine()?;
    let attendance = match &args.attendance {
        Some(file) => Attendance::load(file)?,
        None => Attendance::default(),
    };
    let (_, ledger) = open(context, &args.ledger)?;
    let (course, shipped) = host::content(&*ports)?;
    let (keys, wordings) = (wording::own_keys(&ledger)?, wording::installed(&ledger)?);
    let instruments = wording::in_use(&shipped, &keys, &wordings);
    let weeks = course.manifest.weeks;
    let analysis = analyse(&ledger, &instruments, weeks, ports.now().day(), &attendance)?;
    match context.json {
        true => println!("{}", serde_json::to_string(&analysis)?),
        false => print(&analysis),
    }
    Ok(Outcome::Well)
}

fn print(analysis: &Analysis) {
    println!("{}, as of {}", analysis.study, analysis.as_of.format("%B %-d, %Y"));
    println!("{} people take part. The ledger ends in {}.", analysis.participants, analysis.head);
    flow(&analysis.flow);
    quality(&analysis.quality);
    println!("\nCHANGE\n");
    for note in &analysis.notes {
        println!("  {note}");
    }
    println!("  Every difference is the course less the comparison. {}", analysis.family.words);
    for scale in &analysis.scales {
        self::scale(scale);
    }
    println!("\nFORMULAS\n");
    for formula in &analysis.formulas {
        println!("  {}\n    {}", formula.name, formula.source);
    }
}

fn flow(flow: &Flow) {
    println!("\nWHO CAME HOW FAR\n");
    println!("  {:<22} {:>5}  {:>9}  {:>10}", "", "all", "course", "comparison");
    for step in &flow.steps {
        let count = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let arm = |at: usize| match step.arms {
            None => "–".to_owned(),
            Some(arms) => arms[at].map_or_else(|| "not asked".to_owned(), |n| n.to_string()),
        };
        let all = count(step.people);
        println!("  {:<22} {all:>5}  {:>9}  {:>10}  {}", step.title, arm(0), arm(1), step.words);
        for part in &step.parts {
            println!("    {:<20} {:>5}", part.words, part.people);
        }
    }
    for note in &flow.notes {
        println!("  {note}");
    }
    for wave in &flow.waves {
        println!("  {}", wave.wave_title);
        for (name, of) in [
            ("in time", (|arm: &WaveArm| arm.in_time) as fn(&WaveArm) -> u32),
            ("late", |arm| arm.late),
            ("in part", |arm| arm.in_part),
            ("missed", |arm| arm.missed),
            ("still open", |arm| arm.open),
            ("not due yet", |arm| arm.not_due),
            ("withdrew before it closed", |arm| arm.withdrew),
        ] {
            let counts: Vec<u32> = wave.arms.iter().map(of).collect();
            if counts.iter().any(|count| *count > 0) {
                println!("    {name:<26} {:>10}  {:>10}", counts[0], counts[1]);
            }
        }
    }
    for cohort in &flow.calendar {
        let windows: Vec<String> = cohort
            .windows
            .iter()
            .map(|one| format!("{} {} to {}", one.wave, one.window.opens_on, one.window.closes_on))
            .collect();
        println!("  Class 1 on {}: {}", cohort.starts_on, windows.join("; "));
    }
}

fn quality(quality: &Quality) {
    println!("\nTHE DATA (nothing here was left out of the figures)\n");
    let sum = |of: fn(&ItemMissing) -> u32| quality.items.iter().map(of).sum::<u32>();
    println!(
        "  Answers: {} asked; {} skipped, {} refused, {} not asked in the version that came back.",
        sum(|item| item.asked),
        sum(|item| item.skipped),
        sum(|item| item.refused),
        sum(|item| item.not_asked)
    );
    let mut most: Vec<_> =
        quality.items.iter().filter(|item| item.skipped + item.refused > 0).collect();
    most.sort_by_key(|item| std::cmp::Reverse(item.skipped + item.refused));
    if !most.is_empty() {
        let words: Vec<String> = most
            .iter()
            .take(5)
            .map(|item| {
                let missing = item.skipped + item.refused;
                format!("{} {} in {} ({missing})", item.instrument, item.item, item.wave)
            })
            .collect();
        println!("    Most often without an answer: {}.", words.join(", "));
    }
    let list = |what: &str, lines: Vec<String>| {
        println!(
            "  {what}: {}",
            if lines.is_empty() { "none".to_owned() } else { lines.len().to_string() }
        );
        for line in lines.iter().take(10) {
            println!("    {line}");
        }
        if lines.len() > 10 {
            println!("    and {} more; --json lists them all", lines.len() - 10);
        }
    };
    let of = |sheet: &SheetOf| format!("{} {} {}", sheet.code, sheet.wave, sheet.instrument);
    let each = |one: &OutsideWindow| format!("{}, {} days", of(&one.sheet), one.by);
    list("Outside their window", quality.outside.iter().map(each).collect());
    let quick = quality.quick.iter();
    list(
        "Fast",
        quick.map(|one| format!("{}, {:.1} s an item", of(&one.sheet), one.seconds)).collect(),
    );
    let straight = quality.straight.iter();
    list(
        "Straight",
        straight.map(|one| format!("{}, {} of {}", of(&one.sheet), one.run, one.of)).collect(),
    );
    let clocks = quality.clocks.iter();
    list(
        "Times that do not fit",
        clocks.map(|one| format!("{}: {}", of(&one.sheet), one.words)).collect(),
    );
    let gaps = quality.gaps.iter();
    list(
        "Hand-ins missing between others",
        gaps.map(|one| format!("{}: {}", one.code, one.missing)).collect(),
    );
    for one in &quality.versions {
        println!(
            "  {} in {}: version {}, {} returned",
            one.instrument, one.wave, one.version, one.sheets
        );
    }
    for one in &quality.protocols {
        let why = one.version.reason.as_deref().unwrap_or("the first");
        println!(
            "  Protocol version {} of {}: {} joined under it ({why})",
            one.version.version, one.version.day, one.people
        );
    }
    for one in &quality.corrected {
        println!(
            "  Corrected after handing in: {} ({})",
            one.answers,
            one.why.words().to_lowercase()
        );
    }
    for rule in &quality.rules {
        println!("  {rule}");
    }
}

/// How a scale's figures are printed.
#[derive(Clone, Copy)]
struct Digits(usize);

impl Digits {
    fn number(self, value: f64) -> String {
        let text = format!("{value:.0$}", self.0);
        // A minus before nothing but noughts says something that is not so.
        if text.trim_start_matches(['-', '0', '.']).is_empty() {
            return text.trim_start_matches('-').to_owned();
        }
        text.replace('-', "−")
    }

    fn interval(self, of: Interval) -> String {
        format!("({} to {})", self.number(of.low), self.number(of.high))
    }

    fn both(self, value: f64, of: Option<Interval>) -> String {
        let interval = of.map_or_else(String::new, |of| format!(" {}", self.interval(of)));
        format!("{}{interval}", self.number(value))
    }
}

fn scale(scale: &ScaleAnalysis) {
    let digits = Digits(if scale.highest - scale.lowest >= 20.0 { 1 } else { 2 });
    println!(
        "\n{} ({}/{}), {} to {}, {}",
        scale.title, scale.instrument, scale.scale, scale.lowest, scale.highest, scale.rule
    );
    println!("  What coaches read: “{}”\n", scale.about);
    println!(
        "  {:<10} {:>5}  {:<22} {:>5}  {:<22} {:<22} omega",
        "", "n", "mean (95 %)", "SD", "median (quartiles)", "alpha (95 %)"
    );
    for wave in &scale.waves {
        println!("  {}", wave.wave_title);
        for arm in &wave.arms {
            println!("  {}", arm_line(arm, digits));
        }
        for note in &wave.notes {
            println!("    {note}");
        }
    }
    let mut said = "";
    for change in &scale.changes {
        self::change(change, digits);
        if change.all.words != said {
            println!("    {}", change.all.words);
            said = &change.all.words;
        }
    }
}

fn arm_line(arm: &ArmScores, digits: Digits) -> String {
    let none = || "–".to_owned();
    let mean = arm.mean.known().map_or_else(none, |it| digits.both(it.mean, it.interval));
    let sd = arm.sd.known().map_or_else(none, |sd| digits.number(*sd));
    let median = arm.spread.known().map_or_else(none, |it| {
        let quartiles = Interval { low: it.first_quartile, high: it.third_quartile };
        digits.both(it.median, Some(quartiles))
    });
    let two = Digits(2);
    let alpha = arm.alpha.known().map_or_else(none, |it| two.both(it.alpha, Some(it.interval)));
    let omega = arm.omega.known().map_or_else(none, |it| two.number(it.omega));
    format!(
        "{:<10} {:>5}  {mean:<22} {sd:>5}  {median:<22} {alpha:<22} {omega}",
        name(arm.arm),
        arm.n
    )
}

fn name(arm: Arm) -> &'static str {
    match arm {
        Arm::Course => "course",
        Arm::Comparison => "comparison",
    }
}

fn change(change: &ScaleChange, digits: Digits) {
    println!("\n  {} → {}", change.from_title, change.to_title);
    compared(&change.all, digits);
    for rule in &change.completers {
        let [course, comparison] = rule.compared.n;
        println!(
            "    {:<24} {} with {course} and {comparison} people{}",
            format!("At {} classes or more", rule.least_classes),
            line(&rule.compared.adjusted, |it| {
                digits.both(it.difference.difference, Some(it.difference.interval))
            }),
            if rule.in_force { ", the rule in force" } else { "" }
        );
    }
}

fn compared(found: &Compared, digits: Digits) {
    let row = |what: &str, words: String| println!("    {what:<24} {words}");
    row(
        "Adjusted difference",
        line(&found.adjusted, |it| {
            let by = &it.difference;
            let holm =
                by.p_holm.map_or_else(String::new, |p| format!("; corrected {}", p_value(p)));
            format!(
                "{}   t({:.0}) {}, {}{holm}",
                digits.both(by.difference, Some(by.interval)),
                by.df,
                Digits(2).number(by.t),
                p_value(by.p)
            )
        }),
    );
    for (arm, moved) in ["Change, course", "Change, comparison"].iter().zip(&found.moved) {
        row(
            arm,
            line(moved, |it| {
                format!("{}, SD {}", digits.both(it.mean, it.interval), digits.number(it.sd))
            }),
        );
    }
    row(
        "Difference of changes",
        line(&found.welch, |by| {
            let change = digits.both(by.difference, Some(by.interval));
            let t = Digits(2).number(by.t);
            format!("{change}   t({:.1}) {t}, {}", by.df, p_value(by.p))
        }),
    );
    let two = Digits(2);
    row("Hedges’ g", line(&found.hedges_g, |it| two.both(it.effect, Some(it.interval))));
    row("d_ppc2", line(&found.d_ppc2, |it| two.both(it.effect, Some(it.interval))));
    row(
        "Beyond chance",
        line(&found.reliable, |it| {
            let [course, comparison] = it.arms.map(|arm| {
                format!("{} higher, {} within, {} lower", arm.higher, arm.within, arm.lower)
            });
            let smallest = digits.number(it.smallest);
            format!("course {course}; comparison {comparison}; from {smallest} on. {}", it.basis)
        }),
    );
}

fn line<T>(figure: &Figure<T>, words: impl Fn(&T) -> String) -> String {
    match figure {
        Figure::Known { value, .. } => words(value),
        Figure::Refused { why, .. } => why.clone(),
    }
}

fn p_value(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}
