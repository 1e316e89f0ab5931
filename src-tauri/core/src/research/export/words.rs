//! What was done to people’s data, in words: on screen, in the README and in the report.

use serde_json::json;

use super::apart::Apart;
use super::columns::Frame;
use super::describe::pretty;
use super::ids::Ids;
use crate::error::Result;

/// Everything that the words speak of.
pub(super) struct Told<'a> {
    pub(super) study: &'a str,
    pub(super) apart: &'a Apart,
    pub(super) ids: Ids,
    pub(super) sheets: u32,
    pub(super) hidden: u32,
    pub(super) texts: u32,
    pub(super) has_practice: bool,
    pub(super) head: &'a str,
}

/// Fewer people than this can be known by much less than what is coarsened here.
const FEW: u32 = 50;

/// What was done, a sentence each.
pub(super) fn done(told: &Told) -> Vec<String> {
    let Told { apart, .. } = told;
    let mut done = vec![
        "There are no names, addresses or numbers of people: this ledger holds none.".to_owned(),
        match told.ids {
            Ids::New => {
                "Ids were drawn anew for this export and are kept nowhere. They lead neither to the \
                 study codes nor to another export."
            }
            Ids::Stable => {
                "Ids are made with a key that is kept in the researcher’s ledger. The same person \
                 has the same id in every export made with it; without the key nobody can go from \
                 an id to a study code."
            }
        }
        .to_owned(),
        "There are no dates. Days are counted from the day of class 1, which is day 1. No file says \
         when it was written or by whom."
            .to_owned(),
        "Rows are in the order of the ids, which is no order that means anything.".to_owned(),
    ];
    for attribute in &apart.attributes {
        let (name, given) = (&attribute.name, &attribute.given);
        let (values, left) = (attribute.values, attribute.left);
        done.push(match left {
            0 => format!("{name} is withheld for everybody ({} before).", count(values, "value")),
            1 if values == 1 => format!("{name} is the same for everybody."),
            _ if left == values => format!("{name} is given {given} ({}).", count(values, "value")),
            _ => format!("{name} is given {given}: {left} of {} are left.", count(values, "value")),
        });
    }
    done.push(match (apart.k, apart.withheld) {
        (1, _) => "Nothing was coarsened so that people share what they can be known by: k is 1."
            .to_owned(),
        (k, 0) => format!(
            "Everybody shares arm and all of these with at least {} others (k = {k}).",
            apart.smallest.saturating_sub(1)
        ),
        (k, withheld) => format!(
            "For {withheld} of {} people all of these are withheld, so that everybody else shares \
             theirs with at least {} others (k = {k}). No answer was left out for it.",
            apart.people,
            k - 1
        ),
    });
    if apart.smallest < apart.k {
        done.push(format!(
            "An arm has fewer than {} people. All that people can be known by is withheld there; the \
             arm itself is given, because the study is about it.",
            apart.k
        ));
    }
    done.push(format!(
        "In the table of the flow {} hidden because they are from 1 to {}, or would give such a \
         number away.",
        match told.hidden {
            1 => "1 count is".to_owned(),
            hidden => format!("{hidden} counts are"),
        },
        apart.k.saturating_sub(1)
    ));
    done.push(match told.texts {
        0 => "What people wrote in their own words is left out.".to_owned(),
        texts => format!(
            "{} in people’s own words let out, each after it was read.",
            match texts {
                1 => "1 text was".to_owned(),
                _ => format!("{texts} texts were"),
            }
        ),
    });
    done.push(
        "Whoever withdrew and asked for it is not in here. This follows the Safe Harbor list of 45 \
         CFR 164.514(b)(2); ages from 90 on are one."
            .to_owned(),
    );
    done
}

/// What nobody can promise, a sentence each.
pub(super) fn not_promised(apart: &Apart) -> Vec<String> {
    let mut words = vec![
        "De-identified is not anonymous. Somebody who knows a person can still find them by what \
         they answered, by the days they answered on, or by a questionnaire they left out."
            .to_owned(),
    ];
    if apart.people < FEW {
        words.push(format!(
            "With {}, colleagues know who took part. No coarsening changes that: keep these files \
             as you would keep files with names, and share them only under an agreement.",
            count_people(apart.people)
        ));
    }
    if apart.smallest < apart.k {
        words.push(format!(
            "Groups of {} cannot be made here: an arm has fewer people than that.",
            apart.k
        ));
    }
    words.push(
        "The site of a coach is not in this ledger. Where several groups took part, holiday weeks \
         and days can tell them apart."
            .to_owned(),
    );
    words
}

fn count(number: u32, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn count_people(number: u32) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// `deidentification_report.json`.
pub(super) fn report(told: &Told) -> Result<String> {
    let Told { apart, .. } = told;
    let attributes: Vec<_> = apart
        .attributes
        .iter()
        .map(|one| {
            json!({
                "column": one.name, "asked": one.title, "given": one.given,
                "values_before": one.values, "values_left": one.left,
            })
        })
        .collect();
    pretty(&json!({
        "follows": "the Safe Harbor list, 45 CFR 164.514(b)(2)",
        "ledger_head": told.head,
        "participants": apart.people,
        "questionnaires": told.sheets,
        "k": apart.k,
        "smallest_group": apart.smallest,
        "held_by": "arm and the columns below",
        "columns": attributes,
        "alone_before": apart.alone,
        "below_k_before": apart.below,
        "rows_withheld": apart.withheld,
        "ids": told.ids,
        "dates": "study days, day 1 is the day of class 1",
        "texts_let_out": told.texts,
        "flow_counts_hidden": told.hidden,
        "done": done(told),
        "not_promised": not_promised(apart),
    }))
}

/// `README.txt`.
pub(super) fn readme(told: &Told, frames: &[Frame]) -> String {
    let mut text = format!(
        "{}: export of answers and scores\n\n{}, {}.\n\n",
        told.study,
        count_people(told.apart.people).replace("people", "participants"),
        count(told.sheets, "questionnaire"),
    );
    let mut line = |file: &str, about: &str| text.push_str(&format!("{file:<36}{about}\n"));
    for frame in frames {
        line(&frame.file, frame.row_is);
    }
    line("codebook.csv", "what every column, instrument, scale and item means");
    line("scores.xlsx", "the scores, one row a participant, and the codebook");
    line("redcap_data_dictionary.csv", "for a REDCap project, with redcap_data.csv");
    line("dataset_description.json", "the tables for Psych-DS");
    line("datapackage.json", "the tables for Frictionless");
    line("import.R", "reads the tables into R");
    line("import.sps", "reads the tables into SPSS or PSPP");
    line("deidentification_report.json", "what was done to people’s data");
    line("SHA256SUMS", "checks that no file has changed");
    if !told.has_practice {
        text.push_str(
            "\nThe table of practice has no rows: the study’s ledger never learns of practice. A \
             list by code from the trainer fills it.\n",
        );
    }
    text.push_str("\nWhat was done\n\n");
    done(told).iter().for_each(|words| text.push_str(&format!("- {words}\n")));
    text.push_str("\nWhat cannot be promised\n\n");
    not_promised(told.apart).iter().for_each(|words| text.push_str(&format!("- {words}\n")));
    text.push_str(&format!(
        "\nLast fact of the ledger this was made from (SHA-256): {}\n",
        told.head
    ));
    text
}
