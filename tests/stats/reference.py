"""Random data sets, with every figure as NumPy, SciPy and statsmodels find it.

Where data are so ill-conditioned that no ordinary program holds nine digits, the figure is a
fraction until the last step.

    python3 reference.py OUT_FOLDER SETS SEED

Writes cases.txt and expected.txt. A line of cases.txt is `pairs,ID,arm,before …,after …` or
`items,ID,item …,item …`; a line of expected.txt is `ID,figure,value,scale`: the value, `none` where
there must not be one, and how large the figure's own uncertainty is.
"""

import sys
from fractions import Fraction
from math import gamma, isfinite, sqrt
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

SIDE = 0.025
NODES, WEIGHTS = np.polynomial.legendre.leggauss(300)


def correction(df):
    """Hedges' exact correction, stepwise from J(2) and J(3): log-gammas would lose digits."""
    m = 2 + df % 2
    j = gamma(m / 2) / gamma((m - 1) / 2) * sqrt(2 / m)
    while m < df:
        j *= m / (m - 1) * sqrt(m / (m + 2))
        m += 2
    return j


def shift(t, df, share):
    """The shift that puts t at this share of the noncentral t: a normal over the root of a
    chi-square, integrated. SciPy's own function for it gives NaN at some places."""
    reach = 8 * sqrt(1 + t * t / (2 * df))
    low, high = stats.chi.ppf(1e-18, df), stats.chi.isf(1e-18, df)
    s = low + (high - low) * (NODES + 1) / 2
    weights = WEIGHTS * (high - low) / 2 * stats.chi.pdf(s, df)
    off = lambda by: np.dot(weights, special.ndtr(t * s / sqrt(df) - by)) - share
    return optimize.brentq(off, t - reach, t + reach, xtol=1e-13, rtol=1e-14, maxiter=500)


def change(arm):
    return np.asarray(arm[1]) - np.asarray(arm[0])


def describe(values):
    values = np.asarray(values)
    n, mean, sd = len(values), np.mean(values), np.std(values, ddof=1)
    yield "mean", mean, sd
    if sd > 0:
        low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=sd / sqrt(n))
        yield "mean_low", low, sd
        yield "mean_high", high, sd
    yield "sd", sd, 0
    for name, q in [("q1", 25), ("median", 50), ("q3", 75)]:
        yield name, np.percentile(values, q), sd


def ancova(first, second):
    x = np.concatenate([first[0], second[0]])
    y = np.concatenate([first[1], second[1]])
    arm = np.concatenate([np.ones(len(first[0])), np.zeros(len(second[0]))])
    fit = sm.OLS(y, np.column_stack([arm, x, np.ones(len(x))])).fit()
    error = fit.bse[0]
    low, high = fit.conf_int()[0]
    yield "adjusted", fit.params[0], error
    yield "adjusted_error", error, 0
    yield "adjusted_t", fit.tvalues[0], 1
    yield "adjusted_df", fit.df_resid, 0
    yield "adjusted_p", fit.pvalues[0], 0
    yield "adjusted_low", low, error
    yield "adjusted_high", high, error
    yield "slope", fit.params[1], fit.bse[1]
    yield "slope_error", fit.bse[1], 0
    yield "residual_sd", sqrt(fit.mse_resid), 0
    at = np.mean(x)
    for name, is_first in [("first", 1.0), ("second", 0.0)]:
        found = fit.get_prediction([[is_first, at, 1.0]])
        low, high = found.conf_int()[0]
        yield f"{name}_mean", found.predicted_mean[0], found.se[0]
        yield f"{name}_low", low, found.se[0]
        yield f"{name}_high", high, found.se[0]


def changes(first, second):
    one, two = change(first), change(second)
    sd = np.std(one, ddof=1)
    yield "moved", np.mean(one), sd
    yield "moved_sd", sd, 0
    low, high = DescrStatsW(one).tconfint_mean()
    yield "moved_low", low, sd
    yield "moved_high", high, sd
    both = CompareMeans(DescrStatsW(one), DescrStatsW(two))
    t, p, df = both.ttest_ind(usevar="unequal")
    error = both.std_meandiff_separatevar
    low, high = both.tconfint_diff(usevar="unequal")
    yield "welch", np.mean(one) - np.mean(two), error
    yield "welch_error", error, 0
    yield "welch_t", t, 1
    yield "welch_df", df, 0
    yield "welch_p", p, 0
    yield "welch_low", low, error
    yield "welch_high", high, error


