//! Scripts that read the tables with types and labels: R and SPSS (or PSPP).

use super::columns::{Column, Frame, Kind};

/// `import.R`: every table as a data frame of its name. Plain R, no packages, ASCII alone, so that
/// it reads the same in every locale.
pub(super) fn r(frames: &[Frame]) -> String {
    let mut script = String::from(
        "# Reads every table of this export into a data frame of its name. Start R in this\n\
         # folder and type\n\
         #   source(\"import.R\")\n\
         # What is not there is NA. Each column carries what it means: attr(scores$score, \"label\").\n\n\
         read_table <- function(name, classes, labels) {\n\
         \x20 file <- file.path(\"data\", paste0(\"table-\", name, \"_data.csv\"))\n\
         \x20 table <- read.csv(file, colClasses = classes, na.strings = \"\", encoding = \"UTF-8\",\n\
         \x20                   check.names = FALSE)\n\
         \x20 for (column in names(labels)) attr(table[[column]], \"label\") <- labels[[column]]\n\
         \x20 table\n\
         }\n",
    );
    for frame in frames {
        let class = |column: &Column| {
            let class = match column.kind {
                Kind::Text(_) => "character",
                Kind::Whole => "integer",
                Kind::Number => "numeric",
            };
            format!("  {} = \"{class}\"", column.name)
        };
        let label = |column: &Column| format!("  {} = {}", column.name, r_text(&column.meaning));
        script.push_str(&format!(
            "\n# {}: {}\n{} <- read_table(\"{}\", c(\n{}\n), c(\n{}\n))\n",
            frame.name,
            frame.row_is,
            frame.name,
            frame.name,
            each(&frame.columns, class),
            each(&frame.columns, label),
        ));
        for column in
            frame.columns.iter().filter(|column| column.name == "arm" || column.name == "wave")
        {
            let levels: Vec<String> =
                column.values.iter().map(|(value, _)| r_text(value)).collect();
            script.push_str(&format!(
                "{0}${1} <- factor({0}${1}, levels = c({2}))\n",
                frame.name,
                column.name,
                levels.join(", ")
            ));
        }
    }
    script
}

fn each(columns: &[Column], one: impl Fn(&Column) -> String) -> String {
    columns.iter().map(one).collect::<Vec<_>>().join(",\n")
}

/// A text in R’s quotes, in ASCII.
fn r_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            ' '..='~' => quoted.push(c),
            _ => quoted.push_str(&format!("\\U{{{:x}}}", c as u32)),
        }
    }
    quoted.push('"');
    quoted
}

/// `import.sps`: every table as an SPSS file beside this script.
pub(super) fn spss(frames: &[Frame]) -> String {
    let mut script = String::from(
        "* Reads every table of this export and saves it as an SPSS file beside this script.\n\
         * Open it in SPSS or PSPP with this folder as the working directory, and run all of it.\n\n\
         SET DECIMAL=DOT.\n",
    );
    for frame in frames {
        script.push_str(&format!(
            "\nGET DATA /TYPE=TXT\n  /FILE='{}'\n  /ENCODING='UTF8'\n  /ARRANGEMENT=DELIMITED\n  \
             /DELCASE=LINE\n  /FIRSTCASE=2\n  /DELIMITERS=','\n  /QUALIFIER='\"'\n  /VARIABLES=\n",
            frame.file
        ));
        for column in &frame.columns {
            let format = match column.kind {
                Kind::Text(longest) => format!("A{}", longest.clamp(1, 32_000)),
                Kind::Whole | Kind::Number => "F18.0".to_owned(),
            };
            script.push_str(&format!("    {} {format}\n", column.name));
        }
        script.push_str("  .\n");
        for column in &frame.columns {
            script.push_str(&format!(
                "VARIABLE LABELS {} {}.\n",
                column.name,
                spss_text(&column.meaning, 250)
            ));
            labels(column, &mut script);
        }
        let numbers: Vec<&str> = frame
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Number)
            .map(|column| &*column.name)
            .collect();
        for numbers in numbers.chunks(8) {
            script.push_str(&format!("FORMATS {} (F12.4).\n", numbers.join(" ")));
        }
        script.push_str(&format!("SAVE OUTFILE='{}.sav'.\n", frame.name));
    }
    script
}

/// The labels of a column’s values, where they say more than the values.
fn labels(column: &Column, script: &mut String) {
    let told: Vec<String> = column
        .values
        .iter()
        .filter(|(value, label)| !label.is_empty() && label != value)
        .map(|(value, label)| {
            let value = match column.kind {
                Kind::Text(_) => spss_text(value, 250),
                Kind::Whole | Kind::Number => value.clone(),
            };
            format!("    {value} {}", spss_text(label, 60))
        })
        .collect();
    if !told.is_empty() {
        script.push_str(&format!("VALUE LABELS {}\n{}.\n", column.name, told.join("\n")));
    }
}

/// A text in SPSS’s quotes, in ASCII and not too long.
fn spss_text(text: &str, longest: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' | '"' => '\'',
            '–' | '—' => '-',
            ' '..='~' => c,
            _ => '?',
        })
        .take(longest)
        .collect();
    format!("\"{plain}\"")
}
