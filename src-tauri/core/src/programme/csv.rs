//! The numbers of the reports as tables for other programs.

use super::counts::BOXES;
use super::figures::{Figures, Month};
use crate::bundle::{Bundle, Table, Text};

/// What stands where a number is hidden.
const HIDDEN: &str = "hidden";

const README: &str = "The numbers of a cohort, without names\n\n\
    figures.csv           people, classes, hours and what coaches said, a line for each number\n\
    program-counts.csv    the agency’s monthly counts, where it keeps them\n\
    SHA256SUMS            checks that no file has changed\n\n\
    “hidden” stands for a number under the set size, or for one that would give such a number \
    away. An empty cell was not counted.\n";

/// The tables.
pub fn tables(figures: &Figures) -> Bundle<'static> {
    let columns = vec!["part", "what", "group", "value", "of", "unit"];
    let mut tables = vec![Table::of("figures.csv", columns, rows(figures))];
    tables.extend(counts(figures));
    let texts = vec![Text { file: "README.txt", text: README.to_owned() }];
    Bundle { tables, texts, ..Bundle::default() }
}

fn rows(figures: &Figures) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut add = |part: &str, what: &str, group: &str, value: String, of: String, unit: &str| {
        rows.push([part, what, group, &value, &of, unit].map(str::to_owned).to_vec());
    };
    let none = String::new;
    let invited = number(figures.invited);
    for (what, count) in
        [("invited", figures.invited), ("began", figures.began), ("withdrew", figures.withdrew)]
    {
        add("people", what, "", number(count), invited.clone(), "people");
    }
    for (classes, count) in &figures.completed {
        let group = format!("{classes} classes or more");
        add("completion", "completed", &group, number(*count), invited.clone(), "people");
    }
    for class in &figures.classes {
        let ways = ["came", "made up", "excused", "away", "not noted"];
        for (way, count) in ways.into_iter().zip(&class.parts) {
            let group = format!("class {}", class.week);
            add("classes", way, &group, number(*count), invited.clone(), "people");
        }
    }
    add("hours", "in class, all people together", "", hours(figures.class_hours), none(), "hours");
    let practice = figures.practice;
    for (what, value) in [
        ("practice, measured", practice.map(|one| one.measured_hours)),
        ("practice, entered by coaches", practice.map(|one| one.reported_hours)),
    ] {
        add("hours", what, "", hours(value), none(), "hours");
    }
    for said in &figures.feedback {
        let of = said.n.to_string();
        let best = format!("“{}”", said.best);
        add("feedback", &said.question, &best, number(said.best_n), of.clone(), "answers");
        add("feedback", &said.question, "mean, 1 to 5", format!("{:.1}", said.mean), of, "points");
    }
    rows
}

fn counts(figures: &Figures) -> Option<Table<'static>> {
    let (settings, months) = figures.counts.as_ref()?;
    let mut rows = Vec::new();
    for month in months {
        let mut add = |what: &str, value: String| {
            rows.push(vec![month.month.format("%Y-%m").to_string(), what.to_owned(), value]);
        };
        for (name, count) in named(month) {
            add(name, count.map_or_else(String::new, number));
        }
        for (own, count) in settings.others.iter().zip(&month.others) {
            add(&own.name, count.map_or_else(String::new, number));
        }
    }
    Some(Table::of("program-counts.csv", vec!["month", "count", "value"], rows))
}

/// The counts that every agency has; outer none where it was not counted.
fn named(month: &Month) -> Vec<(&'static str, Option<Option<u32>>)> {
    let mut all = vec![("Caseload", Some(month.caseload))];
    all.extend(BOXES.into_iter().zip(month.boxes.iter().copied().map(Some)));
    all.extend([("Reached", month.reached), ("Agreed", month.agreed)]);
    all
}

fn number(count: Option<u32>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}

fn hours(hours: Option<f64>) -> String {
    hours.map_or_else(|| HIDDEN.to_owned(), |hours| format!("{hours:.0}"))
}
