"""`make bench`: measure the assistant beside the bot of `rasa init`, and print ratios."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from bench import load, peer, report, servers
from bench.report import Measure

_PEOPLE = 8


def main() -> None:
    """Measure both bots in turn, print the table, and save it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1000, help="messages of one person")
    parser.add_argument("--no-training", action="store_true", help="leave the training out")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    print("Making the peer, once")
    peer.ensure_made()
    print("Measuring the starter bot")
    with servers.starter() as server:
        starter = _measure(server, load.MOODS, options.messages)
    print("Measuring Careerbot")
    with tempfile.TemporaryDirectory() as folder, servers.careerbot(Path(folder)) as server:
        careerbot = _measure(server, load.QUESTIONS, options.messages)
    names = (
        ("start to first answer", "s", False),
        ("a message, median", "ms", False),
        ("a message, p99", "ms", False),
        (f"messages a second, {_PEOPLE} people", "1/s", True),
        ("memory of all processes", "MB", False),
    )
    measures = [
        Measure(name, unit, before, ours, more)
        for (name, unit, more), before, ours in zip(names, starter, careerbot, strict=True)
    ]
    if not options.no_training:
        print("Measuring the training of both")
        measures.append(Measure("training", "s", peer.training_seconds(), servers.training_seconds()))
    report.show(measures)
    print(f"Saved to {report.save(measures)}")
    if options.write:
        report.write_page(measures)


def _measure(server: servers.Server, messages: tuple[str, ...], count: int) -> tuple[float, ...]:
    load.one_person(server, messages, 40)  # warm up
    times = load.one_person(server, messages, count)
    rate = load.many_people(server, messages, people=_PEOPLE, each=40)
    return (
        server.first_answer,
        statistics.median(times),
        load.percentile(times, 0.99),
        rate,
        server.megabytes(),
    )


if __name__ == "__main__":
    main()
