"""The project beside itself, as conversations, their store and the knowledge base grow."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Collection, List

from bench.catalog import write_large
from bench.load import long_conversation, one_user
from bench.percentiles import median
from bench.questions import TURNS, career_questions
from bench.report import Comparison
from bench.servers import Server
from bench.sizes import CONVERSATIONS_IN_BATCH, Size
from bench.systems import FOLDER, project_server
from knowledge.loader.load import ensure_loaded

PARTS = ("turns", "stored", "catalog")
LIMIT = 1.3
_LONG_CONVERSATIONS = 3
Say = Callable[[str], None]


def compare(parts: Collection[str], size: Size, say: Say) -> List[Comparison]:
    """Return the comparisons of these parts."""
    found = []
    if "turns" in parts:
        found.append(_turns(size, say))
    if "stored" in parts:
        found.append(_stored(size, say))
    if "catalog" in parts:
        found.append(_catalog(size, say))
    return found


def _turns(size: Size, say: Say) -> Comparison:
    early: List[float] = []
    late: List[float] = []
    with project_server() as server:
        one_user(server.url, career_questions, range(1))
        for number in range(_LONG_CONVERSATIONS):
            say(f"long conversation {number + 1} of {_LONG_CONVERSATIONS}")
            taken = long_conversation(server.url, career_questions, size.turns)
            # The same messages at both ends: turns 3 to 10, and those some multiple of 20 later.
            early += taken[2:10]
            late += taken[size.turns - 8 :]
    what = f"a message at turn {size.turns - 10 + 5} of a conversation, beside turn 5"
    return Comparison("turns", what, "ms", median(early), median(late), LIMIT)


def _stored(size: Size, say: Say) -> Comparison:
    full = Path(tempfile.mkdtemp(prefix="run-", dir=FOLDER)) / "full.db"
    say(f"storing {size.stored:,} conversations")
    with project_server(tracker_url=f"sqlite:///{full}") as server:
        one_user(server.url, career_questions, range(1))
    _multiply(full, size.stored)
    with ExitStack() as running:
        empty = running.enter_context(project_server())
        filled = running.enter_context(project_server(tracker_url=f"sqlite:///{full}"))
        base, measured = _in_turn(empty, filled, size, say)
    what = f"a message of a new conversation, with {size.stored:,} conversations stored"
    return Comparison("stored", what, "ms", base, measured, LIMIT)


def _multiply(database: Path, conversations: int) -> None:
    """Store the longest conversation of a database many times over, each under a name of its own."""
    with sqlite3.connect(database) as connection:
        (sender,) = connection.execute(
            "SELECT sender_id FROM events GROUP BY sender_id ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) "
            "SELECT 'copy-' || i, type_name, timestamp, intent_name, action_name, data "
            "FROM n JOIN events ON sender_id = ?",
            (conversations, sender),
        )
    connection.close()


def _catalog(size: Size, say: Say) -> Comparison:
    say(f"writing and loading a catalog of {size.roles:,} roles and {size.salaries:,} salary rows")
    root = FOLDER / f"catalog-{size.roles}-{size.salaries}"
    write_large(root, roles=size.roles, salaries=size.salaries)
    urls = [f"sqlite:///{FOLDER}/knowledge-{name}.db" for name in ("shipped", root.name)]
    ensure_loaded(urls[0])
    ensure_loaded(urls[1], root=root)
    with ExitStack() as running:
        shipped, large = (running.enter_context(project_server(knowledge_url=url)) for url in urls)
        base, measured = _in_turn(shipped, large, size, say)
    what = (
        f"a message with {size.roles:,} roles and {size.salaries:,} salary rows, beside the shipped catalog"
    )
    return Comparison("catalog", what, "ms", base, measured, LIMIT)


def _in_turn(one: Server, other: Server, size: Size, say: Say) -> tuple[float, float]:
    """Return the median times of a message of two servers, measured in turn."""
    taken: tuple[List[float], List[float]] = ([], [])
    for server in (one, other):
        one_user(server.url, career_questions, range(1))
    for batch in range(size.batches):
        say(f"batch {batch + 1} of {size.batches}, {CONVERSATIONS_IN_BATCH * TURNS} messages each")
        first = 1 + batch * CONVERSATIONS_IN_BATCH
        for server, times in zip((one, other), taken, strict=True):
            times += one_user(server.url, career_questions, range(first, first + CONVERSATIONS_IN_BATCH))
    return median(taken[0]), median(taken[1])
