"""What Evenkeel is measured beside, where Python has it: prints the seconds of the work alone."""

import pathlib
import sys
import tempfile
import time


def score(sheets):
    import numpy as np
    import pandas as pd

    scales = {  # items and reversed items, as content/measures/checkin.toml has them
        "burnout": ([2, 8, 13, 19, 25, 30], [8, 19, 30]),
        "compassion_fatigue": ([4, 10, 16, 21, 27, 33], [10, 21, 33]),
        "compassion_satisfaction": ([5, 11, 17, 22, 28, 32], [11, 22, 32]),
        "mindfulness": ([1, 7, 12, 18, 24, 29], [7, 18, 29]),
        "alliance": ([3, 9, 15, 20, 26, 31], [9, 20, 31]),
        "workload": ([6, 14, 23, 34], [14, 34]),
    }
    rng = np.random.default_rng(1)
    codes = rng.integers(1, 6, size=(sheets, 34)).astype(np.float32)
    codes[rng.random(codes.shape) < 1 / 29] = np.nan
    frame = pd.DataFrame(codes, columns=range(1, 35))
    begun = time.perf_counter()
    out = {}
    for scale, (items, reverse) in scales.items():
        part = frame[items].copy()
        part[reverse] = 6 - part[reverse]
        answered = part.notna().sum(axis=1)
        out[scale] = part.mean(axis=1).where(answered >= len(items) - 1)
    pd.DataFrame(out)
    return time.perf_counter() - begun


def ancova(sets):
    import numpy as np
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    arm = np.repeat([1.0, 0.0], [11, 10])
    data = [(rng.uniform(2, 3, 21), rng.uniform(0, 1, 21)) for _ in range(sets)]
    begun = time.perf_counter()
    for before, noise in data:
        design = np.column_stack([np.ones(21), arm, before])
        fit = sm.OLS(before * 0.6 + noise, design).fit()
        fit.params, fit.bse, fit.pvalues, fit.conf_int()
    return time.perf_counter() - begun


def board(coaches, each):
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        db = duckdb.connect(f"{folder}/board.duckdb", config={"threads": 1})
        db.execute(
            f"""CREATE TABLE sit AS SELECT c.range AS code, 1 + (s.range + c.range) % 40 AS ago,
                   600 + s.range AS seconds FROM range({coaches}) c, range({each}) s"""
        )
        db.execute(f"CREATE TABLE coach AS SELECT range AS code, 'Coach ' || range AS name FROM range({coaches})")
        db.close()
        db = duckdb.connect(f"{folder}/board.duckdb", config={"threads": 1})
        db.execute("SELECT count(*) FROM sit").fetchall()
        begun = time.perf_counter()
        db.execute(
            """WITH day AS (SELECT code, ago, sum(seconds) AS seconds FROM sit GROUP BY code, ago),
                    week AS (SELECT code, (40 - ago) // 7 AS week, count(*) AS days,
                                    sum(seconds) AS seconds FROM day GROUP BY ALL),
                    latest AS (SELECT code, min(ago) AS ago FROM day GROUP BY code)
               SELECT name, week, days, seconds, ago FROM coach JOIN week USING (code)
               JOIN latest USING (code) ORDER BY name, week"""
        ).fetchall()
        return time.perf_counter() - begun


def export_duckdb(tables):
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        db = duckdb.connect(f"{folder}/export.duckdb", config={"threads": 1})
        files = sorted(pathlib.Path(tables).glob("*.csv"))
        for number, file in enumerate(files):
            db.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv('{file}')")
        begun = time.perf_counter()
        for number in range(len(files)):
            db.execute(f"COPY t{number} TO '{folder}/t{number}.csv' (HEADER)")
        return time.perf_counter() - begun


def export_pandas(tables):
    import pandas as pd

    with tempfile.TemporaryDirectory() as folder:
        frames = [pd.read_csv(file, low_memory=False) for file in pathlib.Path(tables).glob("*.csv")]
        begun = time.perf_counter()
        for number, frame in enumerate(frames):
            frame.to_csv(f"{folder}/{number}.csv", index=False)
        return time.perf_counter() - begun


if __name__ == "__main__":
    peer, *rest = sys.argv[1:]
    numbers = [int(one) if one.isdigit() else one for one in rest]
    peers = [score, ancova, board, export_duckdb, export_pandas]
    print({one.__name__: one for one in peers}[peer](*numbers))
