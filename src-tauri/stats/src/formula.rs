//! The formulas by name, with where they were published.

use serde::Serialize;
use ts_rs::TS;

/// A formula by name, with where it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Formula {
    /// Its id, which never changes.
    pub id: &'static str,
    /// Its name, with what has to be known to read the figure.
    pub name: &'static str,
    /// Where it was published.
    pub source: &'static str,
}

macro_rules! formulas {
    ($($(#[$doc:meta])* $constant:ident = $id:literal, $name:literal, $source:literal;)*) => {
        $($(#[$doc])* pub const $constant: Formula =
            Formula { id: $id, name: $name, source: $source };)*

        /// Every formula, in the order in which figures are read.
        pub const ALL: &[Formula] = &[$($constant),*];
    };
}

formulas! {
    /// Of one group's scores.
    MEAN = "mean",
        "Mean, with its t interval: mean ± t(0.975, n − 1) × SD / √n",
        "Student 1908, Biometrika 6:1–25, doi 10.1093/biomet/6.1.1";
    /// Of one group's scores.
    SD = "sd",
        "Standard deviation, divided by n − 1",
        "Student 1908, Biometrika 6:1–25, doi 10.1093/biomet/6.1.1";
    /// Of one group's scores.
    MEDIAN = "median",
        "Median and quartiles, type 7 (as in R and NumPy)",
        "Hyndman & Fan 1996, Am Stat 50:361–365, doi 10.1080/00031305.1996.10473566";
    /// Internal consistency.
    ALPHA = "alpha",
        "Cronbach’s alpha over those who answered every item, with Feldt’s interval",
        "Cronbach 1951, Psychometrika 16:297–334, doi 10.1007/BF02310555; Feldt 1965, \
         Psychometrika 30:357–370, doi 10.1007/BF02289499";
    /// Internal consistency without equal loadings.
    OMEGA = "omega",
        "McDonald’s omega from one factor by maximum likelihood, without an interval",
        "McDonald 1999, Test Theory (Erlbaum); Jöreskog 1967, Psychometrika 32:443–482, \
         doi 10.1007/BF02289658";
    /// The first figure of every comparison.
    ANCOVA = "ancova",
        "Baseline-adjusted difference: later score on arm and first score, least squares (ANCOVA)",
        "Vickers & Altman 2001, BMJ 323:1123, doi 10.1136/bmj.323.7321.1123";
    /// How far one arm moved.
    CHANGE = "change",
        "Mean change, later minus first, with its paired t interval",
        "Student 1908, Biometrika 6:1–25, doi 10.1093/biomet/6.1.1";
    /// Change against change.
    WELCH = "welch",
        "Difference of the changes, unequal variances (Welch)",
        "Welch 1947, Biometrika 34:28–35, doi 10.1093/biomet/34.1-2.28";
    /// The difference of the changes in standard deviations.
    HEDGES_G = "hedges-g",
        "Hedges’ g of the changes: difference / pooled SD of the changes × the exact gamma \
         correction; the interval is that of the effect in the population, by the noncentral t",
        "Hedges 1981, J Educ Stat 6:107–128, doi 10.3102/10769986006002107; Cumming & Finch 2001, \
         Educ Psychol Meas 61:532–574, doi 10.1177/0013164401614002";
    /// The difference of the changes in first-wave standard deviations.
    D_PPC2 = "d-ppc2",
        "d_ppc2: difference of the changes / pooled SD of the first wave × the exact gamma \
         correction; the interval takes Morris’s variance and the normal distribution",
        "Morris 2008, Organ Res Methods 11:364–386, doi 10.1177/1094428106291059";
    /// One person's change.
    RELIABLE_CHANGE = "reliable-change",
        "Reliable change: change / (√2 × SD × √(1 − reliability)), beyond 1.96 either way",
        "Jacobson & Truax 1991, J Consult Clin Psychol 59:12–19, doi 10.1037/0022-006X.59.1.12; \
         √2 by Christensen & Mendoza 1986, Behav Ther 17:305–308, \
         doi 10.1016/S0005-7894(86)80060-0";
    /// Many comparisons at once.
    HOLM = "holm",
        "Holm’s step-down correction over all comparisons of this page",
        "Holm 1979, Scand J Stat 6:65–70";
}
