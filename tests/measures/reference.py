"""Random answer sets for every instrument, scored from the facts by themselves.

Standard library only. It reads no key of Evenkeel: items, reversals, codes and rules are written
down here a second time, and every figure is a fraction until the last step.

    python3 reference.py OUT_FOLDER SETS SEED
"""

import csv
import random
import sys
from fractions import Fraction
from pathlib import Path


def numbers(text):
    return [int(word) for word in text.split()]


def same(count, codes):
    return {number: codes for number in range(1, count + 1)}


ONE_TO_FIVE = [1, 2, 3, 4, 5]
PERCENT = [0, 25, 50, 75, 100]

# id: (codes of each item, [(scale, how, fewest answers, items, reversed items)])
INSTRUMENTS = {
    "proqol5": (
        same(30, ONE_TO_FIVE),
        [
            ("cs", "sum", 8, numbers("3 6 12 16 18 20 22 24 27 30"), []),
            ("bo", "sum", 8, numbers("1 4 8 10 15 17 19 21 26 29"), numbers("1 4 15 17 29")),
            ("sts", "sum", 8, numbers("2 5 7 9 11 13 14 23 25 28"), []),
        ],
    ),
    "cbi": (
        same(19, PERCENT),
        [
            ("personal", "mean", 3, list(range(1, 7)), []),
            ("work", "mean", 4, list(range(7, 14)), [13]),
            ("client", "mean", 3, list(range(14, 20)), []),
        ],
    ),
    "stss": (
        same(17, ONE_TO_FIVE),
        [
            ("intrusion", "sum", 5, numbers("2 3 6 10 13"), []),
            ("avoidance", "sum", 7, numbers("1 5 7 9 12 14 17"), []),
            ("arousal", "sum", 5, numbers("4 8 11 15 16"), []),
            ("total", "sum", 17, list(range(1, 18)), []),
        ],
    ),
    "maas": (
        same(15, [1, 2, 3, 4, 5, 6]),
        [("mindfulness", "mean", 12, list(range(1, 16)), [])],
    ),
    "ffmq15": (
        same(15, ONE_TO_FIVE),
        [
            ("observe", "sum", 3, numbers("1 6 11"), []),
            ("describe", "sum", 3, numbers("2 7 12"), [7]),
            ("act", "sum", 3, numbers("3 8 13"), numbers("3 8 13")),
            ("nonjudge", "sum", 3, numbers("4 9 14"), numbers("4 9 14")),
            ("nonreact", "sum", 3, numbers("5 10 15"), []),
            ("total", "sum", 15, list(range(1, 16)), numbers("3 4 7 8 9 13 14")),
        ],
    ),
    "ffmq39": (
        same(39, ONE_TO_FIVE),
        [
            ("observe", "sum", 8, numbers("1 6 11 15 20 26 31 36"), []),
            ("describe", "sum", 8, numbers("2 7 12 16 22 27 32 37"), numbers("12 16 22")),
            ("act", "sum", 8, numbers("5 8 13 18 23 28 34 38"), numbers("5 8 13 18 23 28 34 38")),
            (
                "nonjudge",
                "sum",
                8,
                numbers("3 10 14 17 25 30 35 39"),
                numbers("3 10 14 17 25 30 35 39"),
            ),
            ("nonreact", "sum", 7, numbers("4 9 19 21 24 29 33"), []),
            (
                "total",
                "sum",
                39,
                list(range(1, 40)),
                numbers("3 5 8 10 12 13 14 16 17 18 22 23 25 28 30 34 35 38 39"),
            ),
        ],
    ),
    "pss10": (
        same(10, [0, 1, 2, 3, 4]),
        [("stress", "sum", 10, list(range(1, 11)), numbers("4 5 7 8"))],
    ),
    "olbi": (
        same(16, [1, 2, 3, 4]),
        [
            ("exhaustion", "sum", 8, numbers("2 4 5 8 10 12 14 16"), numbers("2 4 8 12")),
            ("disengagement", "sum", 8, numbers("1 3 6 7 9 11 13 15"), numbers("3 6 9 11")),
            ("total", "sum", 16, list(range(1, 17)), numbers("2 3 4 6 8 9 11 12")),
        ],
    ),
    "bat12": (
        same(12, ONE_TO_FIVE),
        [
            ("exhaustion", "mean", 3, [1, 2, 3], []),
            ("distance", "mean", 3, [4, 5, 6], []),
            ("cognitive", "mean", 3, [7, 8, 9], []),
            ("emotional", "mean", 3, [10, 11, 12], []),
            ("total", "mean", 12, list(range(1, 13)), []),
        ],
    ),
    "scs-sf": (
        same(12, ONE_TO_FIVE),
        [("self_compassion", "mean", 12, list(range(1, 13)), numbers("1 4 8 9 11 12"))],
    ),
    "wai-sr": (
        same(12, ONE_TO_FIVE),
        [
            ("task", "sum", 4, numbers("1 2 10 12"), []),
            ("bond", "sum", 4, numbers("3 5 7 9"), []),
            ("goal", "sum", 4, numbers("4 6 8 11"), []),
            ("total", "sum", 12, list(range(1, 13)), []),
        ],
    ),
    "burnout-single": (same(1, ONE_TO_FIVE), [("burnout", "sum", 1, [1], [])]),
    "checkin": (
        same(34, ONE_TO_FIVE),
        [
            ("burnout", "mean", 5, numbers("2 8 13 19 25 30"), numbers("8 19 30")),
            ("compassion_fatigue", "mean", 5, numbers("4 10 16 21 27 33"), numbers("10 21 33")),
            ("compassion_satisfaction", "mean", 5, numbers("5 11 17 22 28 32"), numbers("11 22 32")),
            ("mindfulness", "mean", 5, numbers("1 7 12 18 24 29"), numbers("7 18 29")),
            ("alliance", "mean", 5, numbers("3 9 15 20 26 31"), numbers("9 20 31")),
            ("workload", "mean", 3, numbers("6 14 23 34"), numbers("14 34")),
        ],
    ),
    "course-feedback": (
        same(12, ONE_TO_FIVE),
        [
            ("fit", "mean", 3, numbers("1 4 6 9"), numbers("6 9")),
            ("room", "mean", 3, numbers("2 5 7 10"), [7]),
            ("class", "mean", 3, numbers("3 8 11 12"), numbers("8 12")),
        ],
    ),
}