def effects(first, second):
    one, two = change(first), change(second)
    n, m = len(one), len(two)
    df = n + m - 2
    between = np.mean(one) - np.mean(two)
    pooled = lambda a, b: sqrt(((n - 1) * np.var(a, ddof=1) + (m - 1) * np.var(b, ddof=1)) / df)
    d, size = between / pooled(one, two), sqrt(n * m / (n + m))
    yield "g", d * correction(df), 1 / size
    yield "g_low", shift(d * size, df, 1 - SIDE) / size, 1 / size
    yield "g_high", shift(d * size, df, SIDE) / size, 1 / size
    if n + m < 5:
        return
    j = correction(df)
    effect = j * between / pooled(first[0], second[0])
    off = lambda arm, at: np.asarray(arm[at]) - np.mean(arm[at])
    before, after = (np.concatenate([off(first, at), off(second, at)]) for at in (0, 1))
    r = np.sum(before * after) / sqrt(np.sum(before**2) * np.sum(after**2))
    turned = 2 * (1 - r) * (n + m) / (n * m)
    variance = j * j * df / (df - 2) * (turned + effect**2) - effect**2
    reach = stats.norm.ppf(1 - SIDE) * sqrt(variance)
    yield "d", effect, 1
    yield "d_low", effect - reach, 1
    yield "d_high", effect + reach, 1


def alpha(items):
    items = np.asarray(items)
    k, n = items.shape
    whole = np.sum(np.var(items, axis=1, ddof=1)) / np.var(np.sum(items, axis=0), ddof=1)
    found = k / (k - 1) * (1 - whole)
    yield "alpha", found, 1
    f = lambda share: stats.f.isf(share, n - 1, (n - 1) * (k - 1))
    yield "alpha_low", 1 - (1 - found) * f(SIDE), 1
    yield "alpha_high", 1 - (1 - found) * f(1 - SIDE), 1


def omega(items):
    """One factor by maximum likelihood: own variances at which every diagonal fits."""
    items = np.asarray(items)
    s = np.cov(items)
    r = np.corrcoef(items)
    if np.min(r) < 0.1:
        return  # more than one place fits, and which is best would have to be searched for

    def loadings(own):
        root = np.sqrt(own)
        values, vectors = np.linalg.eigh(r / np.outer(root, root))
        return root * vectors[:, -1] * sqrt(max(values[-1] - 1, 0))

    off = lambda logs: np.diag(r) - loadings(np.exp(logs)) ** 2 - np.exp(logs)
    start = np.log(1 / np.diag(np.linalg.inv(r)) * (1 - 0.5 / len(items)))
    found = optimize.root(off, start, tol=1e-14)
    own = np.exp(found.x)
    if np.max(np.abs(off(found.x))) > 1e-12 or np.min(own) < 1e-3:
        return
    units = np.sqrt(np.diag(s))
    common = np.sum(loadings(own) * units) ** 2
    yield "omega", common / (common + np.sum(own * units**2)), 1


# Exactly, for what ordinary programs cannot hold.


def exact_mean(values):
    return sum(values, Fraction(0)) / len(values)


def exact_squares(a, b):
    m, o = exact_mean(a), exact_mean(b)
    return sum(((x - m) * (y - o) for x, y in zip(a, b)), Fraction(0))


def root(value):
    """The square root of a fraction of any size."""
    scale = 1
    while 0 < value * scale * scale < Fraction(1, 10**20):
        scale *= 10**10
    return sqrt(value * scale * scale) / scale


def exactly(first, second):
    arms = [[[Fraction(v) for v in wave] for wave in arm] for arm in (first, second)]
    (b1, a1), (b2, a2) = arms
    n, m = len(b1), len(b2)
    sd = root(exact_squares(b1, b1) / (n - 1))
    yield "mean", float(exact_mean(b1)), 0
    yield "sd", sd, 0
    sxx = exact_squares(b1, b1) + exact_squares(b2, b2)
    sxy = exact_squares(b1, a1) + exact_squares(b2, a2)
    syy = exact_squares(a1, a1) + exact_squares(a2, a2)
    if sxx == 0:
        yield "adjusted", None, 0
    else:
        slope = sxy / sxx
        dx = exact_mean(b1) - exact_mean(b2)
        difference = exact_mean(a1) - exact_mean(a2) - slope * dx
        left = (syy - sxy * slope) / (n + m - 3)
        if left == 0:
            yield "adjusted", None, 0
        else:
            error = root(left * (Fraction(1, n) + Fraction(1, m) + dx * dx / sxx))
            yield "adjusted", float(difference), error
            yield "adjusted_error", error, 0
            yield "slope", float(slope), root(left / sxx)
            yield "residual_sd", root(left), 0
            t = float(difference) / error
            yield "adjusted_p", 2 * stats.t.sf(abs(t), n + m - 3), 0
    c1 = [y - x for x, y in zip(b1, a1)]
    c2 = [y - x for x, y in zip(b2, a2)]
    v1, v2 = exact_squares(c1, c1) / (n - 1) / n, exact_squares(c2, c2) / (m - 1) / m
    between = exact_mean(c1) - exact_mean(c2)
    if v1 + v2 == 0:
        yield "welch", None, 0
        yield "g", None, 0
    else:
        error = root(v1 + v2)
        yield "welch", float(between), error
        yield "welch_error", error, 0
        yield "welch_df", float((v1 + v2) ** 2 / (v1**2 / (n - 1) + v2**2 / (m - 1))), 0
        pooled = root((exact_squares(c1, c1) + exact_squares(c2, c2)) / (n + m - 2))
        size = sqrt(n * m / (n + m))
        yield "g", float(between) / pooled * correction(n + m - 2), 1 / size


