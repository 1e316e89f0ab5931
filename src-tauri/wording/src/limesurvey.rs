//! LimeSurvey’s tab-separated survey structure: groups, questions, subquestions and answers, each
//! a row, belonging to what stands before it.

use evenkeel_core::measures::found::{CopyFormat, FoundItem, FoundOption};

use crate::markup;
use crate::table::{Table, cell};
use crate::{Outcome, Read, Refusal};

/// Reads the first language of a survey.
pub(crate) fn read(name: &str, text: &str) -> Outcome<Read> {
    let table = Table::read(text, b'\t')?;
    let columns = Columns {
        class: table.needed("class")?,
        kind: table.needed("type/scale")?,
        name: table.needed("name")?,
        text: table.needed("text")?,
        relevance: table.column("relevance"),
        language: table.column("language"),
        weight: table.column("assessment_value"),
    };
    let mut reader = Reader {
        columns: &columns,
        read: Read::new(CopyFormat::LimeSurvey),
        part: name.to_owned(),
        language: None,
        question: None,
    };
    for row in table.rows(false) {
        let (at, row) = row?;
        reader.row(at, row)?;
    }
    reader.close()?;
    Ok(reader.read)
}

struct Columns {
    class: usize,
    kind: usize,
    name: usize,
    text: usize,
    relevance: Option<usize>,
    language: Option<usize>,
    weight: Option<usize>,
}

/// A question whose subquestions and answers are still coming.
struct Question {
    place: String,
    kind: String,
    name: String,
    text: String,
    under: Vec<(String, String, String)>,
    answers: Vec<(FoundOption, String)>,
}

struct Reader<'a> {
    columns: &'a Columns,
    read: Read,
    part: String,
    language: Option<String>,
    question: Option<Question>,
}

impl Reader<'_> {
    fn row(&mut self, at: usize, row: &[String]) -> Outcome<()> {
        let get = |column: usize| cell(row, Some(column));
        let columns = self.columns;
        let (class, name) = (get(columns.class), get(columns.name));
        let place = format!("row {at} ({name})");
        if class == "S" {
            if name == "language" && !get(columns.text).is_empty() {
                self.language = Some(get(columns.text).to_owned());
            }
            return Ok(());
        }
        let language = cell(row, columns.language);
        if !language.is_empty() && class != "SL" {
            let first = self.language.get_or_insert_with(|| language.to_owned());
            if *first != language {
                return Ok(());
            }
        }
        let text = markup::plain(get(columns.text));
        match class {
            "SL" => {}
            "G" => {
                self.close()?;
                self.part = if name.is_empty() { place } else { name.to_owned() };
                let part = self.part.clone();
                self.read.instruct(&part, &text);
            }
            "Q" => {
                self.close()?;
                self.question = Some(Question {
                    place,
                    kind: get(columns.kind).to_owned(),
                    name: name.to_owned(),
                    text,
                    under: Vec::new(),
                    answers: Vec::new(),
                });
            }
            "SQ" | "A" => {
                let Some(question) = &mut self.question else {
                    return Err(Refusal::at(place, "There is no question before this row."));
                };
                let scale = get(columns.kind);
                if !scale.is_empty() && scale != "0" {
                    self.read.note(place, "A second scale of one question was left out.");
                } else if class == "SQ" {
                    question.under.push((place, name.to_owned(), text));
                } else {
                    // Older exports keep the value in the column of the relevance.
                    let weight = columns.weight.or(columns.relevance);
                    let weight = cell(row, weight).to_owned();
                    let option = FoundOption { code: name.to_owned(), label: text };
                    question.answers.push((option, weight));
                }
            }
            // Attributes, quotas, conditions and the like are no words of the questionnaire.
            _ => {}
        }
        Ok(())
    }

    /// Turns the question that is now whole into items.
    fn close(&mut self) -> Outcome<()> {
        let Some(question) = self.question.take() else { return Ok(()) };
        let Question { place, kind, name, text, under, answers } = question;
        let numbered = |to: u32| (1..=to).map(|code| (code.to_string(), String::new())).collect();
        let options: Vec<FoundOption> = match kind.as_str() {
            "L" | "!" | "O" | "F" | "H" => self.weighed(&place, answers),
            "A" | "5" => bare(numbered(5)),
            "B" => bare(numbered(10)),
            "Y" | "G" => Vec::new(),
            _ => {
                self.read.note(place, "It offers no single answer to choose, so it was left out.");
                return Ok(());
            }
        };
        if options.is_empty() {
            self.read.note(place, "It has no answers of its own, so it was left out.");
            return Ok(());
        }
        let part = self.part.clone();
        let add = |read: &mut Read, place: String, name: String, text: String| {
            let (part, options) = (part.clone(), options.clone());
            read.add(FoundItem { place, part, name, number: None, text, options })
        };
        if matches!(kind.as_str(), "F" | "H" | "A" | "B") {
            self.read.instruct(&part, &text);
            for (place, name, text) in under {
                add(&mut self.read, place, name, text)?;
            }
            return Ok(());
        }
        add(&mut self.read, place, name, text)
    }

    /// Answers with their codes; with their assessment values where the codes are no numbers.
    fn weighed(&mut self, place: &str, answers: Vec<(FoundOption, String)>) -> Vec<FoundOption> {
        let whole = |text: &str| text.parse::<i32>().ok();
        let by_code = answers.iter().all(|(option, _)| whole(&option.code).is_some());
        let weights: Vec<Option<i32>> = answers.iter().map(|(_, weight)| whole(weight)).collect();
        let mut different: Vec<i32> = weights.iter().flatten().copied().collect();
        different.sort_unstable();
        different.dedup();
        let by_weight = different.len() == answers.len() && !answers.is_empty();
        let same = answers
            .iter()
            .zip(&weights)
            .all(|((option, _), weight)| whole(&option.code) == *weight);
        if by_code && by_weight && !same {
            self.read.note(
                place,
                "Its answers have one number as code and another as assessment value. The codes \
                 are read; compare them with the form.",
            );
        }
        let take_weight = !by_code && by_weight;
        answers
            .into_iter()
            .map(|(option, weight)| match take_weight {
                true => FoundOption { code: weight, ..option },
                false => option,
            })
            .collect()
    }
}

fn bare(codes: Vec<(String, String)>) -> Vec<FoundOption> {
    codes.into_iter().map(|(code, label)| FoundOption { code, label }).collect()
}