def score(codes, how, fewest, items, turned, answers):
    """The score as a fraction, or None; and how many items were answered."""
    values = []
    for number in items:
        answer = answers.get(number)
        if answer is None:
            continue
        if number in turned:
            answer = min(codes[number]) + max(codes[number]) - answer
        values.append(Fraction(answer))
    if len(values) < fewest:
        return None, len(values)
    mean = sum(values) / len(values)
    return (mean if how == "mean" else mean * len(items)), len(values)


def main():
    folder, sets, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(seed)
    each = -(-sets // len(INSTRUMENTS))
    for name, (codes, scales) in INSTRUMENTS.items():
        items = sorted(codes)
        answers_path, scores_path = folder / f"{name}.answers.csv", folder / f"{name}.scores.csv"
        with open(answers_path, "w", newline="") as given, open(scores_path, "w", newline="") as out:
            answers_csv = csv.writer(given, lineterminator="\n")
            scores_csv = csv.writer(out, lineterminator="\n")
            answers_csv.writerow(["id"] + items)
            heading = [[scale[0], f"{scale[0]}_answered"] for scale in scales]
            scores_csv.writerow(["id"] + [column for pair in heading for column in pair])
            for row in range(each):
                # Some people skip nothing, some a little, some nearly everything.
                skips = dice.choice([0, 0, 0.02, 0.1, 0.3, 0.8])
                answers = {
                    number: dice.choice(codes[number])
                    for number in items
                    if dice.random() >= skips
                }
                answers_csv.writerow([row] + [answers.get(number, "") for number in items])
                line = [row]
                for _, how, fewest, members, turned in scales:
                    value, answered = score(codes, how, fewest, members, turned, answers)
                    line += ["" if value is None else repr(float(value)), answered]
                scores_csv.writerow(line)


main()