def scores(dice, kind, n, level, pull):
    """Scores of one arm at two waves, as questionnaires give them."""
    base = dice.normal(level, 1, n)
    later = pull + 0.6 * (base - level) + level + dice.normal(0, dice.uniform(0.3, 1.5), n)
    if kind == "sum":
        return [np.clip(np.rint(10 * one), 10, 50) for one in (base, later)]
    if kind == "mean":
        return [np.clip(np.rint(6 * one), 6, 30) / 6 for one in (base, later)]
    if kind == "percent":
        return [np.rint(28 * one) / 28 * 25 for one in (base, later)]
    unit = 10.0 ** dice.integers(-4, 5)
    return [base * unit, later * unit]


def hard(dice, at):
    """Data that cost digits: large offsets, tiny spreads, or none at all."""
    offset = [1e9, 1e12, 1e14, 1e14, 1e-9, 1e7 + 0.2, 0.0][at % 7]
    grain = [1.0, 0.1, 1.0, 10.0, 1e-15, 0.1, 1e-12][at % 7]
    arms = []
    for _ in range(2):
        n = int(dice.integers(3, 20))
        before, after = ((offset + grain * dice.integers(0, 9, n)) for _ in range(2))
        if at % 29 == 3:
            before = np.full(n, offset + grain)
        if at % 31 == 4:
            before = dice.integers(0, 9, n) * 1.0
            after = before + 1.0
        arms.append([before, after])
    return arms


def main(out, sets, seed):
    dice = np.random.default_rng(seed)
    cases = (out / "cases.txt").open("w")
    expected = (out / "expected.txt").open("w")
    text = lambda values: " ".join(repr(float(value)) for value in values)

    def write(name, figures):
        for figure, value, scale in figures:
            if value is None:
                expected.write(f"{name},{figure},none,0\n")
            elif isfinite(value) and isfinite(scale):
                expected.write(f"{name},{figure},{float(value)!r},{float(scale)!r}\n")

    def pairs(name, arms, figures):
        for arm, (before, after) in zip(("first", "second"), arms):
            cases.write(f"pairs,{name},{arm},{text(before)},{text(after)}\n")
        write(name, figures)

    for at in range(sets):
        kind = ["sum", "mean", "percent", "real"][at % 4]
        most = 400 if at % 50 == 0 else 40
        sizes = (11, 10) if at % 5 == 0 else dice.integers(3, most, 2)
        level, pull = 3.0, dice.normal(0, 0.8)
        arms = [scores(dice, kind, int(sizes[0]), level, pull),
                scores(dice, kind, int(sizes[1]), level, 0.0)]
        whole = np.concatenate([change(arm) for arm in arms])
        if np.std(whole[: sizes[0]]) == 0 or np.std(whole[sizes[0]:]) == 0:
            continue
        if np.std(arms[0][0]) == 0 or np.std(arms[1][0]) == 0:
            continue
        both = tuple(arms)
        figures = [figure for part in (ancova, changes, effects) for figure in part(*both)]
        pairs(f"p{at}", arms, [*describe(arms[0][0]), *figures])
    for at in range(sets // 4):
        arms = hard(dice, at)
        pairs(f"h{at}", arms, exactly(*arms))
    for at in range(sets // 4):
        n, k = int(dice.integers(12, 200)), int(dice.integers(2, 11))
        n = max(n, 4 * k)
        common = dice.normal(0, 1, n)
        latent = dice.uniform(0.3, 0.9, k)[:, None] * common + dice.normal(0, 1, (k, n))
        items = np.clip(np.rint(3 + latent), 1, 5)
        if np.min(np.std(items, axis=1)) == 0:
            continue
        cases.write(f"items,i{at}," + ",".join(text(item) for item in items) + "\n")
        write(f"i{at}", [*alpha(items), *(omega(items) if k > 2 else [])])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
