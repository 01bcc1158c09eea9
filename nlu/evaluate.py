"""``python -m nlu.evaluate QUESTIONS``: measure the understanding on labelled questions.

QUESTIONS is a file of JSON lines in the form of :class:`nlu.evaluation.labels.Labelled`, or a folder
of such files. The trained model is read as it is deployed; nothing is learnt from the questions.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Sequence

from settings import PROJECT


def _quiet() -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core, as the times are told for one
    warnings.showwarning = lambda *_, **__: None  # libraries set the filters back
    logging.disable(logging.WARNING)


def main(arguments: Sequence[str]) -> int:
    """Run the evaluation and return the exit status."""
    options = _options(arguments)
    _quiet()
    import structlog
    from rich.console import Console

    from knowledge.database import open_session
    from knowledge.queries.names import all_names
    from nlu.evaluation.labels import CatalogIds, LabelError, read_labelled
    from nlu.evaluation.readings import Reader
    from nlu.evaluation.report import show, show_changes, show_robustness, write
    from nlu.evaluation.robustness import FOR_QUESTIONS_ONLY, VARIANTS
    from nlu.evaluation.scoring import score

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console = Console(width=None if sys.stdout.isatty() else 110)
    try:
        rows = read_labelled(options.questions)
        reader = Reader(options.model)
        before = json.loads(options.against.read_text(encoding="utf-8")) if options.against else None
    except (LabelError, OSError, ValueError) as error:
        print(f"Careerbot: {error}", file=sys.stderr)
        return 1
    with open_session() as session:
        ids = CatalogIds(all_names(session))
    scores = score(rows, reader.read([row.text for row in rows]), ids)
    show(scores, console)
    variants = {}
    if options.robustness:
        for name, vary in VARIANTS.items():
            asked = [row for row in rows if row.is_question or name not in FOR_QUESTIONS_ONLY]
            variants[name] = score(asked, reader.read([vary(row.text) for row in asked]), ids)
        show_robustness(scores, variants, console)
    if before:
        show_changes(scores, before, console)
    write(scores, variants, options.out / f"{options.questions.stem}.json")
    console.print(f"One row a question: {options.out / (options.questions.stem + '.json')}")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlu.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path, help="a .jsonl file, or a folder of them")
    parser.add_argument("--robustness", action="store_true", help="also typed carelessly, loudly, politely …")
    parser.add_argument("--against", type=Path, help="the JSON file of an earlier run, to compare with")
    parser.add_argument("--model", type=Path, default=PROJECT / "models", help="model file or folder")
    parser.add_argument("--out", type=Path, default=PROJECT / "results", help="folder of the JSON file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
