"""Asks the batterydf package whether exported Battery Data Format files are valid.

Usage: validate_bdf.py FOLDER...

For every table in the folders: batterydf accepts it, knows every column that the JSON file beside
it says is of the format, finds its time in order, and reads as many rows and missing values as
that file counts. Exits with 1 when anything is wrong, and when a folder has no table.
"""

import json
import re
import sys
from pathlib import Path

import bdf

FILE_NAME = re.compile(r"[A-Za-z0-9-]+__[A-Za-z0-9-]+__\d{8}_\d{3,}\.bdf\.csv")


def problems_of(table: Path) -> list[str]:
    """What is wrong with one table, as sentences."""
    problems = []
    if not FILE_NAME.fullmatch(table.name):
        problems.append("the name is not Institution__Cell__YYYYMMDD_nnn.bdf.csv")

    report = bdf.validate(table, report=True, raise_on_error=False)
    if not report["ok"]:
        problems.append(f"batterydf: {report.get('missing') or report.get('detail')}")
        return problems
    if report["legacy_labels"]:
        problems.append(f"labels are not the preferred ones: {report['legacy_labels']}")
    if not report["time_stats"]["monotonic"]:
        problems.append("the test time goes back")

    sidecar = table.with_name(table.name.removesuffix(".bdf.csv") + ".json")
    if not sidecar.exists():
        return problems + [f"{sidecar.name} is missing"]
    description = json.loads(sidecar.read_text(encoding="utf-8"))
    foreign = [c["label"] for c in description["columns"] if not c["is_of_format"]]
    if report["extras"] != foreign:
        problems.append(f"foreign columns are {report['extras']}, not {foreign}")
    if description["table"] != table.name:
        problems.append(f"{sidecar.name} describes {description['table']}")

    frame = bdf.read(table, validate=False)
    if len(frame) != description["row_count"]:
        problems.append(f"{len(frame)} rows were read, not {description['row_count']}")
    for column in description["columns"]:
        if column["label"] not in frame.columns:
            if column["is_of_format"]:
                problems.append(f"'{column['label']}' was not read")
            continue
        expected = sum(column["missing_count_by_reason"].values())
        found = int(frame[column["label"]].isna().sum())
        if found != expected:
            problems.append(f"'{column['label']}' lacks {found} values, not {expected}")
    return problems


def main(folders: list[str]) -> int:
    if not folders:
        print(__doc__)
        return 64
    failed = False
    for folder in folders:
        tables = sorted(Path(folder).glob("*.bdf.csv"))
        if not tables:
            print(f"{folder}: no table")
            failed = True
        for table in tables:
            print(table.name)
            for problem in problems_of(table):
                print(f"   wrong: {problem}")
                failed = True
    print(f"batterydf {bdf.__version__}: {'problems found' if failed else 'all tables are valid'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
