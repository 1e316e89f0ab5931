//! The R code of `docs/from-export-to-paper.md`, run on the sample study's export: it finds what the
//! program's own analysis finds.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::{copy_of, ctl, err, json};

/// What two programs may differ by, in parts of the figure or of a whole.
const TOLERANCE: f64 = 1e-9;

/// The page's code, block after block.
fn code() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/from-export-to-paper.md");
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```r\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

/// Says every figure of the page as `name value`, with all its digits.
const SAY: &str = r#"
say <- function(name, value) cat("=", gsub(" ", "", name), sprintf("%.17g", value), "\n")
for (arm in c("course", "comparison")) {
  say(paste("arm", arm, sep = "/"), in_arms[[arm]])
  say(paste("analyzed", arm, sep = "/"), analyzed[[arm]])
  for (wave in colnames(returned)) say(paste("returned", wave, arm, sep = "/"), returned[arm, wave])
  for (of in rownames(alphas)) say(paste("alpha", arm, of, sep = "/"), alphas[of, arm])
}
for (row in seq_len(nrow(table_1))) with(table_1[row, ], {
  name <- paste("scores", wave, scale, arm, sep = "/")
  for (of in c("n", "mean", "low", "high", "sd", "median"))
    say(paste(name, of, sep = "/"), get(of))
})
for (row in seq_len(nrow(table_2))) with(table_2[row, ], {
  name <- paste("change", wave, scale, sep = "/")
  for (of in c("n_course", "n_comparison", "difference", "low", "high", "p", "p_holm",
               "g", "g_low", "g_high"))
    say(paste(name, of, sep = "/"), get(of))
})
"#;

/// What R says, by name.
fn said(export: &Path) -> Vec<(String, f64)> {
    let script = export.join("paper.R");
    fs::write(&script, code() + SAY).unwrap();
    let done = Command::new("Rscript").arg("paper.R").current_dir(export).output();
    let done = done.expect("`cargo xtask test` sets up R");
    assert!(done.status.success(), "{}", err(&done));
    let lines = String::from_utf8(done.stdout).unwrap();
    let figures = lines.lines().filter_map(|line| line.strip_prefix("= "));
    figures
        .map(|line| {
            let (name, value) = line.trim().split_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        })
        .collect()
}

/// The same figure in the program's analysis.
fn known(analysis: &Value, name: &str) -> f64 {
    let path: Vec<&str> = name.split('/').collect();
    let arm_at = |arm: &str| usize::from(arm == "comparison");
    let wave = |id: &str| id.replace('_', "-");
    let scale = |id: &str| {
        let scales = analysis["scales"].as_array().unwrap();
        scales.iter().find(|scale| scale["scale"] == id).unwrap()
    };
    let step = |id: &str| {
        let steps = analysis["flow"]["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()
    };
    let of_wave = |scale: &Value, id: &str, arm: &str| {
        let waves = scale["waves"].as_array().unwrap();
        waves.iter().find(|one| one["wave"] == wave(id)).unwrap()["arms"][arm_at(arm)].clone()
    };
    let value = match path[..] {
        ["arm", arm] => step("allocated")["arms"][arm_at(arm)].clone(),
        ["analyzed", arm] => step("analysed")["arms"][arm_at(arm)].clone(),
        ["returned", id, arm] => {
            let waves = analysis["flow"]["waves"].as_array().unwrap();
            let own = waves.iter().find(|one| one["wave"] == wave(id)).unwrap();
            let own = &own["arms"][arm_at(arm)];
            (own["in_time"].as_u64().unwrap() + own["late"].as_u64().unwrap()).into()
        }
        ["alpha", arm, of] => {
            let alpha = &of_wave(scale("burnout"), "baseline", arm)["alpha"]["value"];
            match of {
                "low" | "high" => alpha["interval"][of].clone(),
                _ => alpha[of].clone(),
            }
        }
        ["scores", id, own, arm, of] => {
            let scores = of_wave(scale(own), id, arm);
            match of {
                "n" => scores["n"].clone(),
                "mean" => scores["mean"]["value"]["mean"].clone(),
                "sd" => scores["sd"]["value"].clone(),
                "median" => scores["spread"]["value"]["median"].clone(),
                end => scores["mean"]["value"]["interval"][end].clone(),
            }
        }
        ["change", id, own, of] => {
            let changes = scale(own)["changes"].as_array().unwrap();
            let all = &changes.iter().find(|one| one["to"] == wave(id)).unwrap()["all"];
            let (adjusted, g) =
                (&all["adjusted"]["value"]["difference"], &all["hedges_g"]["value"]);
            match of {
                "n_course" => all["n"][0].clone(),
                "n_comparison" => all["n"][1].clone(),
                "low" | "high" => adjusted["interval"][of].clone(),
                "g" => g["effect"].clone(),
                "g_low" => g["interval"]["low"].clone(),
                "g_high" => g["interval"]["high"].clone(),
                _ => adjusted[of].clone(),
            }
        }
        _ => panic!("{name}"),
    };
    value.as_f64().unwrap_or_else(|| panic!("{name} is {value}"))
}

#[test]
fn the_code_of_the_page_finds_the_programs_own_figures() {
    let folder = TempDir::new().unwrap();
    let ledger = copy_of("researcher", &folder);
    let analysis = json(&ctl(&["analyse", "--ledger", &ledger, "--json"]));
    let export = folder.path().join("export");
    json(&ctl(&["export", "--ledger", &ledger, "--out", export.to_str().unwrap(), "--json"]));
    let figures = said(&export);
    for (name, value) in &figures {
        let own = known(&analysis, name);
        let off = (own - value).abs() / own.abs().max(1.0);
        assert!(off <= TOLERANCE, "{name}: R finds {value}, and the program {own}");
    }
    // 2 arms × (2 counts + 3 waves + 4 of alpha), 36 rows of 6, 12 rows of 10.
    assert_eq!(figures.len(), 2 * 9 + 36 * 6 + 12 * 10);
    assert!(export.join("table-2.csv").exists());
}
