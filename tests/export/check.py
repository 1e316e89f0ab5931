"""Reads an export with other people's programs and prints what they found as JSON."""

import json
import sys
from io import StringIO
from pathlib import Path

import openpyxl
import pandas
from frictionless import Package
from pycanon import anonymity

TABLES = ["participants", "scores", "scoreswide", "answers", "answerswide", "practice", "hard",
          "weeks", "flow"]


def table(folder, name):
    return folder / "data" / f"table-{name}_data.csv"


def frictionless(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    return {"valid": report.valid, "errors": [str(e) for e in report.flatten(["rowNumber", "note"])[:5]]}


def anonymous(folder):
    people = pandas.read_csv(table(folder, "participants"), dtype=str, keep_default_na=False)
    by = [name for name in people.columns if name not in ("participant", "questionnaires_returned")]
    return {"k": int(anonymity.k_anonymity(people, by)), "by": by}


def pandas_round_trip(folder):
    changed = []
    for name in TABLES:
        before = table(folder, name).read_text(encoding="utf-8")
        after = pandas.read_csv(StringIO(before), dtype=str, keep_default_na=False)
        if after.to_csv(index=False, lineterminator="\n") != before:
            changed.append(name)
    scores = pandas.read_csv(table(folder, "scores"))
    again = pandas.read_csv(StringIO(scores.to_csv(index=False)))
    means = scores.groupby(["wave", "arm", "scale"])["score"].mean()
    return {
        "changed": changed,
        "equal": bool(scores.equals(again)),
        "means": {"/".join(key): float(value) for key, value in means.items()},
    }


def workbook(folder):
    book = openpyxl.load_workbook(folder / "scores.xlsx")
    rows = list(book["scores"].values)
    wide = pandas.read_csv(table(folder, "scoreswide"))
    own = pandas.DataFrame(rows[1:], columns=rows[0])
    numbers = wide.columns[2:]
    return {
        "sheets": book.sheetnames,
        "made": str(book.properties.created),
        "author": book.properties.creator or "",
        "formulas": sum(cell.data_type == "f" for sheet in book for row in sheet.rows for cell in row),
        "largest_difference": float((own[numbers].astype(float) - wide[numbers]).abs().max().max()),
        "people": len(own),
    }


def cells(folder):
    """The cells of a bundle that tries to have formulas run."""
    book = openpyxl.load_workbook(folder / "evil.xlsx")
    plain = pandas.read_csv(folder / "evil.csv", keep_default_na=False)
    return {
        "workbook": [[cell.value, cell.data_type] for cell in list(book["evil"].rows)[1]],
        "csv": [str(value) for value in plain.iloc[0]],
        "number": str(plain.dtypes.iloc[-1]),
    }


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]))))
