# The same figures as R finds them, from the cases that reference.py wrote.
#
#     Rscript reference.R FOLDER
#
# Reads cases.txt and writes expected-r.txt: `ID,figure,value,scale`.

folder <- commandArgs(trailingOnly = TRUE)[1]
numbers <- function(text) as.numeric(strsplit(text, " ", fixed = TRUE)[[1]])
lines <- strsplit(readLines(file.path(folder, "cases.txt")), ",", fixed = TRUE)
out <- file(file.path(folder, "expected-r.txt"), "w")
say <- function(id, figure, value, scale = 0) {
  cat(sprintf("%s,%s,%.17g,%.17g\n", id, figure, value, scale), file = out)
}

shift <- function(t, df, share) {
  reach <- 8 * sqrt(1 + t^2 / (2 * df))
  uniroot(function(by) suppressWarnings(pt(t, df, by)) - share, c(t - reach, t + reach),
          tol = 1e-13, maxiter = 500)$root
}

pairs <- function(id, first, second) {
  before <- first[[1]]
  spread <- sd(before)
  mean_of <- t.test(before)
  say(id, "mean", mean(before), spread)
  say(id, "mean_low", mean_of$conf.int[1], spread)
  say(id, "mean_high", mean_of$conf.int[2], spread)
  say(id, "sd", spread)
  quarters <- quantile(before, c(0.25, 0.5, 0.75), names = FALSE)
  for (at in 1:3) say(id, c("q1", "median", "q3")[at], quarters[at], spread)

  pre <- c(first[[1]], second[[1]])
  post <- c(first[[2]], second[[2]])
  arm <- rep(c(1, 0), c(length(first[[1]]), length(second[[1]])))
  fit <- lm(post ~ arm + pre)
  table <- summary(fit)$coefficients
  error <- table["arm", 2]
  reach <- confint(fit)
  say(id, "adjusted", table["arm", 1], error)
  say(id, "adjusted_error", error)
  say(id, "adjusted_t", table["arm", 3], 1)
  say(id, "adjusted_df", df.residual(fit))
  say(id, "adjusted_p", table["arm", 4])
  say(id, "adjusted_low", reach["arm", 1], error)
  say(id, "adjusted_high", reach["arm", 2], error)
  say(id, "slope", table["pre", 1], table["pre", 2])
  say(id, "slope_error", table["pre", 2])
  say(id, "residual_sd", summary(fit)$sigma)
  both <- predict(fit, data.frame(arm = c(1, 0), pre = mean(pre)), interval = "confidence")
  for (at in 1:2) {
    name <- c("first", "second")[at]
    scale <- (both[at, "upr"] - both[at, "lwr"]) / 4
    say(id, paste0(name, "_mean"), both[at, "fit"], scale)
    say(id, paste0(name, "_low"), both[at, "lwr"], scale)
    say(id, paste0(name, "_high"), both[at, "upr"], scale)
  }

  one <- first[[2]] - first[[1]]
  two <- second[[2]] - second[[1]]
  found <- t.test(one, two)
  say(id, "moved", mean(one), sd(one))
  say(id, "moved_sd", sd(one))
  say(id, "welch", mean(one) - mean(two), found$stderr)
  say(id, "welch_error", found$stderr)
  say(id, "welch_t", found$statistic, 1)
  say(id, "welch_df", found$parameter)
  say(id, "welch_p", found$p.value)
  say(id, "welch_low", found$conf.int[1], found$stderr)
  say(id, "welch_high", found$conf.int[2], found$stderr)

  n <- length(one)
  m <- length(two)
  df <- n + m - 2
  d <- (mean(one) - mean(two)) / sqrt(((n - 1) * var(one) + (m - 1) * var(two)) / df)
  size <- sqrt(n * m / (n + m))
  j <- if (df < 300) gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2)) else
    exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
  say(id, "g", j * d, 1 / size)
  # Farther out R's noncentral t holds fewer digits, as its help says.
  if (abs(d * size) < 5) {
    say(id, "g_low", shift(d * size, df, 0.975) / size, 1 / size)
    say(id, "g_high", shift(d * size, df, 0.025) / size, 1 / size)
  }
}

items <- function(id, columns) {
  k <- length(columns)
  values <- do.call(cbind, columns)
  n <- nrow(values)
  s <- cov(values)
  found <- k / (k - 1) * (1 - sum(diag(s)) / sum(s))
  say(id, "alpha", found, 1)
  say(id, "alpha_low", 1 - (1 - found) * qf(0.975, n - 1, (n - 1) * (k - 1)), 1)
  say(id, "alpha_high", 1 - (1 - found) * qf(0.025, n - 1, (n - 1) * (k - 1)), 1)
}

for (line in lines) {
  id <- line[2]
  if (line[1] == "items") {
    items(id, lapply(line[-(1:2)], numbers))
  } else if (startsWith(id, "p") && line[3] == "first") {
    first <- list(numbers(line[4]), numbers(line[5]))
  } else if (startsWith(id, "p")) {
    pairs(id, first, list(numbers(line[4]), numbers(line[5])))
  }
}
close(out)
