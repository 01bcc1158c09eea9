"""The table of a run, for the terminal and for `docs/faults.md`, which also tells of `make fuzz`."""

from __future__ import annotations

import datetime
from typing import List, Sequence, Tuple

from rich.console import Console
from rich.table import Table

from faults.run import RECOVERY_LIMIT, Result, Row, Size

_RULES = ("unclear", "lost", "twice", "reordered")
_COLUMNS = (
    "fault", "messages", "answered", "refused", "sent again", *_RULES, "slowest, s", "recovery, s", "holds",
)  # fmt: skip
_INTRODUCTION = """\
# What the cluster stands

Written by `{command}` on {day}; {users} people talked for {seconds:.0f} s over the website channel, through
nginx, while one part after another failed. `make faults` runs it again; `make test` holds a short form.

Each message is counted at the fault during which it was sent. *Refused* counts refusals by their code, at
the fault during which they came; every second person then sends the message again, with the same id. *Sent
again* counts messages whose connection broke, which clients repeat by themselves. *Recovery* is the time
from the return of the part until every assistant has answered.

"""
#: From here on the page is written by hand.
_REST = "\n## Bad input"
_RULES_TEXT = """
## The rules

| rule | broken when |
| --- | --- |
| unclear | a request ends in neither an answer nor a refusal with its code, or takes over {most:.0f} s |
| lost | what was acknowledged is not stored or not shown; a conversation forgets its subject |
| twice | a message is stored twice, or two different answers to it were seen |
| reordered | a message stands in its conversation before one that was sent earlier |
| recovery | an assistant needs more than {limit:.0f} s after the part has returned |
"""


def cells(row: Row) -> Tuple[str, ...]:
    """Return a row of the table as text."""
    refused = ", ".join(f"{count} {code}" for code, count in sorted(row.refused.items())) or "0"
    return (
        row.name, f"{row.messages:,}", f"{row.answered:,}", refused, str(row.repeated),
        *(str(row.breaches[rule]) for rule in _RULES),
        f"{row.slowest:.1f}", "" if row.recovery is None else f"{row.recovery:.1f}",
        "no" if row.broken else "yes",
    )  # fmt: skip


def show(result: Result, console: Console) -> None:
    """Print the table, and the first breaches of the rules."""
    table = Table(*_COLUMNS)
    for row in result.rows:
        table.add_row(*cells(row))
    console.print(table)
    for breach in result.breaches[:20]:
        console.print(f"{breach.rule}: {breach.how} (message {breach.message.id})", style="red")


def markdown(result: Result, size: Size, command: str, skipped: Sequence[str], most: float) -> str:
    """Return the page `docs/faults.md`."""
    lines: List[str] = [
        "| " + " | ".join(_COLUMNS) + " |",
        "| " + " | ".join("---" for _ in _COLUMNS) + " |",
        *("| " + " | ".join(cells(row)) + " |" for row in result.rows),
        *(f"\n{reason}" for reason in skipped),
    ]
    introduction = _INTRODUCTION.format(
        command=command, day=datetime.date.today().isoformat(), users=size.users, seconds=result.seconds
    )
    return introduction + "\n".join(lines) + "\n" + _RULES_TEXT.format(most=most, limit=RECOVERY_LIMIT)


def with_the_rest(written: str, page: str) -> str:
    """Return what is written anew, and behind it what the page says of bad input."""
    return written + "".join(page.partition(_REST)[1:])
