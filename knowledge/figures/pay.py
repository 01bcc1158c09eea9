"""Works out all figures of pay but the official US wages anew: ``make pay FOLDER=…``.

The folder holds the published files in any of its own folders; all of them must be there.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from knowledge.errors import CatalogError
from knowledge.figures import pay_abroad, pay_postings, pay_ranges, pay_rates, pay_reported
from knowledge.settings import CATALOG

INDEX = "salaries.csv"


def import_pay(folder: Path, *, catalog: Path, out: Path) -> list[str]:
    """Write every table of pay and return what was written, a sentence a line.

    :raises CatalogError: when a file is missing or broken; the tables before it are written
    """
    report = pay_ranges.import_ranges(_find(folder, INDEX), roles=catalog / "roles", out=out)
    postings = _find(folder, "ai_engineer_postings_2026.csv").parent
    written = {
        pay_postings.FILE_NAME: pay_postings.import_postings_pay(postings, catalog=catalog, out=out),
        pay_reported.FILE_NAME: pay_reported.import_reported(
            _find(folder, pay_reported.PUBLISHED), catalog=catalog, out=out
        ),
        pay_abroad.FILE_NAME: pay_abroad.import_abroad(
            _find(folder, pay_abroad.PUBLISHED), catalog=catalog, out=out
        ),
        f"{pay_rates.RATES_FILE} and {pay_rates.PARITIES_FILE}": pay_rates.import_rates(
            _find(folder, pay_rates.PUBLISHED_RATES).parent, out=out
        ),
    }
    return [*report.lines(), *(f"{name}: {count:,} rows" for name, count in written.items())]


def _find(folder: Path, name: str) -> Path:
    found = next(iter(sorted(folder.rglob(name))), None)
    if found is None:
        raise CatalogError(str(folder), None, "", f"holds no file {name}", "Put the published files into it")
    return found


def main() -> int:
    """Run the importers from the command line; return 1 when a file cannot be used."""
    parser = argparse.ArgumentParser(prog="make pay", description="Work out the figures of pay anew.")
    parser.add_argument("folder", type=Path, help="where the published files lie")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        lines = import_pay(arguments.folder, catalog=CATALOG, out=arguments.out)
    except (CatalogError, OSError, sqlite3.Error) as error:
        print(f"Not all figures of pay were worked out anew. {error}", file=sys.stderr)
        return 1
    print(*lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
